//! The tables of the appointments' report.

use super::census::{Census, Tally};
use crate::{
    analysis::reports::{
        building::{by_grain, column, data, table, total},
        params::Frame,
        report::{Body, Cell, Column, ColumnKind, Heat, HeatRow, Label, Period, Row, Section, Span},
        rows::{AppointmentEnd, AppointmentsOf},
        sales::Catalogue,
        wording::WEEKDAYS,
    },
    values::StaffId,
};
use std::collections::HashMap;

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
pub fn halves(days: Period, census: &Census) -> [Section; 2] {
    use ColumnKind::{Bar, Strong, Text};
    let whole = census.all.all();
    let half = |heading, first, lines: Vec<(Cell, AppointmentsOf, i64)>| {
        let line = |name: Cell, of: AppointmentsOf, part: i64| {
            vec![name, Cell::Count(part).opens(of.rows().within(days)), Cell::Share { part, whole }]
        };
        let mut rows: Vec<Row> =
            lines.into_iter().map(|(name, of, part)| data(line(name, of, part))).collect();
        rows.push(total(line(Cell::word("reports.total"), AppointmentsOf::default(), whole)));
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
        ("reports.completed", AppointmentEnd::Completed, census.all.completed),
        ("reports.no_show", AppointmentEnd::NoShow, census.all.no_show),
        ("reports.cancelled", AppointmentEnd::Cancelled, census.all.cancelled),
        ("reports.open", AppointmentEnd::Open, census.all.open),
    ];
    let mut kinds: Vec<(&String, i64)> =
        census.kinds.iter().map(|(kind, tally)| (kind, tally.all())).collect();
    kinds.sort_by_key(|(kind, count)| (-count, *kind));
    let named = |kind: &str| {
        let known = KINDS.iter().find(|(code, _)| *code == kind);
        known.map_or_else(|| Cell::text(kind), |(_, word)| Cell::word(word))
    };
    let ended = |end| AppointmentsOf { statuses: Some(vec![end]), ..AppointmentsOf::default() };
    let of_kind =
        |kind: &str| AppointmentsOf { kinds: Some(vec![kind.to_owned()]), ..AppointmentsOf::default() };
    [
        half(
            "reports.by_outcome",
            "reports.outcome",
            outcomes.into_iter().map(|(name, end, count)| (Cell::word(name), ended(end), count)).collect(),
        ),
        half(
            "reports.by_kind",
            "reports.kind",
            kinds.into_iter().map(|(kind, count)| (named(kind), of_kind(kind), count)).collect(),
        ),
    ]
}

/// All but those called off.
const AWAITED: [AppointmentEnd; 3] =
    [AppointmentEnd::Completed, AppointmentEnd::NoShow, AppointmentEnd::Open];

/// When people come: weekdays and hours.
pub fn hours(days: Period, census: &Census) -> Section {
    let first = census.hours.keys().map(|(_, hour)| *hour).min();
    let last = census.hours.keys().map(|(_, hour)| *hour).max();
    let hours: Vec<u32> = first.zip(last).map(|(first, last)| (first..=last).collect()).unwrap_or_default();
    let row = |(weekday, name): (u32, &&'static str)| {
        let at = |hour: &u32| census.hours.get(&(weekday, *hour)).copied().unwrap_or(0);
        let came = |hour: Option<u32>| {
            let (statuses, weekday) = (Some(AWAITED.to_vec()), Some(weekday));
            AppointmentsOf { statuses, weekday, hour, ..AppointmentsOf::default() }.rows().within(days)
        };
        HeatRow {
            label: Cell::word(name),
            lead: Some(Cell::Count(hours.iter().map(at).sum()).opens(came(None))),
            cells: hours.iter().map(|hour| Cell::Count(at(hour)).opens(came(Some(*hour)))).collect(),
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

fn line(name: Cell, tally: Tally, days: Period, of: &AppointmentsOf) -> Vec<Cell> {
    let ended = |count, end| Cell::Count(count).opens(of.ended(end).within(days));
    vec![
        name,
        Cell::Count(tally.all()).opens(of.rows().within(days)),
        ended(tally.completed, AppointmentEnd::Completed),
        ended(tally.cancelled, AppointmentEnd::Cancelled),
        ended(tally.no_show, AppointmentEnd::NoShow),
        ended(tally.open, AppointmentEnd::Open),
        Cell::Share { part: tally.no_show, whole: tally.awaited() },
        ended(tally.minutes, AppointmentEnd::Completed),
    ]
}

fn listed(
    heading: &'static str,
    first: &'static str,
    mut lines: Vec<(Cell, AppointmentsOf, Tally)>,
    (days, all): (Period, Tally),
) -> Section {
    lines.sort_by_key(|(_, _, tally)| -tally.all());
    let mut rows: Vec<Row> =
        lines.into_iter().map(|(name, of, tally)| data(line(name, tally, days, &of))).collect();
    if !rows.is_empty() {
        rows.push(total(line(Cell::word("reports.total"), all, days, &AppointmentsOf::default())));
    }
    table(heading, None, Span::Full, columns(first), rows, "reports.no_appointments")
}

/// By who was to see them.
pub fn by_staff(days: Period, census: &Census, names: &HashMap<StaffId, String>) -> Section {
    let mut staff: Vec<_> = census.staff.iter().collect();
    staff.sort_by_key(|(id, _)| **id);
    let lines = staff.into_iter().map(|(id, tally)| {
        let name = id.and_then(|id| names.get(&id));
        let of = AppointmentsOf { staff: Some(vec![*id]), ..AppointmentsOf::default() };
        (name.map_or(Cell::word("reports.nobody_named"), Cell::text), of, *tally)
    });
    listed("reports.by_staff", "reports.staff", lines.collect(), (days, census.all))
}

/// By service.
pub fn by_service(days: Period, census: &Census, catalogue: &Catalogue) -> Section {
    let mut services: Vec<_> = census.services.iter().collect();
    services.sort_by_key(|(id, _)| **id);
    let lines = services.into_iter().map(|(id, tally)| {
        let service = id.and_then(|id| catalogue.services.get(&id));
        let of = AppointmentsOf { services: Some(vec![*id]), ..AppointmentsOf::default() };
        (
            service.map_or(Cell::word("reports.no_service"), |service| Cell::text(service.name.clone())),
            of,
            *tally,
        )
    });
    listed("reports.by_service", "reports.service", lines.collect(), (days, census.all))
}

/// The period part by part.
pub fn by_part(frame: &Frame, census: &Census) -> Section {
    let mut rows: Vec<Row> = frame
        .parts()
        .into_iter()
        .map(|(part, _)| {
            data(line(Cell::Label(Label::Span(part)), census.between(part), part, &AppointmentsOf::default()))
        })
        .collect();
    rows.push(total(line(Cell::word("reports.total"), census.all, frame.now(), &AppointmentsOf::default())));
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
