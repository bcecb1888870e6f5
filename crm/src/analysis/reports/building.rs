//! What reports put together alike: columns and rows, the currency's sign, sums, the clinic's heading.

use super::{
    params::{Compare, Frame, Grain},
    report::{
        Bar, Better, Body, Cell, Chart, Column, ColumnKind, Definition, Kpi, Label, Letterhead, Period,
        Report, Row, RowKind, Scale, Section, Span, Table,
    },
    rows::Rows,
};
use crate::{
    Result,
    clinic::{Actor, Read},
    values::{Money, StaffId},
};
use rusqlite::OptionalExtension;

/// The currency of the amounts: its sign for headings, its code for notes.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'a>(pub &'a str);

impl Unit<'_> {
    fn sign(self) -> Cell {
        Cell::text(match self.0 {
            "MXN" | "USD" | "CAD" | "ARS" | "CLP" | "COP" => "$",
            "EUR" => "€",
            code => code,
        })
    }

    /// A heading with the sign of the currency.
    pub fn heading(self, key: &'static str) -> Label {
        Label::Phrase(key, vec![("unit", self.sign())])
    }

    /// A column of amounts.
    pub fn column(self, heading: &'static str, kind: ColumnKind) -> Column {
        Column { heading: self.heading(heading), kind }
    }

    /// A note that names the currency.
    pub fn note(self, key: &'static str) -> Option<Label> {
        Some(Label::Phrase(key, vec![("currency", Cell::text(self.0))]))
    }
}

/// A column under a word.
pub const fn column(heading: &'static str, kind: ColumnKind) -> Column {
    Column { heading: Label::Word(heading), kind }
}

/// A table under a word.
pub fn table(
    heading: &'static str,
    note: Option<Label>,
    span: Span,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: &'static str,
) -> Section {
    let body = Body::Table(Table { columns, rows, empty: Label::Word(empty) });
    Section { heading: Label::Word(heading), note, span, body }
}

/// A line of figures.
pub const fn data(cells: Vec<Cell>) -> Row {
    Row { kind: RowKind::Data, cells }
}

/// The sum of all lines.
pub const fn total(cells: Vec<Cell>) -> Row {
    Row { kind: RowKind::Total, cells }
}

/// The sum of a group.
pub const fn subtotal(cells: Vec<Cell>) -> Row {
    Row { kind: RowKind::Subtotal, cells }
}

/// The name of the lines that follow, in a table of so many columns.
pub fn group(name: &'static str, columns: usize) -> Row {
    let mut cells = vec![Cell::word(name)];
    cells.resize_with(columns, || Cell::text(""));
    Row { kind: RowKind::Group, cells }
}

/// A section that is a chart of bars.
pub fn chart(heading: &'static str, note: Option<Label>, chart: Chart) -> Section {
    Section { heading: Label::Word(heading), note, span: Span::Full, body: Body::Chart(chart) }
}

/// How many there are.
pub fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

/// An amount, or nothing.
pub fn amount(money: Option<Money>) -> Cell {
    money.map_or(Cell::Blank, Cell::Money)
}

/// `part` of `whole` as a share of money.
pub const fn share(part: Money, whole: Money) -> Cell {
    Cell::Share { part: part.cents(), whole: whole.cents() }
}

/// The change from one amount to another.
pub const fn change(now: Money, before: Money) -> Cell {
    Cell::Change { now: now.cents(), before: before.cents() }
}

