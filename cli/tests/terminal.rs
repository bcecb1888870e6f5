//! The terminal program as a script calls it: results on standard output, errors on standard error, exit status 0, 1
//! and 2, JSON with the names of the domain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use assert_cmd::Command;
use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use serde_json::Value;
use std::fs;
use support::Desk;

const CLINIC_300: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/clinic-300");

#[test]
fn a_wrong_call_is_2_and_a_failure_is_1() {
    let desk = Desk::new();
    desk.huella(&["owners", "lst"]).assert().code(2).stderr(contains("Usage"));
    desk.huella(&["owners", "search"]).assert().code(2);
    desk.huella(&["owners", "list"]).assert().code(1).stdout("").stderr(contains("ninguna clínica"));
    desk.huella(&["transfer", "import", "/nowhere"]).assert().code(1).stderr(contains("ya no está"));
    let mut command = desk.huella(&["check"]);
    command.args(["--today", "31/10/2026"]).assert().code(2);
}

#[test]
fn the_folder_may_come_from_the_environment() {
    let desk = Desk::new();
    let folder = desk.folder().join("elsewhere");
    let huella = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("huella").unwrap();
        command.env("HUELLA_CLINIC", &folder).args(arguments);
        command
    };
    huella(&["clinic", "create", "--name", "Veterinaria Coral", "--language", "en"])
        .assert()
        .success()
        .stdout(contains("Veterinaria Coral").and(contains("was created")));
    assert!(folder.join("huella.db").is_file());
    huella(&["clinic", "create", "--name", "Otra"]).assert().code(1).stderr(contains("ya hay una clínica"));
    huella(&["clinic", "create", "--name", "  "]).assert().code(1);
}

#[test]
fn a_sample_is_checked_listed_searched_and_undone() {
    let desk = Desk::new();
    let made = desk.json(&["sample", "create", "--owners", "12", "--seed", "7"]);
    assert_eq!(made["tables"]["owners"], 12);
    desk.huella(&["sample", "create"]).assert().code(1);

    assert_eq!(desk.json(&["metrics", "rebuild"])["owners"], 12);
    assert_eq!(desk.json(&["check"])["is_sound"], true);

    let list = desk.json(&["owners", "list"]);
    let owner = &list[0];
    let (id, name) = (owner["owner_id"].as_str().unwrap(), owner["name"].as_str().unwrap());
    desk.huella(&["owners", "list"]).assert().success().stdout(contains(name).and(contains(id)));

    let hits = desk.json(&["owners", "search", name]);
    assert_eq!(hits[0]["owner_id"], id);
    let shown = desk.json(&["owners", "show", id]);
    assert_eq!((shown["owner_id"].as_str(), shown["owner"]["name"].as_str()), (Some(id), Some(name)));
    assert!(shown["figures"]["value_score"]["points"].is_number());
    let by_number = desk.json(&["owners", "show", &shown["owner"]["id"].to_string()]);
    assert_eq!(by_number["owner_id"], id);
    desk.huella(&["owners", "show", "no-such"]).assert().code(1);

    desk.huella(&["undo"]).assert().success().stdout(contains("Se deshizo"));
    desk.huella(&["undo"]).assert().code(1).stderr(contains("nada que deshacer"));
    assert_eq!(desk.json(&["owners", "list"]), Value::Array(Vec::new()));
}

#[test]
fn an_undone_import_names_what_stays() {
    let desk = Desk::new();
    let file = desk.folder().join("owners.csv");
    for city in ["", "Tulum", "Cancún"] {
        fs::write(&file, format!("owner_id,full_name,city\nA1,Ana Ruiz,{city}\n")).unwrap();
        desk.json(&["transfer", "import", file.to_str().unwrap()]);
    }
    let undone = desk.json(&["undo"]);
    assert_eq!((&undone["subject"], &undone["kept"]["count"]), (&"owners.csv".into(), &0.into()));
}

#[test]
fn an_extract_comes_in_whole_and_a_trial_run_leaves_nothing() {
    let desk = Desk::new();
    let tried = desk.json(&["transfer", "import", CLINIC_300, "--dry-run"]);
    assert!(!desk.folder().join("clinic").exists(), "a trial run creates no clinic");
    assert_eq!(tried["is_dry_run"], true);

    let imported = desk.json(&["transfer", "import", CLINIC_300]);
    let count = |summary: &Value, name: &str| summary[name].as_u64().unwrap();
    for name in ["rows", "new", "updated", "same", "duplicate", "set_aside"] {
        assert_eq!(count(&tried, name), count(&imported, name), "{name}");
    }
    let outcomes = ["new", "updated", "same", "duplicate", "set_aside"].map(|name| count(&imported, name));
    assert_eq!(count(&imported, "rows"), outcomes.iter().sum::<u64>());
    assert_eq!(imported["by_kind"]["owners"]["new"], 300);
    for remark in imported["set_aside_rows"].as_array().unwrap() {
        for field in ["file", "line", "column", "value", "reason"] {
            assert!(!remark[field].is_null(), "{remark}");
        }
    }

    let again = desk.json(&["transfer", "import", CLINIC_300]);
    assert_eq!((count(&again, "new"), count(&again, "updated")), (0, 0));
    assert_eq!(desk.json(&["check"])["is_sound"], true);
    let owner = desk.json(&["owners", "show", "O000001"]);
    assert_eq!(owner["owner"]["name"], "Élodie Rousseau");
}

