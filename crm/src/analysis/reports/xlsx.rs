//! A report as an Excel file: the same figures as numbers, a sheet for each section. The same report gives the same
//! bytes.

use super::report::{Body, Cell, Label, Report, RowKind, Section};
use crate::{
    Code, Error, Result,
    values::{Day, Lang, words::word},
};
use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// The longest name a sheet may have.
const LONGEST_NAME: usize = 31;

/// The report as an Excel file.
///
/// # Errors
/// None that a writer to memory could have; the type is the library's.
pub fn write_xlsx(report: &Report, lang: Lang) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    write(&mut book, report, lang, &formats)
        .map_err(|error| Error::new(Code::Internal, format!("Excel: {error}")))
}

type Written<T> = std::result::Result<T, XlsxError>;

fn write(book: &mut Workbook, report: &Report, lang: Lang, formats: &Formats) -> Written<Vec<u8>> {
    let title = report.title.read(lang);
    // Nothing of this machine's clock goes in.
    let made = excel_day(report.data_on)?;
    let properties = DocProperties::new()
        .set_title(format!("{title} · {}", report.letterhead.clinic))
        .set_author(&report.made_by)
        .set_company(&report.letterhead.clinic)
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    let mut names = vec![title.clone()];
    overview(book.add_worksheet(), report, lang, formats)?.set_name(sheet_name(&title))?;
    for section in &report.sections {
        let name = unused(&mut names, &section.heading.read(lang));
        sheet(book.add_worksheet(), section, lang, formats)?.set_name(name)?;
    }
    book.save_to_buffer()
}

/// How values are shown.
struct Formats {
    title: Format,
    head: Format,
    head_right: Format,
    muted: Format,
    strong: Format,
}

impl Formats {
    fn new() -> Self {
        let head = Format::new().set_bold().set_border_bottom(rust_xlsxwriter::FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            head_right: head.clone().set_align(FormatAlign::Right),
            head: head.set_text_wrap(),
            muted: Format::new().set_font_color(0x004F_5B5A),
            strong: Format::new().set_bold(),
        }
    }
}

/// The first sheet: whose, which, when, and the key figures; the definitions below.
fn overview<'s>(
    sheet: &'s mut Worksheet,
    report: &Report,
    lang: Lang,
    formats: &Formats,
) -> Written<&'s mut Worksheet> {
    let mut row = 0;
    sheet.write_string_with_format(row, 0, &report.letterhead.clinic, &formats.strong)?;
    row += 1;
    sheet.write_string_with_format(row, 0, report.title.read(lang), &formats.title)?;
    let mut days = vec![("reports.csv_from", report.period.from), ("reports.csv_to", report.period.to)];
    if let Some(compared) = report.compared {
        days.push(("reports.csv_compared_from", compared.from));
        days.push(("reports.csv_compared_to", compared.to));
    }
    days.push(("reports.csv_data_on", report.data_on));
    for (key, day) in days {
        row += 1;
        sheet.write_string_with_format(row, 0, word(lang, key), &formats.muted)?;
        cell(sheet, (row, 1), &Cell::Day(day), lang, false)?;
    }
    for label in &report.scope {
        row += 1;
        sheet.write_string_with_format(row, 0, word(lang, "reports.csv_only"), &formats.muted)?;
        sheet.write_string(row, 1, label.read(lang))?;
    }
    row += 1;
    for kpi in &report.kpis {
        row += 1;
        sheet.write_string(row, 0, kpi.label.read(lang))?;
        cell(sheet, (row, 1), &kpi.value, lang, true)?;
        if let Some((change, _)) = &kpi.change {
            cell(sheet, (row, 2), change, lang, false)?;
        }
    }
    row += 1;
    for definition in &report.definitions {
        row += 1;
        sheet.write_string_with_format(row, 0, definition.term.read(lang), &formats.muted)?;
        sheet.write_string_with_format(row, 1, definition.meaning.read(lang), &formats.muted)?;
    }
    sheet.set_column_width(0, 30)?;
    sheet.set_column_width(1, 18)
}

