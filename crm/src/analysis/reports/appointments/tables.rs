//! The tables of the appointments' report.

use super::census::{Census, Tally};
use crate::{
    analysis::reports::{
        building::{by_grain, column, data, table, total},
        params::Frame,
        report::{Body, Cell, Column, ColumnKind, Heat, HeatRow, Label, Row, Section, Span},
        sales::Catalogue,
    },
    values::StaffId,
};
use std::collections::HashMap;

const WEEKDAYS: [&str; 7] = [
    "reports.weekday_1",
    "reports.weekday_2",
    "reports.weekday_3",
    "reports.weekday_4",
    "reports.weekday_5",
    "reports.weekday_6",
    "reports.weekday_7",
];

/// Kinds of appointments: kept as, and the key of its text.
const KINDS: &[(&str, &str)] = &[
    ("routine", "reports.kind_routine"),
    ("emergency", "reports.kind_emergency"),
    ("surgery", "reports.kind_surgery"),
    ("grooming", "reports.kind_grooming"),
    ("boarding", "reports.kind_boarding"),
    ("vaccination", "reports.kind_vaccination"),
    ("other", "reports.kind_other"),
];

/// How appointments ended, and of which kind they were: half a page each.
pub fn halves(census: &Census) -> [Section; 2] {
    use ColumnKind::{Bar, Strong, Text};
    let whole = census.all.all();
    let half = |heading, first, lines: Vec<(Cell, i64)>| {
        let line = |name: Cell, part: i64| vec![name, Cell::Count(part), Cell::Share { part, whole }];
        let mut rows: Vec<Row> = lines.into_iter().map(|(name, part)| data(line(name, part))).collect();
        rows.push(total(line(Cell::word("reports.total"), whole)));
        if whole == 0 {
            rows.clear();
        }
        let columns = vec![
            column(first, Text),
            column("reports.appointments_column", Strong),
            column("reports.share_column", Bar),
        ];
        table(heading, None, Span::Half, columns, rows, "reports.no_appointments")
    };
    let outcomes = [
        ("reports.completed", census.all.completed),
        ("reports.no_show", census.all.no_show),
        ("reports.cancelled", census.all.cancelled),
        ("reports.open", census.all.open),
    ];
    let mut kinds: Vec<(&String, i64)> =
        census.kinds.iter().map(|(kind, tally)| (kind, tally.all())).collect();
    kinds.sort_by_key(|(kind, count)| (-count, *kind));
    let named = |kind: &str| {
        let known = KINDS.iter().find(|(code, _)| *code == kind);
        known.map_or_else(|| Cell::text(kind), |(_, word)| Cell::word(word))
    };
    [
        half(
            "reports.by_outcome",
            "reports.outcome",
            outcomes.into_iter().map(|(name, count)| (Cell::word(name), count)).collect(),
        ),
        half(
            "reports.by_kind",
            "reports.kind",
            kinds.into_iter().map(|(kind, count)| (named(kind), count)).collect(),
        ),
    ]
}

/// When people come: weekdays and hours.
pub fn hours(census: &Census) -> Section {
    let first = census.hours.keys().map(|(_, hour)| *hour).min();
    let last = census.hours.keys().map(|(_, hour)| *hour).max();
    let hours: Vec<u32> = first.zip(last).map(|(first, last)| (first..=last).collect()).unwrap_or_default();
    let row = |(weekday, name): (u32, &&'static str)| {
        let at = |hour: &u32| census.hours.get(&(weekday, *hour)).copied().unwrap_or(0);
        HeatRow {
            label: Cell::word(name),
            lead: Some(Cell::Count(hours.iter().map(at).sum())),
            cells: hours.iter().map(|hour| Cell::Count(at(hour))).collect(),
        }
    };
    let rows = if hours.is_empty() { Vec::new() } else { (0..).zip(&WEEKDAYS).map(row).collect() };
    let body = Body::Heat(Heat {
        corner: Label::Word("reports.weekday"),
        lead: Some(Label::Word("reports.total")),
        columns: hours.iter().map(|hour| Label::Text(format!("{hour}:00"))).collect(),
        rows,
        empty: Label::Word("reports.no_appointments"),
    });
    let note = Some(Label::Word("reports.hours_note"));
    Section { heading: Label::Word("reports.hours"), note, span: Span::Full, body }
}

fn columns(first: &'static str) -> Vec<Column> {
    use ColumnKind::{Number, Strong, Text};
    vec![
        column(first, Text),
        column("reports.appointments_column", Strong),
        column("reports.completed", Number),
        column("reports.cancelled", Number),
        column("reports.no_show", Number),
        column("reports.open", Number),
        column("reports.no_show_share", Number),
        column("reports.minutes", Number),
    ]
}

fn line(name: Cell, tally: Tally) -> Vec<Cell> {
    vec![
        name,
        Cell::Count(tally.all()),
        Cell::Count(tally.completed),
        Cell::Count(tally.cancelled),
        Cell::Count(tally.no_show),
        Cell::Count(tally.open),
        Cell::Share { part: tally.no_show, whole: tally.awaited() },
        Cell::Count(tally.minutes),
    ]
}

fn listed(heading: &'static str, first: &'static str, mut lines: Vec<(Cell, Tally)>, all: Tally) -> Section {
    lines.sort_by_key(|(_, tally)| -tally.all());
    let mut rows: Vec<Row> = lines.into_iter().map(|(name, tally)| data(line(name, tally))).collect();
    if !rows.is_empty() {
        rows.push(total(line(Cell::word("reports.total"), all)));
    }
    table(heading, None, Span::Full, columns(first), rows, "reports.no_appointments")
}

/// By who was to see them.
pub fn by_staff(census: &Census, names: &HashMap<StaffId, String>) -> Section {
    let mut staff: Vec<_> = census.staff.iter().collect();
    staff.sort_by_key(|(id, _)| **id);
    let lines = staff.into_iter().map(|(id, tally)| {
        let name = id.and_then(|id| names.get(&id));
        (name.map_or(Cell::word("reports.nobody_named"), Cell::text), *tally)
    });
    listed("reports.by_staff", "reports.staff", lines.collect(), census.all)
}

/// By service.
pub fn by_service(census: &Census, catalogue: &Catalogue) -> Section {
    let mut services: Vec<_> = census.services.iter().collect();
    services.sort_by_key(|(id, _)| **id);
    let lines = services.into_iter().map(|(id, tally)| {
        let service = id.and_then(|id| catalogue.services.get(&id));
        (service.map_or(Cell::word("reports.no_service"), |service| Cell::text(service.name.clone())), *tally)
    });
    listed("reports.by_service", "reports.service", lines.collect(), census.all)
}

/// The period part by part.
pub fn by_part(frame: &Frame, census: &Census) -> Section {
    let mut rows: Vec<Row> = frame
        .parts()
        .into_iter()
        .map(|(part, _)| data(line(Cell::Label(Label::Span(part)), census.between(part))))
        .collect();
    rows.push(total(line(Cell::word("reports.total"), census.all)));
    if census.all == Tally::default() {
        rows.clear();
    }
    let note = Some(Label::Word(by_grain(frame.grain)));
    table(
        "reports.appointments_by_part",
        note,
        Span::Full,
        columns("reports.days"),
        rows,
        "reports.no_appointments",
    )
}