#[test]
fn a_failure_is_json_too() {
    let desk = Desk::of_two();
    let output = desk
        .huella(&["owners", "show", "A9", "--json"])
        .assert()
        .code(1)
        .stdout("")
        .get_output()
        .stderr
        .clone();
    let error: serde_json::Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(error["error"]["code"], "not_found");
}

#[test]
fn an_export_comes_back_byte_for_byte_with_the_same_figures() {
    let (one, other) = (Desk::new(), Desk::new());
    one.json(&["sample", "create", "--owners", "25"]);
    let export = |desk: &Desk| {
        let folder = desk.folder().join("out");
        desk.huella(&["transfer", "export", folder.to_str().unwrap()]).assert().success();
        let figures = desk.folder().join("figures.csv");
        desk.huella(&["metrics", "export", figures.to_str().unwrap()]).assert().success();
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.push(figures);
        files
            .into_iter()
            .map(|path| (path.file_name().unwrap().to_owned(), fs::read(path).unwrap()))
            .collect::<Vec<_>>()
    };
    let first = export(&one);
    other.json(&["transfer", "import", one.folder().join("out").to_str().unwrap()]);
    let second = export(&other);
    assert_eq!(first.len(), second.len());
    for ((name, before), (_, after)) in first.iter().zip(&second) {
        assert!(before == after, "{name:?} differs");
    }
}

#[test]
fn figures_are_a_line_per_owner_under_their_names() {
    let desk = Desk::new();
    desk.json(&["transfer", "import", CLINIC_300]);
    let file = desk.folder().join("figures.csv");
    desk.huella(&["metrics", "export", file.to_str().unwrap()]).assert().success().stdout(contains("300"));
    let csv = fs::read_to_string(&file).unwrap();
    let heading = csv.trim_start_matches('\u{feff}').lines().next().unwrap();
    assert!(heading.starts_with("owner_id,"), "{heading}");
    for name in [
        "total_spent",
        "value_score",
        "engagement_score",
        "churn_risk",
        "lifetime_value_estimate",
        "lifecycle",
        "tier",
    ] {
        assert!(heading.split(',').any(|column| column == name), "{name} is missing in {heading}");
    }
    assert_eq!(csv.lines().count(), 301);
    assert!(csv.lines().nth(1).unwrap().starts_with("O000001,"));
}

#[test]
fn the_customers_report_is_written_on_paper_and_as_csv() {
    let desk = Desk::new();
    desk.json(&["sample", "create", "--owners", "20"]);
    let (pdf, csv) = (desk.folder().join("r.pdf"), desk.folder().join("r.csv"));
    let (pdf_path, csv_path) = (pdf.to_str().unwrap(), csv.to_str().unwrap());
    let call = [
        "reports",
        "customers",
        "--from",
        "2026-10-01",
        "--to",
        "2026-10-31",
        "--pdf",
        pdf_path,
        "--csv",
        csv_path,
    ];
    let saved = desk.json(&call);
    assert_eq!((saved["from"].as_str(), saved["to"].as_str()), (Some("2026-10-01"), Some("2026-10-31")));
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-1."));
    assert!(fs::read_to_string(&csv).unwrap().contains("2026-10-31"));
    desk.huella(&["reports", "customers", "--from", "2026-11-01", "--to", "2026-10-01"]).assert().code(1);
    desk.huella(&["reports", "customers", "--pdf", "/nowhere/r.pdf"]).assert().code(1);
}

#[test]
fn doubtful_dates_fail_with_their_place_until_an_option_decides() {
    let desk = Desk::new();
    let file = desk.folder().join("owners.csv");
    fs::write(&file, "owner_id,full_name,phone_primary,birth_date\nO1,María García,9981234567,02/01/1980\n")
        .unwrap();
    let import = ["transfer", "import", file.to_str().unwrap()];
    desk.huella(&import).assert().code(1).stderr(contains("birth_date: owners.csv: line 2"));
    desk.huella(&[&import[..], &["--date-order", "abc"]].concat()).assert().code(2);
    let summary = desk.json(&[&import[..], &["--date-order", "dmy", "--decimal", "comma"]].concat());
    assert_eq!(summary["new"], 1);
    assert_eq!(desk.json(&["owners", "show", "O1"])["owner"]["birth_on"], "1980-01-02");
    desk.huella(&["owners", "list"]).assert().stdout(contains("998 123 4567"));
    desk.huella(&["owners", "show", "O1"]).assert().stdout(contains("998 123 4567"));
    desk.huella(&["owners", "search", "4567"]).assert().stdout(contains("998 123 4567"));
}

