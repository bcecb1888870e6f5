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
        sales, scope,
    },
    values::Money,
};

/// Invoices and orders of the days that are not paid on the last, by the day they were issued.
pub(super) fn list(asked: &Asked<'_>, age: Option<u8>) -> Result<Listing> {
    use ColumnKind::{Day, Number, Strong, Text};
    let (mut count, mut sum) = (0, Money::ZERO);
    let mut front = Front::new(asked.part);
    sales::each_unpaid(asked.r.conn(), asked.period, |unpaid| {
        let days = unpaid.due.map_or(0, |due| asked.period.to.since(due));
        let is_meant = age.is_none_or(|age| usize::from(age) == age_of(days));
        if is_meant && scope::counts(asked.who, unpaid.owner) {
            count += 1;
            sum += unpaid.owed;
            let place = unpaid.id * 2 + i64::from(unpaid.is_order);
            front.add(Key(i64::from(unpaid.issued.number()), place), unpaid);
        }
    })?;
    let unit = Unit(&asked.r.settings.currency);
    let mut lines = Vec::new();
    for (key, unpaid) in front.rows() {
        let document = store::document(asked.r.conn(), unpaid.id, unpaid.is_order)?;
        let owner = match unpaid.owner {
            Some(_) => text(document.owner_name),
            None => Cell::word("reports.no_owner"),
        };
        let cells = vec![
            Cell::Day(unpaid.issued),
            Cell::day(unpaid.due),
            text(document.number),
            owner,
            text(document.what),
            Cell::Money(unpaid.total),
            Cell::Money(unpaid.owed),
        ];
        lines.push(Line { key, owner: unpaid.owner, cells });
    }
    let columns = vec![
        column("reports.issued_column", Day),
        column("reports.due_column", Day),
        column("reports.number_column", Text),
        column("reports.owner", Text),
        column("reports.what_column", Text),
        unit.column("reports.amount", Number),
        unit.column("reports.outstanding", Strong),
    ];
    Ok(Listing { columns, lines, count, sum: Some(sum) })
}
