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
    for cut in [whole.len() - 1_500, whole.len() - 4_096, 8_192] {
        fs::write(&file, &whole[..cut]).unwrap();
        assert_eq!(error(folder.path(), today()), Code::Damaged, "{cut} bytes of {}", whole.len());
        assert_eq!(fs::read(&file).unwrap().len(), cut);
    }
    // Where a clinic was looked at before, an empty file is none that was about to be made.
    fs::write(&file, b"").unwrap();
    fs::write(folder.path().join("huella.health.json"), b"{}").unwrap();
    assert_eq!(error(folder.path(), today()), Code::Damaged);
    assert_eq!(fs::read(&file).unwrap(), b"");
    fs::remove_file(&file).unwrap();
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.execute_batch("PRAGMA application_id = 77; PRAGMA user_version = 3; CREATE TABLE t (a);").unwrap();
    drop(conn);
    let before = fs::read(&file).unwrap();
    assert_eq!(error(folder.path(), today()), Code::NotAClinic);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn another_programs_database_without_an_id_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(DATABASE);
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("CREATE TABLE recipes (a); INSERT INTO recipes VALUES ('flan');").unwrap();
    let before = fs::read(&file).unwrap();
    assert_eq!(error(folder.path(), today()), Code::NotAClinic);
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was left beside it");

    // Its tables may be in its log alone.
    drop(other);
    fs::remove_file(&file).unwrap();
    let other = rusqlite::Connection::open(&file).unwrap();
    other.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    other.execute_batch("CREATE TABLE recipes (a)").unwrap();
    assert_eq!(error(folder.path(), today()), Code::NotAClinic);
    drop(other);
    assert_eq!(error(folder.path(), today()), Code::NotAClinic);

    // What holds nothing was perhaps made for us.
    fs::remove_file(&file).unwrap();
    let empty = rusqlite::Connection::open(&file).unwrap();
    empty.execute_batch("CREATE TABLE t (a); DROP TABLE t;").unwrap();
    drop(empty);
    assert!(crm::open(folder.path(), today()).is_ok());
}

/// The folder as a crash leaves it: the newest writes are in the log alone.
fn crashed(open: &Path, folder: &Path) {
    for file in ["huella.db", "huella.db-wal", "huella.db-shm"] {
        fs::copy(open.join(file), folder.join(file)).unwrap();
    }
}

#[test]
fn a_look_changes_no_file_and_sees_what_a_crash_left() {
    let (place, folder) = (clinic(), tempfile::tempdir().unwrap());
    let settings = Settings { clinic_name: "Veterinaria Arrecife".into(), ..Settings::default() };
    clinic::settings_update(&place, &ACTOR, &settings).unwrap();
    crashed(place.clinic.folder(), folder.path());
    let files = || ["huella.db", "huella.db-wal"].map(|file| fs::read(folder.path().join(file)).unwrap());
    let before = files();

    let look = crm::open(folder.path(), Opening { is_look: true, ..today() }).unwrap();
    assert_eq!(look.settings().clinic_name, "Veterinaria Arrecife");
    let check = |r: &clinic::Read| clinic::check(&look, r, &clinic::Progress::silent());
    assert!(look.read(&ACTOR, View::Audit, check).unwrap().is_sound());
    drop(look);
    assert!(files() == before, "a file changed");
}

#[test]
fn an_older_clinic_is_looked_at_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    closed_clinic(folder.path());
    let conn = rusqlite::Connection::open(folder.path().join(DATABASE)).unwrap();
    conn.pragma_update(None, "user_version", clinic::SCHEMA_VERSION - 1).unwrap();
    let look = crm::open(folder.path(), Opening { is_look: true, ..today() }).unwrap();
    assert_eq!(look.schema(), clinic::SCHEMA_VERSION - 1);
    let check = |r: &clinic::Read| clinic::check(&look, r, &clinic::Progress::silent());
    let report = look.read(&ACTOR, View::Audit, check).unwrap();
    assert!(report.is_sound() && report.differing.is_empty(), "{report:?}");
    drop(look);
    let version: i32 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, clinic::SCHEMA_VERSION - 1);
}

#[test]
fn two_programs_that_create_a_clinic_at_once_both_have_it() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        let opened: Vec<_> =
            (0..4).map(|_| scope.spawn(|| crm::open(&folder.path().join("clinic"), today()))).collect();
        for clinic in opened {
            assert!(clinic.join().unwrap().is_ok());
        }
    });
    let clinic = crm::open(&folder.path().join("clinic"), today()).unwrap();
    let founders = |r: &clinic::Read| {
        Ok(r.conn().query_row("SELECT count(*) FROM staff", [], |row| row.get::<_, i64>(0))?)
    };
    assert_eq!(clinic.read(&ACTOR, View::Records, founders).unwrap(), 1_i64);
}

#[test]
fn a_window_that_did_not_close_its_clinic_is_known_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let window = || crm::open(folder.path(), Opening { is_window: true, ..today() }).unwrap();
    let first = window();
    assert!(!first.was_cut_short());
    let elsewhere = tempfile::tempdir().unwrap();
    crashed(folder.path(), elsewhere.path());
    fs::copy(folder.path().join("huella.lock"), elsewhere.path().join("huella.lock")).unwrap();
    drop(first);
    assert!(!window().was_cut_short(), "closed as it should be");
    let again = crm::open(elsewhere.path(), Opening { is_window: true, ..today() }).unwrap();
    assert!(again.was_cut_short());
    let health = again.look_quickly(&clinic::Progress::silent()).unwrap();
    assert!(health.faults().is_empty() && health.full.is_none(), "{health:?}");
    let health = again.look_fully(&clinic::Progress::silent()).unwrap();
    assert!(health.faults().is_empty() && health.full.is_some(), "{health:?}");
    drop(again);
    let once_more = crm::open(elsewhere.path(), Opening { is_window: true, ..today() }).unwrap();
    assert!(!once_more.was_cut_short());
    assert_eq!(once_more.health(), health);
}

#[test]
fn what_a_look_finds_is_kept_beside_the_database_until_another_finds_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let whole = closed_clinic(folder.path());
    let conn = rusqlite::Connection::open(folder.path().join(DATABASE)).unwrap();
    let sql = "SELECT pageno FROM dbstat WHERE name = 'owners_by_name' ORDER BY pageno DESC LIMIT 1";
    let page: usize = conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap();
    drop(conn);
    let mut damaged = whole.clone();
    damaged[(page - 1) * 4096..page * 4096].fill(0x5a);
    fs::write(folder.path().join(DATABASE), &damaged).unwrap();
    let clinic = crm::open(folder.path(), today()).unwrap();
    let silent = clinic::Progress::silent();
    let health = clinic.look_quickly(&silent).unwrap();
    assert!(!health.faults().is_empty(), "{health:?}");
    drop(clinic);
    let cancelled = clinic::Progress::silent();
    cancelled.cancel();
    let clinic = crm::open(folder.path(), today()).unwrap();
    assert_eq!(clinic.look_quickly(&cancelled).unwrap_err().code, Code::Cancelled);
    assert_eq!(clinic.health(), health, "kept over a restart, and by a look that was cut short");
    drop(clinic);

    fs::write(folder.path().join(DATABASE), &whole).unwrap();
    let clinic = crm::open(folder.path(), today()).unwrap();
    assert!(clinic.look_quickly(&silent).unwrap().faults().is_empty());
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
