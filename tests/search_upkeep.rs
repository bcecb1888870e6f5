//! The index follows the facts: after anything that was done it is what a rebuild would give.

use crate::support::{ACTOR, clinic};
use crm::{
    clinic::{self, Action, Progress, View},
    search,
};
use proptest::prelude::*;

fn write(place: &crm::Clinic, sql: &str) {
    place
        .write(&ACTOR, Action::UpdateOwner, |w| {
            w.conn().execute_batch(sql)?;
            Ok(())
        })
        .unwrap();
}

fn differing(place: &crm::Clinic) -> u64 {
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(place, r, &Progress::silent())).unwrap();
    assert!(report.integrity.is_empty(), "{report:?}");
    report.differing["search"]
}

#[test]
fn an_index_that_was_tampered_with_is_noticed() {
    let place = clinic();
    for edit in [Edit::Add(0), Edit::Add(1), Edit::Add(2), Edit::Phone(1, 4567), Edit::Pet(2, 4)] {
        apply(&place, &edit);
    }
    assert_eq!(differing(&place), 0);
    // One owner waits for the indexes, the others are in them.
    search::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    apply(&place, &Edit::Phone(3, 89));
    assert_eq!(differing(&place), 0);
    for sql in [
        "DELETE FROM search_waiting",
        "UPDATE search_waiting SET place = place + 1",
        "DELETE FROM search_owners WHERE owner_id = 2",
        "DELETE FROM search_words WHERE rowid = (SELECT place FROM search_owners WHERE owner_id = 1)",
        "INSERT INTO search_fragments (rowid, phones) VALUES (7, '12345')",
        "UPDATE search_lexicon SET words = 'nadie' WHERE length = 6 AND initial = 'g'",
    ] {
        place.write_aside(&ACTOR, |r| Ok(r.conn().execute(sql, [])?)).unwrap();
        assert!(differing(&place) > 0, "{sql}");
        place.write_aside(&ACTOR, |r| Ok(r.conn().execute("DELETE FROM search_owners", [])?)).unwrap();
        place.refresh_derived(&ACTOR, &Progress::silent(), |derived| derived.name() == "search").unwrap();
        assert_eq!(differing(&place), 0, "{sql}");
        apply(&place, &Edit::Phone(3, sql.len() as u32));
    }
}

#[test]
fn an_index_that_a_migration_emptied_is_built_at_start() {
    let place = clinic();
    let up_to_date = || search::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    assert!(!up_to_date());
    apply(&place, &Edit::Add(0));
    assert!(!up_to_date());
    place.write_aside(&ACTOR, |r| Ok(r.conn().execute("DELETE FROM search_owners", [])?)).unwrap();
    assert!(up_to_date());
    assert_eq!(differing(&place), 0);
    assert!(!up_to_date());
}

#[derive(Debug, Clone)]
enum Edit {
    Add(usize),
    Rename(i64, usize),
    Phone(i64, u32),
    Deactivate(i64),
    Pet(i64, usize),
    Dies(i64),
    Moves(i64, i64),
    Visit(i64, i32),
    Delete(i64),
    Undo,
    Restart,
}

const NAMES: [&str; 6] =
    ["María García", "José Núñez-Peña", "Luna O'Neill", "أمينة بناني", "Ana", "García García"];

fn edit() -> impl Strategy<Value = Edit> {
    let id = 1..9_i64;
    prop_oneof![
        (0..6_usize).prop_map(Edit::Add),
        (0..6_usize).prop_map(Edit::Add),
        (id.clone(), 0..6_usize).prop_map(|(id, name)| Edit::Rename(id, name)),
        (id.clone(), 0..9_999_u32).prop_map(|(id, line)| Edit::Phone(id, line)),
        id.clone().prop_map(Edit::Deactivate),
        (id.clone(), 0..6_usize).prop_map(|(id, name)| Edit::Pet(id, name)),
        id.clone().prop_map(Edit::Dies),
        (id.clone(), id.clone()).prop_map(|(from, to)| Edit::Moves(from, to)),
        (id.clone(), 19_000..20_400_i32).prop_map(|(id, day)| Edit::Visit(id, day)),
        id.prop_map(Edit::Delete),
        Just(Edit::Undo),
        Just(Edit::Restart),
    ]
}

