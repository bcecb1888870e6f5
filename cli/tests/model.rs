//! The models from the terminal: on a file, no clinic needed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

use assert_cmd::Command;
use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use serde_json::Value;
use std::fs;

const CDNOW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/cdnow/customers.csv");

fn huella(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huella").unwrap();
    command.env("HUELLA_CLINIC", "/nowhere/at/all").args(arguments);
    command
}

#[test]
fn the_published_figures_come_out_of_the_terminal() {
    let output =
        huella(&["model", "fit", "--csv", CDNOW, "--json"]).assert().success().get_output().stdout.clone();
    let fit: Value = serde_json::from_slice(&output).unwrap();
    let rounded = |model: &str, key: &str, digits: i32| {
        let ten = 10_f64.powi(digits);
        (fit[model][key].as_f64().unwrap() * ten).round() / ten
    };
    assert_eq!(["r", "alpha", "a", "b"].map(|key| rounded("bg_nbd", key, 3)), [0.243, 4.414, 0.793, 2.426]);
    assert_eq!(rounded("bg_nbd", "log_likelihood", 1), -9_582.4);
    assert_eq!(["p", "q", "gamma"].map(|key| rounded("gamma_gamma", key, 2)), [6.25, 3.74, 15.45]);
    assert_eq!((&fit["customers"], &fit["model"]), (&2_357.into(), &"mbg_nbd".into()));
    huella(&["model", "fit", "--csv", CDNOW]).assert().success().stdout(contains("α 4.4135"));
}

#[test]
fn scores_follow_the_columns_of_each_line() {
    let folder = tempfile::tempdir().unwrap();
    let (file, scores) = (folder.path().join("in.csv"), folder.path().join("out.csv"));
    let cdnow = fs::read_to_string(CDNOW).unwrap();
    let numbered: Vec<String> = cdnow.lines().enumerate().map(|(n, line)| format!("c{n},{line}")).collect();
    fs::write(&file, numbered.join("\n")).unwrap();
    let (file, out) = (file.to_str().unwrap(), scores.to_str().unwrap());
    let fit = ["model", "fit", "--csv", file, "--scores", out, "--horizon", "39", "--model", "bg_nbd"];
    huella(&fit).assert().success();
    let written = fs::read_to_string(&scores).unwrap();
    let lines: Vec<Vec<&str>> = written.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines.len(), 2_358);
    assert_eq!(
        lines[0][..7],
        ["c0", "frequency", "recency", "T", "monetary_value", "p_active", "expected_purchases"]
    );
    // The customer of the papers: x = 2, t_x = 30.43, T = 38.86 expects 1.226 purchases in the next 39 weeks.
    let known = lines.iter().find(|line| line[1..4] == ["2", "30.43", "38.86"]).unwrap();
    let [active, expected] = [5, 6].map(|column| known[column].parse::<f64>().unwrap());
    assert!((active - 0.7266).abs() < 5e-4 && (expected - 1.226).abs() < 5e-4, "{active} {expected}");
    let of = |name: &str| lines[0].iter().position(|heading| *heading == name).unwrap();
    assert_eq!(known[of("bg_nbd_p_active")], known[5]);
    assert_ne!(known[of("mbg_nbd_p_active")], known[5]);
}

#[test]
fn a_file_that_cannot_be_is_a_failure_that_names_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    let fit = |text: &str| {
        fs::write(&file, text).unwrap();
        huella(&["model", "fit", "--csv", file.to_str().unwrap()]).assert().code(1)
    };
    fit("frequency,recency,T\n1,2,3\n2,x,9\n").stderr(contains("recency").and(contains("line 3")));
    fit("frequency,T\n1,2\n").stderr(contains("recency"));
    fit("frequency,recency,T\n0,0,3\n0,0,4\n").stderr(contains("likeliest"));
    huella(&["model", "fit", "--csv", "/nowhere.csv"]).assert().code(1);
    huella(&["model", "fit", "--csv", CDNOW, "--horizon", "0"]).assert().code(2);
    huella(&["model", "fit", "--horizon", "9"]).assert().code(2);
    huella(&["model", "fit"]).assert().code(1).stderr(contains("ninguna clínica"));
}
