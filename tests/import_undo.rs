//! An import taken back: all of it, but what a person changed since and what that needs.

use crate::support::{
    ACTOR, Place,
    people::{add, form, maria},
    shop::{account, start_programme},
    transfer::{file, import, import_path, place, text},
};
use crm::{
    Code,
    clinic::{self, KeptFor, Progress, View},
    loyalty,
    notes::{self, NoteInput},
    owners::{self, OwnerChange},
    tags, transfer,
    values::{BatchId, OwnerId},
};

const REFERRED: &str = "owner_id,full_name,referred_by_owner_id\n";

fn owner(place: &Place, external: &str) -> owners::Owner {
    let sql = format!("SELECT CAST(id AS TEXT) FROM owners WHERE external_id = '{external}'");
    let id = OwnerId(text(place, &sql).parse().unwrap());
    place.read(&ACTOR, View::Records, |r| owners::get(r, id)).unwrap()
}

fn rename(place: &Place, external: &str, last_name: &str) {
    let read = owner(place, external);
    let mut edited = form(&read);
    edited.last_name = last_name.into();
    let change = OwnerChange { owner: edited, read_at: read.updated_at };
    owners::update(place, &ACTOR, read.id, &change).unwrap();
}

/// External ids, with whom they were brought by.
fn owners_left(place: &Place) -> String {
    text(
        place,
        "SELECT coalesce(group_concat(o.external_id || coalesce('<' || b.external_id, ''), ' '), '')
         FROM (SELECT * FROM owners ORDER BY external_id) o LEFT JOIN owners b ON b.id = o.referred_by",
    )
}

fn undo(place: &Place) -> clinic::Undone {
    clinic::undo_last(place, &ACTOR).unwrap().value
}

