//! Tags: the clinic's list, and who carries them.

use crate::support::{
    ACTOR, Place, clinic,
    people::{add, carlos, maria, roberto, sql},
};
use crm::{
    Code,
    clinic::{self, Actor, Read, Role, Topic, View},
    owners,
    segments::{self, SegmentInput},
    tags::{self, Tag, TagChange, TagInput},
    values::{Lang, OwnerId, TagId},
};

fn list(place: &Place) -> Vec<Tag> {
    place.read(&ACTOR, View::Records, tags::list).unwrap()
}

fn named(place: &Place, name: &str) -> TagId {
    list(place).into_iter().find(|tag| tag.name == name).unwrap().id
}

fn of(place: &Place, owner: OwnerId) -> Vec<String> {
    let tags = place.read(&ACTOR, View::Records, |r| owners::tags_of(r, owner)).unwrap();
    tags.into_iter().map(|tag| tag.name).collect()
}

fn tag(name: &str) -> TagInput {
    TagInput { name: name.into(), ..TagInput::default() }
}

#[test]
fn a_new_clinic_has_the_starter_set_with_permanent_ids() {
    let tags = list(&clinic());
    assert_eq!(tags.len(), 12);
    let vip = tags.iter().find(|tag| tag.name == "VIP").unwrap();
    assert_eq!((vip.external_id.0.as_str(), vip.colour.as_str()), ("tag-vip", "#ffc107"));
    let ids: Vec<String> = list(&clinic()).into_iter().map(|tag| tag.external_id.0).collect();
    assert_eq!(ids, tags.into_iter().map(|tag| tag.external_id.0).collect::<Vec<_>>());
}

#[test]
fn a_tag_is_put_on_several_owners_and_taken_back_at_once() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    let (vip, regular, rescue) = (named(&place, "VIP"), named(&place, "Regular"), named(&place, "Rescue"));
    let put_on = TagChange { owners: vec![maria, carlos], add: vec![vip, regular], remove: vec![] };
    let done = tags::assign(&place, &ACTOR, &put_on).unwrap();
    assert!(done.changed.contains(&Topic::Tags));
    assert_eq!(of(&place, maria), ["Regular", "VIP"]);
    assert_eq!(tags::assign(&place, &ACTOR, &put_on).unwrap().change, None);
    let swap = TagChange { owners: vec![maria], add: vec![rescue], remove: vec![vip] };
    tags::assign(&place, &ACTOR, &swap).unwrap();
    assert_eq!(of(&place, maria), ["Regular", "Rescue"]);
    assert_eq!(list(&place).iter().find(|tag| tag.id == vip).unwrap().owners, 1);
    clinic::undo_last(&place, &ACTOR).unwrap();
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert!(of(&place, maria).is_empty() && of(&place, carlos).is_empty());
}

#[test]
fn what_is_not_there_is_not_found_and_both_at_once_is_refused() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let vip = named(&place, "VIP");
    let change = |owner, add, remove| {
        let change = TagChange { owners: vec![owner], add, remove };
        tags::assign(&place, &ACTOR, &change).unwrap_err()
    };
    assert_eq!(change(OwnerId(999), vec![vip], vec![]).code, Code::NotFound);
    assert_eq!(change(maria, vec![TagId(999)], vec![]).code, Code::NotFound);
    assert_eq!(change(maria, vec![vip], vec![vip]).field.as_deref(), Some("add"));
    assert!(of(&place, maria).is_empty());
}

#[test]
fn a_name_is_unique_however_it_is_written() {
    let place = clinic();
    let made =
        tags::create(&place, &ACTOR, &TagInput { colour: "#0D6EFD".into(), ..tag("Criadero") }).unwrap();
    assert_eq!(made.value.colour, "#0d6efd");
    for name in ["criadero", "CRIADÉRO", "  Criadero "] {
        let error = tags::create(&place, &ACTOR, &tag(name)).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (Code::Taken, Some("name")));
    }
    let refused = |input: &TagInput| tags::create(&place, &ACTOR, input).unwrap_err().field.unwrap();
    assert_eq!(refused(&tag(" ")), "name");
    assert_eq!(refused(&tag(&"x".repeat(51))), "name");
    assert_eq!(refused(&TagInput { colour: "green".into(), ..tag("A") }), "colour");
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(list(&place).len(), 12);
}

#[test]
fn a_retired_tag_is_offered_and_shown_no_more() {
    let place = clinic();
    let roberto = add(&place, &roberto()).id;
    let vip = named(&place, "VIP");
    tags::assign(&place, &ACTOR, &TagChange { owners: vec![roberto], add: vec![vip], remove: vec![] })
        .unwrap();
    tags::update(&place, &ACTOR, vip, &TagInput { is_active: false, ..tag("VIP") }).unwrap();
    assert!(of(&place, roberto).is_empty());
    let facets = place.read(&ACTOR, View::Records, owners::facets).unwrap();
    assert!(facets.tags.is_empty());
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(of(&place, roberto), ["VIP"]);
    let error = tags::update(&place, &ACTOR, vip, &tag("Regular")).unwrap_err();
    assert_eq!(error.code, Code::Taken);
    assert_eq!(tags::update(&place, &ACTOR, TagId(999), &tag("Nuevo")).unwrap_err().code, Code::NotFound);
}

