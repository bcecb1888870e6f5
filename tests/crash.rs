//! kill -9 at random moments: nothing acknowledged is lost, nothing is half applied.
//!
//! The test binary starts itself again as the process that works (it prints a line only after a commit) and
//! is killed; the parent then opens the clinic, checks everything and looks for what was acknowledged.

use crate::support::{ACTOR, again::again, opening};
use crm::{
    Clinic,
    clinic::{self, Action, DryRun, Progress, View},
    transfer,
    values::OwnerId,
};
use std::{
    fs,
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
        "imports" => import_forever(&clinic, &Path::new(&folder).join("extract")),
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

/// Imports and takes it back, again and again: after each commit there are all of the rows, or none.
fn import_forever(clinic: &Clinic, extract: &Path) {
    for number in 1.. {
        let is_there = count(clinic, "owners") > 0;
        if is_there {
            clinic::undo_last(clinic, &ACTOR).unwrap();
        } else {
            transfer::import(clinic, &ACTOR, extract, DryRun::No, &Progress::silent()).unwrap();
        }
        acknowledge(number);
    }
}

fn count(clinic: &Clinic, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    clinic.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(&sql, [], |row| row.get(0))?)).unwrap()
}

/// The first owners of the fixture, with all that is theirs: small enough to be imported many times.
fn write_extract(folder: &Path) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/clinic-300");
    fs::create_dir_all(folder).unwrap();
    for file in ["tags", "services", "owners", "pets", "appointments", "invoices", "interactions"] {
        let name = format!("{file}.csv");
        let mut reader = csv::Reader::from_path(fixture.join(&name)).unwrap();
        let headings = reader.headers().unwrap().clone();
        let owner = headings.iter().position(|heading| heading == "owner_id");
        let mut writer = csv::Writer::from_path(folder.join(&name)).unwrap();
        writer.write_record(&headings).unwrap();
        for record in reader.records().map(Result::unwrap) {
            if owner.is_none_or(|column| &record[column] < "O000041") {
                writer.write_record(&record).unwrap();
            }
        }
        writer.flush().unwrap();
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

/// When a child's time begins to run.
#[derive(Clone, Copy)]
enum From {
    /// At its start: the opening is hit too.
    Start,
    /// At its first acknowledgement: it is sure to be in the middle of work.
    FirstWrite,
}

/// Kills the child after a while, and returns the last number that it acknowledged.
fn kill_after(mut child: Child, from: From, after: Duration) -> Option<i64> {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let number = |line: String| line.split_once("done ")?.1.parse().ok();
    let first = match from {
        From::Start => None,
        From::FirstWrite => lines.by_ref().find_map(number),
    };
    std::thread::sleep(after);
    child.kill().unwrap();
    let last = lines.filter_map(number).last();
    child.wait().unwrap();
    last.or(first)
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
    let rounds = [From::Start, From::FirstWrite].into_iter().cycle();
    for (from, after) in rounds.zip(moments(150, Duration::ZERO, Duration::from_millis(80))) {
        if let Some(last) = kill_after(start("edits", folder.path()), from, after) {
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
    assert!(acknowledged >= 75, "each second child had time to work: {acknowledged}");
    assert_sound(&crm::open(folder.path(), opening(TODAY)).unwrap());
}

#[test]
fn killed_during_imports_and_their_undo_all_of_it_is_there_or_nothing() {
    const TABLES: &[&str] = &["owners", "pets", "appointments", "invoices", "interactions", "consents"];
    let folder = tempfile::tempdir().unwrap();
    let extract = folder.path().join("extract");
    write_extract(&extract);
    let whole: Vec<i64> = {
        let other = crate::support::clinic();
        transfer::import(&other, &ACTOR, &extract, DryRun::No, &Progress::silent()).unwrap();
        TABLES.iter().map(|table| count(&other, table)).collect()
    };
    let nothing = vec![0; TABLES.len()];
    let (mut seen_whole, mut seen_nothing) = (0, 0);
    let rounds = [From::Start, From::FirstWrite].into_iter().cycle();
    for (from, after) in rounds.zip(moments(50, Duration::ZERO, Duration::from_millis(800))) {
        kill_after(start("imports", folder.path()), from, after);
        let clinic = crm::open(folder.path(), opening(TODAY)).unwrap();
        let found: Vec<i64> = TABLES.iter().map(|table| count(&clinic, table)).collect();
        assert!(found == whole || found == nothing, "half an import: {found:?} of {whole:?}");
        if found == whole {
            seen_whole += 1;
        } else {
            seen_nothing += 1;
        }
        assert_sound(&clinic);
    }
    assert!(
        seen_whole > 0 && seen_nothing > 0,
        "the moments met both: {seen_whole} whole, {seen_nothing} without"
    );
}