fn is_sound(place: &Place) {
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(place, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn what_was_changed_and_put_back_goes_with_the_import() {
    let place = place();
    import(&place, "one.csv", "owner_id,full_name,phone_primary\nA1,Ana Ruiz,\nA2,Eva Paz,\n");
    import(&place, "two.csv", "owner_id,full_name,phone_primary\nA1,Ana Ruiz,998 123 4567\n");
    rename(&place, "A2", "Garza");
    undo(&place);
    undo(&place);
    assert_eq!(undo(&place).kept.count, 0);
    assert_eq!(owners_left(&place), "");
    is_sound(&place);
}

#[test]
fn whoever_stays_keeps_who_brought_her() {
    let place = place();
    import(
        &place,
        "one.csv",
        format!("{REFERRED}C1,Ana Ruiz,\nC2,Eva Paz,C1\nC3,Sol Mar,C2\nC4,Luz Paz,C3\n"),
    );
    rename(&place, "C3", "Garza");
    transfer::undo(&place, &ACTOR, BatchId(1)).unwrap();
    assert_eq!(owners_left(&place), "C1 C2<C1 C3<C2");
    is_sound(&place);
}

#[test]
fn an_import_is_taken_back_around_what_was_edited_since() {
    let place = place();
    import(&place, "one.csv", "owner_id,full_name,city\nA1,Ana Ruiz,\nA2,Eva Paz,\n");
    import(
        &place,
        "two.csv",
        "owner_id,full_name,city\nA1,Ana Ruiz,Tulum\nA2,Eva Paz,Tulum\nA3,Sol Mar,Tulum\nA4,Luz Mar,\n",
    );
    rename(&place, "A1", "Garza");
    let noted = owner(&place, "A4").id;
    notes::create(&place, &ACTOR, noted, &NoteInput { content: "Llamar".into(), ..NoteInput::default() })
        .unwrap();
    let kept = transfer::undo(&place, &ACTOR, BatchId(2)).unwrap().value.kept;
    let named: Vec<_> =
        kept.rows.iter().map(|row| (row.table.as_str(), row.id.as_deref().unwrap(), row.reason)).collect();
    assert_eq!(named, [("owners", "A1", KeptFor::Edited), ("owners", "A4", KeptFor::Needed)]);
    assert_eq!((kept.count, kept.rows[0].name.as_deref()), (2, Some("Garza")));
    assert_eq!(owners_left(&place), "A1 A2 A4");
    assert_eq!(owner(&place, "A1").city.as_deref(), Some("Tulum"));
    assert_eq!(owner(&place, "A2").city, None);
    is_sound(&place);
}

#[test]
fn rows_of_a_later_import_hold_back_what_they_refer_to() {
    let place = place();
    import(&place, "one.csv", "owner_id,full_name\nA1,Ana Ruiz\nA2,Eva Paz\n");
    import(&place, "notes.csv", "note_id,owner_id,content\nN1,A2,Llamar\n");
    transfer::undo(&place, &ACTOR, BatchId(1)).unwrap();
    assert_eq!(owners_left(&place), "A2");
    undo(&place);
    assert_eq!(text(&place, "SELECT count(*) || '' FROM notes"), "0");
    is_sound(&place);
}

#[test]
fn an_owner_of_before_who_was_brought_by_the_import_keeps_nobody() {
    let place = place();
    let before = add(&place, &maria());
    import(&place, "one.csv", "owner_id,full_name\nA1,Ana Ruiz\nA2,Eva Paz\n");
    owners::set_referrer(&place, &ACTOR, before.id, Some(owner(&place, "A1").id)).unwrap();
    undo(&place);
    undo(&place);
    assert_eq!(owners_left(&place), before.external_id.0);
    is_sound(&place);
}

#[test]
fn settings_that_an_import_brought_go_with_it() {
    let place = place();
    import(&place, "settings.csv", "key,value\nclinicName,\"\"\"Arrecife\"\"\"\n");
    assert_eq!(place.settings().clinic_name, "Arrecife");
    undo(&place);
    assert_ne!(place.settings().clinic_name, "Arrecife");
}

#[test]
fn a_name_that_somebody_else_took_meanwhile_is_left_as_it_is() {
    let place = place();
    import(&place, "one.csv", "tag_id,name\nT1,Vecina\n");
    import(&place, "two.csv", "tag_id,name\nT1,Amiga\nT2,Lejos\n");
    let vecina = tags::TagInput { name: "Vecina".into(), ..tags::TagInput::default() };
    tags::create(&place, &ACTOR, &vecina).unwrap();
    let kept = transfer::undo(&place, &ACTOR, BatchId(2)).unwrap().value.kept;
    assert_eq!((kept.count, kept.rows[0].id.as_deref()), (1, Some("T1")));
    assert_eq!(
        text(
            &place,
            "SELECT group_concat(name, ' ') FROM (SELECT name FROM tags WHERE external_id IN ('T1', 'T2'))"
        ),
        "Amiga"
    );
    is_sound(&place);
}

/// An owner with fifty points of long ago.
fn old_points(place: &Place) {
    start_programme(place, "2023-01-01");
    file(place, "old/owners.csv", "owner_id,full_name\nA1,Ana Ruiz\n");
    let points = "loyalty_entry_id,owner_id,kind,points,entered_at\nL1,A1,earn,50,2024-01-10T10:00:00\n";
    let folder = file(place, "old/loyalty.csv", points);
    import_path(place, folder.parent().unwrap());
    assert_eq!(loyalty::bring_up_to_date(place, &ACTOR, &Progress::silent()).unwrap(), 1);
    assert_eq!(account(place, owner(place, "A1").id).expired_total, 50);
}

#[test]
fn what_the_calendar_let_expire_since_goes_with_its_points() {
    let place = place();
    old_points(&place);
    assert_eq!(undo(&place).kept.count, 0);
    assert_eq!(owners_left(&place), "");
    assert_eq!(text(&place, "SELECT count(*) || '' FROM loyalty_entries"), "0");
    is_sound(&place);
}

#[test]
fn a_gift_since_keeps_its_owner_and_what_expired_goes_with_its_points() {
    let place = place();
    old_points(&place);
    let id = owner(&place, "A1").id;
    loyalty::adjust(&place, &ACTOR, id, 7, "Regalo").unwrap();
    transfer::undo(&place, &ACTOR, BatchId(1)).unwrap();
    let account = account(&place, id);
    assert_eq!((account.balance, account.earned_total, account.expired_total), (7, 0, 0));
    is_sound(&place);
}

#[test]
fn an_import_that_only_set_rows_aside_tells_of_them_and_has_nothing_to_take_back() {
    let place = place();
    let summary = import(&place, "pets.csv", "pet_id,owner_id,name,species\nP1,NOBODY,Luna,dog\n");
    let batch = summary.batch.unwrap();
    assert_eq!(transfer::undo(&place, &ACTOR, batch).unwrap_err().code, Code::NothingToUndo);
    is_sound(&place);
    // The next change is not mistaken for it.
    add(&place, &maria());
    let told = place.read(&ACTOR, View::Records, transfer::batches).unwrap();
    assert_eq!((told[0].set_aside, told[0].has_changes, told[0].is_undone), (1, false, false));
    assert_eq!(transfer::undo(&place, &ACTOR, batch).unwrap_err().code, Code::NothingToUndo);
    is_sound(&place);
}

#[test]
fn an_import_that_was_taken_back_is_not_taken_back_again() {
    let place = place();
    import(&place, "one.csv", "owner_id,full_name\nA1,Ana Ruiz\n");
    transfer::undo(&place, &ACTOR, BatchId(1)).unwrap();
    assert_eq!(transfer::undo(&place, &ACTOR, BatchId(1)).unwrap_err().code, Code::NothingToUndo);
}

#[test]
fn an_entry_that_has_the_id_of_an_expiry_by_now_is_left_alone() {
    let place = place();
    start_programme(&place, "2023-01-01");
    import(&place, "owners.csv", "owner_id,full_name\nA1,Ana Ruiz\n");
    let before = add(&place, &maria());
    let points = "loyalty_entry_id,owner_id,kind,points,entered_at\nL1,A1,earn,50,2024-01-10T10:00:00\n";
    import(&place, "loyalty.csv", points);
    assert_eq!(loyalty::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap(), 1);
    transfer::undo(&place, &ACTOR, BatchId(2)).unwrap();
    loyalty::adjust(&place, &ACTOR, before.id, 7, "Regalo").unwrap();
    loyalty::adjust(&place, &ACTOR, before.id, 5, "Regalo").unwrap();
    transfer::undo(&place, &ACTOR, BatchId(1)).unwrap();
    assert_eq!(account(&place, before.id).balance, 12);
    is_sound(&place);
}

#[test]
fn what_expired_beside_an_edit_goes_with_its_points_too() {
    let place = place();
    start_programme(&place, "2023-01-01");
    let before = add(&place, &maria());
    let id = &before.external_id.0;
    let points =
        format!("loyalty_entry_id,owner_id,kind,points,entered_at\nL1,{id},earn,50,2024-01-10T10:00:00\n");
    import(&place, "loyalty.csv", points);
    // Whoever gives points enters first what has expired.
    loyalty::adjust(&place, &ACTOR, before.id, 7, "Regalo").unwrap();
    assert_eq!(account(&place, before.id).expired_total, 50);
    assert_eq!(transfer::undo(&place, &ACTOR, BatchId(1)).unwrap().value.kept.count, 0);
    let account = account(&place, before.id);
    assert_eq!((account.balance, account.earned_total, account.expired_total), (7, 0, 0));
    is_sound(&place);
}
