//! The desk's day in the terminal: notes, tags, interactions, follow-ups, undo, redo, the history.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use serde_json::json;
use support::Desk;

#[test]
fn a_call_is_logged_its_promise_moved_and_kept() {
    let desk = Desk::of_two();
    let call = [
        "interactions",
        "log",
        "A1",
        "Pregunta por la vacuna",
        "--follow-up",
        "2026-11-02 10:00",
        "--minutes",
        "4",
    ];
    desk.huella(&call)
        .assert()
        .success()
        .stdout(contains("Llamada de María García").and(contains("Seguimiento para el 2026-11-02 10:00")));
    desk.huella(&["interactions", "log", "A1", "Queja", "--kind", "complaint"])
        .assert()
        .code(1)
        .stderr(contains("channel"));
    desk.json(&["interactions", "log", "A2", "Queja", "--kind", "complaint", "--channel", "in_person"]);
    desk.huella(&["interactions", "log", "A1", "x", "--follow-up", "pronto"]).assert().code(2);

    assert_eq!(desk.json(&["follow-ups", "list"]), json!([]));
    let later = desk.json(&["follow-ups", "list", "--scope", "later"]);
    assert_eq!((&later[0]["owner_name"], &later[0]["minute"]), (&json!("María García"), &json!(600)));
    let id = later[0]["id"].to_string();
    desk.huella(&["follow-ups", "postpone", &id, "2026-10-31"])
        .assert()
        .success()
        .stdout(contains("2026-10-31"));
    desk.huella(&["follow-ups", "list"]).assert().success().stdout(contains("998 123 4567"));
    desk.huella(&["follow-ups", "no-answer", &id, "lun 10am"])
        .assert()
        .success()
        .stdout(contains("2026-11-02 10:00"));
    let tried = desk.json(&["interactions", "list", "--owner", "A1"]);
    assert_eq!((&tried[0]["direction"], &tried[0]["outcome"]), (&json!("outbound"), &json!("No contestó")));
    desk.huella(&["follow-ups", "no-answer", &id]).assert().success().stdout(contains("2026-11-02 10:00"));
    desk.huella(&["follow-ups", "postpone", &id, "hoy"]).assert().success().stdout(contains("2026-10-31"));
    desk.huella(&["follow-ups", "done", &id]).assert().success();
    desk.huella(&["follow-ups", "done", &id]).assert().code(1);

    let all = desk.json(&["interactions", "list"]);
    assert_eq!(all.as_array().unwrap().len(), 4);
    let hers = desk.json(&["interactions", "list", "--owner", "A1"]);
    assert_eq!((&hers[0]["owner_id"], &hers[0]["kind"]), (&json!("A1"), &json!("call")));
    let stats = desk.json(&["interactions", "stats"]);
    assert_eq!((&stats["all"]["today"], stats["days"].as_array().unwrap().len()), (&json!(4), 30));
    desk.huella(&["interactions", "stats"]).assert().success().stdout(contains("En persona"));
}

#[test]
fn notes_are_written_found_changed_and_deleted() {
    let desk = Desk::of_two();
    let note = desk.json(&["notes", "add", "A1", "Prefiere las tardes", "--pinned"]);
    desk.json(&["notes", "add", "A1", "Alérgica al polen", "--visibility", "printable"]);
    assert_eq!(desk.json(&["notes", "list", "A1"])[0]["is_pinned"], true);
    let found = desk.json(&["notes", "list", "A1", "--search", "alergica POLEN"]);
    assert_eq!((found.as_array().unwrap().len(), &found[0]["visibility"]), (1, &json!("printable")));
    let id = note["id"].to_string();
    desk.json(&["notes", "update", &id, "--text", "Prefiere las mañanas", "--pinned", "false"]);
    desk.huella(&["notes", "list", "A1"])
        .assert()
        .success()
        .stdout(contains("mañanas").and(contains("tardes").not()));
    desk.huella(&["notes", "delete", &id]).assert().success();
    desk.huella(&["notes", "delete", &id]).assert().code(1);
    assert_eq!(desk.json(&["notes", "list", "A1"]).as_array().unwrap().len(), 1);
}

#[test]
fn tags_are_managed_put_on_and_merged() {
    let desk = Desk::of_two();
    desk.json(&["tags", "create", "Criadero", "--colour", "#0D6EFD"]);
    desk.huella(&["tags", "create", "criadero"]).assert().code(1);
    desk.huella(&["owners", "tag", "A1", "criadero", "vip"])
        .assert()
        .success()
        .stdout(contains("Criadero, VIP"));
    desk.json(&["owners", "untag", "A1", "VIP"]);
    desk.json(&["tags", "update", "Criadero", "--name", "Criadores", "--description", "Con registro"]);
    let merged = desk.json(&["tags", "merge", "Breeder", "criadores"]);
    assert_eq!((&merged["name"], &merged["owners"]), (&json!("Breeder"), &json!(1)));
    desk.huella(&["tags", "list"]).assert().success().stdout(contains("retirada · Con registro"));
    assert_eq!(desk.json(&["tags", "retire", "VIP"])["is_active"], false);
    assert_eq!(desk.json(&["tags", "retire", "VIP", "--back"])["is_active"], true);
}

#[test]
fn what_was_done_is_read_taken_back_and_done_again() {
    let desk = Desk::of_two();
    desk.json(&["notes", "add", "A1", "Prefiere las tardes"]);
    desk.json(&["owners", "tag", "A1", "vip"]);
    let listed = desk.json(&["history", "list"]);
    let actions: Vec<&str> =
        listed.as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["owners_tag", "notes_create", "transfer_import"]);
    assert_eq!(desk.json(&["history", "list", "--area", "notes"]).as_array().unwrap().len(), 1);
    let note = listed[1]["id"].to_string();
    desk.huella(&["history", "show", &note])
        .assert()
        .success()
        .stdout(contains("Nota · Prefiere las tardes · se agregó").and(contains("Se puede deshacer.")));
    desk.huella(&["undo", &note]).assert().success().stdout(contains("Escribir nota, María García"));
    desk.huella(&["history", "list"]).assert().success().stdout(contains("deshecho"));
    desk.huella(&["redo"]).assert().success().stdout(contains("Se rehízo: Escribir nota"));
    desk.huella(&["redo"]).assert().code(1);
    desk.huella(&["undo"]).assert().success().stdout(contains("Cambiar etiquetas"));
    desk.huella(&["history", "show", "999"]).assert().code(1);
    let import = listed[2]["id"].to_string();
    desk.huella(&["history", "show", &import]).assert().success().stdout(contains("+ 2 Dueños"));
}
