//! Who is on a list, and in which order: each by one pass over an index.

use super::{InsightKind, InsightReason, store};
use crate::{
    Result,
    analysis::{metrics, today},
    clinic::Read,
    records::{
        interactions::{self, FollowUpScope},
        vaccinations,
    },
    values::{Lifecycle, OwnerId},
};
use std::collections::BTreeSet;

/// Days ahead in which a birthday is listed.
const BIRTHDAY_DAYS: i32 = 7;
/// Days ahead and back in which a vaccination is listed.
const VACCINATION_DAYS: i32 = 30;

/// An owner of a list, with what brought them onto it where the list is about one thing.
pub(super) struct Candidate {
    pub(super) owner: OwnerId,
    pub(super) why: Option<InsightReason>,
}

impl Candidate {
    fn of(owner: OwnerId) -> Self {
        Self { owner, why: None }
    }
}

pub(super) fn of(read: &Read, kind: InsightKind, limit: u32) -> Result<Vec<Candidate>> {
    let limits = &read.settings.thresholds;
    let [at_risk, churned] = limits.lifecycle_days;
    let owners = |found: Vec<OwnerId>| found.into_iter().map(Candidate::of).collect();
    Ok(match kind {
        InsightKind::CallList => call_list(read, limit)?,
        InsightKind::TopCustomers => metrics::top_customers(read, limit)?
            .into_iter()
            .map(|top| Candidate {
                owner: top.owner_id,
                why: Some(InsightReason::SpentYear { cents: crate::values::Money::from_cents(top.value) }),
            })
            .collect(),
        InsightKind::AtRisk => owners(store::at_risk(read, read.today.plus(-at_risk), limit)?),
        InsightKind::NewCustomers => store::new_since(read, read.today.first_of_month(), limit)?
            .into_iter()
            .map(|(owner, on)| Candidate {
                owner,
                why: Some(InsightReason::FirstVisit { on, days: read.today.since(on) }),
            })
            .collect(),
        InsightKind::Lapsed => owners(store::lapsed(read, read.today.plus(-churned), limit)?),
        InsightKind::HighValue => owners(store::high_value(read, limits.vip_spent, limit)?),
        InsightKind::FollowUpsDue => {
            let due = interactions::follow_ups(read, FollowUpScope::Due, None, limit)?.rows;
            once(due.into_iter().map(|due| Candidate {
                owner: due.owner_id,
                why: Some(InsightReason::FollowUp { subject: due.subject, days_late: due.days_late }),
            }))
        }
        InsightKind::Birthdays => {
            once(today::birthdays_within(read, BIRTHDAY_DAYS, limit)?.into_iter().map(|one| {
                let (turns, days_left) = (one.turns, one.days_left);
                Candidate {
                    owner: one.owner_id,
                    why: Some(InsightReason::Birthday { pet: one.pet_name, turns, days_left }),
                }
            }))
        }
        InsightKind::VaccinationsDue => {
            let (from, to) = (read.today.plus(-VACCINATION_DAYS), read.today.plus(VACCINATION_DAYS));
            once(vaccinations::due(read, from, to, limit)?.into_iter().map(|due| Candidate {
                owner: due.owner_id,
                why: Some(InsightReason::Vaccination {
                    pet: due.pet_name,
                    vaccine: due.vaccine,
                    days_left: due.days_left,
                }),
            }))
        }
        InsightKind::OverduePurchases => store::overdue(read, read.today.plus(-churned), limit)?
            .into_iter()
            .map(|(owner, usual, last)| Candidate {
                owner,
                why: Some(InsightReason::Purchases { usual, days: read.today.since(last) }),
            })
            .collect(),
        InsightKind::Unhappy => {
            once(store::unhappy(read, limit)?.into_iter().map(|(owner, rating, days)| Candidate {
                owner,
                why: Some(InsightReason::LowRating { rating, days }),
            }))
        }
    })
}

/// An owner is on a list once, for the first thing.
fn once(all: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let mut seen = BTreeSet::new();
    all.filter(|candidate| seen.insert(candidate.owner)).collect()
}

/// Those of the stage at risk, by what is at stake; the bereaved, those out of lists and whoever comes today are left out.
fn call_list(read: &Read, limit: u32) -> Result<Vec<Candidate>> {
    let left_out = store::not_to_be_called(read)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let stakes = metrics::top_stakes(read, Lifecycle::AtRisk, limit, &left_out)?;
    Ok(stakes.into_iter().map(|stake| Candidate::of(stake.owner_id)).collect())
}
