//! Why an owner is on a list, from their own facts.

use super::{InsightKind, Known};
use crate::{
    analysis::metrics::Gap,
    values::{Day, Money, Tier},
};
use serde::Serialize;

/// A part of a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "type")]
pub enum InsightReason {
    /// Comes at such intervals, and has not come for so long.
    Cadence {
        /// Median days between visits.
        usual: Gap,
        /// Days since the last.
        days: i32,
    },
    /// Came last so long ago, and has no usual interval.
    LastVisit {
        /// Days since.
        days: i32,
    },
    /// A VIP.
    Vip,
    /// Spends about this at a time.
    Spends {
        /// On average.
        about_cents: Money,
    },
    /// A pet's vaccination falls due, or is overdue.
    Vaccination {
        /// Whose.
        pet: String,
        /// Against what.
        vaccine: String,
        /// Days until then; negative when overdue.
        days_left: i32,
    },
    /// Buys from a category at such intervals, and has not for so long.
    Shopping {
        /// The category.
        category: String,
        /// Median days between.
        usual: Gap,
        /// Days since the last.
        days: i32,
    },
    /// Buys at such intervals, and has not for so long.
    Purchases {
        /// Median days between.
        usual: Gap,
        /// Days since the last.
        days: i32,
    },
    /// Spent this in the last 12 months.
    SpentYear {
        /// Net.
        cents: Money,
    },
    /// Spent this to date.
    SpentTotal {
        /// Net.
        cents: Money,
        /// In so many purchases.
        purchases: i64,
    },
    /// Came for the first time.
    FirstVisit {
        /// When.
        on: Day,
        /// Days since.
        days: i32,
    },
    /// Something was promised.
    FollowUp {
        /// What it is about.
        subject: String,
        /// Days it is overdue; 0 today.
        days_late: i32,
    },
    /// A birthday.
    Birthday {
        /// Whose: the pet's, or nobody's but the owner's own.
        pet: Option<String>,
        /// What age it makes.
        turns: i32,
        /// Days until then; 0 today.
        days_left: i32,
    },
    /// Gave a low rating.
    LowRating {
        /// Out of five.
        rating: i32,
        /// Days ago.
        days: i32,
    },
    /// Has an appointment.
    Booked {
        /// When.
        on: Day,
        /// Days until then.
        days_left: i32,
    },
}

/// The reasons, what brought the owner onto the list first.
pub(super) fn of(kind: InsightKind, why: Option<InsightReason>, known: &Known) -> Vec<InsightReason> {
    let mut reasons: Vec<InsightReason> = why.into_iter().collect();
    let absence = absence(known);
    match kind {
        InsightKind::CallList | InsightKind::AtRisk | InsightKind::Lapsed => {
            reasons.extend(absence);
            reasons.extend(vip(known));
            reasons.extend(spends(known));
            reasons.extend(vaccination(known));
            reasons.extend(shopping(known));
            reasons.extend(known.low_rating.clone());
        }
        InsightKind::TopCustomers | InsightKind::HighValue => {
            reasons.extend(vip(known));
            if kind == InsightKind::HighValue {
                reasons.push(InsightReason::SpentTotal {
                    cents: known.figures.total_spent_cents,
                    purchases: known.figures.order_count,
                });
            }
            reasons.extend(absence);
            reasons.extend(booked(known));
        }
        InsightKind::NewCustomers => {
            reasons.extend(spends(known));
            reasons.extend(booked(known));
        }
        InsightKind::OverduePurchases => {
            reasons.extend(shopping(known));
            reasons.extend(spends(known));
        }
        InsightKind::VaccinationsDue | InsightKind::FollowUpsDue | InsightKind::Birthdays => {
            reasons.extend(absence.filter(|_| kind != InsightKind::Birthdays));
            reasons.extend(booked(known));
        }
        InsightKind::Unhappy => {
            reasons.extend(vip(known));
            reasons.extend(spends(known));
        }
    }
    reasons
}

fn absence(known: &Known) -> Option<InsightReason> {
    let days = known.figures.days_since_last_visit?;
    Some(match known.figures.days_between_visits {
        Some(usual) => InsightReason::Cadence { usual, days },
        None => InsightReason::LastVisit { days },
    })
}

fn vip(known: &Known) -> Option<InsightReason> {
    (known.figures.tier == Tier::Vip).then_some(InsightReason::Vip)
}

fn spends(known: &Known) -> Option<InsightReason> {
    let about_cents = known.figures.average_order_value_cents?;
    Some(InsightReason::Spends { about_cents })
}

fn vaccination(known: &Known) -> Option<InsightReason> {
    let due = known.due.first()?;
    let (pet, vaccine) = (due.pet_name.clone(), due.vaccine.clone());
    Some(InsightReason::Vaccination { pet, vaccine, days_left: due.days_left })
}

fn shopping(known: &Known) -> Option<InsightReason> {
    let overdue = known.shopping.categories.iter().find(|category| category.is_overdue)?;
    Some(InsightReason::Shopping {
        category: overdue.category.clone(),
        usual: overdue.usual_gap,
        days: known.figures.as_of.since(overdue.last_on),
    })
}

fn booked(known: &Known) -> Option<InsightReason> {
    let on = known.figures.next_appointment_on?;
    Some(InsightReason::Booked { on, days_left: on.since(known.figures.as_of) })
}
