//! The figures beside their hand-written twin, on the same generated clinic.
//!
//! `HUELLA_BENCH_OWNERS` sets the clinic's size (10,000 by default); it is generated once and kept under the
//! build directory.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use criterion::{Criterion, criterion_group, criterion_main};
use crm::{
    Clinic,
    clinic::{Action, Actor, Clock, Create, Opening, Progress, View},
    metrics, sample,
    values::{Day, OwnerId},
};
use rusqlite::Connection;
use std::{
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const ME: Actor = Actor::BUILT_IN;
const TODAY: &str = "2026-10-31";

fn owners() -> u32 {
    std::env::var("HUELLA_BENCH_OWNERS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

fn clinic() -> (Clinic, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("metrics-{}", owners()));
    let clock = Clock::On(Day::parse(TODAY).unwrap());
    let clinic =
        crm::open(&folder, Opening { clock, create: Create::IfMissing, ..Opening::default() }).unwrap();
    let is_empty = clinic.read(&ME, View::Records, |r| {
        Ok(r.conn().query_row("SELECT NOT EXISTS (SELECT 1 FROM owners)", [], |row| row.get(0))?)
    });
    if is_empty.unwrap() {
        sample::create(&clinic, &ME, owners(), sample::SEED, &Progress::silent()).unwrap();
    }
    (clinic, folder.join(crm::clinic::DATABASE))
}

/// Runs `f` so many times, each on a clinic without kept figures, and adds up its times.
fn on_empty(conn: &Connection, times: u64, mut f: impl FnMut()) -> Duration {
    let mut total = Duration::ZERO;
    for _ in 0..times {
        let forget = "DELETE FROM owner_figures; DELETE FROM figure_gaps; DELETE FROM figures_state;
                      PRAGMA wal_checkpoint(TRUNCATE)";
        conn.execute_batch(forget).unwrap();
        let start = Instant::now();
        f();
        total += start.elapsed();
    }
    total
}

fn figures(c: &mut Criterion) {
    let (clinic, file) = clinic();
    // The twin's connection, with the product's settings.
    let twin = Connection::open(file).unwrap();
    for (name, value) in
        [("synchronous", "full"), ("secure_delete", "on"), ("foreign_keys", "on"), ("temp_store", "memory")]
    {
        twin.pragma_update(None, name, value).unwrap();
    }
    twin.pragma_update(None, "cache_size", -32_768).unwrap();
    twin.busy_timeout(Duration::from_secs(10)).unwrap();
    let today = Day::parse(TODAY).unwrap();

    let mut group = c.benchmark_group(format!("figures/{}", owners()));
    group.sample_size(10);
    group.bench_function("twin: one INSERT … SELECT", |b| {
        b.iter_custom(|times| {
            on_empty(&twin, times, || {
                twin.execute(include_str!("twin.sql"), [today]).unwrap();
            })
        });
    });
    group.bench_function("all owners, all written", |b| {
        b.iter_custom(|times| {
            on_empty(&twin, times, || {
                let rebuilt = metrics::rebuild(&clinic, &ME, &Progress::silent()).unwrap();
                assert_eq!(rebuilt.written, u64::from(owners()));
            })
        });
    });
    group.bench_function("all owners, nothing to write", |b| {
        b.iter(|| assert_eq!(metrics::rebuild(&clinic, &ME, &Progress::silent()).unwrap().written, 0));
    });
    group.bench_function("all owners as of a past day, nothing kept", |b| {
        b.iter(|| {
            clinic
                .read(&ME, View::Reports, |r| {
                    metrics::each_owner_as_of(r, today.plus(-365), |_, _, figures| {
                        black_box(figures);
                        Ok(())
                    })
                })
                .unwrap();
        });
    });
    group.finish();

    let mut group = c.benchmark_group(format!("owner/{}", owners()));
    let mut id = 0;
    group.bench_function("read with its breakdown", |b| {
        b.iter(|| {
            id = id % i64::from(owners()) + 1;
            clinic.read(&ME, View::Records, |r| metrics::of_owner(r, OwnerId(id))).unwrap()
        });
    });
    group.bench_function("a visit entered, figures brought up to date, rolled back", |b| {
        b.iter(|| {
            id = id % i64::from(owners()) + 1;
            let sql = "INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
                       VALUES ('bench', ?1, 0, ?2, 'completed')";
            clinic
                .through(&ME, Action::BookAppointment, crm::clinic::DryRun::Yes, |w| {
                    Ok(w.conn().prepare_cached(sql)?.execute((OwnerId(id), today))?)
                })
                .unwrap()
        });
    });
    group.bench_function("an owner's note-like edit without facts, rolled back", |b| {
        b.iter(|| {
            id = id % i64::from(owners()) + 1;
            clinic
                .through(&ME, Action::UpdateOwner, crm::clinic::DryRun::Yes, |w| {
                    let sql = "UPDATE staff SET language = 'en' WHERE id = 1";
                    Ok(w.conn().prepare_cached(sql)?.execute([])?)
                })
                .unwrap()
        });
    });
    group.finish();
    c.bench_function(&format!("clinic/{}", owners()), |b| {
        b.iter(|| clinic.read(&ME, View::Reports, metrics::clinic).unwrap());
    });
}

criterion_group!(benches, figures);
criterion_main!(benches);
