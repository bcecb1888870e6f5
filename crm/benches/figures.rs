//! The figures of all owners, of one, and of the clinic.

use crate::support::{Bench, ME, clinic, owners, timed, today, twin};
use crm::{
    clinic::{Progress, View},
    metrics,
    values::OwnerId,
};
use rusqlite::Connection;
use std::{hint::black_box, time::Duration};

const FORGET: &str = "DELETE FROM owner_figures; DELETE FROM figure_gaps; DELETE FROM figures_state;
    PRAGMA wal_checkpoint(TRUNCATE)";

/// The time of `f` on a clinic without kept figures.
fn on_empty(conn: &Connection, f: impl FnOnce()) -> Duration {
    conn.execute_batch(FORGET).unwrap();
    timed(f).1
}

pub fn run(bench: &mut Bench) {
    let (clinic, file) = clinic();
    let twin = twin(&file);
    bench.pair(
        "all figures of all owners, written",
        || {
            on_empty(&twin, || {
                let rebuilt = metrics::rebuild(&clinic, &ME, &Progress::silent()).unwrap();
                assert_eq!(rebuilt.written, u64::from(owners()));
            })
        },
        || {
            on_empty(&twin, || {
                assert!(twin.execute(include_str!("twins/figures.sql"), [today()]).unwrap() > 0)
            })
        },
    );
    metrics::rebuild(&clinic, &ME, &Progress::silent()).unwrap();
    bench.alone("all figures computed anew and compared, nothing to write", || {
        let (rebuilt, time) = timed(|| metrics::rebuild(&clinic, &ME, &Progress::silent()).unwrap());
        assert_eq!(rebuilt.written, 0);
        time
    });
    bench.alone("all figures of all owners as of a day a year ago", || {
        timed(|| {
            clinic.read(&ME, View::Reports, |r| {
                metrics::each_owner_as_of(r, today().plus(-365), |_, _, figures| {
                    black_box(figures);
                    Ok(())
                })
            })
        })
        .1
    });
    let mut id = 0;
    bench.alone("one owner's figures with their breakdown", || {
        id = id % i64::from(owners()) + 1;
        timed(|| clinic.read(&ME, View::Records, |r| metrics::of_owner(r, OwnerId(id))).unwrap()).1
    });
    let mut sums = twin.prepare(include_str!("twins/clinic.sql")).unwrap();
    bench.pair(
        "the clinic's own figures",
        || timed(|| clinic.read(&ME, View::Reports, metrics::clinic).unwrap()).1,
        || timed(|| sums.query_row([today()], |row| row.get::<_, f64>(0)).unwrap()).1,
    );
}
