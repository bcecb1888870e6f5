//! The commercial tier and the stage of an owner's life with the clinic.

use super::{super::Facts, scores::Basis, turn::Turn};
use crate::{
    clinic::Thresholds,
    values::{Day, Lifecycle, Tier},
};

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
