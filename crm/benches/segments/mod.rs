//! Segments beside hand-written SQL on the same database: the count and the first 50 with their lines.

mod twin;

use crate::support::{self, Bench, ME, copy, median, shown, timed};
use crm::{
    clinic::{Progress, View},
    metrics,
    segments::{self, SegmentInput},
    values::Lang,
};
use std::time::Duration;

const RUNS: usize = 40;
/// Segments that are counted anew at once.
const FIFTY: usize = 50;

pub fn run(bench: &mut Bench) {
    let (clinic, file, _kept) = copy();
    metrics::bring_up_to_date(&clinic, &ME, &Progress::silent()).unwrap();
    segments::bring_up_to_date(&clinic, &ME).unwrap();
    let twin = support::twin(&file);
    let preview = |criteria: &str| {
        clinic.read(&ME, View::Records, |r| segments::preview(r, criteria, 50, Lang::Es)).unwrap()
    };
    let (mut ours, mut theirs, mut effects) = (Vec::new(), Vec::new(), Vec::new());
    for case in twin::CASES {
        let (count, first) = twin::ask(&twin, case);
        let found = preview(case.criteria);
        assert_eq!((found.count, found.members.first().map(|m| m.id.0)), (count, first), "{}", case.criteria);
        let effect =
            || clinic.read(&ME, View::Records, |r| segments::effects(r, case.criteria, Lang::Es)).unwrap();
        let mut times: [Vec<Duration>; 3] = Default::default();
        for _ in 0..RUNS {
            times[0].push(timed(|| preview(case.criteria)).1);
            times[1].push(timed(|| twin::ask(&twin, case)).1);
            times[2].push(timed(effect).1);
        }
        let [product, by_hand, effect] = times.map(|mut times| median(&mut times));
        eprintln!(
            "{}: {count} owners, {product:.2?}, by hand {by_hand:.2?}, effects {effect:.2?}",
            case.criteria
        );
        ours.push(product);
        theirs.push(by_hand);
        effects.push(effect);
    }
    for (name, pick) in [
        ("a segment: count and first 50, median of the cases", 0.5),
        ("a segment: count and first 50, slowest of the cases", 1.0),
    ] {
        let (ours, theirs) = (support::quantile(&mut ours, pick), support::quantile(&mut theirs, pick));
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        bench.row(name, &shown(ours), &shown(theirs), &format!("{ratio:.2}"));
    }
    bench.row("a segment: every rule's effect, median of the cases", &shown(median(&mut effects)), "", "");
    keep_fifty(&clinic);
    bench.alone("50 segments counted anew", || {
        timed(|| assert!(segments::recalculate(&clinic, &ME, None).unwrap() >= FIFTY as u32)).1
    });
}

/// Fifty segments: the cases, each with a limit of its own.
fn keep_fifty(clinic: &crm::Clinic) {
    let kept = clinic.read(&ME, View::Records, |r| segments::list(r, Lang::Es)).unwrap().len();
    for (number, case) in twin::CASES.iter().cycle().take(FIFTY).enumerate().skip(kept) {
        let criteria = format!(r#"{{"all": [{}, {{"min_visits": {}}}]}}"#, case.criteria, number % 7);
        let input = SegmentInput { name: format!("Segment {number}"), criteria, ..SegmentInput::default() };
        segments::create(clinic, &ME, &input, Lang::Es).unwrap();
    }
}
