//! The figures kept per owner.

use super::gap::{Gap, GapCounts, MedianPlace};
use crate::analysis::model::{Basis, Customer, Speaker};
use crate::values::{ChurnRisk, Day, Instant, Lifecycle, Money, Tier, text_enum};

text_enum! {
    /// What an owner's visits of the last 36 months look like.
    VisitPattern {
        /// Half or more of the visit days hold an emergency.
        Emergency = "emergency",
        /// Mostly in one quarter of the year, over several years.
        Seasonal = "seasonal",
        /// At even intervals.
        Regular = "regular",
        /// Neither.
        Occasional = "occasional",
    }
}

/// The figures of one owner on one day that are whole values: they hold until [`Figures::stale_on`]. What
/// moves with every day (days since, churn score, estimates) is in [`super::OwnerFigures`], computed when read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// When the owner was added: no figure, but what lists of a stage are sorted by.
    pub created_at: Instant,
    /// Day of the earliest completed visit.
    pub first_visit_on: Option<Day>,
    /// Day of the latest completed visit.
    pub last_visit_on: Option<Day>,
    /// Distinct days with a completed appointment.
    pub total_visits: i64,
    /// Appointments up to the day, of any status.
    pub total_appointments: i64,
    /// Of those, cancelled.
    pub cancelled_appointments: i64,
    /// Of those, not shown up for.
    pub no_show_count: i64,
    /// The earliest scheduled day after the day: the owner is booked.
    pub next_appointment_on: Option<Day>,
    /// Net amounts of all purchases: the lifetime value to date.
    pub total_spent: Money,
    /// Of those, of the purchases of the last 365 days, the day among them.
    pub year_spent: Money,
    /// Number of purchases.
    pub order_count: i64,
    /// Day of the earliest purchase.
    pub first_purchase_on: Option<Day>,
    /// Net amounts of the purchases of that day.
    pub first_purchase: Money,
    /// Distinct days with a purchase.
    pub purchase_days: i64,
    /// Day of the latest purchase.
    pub last_purchase_on: Option<Day>,
    /// Median days between visits, from three on.
    pub visit_gap: Option<Gap>,
    /// Median days between days with a purchase, from three on.
    pub purchase_gap: Option<Gap>,
    /// Messages that went out.
    pub messages_sent: i64,
    /// Of those, answered.
    pub messages_responded: i64,
    /// Interactions.
    pub interaction_count: i64,
    /// Day of the latest interaction.
    pub last_interaction_on: Option<Day>,
    /// Day of the latest visit, purchase, interaction or answer to a message.
    pub last_engagement_on: Option<Day>,
    /// Owners that this one brought.
    pub referral_count: i64,
    /// 0 to 100: recency, frequency, monetary.
    pub value_score: i64,
    /// 0 to 100: visits, recency, spending, interactions.
    pub engagement_score: i64,
    /// The bare rule of days.
    pub churn_risk: ChurnRisk,
    /// The stage of the owner's life with the clinic.
    pub lifecycle: Lifecycle,
    /// The commercial tier.
    pub tier: Tier,
    /// What the visits look like; `None` with fewer than three.
    pub visit_pattern: Option<VisitPattern>,
    /// The first later day on which one of these may change by the calendar alone; `None` for never.
    pub stale_on: Option<Day>,
}

impl Figures {
    /// Whether an appointment is scheduled on a later day.
    pub const fn is_booked(&self) -> bool {
        self.next_appointment_on.is_some()
    }

    /// The owner as a model sees them, in weeks; `None` before the first purchase (or visit).
    pub fn customer(&self, basis: Basis, today: Day) -> Option<Customer> {
        let (first, last, days, later) = match basis {
            Basis::Purchases => {
                let later = self.total_spent - self.first_purchase;
                (
                    self.first_purchase_on,
                    self.last_purchase_on,
                    self.purchase_days,
                    (later, self.purchase_days - 1),
                )
            }
            Basis::Visits => (
                self.first_visit_on,
                self.last_visit_on,
                self.total_visits,
                (self.total_spent, self.total_visits),
            ),
        };
        Some(Customer::of_days(first?, last?, days, later, today))
    }

    /// Deactivated, or without a living pet that is still here.
    pub fn is_closed(&self) -> bool {
        self.lifecycle == Lifecycle::Closed
    }
}

/// What every owner is measured by: the clinic's typical gaps, and the model where it speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Yardsticks {
    /// The clinic's typical gaps.
    pub medians: ClinicMedians,
    /// The model; the cadence rule speaks where there is none.
    pub model: Option<Speaker>,
}

/// The gaps of all owners, for the clinic's medians.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClinicGaps {
    /// Between visits.
    pub visits: GapCounts,
    /// Between purchases.
    pub purchases: GapCounts,
}

impl ClinicGaps {
    /// Counts an owner in.
    pub fn add(&mut self, figures: &Figures) {
        self.visits.add(figures.visit_gap, 1);
        self.purchases.add(figures.purchase_gap, 1);
    }

    /// These counts less others: below zero where more left than came.
    #[must_use]
    pub(super) fn less(&self, left: &Self) -> Self {
        Self { visits: self.visits.less(&left.visits), purchases: self.purchases.less(&left.purchases) }
    }

    /// The clinic's medians.
    pub fn medians(&self) -> ClinicMedians {
        ClinicMedians { visit_gap: self.visits.median(), purchase_gap: self.purchases.median() }
    }

    /// The same with where they stand.
    pub(super) fn standing(&self) -> Standing {
        Standing { medians: self.medians(), visits: self.visits.place(), purchases: self.purchases.place() }
    }
}

/// The clinic's medians, and where each stands among the owners.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) medians: ClinicMedians,
    pub(super) visits: MedianPlace,
    pub(super) purchases: MedianPlace,
}

/// The clinic's typical gaps: the median of its owners' own medians, every owner weighing alike. They stand
/// in where an owner has too few visits or purchases for a gap of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClinicMedians {
    /// Days between visits.
    pub visit_gap: Option<Gap>,
    /// Days between purchases.
    pub purchase_gap: Option<Gap>,
}
