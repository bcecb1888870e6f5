//! The history: who did what, when, to whom; what a change changed, and whether it can still be taken back.

use crate::support::{
    ACTOR, Place, clinic,
    facts::day,
    people::{add, carlos, form, maria},
};
use crm::{
    Code,
    clinic::{
        self, Action, Actor, FieldChange, FieldKind, HistoryDetail, HistoryQuery, HistoryRow, Role, RowFate,
        Settings, Standing, View,
    },
    notes::{self, NoteInput, Visibility},
    owners::{self, Owner, OwnerChange},
    tags::{self, TagChange},
    values::{ChangeId, StaffId},
};

const ANA: Actor = Actor { staff: StaffId(2), role: Role::FrontDesk };

fn with_ana() -> Place {
    let place = clinic();
    place
        .write(&ACTOR, Action::CreateStaff, |w| {
            let sql = "INSERT INTO staff (id, external_id, name, name_folded, role, created_at)
                       VALUES (2, 'S2', 'Ana', 'ana', 'front_desk', 0)";
            w.conn().execute(sql, [])?;
            Ok(())
        })
        .unwrap();
    place
}

fn listed(place: &Place, actor: &Actor, query: HistoryQuery) -> Vec<HistoryRow> {
    let query = HistoryQuery { limit: if query.limit == 0 { 50 } else { query.limit }, ..query };
    place.read(actor, View::Records, |r| clinic::history(r, &query)).unwrap()
}

fn actions(rows: &[HistoryRow]) -> Vec<&str> {
    rows.iter().map(|row| row.action.as_str()).collect()
}

fn last(place: &Place) -> HistoryDetail {
    let id = listed(place, &ACTOR, HistoryQuery::default())[0].id;
    place.read(&ACTOR, View::Records, |r| clinic::change(r, id)).unwrap()
}

fn move_to(place: &Place, owner: &Owner, city: &str) -> Owner {
    let mut edited = form(owner);
    edited.city = Some(city.into());
    let change = OwnerChange { owner: edited, read_at: owner.updated_at };
    owners::update(place, &ACTOR, owner.id, &change).unwrap().value
}

fn field<'d>(detail: &'d HistoryDetail, name: &str) -> &'d FieldChange {
    detail.rows.iter().flat_map(|row| &row.fields).find(|field| field.field == name).unwrap()
}

#[test]
fn an_edit_is_told_field_by_field_and_nothing_else_of_it() {
    let place = clinic();
    let maria = add(&place, &maria());
    move_to(&place, &maria, "Tulum");
    let detail = last(&place);
    assert_eq!(
        (detail.change.action.as_str(), detail.change.subject.as_str()),
        ("owners_update", "María García")
    );
    assert_eq!((detail.rows.len(), detail.rows[0].fate), (1, RowFate::Changed));
    let fields: Vec<&str> = detail.rows[0].fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["city"]);
    let city = field(&detail, "city");
    assert_eq!((city.before.as_deref(), city.after.as_deref()), (Some("Puerto Morelos"), Some("Tulum")));
    assert_eq!(detail.standing, Standing::Free);
}

#[test]
fn references_days_and_lists_are_told_as_such() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()), add(&place, &carlos()));
    owners::set_referrer(&place, &ACTOR, maria.id, Some(carlos.id)).unwrap();
    assert_eq!(field(&last(&place), "referred_by").after.as_deref(), Some("Carlos Méndez"));
    let read = place.read(&ACTOR, View::Records, |r| owners::get(r, maria.id)).unwrap();
    let mut edited = form(&read);
    (edited.birth_on, edited.reminder_preference) = (Some(day("1990-02-03")), crm::owners::Reminder::None);
    owners::update(&place, &ACTOR, maria.id, &OwnerChange { owner: edited, read_at: read.updated_at })
        .unwrap();
    let detail = last(&place);
    let born = field(&detail, "birth_on");
    assert_eq!(
        (born.kind, born.before.as_deref(), born.after.as_deref()),
        (FieldKind::Day, None, Some("1990-02-03"))
    );
    let reminder = field(&detail, "reminder_preference");
    assert_eq!(
        (reminder.kind, reminder.list.as_deref(), reminder.after.as_deref()),
        (FieldKind::Word, Some("reminder"), Some("none"))
    );
    let vip = place.read(&ACTOR, View::Records, |r| tags::find(r, "vip")).unwrap().id;
    tags::assign(&place, &ACTOR, &TagChange { owners: vec![maria.id], add: vec![vip], remove: vec![] })
        .unwrap();
    let detail = last(&place);
    assert_eq!((detail.rows[0].name.as_deref(), detail.rows[0].fate), (Some("VIP"), RowFate::Added));
}

#[test]
fn a_setting_is_told_in_its_own_words() {
    let place = clinic();
    let settings = Settings { theme: "dark".into(), clinic_name: "Coral".into(), ..Settings::default() };
    clinic::settings_update(&place, &ACTOR, &settings).unwrap();
    let detail = last(&place);
    let theme = field(&detail, "theme");
    assert_eq!((theme.kind, theme.list.as_deref()), (FieldKind::Word, Some("theme")));
    assert_eq!(theme.after.as_deref(), Some("dark"));
    assert_eq!(field(&detail, "clinic_name").kind, FieldKind::Text);
    let look = Settings { text_size: 150.0, start_screen: "dashboard".into(), ..settings };
    clinic::settings_update(&place, &ACTOR, &look).unwrap();
    let detail = last(&place);
    assert_eq!(field(&detail, "text_size").after.as_deref(), Some("150"));
    assert_eq!(field(&detail, "start_screen").list.as_deref(), Some("startScreen"));
    let mut rules = look;
    rules.loyalty.expiry_days = 90;
    clinic::settings_update(&place, &ACTOR, &rules).unwrap();
    assert_eq!(field(&last(&place), "loyalty").kind, FieldKind::Untold);
}

