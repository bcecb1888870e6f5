//! Several programs on one clinic at once: each write waits for the other, says so, and can be given up.

use crate::support::{ACTOR, clinic, opening};
use crm::{
    Clinic, Code,
    clinic::{Action, DryRun, Opening, Patience, Progress, View},
};
use std::{
    sync::{Arc, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

const TODAY: &str = "2025-11-17";

fn add_owner(clinic: &Clinic, id: &str, meanwhile: impl FnOnce()) -> crm::Result<()> {
    let done = clinic.write(&ACTOR, Action::CreateOwner, |w| {
        let sql = "INSERT INTO owners (external_id, full_name, created_at, updated_at) VALUES (?1, 'Carlos Méndez', 0, 0)";
        w.conn().execute(sql, [id])?;
        meanwhile();
        Ok(())
    });
    done.map(drop)
}

fn owners(clinic: &Clinic) -> i64 {
    let sql = "SELECT count(*) FROM owners";
    clinic.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap()
}

/// What a listener heard.
fn listener() -> (Patience, Arc<Mutex<Vec<bool>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&heard);
    (Patience::new(move |is_waiting| sink.lock().unwrap().push(is_waiting)), heard)
}

/// Writes with `first` for a while, and does `then` as soon as that has the lock.
fn while_writing<T>(first: &Clinic, long: Duration, then: impl FnOnce() -> T) -> T {
    let (begun, has_begun) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            add_owner(first, "long", || {
                begun.send(()).unwrap();
                thread::sleep(long);
            })
            .unwrap();
        });
        has_begun.recv().unwrap();
        then()
    })
}

#[test]
fn a_write_waits_for_another_program_and_says_so() {
    let place = clinic();
    let (patience, heard) = listener();
    let other = crm::open(place.clinic.folder(), Opening { patience, ..opening(TODAY) }).unwrap();
    let since = Instant::now();
    while_writing(&place, Duration::from_millis(900), || add_owner(&other, "second", || ()).unwrap());
    assert!(since.elapsed() >= Duration::from_millis(900));
    assert_eq!((owners(&place), owners(&other)), (2, 2));
    assert_eq!(*heard.lock().unwrap(), [true, false]);

    // Nobody hears of what takes no time.
    add_owner(&other, "third", || ()).unwrap();
    assert_eq!(heard.lock().unwrap().len(), 2);
}

#[test]
fn a_write_waits_for_another_one_of_this_program_too() {
    let (patience, heard) = listener();
    let folder = tempfile::tempdir().unwrap();
    let place = crm::open(folder.path(), Opening { patience, ..opening(TODAY) }).unwrap();
    while_writing(&place, Duration::from_millis(900), || add_owner(&place, "second", || ()).unwrap());
    assert_eq!((owners(&place), heard.lock().unwrap().as_slice()), (2, [true, false].as_slice()));
}

#[test]
fn who_waits_can_give_up_and_leaves_no_trace() {
    let place = clinic();
    let (patience, heard) = listener();
    let other = crm::open(place.clinic.folder(), Opening { patience, ..opening(TODAY) }).unwrap();
    let told = other.patience().clone();
    while_writing(&place, Duration::from_millis(1_500), || {
        let waiting = thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_millis(700));
                told.give_up();
            });
            add_owner(&other, "second", || ())
        });
        assert_eq!(waiting.unwrap_err().code, Code::Cancelled);

        // A long work has its own way to be cancelled.
        let progress = Progress::silent();
        let cancel = progress.clone();
        let long = thread::scope(|scope| {
            scope.spawn(move || {
                thread::sleep(Duration::from_millis(100));
                cancel.cancel();
            });
            other.write_bulk(&ACTOR, Action::Import, DryRun::No, &progress, |_| Ok(()))
        });
        assert_eq!(long.unwrap_err().code, Code::Cancelled);
    });
    assert_eq!(owners(&other), 1);
    assert_eq!(heard.lock().unwrap().last(), Some(&false));
    add_owner(&other, "third", || ()).unwrap();
}

#[test]
fn a_bulk_write_with_a_reference_to_nothing_is_refused_whole() {
    let place = clinic();
    let add = |owner: i64| {
        place.write_bulk(&ACTOR, Action::Import, DryRun::No, &Progress::silent(), |w| {
            w.conn().execute("INSERT INTO owners (id, external_id, full_name, created_at, updated_at) VALUES (7, 'O', 'Ana', 0, 0)", [])?;
            crm::clinic::ranges::record(w, "owners", 7, 7)?;
            let sql = "INSERT INTO pets (id, external_id, owner_id, name, created_at, updated_at) VALUES (40, 'P', ?1, 'Luna', 0, 0)";
            w.conn().execute(sql, [owner])?;
            crm::clinic::ranges::record(w, "pets", 40, 40)
        })
    };
    let error = add(8).unwrap_err();
    assert_eq!(
        (error.code, error.detail.as_str()),
        (Code::Internal, "a reference to a missing row of owners")
    );
    assert_eq!(owners(&place), 0);
    add(7).unwrap();
    // A row that it changes is looked at like one that it inserts.
    let moved = place.write_bulk(&ACTOR, Action::Import, DryRun::No, &Progress::silent(), |w| {
        Ok(w.conn().execute("UPDATE pets SET owner_id = 9 WHERE id = 40", [])?)
    });
    assert_eq!(moved.unwrap_err().code, Code::Internal);
}

#[test]
fn what_is_read_of_another_day_is_kept_nowhere() {
    let place = clinic();
    place
        .write(&ACTOR, Action::CreateOwner, |w| {
            w.conn().execute_batch(
                "INSERT INTO owners (id, external_id, full_name, created_at, updated_at) VALUES (7, 'O7', 'María García', 0, 0);
                 INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
                 VALUES ('A1', 7, 1760000000000, 20370, 'completed');",
            )?;
            Ok(())
        })
        .unwrap();
    let stage = |clinic: &Clinic| -> String {
        let sql = "SELECT lifecycle FROM owner_figures WHERE owner_id = 7";
        clinic.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap()
    };
    assert_eq!(stage(&place), "first_visit");
    let later = crm::open(place.clinic.folder(), opening("2027-03-01")).unwrap();
    let version = place.data_version().unwrap();
    assert!(crm::metrics::look_up_to_date(&later, &ACTOR, &Progress::silent()).unwrap());
    assert_eq!((stage(&later).as_str(), stage(&place).as_str()), ("churned", "first_visit"));
    assert!(crm::model::look_fresh(&later, &ACTOR, &Progress::silent()).unwrap());
    let model = later.read(&ACTOR, View::Records, crm::model::kept).unwrap().unwrap();
    assert_eq!(model.fitted_on.to_string(), "2027-03-01");
    assert_eq!(place.read(&ACTOR, View::Records, crm::model::kept).unwrap(), None);
    assert_eq!(place.data_version().unwrap(), version, "nothing was written");
    let check = |r: &crm::clinic::Read| crm::clinic::check(&place, r, &Progress::silent());
    assert!(place.read(&ACTOR, View::Audit, check).unwrap().is_sound());

    // What this program writes itself is in what it reads next; its figures hold for its own day from then on.
    add_owner(&later, "second", || ()).unwrap();
    let all = |r: &crm::clinic::Read| {
        Ok(r.conn().query_row("SELECT count(*) FROM owner_figures", [], |row| row.get::<_, i64>(0))?)
    };
    assert_eq!(later.read(&ACTOR, View::Records, all).unwrap(), 2_i64);
    assert_eq!(stage(&place), "churned");
}
