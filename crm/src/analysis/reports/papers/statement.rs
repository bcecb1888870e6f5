//! An owner's points: what came, what went, what is left and when it expires.

use super::{day_column, number_column, of_today, section, text, text_column, value};
use crate::{
    Result,
    analysis::reports::{
        building::{data, plain, total},
        report::{Cell, Label, Period, Report, Row, Section, Span},
    },
    clinic::Read,
    records::loyalty::{self, LoyaltyEntry, LoyaltyStatement},
    values::OwnerId,
};

/// The ledger of an owner to today, each entry with the balance after it, and what expires next.
pub(super) fn statement(r: &Read<'_>, id: OwnerId) -> Result<Report> {
    let statement = loyalty::statement(r, id, None, None)?;
    let mut report = of_today(r, "statement", Label::Word("papers.statement"))?;
    report.period = Period { from: statement.from, to: statement.to };
    report.scope = vec![Label::Text(statement.owner_name.clone())];
    let next = statement.expiries.first().map(|next| {
        let values = vec![("points", Cell::Count(next.points)), ("day", Cell::Day(next.on))];
        Label::Phrase("papers.expire_on", values)
    });
    report.kpis = vec![
        plain(Label::Word("papers.balance"), Cell::Count(statement.closing_balance), next),
        plain(Label::Word("papers.earned"), Cell::Count(statement.came), None),
        plain(Label::Word("papers.used"), Cell::Count(statement.went), None),
        plain(Label::Word("papers.tier"), value("loyaltyTier", statement.tier.as_str()), None),
    ];
    report.sections = vec![ledger(&statement)];
    report.sections.extend((!statement.expiries.is_empty()).then(|| expiries(&statement)));
    Ok(report)
}

fn ledger(statement: &LoyaltyStatement) -> Section {
    let row = |entry: &LoyaltyEntry| {
        data(vec![
            Cell::Day(entry.entered_on),
            value("entryKind", entry.kind.as_str()),
            about(entry),
            Cell::Count(entry.points),
            Cell::Count(entry.balance),
        ])
    };
    let mut rows: Vec<Row> = statement.entries.iter().map(row).collect();
    if !rows.is_empty() {
        rows.push(total(vec![
            Cell::word("reports.total"),
            Cell::text(""),
            Cell::text(""),
            Cell::Count(statement.came - statement.went),
            Cell::Count(statement.closing_balance),
        ]));
    }
    let columns = vec![
        day_column("reports.day_column"),
        text_column("papers.entry"),
        text_column("reports.subject_column"),
        number_column("reports.points_column"),
        number_column("papers.balance"),
    ];
    section(Label::Word("papers.ledger"), None, columns, rows, "papers.no_points")
}

/// The purchase, or the reason; of a reversal that came too late for some of the points, how many were used already.
fn about(entry: &LoyaltyEntry) -> Cell {
    let about = Some(entry.description.as_str()).filter(|about| !about.trim().is_empty());
    let about = about.or(entry.number.as_deref());
    if entry.shortfall == 0 {
        return text(about);
    }
    let values = vec![("about", text(about)), ("points", Cell::Count(entry.shortfall))];
    Cell::Label(Label::Phrase("papers.short_of", values))
}

fn expiries(statement: &LoyaltyStatement) -> Section {
    let rows = statement.expiries.iter().map(|one| data(vec![Cell::Day(one.on), Cell::Count(one.points)]));
    let columns = vec![day_column("reports.day_column"), number_column("reports.points_column")];
    let expiring = section(Label::Word("papers.expiring"), None, columns, rows.collect(), "papers.no_points");
    Section { span: Span::Half, ..expiring }
}
