//! What was entered by mistake is corrected, deleted and opened again from the terminal as from the window; the day, a
//! family of referrals and merges are told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use serde_json::{Value, json};
use support::Desk;

fn count(list: &Value) -> usize {
    list.as_array().unwrap().len()
}

#[test]
fn an_interaction_is_corrected_where_it_stands_and_deleted() {
    let desk = Desk::of_two();
    let max = desk.json(&["pets", "create", "--owner", "A1", "--name", "Max"])["id"].to_string();
    let log = [
        "interactions",
        "log",
        "A1",
        "Vacuna",
        "--pet",
        &max,
        "--at",
        "2026-10-30 16:05",
        "--follow-up",
        "lun 10am",
    ];
    let logged = desk.json(&log);
    assert_eq!((&logged["happened_on"], &logged["pet_id"].to_string()), (&json!("2026-10-30"), &max));
    let id = logged["id"].to_string();
    let change = [
        "interactions",
        "update",
        &id,
        "--kind",
        "whatsapp",
        "--outcome",
        "Confirmó",
        "--direction",
        "outbound",
    ];
    let kept = desk.json(&change);
    assert_eq!((&kept["channel"], &kept["outcome"]), (&json!("whatsapp"), &json!("Confirmó")));
    for same in ["subject", "happened_at", "follow_up_on", "follow_up_minute", "pet_id", "created_at"] {
        assert_eq!(kept[same], logged[same], "{same}");
    }
    desk.huella(&["interactions", "update", &id, "--at", "2026-11-02 09:00"])
        .assert()
        .code(1)
        .stderr(contains("happened_at"));
    desk.huella(&["interactions", "update", &id, "--at", "hoy"])
        .assert()
        .code(1)
        .stderr(contains("happened_at"));
    desk.huella(&["interactions", "delete", &id]).assert().success();
    desk.huella(&["interactions", "delete", &id]).assert().code(1);
    assert_eq!(count(&desk.json(&["interactions", "list", "--owner", "A1"])), 0);
    desk.huella(&["undo"]).assert().success();
    assert_eq!(count(&desk.json(&["interactions", "list", "--owner", "A1"])), 1);
}

#[test]
fn a_vaccination_is_corrected_and_deleted() {
    let desk = Desk::of_two();
    let max = desk.json(&["pets", "create", "--owner", "A1", "--name", "Max"])["id"].to_string();
    let given = desk.json(&["vaccinations", "record", &max, "--vaccine", "Rabia", "--given", "2026-10-01"]);
    let id = given["id"].to_string();
    let kept = desk.json(&["vaccinations", "update", &id, "--vaccine", "Antirrábica", "--due", "2026-11-05"]);
    assert_eq!((&kept["given_on"], &kept["due_on"]), (&json!("2026-10-01"), &json!("2026-11-05")));
    desk.huella(&["vaccinations", "list", &max])
        .assert()
        .success()
        .stdout(contains(&id).and(contains("Antirrábica")));
    assert_eq!(count(&desk.json(&["today"])["vaccinations"]), 1);
    desk.huella(&["vaccinations", "delete", &id]).assert().success().stdout(contains("Antirrábica"));
    assert_eq!(count(&desk.json(&["vaccinations", "list", &max])), 0);
    desk.huella(&["undo"]).assert().success();
    assert_eq!(count(&desk.json(&["vaccinations", "list", &max])), 1);
    desk.huella(&["vaccinations", "delete", "99"]).assert().code(1);
}

#[test]
fn feedback_is_opened_again_and_thanked_for_in_a_draft() {
    let desk = Desk::of_two();
    let low = desk.json(&["feedback", "record", "--owner", "A1", "--rating", "2"]);
    let id = low["external_id"].as_str().unwrap();
    desk.huella(&["feedback", "reopen", id]).assert().code(1).stderr(contains("is_resolved"));
    desk.json(&["feedback", "resolve", id]);
    assert_eq!(count(&desk.json(&["feedback", "list"])), 0);
    assert_eq!(desk.json(&["feedback", "reopen", id])["is_resolved"], false);
    assert_eq!(count(&desk.json(&["feedback", "list"])), 1);
    desk.huella(&["feedback", "thank", id])
        .assert()
        .success()
        .stdout(contains("Borrador").and(contains("María")));
    desk.huella(&["history", "list"])
        .assert()
        .success()
        .stdout(contains("Agradecer opinión").and(contains("Reabrir opinión")));
    let nameless = desk.json(&["feedback", "record", "--anonymous", "--rating", "5"]);
    let nameless = nameless["external_id"].as_str().unwrap();
    desk.huella(&["feedback", "thank", nameless]).assert().code(1).stderr(contains("owner_id"));
}

