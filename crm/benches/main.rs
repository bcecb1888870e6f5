//! Every path that has a limit, beside its hand-written twin on the same database in the same run.
//!
//! `cargo bench -p crm --bench speed [AREA…]` runs the areas named, or all. `HUELLA_BENCH_OWNERS` sets the clinic's
//! size: 10,000 owners by default, about 60 rows each; it is generated once and kept under the build directory.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod duplicates;
mod edits;
mod figures;
mod import;
mod insights;
mod list;
mod model;
mod pages;
mod profile;
#[path = "../../tests/support/reconcile.rs"]
mod reconcile;
mod report;
mod reports;
mod search;
mod segments;
#[path = "../../tests/support/sought.rs"]
mod sought;
mod support;

use support::Bench;

type Area = (&'static str, fn(&mut Bench));

const AREAS: [Area; 14] = [
    ("figures", figures::run),
    ("profile", profile::run),
    ("search", search::run),
    ("list", list::run),
    ("pages", pages::run),
    ("edits", edits::run),
    ("report", report::run),
    ("reports", reports::run),
    ("reconcile", reports::reconcile),
    ("model", model::run),
    ("segments", segments::run),
    ("insights", insights::run),
    ("duplicates", duplicates::run),
    ("import", import::run),
];

fn main() {
    if import::is_child() {
        return import::child();
    }
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut bench = Bench::new();
    for (name, run) in AREAS {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            run(&mut bench);
        }
    }
    bench.finish();
}
