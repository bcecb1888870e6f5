//! The lists of whom to call, their screen's figures, and members in the orders that a person chooses.

use crate::support::{Bench, ME, copy, shown, timed};
use crm::{
    clinic::{Progress, View},
    insights::{self, InsightKind},
    metrics, model,
    segments::{self, MemberOrder, MemberSort},
    values::Lang,
};

/// Rows of a list as the screen shows them.
const ROWS: u32 = 12;
const RUNS: usize = 9;

pub fn run(bench: &mut Bench) {
    let (clinic, _file, _kept) = copy();
    metrics::bring_up_to_date(&clinic, &ME, &Progress::silent()).unwrap();
    segments::bring_up_to_date(&clinic, &ME).unwrap();
    model::refresh(&clinic, &ME, model::Freshness::Exact, &Progress::silent()).unwrap();
    for kind in InsightKind::ALL {
        let ask = || {
            timed(|| clinic.read(&ME, View::Records, |r| insights::list(r, *kind, ROWS, Lang::Es)).unwrap()).1
        };
        bench.row(&format!("insights: {kind}"), &shown(middle(ask)), "", "");
    }
    let overview = || timed(|| clinic.read(&ME, View::Reports, insights::overview).unwrap()).1;
    bench.row("insights: the whole screen", &shown(middle(overview)), "", "");
    let criteria = r#"{"min_visits": 2}"#;
    for by in MemberSort::ALL {
        let order = MemberOrder { by: *by, is_descending: true };
        let ask = || {
            let page = |r: &crm::clinic::Read<'_>| segments::members(r, criteria, Some(order), None, 50);
            timed(|| clinic.read(&ME, View::Records, page).unwrap()).1
        };
        bench.row(&format!("members by {by}, first 50"), &shown(middle(ask)), "", "");
    }
}

fn middle(ask: impl Fn() -> std::time::Duration) -> std::time::Duration {
    let mut times: Vec<_> = (0..RUNS).map(|_| ask()).collect();
    crate::support::median(&mut times)
}