#[test]
fn a_sale_that_nothing_is_paid_of_is_written_anew_and_an_order_arrives() {
    let desk = Desk::of_two();
    let draft = desk.json(&["invoices", "create", "--owner", "A1", "--line", "Baño:1:250", "--draft"]);
    let number = draft["number"].as_str().unwrap();
    let anew = desk.json(&["invoices", "update", number, "--owner", "A1", "--line", "Baño:2:250"]);
    assert_eq!(
        (&anew["total"], &anew["status"], &anew["number"]),
        (&json!("500.00"), &json!("open"), &json!(number))
    );
    desk.json(&["invoices", "pay", number]);
    desk.huella(&["invoices", "update", number, "--owner", "A1", "--line", "Baño:1:250"])
        .assert()
        .code(1)
        .stderr(contains("status"));
    desk.huella(&["invoices", "deliver", number]).assert().code(1).stderr(contains("kind"));
    let order = desk.json(&["orders", "create", "--owner", "A1", "--line", "Correa:1:150"]);
    let order = order["number"].as_str().unwrap();
    assert_eq!(desk.json(&["orders", "deliver", order])["delivery_status"], "delivered");
    assert_eq!(desk.json(&["orders", "deliver", order, "returned"])["delivery_status"], "returned");
}

#[test]
fn a_family_of_referrals_and_merges_are_told() {
    let desk = Desk::of_two();
    desk.huella(&["owners", "merges"]).assert().success().stdout(contains("Todavía no se fusionó"));
    desk.json(&["owners", "update", "A2", "--referred-by", "A1"]);
    let ana = desk.json(&["owners", "create", "--first-name", "Ana", "--referred-by", "A2"]);
    let ana = ana["owner_id"].as_str().unwrap();
    let family = desk.json(&["owners", "family", "A1"]);
    assert_eq!((&family["direct"], &family["all"]), (&json!(1), &json!(2)));
    assert_eq!((&family["below"][1]["name"], &family["below"][1]["depth"]), (&json!("Ana"), &json!(2)));
    desk.huella(&["owners", "family", ana])
        .assert()
        .success()
        .stdout(contains("María García").and(contains("» Ana")));

    desk.json(&["owners", "merge", "A1", "A2"]);
    let merges = desk.json(&["owners", "merges"]);
    assert_eq!(
        (&merges[0]["survivor"]["name"], &merges[0]["unmerged_at"]),
        (&json!("María García"), &Value::Null)
    );
    desk.json(&["owners", "unmerge", "A2"]);
    desk.huella(&["owners", "merges"]).assert().success().stdout(contains("deshecho"));
}

#[test]
fn the_day_is_told() {
    let desk = Desk::of_two();
    desk.huella(&["today"]).assert().success().stdout(contains("Nada pendiente hoy"));
    desk.json(&["appointments", "book", "A2", "hoy 23:30"]);
    desk.json(&["interactions", "log", "A1", "Cotización", "--follow-up", "hoy"]);
    desk.json(&["pets", "create", "--owner", "A1", "--name", "Nala", "--birth-on", "2022-11-01"]);
    desk.huella(&["today"]).assert().success().stdout(
        contains("Seguimientos (1)")
            .and(contains("Cotización"))
            .and(contains("998 123 4567"))
            .and(contains("Citas de hoy (1)"))
            .and(contains("2026-10-31 23:30"))
            .and(contains("Cumpleaños (1)"))
            .and(contains("cumple 4")),
    );
    let day = desk.json(&["today"]);
    assert_eq!((&day["date"], &day["follow_up_counts"]["today"]), (&json!("2026-10-31"), &json!(1)));
    // Tomorrow nobody has said what became of it.
    let later = desk.on("2026-11-01", &["today"]).assert().success();
    later.stdout(contains("Citas sin cerrar (1)"));
}
