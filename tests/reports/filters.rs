//! Filters, and periods without anything.

use super::{figures, october, october::october_clinic, report};
use crate::{report_pages::pdf_text, support::clinic};
use crm::{reports::*, values::Lang};

#[test]
fn filters_leave_the_rest_aside_and_say_so() {
    let place = october_clinic();
    let only = |only: ReportFilter| ReportParams { only, ..october() };
    let google = only(ReportFilter { source: Some("google".into()), ..ReportFilter::default() });
    let revenue = report(&place, ReportKind::Revenue, &google);
    assert_eq!(revenue.kpis[0].value.read(Lang::Es), "1,160.00");
    assert_eq!(revenue.scope[0].read(Lang::Es), "Solo de procedencia Google");
    let food = only(ReportFilter { category: Some("Alimento".into()), ..ReportFilter::default() });
    let revenue = report(&place, ReportKind::Revenue, &food);
    assert_eq!(
        figures(&revenue),
        ["1,063.00 —", "1,063.00", "0.00", "531.50"],
        "no outstanding of a category"
    );
    let nava = ReportFilter { staff: Some(crm::values::StaffId(501)), ..ReportFilter::default() };
    let appointments = report(&place, ReportKind::Appointments, &only(nava));
    assert_eq!(*appointments.kpis[0].value.figure(), Cell::Count(3));
    assert_eq!(appointments.scope[0].read(Lang::En), "Only with Dra. Marisol Nava");
    let maria = only(ReportFilter { source: Some("google".into()), ..ReportFilter::default() });
    assert_eq!(*report(&place, ReportKind::Customers, &maria).kpis[0].value.figure(), Cell::Count(1));
    assert_eq!(*report(&place, ReportKind::Retention, &maria).kpis[1].value.figure(), Cell::Count(1));
}

#[test]
fn an_empty_period_says_so() {
    let place = clinic();
    for kind in ReportKind::ALL {
        let report = report(&place, *kind, &october());
        let text = pdf_text(&paint(&report, &lay_out(&report, Lang::Es, Paper::A4), Lang::Es).unwrap());
        assert!(text.contains("Sin ") || text.contains("Nadie "), "{kind}: {text}");
        assert!(report.kpis.iter().all(|kpi| kpi.value.number().unwrap_or(0) == 0), "{kind}");
    }
}
