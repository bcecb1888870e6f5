//! Opening a clinic: what is not ours, newer, damaged or elsewhere is refused untouched and kept.

use crate::support::{ACTOR, clinic, opening};
use crm::{
    Code,
    clinic::{self, Create, DATABASE, Opening, Settings, View},
};
use std::{fs, path::Path};

fn error(folder: &Path, how: Opening) -> Code {
    match crm::open(folder, how) {
        Ok(_) => panic!("opened"),
        Err(error) => error.code,
    }
}

fn today() -> Opening {
    opening("2025-11-17")
}

/// Opens it and closes it, so that everything is in the main file.
fn closed_clinic(folder: &Path) -> Vec<u8> {
    drop(crm::open(folder, today()).unwrap());
    fs::read(folder.join(DATABASE)).unwrap()
}

#[test]
fn a_missing_clinic_is_only_created_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("a/b");
    assert_eq!(error(&place, Opening { create: Create::Never, ..today() }), Code::NoClinic);
    assert!(!place.exists());
    let settings = Settings { clinic_name: "Veterinaria Arrecife".into(), ..Settings::default() };
    let clinic = crm::open(&place, Opening { settings, ..today() }).unwrap();
    assert_eq!(clinic.settings().clinic_name, "Veterinaria Arrecife");
}

#[test]
fn a_newer_clinic_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    closed_clinic(folder.path());
    let file = folder.path().join(DATABASE);
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.pragma_update(None, "user_version", clinic::SCHEMA_VERSION + 1).unwrap();
    conn.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(())).unwrap();
    drop(conn);
    let before = fs::read(&file).unwrap();
    assert_eq!(error(folder.path(), today()), Code::NewerVersion);
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was left beside it");
}

#[test]
fn a_damaged_or_foreign_file_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let whole = closed_clinic(folder.path());
    let file = folder.path().join(DATABASE);
    let mut flipped = whole.clone();
    flipped[3] ^= 0xff;
    for damaged in [&flipped[..], &whole[..50], b"nombre,telefono\nAna,998\n"] {
        fs::write(&file, damaged).unwrap();
        assert_eq!(error(folder.path(), today()), Code::Damaged);
        assert_eq!(fs::read(&file).unwrap(), damaged);
    }
    fs::remove_file(&file).unwrap();
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.execute_batch("PRAGMA application_id = 77; PRAGMA user_version = 3; CREATE TABLE t (a);").unwrap();
    drop(conn);
    let before = fs::read(&file).unwrap();
    assert_eq!(error(folder.path(), today()), Code::NotAClinic);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_page_damaged_inside_is_noticed_by_a_check() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = closed_clinic(folder.path());
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0x5a);
    fs::write(folder.path().join(DATABASE), &bytes).unwrap();
    let noticed = match crm::open(folder.path(), today()) {
        Err(error) => error.code == Code::Damaged,
        Ok(clinic) => clinic
            .read(&ACTOR, View::Audit, |r| clinic::check(&clinic, r, &clinic::Progress::silent()))
            .map_or_else(|error| error.code == Code::Damaged, |report| !report.is_sound()),
    };
    assert!(noticed);
}

#[test]
fn one_window_at_a_time_and_the_terminal_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let window = crm::open(folder.path(), Opening { is_window: true, ..today() }).unwrap();
    assert_eq!(error(folder.path(), Opening { is_window: true, ..today() }), Code::InUse);
    let terminal = crm::open(folder.path(), today()).unwrap();
    let seen = terminal.data_version().unwrap();
    let settings = Settings { clinic_name: "Otra".into(), ..Settings::default() };
    clinic::settings_update(&window, &ACTOR, &settings).unwrap();
    assert_ne!(terminal.data_version().unwrap(), seen, "a write by another connection is noticed");
    terminal.reload_settings().unwrap();
    assert_eq!(terminal.settings().clinic_name, "Otra");
    drop(window);
    assert!(crm::open(folder.path(), Opening { is_window: true, ..today() }).is_ok());
}

#[test]
fn a_synced_folder_is_refused_with_nothing_written() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("OneDrive - Clínica/huella");
    assert_eq!(error(&place, today()), Code::SyncedFolder);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_is_an_error_not_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    fs::write(&blocked, "x").unwrap();
    assert!(crm::open(&blocked.join("clinic"), today()).is_err());
    assert_eq!(fs::read(&blocked).unwrap(), b"x");
}

#[test]
fn the_database_is_opened_as_promised() {
    let place = clinic();
    let pragma = |name: &str| -> String {
        place
            .read(&ACTOR, View::Records, |r| {
                let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
                Ok(r.conn().query_row(&sql, [], |row| row.get(0))?)
            })
            .unwrap()
    };
    for (name, value) in
        [("foreign_keys", "1"), ("trusted_schema", "0"), ("cell_size_check", "1"), ("query_only", "1")]
    {
        assert_eq!(pragma(name), value, "{name}");
    }
    let written = place.write(&ACTOR, clinic::Action::UpdateOwner, |w| {
        let one = |sql: &str| w.conn().query_row(sql, [], |row| row.get::<_, rusqlite::types::Value>(0));
        let text = |value: &str| rusqlite::types::Value::Text(value.into());
        assert_eq!(one("PRAGMA journal_mode")?, text("wal"));
        assert_eq!(one("PRAGMA synchronous")?, 2.into());
        assert_eq!(one("PRAGMA secure_delete")?, 1.into());
        assert_eq!(one("PRAGMA foreign_keys")?, 1.into());
        Ok(())
    });
    assert!(written.is_ok());
    assert!(rusqlite::version_number() >= 3_053_004);
}
