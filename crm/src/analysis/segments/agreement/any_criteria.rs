//! Any rule with values near those of the generated clinic, and any tree of them.

use crate::{
    analysis::segments::criteria::{
        Bought, Criteria, Key, LoyaltyStatus, Measure, Node, OptIn, Permission, Quality, Quantity, Rule,
        Shape, Since,
    },
    records::{consents::Purpose, owners::ContactChannel},
    values::Day,
};
use proptest::{prelude::*, sample::select};

pub(super) fn criteria() -> impl Strategy<Value = Criteria> {
    let leaf = prop_oneof![30 => rule().prop_map(Node::Rule), 1 => Just(Node::Everyone)];
    let tree = leaf.prop_recursive(3, 8, 4, |part| {
        let parts = || prop::collection::vec(part.clone(), 1..4);
        prop_oneof![parts().prop_map(Node::All), parts().prop_map(Node::Any), parts().prop_map(Node::None)]
    });
    tree.prop_map(Criteria)
}

pub(super) fn rule() -> impl Strategy<Value = Rule> {
    select(Key::ALL).prop_flat_map(of_key)
}

fn some(words: &'static [&'static str]) -> BoxedStrategy<Vec<String>> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let most = words.len().min(3);
    prop::sample::subsequence(words, 1..=most).boxed()
}

fn number(measure: Measure) -> BoxedStrategy<i64> {
    match measure {
        Measure::Visits => (0..7_i64).boxed(),
        Measure::Spent => select(vec![0, 1, 50_000, 99_999, 100_000, 500_000, 1_000_000, 2_000_000]).boxed(),
        Measure::Days => prop_oneof![85..97_i64, 175..187_i64, 0..800_i64].boxed(),
        Measure::ChurnScore => prop_oneof![Just(0), Just(333_333), Just(500_000), 0..=1_000_000_i64].boxed(),
        Measure::Referrals => (0..4_i64).boxed(),
        Measure::ValueScore | Measure::EngagementScore => (0..=100_i64).boxed(),
    }
}

fn since() -> BoxedStrategy<Since> {
    let today = Day::parse(super::TODAY).unwrap();
    prop_oneof![
        (0..800_i32).prop_map(move |ago| Since::Day(today.plus(-ago))),
        prop_oneof![1..5_i32, 84..97_i32, 300..500_i32].prop_map(Since::LastDays),
    ]
    .boxed()
}

fn of_key(key: Key) -> BoxedStrategy<Rule> {
    match key.shape() {
        Shape::AtLeast(measure, _) => number(measure).prop_map(move |n| Rule::AtLeast(measure, n)).boxed(),
        Shape::AtMost(measure, _) => number(measure).prop_map(move |n| Rule::AtMost(measure, n)).boxed(),
        Shape::Choice(quality, words) => some(words).prop_map(move |w| Rule::OneOf(quality, w)).boxed(),
        Shape::Word(quality) => {
            let words = match quality {
                Quality::City => some(&["cancún", "PUERTO MORELOS", "Atlantis"]),
                Quality::Region => some(&["yucatan", "Quintana Roo", "Atlantis"]),
                Quality::Nationality => some(&["Mexicana", "CANADÁ", "Atlantis"]),
                _ => some(&["es", "EN", "ar"]),
            };
            words.prop_map(move |w| Rule::OneOf(quality, w)).boxed()
        }
        Shape::Tags(quantity) => tags(quantity),
        Shape::Species => some(&["dog", "CAT", "dragon"]).prop_map(Rule::Species).boxed(),
        Shape::Loyalty => {
            prop::sample::subsequence(LoyaltyStatus::ALL.to_vec(), 1..3).prop_map(Rule::Loyalty).boxed()
        }
        Shape::OptIn => opt_in(),
        Shape::YesNo => any::<bool>()
            .prop_map(move |yes| match key {
                Key::EmailOptIn => Rule::EmailOptIn(yes),
                Key::Referred => Rule::Referred(yes),
                Key::HasFutureAppointment => Rule::FutureAppointment(yes),
                _ => Rule::IsActive(yes),
            })
            .boxed(),
        Shape::Months => prop::sample::subsequence((1..=12).collect::<Vec<u32>>(), 1..6)
            .prop_map(Rule::BirthdayMonth)
            .boxed(),
        Shape::Bought => bought(key),
        Shape::Days => (0..90_i32).prop_map(Rule::VaccinationDueWithin).boxed(),
        Shape::Rating => (1..=5_i64).prop_map(Rule::FeedbackMaxRating).boxed(),
        Shape::Since => since().prop_map(Rule::FirstVisitSince).boxed(),
        Shape::Owners => prop::sample::subsequence((0..45).collect::<Vec<i64>>(), 0..30)
            .prop_map(|ids| Rule::Owners(ids.iter().map(|id| format!("O{id:06}")).collect()))
            .boxed(),
    }
}

/// The first four of a new clinic's tags are given out; a fifth nobody has, a sixth there is not.
fn tags(quantity: Quantity) -> BoxedStrategy<Rule> {
    some(&["vip", "New Customer", "BREEDER", "Rescue", "Inactive", "Nope"])
        .prop_map(move |names| Rule::Tags(quantity, names))
        .boxed()
}

fn opt_in() -> BoxedStrategy<Rule> {
    let channel = || select(ContactChannel::ALL);
    let purpose = || select(Purpose::ALL);
    let pair = (channel(), purpose())
        .prop_filter("a pair has a purpose below marketing", |(_, purpose)| *purpose != Purpose::Marketing);
    let permission = prop_oneof![
        channel().prop_map(Permission::Channel),
        purpose().prop_map(Permission::Purpose),
        pair.prop_map(|(channel, purpose)| Permission::Pair(channel, purpose)),
    ];
    prop_oneof![
        any::<bool>().prop_map(OptIn::Marketing),
        prop::collection::vec(permission, 1..3).prop_map(|mut permissions| {
            permissions.dedup();
            OptIn::Any(permissions)
        }),
    ]
    .prop_map(Rule::OptedIn)
    .boxed()
}

fn bought(key: Key) -> BoxedStrategy<Rule> {
    let products = some(&["royal canin", "co-3", "Regalo", "Nope"]);
    let categories = some(&["ALIMENTO", "Accesorio", "Nope"]);
    let maybe = prop::option::of(since());
    match key {
        Key::BoughtProduct => (products, prop::option::of(categories), maybe)
            .prop_map(|(products, categories, since)| Bought {
                products,
                categories: categories.unwrap_or_default(),
                since,
            })
            .prop_map(Rule::Bought)
            .boxed(),
        Key::BoughtCategory => (categories, maybe)
            .prop_map(|(categories, since)| Rule::Bought(Bought { categories, since, ..Bought::default() }))
            .boxed(),
        _ => {
            since().prop_map(|since| Rule::Bought(Bought { since: Some(since), ..Bought::default() })).boxed()
        }
    }
}
