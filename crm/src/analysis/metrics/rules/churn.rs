//! How likely it is that an owner no longer comes, what they would bring, and what is at stake.

use super::super::{Figures, Gap, Rate, Yardsticks};
use crate::{
    analysis::model::{BuyingModel, YEAR},
    clinic::Thresholds,
    values::{ChurnRisk, Day, Money, text_enum},
};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
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

text_enum! {
    /// Which rule a churn score comes from.
    ChurnVoice {
        /// The model BG/NBD.
        BgNbd = "bg_nbd",
        /// The model MBG/NBD.
        MbgNbd = "mbg_nbd",
        /// The owner's own usual gap between visits.
        Cadence = "cadence",
        /// The clinic's usual gap: the owner has too few visits for one.
        ClinicCadence = "clinic_cadence",
        /// A booked owner is no risk.
        Booked = "booked",
        /// A closed one has no score.
        Closed = "closed",
        /// No visit yet, or no gap in the whole clinic: nothing to tell from.
        Silent = "silent",
    }
}

impl From<BuyingModel> for ChurnVoice {
    fn from(model: BuyingModel) -> Self {
        match model {
            BuyingModel::BgNbd => Self::BgNbd,
            BuyingModel::MbgNbd => Self::MbgNbd,
        }
    }
}

/// The churn score of an owner on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Churn {
    /// 0 to 1: the share of chance that the owner is gone.
    pub score: Option<Rate>,
    /// Where it comes from.
    pub voice: ChurnVoice,
    /// The usual days between visits: the owner's own, else the clinic's. The cadence rule measures by it.
    pub usual_gap: Option<Gap>,
}

/// What is to be expected of an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Outlook {
    pub(in super::super) churn: Churn,
    /// Purchases (or visits) in 12 months, by the model.
    pub(in super::super) expected_purchases: Option<Rate>,
    /// What one of them brings.
    pub(in super::super) expected_amount: Option<Money>,
    /// What all of them bring.
    pub(in super::super) expected_value: Option<Money>,
    /// What 12 months would bring if the owner were active × the churn score.
    pub(in super::super) at_stake: Option<Money>,
}

/// What the model says of an owner.
struct Foresight {
    voice: ChurnVoice,
    active: f64,
    /// Purchases in 12 months by one who is active.
    if_active: f64,
    /// What one of them brings.
    amount: Option<f64>,
}

impl Foresight {
    /// Nothing where no model speaks, or not of this owner.
    fn of(figures: &Figures, yardsticks: &Yardsticks, today: Day) -> Option<Self> {
        let speaker = yardsticks.model.as_ref()?;
        let customer = figures.customer(speaker.basis, today)?;
        // An owner whose amounts the model cannot tell spends as before.
        let amount = speaker.amount(&customer).or_else(|| {
            let average = figures.total_spent.ratio(Decimal::ONE, figures.order_count.into())?;
            average.decimal().to_f64()
        });
        Some(Self {
            voice: speaker.buying.model.into(),
            active: if figures.is_booked() { 1.0 } else { speaker.buying.active(&customer.history) },
            if_active: speaker.buying.expected_if_active(&customer.history, YEAR),
            amount,
        })
    }

    fn value(&self) -> Option<Money> {
        self.amount.and_then(|amount| money(self.active * self.if_active * amount))
    }

    fn stake(&self) -> Option<Money> {
        self.amount.and_then(|amount| money((1.0 - self.active) * self.if_active * amount))
    }
}

fn money(amount: f64) -> Option<Money> {
    Money::round(Decimal::from_f64_retain(amount)?)
}

impl Outlook {
    /// By the model where it speaks of this owner, else by the cadence rule; a closed and a booked owner overrule both.
    pub(in super::super) fn of(figures: &Figures, yardsticks: &Yardsticks, today: Day) -> Self {
        let usual_gap = figures.visit_gap.or(yardsticks.medians.visit_gap);
        let mut outlook = Self {
            churn: Churn { score: None, voice: ChurnVoice::Closed, usual_gap: None },
            expected_purchases: None,
            expected_amount: None,
            expected_value: None,
            at_stake: None,
        };
        if figures.is_closed() {
            return outlook;
        }
        if !outlook.by_model(figures, yardsticks, today) {
            outlook.by_cadence(figures, yardsticks, today);
        }
        if figures.is_booked() {
            outlook.churn = Churn { score: Some(Rate::ZERO), voice: ChurnVoice::Booked, usual_gap: None };
        } else if outlook.churn.score.is_some() {
            outlook.churn.usual_gap = usual_gap;
        }
        outlook
    }

