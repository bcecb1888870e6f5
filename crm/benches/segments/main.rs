//! Segments beside hand-written SQL on the same database: the count and the first 50 with their lines.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;
mod twin;

use criterion::{Criterion, criterion_group, criterion_main};
use crm::{
    clinic::{Progress, View},
    metrics,
    segments::{self, SegmentInput},
    values::Lang,
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use support::{ME, clinic, owners, quantile};

const RUNS: usize = 60;
/// Segments that are counted anew at once.
const FIFTY: usize = 50;

fn median_of(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed()
        })
        .collect();
    quantile(&mut times, 0.5)
}

fn segments(c: &mut Criterion) {
    let (clinic, file) = clinic();
    metrics::bring_up_to_date(&clinic, &ME, &Progress::silent()).unwrap();
    let twin = support::twin(&file);
    let preview = |criteria: &str| {
        clinic.read(&ME, View::Records, |r| segments::preview(r, criteria, 50, Lang::Es)).unwrap()
    };
    for case in twin::CASES {
        let (count, first) = twin::ask(&twin, case);
        let found = preview(case.criteria);
        assert_eq!((found.count, found.members.first().map(|m| m.id.0)), (count, first), "{}", case.criteria);
        let by_hand = median_of(|| {
            black_box(twin::ask(&twin, case));
        });
        let ours = median_of(|| {
            black_box(preview(case.criteria));
        });
        let effects = median_of(|| {
            black_box(
                clinic.read(&ME, View::Records, |r| segments::effects(r, case.criteria, Lang::Es)).unwrap(),
            );
        });
        eprintln!(
            "segments/{} {}: {count} owners; count + first 50 {ours:.2?}, by hand {by_hand:.2?}, ratio {:.2}; every rule's effect {effects:.2?}",
            owners(),
            case.criteria,
            ours.as_secs_f64() / by_hand.as_secs_f64()
        );
    }

    let mut group = c.benchmark_group(format!("segments/{}", owners()));
    let mut next = twin::CASES.iter().cycle();
    group.bench_function("by hand", |b| b.iter(|| twin::ask(&twin, next.next().unwrap())));
    let mut next = twin::CASES.iter().cycle();
    group.bench_function("count + first 50", |b| b.iter(|| preview(next.next().unwrap().criteria)));
    group.sample_size(10);
    keep_fifty(&clinic);
    group.bench_function("50 segments counted anew", |b| {
        b.iter(|| assert!(segments::recalculate(&clinic, &ME, None).unwrap() >= FIFTY as u32));
    });
    group.finish();
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

criterion_group!(benches, segments);
criterion_main!(benches);
