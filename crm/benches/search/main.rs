//! The one box beside its hand-written twin: how long, and whether the people looked for are in the first 20.
//!
//! The twin is what one would write first: a table of FTS5 trigrams over the same texts, all words, else any.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../../../tests/support/sought.rs"]
mod sought;
#[path = "../support/mod.rs"]
mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use crm::{
    clinic::{Action, DryRun, Progress, View},
    search,
    values::{OwnerId, fold},
};
use rusqlite::{Connection, OptionalExtension};
use sought::{Sought, sought};
use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};
use support::{ME, clinic, owners, quantile, twin};

/// What is typed on the way to a name, and what is common.
const COMMON: [&str; 14] = [
    "m",
    "ma",
    "mar",
    "mari",
    "maria",
    "luna",
    "998",
    "99",
    "gar",
    "garcia",
    "hernandez lopez",
    "maria guadalupe",
    "luna garcia",
    "ez",
];

/// The twin's index, beside the clinic's file.
fn twin_index(file: &Path) -> Connection {
    let conn = twin(file);
    let beside = file.with_extension("twin");
    conn.execute("ATTACH ?1 AS beside", [beside.to_str()]).unwrap();
    let sql = "SELECT name FROM beside.sqlite_schema WHERE name = 'owners_text'";
    if conn.query_row(sql, [], |row| row.get::<_, String>(0)).optional().unwrap().is_none() {
        conn.execute_batch(include_str!("twin.sql")).unwrap();
    }
    conn
}

fn twin_find(conn: &Connection, text: &str) -> Vec<i64> {
    let folded = fold(text);
    let run = |expression: &str| -> Vec<i64> {
        let sql = "SELECT o.id FROM beside.owners_text t JOIN owners o ON o.id = t.rowid
                   WHERE t.text MATCH ?1 ORDER BY o.is_active DESC, t.rank LIMIT 20";
        let mut statement = conn.prepare_cached(sql).unwrap();
        let rows = statement.query_map([expression], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    };
    let quoted: Vec<String> = folded
        .split(' ')
        .filter(|word| word.chars().count() >= 3)
        .map(|word| format!("\"{word}\""))
        .collect();
    let found = if quoted.is_empty() { Vec::new() } else { run(&quoted.join(" AND ")) };
    if !found.is_empty() {
        return found;
    }
    let letters: Vec<char> = folded.chars().collect();
    let pieces: Vec<String> =
        letters.windows(3).map(|piece| format!("\"{}\"", piece.iter().collect::<String>())).collect();
    if pieces.is_empty() { Vec::new() } else { run(&pieces.join(" OR ")) }
}

/// Runs each search nine times; says who was found, and how the searches' median times are spread.
fn look(name: &str, people: &[Sought], mut find: impl FnMut(&str) -> Vec<OwnerId>) {
    let mut missed = Vec::new();
    let mut times: Vec<(Duration, &str)> = people
        .iter()
        .map(|one| {
            if !find(&one.text).contains(&one.owner) {
                missed.push(one.text.as_str());
            }
            let run = |_| {
                let started = Instant::now();
                black_box(find(&one.text));
                started.elapsed()
            };
            (quantile(&mut (0..9).map(run).collect::<Vec<_>>(), 0.5), one.text.as_str())
        })
        .collect();
    times.sort_unstable();
    let slowest: Vec<&str> = times.iter().rev().take(3).map(|(_, text)| *text).collect();
    let mut times: Vec<Duration> = times.into_iter().map(|(time, _)| time).collect();
    let mean = times.iter().sum::<Duration>() / u32::try_from(times.len()).unwrap();
    let (median, p95) = (quantile(&mut times, 0.5), quantile(&mut times, 0.95));
    let found = people.len() - missed.len();
    eprintln!(
        "search/{} {name}: found {found} of {}, mean {mean:.2?}, median {median:.2?}, p95 {p95:.2?}; \
         slowest {slowest:?}, missed {missed:?}",
        owners(),
        people.len()
    );
}

fn searches(c: &mut Criterion) {
    let (clinic, file) = clinic();
    let twin = twin_index(&file);
    let people = clinic.read(&ME, View::Records, |r| Ok(sought(r, 100))).unwrap();
    let found = |text: &str| -> Vec<OwnerId> {
        let answer = clinic.read(&ME, View::Records, |r| search::find(r, text, 20)).unwrap();
        answer.hits.iter().map(|hit| hit.owner_id).collect()
    };
    look("product", &people, found);
    look("twin", &people, |text| twin_find(&twin, text).into_iter().map(OwnerId).collect());
    for text in COMMON {
        let mut times: Vec<Duration> = (0..20)
            .map(|_| {
                let started = Instant::now();
                black_box(found(text));
                started.elapsed()
            })
            .collect();
        eprintln!("search/{} {text:?}: median {:.2?}", owners(), quantile(&mut times, 0.5));
    }

    let mut group = c.benchmark_group(format!("search/{}", owners()));
    let mut next = people.iter().cycle();
    group.bench_function("twin", |b| b.iter(|| twin_find(&twin, &next.next().unwrap().text)));
    let mut next = people.iter().cycle();
    group.bench_function("product", |b| b.iter(|| found(&next.next().unwrap().text)));
    group.sample_size(10);
    group.bench_function("index built anew", |b| {
        b.iter_custom(|times| {
            (0..times)
                .map(|_| {
                    clinic
                        .write_aside(&ME, |r| Ok(r.conn().execute("DELETE FROM search_owners", [])?))
                        .unwrap();
                    let started = Instant::now();
                    let progress = Progress::silent();
                    clinic.refresh_derived(&ME, &progress, |derived| derived.name() == "search").unwrap();
                    started.elapsed()
                })
                .sum()
        });
    });
    group.finish();

    let mut group = c.benchmark_group(format!("edit/{}", owners()));
    let mut id = 0;
    let mut edit = |sql: &str| {
        id = id % i64::from(owners()) + 1;
        let done = clinic.through(&ME, Action::UpdateOwner, DryRun::Yes, |w| {
            Ok(w.conn().prepare_cached(sql)?.execute([id])?)
        });
        black_box(done.unwrap().value);
    };
    group.bench_function("a note, which nobody is found by", |b| {
        b.iter(|| edit("UPDATE owners SET notes = 'Paga en efectivo ' || id WHERE id = ?1"));
    });
    group.bench_function("a phone", |b| {
        b.iter(|| edit("UPDATE owners SET phone = '998 ' || id, phone_e164 = NULL WHERE id = ?1"));
    });
    group.bench_function("a name", |b| {
        b.iter(|| edit("UPDATE owners SET full_name = 'María Solano ' || id WHERE id = ?1"));
    });
    group.finish();
}

criterion_group!(benches, searches);
criterion_main!(benches);
