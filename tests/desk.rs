//! What a desk keeps beside the records: drafts, the last owners, the staff.

use crate::support::{
    ACTOR, clinic,
    people::{add, carlos, maria, sarah, sql},
};
use crm::{
    clinic::{self, Actor, Role, View},
    drafts, recents, staff,
    values::{OwnerId, StaffId},
};

#[test]
fn a_draft_is_ones_own_and_outlives_a_crash() {
    let place = clinic();
    let get = |actor: &Actor| {
        place
            .read(actor, View::Records, |r| drafts::get(r, "owner/7/interaction"))
            .unwrap()
            .map(|draft| draft.value)
    };
    assert_eq!(get(&ACTOR), None);
    drafts::set(&place, &ACTOR, "owner/7/interaction", r#"{"text":"Preg"}"#).unwrap();
    drafts::set(&place, &ACTOR, "owner/7/interaction", r#"{"text":"Preguntó"}"#).unwrap();
    assert_eq!(get(&ACTOR).as_deref(), Some(r#"{"text":"Preguntó"}"#));
    sql(
        &place,
        "INSERT INTO staff (id, external_id, name, name_folded, role, created_at) VALUES (21, 'S', 'Karla', 'karla', 'front_desk', 0)",
    );
    assert_eq!(get(&Actor { staff: StaffId(21), role: Role::FrontDesk }), None);
    // It is no change of the clinic: nothing to undo.
    assert_eq!(place.read(&ACTOR, View::Records, clinic::undo_state).unwrap().undo, None);
    drafts::clear(&place, &ACTOR, "owner/7/interaction").unwrap();
    drafts::clear(&place, &ACTOR, "owner/7/interaction").unwrap();
    assert_eq!(get(&ACTOR), None);
}

#[test]
fn a_draft_is_json_of_a_sensible_size() {
    let place = clinic();
    let refused =
        |key: &str, value: &str| drafts::set(&place, &ACTOR, key, value).unwrap_err().field.unwrap();
    assert_eq!(refused(" ", "{}"), "key");
    assert_eq!(refused(&"k".repeat(201), "{}"), "key");
    assert_eq!(refused("k", "{"), "value");
    assert_eq!(refused("k", &format!("\"{}\"", "x".repeat(2_500_000))), "value");
}

#[test]
fn the_last_owners_are_listed_the_latest_first_and_once() {
    let place = clinic();
    let ids = [maria(), carlos(), sarah()].map(|input| add(&place, &input).id);
    for id in [ids[0], ids[1], ids[2], ids[0]] {
        recents::note(&place, &ACTOR, id).unwrap();
    }
    recents::note(&place, &ACTOR, OwnerId(999)).unwrap();
    let list = |limit| {
        let recents = place.read(&ACTOR, View::Records, |r| recents::list(r, limit)).unwrap();
        recents.into_iter().map(|recent| recent.name).collect::<Vec<_>>()
    };
    assert_eq!(list(10), ["María García", "Sarah Johnson", "Carlos Méndez"]);
    assert_eq!(list(2), ["María García", "Sarah Johnson"]);
}

#[test]
fn fifty_recents_are_kept() {
    let place = clinic();
    sql(
        &place,
        "WITH RECURSIVE n (i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < 160)
         INSERT INTO owners (id, external_id, full_name, created_at, updated_at) SELECT i, 'X' || i, 'Dueño ' || i, 0, 0 FROM n",
    );
    for id in 101..=160 {
        recents::note(&place, &ACTOR, OwnerId(id)).unwrap();
    }
    let kept = place.read(&ACTOR, View::Records, |r| recents::list(r, 100)).unwrap();
    assert_eq!((kept.len(), kept[0].id, kept[49].id), (50, OwnerId(160), OwnerId(111)));
}

#[test]
fn the_staff_are_listed_by_name() {
    let place = clinic();
    sql(
        &place,
        "INSERT INTO staff (id, external_id, name, name_folded, created_at, is_active) VALUES
           (21, 'S1', 'Dra. Ana Torres', 'dra. ana torres', 0, 1), (22, 'S2', 'Álvaro', 'alvaro', 0, 1), (23, 'S3', 'Zoé', 'zoe', 0, 0)",
    );
    let list = place.read(&ACTOR, View::Records, staff::list).unwrap();
    let names: Vec<&str> = list.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Álvaro", "Dra. Ana Torres", "Huella"]);
    assert_eq!((list[0].role, list[2].role), (None, Some(Role::Admin)));
}
