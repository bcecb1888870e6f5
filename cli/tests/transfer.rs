//! CSV in and out from the terminal: what is set aside, and what is not begun.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use std::{fs, path::Path};
use support::Desk;

const CLINIC_300: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/clinic-300");

#[test]
fn strict_is_1_where_a_row_is_set_aside() {
    let desk = Desk::new();
    let file = desk.folder().join("tags.csv");
    let good = fs::read_to_string(Path::new(CLINIC_300).join("tags.csv")).unwrap();
    let heading = good.lines().next().unwrap();
    let blanks = ",".repeat(heading.matches(',').count());
    fs::write(&file, format!("{}\r\nT-BAD{blanks}\r\n", good.trim_end())).unwrap();

    let file = file.to_str().unwrap();
    desk.huella(&["transfer", "import", file]).assert().success().stdout(contains("tags.csv, línea"));
    desk.huella(&["transfer", "import", file, "--strict"]).assert().code(1);
}

#[test]
fn set_aside_rows_come_back_as_files_that_import_once_mended() {
    let desk = Desk::new();
    let folder = desk.folder().join("extract");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("owners.csv"), "owner_id,full_name,is_active\nO1,María,quizá\nO2,Carlos,no\n")
        .unwrap();
    let out = desk.folder().join("out.csv");
    let import = |folder: &Path| {
        desk.json(&["transfer", "import", folder.to_str().unwrap(), "--set-aside", out.to_str().unwrap()])
    };
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    assert_eq!(import(&folder)["set_aside_files"], serde_json::json!([path(&out)]));
    let mended = fs::read_to_string(&out).unwrap().replace("quizá", "sí");
    fs::write(&out, mended).unwrap();
    assert_eq!(desk.json(&["transfer", "import", out.to_str().unwrap()])["new"], 1);
    fs::remove_file(&out).unwrap();

    // Of several files, a folder that imports as it is.
    fs::write(folder.join("pets.csv"), "pet_id,owner_id,name\nN1,O9,Max\n").unwrap();
    let files = [path(&out.join("owners.csv")), path(&out.join("pets.csv"))];
    assert_eq!(import(&folder)["set_aside_files"], serde_json::json!(files));
    assert_eq!(desk.json(&["transfer", "import", out.to_str().unwrap()])["set_aside"], 2);
    desk.huella(&["transfer", "import", out.to_str().unwrap(), "--dry-run", "--set-aside", "x"])
        .assert()
        .code(2);
}

#[test]
fn where_set_aside_rows_cannot_go_is_known_before_the_import_or_told_beside_it() {
    let desk = Desk::new();
    let folder = desk.folder().join("extract");
    fs::create_dir(&folder).unwrap();
    fs::write(
        folder.join("owners.csv"),
        "owner_id,full_name,is_active,shoes\nO1,María,quizá,38\nO2,Luz,no,36\n",
    )
    .unwrap();
    fs::write(folder.join("pets.csv"), "pet_id,owner_id,name\nN1,O9,Max\n").unwrap();
    let import = |to: &Path| {
        desk.huella(&["transfer", "import", folder.to_str().unwrap(), "--set-aside", to.to_str().unwrap()])
    };
    import(&desk.folder().join("none/out.csv")).assert().code(1).stderr(contains("ya no está"));
    assert!(!desk.folder().join("clinic").exists());

    // That there are rows of two files, for which a folder is needed, only the import tells.
    let taken = desk.folder().join("taken");
    fs::write(&taken, "mine").unwrap();
    import(&taken)
        .assert()
        .code(1)
        .stdout(contains("está guardado").and(contains("columnas que no conozco")));
    assert_eq!(desk.json(&["owners", "show", "O2"])["owner"]["name"], "Luz");
    assert_eq!(fs::read(&taken).unwrap(), b"mine");
}

#[test]
fn a_path_with_nothing_to_import_makes_no_clinic() {
    let desk = Desk::new();
    desk.huella(&["transfer", "import", "/nowhere"]).assert().code(1);
    let file = desk.folder().join("invoices.csv");
    fs::write(&file, "invoice_id,total\n1,2\n").unwrap();
    let import = ["transfer", "import", file.to_str().unwrap()];
    desk.huella(&import).assert().code(1).stderr(contains("invoices.csv: invoice_number, issue_date"));
    assert!(!desk.folder().join("clinic").exists());
}

#[test]
fn a_number_shows_nobody_else_where_ids_are_numbers() {
    let desk = Desk::new();
    let file = desk.folder().join("owners.csv");
    fs::write(&file, "owner_id,full_name,loyalty_points\n7,María García,3\n8,Carlos Méndez,4\n").unwrap();
    let imported = desk.json(&["transfer", "import", file.to_str().unwrap()]);
    assert_eq!(imported["sums"], serde_json::json!({}));
    assert_eq!(desk.json(&["owners", "show", "8"])["owner"]["name"], "Carlos Méndez");
    desk.huella(&["owners", "show", "1"]).assert().code(1);
}

#[test]
fn sums_are_decimals_as_in_the_files() {
    let desk = Desk::new();
    let file = desk.folder().join("invoices.csv");
    fs::write(&file, "invoice_id,invoice_number,issue_date,total\n1,1,2026-01-02,116.50\n").unwrap();
    let imported = desk.json(&["transfer", "import", file.to_str().unwrap()]);
    assert_eq!(imported["sums"]["invoices.total"]["new"], "116.50");
}
