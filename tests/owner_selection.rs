//! Many owners at once: everybody whom the filters let through, tagged, exported, put on a frozen list, each in one step.

use crate::support::{
    ACTOR, Place, clinic,
    people::{add, carlos, maria, roberto, sarah},
};
use crm::{
    Code,
    clinic::{self, Actor, Role, View},
    owners::{self, Direction, OwnerColumn, OwnerFilters, OwnerSort, OwnersExport},
    segments,
    tags::{self, TagChange},
    values::{Lang, OwnerId, SegmentId},
};
use std::fs;

/// María, Carlos, Sarah of Puerto Morelos, Roberto of Cancún.
fn four(place: &Place) -> [OwnerId; 4] {
    [maria(), carlos(), sarah(), roberto()].map(|form| add(place, &form).id)
}

fn of_cancun() -> OwnerFilters {
    OwnerFilters { cities: vec!["Cancún".into()], ..OwnerFilters::default() }
}

#[test]
fn everybody_whom_the_filters_let_through_is_meant() {
    let place = clinic();
    let [maria, carlos, sarah, roberto] = four(&place);
    let ids = |filters: &OwnerFilters| {
        let mut ids = place.read(&ACTOR, View::Records, |r| owners::ids(r, filters)).unwrap();
        ids.sort();
        ids
    };
    assert_eq!(ids(&OwnerFilters::default()), [maria, carlos, sarah, roberto]);
    assert_eq!(ids(&of_cancun()), [roberto]);
    owners::archive(&place, &ACTOR, roberto).unwrap();
    assert!(ids(&of_cancun()).is_empty());
    assert_eq!(ids(&OwnerFilters { text: Some("garcia".into()), ..OwnerFilters::default() }), [maria]);
}

#[test]
fn many_are_tagged_in_one_step_that_says_how_many() {
    let place = clinic();
    let owners = four(&place).to_vec();
    let vip = place.read(&ACTOR, View::Records, |r| tags::find(r, "VIP")).unwrap();
    let change = TagChange { owners: owners.clone(), add: vec![vip.id], remove: vec![] };
    tags::assign(&place, &ACTOR, &change).unwrap();
    let carried = || place.read(&ACTOR, View::Records, |r| tags::find(r, "VIP")).unwrap().owners;
    assert_eq!(carried(), 4);
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "VIP × 4");
    assert_eq!(carried(), 0);
    let missing = TagChange { owners: [owners, vec![OwnerId(999)]].concat(), ..change };
    assert_eq!(tags::assign(&place, &ACTOR, &missing).unwrap_err().code, Code::NotFound);
    assert_eq!(carried(), 0);
}

#[test]
fn the_list_is_exported_as_it_is_shown() {
    let place = clinic();
    let [maria, _, sarah, _] = four(&place);
    let list = OwnersExport {
        filters: OwnerFilters::default(),
        sort: OwnerSort::Name,
        direction: Direction::Descending,
        columns: vec![OwnerColumn::Name, OwnerColumn::Phone, OwnerColumn::City, OwnerColumn::Risk],
        only: None,
    };
    let path = place.folder.path().join("lista.csv");
    assert_eq!(owners::export(&place, &ACTOR, &list, Lang::Es, &path).unwrap(), 4);
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').trim_end().split("\r\n").collect();
    assert_eq!(lines[0], "Clave,Dueño,Teléfono,Ciudad,Riesgo");
    let names: Vec<&str> = lines[1..].iter().map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(names, ["Sarah Johnson", "Roberto Sánchez", "María García", "Carlos Méndez"]);
    assert!(lines[2].contains("998 204 1183,Cancún,"), "{}", lines[2]);
    // Only who is marked, in the same order.
    let marked = OwnersExport { only: Some(vec![maria, sarah]), ..list.clone() };
    assert_eq!(owners::export(&place, &ACTOR, &marked, Lang::En, &path).unwrap(), 2);
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("Id,Owner,Phone,City,Risk\r\n") && text.find("Sarah") < text.find("María"),
        "{text}"
    );
    let desk = Actor { role: Role::FrontDesk, ..ACTOR };
    assert_eq!(owners::export(&place, &desk, &list, Lang::Es, &path).unwrap_err().code, Code::Forbidden);
}

#[test]
fn marked_owners_are_kept_as_a_frozen_list_and_others_join_it() {
    let place = clinic();
    let [maria, carlos, sarah, _] = four(&place);
    let keep = |name: &str, owners: &[OwnerId]| segments::keep_list(&place, &ACTOR, name, owners, Lang::Es);
    let list = keep("Rifa", &[maria, carlos]).unwrap().value;
    assert_eq!((list.name.as_str(), list.member_count), ("Rifa", Some(2)));
    let join = |id, owners: &[OwnerId]| segments::add_to_list(&place, &ACTOR, id, owners, Lang::Es);
    assert_eq!(join(list.id, &[carlos, sarah]).unwrap().value.member_count, Some(3));
    let count = || {
        let lists = place.read(&ACTOR, View::Records, segments::frozen_lists).unwrap();
        lists.iter().map(|list| list.criteria.matches("H0").count()).collect::<Vec<_>>()
    };
    assert_eq!(count(), [3]);
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "Rifa");
    assert_eq!(count(), [2]);
    assert_eq!(keep(" ", &[maria]).unwrap_err().field.as_deref(), Some("name"));
    assert_eq!(keep("Nadie", &[]).unwrap_err().field.as_deref(), Some("owners"));
    assert_eq!(join(list.id, &[]).unwrap_err().field.as_deref(), Some("owners"));
    assert_eq!(join(SegmentId(99), &[maria]).unwrap_err().code, Code::NotFound);
    let rules = segments::SegmentInput { criteria: r#"{"everyone": true}"#.into(), ..Default::default() };
    let rules = segments::create(&place, &ACTOR, &rules, Lang::Es).unwrap().value.id;
    assert_eq!(join(rules, &[maria]).unwrap_err().field.as_deref(), Some("segment"));
    assert_eq!(place.read(&ACTOR, View::Records, segments::frozen_lists).unwrap().len(), 1);
}