/// A definition of a word, with values for the placeholders of its meaning.
pub const fn define(
    term: &'static str,
    meaning: &'static str,
    values: Vec<(&'static str, Cell)>,
) -> Definition {
    Definition { term: Label::Word(term), meaning: Label::Phrase(meaning, values) }
}

/// What the comparison means, where there is one.
pub fn compared_is(frame: &Frame) -> Option<Definition> {
    let compared = frame.compared?;
    let days = vec![("from", Cell::Day(compared.from)), ("to", Cell::Day(compared.to))];
    Some(define("reports.compared", "reports.compared_is", days))
}

/// A key figure and how it moved.
pub fn moved(label: Label, now: Cell, before: Option<Cell>, better: Better) -> Kpi {
    let change = before.as_ref().and_then(|before| {
        let (one, other) = (now.number()?, before.number()?);
        let is_share = matches!(now.figure(), Cell::Share { .. });
        Some(if is_share { Cell::Points(one - other) } else { Cell::Change { now: one, before: other } })
    });
    Kpi {
        label,
        value: now,
        change: change.map(|change| (change, better)),
        detail: before.map(|figure| Label::Phrase("reports.before", vec![("figure", figure)])),
    }
}

/// A key figure with a line below it.
pub const fn plain(label: Label, value: Cell, detail: Option<Label>) -> Kpi {
    Kpi { label, value, change: None, detail }
}

/// Bars over the parts of the period, beside those of the period it is compared with.
pub fn bars(
    frame: &Frame,
    now: impl Fn(Period) -> i64,
    before: impl Fn(Period) -> i64,
    rows: impl Fn(Period) -> Rows,
) -> Vec<Bar> {
    let bar = |(part, compared): (Period, Option<Period>)| Bar {
        period: part,
        value: now(part),
        compared: compared.map(&before),
        rows: Some(rows(part)),
    };
    frame.parts().into_iter().map(bar).collect()
}

/// A chart of bars with the two names of its series.
pub fn bar_chart(frame: &Frame, bars: Vec<Bar>, scale: Scale, empty: &'static str) -> Chart {
    Chart {
        series: Label::Word("reports.this_period"),
        compared: frame.compared.map(|_| Label::Word(compared_name(frame))),
        bars,
        scale,
        empty: Label::Word(empty),
    }
}

/// A chart of amounts over the parts of the period, in thousands where they are large.
pub fn money_chart(
    heading: &'static str,
    frame: &Frame,
    now: impl Fn(Period) -> Money,
    before: impl Fn(Period) -> Money,
    rows: impl Fn(Period) -> Rows,
    empty: &'static str,
) -> Section {
    let bars = bars(frame, |part| now(part).cents(), |part| before(part).cents(), rows);
    let highest = bars.iter().map(|bar| bar.value.max(bar.compared.unwrap_or(0))).max().unwrap_or(0);
    let scale = Scale::of_money(Money::from_cents(highest));
    let each = vec![("each", Cell::word(by_grain(frame.grain)))];
    let key = if scale == Scale::Thousands { "reports.in_thousands" } else { "reports.in_units" };
    chart(heading, Some(Label::Phrase(key, each)), bar_chart(frame, bars, scale, empty))
}

/// What the compared period is called.
pub const fn compared_name(frame: &Frame) -> &'static str {
    match frame.compare {
        Compare::LastYear => "reports.year_before",
        Compare::Before | Compare::Nothing => "reports.period_before",
    }
}

/// "by day", "by week" …
pub const fn by_grain(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "reports.each_day",
        Grain::Week => "reports.each_week",
        Grain::Month => "reports.each_month",
        Grain::Quarter => "reports.each_quarter",
        Grain::Year => "reports.each_year",
    }
}

/// A report without its figures: heading, days, who makes it.
pub fn begin(r: &Read<'_>, name: &'static str, title: &'static str, frame: &Frame) -> Result<Report> {
    // Until staff sign in, the built-in member makes it: nobody to name.
    let is_named = r.actor.staff != Actor::BUILT_IN.staff;
    let made_by = if is_named { maker(r, r.actor.staff)? } else { String::new() };
    let settings = &r.settings;
    let lines = [&settings.clinic_address, &settings.clinic_contact];
    Ok(Report {
        name,
        title: Label::Word(title),
        letterhead: Letterhead {
            clinic: settings.clinic_name.clone(),
            lines: lines.into_iter().filter(|line| !line.trim().is_empty()).cloned().collect(),
            logo: settings.clinic_logo.clone(),
        },
        period: frame.period,
        compared: frame.compared,
        scope: Vec::new(),
        kpis: Vec::new(),
        sections: Vec::new(),
        definitions: Vec::new(),
        data_on: r.today,
        data_time: None,
        made_by,
    })
}

/// The name of who makes the report; nothing where they are not on record.
fn maker(r: &Read<'_>, staff: StaffId) -> Result<String> {
    let sql = "SELECT name FROM staff WHERE id = ?1";
    Ok(r.conn().prepare_cached(sql)?.query_row([staff], |row| row.get(0)).optional()?.unwrap_or_default())
}