fn apply(place: &crm::Clinic, edit: &Edit) {
    match edit {
        Edit::Add(name) => {
            let sql = format!(
                "INSERT INTO owners (external_id, full_name, created_at, updated_at)
                 VALUES (hex(randomblob(8)), '{}', 0, 0)",
                NAMES[*name].replace('\'', "''")
            );
            write(place, &sql);
        }
        Edit::Rename(id, name) => {
            let name = NAMES[*name].replace('\'', "''");
            write(place, &format!("UPDATE owners SET full_name = '{name}' WHERE id = {id}"));
        }
        Edit::Phone(id, line) => {
            write(place, &format!("UPDATE owners SET phone = '998 123 {line:04}' WHERE id = {id}"));
        }
        Edit::Deactivate(id) => {
            write(place, &format!("UPDATE owners SET is_active = 1 - is_active WHERE id = {id}"));
        }
        Edit::Pet(id, name) => write(
            place,
            &format!(
                "INSERT INTO pets (external_id, owner_id, name, microchip, created_at, updated_at)
                 SELECT hex(randomblob(8)), id, '{}', '9910{id}', 0, 0 FROM owners WHERE id = {id}",
                NAMES[*name].replace('\'', "''")
            ),
        ),
        Edit::Dies(id) => write(place, &format!("UPDATE pets SET status = 'deceased' WHERE owner_id = {id}")),
        Edit::Moves(from, to) => write(
            place,
            &format!(
                "UPDATE pets SET owner_id = {to} WHERE owner_id = {from} AND {to} IN (SELECT id FROM owners)"
            ),
        ),
        Edit::Visit(id, day) => write(
            place,
            &format!(
                "INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
                 SELECT hex(randomblob(8)), id, 0, {day}, 'completed' FROM owners WHERE id = {id}"
            ),
        ),
        Edit::Delete(id) => write(place, &format!("DELETE FROM owners WHERE id = {id}")),
        Edit::Undo => drop(clinic::undo_last(place, &ACTOR)),
        Edit::Restart => drop(search::bring_up_to_date(place, &ACTOR, &Progress::silent()).unwrap()),
    }
}

/// Who waits for the indexes is found as she is now, not as she was; and many who wait do not slow the search down.
#[test]
fn what_was_just_typed_is_found_and_what_it_replaced_is_not() {
    let place = clinic();
    let found = |text: &str| -> Vec<i64> {
        let answer = place.read(&ACTOR, View::Records, |r| search::find(r, text, 20)).unwrap();
        answer.hits.iter().map(|hit| hit.owner_id.0).collect()
    };
    let waiting = || -> i64 {
        let sql = "SELECT count(*) FROM search_waiting";
        place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap()
    };
    apply(&place, &Edit::Add(0));
    search::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    assert_eq!((found("garcia"), waiting()), (vec![1], 0));
    apply(&place, &Edit::Rename(1, 1));
    assert_eq!((found("garcia"), found("nunez"), waiting()), (vec![], vec![1], 1));
    // Misspelt, in two pieces, and as part of a word.
    assert_eq!((found("nuñes"), found("jo se"), found("une")), (vec![1], vec![1], vec![1]));
    apply(&place, &Edit::Delete(1));
    assert_eq!((found("nunez"), waiting()), (vec![], 1));
    (0..40).for_each(|_| apply(&place, &Edit::Add(2)));
    assert!(waiting() < 40, "{}", waiting());
    assert_eq!(found("oneill").len(), 20);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_index_is_that_of_a_rebuild(edits in prop::collection::vec(edit(), 1..30)) {
        let place = clinic();
        for edit in &edits {
            apply(&place, edit);
        }
        prop_assert_eq!(differing(&place), 0);
    }
}
