//! What is still to be paid.

use super::{
    Asked, Line, Listing,
    front::{Front, Key},
    store, text,
};
use crate::{
    Result,
    analysis::reports::{
        building::{Unit, column},
        report::{Cell, ColumnKind},
        revenue::age_of,
        scope,
    },
    values::Money,
};

/// Invoices and orders of the days that are not paid on the last, by the day they were issued.
pub(super) fn list(asked: &Asked<'_>, age: Option<u8>) -> Result<Listing> {
    use ColumnKind::{Day, Strong, Text};
    let (mut count, mut sum) = (0, Money::ZERO);
    let mut front = Front::new(asked.part);
    store::each_unpaid(asked.r.conn(), asked.period, |owed| {
        let days = owed.due.map_or(0, |due| asked.period.to.since(due));
        let is_meant = age.is_none_or(|age| usize::from(age) == age_of(days));
        if is_meant && scope::counts(asked.who, owed.owner) {
            count += 1;
            sum += owed.total;
            front.add(Key(i64::from(owed.issued.number()), owed.id * 2 + i64::from(owed.is_order)), owed);
        }
    })?;
    let unit = Unit(&asked.r.settings.currency);
    let mut lines = Vec::new();
    for (key, owed) in front.rows() {
        let document = store::document(asked.r.conn(), owed.id, owed.is_order)?;
        let owner = match owed.owner {
            Some(_) => text(document.owner_name),
            None => Cell::word("reports.no_owner"),
        };
        let cells = vec![
            Cell::Day(owed.issued),
            Cell::day(owed.due),
            text(document.number),
            owner,
            text(document.what),
            Cell::Money(owed.total),
        ];
        lines.push(Line { key, owner: owed.owner, cells });
    }
    let columns = vec![
        column("reports.issued_column", Day),
        column("reports.due_column", Day),
        column("reports.number_column", Text),
        column("reports.owner", Text),
        column("reports.what_column", Text),
        unit.column("reports.amount", Strong),
    ];
    Ok(Listing { columns, lines, count, sum: Some(sum) })
}
