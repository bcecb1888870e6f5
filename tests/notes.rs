//! Notes, and who may read them.

use crate::support::{
    ACTOR, Place, clinic,
    people::{add, maria, sql},
};
use crm::{
    Code,
    clinic::{self, Actor, Role, View},
    notes::{self, Note, NoteChange, NoteInput, Visibility},
    profile,
    values::{NoteId, OwnerId, StaffId},
};

fn note(content: &str) -> NoteInput {
    NoteInput { content: content.into(), ..NoteInput::default() }
}

fn private(content: &str) -> NoteInput {
    NoteInput { visibility: Visibility::Private, ..note(content) }
}

fn list(place: &Place, actor: &Actor, owner: OwnerId) -> Vec<String> {
    let notes = place.read(actor, View::Records, |r| notes::list(r, owner)).unwrap();
    notes.into_iter().map(|note| note.content).collect()
}

/// Karla and Beto of the front desk; the built-in staff member is the manager.
fn desk(place: &Place) -> [Actor; 2] {
    let members = [(21, "Karla Poot"), (22, "Beto Uc")];
    members.map(|(id, name)| {
        sql(
            place,
            &format!(
                "INSERT INTO staff (id, external_id, name, name_folded, role, created_at)
                 VALUES ({id}, 'S{id}', '{name}', '{name}', 'front_desk', 0)"
            ),
        );
        Actor { staff: StaffId(id), role: Role::FrontDesk }
    })
}

fn change(note: &Note, edit: impl FnOnce(&mut NoteInput)) -> NoteChange {
    let mut input =
        NoteInput { content: note.content.clone(), is_pinned: note.is_pinned, visibility: note.visibility };
    edit(&mut input);
    NoteChange { note: input, read_at: note.updated_at }
}

#[test]
fn pinned_notes_stand_first_then_the_newest() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let first = notes::create(&place, &ACTOR, maria, &note("Prefiere la tarde")).unwrap().value;
    notes::create(&place, &ACTOR, maria, &note("Paga con tarjeta")).unwrap();
    assert_eq!((first.author.as_deref(), first.visibility), (Some("Huella"), Visibility::Internal));
    let pin = change(&first, |n| n.is_pinned = true);
    let pinned = notes::update(&place, &ACTOR, first.id, &pin).unwrap().value;
    assert_eq!(list(&place, &ACTOR, maria), ["Prefiere la tarde", "Paga con tarjeta"]);
    let screen = place.read(&ACTOR, View::Records, |r| profile::get(r, maria)).unwrap();
    assert_eq!(screen.pinned, [pinned]);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(list(&place, &ACTOR, maria), ["Paga con tarjeta", "Prefiere la tarde"]);
}

#[test]
fn a_deleted_note_comes_back() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let made = notes::create(&place, &ACTOR, maria, &note("Alérgico al pollo")).unwrap().value;
    notes::delete(&place, &ACTOR, made.id).unwrap();
    assert!(list(&place, &ACTOR, maria).is_empty());
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "María García");
    assert_eq!(place.read(&ACTOR, View::Records, |r| notes::get(r, made.id)).unwrap(), made);
}

#[test]
fn a_private_note_leaves_no_trace_for_others() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let [karla, beto] = desk(&place);
    let secret = notes::create(&place, &karla, maria, &private("Debe dinero")).unwrap().value;
    let pinned = change(&secret, |n| n.is_pinned = true);
    let secret = notes::update(&place, &karla, secret.id, &pinned).unwrap().value;
    let assistant = Actor { role: Role::Assistant, ..karla };
    for (reader, sees) in [(&karla, 1), (&ACTOR, 1), (&beto, 0), (&assistant, 0)] {
        assert_eq!(list(&place, reader, maria).len(), sees);
        let screen = place.read(reader, View::Records, |r| profile::get(r, maria)).unwrap();
        assert_eq!((screen.pinned.len(), screen.counts.notes as usize), (sees, sees));
    }
    let hidden = change(&secret, |n| n.content = "x".into());
    assert_eq!(notes::update(&place, &beto, secret.id, &hidden).unwrap_err().code, Code::NotFound);
    assert_eq!(notes::delete(&place, &beto, secret.id).unwrap_err().code, Code::NotFound);
    assert!(notes::delete(&place, &ACTOR, secret.id).is_ok());
}

#[test]
fn nobody_hides_anothers_note() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let [karla, beto] = desk(&place);
    let open = notes::create(&place, &karla, maria, &note("Prefiere WhatsApp")).unwrap().value;
    let hide = change(&open, |n| n.visibility = Visibility::Private);
    assert_eq!(notes::update(&place, &beto, open.id, &hide).unwrap_err().code, Code::Forbidden);
    let hidden = notes::update(&place, &karla, open.id, &hide).unwrap().value;
    assert_eq!(hidden.visibility, Visibility::Private);
}

#[test]
fn what_cannot_be_written_is_said() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let blank = notes::create(&place, &ACTOR, maria, &note(" \n ")).unwrap_err();
    assert_eq!((blank.code, blank.field.as_deref()), (Code::Invalid, Some("content")));
    let long = notes::create(&place, &ACTOR, maria, &note(&"n".repeat(20_001))).unwrap_err();
    assert_eq!(long.field.as_deref(), Some("content"));
    assert_eq!(notes::create(&place, &ACTOR, OwnerId(999), &note("x")).unwrap_err().code, Code::NotFound);
    assert_eq!(notes::delete(&place, &ACTOR, NoteId(999)).unwrap_err().code, Code::NotFound);
    let made = notes::create(&place, &ACTOR, maria, &note("uno")).unwrap().value;
    let two = change(&made, |n| n.content = "dos".into());
    let idle = change(&made, |_| ());
    assert_eq!(notes::update(&place, &ACTOR, made.id, &idle).unwrap().change, None);
    notes::update(&place, &ACTOR, made.id, &two).unwrap();
    assert_eq!(notes::update(&place, &ACTOR, made.id, &two).unwrap_err().code, Code::ChangedSince);
}

#[test]
fn an_assistant_writes_notes_but_no_private_ones_and_changes_none() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let assistant = Actor { role: Role::Assistant, ..ACTOR };
    let made = notes::create(&place, &assistant, maria, &note("Resumen de la llamada")).unwrap().value;
    assert_eq!(notes::create(&place, &assistant, maria, &private("x")).unwrap_err().code, Code::Forbidden);
    let edit = change(&made, |n| n.content = "y".into());
    assert_eq!(notes::update(&place, &assistant, made.id, &edit).unwrap_err().code, Code::Forbidden);
    assert_eq!(notes::delete(&place, &assistant, made.id).unwrap_err().code, Code::Forbidden);
}
