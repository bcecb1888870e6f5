//! The dashboard: how the month goes beside the same days of the month before, each figure with its course over a year,
//! its definition and the rows behind it. One value, drawn by the screen and as one page of paper.

mod figures;
mod shown;
mod store;
mod tiles;

use super::{
    building::begin,
    params::ReportParams,
    report::{Better, Cell, Label, Period, Report, Scale},
    rows::Rows,
};
use crate::{Result, clinic::Read};
use figures::Figures;
pub use shown::{ChangeShown, ChartShown, DashboardShown, PanelShown, PointShown, TileShown, Tone, shown};
pub(super) use shown::{bars, tone};

/// Months that a figure's course is drawn over, the one at hand included.
const MONTHS: usize = 12;
/// Days of the chart of interactions.
const DAYS: i32 = 30;

/// How the clinic does.
#[derive(Debug, Clone, PartialEq)]
pub struct Dashboard {
    /// Its heading, and what a file says of itself.
    pub report: Report,
    /// The figures.
    pub tiles: Vec<Tile>,
    /// Interactions by channel, by staff and per day.
    pub panels: Vec<Panel>,
    /// Whether the clinic has no owner yet.
    pub is_empty: bool,
}

/// A figure with its course.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// Its name in tests and on the screen (`income`).
    pub name: &'static str,
    /// What it is, with its unit.
    pub label: Label,
    /// The figure, leading to its rows.
    pub value: Cell,
    /// How it moved, and whether a rise is good.
    pub change: Option<(Cell, Better)>,
    /// What it is compared with, or what it is part of.
    pub beside: Vec<Label>,
    /// Its course.
    pub course: Course,
    /// Its rule.
    pub meaning: Label,
}

/// Figures one after the other, drawn as bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// What they are, in a few words.
    pub name: Label,
    /// Each with its name.
    pub points: Vec<Point>,
    /// Whether the last one is the figure at hand and stands out.
    pub is_to_now: bool,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its name: some days, a stage.
    pub name: Label,
    /// Its figure, leading to its rows.
    pub value: Cell,
}

/// Interactions by something.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Its name in tests and on the screen (`channels`).
    pub name: &'static str,
    /// Its heading.
    pub heading: Label,
    /// What is counted.
    pub note: Label,
    /// The figures, most first or day by day.
    pub points: Vec<Point>,
    /// Whether they follow each other in time: columns instead of bars.
    pub is_over_time: bool,
}

/// The dashboard of today.
///
/// # Errors
/// What the database says.
pub fn dashboard(r: &Read<'_>) -> Result<Dashboard> {
    let frame = ReportParams::default().frame(r.today)?;
    let report = begin(r, "dashboard", "reports.dashboard", &frame)?;
    let figures = Figures::read(r, &frame)?;
    Ok(Dashboard {
        tiles: tiles::tiles(r, &frame, &figures),
        panels: tiles::panels(r, &figures),
        is_empty: figures.owners == 0,
        report,
    })
}

/// The calendar months up to a day, the last one ending that day.
fn months(to: crate::values::Day) -> Vec<Period> {
    let spans = super::params::Grain::Month
        .parts(Period { from: to.plus(-31 * (MONTHS as i32 + 1)).first_of_month(), to });
    spans.get(spans.len().saturating_sub(MONTHS)..).unwrap_or_default().to_vec()
}

impl Point {
    fn new(name: Label, value: Cell, rows: Rows) -> Self {
        Self { name, value: value.opens(rows) }
    }
}

/// How the amounts of a course are written on its bars.
fn scale_of(points: &[Point]) -> Scale {
    let highest = points.iter().filter_map(|point| match point.value.figure() {
        Cell::Money(amount) => Some(*amount),
        _ => None,
    });
    highest.max().map_or(Scale::Count, Scale::of_money)
}
