//! The doors: what is written is on disk, recorded, and can be taken back.

use crate::support::{ACTOR, clinic, opening};
use crm::{
    Code,
    clinic::{self, Action, Actor, DryRun, Role, Topic, View},
    values::OwnerId,
};

fn add_owner(place: &crm::Clinic, id: i64, name: &str) {
    place
        .write(&ACTOR, Action::CreateOwner, |w| {
            let sql = "INSERT INTO owners (id, external_id, full_name, created_at, updated_at) VALUES (?1, ?2, ?3, 0, 0)";
            w.conn().execute(sql, (id, format!("X{id}"), name))?;
            w.about(name);
            Ok(())
        })
        .unwrap();
}

fn rename(place: &crm::Clinic, id: i64, name: &str) -> crm::Result<clinic::Done<()>> {
    place.write(&ACTOR, Action::UpdateOwner, |w| {
        w.conn().execute("UPDATE owners SET full_name = ?2 WHERE id = ?1", (OwnerId(id), name))?;
        w.about(name);
        Ok(())
    })
}

fn names(place: &crm::Clinic) -> Vec<String> {
    place
        .read(&ACTOR, View::Records, |r| {
            let mut statement = r.conn().prepare("SELECT full_name FROM owners ORDER BY id")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
}

#[test]
fn a_write_says_what_changed_and_an_idle_one_leaves_nothing() {
    let place = clinic();
    add_owner(&place, 7, "María García");
    let done = rename(&place, 7, "María Garza").unwrap();
    assert_eq!(done.changed, [Topic::Owners, Topic::Figures]);
    assert!(done.change.is_some());
    let idle = rename(&place, 7, "María Garza").unwrap();
    assert_eq!((idle.changed, idle.change), (vec![], None));
}

#[test]
fn undo_and_redo_walk_through_the_history_across_restarts() {
    let place = clinic();
    add_owner(&place, 7, "María García");
    rename(&place, 7, "María Garza").unwrap();
    rename(&place, 7, "María Gala").unwrap();
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "María Gala");
    let folder = place.clinic.folder().to_path_buf();
    let crate::support::Place { clinic: open, folder: _keep } = place;
    drop(open);
    let again = crm::open(&folder, opening("2025-11-18")).unwrap();
    assert_eq!(names(&again), ["María Garza"]);
    clinic::undo_last(&again, &ACTOR).unwrap();
    clinic::undo_last(&again, &ACTOR).unwrap();
    assert!(names(&again).is_empty());
    assert_eq!(clinic::undo_last(&again, &ACTOR).unwrap_err().code, Code::NothingToUndo);
    for expected in ["María García", "María Garza", "María Gala"] {
        clinic::redo_last(&again, &ACTOR).unwrap();
        assert_eq!(names(&again), [expected]);
    }
    assert_eq!(clinic::redo_last(&again, &ACTOR).unwrap_err().code, Code::NothingToUndo);
    clinic::undo_last(&again, &ACTOR).unwrap();
    rename(&again, 7, "María Gil").unwrap();
    assert_eq!(clinic::redo_last(&again, &ACTOR).unwrap_err().code, Code::NothingToUndo);
}

#[test]
fn an_undo_refuses_rows_that_changed_or_were_added_since() {
    let place = clinic();
    add_owner(&place, 7, "María García");
    let first = rename(&place, 7, "María Garza").unwrap().change.unwrap();
    rename(&place, 7, "María Gala").unwrap();
    assert_eq!(clinic::undo_change(&place, &ACTOR, first).unwrap_err().code, Code::ChangedSince);
    assert_eq!(names(&place), ["María Gala"]);

    let place = clinic();
    add_owner(&place, 8, "Carlos Méndez");
    let created = place
        .read(&ACTOR, View::Records, |r| {
            clinic::history(r, &clinic::HistoryQuery { limit: 1, ..Default::default() })
        })
        .unwrap()[0]
        .id;
    place
        .write(&ACTOR, Action::CreatePet, |w| {
            let sql = "INSERT INTO pets (external_id, owner_id, name, created_at, updated_at) VALUES ('P1', 8, 'Buddy', 0, 0)";
            w.conn().execute(sql, [])?;
            Ok(())
        })
        .unwrap();
    assert_eq!(clinic::undo_change(&place, &ACTOR, created).unwrap_err().code, Code::ChangedSince);
    assert_eq!(names(&place), ["Carlos Méndez"]);
}

#[test]
fn a_dry_run_and_a_failure_leave_no_trace() {
    let place = clinic();
    let dry = place.through(&ACTOR, Action::CreateOwner, DryRun::Yes, |w| {
        w.conn().execute(
            "INSERT INTO owners (external_id, full_name, created_at, updated_at) VALUES ('X', 'Sarah', 0, 0)",
            [],
        )?;
        Ok(w.conn().query_row("SELECT count(*) FROM owners", [], |row| row.get::<_, i64>(0))?)
    });
    assert_eq!(dry.unwrap().value, 1);
    assert!(names(&place).is_empty());
    let failed = place.write(&ACTOR, Action::CreateOwner, |w| {
        w.conn().execute(
            "INSERT INTO owners (external_id, full_name, created_at, updated_at) VALUES ('X', 'Sarah', 0, 0)",
            [],
        )?;
        Err::<(), _>(crm::Error::invalid("email", "not an address"))
    });
    assert_eq!(failed.unwrap_err().field.as_deref(), Some("email"));
    assert!(names(&place).is_empty());
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap_err().code, Code::NothingToUndo);
}

#[test]
fn rights_are_checked_at_the_door() {
    let place = clinic();
    let desk = Actor { role: Role::FrontDesk, ..ACTOR };
    let refused = place.write(&desk, Action::UpdateSettings, |_| Ok(())).unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    assert_eq!(place.read(&desk, View::Audit, |_| Ok(())).unwrap_err().code, Code::Forbidden);
    assert!(place.read(&desk, View::Records, |_| Ok(())).is_ok());
}

#[test]
fn readers_cannot_write_and_nobody_changes_the_schema() {
    let place = clinic();
    let wrote = place.read(&ACTOR, View::Records, |r| Ok(r.conn().execute("DELETE FROM owners", [])?));
    assert_eq!(wrote.unwrap_err().code, Code::ReadOnly);
    for sql in
        ["CREATE TABLE x (a)", "DROP TABLE owners", "ATTACH ':memory:' AS other", "ALTER TABLE owners ADD x"]
    {
        let done = place.write(&ACTOR, Action::UpdateOwner, |w| Ok(w.conn().execute(sql, [])?));
        assert!(done.is_err(), "{sql}");
    }
}

#[test]
fn a_fresh_clinic_is_sound() {
    let place = clinic();
    add_owner(&place, 7, "María García");
    let report =
        place.read(&ACTOR, View::Audit, |r| clinic::check(&place, r, &clinic::Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.audit.rows, 1);
}

#[test]
fn edits_go_from_the_log_into_the_database_while_nobody_waits() {
    let place = clinic();
    add_owner(&place, 7, "María García");
    let file = place.clinic.folder().join(clinic::DATABASE);
    // Far fewer pages than those from which on a commit empties the log.
    for nth in 0..160 {
        rename(&place, 7, &format!("María the {nth}th")).unwrap();
    }
    let is_there = || {
        let bytes = std::fs::read(&file).unwrap();
        bytes.windows(6).any(|six| six == b"a the ")
    };
    let since = std::time::Instant::now();
    while !is_there() {
        assert!(since.elapsed() < std::time::Duration::from_secs(20), "the log was not emptied");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
