//! The customers' report: its figures beside a hand-written statement with the same counts, and the whole of it
//! on paper with a list of about 100 pages.
//!
//! `HUELLA_BENCH_OWNERS` sets the clinic's size for the figures (10,000 by default); clinics are generated once
//! and kept under the build directory.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use criterion::{Criterion, criterion_group, criterion_main};
use crm::{
    Clinic,
    clinic::{Actor, Clock, Create, Opening, Progress, View},
    reports::{Label, LongList, Paper, Report, ReportKind, ReportParams, build, lay_out, paint, write_csv},
    sample,
    values::{Day, Lang},
};
use rusqlite::Connection;
use std::{
    hint::black_box,
    path::{Path, PathBuf},
};

const ME: Actor = Actor::BUILT_IN;
const TODAY: &str = "2026-10-31";
/// As many as fill about 100 pages.
const LISTED: u32 = 4_500;

fn owners() -> u32 {
    std::env::var("HUELLA_BENCH_OWNERS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

fn clinic(owners: u32) -> (Clinic, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("report-{owners}"));
    let clock = Clock::On(Day::parse(TODAY).unwrap());
    let clinic =
        crm::open(&folder, Opening { clock, create: Create::IfMissing, ..Opening::default() }).unwrap();
    let is_empty = clinic.read(&ME, View::Records, |r| {
        Ok(r.conn().query_row("SELECT NOT EXISTS (SELECT 1 FROM owners)", [], |row| row.get(0))?)
    });
    if is_empty.unwrap() {
        sample::create(&clinic, &ME, owners, sample::SEED, &Progress::silent()).unwrap();
    }
    (clinic, folder.join(crm::clinic::DATABASE))
}

fn computed(clinic: &Clinic, list: LongList) -> Report {
    clinic
        .read(&ME, View::Reports, |r| {
            build(r, ReportKind::Customers, &ReportParams { list, ..ReportParams::default() })
        })
        .unwrap()
}

fn figures(c: &mut Criterion) {
    let (clinic, file) = clinic(owners());
    let twin = Connection::open(file).unwrap();
    twin.pragma_update(None, "cache_size", -32_768).unwrap();
    let today = Day::parse(TODAY).unwrap();
    let mut statement = twin.prepare(include_str!("twin.sql")).unwrap();
    let mut counted = || -> i64 {
        let rows = statement.query_map([today.first_of_month(), today], |row| row.get::<_, i64>(5)).unwrap();
        rows.map(|row| row.unwrap()).sum()
    };
    // The same owners on both sides, or the comparison means nothing.
    let report = computed(&clinic, LongList::LeftOut);
    let known = report.kpis.last().and_then(|kpi| kpi.detail.clone()).unwrap();
    assert_eq!(known, Label::Phrase("reports.owners", vec![("count", crm::reports::Cell::Count(counted()))]));

    let mut group = c.benchmark_group(format!("customers' report/{}", owners()));
    group.sample_size(10);
    group.bench_function("twin: one SELECT", |b| b.iter(|| black_box(counted())));
    group.bench_function("figures", |b| b.iter(|| black_box(computed(&clinic, LongList::LeftOut))));
    group.finish();
}

fn paper(c: &mut Criterion) {
    let (clinic, _) = clinic(LISTED);
    let report = computed(&clinic, LongList::Included);
    let pages = lay_out(&report, Lang::Es, Paper::A4);
    let pdf = paint(&report, &pages, Lang::Es).unwrap();
    eprintln!(
        "{} pages, {} bytes as PDF, {} as CSV",
        pages.len(),
        pdf.len(),
        write_csv(&report, Lang::Es).unwrap().len()
    );

    let mut group = c.benchmark_group("customers' report/100 pages");
    group.sample_size(20);
    group.bench_function("computed", |b| b.iter(|| black_box(computed(&clinic, LongList::Included))));
    group.bench_function("laid out", |b| b.iter(|| black_box(lay_out(&report, Lang::Es, Paper::A4))));
    group.bench_function("painted", |b| b.iter(|| black_box(paint(&report, &pages, Lang::Es).unwrap())));
    group.bench_function("whole", |b| {
        b.iter(|| {
            let report = computed(&clinic, LongList::Included);
            let pages = lay_out(&report, Lang::Es, Paper::A4);
            black_box(paint(&report, &pages, Lang::Es).unwrap())
        })
    });
    group.bench_function("CSV", |b| b.iter(|| black_box(write_csv(&report, Lang::Es).unwrap())));
    group.finish();
}

criterion_group!(benches, figures, paper);
criterion_main!(benches);
