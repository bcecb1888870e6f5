//! The rows behind every figure: as many, and as much, as the figure says.

use super::{october, october::october_clinic, october_2026, report, section, ten_people::ten_people};
use crate::support::{ACTOR, Place, clinic_on};
use crm::{
    Code,
    clinic::{Progress, View},
    reports,
    reports::*,
    sample,
    values::{Lang, StaffId},
};
use std::collections::HashMap;

fn page(place: &Place, rows: &Rows, only: &ReportFilter, after: Option<&str>, limit: u32) -> RowsPage {
    place.read(&ACTOR, View::Reports, |r| reports::rows(r, rows, only, Lang::Es, after, limit)).unwrap()
}

/// All rows, page by page.
fn all(place: &Place, rows: &Rows, only: &ReportFilter, limit: u32) -> (RowsPage, Vec<RowsLine>) {
    let first = page(place, rows, only, None, limit);
    let (mut lines, mut next) = (first.rows.clone(), first.next.clone());
    while let Some(after) = next {
        let more = page(place, rows, only, Some(&after), limit);
        assert_eq!((more.count, &more.sum), (first.count, &first.sum), "every page says how many there are");
        lines.extend(more.rows);
        next = more.next;
    }
    (first, lines)
}

/// `1,234.50` → cents; a minus sign and a dash for nothing are understood.
fn cents(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = digits.parse::<i64>().unwrap_or(0);
    if text.starts_with('−') { -number } else { number }
}

/// Every figure of a report with what its column says.
fn figures(report: &Report) -> Vec<(String, Cell)> {
    let mut all: Vec<(String, Cell)> = report
        .kpis
        .iter()
        .map(|kpi| (format!("kpi {}", kpi.label.read(Lang::Es)), kpi.value.clone()))
        .collect();
    for section in &report.sections {
        let name = section.heading.read(Lang::Es);
        match &section.body {
            Body::Table(table) => {
                for row in &table.rows {
                    all.extend(row.cells.iter().zip(&table.columns).map(|(cell, column)| {
                        (format!("{name} · {}", column.heading.read(Lang::Es)), cell.clone())
                    }));
                }
            }
            Body::Chart(chart) => all.extend(chart.bars.iter().filter_map(|bar| {
                Some((format!("{name} bar"), chart.scale.cell(bar.value).opens(bar.rows.clone()?)))
            })),
            Body::Lines(lines) => {
                all.extend(
                    lines.series.iter().flat_map(|s| &s.values).map(|cell| (name.clone(), cell.clone())),
                );
            }
            Body::Heat(heat) => {
                let cells = heat.rows.iter().flat_map(|row| row.lead.iter().chain(&row.cells));
                all.extend(cells.map(|cell| (name.clone(), cell.clone())));
            }
        }
    }
    all
}

/// Checks a figure against its rows; says how.
fn check(place: &Place, only: &ReportFilter, name: &str, cell: &Cell) -> Option<&'static str> {
    let rows = cell.rows()?;
    let (page, lines) = all(place, rows, only, 1_000);
    assert_eq!(page.count, i64::try_from(lines.len()).unwrap(), "{name}");
    let number = cell.number().unwrap_or(0);
    let column = |at: usize| lines.iter().map(|line| cents(&line.cells[at])).sum::<i64>();
    // Means and minutes are no sums of rows: that there are some is all that can be said.
    let is_mean = ["kpi Por compra", "Gastado por dueño", "Minutos", "kpi Visitas"]
        .iter()
        .any(|mean| name.contains(mean));
    if is_mean {
        assert!(page.count > 0, "{name}");
        return Some("mean");
    }
    Some(match (cell.figure(), &rows.of) {
        (Cell::Label(_), RowsOf::Owners { who: OwnersOf::One { .. }, .. }) => {
            assert_eq!(page.count, 1, "{name}");
            "owner"
        }
        (Cell::Money(_), RowsOf::Sales { .. }) => {
            assert!([column(5), column(6), column(7)].contains(&number), "{name}: {number}");
            assert_eq!(page.sum.as_deref().map(cents), Some(column(7)), "{name}");
            "sales"
        }
        (Cell::Money(_), RowsOf::Unpaid { .. }) => {
            assert_eq!(column(5), number, "{name}");
            "unpaid"
        }
        (Cell::Money(_), RowsOf::Owners { .. }) => {
            assert_eq!(column(7), number, "{name}");
            "spent"
        }
        // Of something sold, lines are counted: a sale may hold several.
        (Cell::Count(_), RowsOf::Sales { .. }) if name.contains("Renglones") => {
            assert!(page.count <= number && page.count > 0, "{name}: {number} and {}", page.count);
            "lines"
        }
        (Cell::Quantity(_), _) => {
            assert!(page.count > 0, "{name}");
            "units"
        }
        (Cell::Count(_), _) => {
            assert_eq!(page.count, number, "{name} {rows:?}");
            "count"
        }
        (Cell::Share { whole, .. }, RowsOf::Stays { part: StayPart::Base }) => {
            assert_eq!(page.count, *whole, "{name}");
            "share"
        }
        (Cell::Share { part, .. }, _) => {
            assert_eq!(page.count, *part, "{name} {rows:?}");
            "share"
        }
        (figure, of) => panic!("{name}: {figure:?} opens {of:?}"),
    })
}

fn check_all(place: &Place, params: &ReportParams) -> HashMap<&'static str, usize> {
    let mut seen = HashMap::new();
    for kind in ReportKind::ALL {
        for (name, cell) in figures(&report(place, *kind, params)) {
            if let Some(how) = check(place, &params.only, &format!("{kind} {name}"), &cell) {
                *seen.entry(how).or_default() += 1;
            }
        }
    }
    seen
}

