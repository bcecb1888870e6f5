//! The owner's screen.

use crate::support::{
    ACTOR, clinic,
    people::{add, maria},
};
use crm::{clinic::View, profile, timeline, today};

#[test]
fn a_new_owners_screen_is_empty_but_whole() {
    let place = clinic();
    let owner = add(&place, &maria());
    let screen = place.read(&ACTOR, View::Records, |r| profile::get(r, owner.id)).unwrap();
    assert_eq!(screen.owner, owner);
    assert!(screen.alerts.is_empty() && screen.pets.is_empty() && screen.tags.is_empty());
    assert_eq!((screen.last_visit, screen.next_appointment, screen.counts.history), (None, None, 0));
    let query = timeline::TimelineQuery { owner_id: owner.id, kinds: vec![], cursor: None, limit: 50 };
    let page = place.read(&ACTOR, View::Records, |r| timeline::page(r, &query)).unwrap();
    assert_eq!((page.rows, page.next), (vec![], None));
    let day = place.read(&ACTOR, View::Records, today::get).unwrap();
    assert_eq!((day.rail.owners, day.rail.pets, day.rail.follow_ups), (1, 0, 0));
}
