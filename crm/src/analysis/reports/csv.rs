//! A report as CSV, for a spreadsheet: exact figures, ISO days, no text that a spreadsheet would run.

use super::{
    report::{Body, Cell, Kpi, Label, Report, Section, Series},
    wording::tenths,
};
use crate::{
    Code, Error, Result,
    values::{Lang, Sheet, neutral, words::word},
};
use std::borrow::Cow;

/// Excel takes a file without it for one in the old code page.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The report as CSV: title and period, key figures, then every section under its heading, a blank line between.
/// UTF-8 with BOM, CRLF, comma.
///
/// # Errors
/// None that a writer to memory could have; the type is the CSV library's.
pub fn write_csv(report: &Report, lang: Lang) -> Result<Vec<u8>> {
    write_sheet(report, lang, Sheet::Comma)
}

/// As [`write_csv`], for the spreadsheet of the clinic's country.
///
/// # Errors
/// Those of [`write_csv`].
pub fn write_sheet(report: &Report, lang: Lang, sheet: Sheet) -> Result<Vec<u8>> {
    let mut rows = Rows(BOM.to_vec(), sheet);
    rows.push([text(&report.letterhead.clinic)])?;
    rows.push([text(&report.title.read(lang))])?;
    rows.push([word(lang, "reports.csv_from").into(), report.period.from.to_string().into()])?;
    rows.push([word(lang, "reports.csv_to").into(), report.period.to.to_string().into()])?;
    if let Some(compared) = report.compared {
        rows.push([word(lang, "reports.csv_compared_from").into(), compared.from.to_string().into()])?;
        rows.push([word(lang, "reports.csv_compared_to").into(), compared.to.to_string().into()])?;
    }
    for label in &report.scope {
        rows.push([word(lang, "reports.csv_only").into(), text(&label.read(lang))])?;
    }
    rows.push([word(lang, "reports.csv_data_on").into(), report.data_on.to_string().into()])?;
    rows.push([word(lang, "reports.csv_made_by").into(), text(&report.made_by)])?;
    rows.blank();
    for kpi in &report.kpis {
        rows.push(key_figure(kpi, lang, sheet))?;
    }
    for section in &report.sections {
        rows.blank();
        self::section(&mut rows, section, lang)?;
    }
    if !report.definitions.is_empty() {
        rows.blank();
        rows.push([word(lang, "reports.definitions").into()])?;
    }
    for definition in &report.definitions {
        rows.push([text(&definition.term.read(lang)), text(&definition.meaning.read(lang))])?;
    }
    Ok(rows.0)
}

/// Headings and rows as CSV, as [`write_csv`] writes a section.
pub fn write_table<'a>(
    headings: impl Iterator<Item = &'a Label>,
    lines: impl Iterator<Item = &'a [Cell]>,
    lang: Lang,
    sheet: Sheet,
) -> Result<Vec<u8>> {
    let mut rows = Rows(BOM.to_vec(), sheet);
    rows.push(headings.map(|heading| text(&heading.read(lang))))?;
    for line in lines {
        rows.push(line.iter().map(|cell| value(cell, lang, sheet)))?;
    }
    Ok(rows.0)
}

/// Label, figure, and the figure it is compared with.
fn key_figure(kpi: &Kpi, lang: Lang, sheet: Sheet) -> Vec<Cow<'static, str>> {
    let mut row = vec![text(&kpi.label.read(lang)), value(&kpi.value, lang, sheet)];
    if let Some((change, _)) = &kpi.change {
        row.push(value(change, lang, sheet));
    }
    row
}

