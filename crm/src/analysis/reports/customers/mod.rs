//! The customers' report: who comes, who is new, how they stand, what they are worth, where they came from.
//!
//! All figures are as of the end of the period, computed from the facts up to that day in one pass over the
//! owners. Deactivated, blocked and anonymised owners are in no count.

mod census;
mod compose;
mod kept;
pub(super) mod labels;
mod store;
mod tables;

use super::{
    Report,
    params::{LongList, ReportParams},
    report::Period,
    scope::{self, Who},
};
use crate::{
    Result,
    analysis::metrics::{self, Facts, Standing},
    clinic::Read,
    values::Day,
};
use census::Census;
pub(super) use census::{Person, Presence, band};
pub(super) use kept::hold as are_figures_kept;
pub(super) use store::People;

/// The customers' report of a period.
///
/// # Errors
/// `invalid` for a period that cannot be, and what the database says.
pub fn build(r: &Read<'_>, params: &ReportParams) -> Result<Report> {
    let people = store::people(r.conn(), r.zone)?;
    let who = scope::who(r, &params.only)?;
    let frame = params.frame(r.today)?;
    let mut census = Census::new(frame, params.list == LongList::Included);
    if kept::hold(r, frame.as_of)? {
        kept::count(r, &people.rows, who.as_ref(), &mut census)?;
    } else {
        let everybody = of_each(r, &people, frame.as_of, who.as_ref(), |person, facts, standing| {
            Some((person, Presence::before_and_now(person, facts, frame), *standing))
        })?;
        for (person, presences, standing) in everybody {
            census.count(person, presences, &standing);
        }
    }
    let mut report = compose::report(r, &people, census)?;
    report.scope = scope::words(r.conn(), &params.only, scope::OWNERS)?;
    Ok(report)
}

/// What `read` makes of every owner that may count, with their facts and how they stand on a day.
fn of_each<'p, T: Send>(
    r: &Read<'_>,
    people: &'p People,
    day: Day,
    who: Option<&Who>,
    read: impl Fn(&'p Person, &Facts, &Standing) -> Option<T> + Sync,
) -> Result<Vec<T>> {
    metrics::standings(r, day, |owner, facts, standing| {
        let place = people.rows.binary_search_by_key(&owner, |person| person.id).ok()?;
        let person = people.rows.get(place).filter(|_| scope::counts(who, Some(owner)))?;
        read(person, facts, standing)
    })
}

/// Goes through the owners that count on the last day of a period, with their facts.
pub(super) fn each_with_facts(
    r: &Read<'_>,
    period: Period,
    mut f: impl FnMut(&Facts, &Standing),
) -> Result<()> {
    let people = store::people(r.conn(), r.zone)?;
    let mut people = people.rows.iter();
    metrics::each_owner_standing(r, period.to, |owner, facts, standing| {
        // Both go through the owners by id, in one picture of the database.
        if let Some(person) = people.find(|person| person.id == owner)
            && person.is_counted
            && Presence::of(person, facts, period).is_some()
        {
            f(facts, standing);
        }
        Ok(())
    })
}

/// Goes through the owners that the report of a period counts.
pub(super) fn each(
    r: &Read<'_>,
    period: Period,
    who: Option<&Who>,
    mut f: impl FnMut(&Person, &People, &Presence, &Standing),
) -> Result<()> {
    let people = store::people(r.conn(), r.zone)?;
    let counted = of_each(r, &people, period.to, who, |person, facts, standing| {
        let presence = Presence::of(person, facts, period).filter(|_| person.is_counted)?;
        Some((person, presence, *standing))
    })?;
    counted.iter().for_each(|(person, presence, standing)| f(person, &people, presence, standing));
    Ok(())
}
