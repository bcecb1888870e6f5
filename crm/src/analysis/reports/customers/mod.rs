//! The customers' report: who comes, who is new, how they stand, what they are worth, where they came from.
//!
//! All figures are as of the end of the period, computed from the facts up to that day in one pass over the
//! owners. Deactivated, blocked and anonymised owners are in no count.

mod census;
mod compose;
mod labels;
mod store;
mod tables;

use super::{Period, Report};
use crate::{Error, Result, analysis::metrics, clinic::Read, values::Day};
use census::{Census, Frame};
use serde::Deserialize;

/// What the report covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomersParams {
    /// The first day; the first of the last day's month where none is given.
    pub from: Option<Day>,
    /// The last day; today where none is given.
    pub to: Option<Day>,
    /// Whether every owner is listed at the end.
    pub list: OwnersList,
}

/// Whether every owner is listed at the end of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum OwnersList {
    /// No list.
    #[default]
    LeftOut,
    /// With the list, by name.
    Included,
}

impl CustomersParams {
    /// The days that the report covers: month to date unless said otherwise.
    ///
    /// # Errors
    /// `invalid` on `to` where it lies before `from`, and on a day outside 1900–2199.
    pub fn period(&self, today: Day) -> Result<Period> {
        let to = self.to.unwrap_or(today);
        let from = self.from.unwrap_or(to.first_of_month());
        let years = [Day::from_ymd(1900, 1, 1), Day::from_ymd(2200, 1, 1)];
        for (field, day) in [("from", from), ("to", to)] {
            if years.first().is_some_and(|least| Some(day) < *least)
                || years.last().is_some_and(|end| Some(day) >= *end)
            {
                return Err(Error::invalid(field, "not between 1900 and 2199"));
            }
        }
        if to < from { Err(Error::invalid("to", "before from")) } else { Ok(Period { from, to }) }
    }
}

/// The customers' report of a period, compared with as many days before it.
///
/// # Errors
/// `invalid` for a period that cannot be, and what the database says.
pub fn customers(r: &Read<'_>, params: &CustomersParams) -> Result<Report> {
    let frame = Frame::new(params.period(r.today)?, r.today);
    let people = store::people(r.conn(), r.zone)?;
    let mut census = Census::new(frame, params.list == OwnersList::Included);
    let mut people_in_order = people.rows.iter();
    metrics::each_owner_as_of(r, frame.as_of, |owner, facts, figures| {
        // Both go through the owners by id, in one picture of the database.
        if let Some(person) = people_in_order.find(|person| person.id == owner) {
            census.add(person, facts, figures);
        }
        Ok(())
    })?;
    compose::report(r, &people, census)
}
