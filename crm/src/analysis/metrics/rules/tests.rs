//! The rules by tables: every limit from both sides.

mod any_facts;

use super::super::{
    AppointmentFact, ClinicMedians, Facts, Figures, Gap, MessageFact, Outcome, OwnerFigures, PurchaseFact,
    VisitPattern, Yardsticks, figures,
};
use crate::{
    clinic::Thresholds,
    values::{ChurnRisk, Day, Lifecycle, Money, OwnerId, Tier},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn today() -> Day {
    day("2025-11-17")
}

fn ago(days: i32) -> Day {
    today().plus(-days)
}

fn active() -> Facts {
    Facts { is_active: true, ..Facts::default() }
}

fn appointment(day: Day, outcome: Outcome) -> AppointmentFact {
    AppointmentFact { day, outcome, is_emergency: false }
}

/// An owner with completed visits so many days ago.
fn visited(days_ago: &[i32]) -> Facts {
    let mut appointments: Vec<_> =
        days_ago.iter().map(|days| appointment(ago(*days), Outcome::Completed)).collect();
    appointments.sort_by_key(|appointment| appointment.day);
    Facts { appointments, ..active() }
}

fn visits_on(days: &[&str]) -> Facts {
    Facts { appointments: days.iter().map(|d| appointment(day(d), Outcome::Completed)).collect(), ..active() }
}

/// Purchases of so many cents so many days ago.
fn bought(mut facts: Facts, purchases: &[(i32, i64)]) -> Facts {
    facts.purchases = purchases
        .iter()
        .map(|&(days, cents)| PurchaseFact { day: ago(days), net: Money::from_cents(cents) })
        .collect();
    facts.purchases.sort_by_key(|purchase| purchase.day);
    facts
}

fn of(facts: &Facts) -> Figures {
    figures(facts, &Thresholds::default(), today())
}

fn shown(facts: &Facts, medians: &ClinicMedians) -> OwnerFigures {
    OwnerFigures::new(
        OwnerId(7),
        &of(facts),
        &Yardsticks { medians: *medians, model: None },
        &Thresholds::default(),
        today(),
    )
}

#[test]
fn recency_differs_at_its_edges_between_the_two_scores() {
    for (days, value, engagement, risk) in [
        (0, 30, 30, ChurnRisk::Low),
        (29, 30, 30, ChurnRisk::Low),
        (30, 30, 20, ChurnRisk::Low),
        (31, 20, 20, ChurnRisk::Low),
        (89, 20, 20, ChurnRisk::Low),
        (90, 20, 10, ChurnRisk::Low),
        (91, 10, 10, ChurnRisk::Medium),
        (179, 10, 10, ChurnRisk::Medium),
        (180, 10, 0, ChurnRisk::Medium),
        (181, 0, 0, ChurnRisk::High),
    ] {
        let figures = of(&visited(&[days]));
        assert_eq!((figures.value_score, figures.engagement_score), (value, engagement + 3), "{days} days");
        assert_eq!(figures.churn_risk, risk, "{days} days");
    }
    let never = of(&active());
    assert_eq!((never.value_score, never.engagement_score, never.churn_risk), (0, 0, ChurnRisk::None));
}

#[test]
fn spending_differs_at_its_edges_between_the_two_scores() {
    for (cents, value, engagement) in [
        (49_999, 0, 0),
        (50_000, 10, 0),
        (99_999, 10, 0),
        (100_000, 20, 0),
        (100_001, 20, 10),
        (499_999, 20, 10),
        (500_000, 30, 10),
        (500_001, 30, 15),
        (999_999, 30, 15),
        (1_000_000, 40, 15),
        (1_000_001, 40, 20),
    ] {
        let figures = of(&bought(active(), &[(400, cents)]));
        assert_eq!((figures.value_score, figures.engagement_score), (value, engagement), "{cents} cents");
    }
}

#[test]
fn frequency_interactions_and_visits_earn_up_to_their_most() {
    for (visits, frequency) in [(1, 0), (2, 0), (3, 10), (5, 10), (6, 20), (11, 20), (12, 30), (40, 30)] {
        let days: Vec<i32> = (0..visits).map(|n| 200 + n).collect();
        let figures = of(&visited(&days));
        assert_eq!(figures.value_score, frequency, "{visits} visits");
        assert_eq!(figures.engagement_score, i64::from(visits * 3).min(30), "{visits} visits");
    }
    let chatty = Facts { interactions: vec![ago(3); 25], ..active() };
    assert_eq!(of(&chatty).engagement_score, 20);
    assert_eq!(of(&chatty).interaction_count, 25);
}

#[test]
fn the_breakdown_adds_up_and_shows_its_rule() {
    let facts = bought(visited(&[30, 200, 300]), &[(10, 100_000)]);
    let shown = shown(&facts, &ClinicMedians::default());
    for score in [&shown.value_score, &shown.engagement_score] {
        assert_eq!(score.points, score.parts.iter().map(|part| part.points).sum::<i64>());
        assert_eq!(score.parts.iter().map(|part| part.most).sum::<i64>(), 100);
    }
    assert_eq!(shown.value_score.points, 30 + 10 + 20);
    assert_eq!(shown.engagement_score.points, 9 + 20);
    assert_eq!(
        serde_json::to_value(&shown.value_score.parts[0]).unwrap(),
        serde_json::json!({"name": "recency", "value": 30, "points": 30, "most": 30, "rule": {"kind": "steps",
            "bound": "at_most", "steps": [{"limit": 30, "points": 30}, {"limit": 90, "points": 20}, {"limit": 180, "points": 10}]}})
    );
    assert_eq!(
        serde_json::to_value(&shown.engagement_score.parts[3].rule).unwrap(),
        serde_json::json!({"kind": "each", "points": 1})
    );
}

#[test]
fn a_visit_is_a_day_with_a_completed_appointment() {
    let mut facts = visits_on(&["2025-10-01", "2025-10-01", "2025-10-05"]);
    facts.appointments.push(appointment(day("2025-10-06"), Outcome::Cancelled));
    facts.appointments.push(appointment(day("2025-10-07"), Outcome::NoShow));
    facts.appointments.push(appointment(day("2025-10-08"), Outcome::Scheduled));
    facts.appointments.push(appointment(day("2025-11-18"), Outcome::Completed));
    let figures = of(&facts);
    assert_eq!((figures.total_visits, figures.total_appointments), (2, 6));
    assert_eq!((figures.cancelled_appointments, figures.no_show_count), (1, 1));
    assert_eq!(figures.first_visit_on, Some(day("2025-10-01")));
    assert_eq!(figures.last_visit_on, Some(day("2025-10-05")));
    assert_eq!(figures.next_appointment_on, None, "an old scheduled one is no booking");
}

#[test]
fn facts_of_later_days_count_in_no_figure_and_say_when_they_will() {
    let later = today().plus(1);
    let facts = Facts {
        appointments: vec![appointment(later, Outcome::Scheduled)],
        purchases: vec![PurchaseFact { day: later, net: Money::from_cents(5) }],
        messages: vec![
            MessageFact { sent_on: later, answered_on: Some(later) },
            MessageFact { sent_on: today(), answered_on: Some(later) },
        ],
        interactions: vec![later],
        pets: vec![Some(later)],
        ..active()
    };
    let figures = of(&facts);
    let expected = Figures {
        messages_sent: 1,
        next_appointment_on: Some(later),
        stale_on: Some(later),
        ..of(&active())
    };
    assert_eq!(figures, expected);
    let next = super::figures(&facts, &Thresholds::default(), later);
    assert_eq!((next.total_appointments, next.order_count, next.messages_sent), (1, 1, 2));
    assert_eq!((next.messages_responded, next.interaction_count), (2, 1));
    assert_eq!(next.lifecycle, Lifecycle::Closed, "the only pet died that day");
    assert_eq!(next.last_engagement_on, Some(later));
}

#[test]
fn averages_are_rounded_half_even_once_and_absent_without_a_count() {
    let nothing = shown(&active(), &ClinicMedians::default());
    assert_eq!((nothing.average_order_value_cents, nothing.average_per_visit_cents), (None, None));
    assert_eq!((nothing.response_rate, nothing.days_since_last_visit), (None, None));
    assert_eq!((nothing.lifetime_value_estimate_cents, nothing.at_stake_cents), (None, None));
    assert_eq!(nothing.total_spent_cents, Money::ZERO);
    for (cents, count, expected) in [(1, 2, 0), (3, 2, 2), (5, 2, 2), (100, 3, 33), (200, 3, 67)] {
        let mut purchases = vec![(5, 0); count - 1];
        purchases.push((5, cents));
        let facts = bought(active(), &purchases);
        let average = shown(&facts, &ClinicMedians::default()).average_order_value_cents;
        assert_eq!(average, Some(Money::from_cents(expected)), "{cents} ÷ {count}");
    }
    let silent = Facts { messages: vec![MessageFact { sent_on: ago(3), answered_on: None }], ..active() };
    assert_eq!(shown(&silent, &ClinicMedians::default()).response_rate.unwrap().to_string(), "0.000000");
}

#[test]
fn a_visit_today_is_zero_days_ago() {
    let shown = shown(&visited(&[0]), &ClinicMedians::default());
    assert_eq!(shown.days_since_last_visit, Some(0));
    assert_eq!((shown.value_score.points, shown.engagement_score.points), (30, 33));
}

#[test]
fn gaps_have_a_median_from_three_distinct_days_on() {
    let gap = |days: &[i32]| of(&visited(days)).visit_gap.map(|gap| gap.to_string());
    assert_eq!(gap(&[10, 20]), None);
    assert_eq!(gap(&[10, 20, 20]), None);
    assert_eq!(gap(&[10, 20, 50]).as_deref(), Some("20"));
    assert_eq!(gap(&[10, 20, 51]).as_deref(), Some("20.5"));
    assert_eq!(gap(&[0, 1, 31, 400]).as_deref(), Some("30"));
    let purchases = bought(active(), &[(0, 1), (0, 1), (30, 1), (75, 1)]);
    assert_eq!(of(&purchases).purchase_gap.map(|gap| gap.to_string()).as_deref(), Some("37.5"));
    assert_eq!(of(&purchases).order_count, 4);
}

#[test]
fn the_first_stage_that_fits() {
    let stage = |facts: &Facts| of(facts).lifecycle;
    assert_eq!(stage(&active()), Lifecycle::Lead);
    assert_eq!(stage(&Facts::default()), Lifecycle::Closed);
    for (days, expected) in [
        (&[90][..], Lifecycle::FirstVisit),
        (&[91], Lifecycle::AtRisk),
        (&[365], Lifecycle::AtRisk),
        (&[366], Lifecycle::Churned),
        (&[90, 91], Lifecycle::Active),
        (&[366, 367], Lifecycle::Churned),
    ] {
        assert_eq!(stage(&visited(days)), expected, "{days:?}");
        let mut booked = visited(days);
        booked.appointments.push(appointment(today().plus(1), Outcome::Scheduled));
        let expected = if days.len() == 1 { Lifecycle::FirstVisit } else { Lifecycle::Active };
        assert_eq!(stage(&booked), expected, "{days:?} and booked");
    }
    let ten: Vec<i32> = (0..10).map(|n| n * 20).collect();
    assert_eq!(stage(&bought(visited(&ten), &[(9, 500_000)])), Lifecycle::Vip);
    assert_eq!(stage(&bought(visited(&ten), &[(9, 499_999)])), Lifecycle::Active);
    assert_eq!(stage(&bought(visited(&ten[..9]), &[(9, 500_000)])), Lifecycle::Active);
    let by_hand = Facts { hand_tier: Some(Tier::Vip), ..visited(&[5]) };
    assert_eq!(stage(&by_hand), Lifecycle::Vip);
    let professional =
        Facts { hand_tier: Some(Tier::Professional), ..bought(visited(&ten), &[(9, 500_000)]) };
    assert_eq!((stage(&professional), of(&professional).tier), (Lifecycle::Vip, Tier::Professional));
}

#[test]
fn an_owner_is_closed_when_no_pet_on_record_is_here() {
    let with = |pets: Vec<Option<Day>>| of(&Facts { pets, ..visited(&[5]) }).lifecycle;
    assert_eq!(with(vec![]), Lifecycle::FirstVisit);
    assert_eq!(with(vec![Some(Facts::ALWAYS)]), Lifecycle::Closed);
    assert_eq!(with(vec![Some(today())]), Lifecycle::Closed);
    assert_eq!(with(vec![Some(ago(3)), None]), Lifecycle::FirstVisit);
    assert_eq!(with(vec![Some(ago(3)), Some(today().plus(1))]), Lifecycle::FirstVisit);
}

#[test]
fn the_tier_follows_the_rule_unless_set_by_hand() {
    let ten: Vec<i32> = (0..10).collect();
    for (facts, expected) in [
        (active(), Tier::New),
        (visited(&[5]), Tier::New),
        (visited(&[5, 900]), Tier::Regular),
        (bought(visited(&ten), &[(1, 500_000)]), Tier::Vip),
    ] {
        assert_eq!(of(&facts).tier, expected);
        for by_hand in Tier::ALL {
            let facts = Facts { hand_tier: Some(*by_hand), ..facts.clone() };
            assert_eq!(of(&facts).tier, *by_hand);
        }
    }
}

#[test]
fn the_cadence_rule_is_a_third_when_due_and_a_half_at_twice_the_gap() {
    let clinic = ClinicMedians { visit_gap: Some(Gap::from_quarters(122)), purchase_gap: None };
    let churn = |facts: &Facts| {
        let churn = shown(facts, &clinic).churn;
        (churn.score.map(|score| score.to_string()), serde_json::to_value(churn.voice).unwrap())
    };
    let spoke = |score: &str, voice: &str| (Some(score.to_owned()), serde_json::json!(voice));
    assert_eq!(churn(&visited(&[30, 60, 90])), spoke("0.333333", "cadence"));
    assert_eq!(churn(&visited(&[60, 90, 120])), spoke("0.500000", "cadence"));
    assert_eq!(churn(&visited(&[0, 30, 60])), spoke("0.000000", "cadence"));
    // 61 ÷ (61 + 2 × 30.5)
    assert_eq!(churn(&visited(&[61])), spoke("0.500000", "clinic_cadence"));
    let mut booked = visited(&[500]);
    booked.appointments.push(appointment(today().plus(9), Outcome::Scheduled));
    assert_eq!(churn(&booked), spoke("0.000000", "booked"));
    booked.is_active = false;
    assert_eq!(churn(&booked), (None, serde_json::json!("closed")));
    assert_eq!(churn(&active()), (None, serde_json::json!("silent")));
    let alone = shown(&visited(&[61]), &ClinicMedians::default()).churn;
    assert_eq!(alone.score, None, "no gap in the whole clinic");
}

#[test]
fn the_lifetime_estimate_is_spending_by_years_of_tenure() {
    let estimate = |first: i32, cents: i64| {
        let shown = shown(&bought(visited(&[first]), &[(0, cents)]), &ClinicMedians::default());
        shown.lifetime_value_estimate_cents.unwrap().cents()
    };
    assert_eq!(estimate(0, 10_000), 30_000);
    assert_eq!(estimate(365, 10_000), 30_000);
    // 3 × 100.00 × 365.25 ÷ 366 = 299.385…
    assert_eq!(estimate(366, 10_000), 29_939);
    assert_eq!(estimate(1_461, 10_000), 7_500);
    assert_eq!(estimate(1_461, 2), 2, "1.5 cents go to the even one");
}

#[test]
fn at_stake_is_a_years_spending_times_the_score() {
    let clinic = ClinicMedians { visit_gap: None, purchase_gap: Some(Gap::from_halves(146)) };
    let at_stake = |purchases: &[(i32, i64)]| {
        let facts = bought(visited(&[60, 90, 120]), purchases);
        shown(&facts, &clinic).at_stake_cents.map(Money::cents)
    };
    // 50.00 × 365 ÷ 36.5 × ½, by the owner's own gap.
    assert_eq!(at_stake(&[(10, 4_000), (46, 5_000), (83, 6_000)]), Some(25_000));
    // 50.00 × 365 ÷ 73 × ½, by the clinic's.
    assert_eq!(at_stake(&[(10, 5_000)]), Some(12_500));
    assert_eq!(at_stake(&[]), None);
}

#[test]
fn a_purchase_is_overdue_from_one_and_a_half_gaps_on() {
    let overdue = |last: i32| {
        let purchases = [(last, 1), (last + 30, 1), (last + 60, 1)];
        shown(&bought(active(), &purchases), &ClinicMedians::default()).is_purchase_overdue
    };
    assert_eq!([overdue(44), overdue(45)], [false, true]);
    assert!(!shown(&bought(active(), &[(900, 1)]), &ClinicMedians::default()).is_purchase_overdue);
}

#[test]
fn engagement_is_the_latest_of_visit_purchase_interaction_and_answer() {
    let mut facts = bought(visited(&[40]), &[(30, 1)]);
    assert_eq!(of(&facts).last_engagement_on, Some(ago(30)));
    facts.interactions = vec![ago(90), ago(20)];
    assert_eq!(of(&facts).last_engagement_on, Some(ago(20)));
    facts.messages = vec![
        MessageFact { sent_on: ago(2), answered_on: None },
        MessageFact { sent_on: ago(15), answered_on: Some(ago(10)) },
    ];
    assert_eq!(of(&facts).last_engagement_on, Some(ago(10)));
    assert_eq!(of(&facts).last_interaction_on, Some(ago(20)));
}

#[test]
fn visit_patterns_first_that_fits() {
    let pattern = |facts: &Facts| of(facts).visit_pattern;
    let mut facts = visits_on(&["2025-01-10", "2025-03-11", "2025-09-12", "2025-10-01"]);
    assert_eq!(pattern(&facts), Some(VisitPattern::Occasional));
    facts.appointments[0].is_emergency = true;
    assert_eq!(pattern(&facts), Some(VisitPattern::Occasional));
    facts.appointments[3].is_emergency = true;
    assert_eq!(pattern(&facts), Some(VisitPattern::Emergency));
    let seasonal = ["2023-01-10", "2023-02-20", "2024-01-05", "2024-08-08", "2025-06-01"];
    assert_eq!(pattern(&visits_on(&seasonal)), Some(VisitPattern::Seasonal));
    let one_year = ["2024-01-05", "2024-02-05", "2024-02-06", "2024-03-01"];
    assert_eq!(pattern(&visits_on(&one_year)), Some(VisitPattern::Occasional));
    assert_eq!(pattern(&visited(&[10, 70, 135, 190])), Some(VisitPattern::Regular));
    // Gaps 10 and 30: deviation ÷ mean is exactly one half.
    assert_eq!(pattern(&visited(&[0, 10, 40])), Some(VisitPattern::Occasional));
    assert_eq!(pattern(&visited(&[0, 11, 40])), Some(VisitPattern::Regular));
    assert_eq!(pattern(&visited(&[0, 11])), None);
    assert_eq!(pattern(&visited(&[0, 500, 1_094])), Some(VisitPattern::Regular));
    assert_eq!(pattern(&visited(&[0, 500, 1_095])), None);
    assert_eq!(of(&visited(&[0, 500, 1_094])).stale_on, Some(today().plus(1)));
}

#[test]
fn the_limits_are_settings() {
    let limits = Thresholds {
        recency_days: [7, 14, 21],
        churn_days: [10, 20],
        lifecycle_days: [10, 20],
        vip_visits: 2,
        vip_spent: Money::from_cents(100),
        ..Thresholds::default()
    };
    let facts = bought(visited(&[8, 9]), &[(8, 100)]);
    let figures = figures(&facts, &limits, today());
    assert_eq!((figures.value_score, figures.engagement_score), (20, 26));
    assert_eq!((figures.tier, figures.lifecycle), (Tier::Vip, Lifecycle::Vip));
    assert_eq!(figures.stale_on, Some(today().plus(3)), "on the 11th day the owner is at risk");
}
