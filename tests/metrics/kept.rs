//! Kept figures are what a rebuild gives: after any edits through the door, and on any later day.

use super::{differing, exported, facts, of_owner};
use crate::support::{ACTOR, clinic, clinic_on, opening};
use crm::{
    Clinic, Code,
    clinic::{self, Action, Actor, DryRun, Progress, Role, View},
    metrics, sample, transfer,
    values::{Day, Money, OwnerId},
};
use proptest::prelude::*;

/// Something that happens to an owner; numbers choose among what there is.
#[derive(Debug, Clone)]
enum Step {
    Owner,
    Pet(u8),
    Appointment(u8, i32, u8, bool),
    Invoice(u8, i32, u8, i64, i64),
    Order(u8, i32, i64, Option<u8>),
    Message(u8, i32, u8, Option<i32>),
    Interaction(u8, i32),
    Change(u8, u8),
    Import(u8, i32, i64),
    UndoImport(u8),
    Undo,
    Redo,
}

/// Mostly around the limits, some in the future.
fn ago() -> impl Strategy<Value = i32> {
    prop_oneof![-40..400_i32, 80..100_i32, 170..190_i32, 360..370_i32, 1_080..1_100_i32]
}

fn step() -> impl Strategy<Value = Step> {
    let cents = || prop_oneof![Just(0), 1..2_000_000_i64, Just(500_000), Just(1_000_000)];
    prop_oneof![
        1 => Just(Step::Owner),
        1 => any::<u8>().prop_map(Step::Pet),
        6 => (any::<u8>(), ago(), any::<u8>(), any::<bool>()).prop_map(|(o, d, s, e)| Step::Appointment(o, d, s, e)),
        3 => (any::<u8>(), ago(), any::<u8>(), cents(), cents()).prop_map(|(o, d, s, c, r)| Step::Invoice(o, d, s, c, r)),
        3 => (any::<u8>(), ago(), cents(), any::<Option<u8>>()).prop_map(|(o, d, c, i)| Step::Order(o, d, c, i)),
        2 => (any::<u8>(), ago(), any::<u8>(), proptest::option::of(ago())).prop_map(|(o, d, s, a)| Step::Message(o, d, s, a)),
        1 => (any::<u8>(), ago()).prop_map(|(o, d)| Step::Interaction(o, d)),
        6 => (any::<u8>(), any::<u8>()).prop_map(|(what, n)| Step::Change(what, n)),
        2 => (any::<u8>(), 0..400, cents()).prop_map(|(n, d, c)| Step::Import(n, d, c)),
        1 => any::<u8>().prop_map(Step::UndoImport),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

const CHANGES: &[&str] = &[
    "UPDATE appointments SET status = 'completed' WHERE id % 5 = ?1 % 5",
    "UPDATE appointments SET starts_on = starts_on - 30 WHERE id % 4 = ?1 % 4",
    "UPDATE appointments SET owner_id = (SELECT min(id) FROM owners) WHERE id % 6 = ?1 % 6",
    "DELETE FROM appointments WHERE id % 7 = ?1 % 7",
    "UPDATE invoices SET status = 'paid' WHERE id % 3 = ?1 % 3",
    "UPDATE invoices SET status = 'void' WHERE id % 5 = ?1 % 5",
    "UPDATE invoices SET refunded_cents = total_cents WHERE id % 5 = ?1 % 5",
    "UPDATE invoices SET paid_on = NULL WHERE id % 3 = ?1 % 3",
    "UPDATE invoices SET owner_id = NULL WHERE id % 6 = ?1 % 6",
    "DELETE FROM invoices WHERE id % 7 = ?1 % 7",
    "UPDATE orders SET payment_status = 'refunded' WHERE id % 4 = ?1 % 4",
    "UPDATE orders SET invoice_id = NULL WHERE id % 3 = ?1 % 3",
    "UPDATE messages SET status = 'failed' WHERE id % 3 = ?1 % 3",
    "UPDATE messages SET answered_on = sent_on + 3 WHERE id % 3 = ?1 % 3",
    "UPDATE pets SET status = 'deceased', deceased_on = 20409 + ?1 % 3 WHERE id % 2 = ?1 % 2",
    "UPDATE pets SET status = 'active' WHERE id % 3 = ?1 % 3",
    "UPDATE pets SET owner_id = (SELECT max(id) FROM owners) WHERE id % 3 = ?1 % 3",
    "UPDATE owners SET is_active = 1 - is_active WHERE id % 3 = ?1 % 3",
    "UPDATE owners SET hand_tier = CASE WHEN hand_tier IS NULL THEN 'vip' END WHERE id % 3 = ?1 % 3",
    "UPDATE owners SET referred_by = nullif((SELECT min(id) FROM owners), id) WHERE id % 3 = ?1 % 3",
    "DELETE FROM owners WHERE id = (SELECT min(id) FROM owners) AND (SELECT count(*) FROM owners) > 2 AND ?1 % 2 = 0",
];

fn one_of<'a>(choices: &[&'a str], n: u8) -> &'a str {
    choices[usize::from(n) % choices.len()]
}

