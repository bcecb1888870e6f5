//! Reports on paper: what every page keeps to, whatever the report holds.

use crate::support::specimen;
use crm::{reports::*, values::Lang};
use proptest::prelude::*;
use std::{io::Write, process::Command};

const SIDE: i32 = 4_500;

fn texts(page: &Page) -> Vec<&Text> {
    page.marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None }).collect()
}

fn all_texts(pages: &[Page]) -> Vec<String> {
    pages.iter().flat_map(texts).map(|text| text.text.clone()).collect()
}

/// The corners of what a mark covers; of a text its line, as wide as the layout measures it.
fn extent(mark: &Mark) -> [i32; 4] {
    match mark {
        Mark::Text(text) => {
            let wide = text.width();
            let left = match text.anchor {
                Anchor::Start => text.at.x,
                Anchor::Middle => text.at.x - wide / 2,
                Anchor::End => text.at.x - wide,
            };
            [left, text.at.y - text.size, left + wide, text.at.y + text.size / 4]
        }
        Mark::Line { from, to, .. } => {
            [from.x.min(to.x), from.y.min(to.y), from.x.max(to.x), from.y.max(to.y)]
        }
        Mark::Rect { at, width, height, .. } | Mark::Image { at, width, height, .. } => {
            [at.x, at.y, at.x + width, at.y + height]
        }
        Mark::Path { steps, .. } => {
            let ends = steps.iter().map(|step| match step {
                PathStep::Move { to } | PathStep::Line { to } | PathStep::Curve { to, .. } => *to,
            });
            ends.fold([i32::MAX, i32::MAX, 0, 0], |[l, t, r, b], p| {
                [l.min(p.x), t.min(p.y), r.max(p.x), b.max(p.y)]
            })
        }
    }
}

pub fn stays_inside(pages: &[Page]) {
    for (number, page) in pages.iter().enumerate() {
        for mark in &page.marks {
            let [left, top, right, bottom] = extent(mark);
            let inside = left >= SIDE - 2
                && right <= page.width - SIDE + 2
                && top >= 2_800
                && bottom <= page.height - 2_800;
            assert!(inside, "page {}: {mark:?} reaches {left} {top} {right} {bottom}", number + 1);
        }
    }
}

fn with(sections: Vec<Section>) -> Report {
    let mut report = specimen::income();
    report.sections.extend(sections);
    report
}

#[test]
fn a_table_that_goes_on_repeats_its_heading_and_says_so() {
    let pages = lay_out(&with(vec![specimen::people(150)]), Lang::Es, Paper::A4);
    let list: Vec<&Page> =
        pages.iter().filter(|page| texts(page).iter().any(|text| text.text == "Lista de clientes")).collect();
    assert!(list.len() >= 3, "{} pages", list.len());
    for (i, page) in list.iter().enumerate() {
        let words: Vec<&str> = texts(page).iter().map(|text| text.text.as_str()).collect();
        for heading in ["Cliente", "Teléfono", "Última visita", "Gastado"] {
            assert!(words.contains(&heading), "{heading} on page {i}");
        }
        assert_eq!(words.contains(&"continúa"), i > 0);
    }
    let phones = all_texts(&pages).iter().filter(|text| text.starts_with("998 ") && text.len() == 12).count();
    assert_eq!(phones, 150, "every row is there once");
}

#[test]
fn a_total_stays_with_the_row_before_it() {
    // However many rows stand before it, the table's last data row is on the total's page.
    for rows in 20..60 {
        let names: Vec<String> = (0..rows).map(|row| format!("fila {row:02}")).collect();
        let counts: Vec<(&str, i64)> = names.iter().map(|name| (name.as_str(), 1)).collect();
        let section = Section { span: Span::Full, ..specimen::shares("Filas", &counts) };
        let pages = lay_out(&with(vec![section]), Lang::Es, Paper::Letter);
        let last = names.last().unwrap();
        let of_last =
            pages.iter().position(|page| texts(page).iter().any(|text| &text.text == last)).unwrap();
        let of_total =
            pages.iter().rposition(|page| texts(page).iter().any(|text| text.text == "Total")).unwrap();
        assert_eq!(of_last, of_total, "{rows} rows");
    }
}

#[test]
fn two_halves_stand_side_by_side() {
    let halves = ["Etapa", "Nivel"].map(|heading| specimen::shares(heading, &[("uno", 3), ("dos", 1)]));
    let pages = lay_out(&with(halves.into()), Lang::Es, Paper::A4);
    let place = |word: &str| {
        pages.iter().flat_map(texts).find(|text| text.text == word && text.size == 1_050).unwrap().at
    };
    assert_eq!(place("Etapa").y, place("Nivel").y);
    assert!(place("Nivel").x > place("Etapa").x + 20_000);
}

