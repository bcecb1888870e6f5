//! Names that would break a page, a spreadsheet or a reader, on every output; and what Excel reads.

use super::{october, october::october_clinic, report, ten_people::ten_people};
use crate::{report_pages::pdf_text, support::people::sql};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use crm::{
    clinic::View,
    reports::*,
    values::{Day, Lang},
};
use std::{io::Cursor, process::Command};

type Book = Xlsx<Cursor<Vec<u8>>>;

fn book(report: &Report) -> Book {
    open_workbook_from_rs(Cursor::new(write_xlsx(report, Lang::Es).unwrap())).unwrap()
}

/// What a cell should read as.
fn expected(cell: &Cell) -> Option<Data> {
    let ratio = |part: i64, whole: i64| (whole != 0).then(|| Data::Float(part as f64 / whole as f64));
    match cell.figure() {
        Cell::Label(label) => {
            Some(Data::String(label.read(Lang::Es))).filter(|d| *d != Data::String(String::new()))
        }
        Cell::Count(count) => Some(Data::Float(*count as f64)),
        Cell::Money(amount) => Some(Data::Float(amount.cents() as f64 / 100.0)),
        Cell::Quantity(milli) => Some(Data::Float(*milli as f64 / 1_000.0)),
        Cell::Share { part, whole } => ratio(*part, *whole),
        Cell::Change { now, before } => ratio(now - before, before.abs()),
        Cell::Points(millionths) => ratio(*millionths, 1_000_000),
        Cell::Day(day) => Some(Data::String(day.to_string())),
        Cell::Blank | Cell::Opens(..) => None,
    }
}

/// A cell as it was read; a day as its text.
fn found(data: Option<&Data>) -> Option<Data> {
    match data? {
        Data::Empty => None,
        Data::Int(number) => Some(Data::Float(*number as f64)),
        // Excel counts days from the end of 1899.
        Data::DateTime(at) => Some(Data::String(Day::from_number(at.as_f64() as i32 - 25_569).to_string())),
        Data::String(text) if text.is_empty() => None,
        other => Some(other.clone()),
    }
}

fn same(one: &Option<Data>, other: &Option<Data>) -> bool {
    match (one, other) {
        (Some(Data::Float(a)), Some(Data::Float(b))) => (a - b).abs() < 1e-9 * a.abs().max(1.0),
        (one, other) => one == other,
    }
}

#[test]
fn excel_reads_every_cell_of_every_table_as_the_report_has_it() {
    for (place, kinds) in [(october_clinic(), ReportKind::ALL), (ten_people(), &[ReportKind::Customers][..])]
    {
        for kind in kinds {
            let report = report(&place, *kind, &october());
            let mut book = book(&report);
            let names = book.sheet_names();
            assert_eq!(names.len(), report.sections.len() + 1, "a sheet for each section and an overview");
            for (section, name) in report.sections.iter().zip(&names[1..]) {
                let Body::Table(table) = &section.body else { continue };
                let sheet = book.worksheet_range(name).unwrap();
                for (at, column) in table.columns.iter().enumerate() {
                    let heading = Some(Data::String(column.heading.read(Lang::Es)));
                    assert_eq!(found(sheet.get((0, at))), heading, "{kind} {name}");
                }
                for (i, row) in table.rows.iter().enumerate() {
                    for (at, cell) in row.cells.iter().enumerate() {
                        let (is, should) = (found(sheet.get((i + 1, at))), expected(cell));
                        assert!(same(&is, &should), "{kind} {name} {i} {at}: {is:?} for {should:?}");
                    }
                }
            }
            for name in &names {
                let formulas = book.worksheet_formula(name).unwrap();
                assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
            }
        }
    }
}

/// What people type, by accident or on purpose.
fn hostile() -> [String; 9] {
    [
        "=cmd|' /C calc'!A0".into(),
        "+1+1".into(),
        "@SUM(1,2)".into(),
        "-2+3".into(),
        "W".repeat(400),
        "Ñandú 🐕‍🦺 🎉".into(),
        "مريم النور".into(),
        "a\u{202E}txt.exe".into(),
        "Ctrl\u{1}\u{7}\tTab\r\nLine\u{1B}[31m".into(),
    ]
}

