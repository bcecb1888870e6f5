//! The terminal beside others: another program that writes, a window, a clinic that may not be written, files that are none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use crm::clinic::{Action, Actor, Create, Opening};
use predicates::str::contains;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};
use support::huella_on as huella;

fn sample(folder: &Path) -> PathBuf {
    huella(folder, "2026-10-31", &["sample", "create", "--owners", "12"]).assert().success();
    folder.join("clinic")
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_day_that_is_only_read_changes_no_file() {
    let home = tempfile::tempdir().unwrap();
    let clinic = sample(home.path());
    let before = files(&clinic);
    for arguments in [
        &["owners", "list"][..],
        &["owners", "search", "garcia"],
        &["insights", "at_risk"],
        &["segments", "list"],
        &["check"],
    ] {
        huella(home.path(), "2027-06-01", arguments).assert().success();
        assert!(files(&clinic) == before, "{arguments:?}");
    }
    // On that day everybody is gone; on the day before, nobody was there yet.
    let figures = |day: &str| {
        let output = huella(home.path(), day, &["owners", "list", "--json"])
            .assert()
            .success()
            .get_output()
            .stdout
            .clone();
        String::from_utf8(output).unwrap()
    };
    assert_ne!(figures("2027-06-01"), figures("2026-10-31"));
}

#[test]
fn a_command_waits_for_another_program_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let clinic = sample(home.path());
    let (begun, has_begun) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            let other = crm::open(&clinic, Opening { create: Create::Never, ..Opening::default() }).unwrap();
            let done = other.write(&Actor::BUILT_IN, Action::UpdateOwner, |w| {
                w.conn().execute("UPDATE owners SET city = 'Tulum'", [])?;
                begun.send(()).unwrap();
                thread::sleep(Duration::from_millis(2_500));
                Ok(())
            });
            done.unwrap();
        });
        has_begun.recv().unwrap();
        // Reading waits for nobody.
        huella(home.path(), "2026-10-31", &["owners", "list"]).assert().success().stderr("");
        huella(home.path(), "2026-10-31", &["metrics", "rebuild"])
            .assert()
            .success()
            .stderr(contains("Otro programa está escribiendo"));
    });
}

#[test]
fn what_is_no_clinic_is_refused_by_name_and_left_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let clinic = sample(home.path());
    let database = clinic.join("huella.db");
    let mut damaged = fs::read(&database).unwrap();
    damaged[..16].fill(0);
    fs::write(&database, &damaged).unwrap();
    for arguments in [&["owners", "list"][..], &["check"], &["metrics", "rebuild"]] {
        huella(home.path(), "2026-10-31", arguments).assert().code(1).stderr(contains("dañad"));
        assert!(fs::read(&database).unwrap() == damaged, "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_imported_is_named_and_makes_no_clinic() {
    let home = tempfile::tempdir().unwrap();
    let source = home.path().join("source");
    let write = |name: &str, bytes: &[u8]| {
        let _ = fs::remove_dir_all(&source);
        fs::create_dir_all(&source).unwrap();
        fs::write(source.join(name), bytes).unwrap();
    };
    let refused = |words: &str| {
        for more in [&[][..], &["--dry-run"]] {
            let arguments = [&["transfer", "import", source.to_str().unwrap()][..], more].concat();
            huella(home.path(), "2026-10-31", &arguments).assert().code(1).stdout("").stderr(contains(words));
        }
        assert!(!home.path().join("clinic").join("huella.db").exists());
    };
    refused("source");
    write("readme.txt", b"hello");
    refused("source");
    write("other.csv", b"a,b\n1,2\n");
    refused("source");
    write("owners.csv", b"owner_id,phone_primary\nO1,998\n");
    refused("owners.csv: full_name");
    write("owners.csv", b"");
    refused("owners.csv");
    fs::remove_file(source.join("owners.csv")).unwrap();
    fs::create_dir(source.join("owners.csv")).unwrap();
    refused("owners.csv");
}
