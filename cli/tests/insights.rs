//! Whom to call, the models and the segments, from the terminal on a clinic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs};
use support::{TODAY, huella, json};
use tempfile::TempDir;

const CLINIC_300: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/clinic-300");

/// A clinic with the extract of three hundred owners.
fn clinic() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    json(folder.path(), &["transfer", "import", CLINIC_300]);
    folder
}

#[test]
fn every_list_comes_with_its_reasons_and_one_thing_to_do() {
    let desk = clinic();
    let mut full = 0;
    for list in [
        "call_list",
        "top_customers",
        "at_risk",
        "new_customers",
        "lapsed",
        "high_value",
        "follow_ups_due",
        "birthdays",
        "vaccinations_due",
        "overdue_purchases",
        "unhappy",
    ] {
        let found = json(desk.path(), &["insights", list, "--limit", "5"]);
        assert_eq!((&found["kind"], &found["as_of"]), (&json!(list), &json!(TODAY)));
        let rows = found["rows"].as_array().unwrap();
        assert!(rows.len() <= 5, "{list}");
        full += usize::from(!rows.is_empty());
        let owners: BTreeSet<&str> = rows.iter().map(|row| row["owner_id"].as_str().unwrap()).collect();
        assert_eq!(owners.len(), rows.len(), "{list}: nobody twice");
        for row in rows {
            let reason = row["reason"].as_str().unwrap();
            assert!(!reason.is_empty() && !reason.contains(['{', '}']), "{list}: {reason}");
            let action = row["action"].as_str().unwrap();
            assert!(["call", "message", "book", "thank"].contains(&action), "{list}: {action}");
        }
        let text = huella(desk.path(), &["insights", list, "--limit", "5"]).assert().success();
        match rows.first() {
            Some(row) => text.stdout(
                contains(row["name"].as_str().unwrap()).and(contains(row["reason"].as_str().unwrap())),
            ),
            None => text.stdout(contains("Nadie")),
        };
    }
    assert!(full >= 9, "only {full} lists hold anybody");
    huella(desk.path(), &["insights", "call_lists"]).assert().code(2);
    huella(desk.path(), &["insights", "at_risk", "--limit", "0"]).assert().code(2);
}

#[test]
fn pairs_who_are_perhaps_one_are_a_list_too() {
    let desk = clinic();
    let all = json(desk.path(), &["owners", "duplicates"]);
    let found = json(desk.path(), &["insights", "duplicates", "--limit", "3"]);
    let (all, found) = (all.as_array().unwrap(), found.as_array().unwrap());
    assert!(all.len() > 3, "{all:?}");
    assert_eq!(found, &all[..3], "the likeliest first, as `owners duplicates` has them");
    assert_eq!(found[0]["owner_ids"].as_array().unwrap().len(), 2);
    let text = huella(desk.path(), &["insights", "duplicates"]).assert().success();
    text.stdout(contains(found[0]["owner_ids"][0].as_str().unwrap()));
}

#[test]
fn at_risk_is_ordered_by_days_and_the_call_list_by_what_is_at_stake() {
    let desk = clinic();
    let numbers = |list: &str, key: &str| -> Vec<i64> {
        let found = json(desk.path(), &["insights", list, "--limit", "50"]);
        found["rows"].as_array().unwrap().iter().map(|row| row[key].as_i64().unwrap()).collect()
    };
    let days = numbers("at_risk", "days_since_last_visit");
    assert!(days.len() > 10 && days.is_sorted_by(|one, other| one >= other), "{days:?}");
    let stakes = numbers("call_list", "at_stake_cents");
    assert!(stakes.len() > 3 && stakes.is_sorted_by(|one, other| one >= other), "{stakes:?}");
}

