//! Kept views of the owners' list.

use crate::support::{ACTOR, Place, clinic, people::add, people::maria};
use crm::{
    Code,
    clinic::{self, View},
    owners::{ActiveFilter, OwnerColumn, OwnerFilters, OwnerSort},
    saved_views::{self, SavedView, SavedViewInput},
    tags::{self, TagInput},
    values::{Money, SavedViewId},
};

fn list(place: &Place) -> Vec<SavedView> {
    place.read(&ACTOR, View::Records, saved_views::list).unwrap()
}

fn view(name: &str) -> SavedViewInput {
    SavedViewInput {
        name: name.into(),
        filters: OwnerFilters::default(),
        sort: OwnerSort::Spent,
        is_descending: true,
        columns: vec![OwnerColumn::Name, OwnerColumn::City, OwnerColumn::Spent],
        is_default: false,
    }
}

#[test]
fn a_view_comes_back_as_it_was_kept_and_is_taken_back() {
    let place = clinic();
    let vip = place.read(&ACTOR, View::Records, |r| tags::find(r, "VIP")).unwrap().id;
    let filters = OwnerFilters {
        active: ActiveFilter::All,
        tags: vec![vip],
        cities: vec!["Tulum".into()],
        spent_min: Some(Money::from_cents(100_000)),
        days_min: Some(90),
        ..OwnerFilters::default()
    };
    let input = SavedViewInput { filters: filters.clone(), ..view(" Lejos ") };
    let kept = saved_views::create(&place, &ACTOR, &input).unwrap().value;
    assert_eq!((kept.name.as_str(), &kept.filters, kept.is_descending), ("Lejos", &filters, true));
    assert_eq!(kept.columns, [OwnerColumn::Name, OwnerColumn::City, OwnerColumn::Spent]);
    saved_views::delete(&place, &ACTOR, kept.id).unwrap();
    assert!(list(&place).is_empty());
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(list(&place), [kept]);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert!(list(&place).is_empty());
    assert_eq!(saved_views::delete(&place, &ACTOR, SavedViewId(9)).unwrap_err().code, Code::NotFound);
}

#[test]
fn the_list_opens_with_one_view_at_most() {
    let place = clinic();
    let first =
        saved_views::create(&place, &ACTOR, &SavedViewInput { is_default: true, ..view("A") }).unwrap().value;
    let second = saved_views::create(&place, &ACTOR, &view("B")).unwrap().value;
    saved_views::update(&place, &ACTOR, second.id, &SavedViewInput { is_default: true, ..view("B") })
        .unwrap();
    let defaults =
        || list(&place).into_iter().filter(|view| view.is_default).map(|view| view.id).collect::<Vec<_>>();
    assert_eq!(defaults(), [second.id]);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(defaults(), [first.id]);
}

#[test]
fn a_name_is_unique_however_it_is_written() {
    let place = clinic();
    let first = saved_views::create(&place, &ACTOR, &view("Críticos")).unwrap().value;
    let taken = saved_views::create(&place, &ACTOR, &view("CRITICOS")).unwrap_err();
    assert_eq!((taken.code, taken.field.as_deref()), (Code::Taken, Some("name")));
    saved_views::update(&place, &ACTOR, first.id, &view("criticos")).unwrap();
    for name in [" ", &"x".repeat(61)] {
        assert_eq!(
            saved_views::create(&place, &ACTOR, &view(name)).unwrap_err().field.as_deref(),
            Some("name")
        );
    }
}

#[test]
fn a_merged_tag_is_named_by_the_one_that_stays() {
    let place = clinic();
    let (maria, find) = (add(&place, &maria()).id, |name: &str| {
        place.read(&ACTOR, View::Records, |r| tags::find(r, name)).unwrap()
    });
    let input = TagInput { name: "Criadero".into(), ..TagInput::default() };
    let from = tags::create(&place, &ACTOR, &input).unwrap().value.id;
    let into = find("Breeder").id;
    let put_on = tags::TagChange { owners: vec![maria], add: vec![from], remove: vec![] };
    tags::assign(&place, &ACTOR, &put_on).unwrap();
    let filters = OwnerFilters { tags: vec![from, into], ..OwnerFilters::default() };
    saved_views::create(&place, &ACTOR, &SavedViewInput { filters: filters.clone(), ..view("Criadores") })
        .unwrap();
    tags::merge(&place, &ACTOR, into, from).unwrap();
    assert_eq!(list(&place)[0].filters.tags, [into]);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(list(&place)[0].filters, filters);
}
