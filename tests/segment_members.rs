//! Members in the order that a person chose, and who entered and left.

use crate::{
    metrics::facts::{self, paid, visit},
    support::{ACTOR, Place, clinic, clinic_on, opening},
};
use crm::{
    clinic::{Progress, View},
    sample,
    segments::{self, MemberOrder, MemberSort, Moves, SegmentInput},
    values::{Day, Lang, OwnerId, SegmentId},
};

fn page(place: &Place, criteria: &str, order: MemberOrder, after: Option<OwnerId>) -> segments::MembersPage {
    place.read(&ACTOR, View::Records, |r| segments::members(r, criteria, Some(order), after, 70)).unwrap()
}

/// Everybody, page by page.
fn sorted(place: &Place, criteria: &str, order: MemberOrder) -> Vec<segments::Member> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let next = page(place, criteria, order, after);
        found.extend(next.members);
        match next.next {
            Some(_) => after = next.next,
            None => return found,
        }
    }
}

/// Many are walked by an index, few are sorted: both ways give the same order, whole and without anybody twice.
#[test]
fn members_are_sorted_by_what_is_asked_page_by_page() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 1_300, 7, &Progress::silent()).unwrap();
    for criteria in [r#"{"everyone": true}"#, r#"{"has_pets_species": "bird"}"#] {
        let preview =
            place.read(&ACTOR, View::Records, |r| segments::preview(r, criteria, 1, Lang::Es)).unwrap();
        for by in MemberSort::ALL {
            for is_descending in [false, true] {
                let all = sorted(&place, criteria, MemberOrder { by: *by, is_descending });
                let mut ids: Vec<OwnerId> = all.iter().map(|member| member.id).collect();
                ids.sort_unstable();
                ids.dedup();
                assert_eq!((all.len(), ids.len()), (preview.count as usize, preview.count as usize), "{by}");
                let key = |member: &segments::Member| match by {
                    MemberSort::Name => None,
                    MemberSort::Spent => Some(member.spent_cents.cents()),
                    MemberSort::LastVisit => member.last_visit_on.map(|day| i64::from(day.number())),
                    MemberSort::AtStake => member.at_stake_cents.map(|cents| cents.cents()),
                };
                let keys: Vec<Option<i64>> = all.iter().map(key).collect();
                let is_ordered = keys.is_sorted_by(|one, other| match (one, other) {
                    (Some(one), Some(other)) if is_descending => one >= other,
                    (Some(one), Some(other)) => one <= other,
                    (None, Some(_)) => false,
                    (_, None) => true,
                });
                assert!(is_ordered, "{criteria} by {by}: {keys:?}");
            }
        }
    }
    let names = |is_descending| -> Vec<String> {
        let all =
            sorted(&place, r#"{"everyone": true}"#, MemberOrder { by: MemberSort::Name, is_descending });
        all.into_iter().map(|member| crm::values::fold(&member.name)).collect()
    };
    let (there, back) = (names(false), names(true));
    assert!(there[0] < there[there.len() - 1] && back[0] > back[back.len() - 1]);
}

fn moves(place: &Place, id: SegmentId, days: u32) -> Moves {
    place.read(&ACTOR, View::Records, |r| segments::moves(r, id, days)).unwrap()
}

fn said(moves: &Moves) -> Vec<(String, &str, bool)> {
    moves.rows.iter().map(|one| (one.on.to_string(), one.member.name.as_str(), one.is_in)).collect()
}

/// The same clinic on another day.
fn later(place: Place, day: &str) -> Place {
    let Place { clinic, folder } = place;
    drop(clinic);
    let clinic = crm::open(&folder.path().join("clinic"), opening(day)).unwrap();
    crm::metrics::bring_up_to_date(&clinic, &ACTOR, &Progress::silent()).unwrap();
    Place { clinic, folder }
}

#[test]
fn who_entered_and_who_left_is_known_from_one_counting_to_the_next() {
    let place = clinic();
    let day = |text: &str| Day::parse(text).unwrap();
    let maria = facts::owner(&place, 1_007, "María García");
    let carlos = facts::owner(&place, 1_008, "Carlos Méndez");
    visit(&place, maria, day("2025-11-16"));
    visit(&place, carlos, day("2025-08-25"));
    let criteria = r#"{"days_since_visit_min": 90}"#;
    let input = SegmentInput { name: "Lejanos".into(), criteria: criteria.into(), ..SegmentInput::default() };
    let id = segments::create(&place, &ACTOR, &input, Lang::Es).unwrap().value.id;
    let known = moves(&place, id, 30);
    assert_eq!((known.known_from, known.came, known.left), (Some(day("2025-11-17")), 0, 0));

    let place = later(place, "2025-11-24");
    segments::bring_up_to_date(&place, &ACTOR).unwrap();
    let came = moves(&place, id, 30);
    assert_eq!((came.came, came.left), (1, 0));
    assert_eq!(said(&came), [("2025-11-24".to_owned(), "Carlos Méndez", true)]);

    // He comes and is out again the same day: that day he did neither.
    visit(&place, carlos, place.today());
    segments::recalculate(&place, &ACTOR, Some(id)).unwrap();
    assert_eq!(said(&moves(&place, id, 30)), []);

    let place = later(place, "2026-03-10");
    segments::recalculate(&place, &ACTOR, None).unwrap();
    visit(&place, maria, place.today());
    let place = later(place, "2026-03-12");
    segments::recalculate(&place, &ACTOR, None).unwrap();
    let both = moves(&place, id, 30);
    assert_eq!(
        (said(&both), both.came, both.left),
        (vec![("2026-03-10".to_owned(), "Carlos Méndez", true)], 1, 0),
        "María came in on the 10th and left on the 12th: in 30 days she stands where she stood"
    );
    assert_eq!(said(&moves(&place, id, 1)), [("2026-03-12".to_owned(), "María García", false)]);

    // Under other rules all begins anew, and nobody has moved.
    let wider = SegmentInput { criteria: r#"{"everyone": true}"#.into(), ..input };
    segments::update(&place, &ACTOR, id, &wider, Lang::Es).unwrap();
    let anew = moves(&place, id, 1);
    assert_eq!((anew.known_from, anew.came), (Some(day("2026-03-12")), 0));
    paid(&place, maria, place.today(), 100);
}