#[test]
fn every_page_says_what_it_is() {
    let pages = lay_out(&with(vec![specimen::people(120)]), Lang::En, Paper::Letter);
    for (i, page) in pages.iter().enumerate() {
        let words: Vec<&str> = texts(page).iter().map(|text| text.text.as_str()).collect();
        assert!(words.contains(&format!("Page {} of {}", i + 1, pages.len()).as_str()));
        assert!(words.contains(&"Data as of November 17, 2025, 9:42"));
        assert!(words.contains(&"Prepared by Laura Cárdenas · Huella"));
        assert!(words.contains(&"Clínica Veterinaria Arrecife"));
        assert_eq!((page.width, page.height), (61_200, 79_200));
    }
}

#[test]
fn a_transcribed_name_is_explained_on_its_page_alone() {
    let pages = lay_out(&with(vec![specimen::people(5)]), Lang::Es, Paper::A4);
    let explained: Vec<bool> =
        pages.iter().map(|page| texts(page).iter().any(|text| text.text.starts_with("‹ › o □"))).collect();
    assert_eq!(explained, [false, false, true][3 - pages.len()..]);
    assert!(all_texts(&pages).iter().any(|text| text.starts_with('‹') && text.ends_with('›')));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = with(vec![specimen::people(90)]);
    let paint = |lang| reports_pdf(&report, lang, Paper::A4);
    assert_eq!(paint(Lang::Es), paint(Lang::Es));
    assert_ne!(paint(Lang::Es), paint(Lang::En));
}

fn reports_pdf(report: &Report, lang: Lang, paper: Paper) -> Vec<u8> {
    paint(report, &lay_out(report, lang, paper), lang).unwrap()
}

/// What a reader of the PDF finds in it. Poppler's `pdftotext` is installed by `cargo xtask test`.
pub fn pdf_text(pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let output = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(file.path())
        .arg("-")
        .output()
        .expect("pdftotext is missing: install poppler-utils, or run `cargo xtask test`, which does");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "the file is sound: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_reader_finds_words_and_figures_in_the_pdf() {
    let text = pdf_text(&reports_pdf(&with(vec![specimen::people(30)]), Lang::Es, Paper::A4));
    for words in [
        "Clínica Veterinaria Arrecife",
        "Del 1 de septiembre al 16 de noviembre de 2025 · comparado con 16 jun – 31 ago 2025",
        "974,753.00",
        "−11.2 %",
        "Ñandú Güemes Peña",
        "Élodie Rousseau",
        "Elaboró Laura Cárdenas · Huella",
        "Página 1 de",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    let total = text.lines().find(|line| line.starts_with("Total ")).unwrap();
    let figures: Vec<&str> = total.split_whitespace().collect();
    assert_eq!(figures[..6], ["Total", "1,995", "985,765.50", "11,012.50", "974,753.00", "100.0"]);
}

#[test]
fn the_csv_holds_the_same_figures_exactly() {
    let csv = String::from_utf8(write_csv(&with(vec![specimen::people(3)]), Lang::Es).unwrap()).unwrap();
    assert!(
        csv.starts_with(
            "\u{FEFF}Clínica Veterinaria Arrecife\r\nReporte de ingresos\r\nDesde,2025-09-01\r\n"
        )
    );
    assert!(csv.contains("\r\n\r\nPor categoría\r\nCategoría,Renglones,Cobrado,"));
    assert!(csv.contains("\r\nVacunación,312,118450.00,,118450.00,0.121518,109900.00,0.077798\r\n"));
    assert!(csv.contains("\r\n2025-09-01,2025-09-07,790,880\r\n"));
    assert!(!csv.replace("\r\n", "").contains(['\r', '\n']), "CRLF everywhere");
}

#[test]
fn the_clinics_own_logo_takes_the_place_of_the_paw_print() {
    // One green pixel, half of it see-through.
    let logo = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGPgzk7+D8QNAA1OAzLYQzyLAAAAAElFTkSuQmCC";
    let mut report = specimen::income();
    let count = |pages: &[Page]| {
        pages.iter().flat_map(|page| &page.marks).filter(|mark| matches!(mark, Mark::Image { .. })).count()
    };
    let with_paw = lay_out(&report, Lang::Es, Paper::A4);
    assert_eq!(count(&with_paw), 0);
    report.letterhead.logo = Some(logo.into());
    let pages = lay_out(&report, Lang::Es, Paper::A4);
    assert_eq!(count(&pages), 1);
    stays_inside(&pages);
    let pdf = paint(&report, &pages, Lang::Es).unwrap();
    pdf_text(&pdf);
    assert!(pdf.windows(14).any(|bytes| bytes == b"/Subtype/Image"));
    report.letterhead.logo = Some("data:image/png;base64,broken".into());
    assert_eq!(lay_out(&report, Lang::Es, Paper::A4), with_paw, "a broken one falls back");
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Blank),
        any::<i64>().prop_map(Cell::Count),
        any::<i64>().prop_map(|cents| Cell::Money(crm::values::Money::from_cents(cents))),
        (any::<i64>(), any::<i64>()).prop_map(|(part, whole)| Cell::Share { part, whole }),
        (any::<i64>(), any::<i64>()).prop_map(|(now, before)| Cell::Change { now, before }),
        (-20_000..40_000).prop_map(|day| Cell::Day(crm::values::Day::from_number(day))),
        "\\PC{0,60}".prop_map(Cell::text),
        any::<String>().prop_map(Cell::text),
    ]
}

