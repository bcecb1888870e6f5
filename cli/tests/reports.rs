//! The reports from the terminal, for a task scheduler: on the sample extract, whose figures were counted from its files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use predicates::str::contains;
use serde_json::Value;
use std::fs;
use support::huella;

const CLINIC_300: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/clinic-300");

#[test]
fn five_reports_and_a_bundle_come_unattended() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    huella(folder, &["transfer", "import", CLINIC_300]).assert().success();
    let figures = |kind: &str| -> Vec<String> {
        let call = ["reports", kind, "--from", "2026-08-01", "--to", "2026-10-31", "--json"];
        let output = huella(folder, &call).assert().success().get_output().stdout.clone();
        let saved: Value = serde_json::from_slice(&output).unwrap();
        saved["figures"].as_array().unwrap().iter().map(|f| f["value"].as_str().unwrap().to_owned()).collect()
    };
    // Counted from the CSV files by a program of its own.
    assert_eq!(figures("revenue"), ["272,211.66", "276,712.91", "4,501.25", "10,352.00", "1,334.37"]);
    assert_eq!(figures("appointments"), ["168", "134", "8.8", "17", "132"]);
    assert_eq!(figures("products")[..2], ["177,652.93", "241"]);
    assert_eq!(figures("retention")[..3], ["43.1", "62", "9"]);

    let book = folder.join("r.xlsx");
    huella(folder, &["reports", "products", "--grain", "month", "--xlsx", book.to_str().unwrap()])
        .assert()
        .success();
    assert!(fs::read(&book).unwrap().starts_with(b"PK"));

    let out = folder.join("out");
    huella(folder, &["reports", "bundle", "--month", "2026-09", "--out", out.to_str().unwrap()])
        .assert()
        .success()
        .stdout(contains("reportes-del-mes-2026-09.pdf"));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 11, "one PDF; five as CSV and for Excel");

    // All files or none.
    let (good, bad) = (folder.join("good.pdf"), folder.join("none/bad.csv"));
    let call = ["reports", "products", "--pdf", good.to_str().unwrap(), "--csv", bad.to_str().unwrap()];
    huella(folder, &call).assert().code(1);
    assert!(!good.exists());

    huella(folder, &["reports", "bundle", "--month", "2026-13", "--out", "x"]).assert().code(2);
    huella(folder, &["reports", "bundle", "--month", "2027-01", "--out", "x"]).assert().code(1);
    huella(folder, &["reports", "revenue", "--tag", "nobody's"]).assert().code(1);
    huella(folder, &["reports", "revenue", "--compare", "yesterday"]).assert().code(2);
}

#[test]
fn the_dashboard_and_the_small_papers_come_unattended_too() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    huella(folder, &["transfer", "import", CLINIC_300]).assert().success();
    let page = folder.join("d.pdf");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let call = ["reports", "dashboard", "--pdf", page.to_str().unwrap(), "--json"];
    let output = huella(folder, &call).assert().success().get_output().stdout.clone();
    let shown: Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(shown["tiles"][0]["name"], "income");
    assert!(fs::read(&page).unwrap().starts_with(b"%PDF"));

    let owner = {
        let output = huella(folder, &["owners", "search", "mari", "--json"])
            .assert()
            .success()
            .get_output()
            .stdout
            .clone();
        let hits: Value = serde_json::from_slice(&output).unwrap();
        hits[0]["owner_id"].as_str().unwrap().to_owned()
    };
    for (arguments, file) in [
        (vec!["card", owner.as_str()], "card.pdf"),
        (vec!["vaccinations"], "due.pdf"),
        (vec!["vaccinations", owner.as_str()], "shots.pdf"),
        (vec!["follow-ups"], "owed.pdf"),
        (vec!["plan"], "plan.pdf"),
        (vec!["agenda"], "day.pdf"),
        (vec!["agenda", "--from", "2025-11-17", "--to", "2025-11-23"], "week.pdf"),
        (vec!["statement", owner.as_str()], "points.pdf"),
        (vec!["labels", "--owners", owner.as_str(), "--sheet", "avery_5160"], "labels.pdf"),
        (vec!["letters", "--owners", owner.as_str(), "--language", "en"], "letters.pdf"),
    ] {
        let to = path(file);
        let mut all = vec!["papers"];
        all.extend(arguments);
        all.extend(["--pdf", to.as_str()]);
        huella(folder, &all).assert().success();
        assert!(fs::read(&to).unwrap().starts_with(b"%PDF"), "{file}");
    }
    huella(folder, &["papers", "card", "nobody", "--pdf", &path("x.pdf")]).assert().code(1);
    huella(folder, &["papers", "labels", "--pdf", &path("x.pdf")]).assert().code(2);
    let backwards =
        ["papers", "agenda", "--from", "2025-11-17", "--to", "2025-11-16", "--pdf", &path("x.pdf")];
    huella(folder, &backwards).assert().code(1);
    huella(folder, &["reports", "revenue", "--segment", "none-such"]).assert().code(1);
}
