//! The charts and tables of the retention report.

use super::flow::{Cohort, Counts, Flow};
use crate::{
    analysis::reports::{
        building::{column, data, table},
        params::Grain,
        report::{
            Bar, Body, Cell, Chart, ColumnKind, Heat, HeatRow, Label, Lines, Period, Row, Scale, Section,
            Series, Span,
        },
        rows::{Rows, RowsOf, StayPart},
    },
    values::Day,
};

/// The spans that are over: a month that has just begun would look like a fall.
fn whole(counts: &Counts, grain: Grain) -> Vec<(Period, Flow)> {
    let is_whole = |span: &Period| grain.parts(Period { from: span.from, to: span.to.plus(1) }).len() > 1;
    counts.spans.iter().filter(|(span, _)| is_whole(span)).copied().collect()
}

fn stays(span: Period, part: StayPart) -> Rows {
    RowsOf::Stays { part }.within(span)
}

const fn rate(flow: &Flow) -> Cell {
    Cell::Share { part: flow.returned, whole: flow.base }
}

/// The retention rate over the last spans, as a line.
pub fn rates(counts: &Counts, grain: Grain) -> Section {
    let spans = whole(counts, grain);
    let values = spans.iter().map(|(span, flow)| rate(flow).opens(stays(*span, StayPart::Base))).collect();
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
        rows: Some(stays(period, StayPart::Lapsed)),
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
        let count = |owners, part| Cell::Count(owners).opens(stays(*span, part));
        data(vec![
            Cell::Label(Label::Span(*span)),
            count(flow.base, StayPart::Base),
            count(flow.returned, StayPart::Returned),
            rate(flow),
            count(flow.seen, StayPart::Seen),
            count(flow.fresh, StayPart::Fresh),
            count(flow.reactivated, StayPart::Reactivated),
            count(flow.lapsed, StayPart::Lapsed),
            count(flow.active, StayPart::Active),
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
    let shown = |cohort: &Cohort| Period { to: cohort.span.to.min(as_of), ..cohort.span };
    let numbered: Vec<Period> = counts.cohorts.iter().map(shown).collect();
    // The spans follow each other: the one so many after a cohort's is that much further on in the list.
    let again = |cohort: &Cohort, after: usize| {
        let at = numbered.iter().position(|span| span.from == cohort.span.from).unwrap_or(0) + after;
        RowsOf::Cohort { again: numbered.get(at).copied() }.within(shown(cohort))
    };
    let row = |cohort: &Cohort| HeatRow {
        label: Cell::Label(Label::Span(shown(cohort))),
        lead: Some(Cell::Count(cohort.owners).opens(RowsOf::Cohort { again: None }.within(shown(cohort)))),
        cells: (1..spans)
            .map(|at| match cohort.came.get(at) {
                Some(came) if cohort.owners > 0 => {
                    Cell::Share { part: *came, whole: cohort.owners }.opens(again(cohort, at))
                }
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
