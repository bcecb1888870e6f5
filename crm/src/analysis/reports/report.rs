//! A report as a value: what it says, in no language and on no paper yet.

pub use super::cell::Cell;
use super::rows::Rows;
use crate::values::{Day, Money};
use chrono::NaiveTime;
use serde::Serialize;

/// A report: figures, tables and charts of one period, ready to be drawn in either language or written as CSV.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Its name in commands and file names (`customers`).
    pub name: &'static str,
    /// What stands on top of its first page.
    pub title: Label,
    /// Whose report it is.
    pub letterhead: Letterhead,
    /// The days it covers.
    pub period: Period,
    /// The days it is compared with.
    pub compared: Option<Period>,
    /// Whom and what it counts, where that is not everybody and everything.
    pub scope: Vec<Label>,
    /// The strip of key figures; the first is set largest. Up to five fit a line.
    pub kpis: Vec<Kpi>,
    /// Tables and charts, in order.
    pub sections: Vec<Section>,
    /// What the words and figures mean; printed after the sections.
    pub definitions: Vec<Definition>,
    /// The day of the data.
    pub data_on: Day,
    /// The clinic's wall clock when the figures were read, where it matters.
    pub data_time: Option<NaiveTime>,
    /// Who made it.
    pub made_by: String,
}

/// The clinic's own heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Letterhead {
    /// The clinic's name.
    pub clinic: String,
    /// Address, telephone, e-mail: a line each.
    pub lines: Vec<String>,
    /// The logo, as a `data:` URL of a PNG or JPEG; Huella's own where there is none or it cannot be read.
    #[serde(skip)]
    pub logo: Option<String>,
}

/// A span of days; both its days are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// The number of its days.
    pub const fn days(self) -> i32 {
        self.to.since(self.from) + 1
    }
}

/// A text of the product by its key, or one of the clinic's own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Label {
    /// A text of `assets/locales`.
    Word(&'static str),
    /// The same, with values for its placeholders.
    Phrase(&'static str, Vec<(&'static str, Cell)>),
    /// The product's word for a code of the records, by its area in `values`; the code where there is none.
    Value(&'static str, String),
    /// A name or another text of the clinic, the same in every language.
    Text(String),
    /// Some days, named as shortly as they can be: `oct 2026`, `17 nov 2025`.
    Span(Period),
}

/// Whether more of a figure is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Better {
    /// A rise is good.
    More,
    /// A fall is good.
    Less,
    /// Neither.
    Neither,
}

/// A key figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kpi {
    /// What it is, with its unit.
    pub label: Label,
    /// The figure.
    pub value: Cell,
    /// How it moved, and whether a rise is good.
    pub change: Option<(Cell, Better)>,
    /// A line below it.
    pub detail: Option<Label>,
}

/// A table or a chart under a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// Its heading.
    pub heading: Label,
    /// The unit or the rule of the section, in a few words beside the heading.
    pub note: Option<Label>,
    /// How much of the page's width it takes.
    pub span: Span,
    /// What it shows.
    pub body: Body,
}

/// The width of a section. Two halves that follow each other stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Span {
    /// The whole width.
    Full,
    /// Half of it; never broken over pages.
    Half,
    /// The whole width, from the top of a new page, set smaller: a long list at the end.
    Appendix,
}

/// What a section shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Body {
    /// Rows and columns.
    Table(Table),
    /// Bars over time, beside those of the period before.
    Chart(Chart),
    /// Shares over time as lines.
    Lines(Lines),
    /// Figures in rows and columns, the darker the more.
    Heat(Heat),
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has one cell for each column.
    pub rows: Vec<Row>,
    /// What is said where there are no rows.
    pub empty: Label,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Its heading, with the unit.
    pub heading: Label,
    /// What it holds, which decides how it is set.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ColumnKind {
    /// Texts: to the left, wrapped.
    Text,
    /// Counts, amounts, percentages: tabular figures to the right.
    Number,
    /// The column that matters most: as numbers, set heavier.
    Strong,
    /// Shares, with a bar beside the figure.
    Bar,
    /// Calendar days: to the right.
    Day,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Its part in the table.
    pub kind: RowKind,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

/// The part of a row in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RowKind {
    /// The name of the rows that follow.
    Group,
    /// Figures.
    Data,
    /// The sum of a group; stays with its last row.
    Subtotal,
    /// The sum of all; stays with the row before it.
    Total,
}

/// Bars over time with a zero baseline; a second series is drawn as marks across the bars.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Chart {
    /// What the bars show.
    pub series: Label,
    /// What the marks show.
    pub compared: Option<Label>,
    /// The bars.
    pub bars: Vec<Bar>,
    /// How their figures are written.
    pub scale: Scale,
    /// What is said where there are none.
    pub empty: Label,
}

/// How the figures of a chart are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Scale {
    /// Numbers of things, as they are.
    Count,
    /// Cents, as whole units of the currency.
    Units,
    /// Cents, as thousands of units with one decimal.
    Thousands,
}

impl Scale {
    /// What amounts up to this one are best written in.
    pub const fn of_money(highest: Money) -> Self {
        if highest.cents() >= 10_000 * 100 { Self::Thousands } else { Self::Units }
    }

    /// A figure of the chart as the exact value that it is.
    pub const fn cell(self, figure: i64) -> Cell {
        match self {
            Self::Count => Cell::Count(figure),
            Self::Units | Self::Thousands => Cell::Money(Money::from_cents(figure)),
        }
    }
}

/// Shares over time, each series a line of its own from 0 % up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lines {
    /// The spans that the points stand for.
    pub periods: Vec<Period>,
    /// The lines; the first is the one that matters.
    pub series: Vec<Series>,
    /// What is said where there are none.
    pub empty: Label,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Series {
    /// What it shows.
    pub name: Label,
    /// A share for each period.
    pub values: Vec<Cell>,
}

/// Figures in rows and columns, each on a ground that is the darker the higher it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Heat {
    /// What the rows are.
    pub corner: Label,
    /// What the figure before the others is, where there is one.
    pub lead: Option<Label>,
    /// What the columns are.
    pub columns: Vec<Label>,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// What is said where there are none.
    pub empty: Label,
}

/// One row of figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeatRow {
    /// What it is.
    pub label: Cell,
    /// The figure before the others.
    pub lead: Option<Cell>,
    /// A figure for each column; blank where there can be none.
    pub cells: Vec<Cell>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bar {
    /// The days it covers, named below it by the first.
    pub period: Period,
    /// Its figure, never negative.
    pub value: i64,
    /// The figure of the period before.
    pub compared: Option<i64>,
    /// Which rows stand behind its figure.
    pub rows: Option<Rows>,
}

/// What a word of the report means.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// The word.
    pub term: Label,
    /// Its meaning.
    pub meaning: Label,
}