fn owners(place: &Clinic) -> Vec<OwnerId> {
    place
        .read(&ACTOR, View::Records, |r| {
            let mut statement = r.conn().prepare("SELECT id FROM owners ORDER BY id")?;
            Ok(statement.query_map([], |row| row.get(0))?.map(Result::unwrap).collect())
        })
        .unwrap()
}

fn take(place: &Clinic, step: &Step) {
    let all = owners(place);
    let owner = |n: u8| all[usize::from(n) % all.len()];
    let day = |ago: i32| place.today().plus(-ago);
    match *step {
        Step::Owner => {
            facts::owner(place, all.last().map_or(1, |last| last.0 + 1), "Sarah Johnson");
        }
        Step::Pet(n) => facts::pet(place, owner(n), "Whiskers", "cat"),
        Step::Appointment(n, ago, status, is_emergency) => {
            let status = one_of(&["completed", "completed", "scheduled", "cancelled", "no_show"], status);
            let kind = if is_emergency { "emergency" } else { "routine" };
            facts::appointment(place, owner(n), day(ago), status, kind);
        }
        Step::Invoice(n, ago, status, cents, refunded) => {
            let status = one_of(&["paid", "paid", "issued", "refunded", "void"], status);
            facts::invoice(place, owner(n), day(ago), status, cents, refunded);
        }
        Step::Order(n, ago, cents, billed) => {
            let sql = "SELECT id FROM invoices ORDER BY id % 7, id LIMIT 1 OFFSET ?1";
            let invoice = billed.and_then(|n| {
                place
                    .read(&ACTOR, View::Records, |r| {
                        Ok(r.conn().query_row(sql, [n % 4], |row| row.get(0))?)
                    })
                    .ok()
            });
            facts::order(place, owner(n), day(ago), cents, invoice);
        }
        Step::Message(n, ago, status, answered) => {
            let status = one_of(&["sent", "answered", "failed", "draft"], status);
            facts::message(place, owner(n), day(ago), status, answered.map(day));
        }
        Step::Interaction(n, ago) => facts::interaction(place, owner(n), day(ago)),
        Step::Change(what, n) => {
            facts::run(place, one_of(CHANGES, what), [n]);
        }
        Step::Import(n, ago, cents) => {
            let folder = tempfile::tempdir().unwrap();
            let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
            let (a, b, day) = (n % 8, n % 8 + 1, day(ago));
            write(
                "owners.csv",
                format!("owner_id,full_name,referred_by_owner_id\nI{a},Ana Ruiz,I{b}\nI{b},Eva Paz {n},\n"),
            );
            write(
                "orders.csv",
                format!(
                    "order_id,owner_id,ordered_at,payment_status,subtotal,total,paid_date\nR{a},I{a},{day} 10:00:00,paid,{0},{0},{day}\n",
                    Money::from_cents(cents)
                ),
            );
            write(
                "appointments.csv",
                format!("appointment_id,owner_id,starts_at,status\nC{n},I{b},{day} 10:00:00,completed\n"),
            );
            transfer::import(place, &ACTOR, folder.path(), DryRun::No, &Progress::silent()).unwrap();
        }
        Step::UndoImport(n) if all.len() > 4 => {
            let sql = "SELECT id FROM import_batches WHERE id % 3 = ?1 % 3 ORDER BY id DESC LIMIT 1";
            let batch =
                place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [n], |row| row.get(0))?));
            if let Ok(batch) = batch {
                drop(transfer::undo(place, &ACTOR, batch));
            }
        }
        Step::UndoImport(_) => {}
        // The first owners stay: there is always somebody for things to happen to.
        Step::Undo if all.len() > 2 => drop(clinic::undo_last(place, &ACTOR)),
        Step::Undo => {}
        Step::Redo => drop(clinic::redo_last(place, &ACTOR)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_kept_figures_equal_a_rebuild(steps in prop::collection::vec(step(), 1..40)) {
        let place = clinic();
        for id in [1_007, 1_008, 1_009] {
            facts::owner(&place, id, "María García");
        }
        for (n, step) in steps.iter().enumerate() {
            take(&place, step);
            prop_assert_eq!(differing(&place), 0, "after step {} of {:?}", n, steps);
        }
        let before = exported(&place);
        let rebuilt = metrics::rebuild(&place, &ACTOR, &Progress::silent()).unwrap();
        prop_assert_eq!(rebuilt.written, 0);
        prop_assert_eq!(exported(&place), before);
    }
}

