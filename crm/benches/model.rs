//! The fit of the models on as many customers as the clinic has owners, in days of ten years.

use crate::support::{Bench, owners, timed};
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

pub fn run(bench: &mut Bench) {
    let customers = customers(owners());
    let fit = fit_all(&customers);
    eprintln!("{:?}", fit.likelier());
    bench.alone("models of buying and spending, fitted", || timed(|| fit_all(black_box(&customers))).1);
    let speaks = fit.likelier().unwrap().parameters;
    bench.alone("expected purchases of all owners", || {
        timed(|| customers.iter().map(|c| speaks.expected(black_box(&c.history), 52.0)).sum::<f64>()).1
    });
}
