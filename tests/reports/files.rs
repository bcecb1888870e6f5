//! Reports as pages and files.

use super::{lines, october, october::october_clinic, report};
use crate::report_pages::pdf_text;
use crm::{reports::*, values::Lang};

#[test]
fn the_pages_read_as_they_should_in_both_languages() {
    let place = october_clinic();
    for kind in [ReportKind::Revenue, ReportKind::Appointments, ReportKind::Products, ReportKind::Retention] {
        let report = report(&place, kind, &october());
        insta::with_settings!({ snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{kind}.es"), lines(&lay_out(&report, Lang::Es, Paper::A4)));
            insta::assert_snapshot!(format!("{kind}.en"), lines(&lay_out(&report, Lang::En, Paper::Letter)));
            let csv = String::from_utf8(write_csv(&report, Lang::Es).unwrap()).unwrap();
            insta::assert_snapshot!(format!("{kind}.csv"), csv.replace("\r\n", "\n"));
        });
    }
}

#[test]
fn files_are_the_same_each_time() {
    let place = october_clinic();
    let bytes = || {
        let parts: Vec<(Report, Vec<Page>)> = ReportKind::ALL
            .iter()
            .map(|kind| {
                let report = report(&place, *kind, &october());
                let pages = lay_out(&report, Lang::Es, Paper::A4);
                (report, pages)
            })
            .collect();
        let books: Vec<Vec<u8>> =
            parts.iter().map(|(report, _)| write_xlsx(report, Lang::Es).unwrap()).collect();
        (paint_bundle(&parts, Lang::Es).unwrap(), books)
    };
    let (pdf, books) = bytes();
    assert_eq!((&pdf, &books), (&bytes().0, &bytes().1));
    assert!(books.iter().all(|book| book.starts_with(b"PK")));
    let text = pdf_text(&pdf);
    for title in [
        "Reporte de ingresos",
        "Reporte de citas",
        "Reporte de productos",
        "Reporte de clientes",
        "Reporte de retención",
    ] {
        assert!(text.contains(title), "{title}");
    }
}
