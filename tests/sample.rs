//! The invented clinic: the same for everybody, of the right size, alive today.

use crate::support::{ACTOR, clinic, clinic_on};
use crm::{
    Code,
    clinic::{self, DryRun, Progress, View},
    duplicates::{self, Hints, ReasonKind},
    loyalty,
    sales::{self, PaymentInput, SaleKind, SaleRef},
    sample, transfer,
};
use rusqlite::types::Value;
use std::{collections::BTreeSet, path::Path};

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
    assert!((18_000..22_000).contains(&summary.rows), "{summary:?}");
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
    at_least(
        2,
        "opinions that wait",
        "SELECT count(*) FROM feedback f JOIN interactions i ON i.id = f.interaction_id
         WHERE f.rating <= 2 AND NOT f.is_resolved AND i.follow_up_required AND NOT i.follow_up_is_completed",
    );
    at_least(3, "segments", "SELECT count(*) FROM segments");
    at_least(2, "anonymous opinions", "SELECT count(*) FROM feedback WHERE is_anonymous");
    at_least(
        3,
        "pets that changed hands",
        "SELECT count(*) FROM pet_transfers WHERE to_owner_id IS NOT NULL",
    );
    at_least(100, "invoices with what they bill", "SELECT count(DISTINCT invoice_id) FROM invoice_lines");
    at_least(50, "remedies on invoices", "SELECT count(*) FROM invoice_lines WHERE product_id IS NOT NULL");
    assert_eq!(
        count(
            &place,
            "SELECT count(*) FROM invoices i JOIN (SELECT invoice_id, sum(line_total_cents) total FROM invoice_lines GROUP BY 1) l
             ON l.invoice_id = i.id WHERE l.total <> i.subtotal_cents"
        ),
        0,
        "lines add up"
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

/// What the sample's ledger says is what each payment would have entered: nothing is left to do, and a refund takes back
/// what the purchase earned.
#[test]
fn the_points_of_the_sample_are_those_of_the_rules() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, sample::OWNERS, sample::SEED, &Progress::silent()).unwrap();
    for (kind, least) in [("earn", 300), ("redeem", 20), ("expire", 3), ("reverse", 3), ("opening", 5)] {
        let found = count(&place, &format!("SELECT count(*) FROM loyalty_entries WHERE kind = '{kind}'"));
        assert!(found >= least, "{kind}: {found}");
    }
    let below =
        "SELECT count(*) FROM (SELECT sum(points) AS n FROM loyalty_entries GROUP BY owner_id) WHERE n < 0";
    assert_eq!(count(&place, below), 0);
    let unearned = "SELECT count(*) FROM invoices i WHERE status = 'paid' AND refunded_cents = 0
        AND owner_id IS NOT NULL AND total_cents >= 1000
        AND paid_on >= (SELECT min(entered_on) FROM loyalty_entries)
        AND (SELECT sum(points) FROM loyalty_entries e WHERE e.invoice_id = i.id AND e.kind = 'earn')
            IS NOT total_cents / 1000";
    assert_eq!(count(&place, unearned), 0, "each payment of the programme earned");
    assert_eq!(loyalty::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap(), 0);
    assert!(place.settings().loyalty.runs_on(place.today()));

    let latest = "SELECT e.invoice_id FROM loyalty_entries e JOIN invoices i ON i.id = e.invoice_id
        WHERE e.kind = 'earn' AND i.status = 'paid' AND i.refunded_cents = 0 ORDER BY e.entered_on DESC, e.id DESC LIMIT 1";
    let invoice = count(&place, latest);
    let points = |kind: &str| {
        let sum = "SELECT coalesce(sum(points), 0) - coalesce(sum(shortfall), 0) FROM loyalty_entries";
        count(&place, &format!("{sum} WHERE invoice_id = {invoice} AND kind = '{kind}'"))
    };
    let earned = points("earn");
    assert!(earned > 0);
    let all = PaymentInput { amount_cents: None, method: "cash".into(), on: None };
    let sale = SaleRef { kind: SaleKind::Invoice, id: invoice };
    sales::refund(&place, &ACTOR, sale, &all, None).unwrap();
    assert_eq!(points("reverse"), -earned);
}

/// Each in a way of its own: without accents, with one surname, with a slip, with a new phone.
#[test]
fn some_owners_of_the_sample_were_entered_twice_and_the_radar_finds_them() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, sample::OWNERS, sample::SEED, &Progress::silent()).unwrap();
    let radar = |r: &clinic::Read| duplicates::radar(r, Hints::Without, &Progress::silent());
    let pairs = place.read(&ACTOR, View::Records, radar).unwrap();
    let found: Vec<&str> = pairs.iter().map(|pair| pair.owners[1].external_id.0.as_str()).collect();
    for number in [55, 130, 205, 280] {
        assert!(found.contains(&format!("XO{number:07}").as_str()), "{number}: {found:?}");
    }
    let kinds: BTreeSet<ReasonKind> =
        pairs.iter().flat_map(|pair| pair.reasons.iter().map(|reason| reason.kind)).collect();
    for kind in [ReasonKind::ShorterName, ReasonKind::SamePhone, ReasonKind::SameEmail] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    assert_eq!(pairs.len(), 4, "{pairs:?}");
}

#[test]
fn what_is_imported_beside_the_sample_is_never_taken_for_an_invented_record() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, sample::OWNERS, sample::SEED, &Progress::silent()).unwrap();
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/clinic-300");
    let summary = transfer::import(&place, &ACTOR, &files, DryRun::No, &Progress::silent()).unwrap().value;
    assert_eq!(summary.counts.set_aside, 0, "{:?}", summary.set_aside_rows.first());
    for kind in ["owners", "pets", "appointments", "invoices", "orders", "interactions", "feedback"] {
        let counts = summary.by_kind[kind];
        assert_eq!((counts.new, counts.updated), (counts.rows, 0), "{kind}");
    }
    assert_eq!(count(&place, "SELECT count(*) FROM owners"), 600);
}

#[test]
fn a_sample_goes_into_an_empty_clinic_only_and_is_one_step_to_undo() {
    let place = clinic();
    let settings = "SELECT group_concat(key || value_json) FROM settings ORDER BY key";
    let before = rows(&place, settings);
    sample::create(&place, &ACTOR, 12, 1, &Progress::silent()).unwrap();
    assert_ne!(rows(&place, settings), before, "a programme of points began");
    let again = sample::create(&place, &ACTOR, 12, 2, &Progress::silent()).unwrap_err();
    assert_eq!(again.code, Code::Invalid);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(rows(&place, settings), before);
    for table in ["owners", "pets", "appointments", "orders", "services", "products", "loyalty_entries"] {
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
