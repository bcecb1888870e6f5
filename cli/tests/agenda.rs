//! The agenda in the terminal: booked, moved, kept or not, and taken back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use serde_json::json;
use support::Desk;

/// Max is María's, and a consultation takes half an hour.
fn with_max() -> Desk {
    let desk = Desk::of_two();
    let service =
        ["services", "create", "--name", "Consulta general", "--kind", "routine", "--minutes", "30"];
    desk.json(&service);
    desk.json(&["pets", "create", "--owner", "A1", "--name", "Max", "--species", "dog"]);
    desk
}

#[test]
fn an_appointment_is_booked_moved_completed_and_taken_back() {
    let desk = with_max();
    let pet = desk.json(&["pets", "list"])[0]["id"].to_string();
    let book = ["appointments", "book", "A1", "hoy 10:00", "--pet", &pet, "--service", "consulta general"];
    let booked = desk.json(&book);
    assert_eq!(
        (&booked["starts_on"], &booked["starts_minute"], &booked["duration_minutes"], &booked["kind"]),
        (&json!("2026-10-31"), &json!(600), &json!(30), &json!("routine"))
    );
    let id = booked["id"].to_string();
    desk.huella(&["appointments", "list"]).assert().success().stdout(
        contains("María García")
            .and(contains("2026-10-31 10:00"))
            .and(contains("Max"))
            .and(contains("Agendada")),
    );

    desk.huella(&["appointments", "move", &id, "lun 11:30"])
        .assert()
        .success()
        .stdout(contains("2026-11-02 11:30"));
    desk.huella(&["appointments", "list"]).assert().success().stdout(contains("Sin citas"));
    assert_eq!(
        desk.json(&["appointments", "list", "--from", "2026-11-01", "--to", "2026-11-07"])[0]["id"],
        booked["id"]
    );
    // What is still to come has not happened.
    desk.huella(&["appointments", "complete", &id]).assert().code(1);
    desk.huella(&["appointments", "move", &id, "hoy 18:00"]).assert().success();
    desk.huella(&["appointments", "complete", &id]).assert().success().stdout(contains("Completada"));
    desk.huella(&["appointments", "complete", &id]).assert().success();
    let visits = || desk.json(&["interactions", "list", "--owner", "A1"]).as_array().unwrap().len();
    assert_eq!(visits(), 1, "the visit is logged once");
    desk.huella(&["appointments", "reopen", &id]).assert().success().stdout(contains("Agendada"));
    assert_eq!(visits(), 0);
    desk.huella(&["appointments", "no-show", &id]).assert().success().stdout(contains("No vino"));
    desk.huella(&["undo"]).assert().success();
    desk.huella(&["appointments", "cancel", &id]).assert().success().stdout(contains("Cancelada"));
}

#[test]
fn what_cannot_be_booked_is_refused_by_its_field() {
    let desk = with_max();
    desk.huella(&["appointments", "book", "A1", "mañana"]).assert().code(1).stderr(contains("starts_minute"));
    desk.huella(&["appointments", "book", "A1", "2026-10-30 10:00"])
        .assert()
        .code(1)
        .stderr(contains("starts_on"));
    desk.huella(&["appointments", "book", "A1", "pronto"]).assert().code(2);
    desk.huella(&["appointments", "book", "A1", "hoy 10:00", "--kind", "bath"]).assert().code(2);
    desk.huella(&["appointments", "book", "A1", "hoy 10:00", "--staff", "nadie"]).assert().code(1);
    let pet = desk.json(&["pets", "list"])[0]["id"].to_string();
    desk.huella(&["appointments", "book", "A2", "hoy 10:00", "--pet", &pet])
        .assert()
        .code(1)
        .stderr(contains("pet_id"));
    desk.huella(&["appointments", "list"]).assert().success().stdout(contains("Sin citas"));
}

#[test]
fn what_an_owner_agrees_to_is_noted_with_its_history() {
    let desk = with_max();
    desk.huella(&["consents", "list", "A1"]).assert().success().stdout(contains("Nada dicho"));
    let promotions = ["consents", "record", "A1", "--channel", "whatsapp", "--purpose", "promotions"];
    desk.huella(&[&promotions[..], &["--given"]].concat())
        .assert()
        .success()
        .stdout(contains("María García está de acuerdo: WhatsApp · Promociones"));
    desk.huella(&[&promotions[..], &["--withdrawn", "--how", "phone"]].concat()).assert().success();
    let said = desk.json(&["consents", "list", "A1"]);
    assert_eq!(
        (&said[0]["is_given"], &said[0]["source"], &said[1]["is_given"], said.as_array().unwrap().len()),
        (&json!(false), &json!("phone"), &json!(true), 2)
    );
    desk.huella(&["undo"]).assert().success();
    assert_eq!(desk.json(&["consents", "list", "A1"]).as_array().unwrap().len(), 1);
    desk.huella(&promotions).assert().code(2);
    desk.huella(&["consents", "record", "A1", "--given"]).assert().code(2);
}
