//! Small papers: an owner's card, lists for the front desk, the day on paper for a day without the PC, labels and
//! letters. Lists are [`Report`]s and set like them; labels and letters have sheets of their own.

mod agenda;
mod card;
mod labels;
mod letters;
mod lists;
mod plan;
mod recipients;
mod statement;
mod store;

use super::{
    building::begin,
    layout::{lay_out, lay_out_lying},
    marks::{Page, Paper as Sheet},
    params::{Compare, Frame, ReportParams},
    report::{Cell, Column, ColumnKind, Label, Period, Report, Row, Section, Span},
};
use crate::{
    Result,
    clinic::Read,
    values::{Day, Lang, OwnerId, text_enum},
};
pub use recipients::Recipients;
use serde::Deserialize;

/// A small paper, and what it needs to be made.
#[derive(Debug, Clone, PartialEq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "kind")]
pub enum SmallPaper {
    /// Everything about an owner that the desk may hand out.
    Card {
        /// Whose.
        owner: OwnerId,
    },
    /// The vaccinations of an owner's pets, or whatever falls due at the clinic.
    Vaccinations {
        /// Whose; the clinic's list where none is given.
        owner: Option<OwnerId>,
    },
    /// What was promised: overdue, today's and the coming week's.
    FollowUps,
    /// The day for a day without the PC: appointments, follow-ups, whom to call.
    Plan,
    /// The agenda from one day to another, at most 62 days.
    Agenda {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// An owner's points.
    Statement {
        /// Whose.
        owner: OwnerId,
    },
    /// Addresses on a sheet of labels.
    Labels {
        /// To whom.
        to: Recipients,
        /// On which sheet.
        sheet: LabelSheet,
        /// Labels of the first sheet that are gone already.
        used: u32,
    },
    /// A letter to each, with the address where an envelope's window is.
    Letters {
        /// To whom.
        to: Recipients,
        /// Its heading; the usual one where it is blank.
        subject: String,
        /// What it says; the usual text where it is blank. `{name}`, `{pets}` and `{clinic}` are filled in.
        body: String,
    },
}

text_enum! {
    /// A common sheet of labels, by what its package says.
    #[derive(Default)]
    LabelSheet {
        /// A4, 3 × 7 of 63.5 × 38.1 mm.
        #[default]
        L7160 = "l7160",
        /// A4, 3 × 8 of 70 × 37 mm, edge to edge.
        A4By24 = "a4_24",
        /// A4, 2 × 7 of 99.1 × 38.1 mm.
        L7163 = "l7163",
        /// Letter, 3 × 10 of 66.7 × 25.4 mm.
        Avery5160 = "avery_5160",
        /// Letter, 2 × 5 of 101.6 × 50.8 mm.
        Avery5163 = "avery_5163",
    }
}

impl SmallPaper {
    /// The key of its title.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Card { .. } => "papers.card",
            Self::Vaccinations { owner: Some(_) } => "papers.vaccination_card",
            Self::Vaccinations { owner: None } => "papers.vaccinations",
            Self::FollowUps => "papers.follow_ups",
            Self::Plan => "papers.plan",
            Self::Agenda { .. } => "papers.agenda",
            Self::Statement { .. } => "papers.statement",
            Self::Labels { .. } => "papers.labels",
            Self::Letters { .. } => "papers.letters",
        }
    }
}

/// A small paper, set.
#[derive(Debug, Clone, PartialEq)]
pub struct SetPaper {
    /// Its heading, and what a file says of itself.
    pub report: Report,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Owners that are not on it, for there is no address of theirs.
    pub left_out: u32,
}

