//! The invented clinic: the same for everybody, of the right size, alive today.

use crate::support::{ACTOR, clinic, clinic_on};
use crm::{
    Code,
    clinic::{self, Progress, View},
    sample,
};
use rusqlite::types::Value;

fn rows(place: &crm::Clinic, sql: &str) -> Vec<Vec<Value>> {
    place
        .read(&ACTOR, View::Records, |r| {
            let mut statement = r.conn().prepare(sql)?;
            let width = statement.column_count();
            let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
}

fn count(place: &crm::Clinic, sql: &str) -> i64 {
    place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap()
}

#[test]
fn the_same_seed_is_the_same_clinic_and_another_is_not() {
    let (one, two, other) = (clinic(), clinic(), clinic());
    for (place, seed) in [(&one, 5), (&two, 5), (&other, 6)] {
        sample::create(place, &ACTOR, 40, seed, &Progress::silent()).unwrap();
    }
    for table in ["owners", "pets", "appointments", "invoices", "orders", "interactions", "messages"] {
        // Times of the run itself (the clock's) stand in none of these.
        let all = format!("SELECT * FROM {table} ORDER BY id");
        assert_eq!(rows(&one, &all), rows(&two, &all), "{table}");
        assert_ne!(rows(&one, &all), rows(&other, &all), "{table}");
    }
}

#[test]
fn the_clinic_to_look_around_in_is_alive_today() {
    let place = clinic_on("2026-10-31");
    let summary =
        sample::create(&place, &ACTOR, sample::OWNERS, sample::SEED, &Progress::silent()).unwrap().value;
    assert_eq!(summary.tables["owners"], 300);
    assert!((15_000..22_000).contains(&summary.rows), "{summary:?}");
    let today = place.today().number();
    let at_least = |least: i64, what: &str, sql: &str| {
        let found = count(&place, &sql.replace("TODAY", &today.to_string()));
        assert!(found >= least, "{what}: {found}");
    };
    at_least(
        4,
        "appointments today",
        "SELECT count(*) FROM appointments WHERE starts_on = TODAY AND status = 'scheduled'",
    );
    at_least(
        1,
        "left open yesterday",
        "SELECT count(*) FROM appointments WHERE starts_on = TODAY - 1 AND status = 'scheduled'",
    );
    at_least(
        8,
        "appointments ahead",
        "SELECT count(*) FROM appointments WHERE starts_on > TODAY AND status = 'scheduled'",
    );
    let open = "SELECT count(*) FROM interactions WHERE follow_up_required AND NOT follow_up_is_completed AND follow_up_on";
    at_least(2, "follow-ups today", &format!("{open} = TODAY"));
    at_least(2, "follow-ups overdue", &format!("{open} < TODAY"));
    at_least(2, "follow-ups ahead", &format!("{open} > TODAY"));
    at_least(
        5,
        "vaccinations due",
        "SELECT count(*) FROM vaccinations WHERE due_on BETWEEN TODAY AND TODAY + 30",
    );
    at_least(
        3,
        "birthdays this week",
        "SELECT count(*) FROM (SELECT birth_on FROM owners UNION ALL SELECT birth_on FROM pets WHERE status = 'active')
         WHERE strftime('%m-%d', birth_on * 86400, 'unixepoch')
               BETWEEN strftime('%m-%d', TODAY * 86400, 'unixepoch') AND strftime('%m-%d', (TODAY + 6) * 86400, 'unixepoch')",
    );
    assert_eq!(
        count(
            &place,
            &format!("SELECT count(*) FROM appointments WHERE starts_on > {today} AND status <> 'scheduled'")
        ),
        0
    );
    for (table, day) in [
        ("invoices", "paid_on"),
        ("orders", "ordered_on"),
        ("interactions", "happened_on"),
        ("messages", "sent_on"),
    ] {
        assert_eq!(
            count(&place, &format!("SELECT count(*) FROM {table} WHERE {day} > {today}")),
            0,
            "{table}"
        );
    }
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(&place, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn a_sample_goes_into_an_empty_clinic_only_and_is_one_step_to_undo() {
    let place = clinic();
    sample::create(&place, &ACTOR, 12, 1, &Progress::silent()).unwrap();
    let again = sample::create(&place, &ACTOR, 12, 2, &Progress::silent()).unwrap_err();
    assert_eq!(again.code, Code::Invalid);
    clinic::undo_last(&place, &ACTOR).unwrap();
    for table in ["owners", "pets", "appointments", "orders", "services", "products"] {
        assert_eq!(count(&place, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
}

#[test]
fn a_cancelled_sample_leaves_no_trace() {
    let place = clinic();
    let progress = Progress::silent();
    progress.cancel();
    assert_eq!(sample::create(&place, &ACTOR, 12, 1, &progress).unwrap_err().code, Code::Cancelled);
    assert_eq!(count(&place, "SELECT count(*) FROM services"), 0);
}
