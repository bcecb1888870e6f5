//! The radar over a whole clinic: every pair of owners who are perhaps one.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use crm::{
    clinic::{Progress, View},
    duplicates::{self, Hints},
};
use std::hint::black_box;
use support::{ME, clinic, owners};

fn radar(c: &mut Criterion) {
    let (clinic, _) = clinic();
    let run = |hints| {
        clinic.read(&ME, View::Records, |r| duplicates::radar(r, hints, &Progress::silent())).unwrap().len()
    };
    eprintln!("{} pairs, {} with hints", run(Hints::Without), run(Hints::With));
    let mut group = c.benchmark_group(format!("duplicates/{}", owners()));
    group.sample_size(10);
    group.bench_function("radar", |b| b.iter(|| black_box(run(Hints::Without))));
    group.bench_function("radar with hints", |b| b.iter(|| black_box(run(Hints::With))));
    group.finish();
}

criterion_group!(benches, radar);
criterion_main!(benches);
