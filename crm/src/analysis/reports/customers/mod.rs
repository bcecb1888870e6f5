//! The customers' report: who comes, who is new, how they stand, what they are worth, where they came from.
//!
//! All figures are as of the end of the period, computed from the facts up to that day in one pass over the
//! owners. Deactivated, blocked and anonymised owners are in no count.

mod census;
mod compose;
pub(super) mod labels;
mod store;
mod tables;

use super::{
    Report,
    params::{LongList, ReportParams},
    scope,
};
use crate::{Result, analysis::metrics, clinic::Read};
use census::Census;

/// The customers' report of a period.
///
/// # Errors
/// `invalid` for a period that cannot be, and what the database says.
pub fn build(r: &Read<'_>, params: &ReportParams) -> Result<Report> {
    let people = store::people(r.conn(), r.zone)?;
    let who = scope::who(r.conn(), &params.only)?;
    let frame = params.frame(r.today)?;
    let mut census = Census::new(frame, params.list == LongList::Included);
    let mut people_in_order = people.rows.iter();
    metrics::each_owner_as_of(r, frame.as_of, |owner, facts, figures| {
        // Both go through the owners by id, in one picture of the database.
        if let Some(person) = people_in_order.find(|person| person.id == owner)
            && scope::counts(who.as_ref(), Some(owner))
        {
            census.add(person, facts, figures);
        }
        Ok(())
    })?;
    let mut report = compose::report(r, &people, census)?;
    report.scope = scope::words(r.conn(), &params.only, scope::OWNERS)?;
    Ok(report)
}