#[test]
fn hostile_names_stay_texts_on_every_output() {
    let place = october_clinic();
    let quoted = |text: &str| text.replace('\'', "''");
    for (i, name) in hostile().iter().enumerate() {
        let (name, id) = (quoted(name), 5_000 + i);
        sql(
            &place,
            &format!(
                "INSERT INTO owners (id, external_id, full_name, phone, preferred_language, created_at, updated_at)
                 VALUES ({id}, 'H{id}', '{name}', '{name}', 'es', 0, 0);
                 INSERT INTO staff (id, external_id, name, name_folded, created_at)
                 VALUES ({id}, 'HS{id}', '{name}', 'h{id}', 0);
                 INSERT INTO services (id, external_id, name) VALUES ({id}, 'HV{id}', '{name}');
                 INSERT INTO products (id, external_id, sku, name, category, is_active)
                 VALUES ({id}, 'HP{id}', 'sku {id} {name}', '{name}', '{name}', 1);
                 INSERT INTO appointments (external_id, owner_id, staff_id, service_id, starts_at, starts_on, status)
                 VALUES ('HA{id}', {id}, {id}, {id}, 20380 * 86400000, 20380, 'completed');
                 INSERT INTO invoices (id, external_id, number, owner_id, issued_on, paid_on, status, subtotal_cents,
                   total_cents, payment_method)
                 VALUES ({id}, 'HI{id}', '{name}', {id}, 20380, 20380, 'paid', 1000, 1000, '{name}');
                 INSERT INTO invoice_lines (external_id, invoice_id, description, product_id, quantity_milli,
                   unit_price_cents, line_total_cents)
                 VALUES ('HL{id}', {id}, '{name}', {id}, 1000, 1000, 1000)"
            ),
        );
    }
    for kind in ReportKind::ALL {
        let report = report(&place, *kind, &october());
        for (lang, paper) in [(Lang::Es, Paper::A4), (Lang::En, Paper::Letter)] {
            let pdf = paint(&report, &lay_out(&report, lang, paper), lang).unwrap();
            let text = pdf_text(&pdf);
            assert!(!text.contains(['\u{202E}', '\u{7}', '\u{1B}']), "{kind}");
            sound(&pdf);
        }
        let csv = String::from_utf8(write_csv(&report, Lang::Es).unwrap()).unwrap();
        let rows =
            csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(&csv.as_bytes()[3..]);
        for field in
            rows.into_records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            let is_number = field.parse::<f64>().is_ok();
            assert!(is_number || !field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{kind}: {field}");
        }
        let mut book = book(&report);
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).unwrap();
            assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
        }
    }
    let customers = report(&place, ReportKind::Customers, &october());
    let text = pdf_text(&paint(&customers, &lay_out(&customers, Lang::Es, Paper::A4), Lang::Es).unwrap());
    assert!(text.contains("=cmd|' /C calc'!A0"), "paper runs nothing and shows what was typed");
    assert!(
        text.contains('‹') && text.contains("□"),
        "other scripts and hidden signs are replaced where one sees it"
    );

    let rows = Rows {
        period: Period { from: super::day("2025-10-01"), to: super::day("2025-10-31") },
        of: RowsOf::Sales { sales: SalesOf::default() },
    };
    let csv = place
        .read(&crate::support::ACTOR, View::Reports, |r| {
            write_rows_csv(r, &rows, &ReportFilter::default(), Lang::Es)
        })
        .unwrap();
    assert!(String::from_utf8(csv).unwrap().contains("'=cmd|"));
}

/// What validators say, where they are installed; fonts are looked at by `pdffonts`, which comes with pdftotext.
fn sound(pdf: &[u8]) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let fonts = Command::new("pdffonts").arg(file.path()).output().expect("poppler-utils is installed");
    let fonts = String::from_utf8(fonts.stdout).unwrap();
    let mut rows = fonts.lines().skip(2).peekable();
    assert!(rows.peek().is_some(), "{fonts}");
    for row in rows {
        assert!(
            row.contains("+Inter-") && row.contains("yes yes yes"),
            "embedded, a subset, with its signs: {row}"
        );
    }
    if let Ok(checked) = Command::new("qpdf").arg("--check").arg(file.path()).output() {
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    }
}