#[test]
fn segments_are_tried_kept_counted_and_explained() {
    let desk = Desk::new();
    desk.json(&["transfer", "import", CLINIC_300]);
    let file = desk.folder().join("criteria.json");
    let criteria = file.to_str().unwrap();
    fs::write(&file, "\u{feff}{\"lifetime_value_min\": 5000, \"days_since_visit\": 90}").unwrap();

    let tried = desk.json(&["segments", "preview", "--criteria", criteria]);
    let count = tried["count"].as_u64().unwrap();
    assert!(count > 0);
    assert_eq!(tried["members"].as_array().unwrap().len() as u64, count);
    assert!(tried["members"][0]["owner_id"].as_str().unwrap().starts_with('O'));
    assert_eq!(tried["criteria"]["all"][1]["days_since_visit_min"], 90);
    assert_eq!(desk.json(&["segments", "list"]), Value::Array(Vec::new()));

    let kept = desk.json(&["segments", "create", "--name", "Se alejan", "--criteria", criteria]);
    assert_eq!((kept["slug"].as_str(), kept["member_count"].as_u64()), (Some("se-alejan"), Some(count)));
    assert_eq!(desk.json(&["segments", "list"])[0]["slug"], "se-alejan");
    let members = desk.json(&["segments", "members", "se-alejan"]);
    assert_eq!(members["members"], tried["members"]);
    assert_eq!(desk.json(&["segments", "recalculate"])["recalculated"], 1);

    let owner = members["members"][0]["owner_id"].as_str().unwrap();
    let why = desk.json(&["segments", "why", "se-alejan", owner]);
    assert_eq!((why["is_member"].as_bool(), why["rules"][1]["holds"].as_bool()), (Some(true), Some(true)));
    desk.huella(&["segments", "why", "se-alejan", owner])
        .assert()
        .success()
        .stdout(contains("días o más sin venir"));

    let csv = desk.folder().join("out.csv");
    desk.huella(&["segments", "export", "se-alejan", csv.to_str().unwrap()]).assert().success();
    assert_eq!(fs::read_to_string(&csv).unwrap().lines().count() as u64, count + 1);

    fs::write(&file, "{\"all\": [{\"min_visit\": 3}]}").unwrap();
    desk.huella(&["segments", "preview", "--criteria", criteria])
        .assert()
        .code(1)
        .stderr(contains("all[0].min_visit"));
    fs::write(&file, "{}").unwrap();
    desk.huella(&["segments", "preview", "--criteria", criteria])
        .assert()
        .code(1)
        .stderr(contains("everyone"));
    desk.huella(&["segments", "members", "nope"]).assert().code(1);
    desk.huella(&["segments", "preview"]).assert().code(2);
}

#[test]
fn duplicates_are_listed_merged_and_taken_apart() {
    let desk = Desk::new();
    let file = desk.folder().join("owners.csv");
    let rows = "owner_id,full_name,phone_primary\nA1,María García López,9981234567\nA2,Maria Garcia,9981234567\nA3,Pedro García,9981234567\n";
    fs::write(&file, rows).unwrap();
    desk.huella(&["transfer", "import", file.to_str().unwrap()]).assert().success();
    let pairs = desk.json(&["owners", "duplicates"]);
    assert_eq!(pairs.as_array().unwrap().len(), 1, "{pairs}");
    assert_eq!(pairs[0]["owner_ids"], serde_json::json!(["A1", "A2"]));
    assert!(pairs[0]["score"].as_u64().unwrap() >= 90);
    assert_eq!(pairs[0]["reasons"][1]["kind"], "same_phone");
    assert_eq!(desk.json(&["owners", "duplicates", "--hints"]).as_array().unwrap().len(), 3);
    desk.huella(&["owners", "duplicates"])
        .assert()
        .success()
        .stdout(contains("mismo teléfono (998 123 4567)"));

    let merged = desk.json(&["owners", "merge", "A1", "A2"]);
    assert_eq!(
        (merged["survivor_owner_id"].as_str(), merged["merged_owner_id"].as_str()),
        (Some("A1"), Some("A2"))
    );
    assert_eq!(desk.json(&["owners", "duplicates"]), serde_json::json!([]));
    assert_eq!(desk.json(&["owners", "list"]).as_array().unwrap().len(), 2);
    desk.huella(&["owners", "merge", "A1", "A2"]).assert().code(1);
    desk.huella(&["owners", "unmerge", "A2"]).assert().success();
    assert_eq!(desk.json(&["owners", "list"]).as_array().unwrap().len(), 3);
    desk.huella(&["owners", "unmerge", "A2"]).assert().code(1);
    desk.huella(&["owners", "keep-apart", "A1", "A2"]).assert().success();
    assert_eq!(desk.json(&["owners", "duplicates"]), serde_json::json!([]));
}

#[test]
fn a_report_is_not_written_over_itself() {
    let desk = Desk::new();
    desk.json(&["sample", "create", "--owners", "3"]);
    let file = desk.folder().join("report");
    let path = file.to_str().unwrap();
    desk.huella(&["reports", "customers", "--pdf", path, "--csv", path]).assert().code(1);
    assert!(!file.exists());
}
