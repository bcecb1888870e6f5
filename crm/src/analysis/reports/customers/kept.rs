//! The report of a period that ends today, by the kept figures: what they do not tell is who came in the days that it is
//! compared with, and that is asked of the days alone. A fifth of a pass over all facts.

use super::{
    census::{Census, Person, Presence},
    store,
};
use crate::{
    Result,
    analysis::{
        metrics::{self, Standing, YEAR_DAYS},
        reports::{report::Period, scope},
    },
    clinic::Read,
    values::{Day, Money},
};

/// What is kept of an owner today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) standing: Standing,
    pub(super) first_visit_on: Option<Day>,
    pub(super) first_purchase_on: Option<Day>,
    pub(super) last_purchase_on: Option<Day>,
    /// Spent in the last 365 days.
    pub(super) year_spent: Money,
}

/// Whether the figures of a day are kept.
pub fn hold(r: &Read<'_>, day: Day) -> Result<bool> {
    Ok(day == r.today && metrics::is_current(r)?)
}

/// Counts everybody in.
pub(super) fn count(
    r: &Read<'_>,
    people: &[Person],
    who: Option<&scope::Who>,
    census: &mut Census,
) -> Result<()> {
    let (now, compared) = (census.frame.now(), census.frame.compared);
    let (seen, kept) = r.both(
        |r| compared.map(|compared| store::seen(r.conn(), compared)).transpose(),
        |r| store::kept(r.conn()),
    )?;
    let mut people = people.iter();
    for (owner, kept) in kept {
        // Both are in the order of the ids.
        let Some(person) = people.find(|person| person.id == owner) else { break };
        if !scope::counts(who, Some(owner)) {
            continue;
        }
        let before = seen.as_ref().zip(compared).and_then(|(seen, compared)| {
            let is_seen = seen.in_period.has(owner.0);
            kept.presence(person, compared, seen.in_year.has(owner.0), is_seen)
        });
        let last = kept.standing.last_visit_on.max(kept.last_purchase_on);
        let is_since = |day: Day| last.is_some_and(|last| last >= day);
        let presence = kept.presence(person, now, is_since(now.to.plus(1 - YEAR_DAYS)), is_since(now.from));
        census.count(person, [before, presence], &kept.standing);
    }
    Ok(())
}

impl Kept {
    /// As [`Presence::of`] has it from the facts.
    fn presence(&self, person: &Person, period: Period, is_active: bool, is_seen: bool) -> Option<Presence> {
        let firsts = [self.first_visit_on, self.first_purchase_on].into_iter().flatten();
        if firsts.fold(person.created_on, Day::min) > period.to {
            return None;
        }
        let first_visit_on = self.first_visit_on.filter(|day| *day <= period.to);
        Some(Presence {
            first_visit_on,
            is_active,
            is_seen,
            is_new: first_visit_on.is_some_and(|first| first >= period.from),
            year_spent: self.year_spent,
        })
    }
}