#[test]
fn the_desk_adds_tags_and_a_manager_changes_them() {
    let place = clinic();
    let desk = Actor { role: Role::FrontDesk, ..ACTOR };
    let assistant = Actor { role: Role::Assistant, ..ACTOR };
    let maria = add(&place, &maria()).id;
    let vip = named(&place, "VIP");
    assert!(tags::create(&place, &desk, &tag("Nuevo")).is_ok());
    assert_eq!(tags::create(&place, &assistant, &tag("Otro")).unwrap_err().code, Code::Forbidden);
    assert_eq!(tags::update(&place, &desk, vip, &tag("VIP")).unwrap_err().code, Code::Forbidden);
    let change = TagChange { owners: vec![maria], add: vec![vip], remove: vec![] };
    assert!(tags::assign(&place, &assistant, &change).is_ok());
}

#[test]
fn two_tags_become_one_and_two_again() {
    let place = clinic();
    let (maria, carlos, roberto) =
        (add(&place, &maria()).id, add(&place, &carlos()).id, add(&place, &roberto()).id);
    let (vip, regular) = (named(&place, "VIP"), named(&place, "Regular"));
    let put_on = |owners: Vec<OwnerId>, add: TagId| {
        tags::assign(&place, &ACTOR, &TagChange { owners, add: vec![add], remove: vec![] }).unwrap();
    };
    put_on(vec![maria, carlos], regular);
    put_on(vec![carlos, roberto], vip);
    let input = SegmentInput {
        name: "Los dos".into(),
        criteria: r#"{"tags_any": ["regular", "VIP"]}"#.into(),
        ..SegmentInput::default()
    };
    let segment = segments::create(&place, &ACTOR, &input, Lang::Es).unwrap().value;
    sql(
        &place,
        r#"INSERT INTO campaigns (id, external_id, name, channel, criteria_json, created_at)
           VALUES (7001, 'C7001', 'Los de siempre', 'email', '{"tags":["Regular"],"city":"Regular"}', 0)"#,
    );
    let asked_of = || {
        let statement = "SELECT criteria_json FROM campaigns WHERE id = 7001";
        let one = |r: &Read| Ok(r.conn().query_row(statement, [], |row| row.get::<_, String>(0))?);
        place.read(&ACTOR, View::Records, one).unwrap()
    };
    let merged = tags::merge(&place, &ACTOR, vip, regular).unwrap().value;
    assert!(asked_of().contains(r#""tags":["VIP"]"#) && asked_of().contains(r#""city":"Regular""#));
    assert_eq!((merged.name.as_str(), merged.owners), ("VIP", 3));
    assert_eq!((of(&place, maria), of(&place, carlos)), (vec!["VIP".to_owned()], vec!["VIP".to_owned()]));
    let retired = list(&place).into_iter().find(|tag| tag.id == regular).unwrap();
    assert!(!retired.is_active && retired.owners == 0);
    let criteria =
        || place.read(&ACTOR, View::Records, |r| segments::find(r, &segment.slug)).unwrap().criteria;
    assert!(criteria().contains("VIP") && !criteria().to_lowercase().contains("regular"), "{}", criteria());
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "Regular → VIP");
    assert_eq!(
        (of(&place, maria), of(&place, carlos)),
        (vec!["Regular".to_owned()], vec!["Regular".to_owned(), "VIP".to_owned()])
    );
    assert!(criteria().contains("regular"));
    assert!(asked_of().contains(r#""tags":["Regular"]"#));
    assert_eq!(tags::merge(&place, &ACTOR, vip, vip).unwrap_err().field.as_deref(), Some("from"));
    assert_eq!(tags::merge(&place, &ACTOR, vip, TagId(999)).unwrap_err().code, Code::NotFound);
    let desk = Actor { role: Role::FrontDesk, ..ACTOR };
    assert_eq!(tags::merge(&place, &desk, vip, regular).unwrap_err().code, Code::Forbidden);
}

#[test]
fn of_a_tag_on_an_owner_it_is_known_who_put_it_on_and_when() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let vip = named(&place, "VIP");
    tags::assign(&place, &ACTOR, &TagChange { owners: vec![maria], add: vec![vip], remove: vec![] }).unwrap();
    let carried = place.read(&ACTOR, View::Records, |r| tags::carried(r, maria)).unwrap();
    let now = place.read(&ACTOR, View::Records, |r| Ok(r.now)).unwrap();
    assert_eq!((carried[0].name.as_str(), carried[0].added_by.is_some()), ("VIP", true));
    assert!(now.millis() - carried[0].added_at.millis() < 60_000);
    let found = |text: &str| place.read(&ACTOR, View::Records, |r| tags::find(r, text)).map(|tag| tag.id);
    for text in ["vip", "tag-vip", &vip.0.to_string()] {
        assert_eq!(found(text).unwrap(), vip, "{text}");
    }
    assert_eq!(found("nadie").unwrap_err().code, Code::NotFound);
}
