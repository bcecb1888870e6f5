//! The charts and tables of the retention report.

use super::flow::{Counts, Flow};
use crate::{
    analysis::reports::{
        building::{column, data, table},
        params::Grain,
        report::{
            Bar, Body, Cell, Chart, ColumnKind, Heat, HeatRow, Label, Lines, Period, Row, Scale, Section,
            Series, Span,
        },
    },
    values::Day,
};

/// The spans that are over: a month that has just begun would look like a fall.
fn whole(counts: &Counts, grain: Grain) -> Vec<(Period, Flow)> {
    let is_whole = |span: &Period| grain.parts(Period { from: span.from, to: span.to.plus(1) }).len() > 1;
    counts.spans.iter().filter(|(span, _)| is_whole(span)).copied().collect()
}

/// The retention rate over the last spans, as a line.
pub fn rates(counts: &Counts, grain: Grain) -> Section {
    let spans = whole(counts, grain);
    let values =
        spans.iter().map(|(_, flow)| Cell::Share { part: flow.returned, whole: flow.base }).collect();
    let body = Body::Lines(Lines {
        periods: spans.iter().map(|(span, _)| *span).collect(),
        series: vec![Series { name: Label::Word("reports.retention_rate"), values }],
        empty: Label::Word("reports.no_visits"),
    });
    let note = Some(Label::Word("reports.retention_note"));
    Section { heading: Label::Word("reports.retention_chart"), note, span: Span::Full, body }
}

/// Who left in the last spans, with those who returned as marks.
pub fn leaving(counts: &Counts, grain: Grain) -> Section {
    let bars = whole(counts, grain).into_iter().map(|(period, flow)| Bar {
        period,
        value: flow.lapsed,
        compared: Some(flow.reactivated),
    });
    let body = Body::Chart(Chart {
        series: Label::Word("reports.lapsed"),
        compared: Some(Label::Word("reports.reactivated")),
        bars: bars.collect(),
        scale: Scale::Count,
        empty: Label::Word("reports.nobody_left"),
    });
    let note = Some(Label::Word("reports.owners_note"));
    Section { heading: Label::Word("reports.leaving_chart"), note, span: Span::Full, body }
}

/// The flow of owners span by span: those who come less those who leave are those who stay.
pub fn flows(counts: &Counts) -> Section {
    use ColumnKind::{Number, Strong, Text};
    let row = |(span, flow): &(Period, Flow)| -> Row {
        data(vec![
            Cell::Label(Label::Span(*span)),
            Cell::Count(flow.base),
            Cell::Count(flow.returned),
            Cell::Share { part: flow.returned, whole: flow.base },
            Cell::Count(flow.seen),
            Cell::Count(flow.fresh),
            Cell::Count(flow.reactivated),
            Cell::Count(flow.lapsed),
            Cell::Count(flow.active),
        ])
    };
    let has_any = counts.spans.iter().any(|(_, flow)| *flow != Flow::default());
    let rows = if has_any { counts.spans.iter().map(row).collect() } else { Vec::new() };
    let columns = vec![
        column("reports.days", Text),
        column("reports.base", Number),
        column("reports.returned", Number),
        column("reports.retention_rate", Strong),
        column("reports.seen_owners", Number),
        column("reports.fresh", Number),
        column("reports.reactivated", Number),
        column("reports.lapsed", Number),
        column("reports.active_at_end", Number),
    ];
    let note = Some(Label::Word("reports.owners_note"));
    table("reports.flow", note, Span::Full, columns, rows, "reports.no_visits")
}

/// Of those who came first in a span, the share who came in each one after; the first itself would be all.
pub fn cohorts(counts: &Counts, as_of: Day) -> Section {
    let spans = counts.cohorts.len();
    let row = |cohort: &super::flow::Cohort| HeatRow {
        label: Cell::Label(Label::Span(Period { to: cohort.span.to.min(as_of), ..cohort.span })),
        lead: Some(Cell::Count(cohort.owners)),
        cells: (1..spans)
            .map(|at| match cohort.came.get(at) {
                Some(came) if cohort.owners > 0 => Cell::Share { part: *came, whole: cohort.owners },
                _ => Cell::Blank,
            })
            .collect(),
    };
    let has_any = counts.cohorts.iter().any(|cohort| cohort.owners > 0);
    let body = Body::Heat(Heat {
        corner: Label::Word("reports.cohort"),
        lead: Some(Label::Word("reports.owners_column")),
        columns: (1..spans).map(|at| Label::Text(at.to_string())).collect(),
        rows: if has_any { counts.cohorts.iter().map(row).collect() } else { Vec::new() },
        empty: Label::Word("reports.no_cohorts"),
    });
    let note = Some(Label::Word("reports.cohorts_note"));
    Section { heading: Label::Word("reports.cohorts"), note, span: Span::Full, body }
}