#[test]
fn what_was_changed_since_stands_in_the_way_and_is_named() {
    let place = clinic();
    let maria = add(&place, &maria());
    let moved = move_to(&place, &maria, "Tulum");
    let first = last(&place).change.id;
    move_to(&place, &moved, "Cancún");
    let ask = |id| place.read(&ACTOR, View::Records, |r| clinic::change(r, id)).unwrap();
    let stuck = ask(first);
    assert_eq!((stuck.standing, actions(&stuck.later)), (Standing::ChangedSince, vec!["owners_update"]));
    assert_eq!(clinic::undo_change(&place, &ACTOR, first).unwrap_err().code, Code::ChangedSince);
    // Once that is taken back, the way is free.
    clinic::undo_change(&place, &ACTOR, stuck.later[0].id).unwrap();
    assert_eq!((ask(first).standing, ask(first).later.len()), (Standing::Free, 0));
    clinic::undo_change(&place, &ACTOR, first).unwrap();
    let undone = ask(first);
    assert_eq!((undone.standing, undone.change.undone_by.is_some()), (Standing::Undone, true));
    clinic::redo_last(&place, &ACTOR).unwrap();
    assert_eq!(ask(first).change.undone_at, None);
}

#[test]
fn it_is_narrowed_by_person_area_and_day_and_read_page_by_page() {
    let place = with_ana();
    let maria = add(&place, &maria());
    let note = NoteInput { content: "Prefiere las tardes".into(), ..NoteInput::default() };
    notes::create(&place, &ANA, maria.id, &note).unwrap();
    let all = || HistoryQuery::default();
    assert_eq!(actions(&listed(&place, &ACTOR, all())), ["notes_create", "owners_create", "staff_create"]);
    let area = |area: &str| HistoryQuery { area: Some(area.into()), ..all() };
    assert_eq!(actions(&listed(&place, &ACTOR, area("owners"))), ["owners_create"]);
    assert!(listed(&place, &ACTOR, area("owner")).is_empty());
    let by = listed(&place, &ACTOR, HistoryQuery { staff: Some(ANA.staff), ..all() });
    assert_eq!((actions(&by), by[0].staff_name.as_deref()), (vec!["notes_create"], Some("Ana")));
    let on = |from, to| HistoryQuery { from: Some(day(from)), to: Some(day(to)), ..all() };
    assert_eq!(listed(&place, &ACTOR, on("2025-11-17", "2025-11-17")).len(), 3);
    assert!(listed(&place, &ACTOR, on("2025-11-16", "2025-11-16")).is_empty());
    assert!(listed(&place, &ACTOR, on("2025-11-18", "2025-11-18")).is_empty());
    let page = listed(&place, &ACTOR, HistoryQuery { limit: 2, ..all() });
    let next = HistoryQuery { before: Some(page[1].id), limit: 2, ..all() };
    assert_eq!(actions(&listed(&place, &ACTOR, next)), ["staff_create"]);
    let wrong = place.read(&ACTOR, View::Records, |r| clinic::history(r, &all())).unwrap_err();
    assert_eq!(wrong.field.as_deref(), Some("limit"));
}

#[test]
fn who_may_not_look_at_the_audit_sees_and_takes_back_only_their_own() {
    let place = with_ana();
    let maria = add(&place, &maria());
    let created = listed(&place, &ACTOR, HistoryQuery::default())[0].id;
    notes::create(&place, &ANA, maria.id, &NoteInput { content: "Suya".into(), ..NoteInput::default() })
        .unwrap();
    let asked = HistoryQuery { staff: Some(ACTOR.staff), ..HistoryQuery::default() };
    assert_eq!(actions(&listed(&place, &ANA, asked)), ["notes_create"]);
    let peeked = place.read(&ANA, View::Records, |r| clinic::change(r, created)).unwrap_err();
    assert_eq!(peeked.code, Code::NotFound);
    assert_eq!(clinic::undo_change(&place, &ANA, created).unwrap_err().code, Code::Forbidden);
    assert_eq!(clinic::undo_change(&place, &ANA, ChangeId(999)).unwrap_err().code, Code::NotFound);
    // The manager takes back what Ana did.
    let hers = listed(&place, &ANA, HistoryQuery::default())[0].id;
    clinic::undo_change(&place, &ACTOR, hers).unwrap();
    assert!(listed(&place, &ANA, HistoryQuery::default())[0].undone_at.is_some());
}

#[test]
fn a_private_note_of_anothers_is_not_told() {
    let place = with_ana();
    let maria = add(&place, &maria());
    let private = NoteInput { content: "Secreto".into(), visibility: Visibility::Private, is_pinned: false };
    let note = notes::create(&place, &ACTOR, maria.id, &private).unwrap().value;
    // Ana merges nothing and reads nothing of it, even where the change is one of hers.
    place
        .write(&ANA, Action::UpdateNote, |w| {
            w.conn().execute("UPDATE notes SET is_pinned = 1 WHERE id = ?1", [note.id])?;
            Ok(())
        })
        .unwrap();
    let id = listed(&place, &ANA, HistoryQuery::default())[0].id;
    let told = place.read(&ANA, View::Records, |r| clinic::change(r, id)).unwrap();
    assert!(told.rows[0].is_hidden && told.rows[0].fields.is_empty() && told.rows[0].name.is_none());
    let told = place.read(&ACTOR, View::Records, |r| clinic::change(r, id)).unwrap();
    assert_eq!((told.rows[0].name.as_deref(), told.rows[0].fields.len()), (Some("Secreto"), 1));
}
