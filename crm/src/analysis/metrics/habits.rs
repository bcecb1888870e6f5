//! What an owner does over the years: what they buy, how they answer, and how they came to stand where they do.

use super::{ChannelResponse, Shopping, figures, shopping, store};
use crate::{
    Error, Result,
    clinic::Read,
    values::{Day, Lifecycle, OwnerId, Tier},
};
use serde::Serialize;

/// What an owner does over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Habits {
    /// Products preferred, and categories with their cadence.
    pub shopping: Shopping,
    /// Messages sent and answered, by channel.
    pub responses: Vec<ChannelResponse>,
    /// The stages, the latest first: when the owner became at risk, and when they came back.
    pub stages: Vec<StageChange>,
    /// The tiers, by the rule and by hand, the latest first.
    pub tiers: Vec<TierChange>,
}

/// The day on which a stage began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StageChange {
    /// The day.
    pub on: Day,
    /// The stage before; none at the beginning.
    pub from: Option<Lifecycle>,
    /// The stage.
    pub to: Lifecycle,
    /// Whether it is a return: from at risk or churned to one who comes.
    pub is_return: bool,
}

/// The day on which a tier began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TierChange {
    /// The day.
    pub on: Day,
    /// The tier before; none at the beginning.
    pub from: Option<Tier>,
    /// The tier.
    pub to: Tier,
    /// Whether a person set it.
    pub is_by_hand: bool,
}

/// What an owner does, up to today. The stages and tiers are computed from the facts for every day on which they can have
/// changed, with the tier that was set by hand on that day; a deactivation has no history, so the past sees it as it is.
///
/// # Errors
/// `not_found` where there is no such owner.
pub fn habits(r: &Read, owner: OwnerId) -> Result<Habits> {
    let mut facts = store::of_owner(r.conn(), owner)?.ok_or_else(|| Error::not_found("owner"))?;
    let by_hand = ByHand { set: store::hand_tiers(r.conn(), owner, r.zone)?, now: facts.hand_tier };
    let (mut stages, mut tiers): (Vec<StageChange>, Vec<TierChange>) = (Vec::new(), Vec::new());
    let days = facts.appointments.iter().map(|a| a.day).chain(facts.purchases.iter().map(|p| p.day));
    let mut next = days.chain(by_hand.set.iter().map(|set| set.on)).min();
    while let Some(day) = next.filter(|day| *day <= r.today) {
        facts.hand_tier = by_hand.on(day);
        let then = figures(&facts, &r.settings.thresholds, day);
        let from = stages.last().map(|change| change.to);
        if from != Some(then.lifecycle) {
            let was_away = matches!(from, Some(Lifecycle::AtRisk | Lifecycle::Churned));
            let comes = matches!(then.lifecycle, Lifecycle::FirstVisit | Lifecycle::Active | Lifecycle::Vip);
            stages.push(StageChange { on: day, from, to: then.lifecycle, is_return: was_away && comes });
        }
        let from = tiers.last().map(|change| change.to);
        if from != Some(then.tier) {
            let is_by_hand = facts.hand_tier.is_some();
            tiers.push(TierChange { on: day, from, to: then.tier, is_by_hand });
        }
        // Until then nothing changes: neither by the calendar, nor by a later fact, nor by hand.
        let set = by_hand.set.iter().map(|set| set.on);
        next = then.stale_on.into_iter().chain(set).filter(|later| *later > day).min();
    }
    stages.reverse();
    tiers.reverse();
    Ok(Habits {
        shopping: shopping(r, owner)?,
        responses: store::responses_of(r.conn(), owner, r.today)?,
        stages,
        tiers,
    })
}

/// The tier that a person set, day by day.
struct ByHand {
    set: Vec<store::HandTier>,
    now: Option<Tier>,
}

impl ByHand {
    /// What stood at the end of a day. Where nothing is known of the time before, it was always as it is.
    fn on(&self, day: Day) -> Option<Tier> {
        match self.set.iter().rev().find(|set| set.on <= day) {
            Some(set) => set.after,
            None => self.set.first().map_or(self.now, |first| first.before),
        }
    }
}