#[test]
fn every_figure_of_october_opens_the_rows_that_make_it() {
    let seen = check_all(&october_clinic(), &october());
    for how in ["sales", "unpaid", "count", "share", "lines", "units", "mean", "owner", "spent"] {
        assert!(seen.contains_key(how), "{how} of {seen:?}");
    }
    check_all(&ten_people(), &october());
}

#[test]
fn every_figure_of_a_generated_clinic_opens_the_rows_that_make_it() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 60, 5, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    check_all(&place, &october_2026());
    let only = ReportFilter { source: Some("google".into()), ..ReportFilter::default() };
    let year = ReportParams { from: Some(super::day("2026-01-01")), only, ..october_2026() };
    check_all(&place, &year);
}

#[test]
fn rows_of_october_are_as_worked_out_by_hand() {
    let place = october_clinic();
    let revenue = report(&place, ReportKind::Revenue, &october());
    let Body::Table(sources) = &section(&revenue, "reports.by_source").body else { panic!("a table") };
    let referral = sources.rows.iter().find(|row| row.cells[0].read(Lang::Es) == "Referido").unwrap();
    let (_, lines) = all(&place, referral.cells[2].rows().unwrap(), &ReportFilter::default(), 50);
    let shown: Vec<String> = lines.iter().map(|line| line.cells.join(" | ")).collect();
    assert_eq!(shown, ["12 oct 2025 | I902 | Carlos Méndez | Cirugía | Tarjeta | 500.00 | 100.00 | 400.00"]);
    assert!(lines[0].owner.is_some(), "a row leads to its owner");
    let counter = sources.rows.iter().find(|row| row.cells[0] == Cell::word("reports.no_owner")).unwrap();
    let (_, lines) = all(&place, counter.cells[2].rows().unwrap(), &ReportFilter::default(), 50);
    assert_eq!(lines[0].cells[2], "Venta sin dueño");
    assert_eq!(lines[0].owner, None);

    let of_staff = |id| AppointmentsOf { staff: Some(vec![id]), ..AppointmentsOf::default() };
    let days = Period { from: super::day("2025-10-01"), to: super::day("2025-10-31") };
    let rows = |appointments| Rows { period: days, of: RowsOf::Appointments { appointments } };
    let with = |id| all(&place, &rows(of_staff(id)), &ReportFilter::default(), 50).1;
    assert_eq!(with(Some(StaffId(501))).len(), 3);
    assert_eq!(with(None).len(), 2);
    assert_eq!(with(Some(StaffId(501)))[0].cells[..3], ["5 oct 2025", "9:45", "María García"]);
}

#[test]
fn pages_follow_each_other_whatever_their_length() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 60, 7, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let period = Period { from: super::day("2026-05-01"), to: super::day("2026-10-31") };
    let everything = || ReportFilter::default();
    for of in [
        RowsOf::Sales { sales: SalesOf::default() },
        RowsOf::Buyers { sales: SalesOf::default() },
        RowsOf::Appointments { appointments: AppointmentsOf::default() },
        RowsOf::Owners { who: OwnersOf::Known, is_new: false },
        RowsOf::Products { state: ProductState::Sold, categories: None },
        RowsOf::Interactions { channels: None, staff: None },
        RowsOf::Messages { channels: None, is_answered: true },
        RowsOf::FollowUps { state: Some(FollowUpState::Kept) },
        RowsOf::Feedback { ratings: None },
        RowsOf::AtStake,
    ] {
        let rows = Rows { period, of };
        let (_, whole) = all(&place, &rows, &everything(), 1_000);
        assert!(!whole.is_empty(), "{rows:?}");
        let (_, pieces) = all(&place, &rows, &everything(), 7);
        assert_eq!(pieces, whole, "{rows:?}");
        let csv =
            place.read(&ACTOR, View::Reports, |r| write_rows_csv(r, &rows, &everything(), Lang::Es)).unwrap();
        let lines = csv::Reader::from_reader(&csv[3..]).records().count();
        assert_eq!(lines, whole.len(), "{rows:?}");
    }
    let refused = |after: Option<&str>, limit| {
        let rows = Rows { period, of: RowsOf::Points };
        let asked =
            |r: &crm::clinic::Read<'_>| reports::rows(r, &rows, &everything(), Lang::Es, after, limit);
        place.read(&ACTOR, View::Reports, asked).unwrap_err().code
    };
    assert_eq!((refused(None, 0), refused(Some("x"), 9)), (Code::Invalid, Code::Invalid));
}

#[test]
fn figures_on_paper_know_where_they_stand() {
    let place = october_clinic();
    for kind in ReportKind::ALL {
        for page in lay_out(&report(&place, *kind, &october()), Lang::Es, Paper::A4) {
            for link in &page.links {
                let inside = link.at.x >= 0
                    && link.at.y >= 0
                    && link.at.x + link.width <= page.width
                    && link.at.y + link.height <= page.height
                    && link.width > 0
                    && link.height > 0;
                assert!(inside && !link.name.trim().is_empty(), "{link:?}");
            }
        }
    }
    let pages = lay_out(&report(&place, ReportKind::Revenue, &october()), Lang::Es, Paper::A4);
    let names: Vec<String> =
        pages.iter().flat_map(|page| &page.links).map(|link| link.name.replace('\u{a0}', " ")).collect();
    assert!(names.iter().any(|name| name == "Ingreso neto $: 2,459.00"), "{names:?}");
    assert!(names.iter().any(|name| name == "Referido, Neto $: 400.00"), "{names:?}");
}
