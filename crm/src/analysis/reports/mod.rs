//! Reports: figures of a period on paper and as CSV.
//!
//! A [`Report`] is a value without language or paper. [`lay_out`] turns it into [`Page`]s of marks, which the
//! window draws as SVG and [`paint`] writes as PDF; [`write_csv`] writes the same figures exactly.

mod csv;
mod customers;
mod face;
mod layout;
mod marks;
mod pdf;
mod picture;
mod printable;
mod report;
mod wording;

pub use csv::write_csv;
pub use customers::{CustomersParams, OwnersList, customers};
pub use layout::lay_out;
pub use marks::{Anchor, Ink, Mark, Page, Paper, PathStep, Point, Text, Weight};
pub use pdf::paint;
pub(crate) use wording::{grouped, money, short_day};

pub use report::{
    Bar, Better, Body, Cell, Chart, Column, ColumnKind, Definition, Kpi, Label, Letterhead, Period, Report,
    Row, RowKind, Section, Span, Table,
};
