//! The owners' list in the terminal, its kept views, what was left half typed and whom was opened last.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use crm::{
    clinic::{Actor, Opening, View},
    drafts, owners, recents,
};
use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use serde_json::{Value, json};
use std::fs;
use support::Desk;

const OWNERS: &str = "owner_id,full_name,city,phone_primary\n\
    A1,María García,Tulum,998-123-4567\n\
    A2,Carlos Méndez,Cancún,\n\
    A3,Sarah Johnson,Tulum,\n";

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["owner_id"].as_str().unwrap()).collect()
}

#[test]
fn the_list_is_narrowed_sorted_and_cut() {
    let desk = Desk::with_owners(OWNERS);
    assert_eq!(ids(&desk.json(&["owners", "list"])), ["A2", "A1", "A3"]);
    assert_eq!(ids(&desk.json(&["owners", "list", "--city", "Tulum", "--descending"])), ["A3", "A1"]);
    assert_eq!(ids(&desk.json(&["owners", "list", "--limit", "1"])), ["A2"]);
    assert_eq!(ids(&desk.json(&["owners", "list", "--text", "garcia"])), ["A1"]);
    desk.json(&["owners", "archive", "A3"]);
    assert_eq!(ids(&desk.json(&["owners", "list", "--active", "inactive"])), ["A3"]);
    desk.json(&["owners", "tag", "A2", "VIP"]);
    assert_eq!(ids(&desk.json(&["owners", "list", "--tag", "vip"])), ["A2"]);
    assert_eq!(ids(&desk.json(&["owners", "list", "--spent-min", "1"])), Vec::<&str>::new());
    desk.huella(&["owners", "list", "--risk", "huge"]).assert().code(2).stderr(contains("high"));
    desk.huella(&["owners", "list", "--tag", "Nobody"]).assert().code(1);
}

#[test]
fn a_view_is_kept_shown_changed_renamed_and_deleted() {
    let desk = Desk::with_owners(OWNERS);
    desk.huella(&["views", "list"]).assert().success().stdout(contains("No hay vistas"));
    let save = ["views", "save", "Lejos", "--city", "Tulum", "--descending", "--column", "name", "--default"];
    let kept = desk.json(&save);
    assert_eq!((&kept["name"], &kept["is_default"]), (&json!("Lejos"), &json!(true)));
    assert_eq!(ids(&desk.json(&["views", "show", "lejos"])), ["A3", "A1"]);
    desk.huella(&["views", "list"])
        .assert()
        .success()
        .stdout(contains("Lejos").and(contains("activos, de Tulum")).and(contains("la lista abre con ella")));

    // The same name again is the same view, which stays the one that the list opens with.
    let again =
        desk.json(&["views", "save", "LEJOS", "--city", "Cancún", "--city", "Mérida", "--sort", "spent"]);
    assert_eq!((&again["id"], &again["name"]), (&kept["id"], &json!("Lejos")));
    let list = desk.json(&["views", "list"]);
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!((&list[0]["owners"], &list[0]["is_default"]), (&json!(1), &json!(true)));
    assert_eq!(list[0]["sentence"], "activos, de Cancún o Mérida");

    // A name that looks like a number is a name.
    assert_ne!(desk.json(&["views", "save", "1"])["id"], kept["id"]);
    desk.json(&["undo"]);
    desk.json(&["views", "rename", "Lejos", "Cancún"]);
    desk.huella(&["views", "show", "Lejos"]).assert().code(1);
    desk.json(&["views", "save", "Otra"]);
    desk.huella(&["views", "rename", "Otra", "cancun"]).assert().code(1).stderr(contains("name"));
    let file = desk.folder().join("view.csv");
    let written = desk.json(&["views", "show", "Cancún", "--csv", file.to_str().unwrap()]);
    assert_eq!(written, json!({ "rows": 1 }));
    assert!(fs::read_to_string(file).unwrap().contains("Carlos Méndez"));

    desk.huella(&["views", "delete", "cancún"]).assert().success().stdout(contains("Cancún"));
    assert_eq!(desk.json(&["views", "list"]).as_array().unwrap().len(), 1);
    desk.json(&["undo"]);
    assert_eq!(desk.json(&["views", "list"]).as_array().unwrap().len(), 2);
    desk.huella(&["views", "delete", "nobody"]).assert().code(1);
}

#[test]
fn what_was_left_half_typed_and_whom_was_opened_is_told() {
    let desk = Desk::with_owners(OWNERS);
    desk.huella(&["drafts", "list"]).assert().success().stdout(contains("Nada quedó a medias"));
    desk.huella(&["recents"]).assert().success().stdout(contains("Aún no se abre"));
    {
        // As the window does it.
        let clinic = crm::open(&desk.folder().join("clinic"), Opening::default()).unwrap();
        let me = Actor::BUILT_IN;
        drafts::set(&clinic, &me, "owner.1", r#"{"firstName":"María","notes":"Prefiere las tardes, y llamar antes de venir porque vive lejos y el camino es malo"}"#).unwrap();
        drafts::set(&clinic, &me, "note.2", r#"{"text":"Ojo","pinned":false}"#).unwrap();
        for owner in ["A1", "A3", "A1"] {
            let id = clinic.read(&me, View::Records, |read| owners::find(read, owner)).unwrap();
            recents::note(&clinic, &me, id).unwrap();
        }
    }
    assert_eq!(ids(&desk.json(&["recents"])), ["A1", "A3"]);
    assert_eq!(ids(&desk.json(&["recents", "--limit", "1"])), ["A1"]);
    desk.huella(&["recents"]).assert().success().stdout(contains("998 123 4567"));

    let drafts = desk.json(&["drafts", "list"]);
    assert_eq!(drafts.as_array().unwrap().len(), 2);
    desk.huella(&["drafts", "list"])
        .assert()
        .success()
        .stdout(contains("owner.1").and(contains("Prefiere las tardes")).and(contains("…")));
    let shown = desk.json(&["drafts", "show", "owner.1"]);
    assert_eq!(shown["form"]["first_name"], "María");
    desk.huella(&["drafts", "show", "note.2"]).assert().success().stdout(contains("text: Ojo"));
    desk.huella(&["drafts", "discard", "note.2"]).assert().success();
    desk.huella(&["drafts", "discard", "note.2"]).assert().code(1);
    assert_eq!(desk.json(&["drafts", "list"]).as_array().unwrap().len(), 1);
}
