//! Any history of any operations can be walked back to its beginning and forth to its end, row by row.

use crate::support::{
    ACTOR, Place, clinic,
    people::{form, person},
    transfer::{file, try_import},
};
use crm::{
    Code,
    clinic::{self, Progress, View},
    notes::{self, NoteInput},
    owners::{self, OwnerChange},
    pets::{self, PetInput, PetStatus},
    tags::{self, TagChange},
    transfer,
    values::{BatchId, OwnerId},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One thing a person does; the numbers choose among what is there.
#[derive(Debug, Clone)]
enum Step {
    CreateOwner(u8),
    Rename(u8, u8),
    Refer(u8, u8),
    Archive(u8),
    AddPet(u8),
    PetDies(u8),
    Tag(u8, u8),
    Note(u8),
    DeleteNote(u8),
    Import(u8, u8),
    Undo,
    Redo,
}

/// With imports among them: an import that was taken back is not done again.
fn step_or_import() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => step(),
        2 => any::<(u8, u8)>().prop_map(|(from, by)| Step::Import(from % 12, by)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any::<u8>().prop_map(Step::CreateOwner),
        2 => any::<(u8, u8)>().prop_map(|(who, name)| Step::Rename(who, name)),
        1 => any::<(u8, u8)>().prop_map(|(who, by)| Step::Refer(who, by)),
        1 => any::<u8>().prop_map(Step::Archive),
        4 => any::<u8>().prop_map(Step::AddPet),
        1 => any::<u8>().prop_map(Step::PetDies),
        2 => any::<(u8, u8)>().prop_map(|(who, tag)| Step::Tag(who, tag)),
        2 => any::<u8>().prop_map(Step::Note),
        1 => any::<u8>().prop_map(Step::DeleteNote),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ]
}