#[test]
fn the_models_of_a_clinic_are_fitted_and_shown_and_too_few_owners_are_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path();
    json(desk, &["sample", "create", "--owners", "400", "--seed", "7"]);
    assert_eq!(json(desk, &["model", "show"]), Value::Null, "nothing was fitted yet");
    let fit = json(desk, &["model", "fit"]);
    assert_eq!((&fit["verdict"], &fit["basis"]), (&json!("speaks"), &json!("purchases")));
    assert!(fit["repeaters"].as_u64().unwrap() >= fit["needed"].as_u64().unwrap());
    for key in ["r", "alpha", "a", "b", "log_likelihood"] {
        assert!(fit["bg_nbd"][key].is_number() && fit["mbg_nbd"][key].is_number(), "{key}: {fit}");
    }
    let model = fit["model"].as_str().unwrap();
    let likelihood = |name: &str| fit[name]["log_likelihood"].as_f64().unwrap();
    assert_eq!(
        model == "mbg_nbd",
        likelihood("mbg_nbd") >= likelihood("bg_nbd"),
        "the likelier one is named"
    );
    assert!(fit["hold_out"]["predicted"].is_number() && fit["hold_out"]["actual"].is_number());
    let again = json(desk, &["model", "fit"]);
    assert_eq!(again["bg_nbd"], fit["bg_nbd"], "the same owners give the same fit");
    assert_eq!(json(desk, &["model", "show"]), Value::Null, "what is read of another day is kept nowhere");
    let text = huella(desk, &["model", "fit"]).assert().success();
    text.stdout(contains("log-verosimilitud").or(contains("verosimilitud")).and(contains("α")));

    let few = tempfile::tempdir().unwrap();
    json(few.path(), &["sample", "create", "--owners", "20", "--seed", "7"]);
    let fit = json(few.path(), &["model", "fit"]);
    assert_eq!((&fit["verdict"], &fit["model"]), (&json!("too_few"), &Value::Null));
    huella(few.path(), &["model", "fit"]).assert().success().stdout(contains("cadencia"));
}

#[test]
fn criteria_of_every_kind_are_read_from_a_flat_file_under_any_of_their_names() {
    let desk = clinic();
    let file = desk.path().join("criteria.json");
    let preview = |criteria: &Value| {
        fs::write(&file, criteria.to_string()).unwrap();
        let found = json(desk.path(), &["segments", "preview", "--criteria", file.to_str().unwrap()]);
        (found["count"].as_u64().unwrap(), found["criteria"].clone())
    };
    for (one, other) in [
        (json!({ "lifetime_value_min": 5000 }), json!({ "min_spent": 5000 })),
        (json!({ "max_days_since_visit": 90 }), json!({ "days_since_visit_max": 90 })),
        (json!({ "days_since_visit": 90 }), json!({ "days_since_visit_min": 90 })),
        (json!({ "tags": ["VIP"] }), json!({ "tags_include": "vip" })),
        (json!({ "pet_species": ["dog", "cat"] }), json!({ "has_pets_species": ["Dog", "CAT"] })),
        (json!({ "contact_type": "Corporate" }), json!({ "contact_type": ["corporate"] })),
        (json!({ "tier": "VIP" }), json!({ "loyalty_status": "vip" })),
        (
            json!({ "min_visits": 3, "tier": "Regular" }),
            json!({ "all": [{ "tier": "regular" }, { "min_visits": 3 }] }),
        ),
    ] {
        let (first, second) = (preview(&one), preview(&other));
        assert_eq!(first.0, second.0, "{one} and {other}");
        assert!(first.1["version"].is_number(), "{one}");
    }
    let (count, said) = preview(&json!({ "days_since_visit": 90 }));
    assert!(count > 0);
    assert_eq!(said["days_since_visit_min"], 90, "the bare form is a minimum, and the answer says so");
}

#[test]
fn a_segment_with_rules_that_are_not_understood_is_set_aside_with_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("in");
    fs::create_dir(&source).unwrap();
    fs::write(
        source.join("segments.csv"),
        "segment_id,name,slug,criteria\n\
         S1,Buenos,buenos,\"{\"\"lifetime_value_min\"\": 5000, \"\"tags\"\": [\"\"VIP\"\"]}\"\n\
         S2,Raros,raros,\"{\"\"all\"\": [{\"\"min_visits\"\": 1}, {\"\"colour\"\": \"\"red\"\"}]}\"\n\
         S3,Rotos,rotos,{\n",
    )
    .unwrap();
    let done = json(folder.path(), &["transfer", "import", source.to_str().unwrap()]);
    assert_eq!((&done["new"], &done["set_aside"]), (&json!(1), &json!(2)), "{done}");
    let rows = done["set_aside_rows"].as_array().unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row["reason"].as_str(), row["value"].as_str())).collect();
    assert_eq!(
        said,
        [(Some("not_criteria"), Some("all[1].colour")), (Some("not_criteria"), Some("criteria"))],
        "{done}"
    );
    assert_eq!(json(folder.path(), &["segments", "list"])[0]["slug"], "buenos");
}
