//! How likely it is that an owner no longer comes, and what is at stake.

use super::super::{ClinicMedians, Figures, Gap, Rate};
use crate::{
    clinic::Thresholds,
    values::{ChurnRisk, Day, Money},
};
use rust_decimal::Decimal;
use serde::Serialize;

/// The bare rule of days, for everyone.
pub(super) fn risk(days_since_visit: Option<i32>, limits: &Thresholds) -> ChurnRisk {
    let [medium, high] = limits.churn_days;
    match days_since_visit {
        None => ChurnRisk::None,
        Some(days) if days > high => ChurnRisk::High,
        Some(days) if days > medium => ChurnRisk::Medium,
        Some(_) => ChurnRisk::Low,
    }
}

/// Which rule a churn score comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChurnVoice {
    /// The owner's own usual gap between visits.
    Cadence,
    /// The clinic's usual gap: the owner has too few visits for one.
    ClinicCadence,
    /// A booked owner is no risk.
    Booked,
    /// A closed one has no score.
    Closed,
    /// No visit yet, or no gap in the whole clinic: nothing to tell from.
    Silent,
}

/// The churn score of an owner on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Churn {
    /// 0 to 1: the share of chance that the owner is gone.
    pub score: Option<Rate>,
    /// Where it comes from.
    pub voice: ChurnVoice,
    /// The usual days between visits that it was measured by.
    pub usual_gap: Option<Gap>,
}

/// The score as an exact fraction: by the cadence rule d ÷ (d + 2g), in half days 2d ÷ (2d + 4g).
struct Chance {
    part: i64,
    whole: i64,
}

fn measured(
    figures: &Figures,
    medians: &ClinicMedians,
    today: Day,
) -> (ChurnVoice, Option<Gap>, Option<Chance>) {
    if figures.is_closed() {
        return (ChurnVoice::Closed, None, None);
    }
    if figures.is_booked() {
        return (ChurnVoice::Booked, None, Some(Chance { part: 0, whole: 1 }));
    }
    let (voice, gap) = match (figures.visit_gap, medians.visit_gap) {
        (Some(own), _) => (ChurnVoice::Cadence, own),
        (None, Some(clinics)) => (ChurnVoice::ClinicCadence, clinics),
        (None, None) => return (ChurnVoice::Silent, None, None),
    };
    let Some(last) = figures.last_visit_on else { return (ChurnVoice::Silent, None, None) };
    let days = i64::from(today.since(last)) * 2;
    (voice, Some(gap), Some(Chance { part: days, whole: days + gap.quarters() }))
}

/// The churn score.
pub(in super::super) fn churn(figures: &Figures, medians: &ClinicMedians, today: Day) -> Churn {
    let (voice, usual_gap, chance) = measured(figures, medians, today);
    Churn { score: chance.and_then(|chance| Rate::of(chance.part, chance.whole)), voice, usual_gap }
}

/// What the owner would spend in 12 months if still active × the churn score: average order × 365 ÷ usual days
/// between purchases × score. `None` without a purchase, a gap or a score.
pub(in super::super) fn at_stake(figures: &Figures, medians: &ClinicMedians, today: Day) -> Option<Money> {
    let chance = measured(figures, medians, today).2?;
    let quarters = figures.purchase_gap.or(medians.purchase_gap)?.quarters();
    let times = Decimal::from(365 * 4).checked_mul(chance.part.into())?;
    let by =
        Decimal::from(figures.order_count).checked_mul(quarters.into())?.checked_mul(chance.whole.into())?;
    figures.total_spent.ratio(times, by)
}
