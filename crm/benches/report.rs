//! The customers' report: its figures, and the whole of it on paper with a list of about 100 pages.

use crate::support::{Bench, ME, clinic, folder, generated, timed, today, twin};
use crm::{
    Clinic,
    clinic::{Progress, View},
    metrics,
    reports::{Cell, Label, LongList, Paper, Report, ReportKind, ReportParams, build, lay_out, paint},
    segments,
    values::Lang,
};

/// As many as fill about 100 pages.
const LISTED: u32 = 4_500;

fn computed(clinic: &Clinic, list: LongList) -> Report {
    let params = ReportParams { list, ..ReportParams::default() };
    clinic.read(&ME, View::Reports, |r| build(r, ReportKind::Customers, &params)).unwrap()
}

pub fn run(bench: &mut Bench) {
    let (clinic, file) = clinic();
    metrics::bring_up_to_date(&clinic, &ME, &Progress::silent()).unwrap();
    segments::bring_up_to_date(&clinic, &ME).unwrap();
    let twin = twin(&file);
    let mut statement = twin.prepare(include_str!("twins/report.sql")).unwrap();
    let mut counted = || -> i64 {
        let rows =
            statement.query_map([today().first_of_month(), today()], |row| row.get::<_, i64>(5)).unwrap();
        rows.map(|row| row.unwrap()).sum()
    };
    // The same owners on both sides, or the comparison means nothing.
    let known = computed(&clinic, LongList::LeftOut).kpis.last().and_then(|kpi| kpi.detail.clone()).unwrap();
    assert_eq!(known, Label::Phrase("reports.owners", vec![("count", Cell::Count(counted()))]));
    bench.pair(
        "customers' report, its figures",
        || timed(|| computed(&clinic, LongList::LeftOut)).1,
        || timed(&mut counted).1,
    );

    let clinic = generated(&folder("listed"), LISTED);
    let whole = || {
        let report = computed(&clinic, LongList::Included);
        let pages = lay_out(&report, Lang::Es, Paper::A4);
        (pages.len(), paint(&report, &pages, Lang::Es).unwrap().len())
    };
    let (pages, bytes) = whole();
    let name =
        format!("customers' report whole, {pages} pages, {} kB: computed, laid out, painted", bytes / 1_000);
    bench.alone(&name, || timed(whole).1);
    let report = computed(&clinic, LongList::Included);
    let laid_out = lay_out(&report, Lang::Es, Paper::A4);
    bench.alone(&format!("{pages} pages painted as PDF"), || {
        timed(|| paint(&report, &laid_out, Lang::Es).unwrap()).1
    });
    bench.alone(&format!("{pages} pages laid out"), || timed(|| lay_out(&report, Lang::Es, Paper::A4)).1);
}