#[test]
fn a_walk_through_the_days_equals_a_rebuild_on_each() {
    let place = clinic_on("2025-11-17");
    sample::create(&place, &ACTOR, 60, 9, &Progress::silent()).unwrap();
    let folder = place.folder().to_path_buf();
    let mut day = place.today();
    let mut rolled = 0;
    for step in 0..150 {
        day = day.plus([1, 1, 2, 1, 5, 1, 11][step % 7]);
        let today = crm::open(&folder, opening(&day.to_string())).unwrap();
        if step % 3 == 0 {
            // A write on the new day comes before the roll-over.
            facts::visit(&today, OwnerId(1 + step as i64 % 60), day.plus(-(step as i32) % 50));
        } else {
            rolled += i32::from(metrics::bring_up_to_date(&today, &ACTOR, &Progress::silent()).unwrap());
        }
        assert_eq!(differing(&today), 0, "{day}");
        assert!(!metrics::bring_up_to_date(&today, &ACTOR, &Progress::silent()).unwrap(), "{day}");
    }
    assert_eq!(rolled, 100);
    // And far ahead and back again, where nothing kept can be trusted.
    for jump in [900, -1_500, 3] {
        day = day.plus(jump);
        let today = crm::open(&folder, opening(&day.to_string())).unwrap();
        assert!(metrics::bring_up_to_date(&today, &ACTOR, &Progress::silent()).unwrap());
        assert_eq!(differing(&today), 0, "{day}");
    }
}

#[test]
fn a_rebuild_writes_what_differs_and_the_next_one_nothing() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 50, 2, &Progress::silent()).unwrap();
    assert_eq!(differing(&place), 0);
    let spoil = "UPDATE owner_figures SET total_spent_cents = total_spent_cents + 1 WHERE owner_id % 10 = 7";
    place.write_aside(&ACTOR, |r| Ok(r.conn().execute(spoil, [])?)).unwrap();
    place
        .write_aside(&ACTOR, |r| Ok(r.conn().execute("DELETE FROM owner_figures WHERE owner_id = 9", [])?))
        .unwrap();
    place
        .write_aside(&ACTOR, |r| Ok(r.conn().execute("UPDATE figure_gaps SET owners = owners + 1", [])?))
        .unwrap();
    assert_eq!(differing(&place), 6);
    let rebuilt = metrics::rebuild(&place, &ACTOR, &Progress::silent()).unwrap();
    assert_eq!((rebuilt.owners, rebuilt.written), (50, 6));
    assert_eq!(differing(&place), 0);
    assert_eq!(metrics::rebuild(&place, &ACTOR, &Progress::silent()).unwrap().written, 0);
    let nobody = Actor { role: Role::Assistant, ..ACTOR };
    assert_eq!(metrics::rebuild(&place, &nobody, &Progress::silent()).unwrap_err().code, Code::Forbidden);
}

#[test]
fn changed_limits_change_everybodys_figures_in_the_same_write() {
    let place = clinic();
    let carlos = facts::owner(&place, 1_008, "Carlos Méndez");
    facts::visit(&place, carlos, Day::parse("2025-10-18").unwrap());
    assert_eq!(of_owner(&place, 1_008).value_score.points, 30);
    let mut settings = (*place.settings()).clone();
    settings.thresholds.recency_days = [10, 20, 40];
    settings.thresholds.vip_spent = Money::from_cents(1);
    clinic::settings_update(&place, &ACTOR, &settings).unwrap();
    assert_eq!(of_owner(&place, 1_008).value_score.points, 10);
    assert_eq!(differing(&place), 0);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(of_owner(&place, 1_008).value_score.points, 30);
    assert_eq!(differing(&place), 0);
}

#[test]
fn a_long_rebuild_says_how_far_it_is_and_can_be_cancelled() {
    let place = clinic();
    place
        .write_bulk(&ACTOR, Action::Import, clinic::DryRun::No, &Progress::silent(), |w| {
            let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
                       INSERT INTO owners (external_id, full_name, created_at, updated_at)
                       SELECT 'X' || i, 'Sarah Johnson', 0, 0 FROM n";
            w.conn().execute(sql, [])?;
            w.touch_everyone();
            Ok(())
        })
        .unwrap();
    let steps = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let sink = std::sync::Arc::clone(&steps);
    let progress = Progress::new(move |step| sink.lock().unwrap().push((step.phase, step.done, step.total)));
    assert_eq!(metrics::rebuild(&place, &ACTOR, &progress).unwrap().owners, 2_500);
    assert_eq!(
        *steps.lock().unwrap(),
        [("progress.figures", 1_000, 2_500), ("progress.figures", 2_000, 2_500)]
    );
    progress.cancel();
    assert_eq!(metrics::rebuild(&place, &ACTOR, &progress).unwrap_err().code, Code::Cancelled);
    let missing = place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, OwnerId(9_999_999)));
    assert_eq!(missing.unwrap_err().code, Code::NotFound);
}

#[test]
fn an_owner_read_before_the_roll_over_has_todays_figures_already() {
    let place = clinic();
    let carlos = facts::owner(&place, 1_008, "Carlos Méndez");
    for days in [30, 60, 90] {
        facts::visit(&place, carlos, place.today().plus(-days));
    }
    let later = crm::open(place.folder(), opening("2026-02-15")).unwrap();
    let early = of_owner(&later, 1_008);
    assert_eq!(early.days_since_last_visit, Some(120));
    assert_eq!(early.lifecycle, crm::values::Lifecycle::AtRisk);
    metrics::bring_up_to_date(&later, &ACTOR, &Progress::silent()).unwrap();
    assert_eq!(of_owner(&later, 1_008), early);
}
