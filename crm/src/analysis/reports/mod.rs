//! Reports: figures of a period on paper, as CSV and as an Excel file.
//!
//! A [`Report`] is a value without language or paper. [`lay_out`] turns it into [`Page`]s of marks, which the
//! window draws as SVG and [`paint`] writes as PDF; [`write_csv`] and [`write_xlsx`] write the same figures exactly.

mod appointments;
mod building;
mod by_id;
mod cell;
mod choices;
mod csv;
mod customers;
mod dashboard;
mod face;
mod layout;
mod marks;
mod papers;
mod params;
mod pdf;
mod picture;
mod printable;
mod products;
mod report;
mod retention;
mod revenue;
mod rows;
mod sales;
mod scope;
mod wording;
mod xlsx;

use crate::{Result, clinic::Read};

pub use choices::{ReportChoices, SegmentChoice, StaffChoice, TagChoice, choices};
pub use csv::{write_csv, write_sheet};
pub use dashboard::{
    ChangeShown, ChartShown, Course, Dashboard, DashboardShown, Panel, PanelShown, Point as CoursePoint,
    PointShown, Tile, TileShown, Tone, dashboard, shown as dashboard_shown,
};
pub use layout::{lay_out, lay_out_dashboard};
pub use marks::{Anchor, Ink, Link, Mark, Page, Paper, PathStep, Point, Text, Weight};
pub(in crate::analysis) use papers::phone;
pub use papers::{LabelSheet, Recipients, SetPaper, SmallPaper, small_paper};
pub use params::{Compare, Frame, Grain, LongList, ReportFilter, ReportKind, ReportParams};
pub use pdf::{paint, paint_bundle};
pub use report::{
    Bar, Better, Body, Cell, Chart, Column, ColumnKind, Definition, Heat, HeatRow, Kpi, Label, Letterhead,
    Lines, Period, Report, Row, RowKind, Scale, Section, Series, Span, Table,
};
pub use rows::{
    AppointmentEnd, AppointmentsOf, FollowUpState, OwnersOf, ProductState, Rows, RowsColumn, RowsLine,
    RowsOf, RowsPage, SalePart, SalesOf, StayPart, Things, rows, write_rows_csv,
};
pub(crate) use wording::{grouped, money, short_day};
pub use xlsx::write_xlsx;

/// The report of this kind.
///
/// # Errors
/// `invalid` for a period that cannot be, and what the database says.
pub fn build(r: &Read<'_>, kind: ReportKind, params: &ReportParams) -> Result<Report> {
    match kind {
        ReportKind::Revenue => revenue::build(r, params),
        ReportKind::Appointments => appointments::build(r, params),
        ReportKind::Products => products::build(r, params),
        ReportKind::Customers => customers::build(r, params),
        ReportKind::Retention => retention::build(r, params),
    }
}

impl ReportKind {
    /// The key of its title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Revenue => "reports.revenue",
            Self::Appointments => "reports.appointments",
            Self::Products => "reports.products",
            Self::Customers => "reports.customers",
            Self::Retention => "reports.retention",
        }
    }
}
