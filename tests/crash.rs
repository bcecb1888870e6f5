//! kill -9 at random moments: nothing acknowledged is lost, nothing is half applied.
//!
//! The test binary starts itself again as the process that works (it prints a line only after a commit) and
//! is killed; the parent then opens the clinic, checks everything and looks for what was acknowledged.

use crate::support::{ACTOR, again::again, opening};
use crm::{
    Clinic,
    clinic::{self, Action, Progress, View},
    values::OwnerId,
};
use std::{
    io::{BufRead, BufReader, Write as _},
    path::Path,
    process::{Child, Stdio},
    time::Duration,
};

const WORK: &str = "HUELLA_TEST_WORK";
const FOLDER: &str = "HUELLA_TEST_FOLDER";
const TODAY: &str = "2025-11-17";

/// The child's whole life. Without its variables, in a normal run of the tests, there is no work to do.
#[test]
fn work_until_killed() {
    let (Ok(work), Ok(folder)) = (std::env::var(WORK), std::env::var(FOLDER)) else { return };
    let clinic = crm::open(Path::new(&folder), opening(TODAY)).unwrap();
    match work.as_str() {
        "edits" => edit_forever(&clinic),
        other => panic!("unknown work {other}"),
    }
}

fn acknowledge(number: i64) {
    let mut out = std::io::stdout();
    writeln!(out, "done {number}").unwrap();
    out.flush().unwrap();
}

/// Owner n gets a pet and a visit in one write and a new name in the next: each row tells whether it is whole.
fn edit_forever(clinic: &Clinic) {
    let first = clinic
        .read(&ACTOR, View::Records, |r| {
            Ok(r.conn()
                .query_row("SELECT coalesce(max(id), 0) + 1 FROM owners", [], |row| row.get::<_, i64>(0))?)
        })
        .unwrap();
    for number in first.. {
        clinic
            .write(&ACTOR, Action::CreateOwner, |w| {
                w.conn().execute(
                    "INSERT INTO owners (id, external_id, full_name, created_at, updated_at) VALUES (?1, 'O' || ?1, 'Carlos Méndez', 0, 0)",
                    [number],
                )?;
                w.conn().execute(
                    "INSERT INTO pets (external_id, owner_id, name, created_at, updated_at) VALUES ('P' || ?1, ?1, 'Buddy', 0, 0)",
                    [number],
                )?;
                w.conn().execute(
                    "INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status) VALUES ('A' || ?1, ?1, 0, 20000, 'completed')",
                    [number],
                )?;
                Ok(())
            })
            .unwrap();
        clinic
            .write(&ACTOR, Action::UpdateOwner, |w| {
                w.conn().execute(
                    "UPDATE owners SET full_name = 'Carlos Méndez ' || id WHERE id = ?1",
                    [OwnerId(number)],
                )?;
                Ok(())
            })
            .unwrap();
        acknowledge(number);
    }
}

fn start(work: &str, folder: &Path) -> Child {
    again("crash::work_until_killed")
        .env(WORK, work)
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills the child `after` its start, and returns the last number that it acknowledged.
fn kill_after(mut child: Child, after: Duration) -> Option<i64> {
    std::thread::sleep(after);
    child.kill().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let last = output
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.split_once("done ")?.1.parse().ok())
        .last();
    child.wait().unwrap();
    last
}

fn assert_sound(clinic: &Clinic) {
    let report = clinic.read(&ACTOR, View::Audit, |r| clinic::check(clinic, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

/// Moments spread evenly over a span, in an order that mixes early and late ones.
fn moments(count: u32, from: Duration, to: Duration) -> impl Iterator<Item = Duration> {
    (0..count).map(move |n| from + (to - from) * (n * 61 % count) / count)
}

#[test]
fn killed_during_edits_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    drop(crm::open(folder.path(), opening(TODAY)).unwrap());
    let (mut acknowledged, mut kills) = (0, 0);
    for after in moments(150, Duration::from_millis(15), Duration::from_millis(120)) {
        if let Some(last) = kill_after(start("edits", folder.path()), after) {
            acknowledged = last;
        }
        let clinic = crm::open(folder.path(), opening(TODAY)).unwrap();
        let (owners, named, pets, visits) = clinic
            .read(&ACTOR, View::Records, |r| {
                let sql = "SELECT (SELECT count(*) FROM owners),
                                  (SELECT count(*) FROM owners WHERE full_name = 'Carlos Méndez ' || id),
                                  (SELECT count(*) FROM pets), (SELECT count(*) FROM appointments)";
                let counts: (i64, i64, i64, i64) = r.conn().query_row(sql, [], |row| row.try_into())?;
                Ok(counts)
            })
            .unwrap();
        kills += 1;
        assert!(owners >= acknowledged, "{acknowledged} acknowledged, {owners} on disk");
        assert!(owners - named <= kills, "at most the last write of each child is missing");
        assert_eq!((owners, owners), (pets, visits), "a write is whole or not there");
    }
    assert!(acknowledged > 100, "the children had time to work: {acknowledged}");
    assert_sound(&crm::open(folder.path(), opening(TODAY)).unwrap());
}
