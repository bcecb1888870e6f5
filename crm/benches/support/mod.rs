//! What the benchmarks share: a generated clinic of a size, kept under the build directory, and a connection
//! for the hand-written twin on the same database.
//!
//! `HUELLA_BENCH_OWNERS` sets the size: 10,000 owners by default, about 60 rows each.
#![allow(missing_docs, dead_code, clippy::unwrap_used)]

use crm::{
    Clinic,
    clinic::{Actor, Clock, Create, DATABASE, Opening, Progress, SCHEMA_VERSION, View},
    sample,
    values::Day,
};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

pub const ME: Actor = Actor::BUILT_IN;
pub const TODAY: &str = "2026-10-31";

/// Owners of the clinic.
pub fn owners() -> u32 {
    std::env::var("HUELLA_BENCH_OWNERS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

pub fn opening() -> Opening {
    let clock = Clock::On(Day::parse(TODAY).unwrap());
    Opening { clock, create: Create::IfMissing, ..Opening::default() }
}

/// The clinic, and its database's file. Generated once for a size and a schema.
pub fn clinic() -> (Clinic, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("clinic-{}-{SCHEMA_VERSION}", owners()));
    let clinic = crm::open(&folder, opening()).unwrap();
    let is_empty = clinic.read(&ME, View::Records, |r| {
        Ok(r.conn().query_row("SELECT NOT EXISTS (SELECT 1 FROM owners)", [], |row| row.get(0))?)
    });
    if is_empty.unwrap() {
        let started = Instant::now();
        let rows =
            sample::create(&clinic, &ME, owners(), sample::SEED, &Progress::silent()).unwrap().value.rows;
        eprintln!("generated {} owners, {rows} rows, in {:.1?}", owners(), started.elapsed());
    }
    (clinic, folder.join(DATABASE))
}

/// The twin's connection: the product's pragmas, none of its code.
pub fn twin(file: &Path) -> Connection {
    let twin = Connection::open(file).unwrap();
    for (name, value) in
        [("synchronous", "full"), ("secure_delete", "on"), ("foreign_keys", "on"), ("temp_store", "memory")]
    {
        twin.pragma_update(None, name, value).unwrap();
    }
    twin.pragma_update(None, "cache_size", -32_768).unwrap();
    twin.busy_timeout(Duration::from_secs(10)).unwrap();
    twin.set_prepared_statement_cache_capacity(64);
    twin
}

/// The time below which this share of the times lies.
pub fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let at = (times.len() as f64 * share) as usize;
    times.get(at.min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}
