//! What holds for any facts.

use super::*;
use proptest::prelude::*;

/// Around the limits before and after today, and far back.
fn days_ago() -> impl Strategy<Value = i32> {
    prop_oneof![-60..60_i32, 25..35_i32, 85..95_i32, 175..185_i32, 360..370_i32, 0..1_500_i32]
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        4 => Just(Outcome::Completed),
        1 => Just(Outcome::Scheduled),
        1 => Just(Outcome::Cancelled),
        1 => Just(Outcome::NoShow),
    ]
}

prop_compose! {
    fn any_facts()(
        appointments in prop::collection::vec((days_ago(), any_outcome(), any::<bool>()), 0..14),
        purchases in prop::collection::vec((days_ago(), 1..900_000_i64), 0..8),
        messages in prop::collection::vec((days_ago(), prop::option::of(days_ago())), 0..5),
        interactions in prop::collection::vec(days_ago(), 0..25),
        pets in prop::collection::vec(prop::option::of(days_ago()), 0..3),
        is_active in prop::bool::weighted(0.9),
    ) -> Facts {
        let mut appointments: Vec<_> = appointments
            .into_iter()
            .map(|(days, outcome, is_emergency)| AppointmentFact { day: ago(days), outcome, is_emergency })
            .collect();
        appointments.sort_by_key(|appointment| appointment.day);
        let mut interactions: Vec<_> = interactions.into_iter().map(ago).collect();
        interactions.sort();
        let messages = messages
            .into_iter()
            .map(|(sent, answered)| MessageFact { sent_on: ago(sent), answered_on: answered.map(ago) })
            .collect();
        let pets = pets.into_iter().map(|gone| gone.map(ago)).collect();
        bought(Facts { is_active, appointments, messages, interactions, pets, ..Facts::default() }, &purchases)
    }
}

proptest! {
    /// What is kept may be left alone until `stale_on`: up to the day before, nothing differs.
    #[test]
    fn nothing_changes_before_the_day_it_goes_stale(facts in any_facts()) {
        let limits = Thresholds::default();
        let mut kept = figures(&facts, &limits, ago(30));
        for day in (-29..200).map(|n| today().plus(n)) {
            let now = figures(&facts, &limits, day);
            if kept.stale_on.is_none_or(|stale_on| day < stale_on) {
                prop_assert_eq!(&now, &kept, "on {}", day);
            }
            kept = now;
        }
    }

    /// Facts of later days might as well not be there.
    #[test]
    fn figures_are_those_of_the_facts_so_far(facts in any_facts()) {
        let limits = Thresholds::default();
        let mut so_far = facts.clone();
        so_far.appointments.retain(|a| a.day <= today() || a.outcome == Outcome::Scheduled);
        so_far.purchases.retain(|purchase| purchase.day <= today());
        so_far.interactions.retain(|day| *day <= today());
        so_far.messages.retain(|message| message.sent_on <= today());
        for message in &mut so_far.messages {
            message.answered_on = message.answered_on.filter(|day| *day <= today());
        }
        for gone_from in &mut so_far.pets {
            *gone_from = gone_from.filter(|day| *day <= today());
        }
        let mut all = figures(&facts, &limits, today());
        let known = figures(&so_far, &limits, today());
        all.stale_on = known.stale_on;
        prop_assert_eq!(all, known);
    }
}