fn any_table() -> impl Strategy<Value = Table> {
    let kinds = prop_oneof![
        Just(ColumnKind::Text),
        Just(ColumnKind::Number),
        Just(ColumnKind::Strong),
        Just(ColumnKind::Bar),
        Just(ColumnKind::Day)
    ];
    let rows = prop_oneof![4 => Just(RowKind::Data), 1 => Just(RowKind::Group), 1 => Just(RowKind::Subtotal), 1 => Just(RowKind::Total)];
    prop::collection::vec((kinds, "\\PC{0,30}"), 1..10).prop_flat_map(move |columns| {
        let wide = columns.len();
        let row =
            (rows.clone(), prop::collection::vec(cell(), wide)).prop_map(|(kind, cells)| Row { kind, cells });
        let columns: Vec<Column> = columns
            .into_iter()
            .map(|(kind, heading)| Column { heading: Label::Text(heading), kind })
            .collect();
        prop::collection::vec(row, 0..40).prop_map(move |rows| Table {
            columns: columns.clone(),
            rows,
            empty: Label::Text("—".into()),
        })
    })
}

/// Amounts that are far too wide beside a text of one sign, which was left less than a point of width and stood beyond the
/// margin; the narrow column first, where a figure stood beyond the other one.
#[test]
fn a_sign_beside_amounts_that_are_too_wide_keeps_to_the_margins() {
    let column = |kind| Column { heading: Label::Text(String::new()), kind };
    for (kind, cell) in [(ColumnKind::Text, Cell::text("W")), (ColumnKind::Number, Cell::Blank)] {
        for is_last in [true, false] {
            let mut columns: Vec<Column> = (0..8).map(|_| column(ColumnKind::Number)).collect();
            let mut cells: Vec<Cell> = (0..8).map(|_| Cell::Count(i64::MIN + 1)).collect();
            let at = if is_last { 8 } else { 0 };
            columns.insert(at, column(kind));
            cells.insert(at, cell.clone());
            let rows = vec![Row { kind: RowKind::Data, cells }];
            let body = Body::Table(Table { columns, rows, empty: Label::Text("—".into()) });
            let section =
                Section { heading: Label::Text("Anchos".into()), note: None, span: Span::Half, body };
            stays_inside(&lay_out(&with(vec![section]), Lang::Es, Paper::A4));
        }
    }
}

/// A few at every run; `PROPTEST_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_ever_leaves_the_margins(
        tables in prop::collection::vec((any_table(), prop_oneof![Just(Span::Full), Just(Span::Half), Just(Span::Appendix)]), 1..4),
        title in "\\PC{0,200}",
        values in prop::collection::vec((0..i64::MAX, prop::option::of(0..i64::MAX)), 0..70),
        paper in prop_oneof![Just(Paper::A4), Just(Paper::Letter)],
    ) {
        let mut report = specimen::income();
        report.title = Label::Text(title.clone());
        report.letterhead.clinic = title.clone();
        report.letterhead.lines.push(title.clone());
        report.made_by = title.clone();
        report.definitions.push(Definition { term: Label::Text(title.clone()), meaning: Label::Text(title.repeat(9)) });
        for kpi in &mut report.kpis {
            kpi.detail = Some(Label::Text(title.clone()));
        }
        if let Body::Chart(chart) = &mut report.sections[0].body {
            let bar = chart.bars[0].clone();
            chart.bars = values.iter().map(|(value, compared)| Bar { value: *value, compared: *compared, ..bar.clone() }).collect();
        }
        report.sections.extend(tables.into_iter().map(|(table, span)| Section {
            heading: Label::Text(title.clone()),
            note: Some(Label::Text(title.clone())),
            span,
            body: Body::Table(table),
        }));
        let pages = lay_out(&report, Lang::Es, paper);
        stays_inside(&pages);
        prop_assert!(reports_pdf(&report, Lang::Es, paper).starts_with(b"%PDF-1.7"));
        prop_assert!(write_csv(&report, Lang::En).is_ok());
    }
}
