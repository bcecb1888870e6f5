//! The five reports of a month and of a year beside plain SQL for their main sums, the dashboard, and the sums against
//! each other.

use crate::{
    reconcile,
    support::{Bench, ME, clinic, median, shown, timed, today, twin},
};
use crm::{
    Clinic,
    clinic::{Progress, View},
    metrics, model,
    reports::{self, ReportKind, ReportParams, build},
    segments,
};
use rusqlite::Connection;
use std::time::Duration;

const RUNS: usize = 7;

fn middle(mut ask: impl FnMut()) -> Duration {
    let mut times: Vec<_> = (0..RUNS).map(|_| timed(&mut ask).1).collect();
    median(&mut times)
}

/// What the process holds in memory, in MiB.
fn held() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kib| kib / 1_024)
}

fn computed(clinic: &Clinic, kind: ReportKind, params: &ReportParams) {
    clinic.read(&ME, View::Reports, |r| build(r, kind, params)).unwrap();
}

/// The report's main sums as one writes them by hand, of the days and of those they are compared with.
fn by_hand(twin: &Connection, kind: ReportKind, params: &ReportParams) -> Option<Duration> {
    let sql = match kind {
        ReportKind::Revenue | ReportKind::Products => include_str!("twins/revenue.sql"),
        ReportKind::Appointments => include_str!("twins/appointments.sql"),
        ReportKind::Retention => include_str!("twins/retention.sql"),
        ReportKind::Customers => return None,
    };
    let frame = params.frame(today()).unwrap();
    let before = frame.compared.unwrap();
    let mut statement = twin.prepare_cached(sql).unwrap();
    Some(middle(|| {
        for days in [frame.now(), before] {
            let mut rows = statement.query([days.from, days.to]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                std::hint::black_box(row.get::<_, i64>(0).unwrap());
            }
        }
    }))
}

pub fn run(bench: &mut Bench) {
    let (clinic, file) = clinic();
    metrics::bring_up_to_date(&clinic, &ME, &Progress::silent()).unwrap();
    segments::bring_up_to_date(&clinic, &ME).unwrap();
    model::refresh(&clinic, &ME, model::Freshness::Exact, &Progress::silent()).unwrap();
    let twin = twin(&file);
    let year = ReportParams { from: Some(today().plus(-364)), to: Some(today()), ..ReportParams::default() };
    for (name, params) in [("a month", ReportParams::default()), ("a year", year)] {
        for kind in ReportKind::ALL {
            computed(&clinic, *kind, &params);
            let before = held();
            let time = middle(|| computed(&clinic, *kind, &params));
            let more = held().saturating_sub(before);
            let hand = by_hand(&twin, *kind, &params);
            let ratio =
                hand.map_or(String::new(), |hand| format!("{:.2}", time.as_secs_f64() / hand.as_secs_f64()));
            let hand = hand.map(shown).unwrap_or_default();
            bench.row(&format!("report: {kind} of {name}"), &shown(time), &hand, &ratio);
            eprintln!("  {RUNS} more times took {more} MiB more");
        }
    }
    // What ends today is read off the kept figures; the day before is counted by the facts.
    let past = ReportParams { to: Some(today().plus(-1)), ..ReportParams::default() };
    let time = middle(|| computed(&clinic, ReportKind::Customers, &past));
    bench.row("report: customers of a month that ended yesterday", &shown(time), "", "");
    let board = middle(|| drop(clinic.read(&ME, View::Reports, reports::dashboard).unwrap()));
    bench.row("the dashboard", &shown(board), "", "");
}

/// Every sum against every other, and against each owner's figures.
pub fn reconcile(bench: &mut Bench) {
    let (clinic, _file) = clinic();
    metrics::bring_up_to_date(&clinic, &ME, &Progress::silent()).unwrap();
    segments::bring_up_to_date(&clinic, &ME).unwrap();
    let time = timed(|| reconcile::everything_reconciles(&clinic, today())).1;
    bench.row("reports, dashboard and owners' figures agree to the cent", &shown(time), "", "");
}
