//! An owner's points: what was earned, redeemed and what is left.

use super::{day_column, number_column, of_today, section, store, text, text_column, value};
use crate::{
    Result,
    analysis::reports::{
        building::{data, plain, total},
        report::{Cell, Label, Report, Row},
    },
    clinic::Read,
    records::owners,
    values::OwnerId,
};

/// The ledger of an owner, each entry with the balance after it.
pub(super) fn statement(r: &Read<'_>, id: OwnerId) -> Result<Report> {
    let owner = owners::get(r, id)?;
    let mut report = of_today(r, "statement", Label::Word("papers.statement"))?;
    report.scope = vec![Label::Text(owner.name)];
    let entries = store::points(r.conn(), id, r.today)?;
    let sum = |of: fn(i64) -> bool| {
        entries.iter().map(|entry| entry.points).filter(|points| of(*points)).sum::<i64>()
    };
    let (given, taken) = (sum(|points| points > 0), sum(|points| points < 0));
    report.kpis = vec![
        plain(Label::Word("papers.balance"), Cell::Count(given + taken), None),
        plain(Label::Word("papers.earned"), Cell::Count(given), None),
        plain(Label::Word("papers.used"), Cell::Count(-taken), None),
    ];
    let mut balance = 0;
    let mut rows: Vec<Row> = entries
        .iter()
        .map(|entry| {
            balance += entry.points;
            data(vec![
                Cell::Day(entry.on),
                value("pointsEntry", &entry.kind),
                text(Some(&entry.about)),
                Cell::Count(entry.points),
                Cell::Count(balance),
            ])
        })
        .collect();
    if !rows.is_empty() {
        rows.push(total(vec![
            Cell::word("reports.total"),
            Cell::text(""),
            Cell::text(""),
            Cell::Count(balance),
            Cell::Count(balance),
        ]));
    }
    let columns = vec![
        day_column("reports.day_column"),
        text_column("papers.entry"),
        text_column("reports.subject_column"),
        number_column("reports.points_column"),
        number_column("papers.balance"),
    ];
    report.sections = vec![section(Label::Word("papers.ledger"), None, columns, rows, "papers.no_points")];
    Ok(report)
}