/// The ids in a table, and one of them.
fn pick(place: &Place, table: &str, number: u8) -> Option<i64> {
    let sql = format!("SELECT id FROM {table} ORDER BY id");
    let ids: Vec<i64> = place
        .read(&ACTOR, View::Records, |r| {
            Ok(r.conn().prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap();
    ids.get(usize::from(number) % ids.len().max(1)).copied()
}

/// Does it where there is something to do it to. What a person may not do changes nothing.
fn take(place: &Place, step: &Step) {
    let owner = |number| pick(place, "owners", number).map(OwnerId);
    let get = |id| place.read(&ACTOR, View::Records, |r| owners::get(r, id)).unwrap();
    match *step {
        Step::CreateOwner(n) => {
            drop(owners::create(place, &ACTOR, &person("María", &format!("García {n}"))).unwrap())
        }
        Step::Rename(who, n) => {
            let Some(id) = owner(who) else { return };
            let read = get(id);
            let mut edited = form(&read);
            edited.last_name = format!("Garza {n}");
            let change = OwnerChange { owner: edited, read_at: read.updated_at };
            owners::update(place, &ACTOR, id, &change).unwrap();
        }
        Step::Refer(who, by) => {
            let (Some(id), referrer) = (owner(who), owner(by)) else { return };
            let refused = owners::set_referrer(place, &ACTOR, id, referrer).err().map(|error| error.code);
            assert!(matches!(refused, None | Some(Code::Invalid)), "{refused:?}");
        }
        Step::Archive(who) => {
            let Some(id) = owner(who) else { return };
            let change = if get(id).is_active { owners::archive } else { owners::restore };
            change(place, &ACTOR, id).unwrap();
        }
        Step::AddPet(who) => {
            let Some(id) = owner(who) else { return };
            pets::create(place, &ACTOR, id, &PetInput { name: "Max".into(), ..PetInput::default() }).unwrap();
        }
        Step::PetDies(which) => {
            let Some(id) = pick(place, "pets", which).map(crm::values::PetId) else { return };
            let read = place.read(&ACTOR, View::Records, |r| pets::get(r, id)).unwrap();
            let pet = PetInput { name: read.name, status: PetStatus::Deceased, ..PetInput::default() };
            pets::update(place, &ACTOR, id, &pets::PetChange { pet, read_at: read.updated_at }).unwrap();
        }
        Step::Tag(who, tag) => {
            let (Some(id), Some(tag)) = (owner(who), pick(place, "tags", tag).map(crm::values::TagId)) else {
                return;
            };
            tags::assign(place, &ACTOR, &TagChange { owners: vec![id], add: vec![tag], remove: vec![] })
                .unwrap();
        }
        Step::Note(who) => {
            let Some(id) = owner(who) else { return };
            let input = NoteInput { content: "Prefiere la tarde.".into(), ..NoteInput::default() };
            notes::create(place, &ACTOR, id, &input).unwrap();
        }
        Step::DeleteNote(which) => {
            let Some(id) = pick(place, "notes", which).map(crm::values::NoteId) else { return };
            notes::delete(place, &ACTOR, id).unwrap();
        }
        Step::Import(from, by) => {
            // Four owners, some of whom an earlier import brought, each brought by the one before; and their pets.
            let of = |n: u8| format!("I{}", n % 12);
            let owner = |n: u8| {
                format!("{},Sol Mar,Calle {by},{}\n", of(n), if n == from { of(by) } else { of(n - 1) })
            };
            let owners: String = (from..from + 4).map(owner).collect();
            let pets: String =
                (from..from + 4).map(|n| format!("P{},{},Max {by}\n", n % 12, of(n))).collect();
            file(
                place,
                "in/owners.csv",
                format!("owner_id,full_name,street_address,referred_by_owner_id\n{owners}"),
            );
            let pets = file(place, "in/pets.csv", format!("pet_id,owner_id,name\n{pets}"));
            try_import(place, pets.parent().unwrap()).unwrap();
        }
        Step::Undo => settle(clinic::undo_last(place, &ACTOR)),
        Step::Redo => settle(clinic::redo_last(place, &ACTOR)),
    }
}

/// An undo works, or there is none: one person's own history never refuses itself.
fn settle(done: crm::Result<clinic::Done<clinic::Undone>>) {
    if let Err(error) = done {
        assert_eq!(error.code, Code::NothingToUndo, "{error}");
    }
}

/// Every row of every table that holds facts.
fn facts(place: &Place) -> BTreeMap<String, Vec<String>> {
    const TABLES: &[&str] =
        &["owners", "pets", "owner_tags", "notes", "tags", "consents", "interactions", "staff", "settings"];
    place
        .read(&ACTOR, View::Records, |r| {
            let mut all = BTreeMap::new();
            for table in TABLES {
                let columns: Vec<String> = r
                    .conn()
                    .prepare("SELECT '''' || name || ''', ' || name FROM pragma_table_info(?1)")?
                    .query_map([table], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                let sql = format!("SELECT json_object({}) FROM {table} ORDER BY id", columns.join(", "));
                let rows = r
                    .conn()
                    .prepare(&sql)?
                    .query_map([], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                all.insert((*table).to_owned(), rows);
            }
            Ok(all)
        })
        .unwrap()
}

#[test]
fn an_import_taken_back_bars_the_redo_of_what_stood_on_its_rows() {
    let place = clinic();
    for step in [Step::Import(8, 0), Step::Import(8, 1), Step::Undo, Step::Undo] {
        take(&place, &step);
    }
    let error = clinic::redo_last(&place, &ACTOR).unwrap_err();
    assert_eq!(error.code, Code::NothingToUndo);
    assert!(place.read(&ACTOR, View::Records, clinic::undo_state).unwrap().redo.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_history_walks_back_to_its_beginning_and_forth_to_its_end(steps in prop::collection::vec(step(), 1..40)) {
        let place = clinic();
        let beginning = facts(&place);
        for step in &steps {
            take(&place, step);
        }
        let end = facts(&place);
        let mut undone = 0;
        while clinic::undo_last(&place, &ACTOR).is_ok() {
            undone += 1;
        }
        prop_assert_eq!(&facts(&place), &beginning);
        for _ in 0..undone {
            clinic::redo_last(&place, &ACTOR).unwrap();
        }
        prop_assert_eq!(&facts(&place), &end);
        is_sound(&place)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_history_with_imports_walks_back_to_its_beginning(steps in prop::collection::vec(step_or_import(), 1..30)) {
        let place = clinic();
        let beginning = facts(&place);
        for step in &steps {
            take(&place, step);
        }
        while let Ok(done) = clinic::undo_last(&place, &ACTOR) {
            prop_assert_eq!(done.value.kept.count, 0);
        }
        prop_assert_eq!(&facts(&place), &beginning);
        is_sound(&place)?;
    }

    #[test]
    fn an_import_taken_back_out_of_order_leaves_nothing_in_the_air(
        steps in prop::collection::vec(step_or_import(), 1..30),
        order in any::<u8>(),
    ) {
        let place = clinic();
        for step in &steps {
            take(&place, step);
        }
        let sql = format!("SELECT id FROM import_batches ORDER BY (id * 7 + {order}) % 5, id");
        let batches: Vec<BatchId> = place
            .read(&ACTOR, View::Records, |r| {
                Ok(r.conn().prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
            })
            .unwrap();
        for batch in batches {
            if let Err(error) = transfer::undo(&place, &ACTOR, batch) {
                // It was among the steps already.
                prop_assert_eq!(error.code, Code::NothingToUndo);
            }
            is_sound(&place)?;
        }
    }
}

fn is_sound(place: &Place) -> Result<(), TestCaseError> {
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(place, r, &Progress::silent())).unwrap();
    prop_assert!(report.is_sound(), "{:?}", report);
    Ok(())
}

#[test]
fn the_next_undo_and_redo_are_named_beforehand() {
    let place = clinic();
    let state = || place.read(&ACTOR, View::Records, clinic::undo_state).unwrap();
    assert_eq!((state().undo, state().redo), (None, None));
    owners::create(&place, &ACTOR, &person("María", "García")).unwrap();
    let named = state().undo.unwrap();
    assert_eq!((named.action.as_str(), named.subject.as_str()), ("owners_create", "María García"));
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!((state().undo, state().redo), (None, Some(named)));
}

#[test]
fn everyone_undoes_their_own() {
    let place = clinic();
    let ana = clinic::Actor { staff: crm::values::StaffId(2), ..ACTOR };
    place
        .write(&ACTOR, clinic::Action::CreateStaff, |w| {
            let sql = "INSERT INTO staff (id, external_id, name, name_folded, role, created_at)
                       VALUES (2, 'S2', 'Ana', 'ana', 'admin', 0)";
            w.conn().execute(sql, [])?;
            Ok(())
        })
        .unwrap();
    owners::create(&place, &ACTOR, &person("María", "García")).unwrap();
    assert_eq!(clinic::undo_last(&place, &ana).unwrap_err().code, Code::NothingToUndo);
    owners::create(&place, &ana, &person("Carlos", "Méndez")).unwrap();
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "María García");
    assert_eq!(clinic::undo_last(&place, &ana).unwrap().value.subject, "Carlos Méndez");
    let history = place
        .read(&ana, View::Records, |r| {
            clinic::history(
                r,
                &clinic::HistoryQuery { staff: Some(ana.staff), limit: 10, ..Default::default() },
            )
        })
        .unwrap();
    assert_eq!(history.len(), 1);
    assert!(history[0].undone_at.is_some());
}