fn section(rows: &mut Rows, section: &Section, lang: Lang) -> Result<()> {
    rows.push([text(&section.heading.read(lang))])?;
    let sheet = rows.1;
    let value = |cell: &Cell, lang| value(cell, lang, sheet);
    match &section.body {
        Body::Table(table) => {
            rows.push(table.columns.iter().map(|column| text(&column.heading.read(lang))))?;
            for row in &table.rows {
                rows.push(row.cells.iter().map(|cell| value(cell, lang)))?;
            }
        }
        Body::Chart(chart) => {
            let compared = chart.compared.as_ref().map(|label| text(&label.read(lang)));
            let heading = [word(lang, "reports.csv_from").into(), word(lang, "reports.csv_to").into()];
            rows.push(heading.into_iter().chain([text(&chart.series.read(lang))]).chain(compared))?;
            for bar in &chart.bars {
                let figures = [Some(bar.value), bar.compared].into_iter().flatten();
                let days = [bar.period.from, bar.period.to].map(|day| Cow::Owned(day.to_string()));
                rows.push(
                    days.into_iter().chain(figures.map(|figure| value(&chart.scale.cell(figure), lang))),
                )?;
            }
        }
        Body::Lines(lines) => {
            let heading = [word(lang, "reports.csv_from").into(), word(lang, "reports.csv_to").into()];
            let names = lines.series.iter().map(|series| text(&series.name.read(lang)));
            rows.push(heading.into_iter().chain(names))?;
            for (i, period) in lines.periods.iter().enumerate() {
                let days = [period.from, period.to].map(|day| Cow::Owned(day.to_string()));
                let at = |series: &Series| series.values.get(i).map_or("".into(), |cell| value(cell, lang));
                rows.push(days.into_iter().chain(lines.series.iter().map(at)))?;
            }
        }
        Body::Heat(heat) => {
            let heading = std::iter::once(&heat.corner).chain(&heat.lead).chain(&heat.columns);
            rows.push(heading.map(|label| text(&label.read(lang))))?;
            for row in &heat.rows {
                let cells = std::iter::once(&row.label).chain(&row.lead).chain(&row.cells);
                rows.push(cells.map(|cell| value(cell, lang)))?;
            }
        }
    }
    Ok(())
}

/// A value as data: plain digits, ISO days, rates as fractions of 1 with six decimals.
fn value(cell: &Cell, lang: Lang, sheet: Sheet) -> Cow<'static, str> {
    let figure = match cell.figure() {
        Cell::Blank | Cell::Opens(..) => return "".into(),
        Cell::Label(label) => return text(&label.read(lang)),
        Cell::Count(count) => count.to_string().into(),
        Cell::Money(amount) => amount.to_string().into(),
        Cell::Share { part, whole } => rate(*part, *whole),
        Cell::Change { now, before } => rate(now.saturating_sub(*before), before.saturating_abs()),
        Cell::Points(millionths) => rate(*millionths, 1_000_000),
        Cell::Day(day) => day.to_string().into(),
        Cell::Quantity(milli) => thousandths(*milli).into(),
    };
    sheet.figure(figure)
}

/// `2500` → `2.5`.
fn thousandths(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let digits = milli.unsigned_abs();
    let text = format!("{sign}{}.{:03}", digits / 1000, digits % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn rate(part: i64, whole: i64) -> Cow<'static, str> {
    // A tenth of a percent of a figure a thousand times as large: the same rounding, three places further on.
    match part.checked_mul(1000).and_then(|part| tenths(part, whole)) {
        Some(millionths) => {
            let sign = if millionths < 0 { "-" } else { "" };
            let digits = millionths.unsigned_abs();
            format!("{sign}{}.{:06}", digits / 1_000_000, digits % 1_000_000).into()
        }
        None => "".into(),
    }
}

fn text(text: &str) -> Cow<'static, str> {
    neutral(text).into_owned().into()
}

/// Lines of CSV in memory.
struct Rows(Vec<u8>, Sheet);

impl Rows {
    fn push(&mut self, cells: impl IntoIterator<Item = Cow<'static, str>>) -> Result<()> {
        let mut writer = self.1.lines().flexible(true).buffer_capacity(256).from_writer(&mut self.0);
        writer
            .write_record(cells.into_iter().map(|cell| cell.into_owned().into_bytes()))
            .map_err(unwritten)?;
        Ok(writer.flush()?)
    }

    fn blank(&mut self) {
        self.0.extend(b"\r\n");
    }
}

fn unwritten(_: csv::Error) -> Error {
    Error::new(Code::Internal, "CSV in memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_texts_and_numbers_stay_numbers() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(value(&Cell::Count(-5), Lang::Es, Sheet::Comma), "-5");
        let amount = Cell::Money(crate::values::Money::from_cents(-123_456));
        assert_eq!(value(&amount, Lang::Es, Sheet::Comma), "-1234.56");
        assert_eq!(value(&amount, Lang::Es, Sheet::Semicolon), "-1234,56");
    }

    #[test]
    fn rates_have_six_decimals() {
        assert_eq!(rate(1, 3), "0.333333");
        assert_eq!(rate(-2, 3), "-0.666667");
        assert_eq!(rate(3, 2), "1.500000");
        assert_eq!(rate(1, 0), "");
    }
}
