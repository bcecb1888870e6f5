//! The figures of an owner as a pure function of the facts, the limits and the day.

pub(super) mod churn;
mod pattern;
pub(super) mod scores;
mod standing;
#[cfg(test)]
mod tests;
mod turn;

use super::{AppointmentFact, Facts, Figures, Gap, Outcome};
use crate::{
    clinic::Thresholds,
    values::{Day, Money},
};
use pattern::VisitDay;
pub use standing::{Standing, standing};
use turn::Turn;

/// The version of these rules: kept figures of another version are computed anew. Raise it with every change
/// of what a kept figure means.
pub(super) const VERSION: u32 = 3;

/// Days of "twelve months": what lies in them is fewer days than this before their last day.
pub const YEAR_DAYS: i32 = 365;

/// Visits or purchases from which their gaps have a median.
const GAPS_FROM: usize = 3;

/// All kept figures of an owner on a day; facts dated later count in none.
pub fn figures(facts: &Facts, limits: &Thresholds, today: Day) -> Figures {
    let mut turn = Turn::after(today);
    let appointments = Appointments::of(facts, today, &mut turn);
    let visits = &appointments.visits;
    let purchases = Purchases::of(facts, today, &mut turn);
    let contacts = Contacts::of(facts, today, &mut turn);
    let (first_visit_on, last_visit_on) = (visits.first().map(|v| v.day), visits.last().map(|v| v.day));
    let total_visits = count(visits);
    let days = last_visit_on.map(|day| today.since(day));
    if let Some(last) = last_visit_on {
        turn.at_limits(last, limits);
    }
    let basis = scores::Basis {
        days_since_visit: days,
        visits: total_visits,
        spent: purchases.spent,
        interactions: contacts.interactions,
    };
    let tier = standing::tier(facts.hand_tier, &basis, limits);
    Figures {
        created_at: facts.created_at,
        first_visit_on,
        last_visit_on,
        total_visits,
        total_appointments: appointments.total,
        cancelled_appointments: appointments.cancelled,
        no_show_count: appointments.no_shows,
        next_appointment_on: appointments.next,
        total_spent: purchases.spent,
        year_spent: purchases.lately,
        order_count: purchases.count,
        first_purchase_on: purchases.days.first().copied(),
        first_purchase: purchases.first,
        purchase_days: count(&purchases.days),
        last_purchase_on: purchases.days.last().copied(),
        visit_gap: median_gap(visits.iter().map(|visit| visit.day)),
        purchase_gap: median_gap(purchases.days.iter().copied()),
        messages_sent: contacts.sent,
        messages_responded: contacts.answered,
        interaction_count: contacts.interactions,
        last_interaction_on: contacts.last_interaction,
        last_engagement_on: last_visit_on
            .max(purchases.days.last().copied())
            .max(contacts.last_interaction)
            .max(contacts.last_answer),
        referral_count: facts.referral_count,
        value_score: scores::value(&basis, limits),
        engagement_score: scores::engagement(&basis, limits),
        churn_risk: churn::risk(days, limits),
        lifecycle: standing::lifecycle(
            standing::is_closed(facts, today, &mut turn),
            appointments.next.is_some(),
            tier,
            &basis,
            limits,
        ),
        tier,
        visit_pattern: pattern::of(visits, today, &mut turn),
        stale_on: turn.first(),
    }
}

struct Appointments {
    visits: Vec<VisitDay>,
    total: i64,
    cancelled: i64,
    no_shows: i64,
    next: Option<Day>,
}

impl Appointments {
    fn of(facts: &Facts, today: Day, turn: &mut Turn) -> Self {
        let past = facts.appointments.partition_point(|appointment| appointment.day <= today);
        let (past, later) = facts.appointments.split_at(past);
        if let Some(next) = later.first() {
            turn.at(next.day);
        }
        let next = later.iter().find(|appointment| appointment.outcome == Outcome::Scheduled);
        let with = |outcome| past.iter().filter(|a| a.outcome == outcome).count() as i64;
        Self {
            visits: visit_days(past),
            total: count(past),
            cancelled: with(Outcome::Cancelled),
            no_shows: with(Outcome::NoShow),
            next: next.map(|appointment| appointment.day),
        }
    }
}

/// Distinct days with a completed appointment.
fn visit_days(past: &[AppointmentFact]) -> Vec<VisitDay> {
    let mut visits: Vec<VisitDay> = Vec::with_capacity(past.len());
    for appointment in past.iter().filter(|a| a.outcome == Outcome::Completed) {
        match visits.last_mut() {
            Some(last) if last.day == appointment.day => last.is_emergency |= appointment.is_emergency,
            _ => visits.push(VisitDay { day: appointment.day, is_emergency: appointment.is_emergency }),
        }
    }
    visits
}

struct Purchases {
    count: i64,
    spent: Money,
    /// Spent in the last 365 days.
    lately: Money,
    /// Spent on the first day.
    first: Money,
    /// Distinct, earliest first.
    days: Vec<Day>,
}

impl Purchases {
    fn of(facts: &Facts, today: Day, turn: &mut Turn) -> Self {
        let past = facts.purchases.partition_point(|purchase| purchase.day <= today);
        let (past, later) = facts.purchases.split_at(past);
        if let Some(next) = later.first() {
            turn.at(next.day);
        }
        let recent = past.partition_point(|purchase| today.since(purchase.day) >= YEAR_DAYS);
        let recent = past.get(recent..).unwrap_or_default();
        if let Some(earliest) = recent.first() {
            turn.at(earliest.day.plus(YEAR_DAYS));
        }
        let mut days: Vec<Day> = past.iter().map(|purchase| purchase.day).collect();
        days.dedup();
        let on_first = past.iter().take_while(|purchase| days.first() == Some(&purchase.day));
        Self {
            count: count(past),
            spent: past.iter().map(|purchase| purchase.net).sum(),
            lately: recent.iter().map(|purchase| purchase.net).sum(),
            first: on_first.map(|purchase| purchase.net).sum(),
            days,
        }
    }
}

struct Contacts {
    sent: i64,
    answered: i64,
    last_answer: Option<Day>,
    interactions: i64,
    last_interaction: Option<Day>,
}

impl Contacts {
    fn of(facts: &Facts, today: Day, turn: &mut Turn) -> Self {
        let past = facts.interactions.partition_point(|day| *day <= today);
        let (past, later) = facts.interactions.split_at(past);
        if let Some(&next) = later.first() {
            turn.at(next);
        }
        let mut contacts = Self {
            sent: 0,
            answered: 0,
            last_answer: None,
            interactions: count(past),
            last_interaction: past.last().copied(),
        };
        for message in &facts.messages {
            turn.at(message.sent_on);
            if message.sent_on > today {
                continue;
            }
            contacts.sent += 1;
            if let Some(answered_on) = message.answered_on {
                turn.at(answered_on);
                if answered_on <= today {
                    contacts.answered += 1;
                    contacts.last_answer = contacts.last_answer.max(Some(answered_on));
                }
            }
        }
        contacts
    }
}

/// The median gap between distinct days in rising order, from three of them on.
pub(super) fn median_gap(days: impl ExactSizeIterator<Item = Day> + Clone) -> Option<Gap> {
    if days.len() < GAPS_FROM {
        return None;
    }
    let mut gaps: Vec<i64> =
        days.clone().zip(days.skip(1)).map(|(earlier, later)| i64::from(later.since(earlier))).collect();
    Gap::median(&mut gaps)
}

fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}
