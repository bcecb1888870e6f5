//! Sales, points and feedback as a script enters them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use predicates::str::contains;
use support::Desk;

/// A clinic with one owner, María, whose id is O1.
fn of_maria() -> Desk {
    Desk::with_owners("owner_id,full_name\nO1,María García\n")
}

fn balance(desk: &Desk) -> i64 {
    desk.json(&["loyalty", "show", "O1"])["balance"].as_i64().unwrap()
}

#[test]
fn an_invoice_is_written_paid_in_parts_refunded_and_undone_with_its_points() {
    let desk = of_maria();
    desk.huella(&["products", "create", "--sku", "ALI-1", "--name", "Royal Canin 2 kg", "--price", "485.50"])
        .assert()
        .success();
    desk.huella(&["services", "create", "--name", "Baño", "--price", "250"]).assert().success();
    desk.huella(&["loyalty", "start", "--on", "2026-10-01"])
        .assert()
        .success()
        .stdout(contains("2026-10-01"));
    let written = desk.json(&[
        "invoices",
        "create",
        "--owner",
        "O1",
        "--line",
        "ALI-1:2",
        "--line",
        "Baño",
        "--line",
        "Collar:1:79.90:9.90",
        "--tax",
        "16",
    ]);
    // 971.00 + 250.00 + 70.00, and 16 %.
    assert_eq!((written["subtotal"].as_str(), written["total"].as_str()), (Some("1291.00"), Some("1497.56")));
    assert_eq!((written["number"].as_str(), written["status"].as_str()), (Some("F-0001"), Some("open")));
    let part = desk.json(&["invoices", "pay", "F-0001", "--amount", "500", "--method", "card"]);
    assert_eq!((part["status"].as_str(), part["outstanding"].as_str()), (Some("open"), Some("997.56")));
    assert_eq!(desk.json(&["invoices", "pay", "F-0001"])["points"], 149);
    assert_eq!(balance(&desk), 149);
    desk.huella(&["invoices", "refund", "F-0001", "--amount", "497.56", "--reason", "Llegó abierto"])
        .assert()
        .success();
    assert_eq!(balance(&desk), 100);
    let list = desk.json(&["invoices", "list", "--status", "paid"]);
    assert_eq!((list["paid"].as_str(), list["refunded"].as_str()), (Some("1000.00"), Some("497.56")));
    desk.huella(&["undo"]).assert().success();
    desk.huella(&["undo"]).assert().success();
    assert_eq!(balance(&desk), 0);
    desk.huella(&["invoices", "void", "F-0001"]).assert().code(1).stderr(contains("status"));
    desk.huella(&["invoices", "show", "F-0002"]).assert().code(1);
    desk.huella(&["invoices", "create", "--line", "Collar"]).assert().code(1).stderr(contains("line"));
    desk.huella(&["invoices", "pay", "F-0001", "--amount", "-5"]).assert().code(2);
}

#[test]
fn an_order_is_paid_and_the_counter_needs_no_owner() {
    let desk = of_maria();
    let order = desk.json(&[
        "orders",
        "create",
        "--owner",
        "O1",
        "--line",
        "Correa:1:150",
        "--shipping",
        "50",
        "--paid",
        "cash",
    ]);
    assert_eq!(
        (order["status"].as_str(), order["total"].as_str(), order["number"].as_str()),
        (Some("paid"), Some("200.00"), Some("P-0001"))
    );
    let counter = desk.json(&["invoices", "create", "--line", "Pastillas:3:19.90", "--paid", "card"]);
    assert_eq!((counter["total"].as_str(), counter["owner_id"].is_null()), (Some("59.70"), true));
    desk.huella(&["orders", "list"]).assert().success().stdout(contains("P-0001"));
    assert_eq!(desk.json(&["orders", "refund", "P-0001"])["status"], "refunded");
    let open = desk.json(&["orders", "create", "--owner", "O1", "--line", "Correa:1:150"]);
    assert_eq!(desk.json(&["orders", "void", open["number"].as_str().unwrap()])["status"], "void");
}

#[test]
fn points_are_redeemed_adjusted_stated_and_expire() {
    let desk = of_maria();
    desk.huella(&["loyalty", "start"]).assert().success();
    desk.huella(&["loyalty", "adjust", "O1", "120", "--reason", "Cumpleaños"]).assert().success();
    desk.huella(&["loyalty", "redeem", "O1", "200"]).assert().code(1).stderr(contains("points"));
    desk.huella(&["loyalty", "redeem", "O1", "20", "--note", "Baño"])
        .assert()
        .success()
        .stdout(contains("100"));
    desk.huella(&["loyalty", "adjust", "O1", "-30", "--reason", "Error"]).assert().success();
    let statement = desk.json(&["loyalty", "statement", "O1", "--from", "2026-10-01"]);
    assert_eq!(
        (statement["came"].as_i64(), statement["went"].as_i64(), statement["closing_balance"].as_i64()),
        (Some(120), Some(50), Some(70))
    );
    desk.on("2027-10-30", &["loyalty", "expire"]).assert().success().stdout(contains("0"));
    desk.on("2027-10-31", &["loyalty", "expire"]).assert().success().stdout(contains("1"));
    assert_eq!(balance(&desk), 0);
    assert_eq!(desk.json(&["check"])["is_sound"], true);
}

#[test]
fn feedback_is_recorded_listed_and_resolved() {
    let desk = of_maria();
    let low = desk.json(&[
        "feedback",
        "record",
        "--owner",
        "O1",
        "--rating",
        "1",
        "--service",
        "grooming",
        "--comments",
        "Quedó mal",
    ]);
    assert_eq!(
        (low["sentiment"].as_str(), low["is_follow_up_open"].as_bool()),
        (Some("negative"), Some(true))
    );
    let nameless = desk.json(&["feedback", "record", "--anonymous", "--rating", "2"]);
    assert_eq!(
        (nameless["received_on"].as_str(), nameless["is_anonymous"].as_bool()),
        (Some("2026-10-01"), Some(true))
    );
    assert_eq!(desk.json(&["feedback", "list"]).as_array().unwrap().len(), 2);
    desk.huella(&["feedback", "resolve", low["external_id"].as_str().unwrap(), "--notes", "Se repitió"])
        .assert()
        .success();
    assert_eq!(desk.json(&["feedback", "list"]).as_array().unwrap().len(), 1);
    assert_eq!(desk.json(&["feedback", "list", "--all"]).as_array().unwrap().len(), 2);
    let stats = desk.json(&["feedback", "stats"]);
    assert_eq!((stats["count"].as_i64(), stats["mean_hundredths"].as_i64()), (Some(2), Some(150)));
    desk.huella(&["feedback", "record", "--rating", "9"]).assert().code(2);
}
