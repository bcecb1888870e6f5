//! The fit of the models on customers of a size (`HUELLA_BENCH_OWNERS`, 100,000 by default), in days of ten years.
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use crm::model::{Customer, History, fit_all};
use std::hint::black_box;

/// Customers whose rates and chances differ, the same ones each time.
fn customers(count: u32) -> Vec<Customer> {
    let mut state = 7_u64;
    let mut uniform = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    };
    (0..count)
        .map(|_| {
            let (rate, leaves) = (-uniform().ln() * 0.08, uniform().powi(3));
            let observed = (uniform() * 3_650.0).ceil() / 7.0;
            let (mut repeats, mut last, mut at) = (0, 0.0, 0.0);
            while uniform() > leaves {
                at += ((-uniform().ln() / rate) * 7.0).ceil() / 7.0;
                if at > observed {
                    break;
                }
                (repeats, last) = (repeats + 1, at);
            }
            let typical = 30_000.0 / (0.2 + uniform());
            let spent: f64 = (0..repeats).map(|_| -typical * uniform().ln()).sum();
            let mean_amount = (repeats > 0).then(|| (spent / f64::from(repeats)).round() / 100.0);
            Customer { history: History { repeats, last, observed }, mean_amount }
        })
        .collect()
}

fn models(c: &mut Criterion) {
    let count =
        std::env::var("HUELLA_BENCH_OWNERS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let customers = customers(count);
    let fit = fit_all(&customers);
    eprintln!("{:?}", fit.likelier());
    let mut group = c.benchmark_group("model");
    group.sample_size(20);
    group.bench_function(format!("fit of {count}"), |b| b.iter(|| fit_all(black_box(&customers))));
    let speaks = fit.likelier().unwrap().parameters;
    group.bench_function(format!("expected purchases of {count}"), |b| {
        b.iter(|| customers.iter().map(|c| speaks.expected(black_box(&c.history), 52.0)).sum::<f64>());
    });
    group.finish();
}

criterion_group!(benches, models);
criterion_main!(benches);
