//! The rows behind a figure: resolved from its criterion by the same passes that made the figure, page by page.

mod appointments;
mod criterion;
mod front;
mod owners;
mod products;
mod sales;
mod store;
mod talk;
mod unpaid;

use super::{
    csv,
    params::ReportFilter,
    report::{Cell, Column, ColumnKind, Label},
    scope,
};
use crate::{
    Error, Result,
    clinic::Read,
    values::{Lang, Money, OwnerId, Sheet},
};
pub use criterion::{
    AppointmentEnd, AppointmentsOf, FollowUpState, OwnersOf, ProductState, Rows, RowsOf, SalePart, SalesOf,
    StayPart, Things,
};
use front::Key;
use serde::Serialize;

/// The longest page.
const MAX_PAGE: u32 = 1_000;

/// A page of rows, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RowsPage {
    /// The columns.
    pub columns: Vec<RowsColumn>,
    /// The rows.
    pub rows: Vec<RowsLine>,
    /// How many there are on all pages.
    pub count: i64,
    /// What they sum to, where they are amounts.
    pub sum: Option<String>,
    /// Behind which the next page begins; none after the last.
    pub next: Option<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RowsColumn {
    /// Its heading.
    pub heading: String,
    /// Whether it holds figures or days, which stand to the right.
    pub is_figure: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RowsLine {
    /// Names the row among the others, and where a page may begin.
    pub key: String,
    /// The owner that it leads to.
    pub owner: Option<OwnerId>,
    /// A text for each column.
    pub cells: Vec<String>,
}

/// Rows with their values.
struct Listing {
    columns: Vec<Column>,
    lines: Vec<Line>,
    count: i64,
    sum: Option<Money>,
}

/// One row with its values.
struct Line {
    key: Key,
    owner: Option<OwnerId>,
    cells: Vec<Cell>,
}

/// Which part of the rows is wanted.
#[derive(Debug, Clone, Copy)]
struct Part {
    after: Option<Key>,
    limit: usize,
}

/// A page of the rows behind a figure, of a report that counts only some.
///
/// # Errors
/// `invalid` for a place that is none or a limit that is not between 1 and 1,000; what the database says.
pub fn rows(
    r: &Read<'_>,
    rows: &Rows,
    only: &ReportFilter,
    lang: Lang,
    after: Option<&str>,
    limit: u32,
) -> Result<RowsPage> {
    if limit == 0 || limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let after = match after {
        Some(text) => {
            Some(Key::parse(text).ok_or_else(|| Error::invalid("after", "not a place in the rows"))?)
        }
        None => None,
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut listing = list(r, rows, only, Part { after, limit: limit + 1 })?;
    let has_more = listing.lines.len() > limit;
    listing.lines.truncate(limit);
    let next = listing.lines.last().filter(|_| has_more).map(|line| line.key.to_string());
    let figures = |kind| kind != ColumnKind::Text;
    Ok(RowsPage {
        columns: listing
            .columns
            .iter()
            .map(|column| RowsColumn { heading: column.heading.read(lang), is_figure: figures(column.kind) })
            .collect(),
        rows: listing
            .lines
            .iter()
            .map(|line| RowsLine {
                key: line.key.to_string(),
                owner: line.owner,
                cells: line.cells.iter().map(|cell| cell.read(lang)).collect(),
            })
            .collect(),
        count: listing.count,
        sum: listing.sum.map(super::money),
        next,
    })
}

/// All rows behind a figure as CSV: exact values, a line of headings first.
///
/// # Errors
/// What the database says.
pub fn write_rows_csv(r: &Read<'_>, rows: &Rows, only: &ReportFilter, lang: Lang) -> Result<Vec<u8>> {
    let listing = list(r, rows, only, Part { after: None, limit: usize::MAX })?;
    csv::write_table(
        listing.columns.iter().map(|column| &column.heading),
        listing.lines.iter().map(|line| line.cells.as_slice()),
        lang,
        Sheet::of(&r.settings.csv_separator),
    )
}

fn list(r: &Read<'_>, rows: &Rows, only: &ReportFilter, part: Part) -> Result<Listing> {
    let who = scope::who(r, only)?;
    let asked = Asked { r, period: rows.period, only, who: who.as_ref(), part };
    match &rows.of {
        RowsOf::Sales { sales } => sales::list(&asked, sales),
        RowsOf::Buyers { sales } => owners::list(&asked, &sales::buyers(&asked, sales)?),
        RowsOf::Unpaid { age } => unpaid::list(&asked, *age),
        RowsOf::Appointments { appointments } => appointments::list(&asked, appointments),
        RowsOf::Products { state, categories } => products::list(&asked, *state, categories.as_ref()),
        RowsOf::Owners { who, is_new } => owners::list(&asked, &owners::standing(&asked, who, *is_new)?),
        RowsOf::Stays { part } => owners::list(&asked, &owners::staying(&asked, *part)?),
        RowsOf::Cohort { again } => owners::list(&asked, &owners::cohort(&asked, *again)?),
        RowsOf::Interactions { channels, staff } => {
            talk::interactions(&asked, channels.as_ref(), staff.as_ref())
        }
        RowsOf::Messages { channels, is_answered } => talk::messages(&asked, channels.as_ref(), *is_answered),
        RowsOf::FollowUps { state } => talk::follow_ups(&asked, *state),
        RowsOf::Feedback { ratings } => talk::feedback(&asked, ratings.as_ref()),
        RowsOf::AtStake => owners::at_stake(&asked),
        RowsOf::Points => talk::points(&asked),
    }
}

/// What every kind of rows is asked with.
struct Asked<'a> {
    r: &'a Read<'a>,
    period: super::Period,
    only: &'a ReportFilter,
    who: Option<&'a scope::Who>,
    part: Part,
}

fn text(text: Option<String>) -> Cell {
    text.filter(|text| !text.trim().is_empty()).map_or(Cell::Blank, Cell::text)
}

fn value(area: &'static str, code: Option<String>) -> Cell {
    code.filter(|code| !code.is_empty()).map_or(Cell::Blank, |code| Cell::Label(Label::Value(area, code)))
}