/// A section: its headings in the first row, so that it can be filtered and summed, and its figures below.
fn sheet<'s>(
    sheet: &'s mut Worksheet,
    section: &Section,
    lang: Lang,
    formats: &Formats,
) -> Written<&'s mut Worksheet> {
    let (heads, rows) = laid_out(section);
    for (column, (label, is_text)) in (0..).zip(&heads) {
        let format = if *is_text { &formats.head } else { &formats.head_right };
        sheet.write_string_with_format(0, column, label.read(lang), format)?;
    }
    for (number, (kind, cells)) in (1..).zip(&rows) {
        for (column, value) in (0..).zip(cells) {
            cell(sheet, (number, column), value, lang, *kind != RowKind::Data)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    Ok(sheet)
}

type Rows = Vec<(RowKind, Vec<Cell>)>;

/// Any section as headings, each with whether texts stand below it, and rows.
fn laid_out(section: &Section) -> (Vec<(Label, bool)>, Rows) {
    let days = || [(Label::Word("reports.csv_from"), false), (Label::Word("reports.csv_to"), false)];
    match &section.body {
        Body::Table(table) => {
            let is_text = |kind| kind == super::report::ColumnKind::Text;
            let heads = table.columns.iter().map(|column| (column.heading.clone(), is_text(column.kind)));
            (heads.collect(), table.rows.iter().map(|row| (row.kind, row.cells.clone())).collect())
        }
        Body::Chart(chart) => {
            let names =
                std::iter::once(&chart.series).chain(&chart.compared).map(|name| (name.clone(), false));
            let rows = chart.bars.iter().map(|bar| {
                let figures =
                    std::iter::once(bar.value).chain(bar.compared).map(|figure| chart.scale.cell(figure));
                let days = [Cell::Day(bar.period.from), Cell::Day(bar.period.to)];
                (RowKind::Data, days.into_iter().chain(figures).collect())
            });
            (days().into_iter().chain(names).collect(), rows.collect())
        }
        Body::Lines(lines) => {
            let names = lines.series.iter().map(|series| (series.name.clone(), false));
            let rows = lines.periods.iter().enumerate().map(|(i, period)| {
                let at =
                    |series: &super::report::Series| series.values.get(i).cloned().unwrap_or(Cell::Blank);
                let days = [Cell::Day(period.from), Cell::Day(period.to)];
                (RowKind::Data, days.into_iter().chain(lines.series.iter().map(at)).collect())
            });
            (days().into_iter().chain(names).collect(), rows.collect())
        }
        Body::Heat(heat) => {
            let heads = std::iter::once((heat.corner.clone(), true))
                .chain(heat.lead.iter().chain(&heat.columns).map(|label| (label.clone(), false)));
            let rows = heat.rows.iter().map(|row| {
                let cells = std::iter::once(&row.label).chain(&row.lead).chain(&row.cells).cloned();
                (RowKind::Data, cells.collect())
            });
            (heads.collect(), rows.collect())
        }
    }
}

/// A value as what it is: a number, a day, a text. Texts are never formulas.
#[allow(clippy::cast_precision_loss, reason = "a spreadsheet's numbers are floats")]
fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    lang: Lang,
    strong: bool,
) -> Written<()> {
    let shown = |format: &str| {
        let shown = Format::new().set_num_format(format);
        if strong { shown.set_bold() } else { shown }
    };
    let ratio = |part: i64, whole: i64| part as f64 / whole as f64;
    match cell.figure() {
        Cell::Blank | Cell::Opens(..) => {}
        Cell::Label(label) => {
            sheet.write_string_with_format(row, column, label.read(lang), &shown("General"))?;
        }
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, &shown("#,##0"))?;
        }
        Cell::Quantity(milli) => {
            let format = if milli % 1000 == 0 { "#,##0" } else { "#,##0.###" };
            sheet.write_number_with_format(row, column, ratio(*milli, 1000), &shown(format))?;
        }
        Cell::Money(amount) => {
            sheet.write_number_with_format(row, column, ratio(amount.cents(), 100), &shown("#,##0.00"))?;
        }
        Cell::Share { whole: 0, .. } | Cell::Change { before: 0, .. } => {}
        Cell::Share { part, whole } => {
            sheet.write_number_with_format(row, column, ratio(*part, *whole), &shown("0.0%"))?;
        }
        Cell::Change { now, before } => {
            let change = ratio(now.saturating_sub(*before), before.saturating_abs());
            sheet.write_number_with_format(row, column, change, &shown("+0.0%;-0.0%;0.0%"))?;
        }
        Cell::Points(millionths) => {
            let points = ratio(*millionths, 1_000_000);
            sheet.write_number_with_format(row, column, points, &shown("+0.0%;-0.0%;0.0%"))?;
        }
        Cell::Day(day) => {
            sheet.write_datetime_with_format(row, column, &excel_day(*day)?, &shown("yyyy-mm-dd"))?;
        }
    }
    Ok(())
}

fn excel_day(day: Day) -> Written<ExcelDateTime> {
    let date = day.date();
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(1900),
        small(date.month()),
        small(date.day()),
    )
}

/// A name that a sheet may have.
fn sheet_name(name: &str) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    name.chars().filter(allowed).take(LONGEST_NAME).collect::<String>().trim().to_owned()
}

/// The name with a number behind it where another sheet has it already.
fn unused(names: &mut Vec<String>, name: &str) -> String {
    let name = sheet_name(name);
    let numbered = |number: usize| {
        let end = format!(" {number}");
        name.chars().take(LONGEST_NAME - end.len()).collect::<String>() + &end
    };
    let is_free = |name: &String| names.iter().all(|used| used.to_lowercase() != name.to_lowercase());
    let free = std::iter::once(name.clone()).chain((2..).map(numbered)).find(is_free).unwrap_or(name.clone());
    names.push(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_excel_takes() {
        let mut names = vec!["Reporte".to_owned()];
        assert_eq!(unused(&mut names, "Por día: [todo]"), "Por día todo");
        assert_eq!(unused(&mut names, "reporte"), "reporte 2");
        let long = "Un encabezado que no cabe en una hoja de cálculo";
        assert_eq!(unused(&mut names, long).chars().count(), 31);
        assert!(unused(&mut names, long).ends_with(" 2"));
    }
}
