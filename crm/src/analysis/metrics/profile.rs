//! Every figure of one owner on one day, with the rules behind them: what the screens and files show.

use super::{
    Figures, Gap, Rate, VisitPattern, Yardsticks,
    rules::{
        churn::{Churn, Outlook},
        scores::{self, Basis, Score},
    },
};
use crate::{
    clinic::Thresholds,
    values::{ChurnRisk, Day, Lifecycle, Money, OwnerId, Tier},
};
use rust_decimal::Decimal;
use serde::Serialize;

/// Every figure of one owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerFigures {
    /// Whose.
    pub owner_id: OwnerId,
    /// The day they hold for.
    pub as_of: Day,
    /// Day of the earliest completed visit.
    pub first_visit_on: Option<Day>,
    /// Day of the latest completed visit.
    pub last_visit_on: Option<Day>,
    /// Days since then; 0 is today.
    pub days_since_last_visit: Option<i32>,
    /// The earliest scheduled day after today.
    pub next_appointment_on: Option<Day>,
    /// Distinct days with a completed appointment.
    pub total_visits: i64,
    /// Appointments up to today, of any status.
    pub total_appointments: i64,
    /// Of those, cancelled.
    pub cancelled_appointments: i64,
    /// Of those, not shown up for.
    pub no_show_count: i64,
    /// Median days between visits.
    pub days_between_visits: Option<Gap>,
    /// Net spending: the lifetime value to date.
    pub total_spent_cents: Money,
    /// Purchases.
    pub order_count: i64,
    /// Spending per purchase.
    pub average_order_value_cents: Option<Money>,
    /// Spending per visit.
    pub average_per_visit_cents: Option<Money>,
    /// Day of the latest purchase.
    pub last_purchase_on: Option<Day>,
    /// Median days between purchases.
    pub days_between_purchases: Option<Gap>,
    /// Whether the days since the last purchase are 1.5 × the median or more.
    pub is_purchase_overdue: bool,
    /// Messages that went out.
    pub messages_sent: i64,
    /// Of those, answered.
    pub messages_responded: i64,
    /// Answered of sent; none when nothing was sent.
    pub response_rate: Option<Rate>,
    /// Interactions.
    pub interaction_count: i64,
    /// Day of the latest interaction.
    pub last_interaction_on: Option<Day>,
    /// Day of the latest visit, purchase, interaction or answer.
    pub last_engagement_on: Option<Day>,
    /// Owners that this one brought.
    pub referral_count: i64,
    /// Recency, frequency and monetary.
    pub value_score: Score,
    /// Visits, recency, spending and interactions.
    pub engagement_score: Score,
    /// The bare rule of days.
    pub churn_risk: ChurnRisk,
    /// The churn score, and which rule gave it.
    pub churn: Churn,
    /// Average per visit × visits per year × 3 years.
    pub lifetime_value_estimate_cents: Option<Money>,
    /// Purchases (visits, where the model is fitted on those) expected in 12 months; none without the model.
    pub expected_purchases: Option<Rate>,
    /// What one of them is expected to bring.
    pub expected_amount_cents: Option<Money>,
    /// Expected value, 12 months: what they bring together.
    pub expected_value_cents: Option<Money>,
    /// Spending of 12 months × the churn score: whom to call first.
    pub at_stake_cents: Option<Money>,
    /// The stage.
    pub lifecycle: Lifecycle,
    /// The tier.
    pub tier: Tier,
    /// What the visits look like.
    pub visit_pattern: Option<VisitPattern>,
}

impl OwnerFigures {
    /// The figures of an owner on a day: what is kept, and what moves with the day.
    pub fn new(
        owner_id: OwnerId,
        figures: &Figures,
        yardsticks: &Yardsticks,
        limits: &Thresholds,
        today: Day,
    ) -> Self {
        let outlook = Outlook::of(figures, yardsticks, today);
        let days_since_last_visit = figures.last_visit_on.map(|day| today.since(day));
        let basis = Basis {
            days_since_visit: days_since_last_visit,
            visits: figures.total_visits,
            spent: figures.total_spent,
            interactions: figures.interaction_count,
        };
        Self {
            owner_id,
            as_of: today,
            first_visit_on: figures.first_visit_on,
            last_visit_on: figures.last_visit_on,
            days_since_last_visit,
            next_appointment_on: figures.next_appointment_on,
            total_visits: figures.total_visits,
            total_appointments: figures.total_appointments,
            cancelled_appointments: figures.cancelled_appointments,
            no_show_count: figures.no_show_count,
            days_between_visits: figures.visit_gap,
            total_spent_cents: figures.total_spent,
            order_count: figures.order_count,
            average_order_value_cents: average(figures.total_spent, figures.order_count),
            average_per_visit_cents: average(figures.total_spent, figures.total_visits),
            last_purchase_on: figures.last_purchase_on,
            days_between_purchases: figures.purchase_gap,
            is_purchase_overdue: is_overdue(figures.last_purchase_on, figures.purchase_gap, today),
            messages_sent: figures.messages_sent,
            messages_responded: figures.messages_responded,
            response_rate: Rate::of(figures.messages_responded, figures.messages_sent),
            interaction_count: figures.interaction_count,
            last_interaction_on: figures.last_interaction_on,
            last_engagement_on: figures.last_engagement_on,
            referral_count: figures.referral_count,
            value_score: scores::value_shown(&basis, limits),
            engagement_score: scores::engagement_shown(&basis, limits),
            churn_risk: figures.churn_risk,
            churn: outlook.churn,
            expected_purchases: outlook.expected_purchases,
            expected_amount_cents: outlook.expected_amount,
            expected_value_cents: outlook.expected_value,
            lifetime_value_estimate_cents: lifetime_value_estimate(figures, today),
            at_stake_cents: outlook.at_stake,
            lifecycle: figures.lifecycle,
            tier: figures.tier,
            visit_pattern: figures.visit_pattern,
        }
    }
}

/// An amount per one of `count`; `None` of none.
pub(super) fn average(amount: Money, count: i64) -> Option<Money> {
    amount.ratio(Decimal::ONE, count.into())
}

/// 3 × spent ÷ max(1, tenure in years), with tenure the days since the first visit ÷ 365.25. `None` without
/// a visit.
pub fn lifetime_value_estimate(figures: &Figures, today: Day) -> Option<Money> {
    let tenure_days = today.since(figures.first_visit_on?);
    if tenure_days <= 365 {
        return figures.total_spent.ratio(3.into(), Decimal::ONE);
    }
    figures.total_spent.ratio(Decimal::new(3 * 36_525, 2), tenure_days.into())
}

/// 1.5 × the usual gap or more since the last time.
pub(super) fn is_overdue(last: Option<Day>, usual: Option<Gap>, today: Day) -> bool {
    // 8 d ≥ 3 × (4 g): both sides in whole numbers.
    last.zip(usual).is_some_and(|(last, gap)| i64::from(today.since(last)) * 8 >= gap.quarters() * 3)
}
