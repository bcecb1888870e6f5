//! The commercial tier and the stage of an owner's life with the clinic.

use super::{
    super::{Facts, Outcome},
    scores::Basis,
    turn::Turn,
};
use crate::{
    clinic::Thresholds,
    values::{Day, Lifecycle, Money, Tier},
};

/// How an owner stands at the end of a day: the part of the figures that a report on a period counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The stage.
    pub lifecycle: Lifecycle,
    /// The commercial tier.
    pub tier: Tier,
    /// Day of the latest completed visit.
    pub last_visit_on: Option<Day>,
    /// Distinct days with a completed appointment.
    pub visits: i64,
    /// Purchases.
    pub purchases: i64,
    /// Their net amounts.
    pub spent: Money,
}

/// The standing of an owner on a day, as [`super::figures`] have it, without what takes longer to work out.
pub fn standing(facts: &Facts, limits: &Thresholds, today: Day) -> Standing {
    let (mut visits, mut last_visit_on, mut is_booked) = (0, None, false);
    for appointment in &facts.appointments {
        if appointment.day > today {
            is_booked |= appointment.outcome == Outcome::Scheduled;
        } else if appointment.outcome == Outcome::Completed && last_visit_on != Some(appointment.day) {
            visits += 1;
            last_visit_on = Some(appointment.day);
        }
    }
    let (mut purchases, mut spent) = (0, Money::ZERO);
    for purchase in facts.purchases.iter().take_while(|purchase| purchase.day <= today) {
        purchases += 1;
        spent += purchase.net;
    }
    let days_since_visit = last_visit_on.map(|day| today.since(day));
    let basis = Basis { days_since_visit, visits, spent, interactions: 0 };
    let tier = tier(facts.hand_tier, &basis, limits);
    let is_closed = is_closed(facts, today, &mut Turn::after(today));
    let lifecycle = lifecycle(is_closed, is_booked, tier, &basis, limits);
    Standing { lifecycle, tier, last_visit_on, visits, purchases, spent }
}

/// The tier set by hand, else by the rule.
pub(super) fn tier(by_hand: Option<Tier>, basis: &Basis, limits: &Thresholds) -> Tier {
    by_hand.unwrap_or(if is_vip(basis, limits) {
        Tier::Vip
    } else if basis.visits < 2 {
        Tier::New
    } else {
        Tier::Regular
    })
}

/// Often there, and spends well.
fn is_vip(basis: &Basis, limits: &Thresholds) -> bool {
    basis.visits >= limits.vip_visits && basis.spent >= limits.vip_spent
}

/// Deactivated, or pets on record of which none lives or is still here on that day.
pub(super) fn is_closed(facts: &Facts, today: Day, turn: &mut Turn) -> bool {
    facts.pets.iter().flatten().for_each(|gone_from| turn.at(*gone_from));
    let is_gone = |pet: &Option<Day>| pet.is_some_and(|gone_from| gone_from <= today);
    !facts.is_active || (!facts.pets.is_empty() && facts.pets.iter().all(is_gone))
}

/// The first stage that fits.
pub(super) fn lifecycle(
    is_closed: bool,
    is_booked: bool,
    tier: Tier,
    basis: &Basis,
    limits: &Thresholds,
) -> Lifecycle {
    let [at_risk, churned] = limits.lifecycle_days;
    match basis.days_since_visit {
        _ if is_closed => Lifecycle::Closed,
        None => Lifecycle::Lead,
        Some(days) if days > churned && !is_booked => Lifecycle::Churned,
        Some(days) if days > at_risk && !is_booked => Lifecycle::AtRisk,
        _ if tier == Tier::Vip || is_vip(basis, limits) => Lifecycle::Vip,
        _ if basis.visits == 1 => Lifecycle::FirstVisit,
        _ => Lifecycle::Active,
    }
}