    /// What is at stake is never more than this, in cents; nothing where nothing can be. No sum over the purchases to
    /// come is needed for it: one who may leave buys no more than one who stays.
    pub(in super::super) fn stake_at_most(
        figures: &Figures,
        yardsticks: &Yardsticks,
        today: Day,
    ) -> Option<f64> {
        if figures.is_closed() {
            return None;
        }
        let customer = yardsticks
            .model
            .as_ref()
            .and_then(|speaker| Some((speaker, figures.customer(speaker.basis, today)?)));
        let Some((speaker, customer)) = customer else {
            return Self::of(figures, yardsticks, today).at_stake.map(|stake| stake.cents() as f64);
        };
        let average = || Some(figures.total_spent.cents() as f64 / 100.0 / figures.order_count as f64);
        let amount = speaker.amount(&customer).or_else(average).filter(|amount| amount.is_finite())?;
        let gone = 1.0 - speaker.buying.active(&customer.history);
        // A cent more than it can be rounded to.
        Some(gone * speaker.buying.at_most_if_active(&customer.history, YEAR) * amount * 100.0 + 1.0)
    }

    fn by_model(&mut self, figures: &Figures, yardsticks: &Yardsticks, today: Day) -> bool {
        let Some(foresight) = Foresight::of(figures, yardsticks, today) else { return false };
        self.churn.voice = foresight.voice;
        self.churn.score = Rate::near(1.0 - foresight.active);
        self.expected_purchases = Rate::near(foresight.active * foresight.if_active);
        self.expected_amount = foresight.amount.and_then(money);
        self.expected_value = foresight.value();
        self.at_stake = foresight.stake();
        true
    }

    /// What is expected of an owner in 12 months, and what is at stake, as [`Self::of`] has them: for passes over
    /// everybody, which need nothing else.
    pub(in super::super) fn prospect(
        figures: &Figures,
        yardsticks: &Yardsticks,
        today: Day,
    ) -> (Option<Money>, Option<Money>) {
        match Foresight::of(figures, yardsticks, today).filter(|_| !figures.is_closed()) {
            Some(foresight) => (foresight.value(), foresight.stake()),
            None => {
                let Self { expected_value, at_stake, .. } = Self::of(figures, yardsticks, today);
                (expected_value, at_stake)
            }
        }
    }

    /// With g the usual days between visits and d those since the last one: d ÷ (d + 2g), in half days
    /// 2d ÷ (2d + 4g). At stake: average order × 365 ÷ usual days between purchases × score.
    fn by_cadence(&mut self, figures: &Figures, yardsticks: &Yardsticks, today: Day) {
        let medians = &yardsticks.medians;
        self.churn.voice = ChurnVoice::Silent;
        let (part, whole) = if figures.is_booked() {
            (0, 1)
        } else {
            let Some((last, gap)) = figures.last_visit_on.zip(figures.visit_gap.or(medians.visit_gap)) else {
                return;
            };
            let is_own = figures.visit_gap.is_some();
            self.churn.voice = if is_own { ChurnVoice::Cadence } else { ChurnVoice::ClinicCadence };
            let days = i64::from(today.since(last)) * 2;
            (days, days + gap.quarters())
        };
        self.churn.score = Rate::of(part, whole);
        self.at_stake = figures.purchase_gap.or(medians.purchase_gap).and_then(|gap| {
            let times = Decimal::from(365 * 4).checked_mul(part.into())?;
            let by = Decimal::from(figures.order_count).checked_mul(gap.quarters().into())?;
            figures.total_spent.ratio(times, by.checked_mul(whole.into())?)
        });
    }
}
