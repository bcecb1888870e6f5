//! Owners, pets and vaccinations from the terminal: added, changed, handed over, mourned, undone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use serde_json::{Value, json};
use std::fs;
use support::Desk;

fn owner(desk: &Desk, arguments: &[&str]) -> String {
    let owner = desk.json(&[&["owners", "create"], arguments].concat());
    owner["owner_id"].as_str().unwrap().to_owned()
}

fn pet(desk: &Desk, owner: &str, arguments: &[&str]) -> String {
    let pet = desk.json(&[&["pets", "create", "--owner", owner], arguments].concat());
    pet["pet_id"].as_str().unwrap().to_owned()
}

#[test]
fn an_owner_is_added_changed_put_away_and_taken_back() {
    let desk = Desk::new();
    let ana = owner(&desk, &["--first-name", "Ana", "--last-name", "Ruiz", "--phone", "044 998 123 4567"]);
    let luis = desk.json(&[
        "owners",
        "create",
        "--company-name",
        "Refugio Huellitas",
        "--first-name",
        "Luis",
        "--source",
        "referral",
        "--referred-by",
        &ana,
        "--set",
        "instagram_handle=https://instagram.com/Huellitas/",
        "--set",
        "second_contact_phone=998 765 4321",
    ]);
    assert_eq!((&luis["kind"], &luis["name"]), (&json!("corporate"), &json!("Refugio Huellitas")));
    assert_eq!(luis["instagram_handle"], "huellitas");
    assert_eq!(desk.json(&["owners", "show", &ana])["owner"]["phone_e164"], "+529981234567");
    let luis = luis["owner_id"].as_str().unwrap();

    let changed =
        desk.json(&["owners", "update", &ana, "--email", "ana@email.com", "--set", "birth_on=1980-05-31"]);
    assert_eq!((&changed["email"], &changed["phone"]), (&json!("ana@email.com"), &json!("044 998 123 4567")));
    let file = desk.folder().join("ana.json");
    fs::write(&file, r#"{"email": null, "neighborhood": "Centro"}"#).unwrap();
    let changed = desk.json(&["owners", "update", &ana, "--from", file.to_str().unwrap()]);
    assert_eq!((&changed["email"], &changed["neighborhood"]), (&Value::Null, &json!("Centro")));
    assert_eq!(changed["birth_on"], "1980-05-31");

    let circle = desk.huella(&["owners", "update", &ana, "--referred-by", luis]).assert().code(1);
    circle.stderr(contains("referred_by"));
    desk.huella(&["owners", "update", &ana, "--set", "wings=two"])
        .assert()
        .code(1)
        .stderr(contains("wings: unknown"));
    desk.huella(&["owners", "update", &ana, "--phone", "12"]).assert().code(1).stderr(contains("phone"));

    assert_eq!(desk.json(&["owners", "archive", &ana])["is_active"], false);
    assert_eq!(desk.json(&["owners", "restore", &ana])["is_active"], true);
    desk.huella(&["owners", "tier", &ana, "vip"]).assert().code(2);
    assert_eq!(
        desk.json(&["owners", "tier", &ana, "vip", "--reason", "Amiga de la casa"])["hand_tier"],
        "vip"
    );
    desk.huella(&["owners", "tier", &ana, "professional", "--reason", "Criadero"])
        .assert()
        .stdout(contains("Profesional"));
    desk.json(&["undo"]);
    assert_eq!(desk.json(&["owners", "tier", &ana])["hand_tier"], Value::Null);
    desk.huella(&["undo"]).assert().success();
    assert_eq!(desk.json(&["owners", "show", &ana])["owner"]["hand_tier_reason"], "Amiga de la casa");
}

#[test]
fn a_pet_is_added_vaccinated_handed_over_and_mourned() {
    let desk = Desk::new();
    let (ana, luis) = (owner(&desk, &["--first-name", "Ana"]), owner(&desk, &["--first-name", "Luis"]));
    let max = pet(
        &desk,
        &ana,
        &["--name", "Max", "--birth-on", "2025-03-02", "--weight", "6,8", "--is-neutered", "true"],
    );
    pet(&desk, &ana, &["--name", "Luna", "--species", "cat"]);
    let changed = desk.json(&["pets", "update", &max, "--breed", "Poodle"]);
    assert_eq!(
        (&changed["breed"], &changed["weight_g"], &changed["is_neutered"]),
        (&json!("Poodle"), &json!(6800), &json!(true))
    );
    desk.huella(&["pets", "update", &max, "--weight", "-1"]).assert().code(2);
    desk.huella(&["pets", "update", &max, "--birth-on", "ayer"])
        .assert()
        .code(1)
        .stderr(contains("birth_on"));

    let given =
        ["vaccinations", "record", &max, "--vaccine", "Antirrábica", "--given", "2025-10-01", "--next"];
    assert_eq!(desk.json(&given)["due_on"], "2026-10-01");
    let due = desk.json(&["vaccinations", "due"]);
    assert_eq!((&due[0]["pet_name"], &due[0]["days_left"]), (&json!("Max"), &json!(-30)));
    assert_eq!(desk.json(&["vaccinations", "list", &max])[0]["vaccine"], "Antirrábica");
    let overdue = desk.json(&["pets", "list", "--due", "overdue"]);
    assert_eq!((overdue.as_array().unwrap().len(), &overdue[0]["pet_id"]), (1, &json!(max)));
    assert_eq!(overdue[0]["age"], json!({ "count": 19, "unit": "months" }));
    desk.huella(&["pets", "list"])
        .assert()
        .success()
        .stdout(contains("19 meses").and(contains("2 mascotas")));

    let moved = desk.json(&["pets", "transfer", &max, "--to", &luis, "--reason", "Regalo"]);
    assert_eq!((&moved["owner_id"], &moved["transfers"][0]["reason"]), (&json!(luis), &json!("Regalo")));
    desk.huella(&["pets", "transfer", &max]).assert().code(2);
    desk.huella(&["pets", "transfer", &max, "--to", &luis]).assert().code(1).stderr(contains("(to:"));

    let died = desk.json(&["pets", "deceased", &max]);
    assert_eq!((&died["status"], &died["is_home_closed"]), (&json!("deceased"), &json!(true)));
    assert_eq!(died["stopped"]["vaccinations"], 1);
    assert!(died["condolence"].as_str().unwrap().contains("Max"));
    assert_eq!(desk.json(&["vaccinations", "due"]), json!([]));
    desk.huella(&["pets", "deceased", &max]).assert().code(1).stderr(contains("status"));
    desk.huella(&["undo"]).assert().success();
    assert_eq!(desk.json(&["vaccinations", "due"])[0]["pet_name"], "Max");
    let shown = desk.json(&["pets", "show", &max]);
    assert_eq!((&shown["status"], &shown["owner_name"]), (&json!("active"), &json!("Luis")));
    assert_eq!(desk.json(&["check"])["is_sound"], true);

    let file = desk.folder().join("pets.csv");
    desk.huella(&["pets", "list", "--csv", file.to_str().unwrap()])
        .assert()
        .success()
        .stdout(contains("pets.csv"));
    assert_eq!(fs::read_to_string(file).unwrap().lines().count(), 3);
}