/// A small paper in a language, on a sheet; sheets of labels have their own size.
///
/// # Errors
/// `not_found` for an owner or segment, `invalid` for criteria that cannot be read, and what the database says.
pub fn small_paper(r: &Read<'_>, paper: &SmallPaper, lang: Lang, sheet: Sheet) -> Result<SetPaper> {
    let report = match paper {
        SmallPaper::Card { owner } => card::card(r, *owner)?,
        SmallPaper::Vaccinations { owner: Some(owner) } => lists::vaccinations_of(r, *owner)?,
        SmallPaper::Vaccinations { owner: None } => lists::vaccinations_due(r)?,
        SmallPaper::FollowUps => lists::follow_ups(r)?,
        SmallPaper::Plan => plan::plan(r, lang)?,
        SmallPaper::Agenda { from, to } => agenda::agenda(r, Period { from: *from, to: *to })?,
        SmallPaper::Statement { owner } => statement::statement(r, *owner)?,
        SmallPaper::Labels { to, sheet, used } => return labels::labels(r, to, *sheet, *used),
        SmallPaper::Letters { to, subject, body } => {
            return letters::letters(r, to, (subject, body), (lang, sheet));
        }
    };
    let is_written_on = matches!(
        paper,
        SmallPaper::Vaccinations { owner: None }
            | SmallPaper::FollowUps
            | SmallPaper::Plan
            | SmallPaper::Agenda { .. }
    );
    let set = if is_written_on { lay_out_lying } else { lay_out };
    let pages = set(&report, lang, sheet);
    Ok(SetPaper { report, pages, left_out: 0 })
}

/// A paper of today, compared with nothing.
fn of_today(r: &Read<'_>, name: &'static str, title: Label) -> Result<Report> {
    of_days(r, name, title, Period { from: r.today, to: r.today })
}

/// A paper of some days, as of now.
fn of_days(r: &Read<'_>, name: &'static str, title: Label, days: Period) -> Result<Report> {
    let (from, to) = (Some(days.from), Some(days.to));
    let params = ReportParams { from, to, compare: Compare::Nothing, ..ReportParams::default() };
    let frame: Frame = params.frame(r.today)?;
    let mut report = begin(r, name, "papers.card", &frame)?;
    report.title = title;
    report.data_time = Some(r.zone.local(r.now).time());
    Ok(report)
}

fn section(
    heading: Label,
    note: Option<Label>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: &'static str,
) -> Section {
    let table = super::report::Table { columns, rows, empty: Label::Word(empty) };
    Section { heading, note, span: Span::Full, body: super::report::Body::Table(table) }
}

const fn text_column(heading: &'static str) -> Column {
    super::building::column(heading, ColumnKind::Text)
}

const fn day_column(heading: &'static str) -> Column {
    super::building::column(heading, ColumnKind::Day)
}

const fn number_column(heading: &'static str) -> Column {
    super::building::column(heading, ColumnKind::Number)
}

/// A column that is left free, to be written in.
fn by_hand() -> (Column, Cell) {
    // As wide as this many blanks that do not break.
    (text_column("papers.by_hand"), Cell::text("\u{A0}".repeat(48)))
}

fn text(text: Option<&str>) -> Cell {
    text.map(str::trim).filter(|text| !text.is_empty()).map_or(Cell::Blank, Cell::text)
}

/// A phone as one dials it: `998 123 4567`.
pub(in crate::analysis) fn phone(r: &Read<'_>, typed: Option<&str>) -> Cell {
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
    typed.map_or(Cell::Blank, |typed| {
        let parsed = crate::values::Phone::parse(typed, &r.settings.country);
        // A number is never broken over two lines.
        Cell::text(parsed.map_or_else(|| typed.to_owned(), |phone| phone.to_string()).replace(' ', "\u{A0}"))
    })
}

fn value(area: &'static str, code: &str) -> Cell {
    if code.is_empty() { Cell::Blank } else { Cell::Label(Label::Value(area, code.to_owned())) }
}

/// `14:05` of a minute of the day.
fn clock(minute: u32) -> Cell {
    Cell::text(format!("{}:{:02}", minute / 60, minute % 60))
}
