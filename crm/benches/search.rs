//! The one box: how long, and whether the people looked for are in the first 20.
//!
//! The twin is what one would write first: a table of FTS5 trigrams over the same texts, all words, else any.

use crate::{
    sought::{Sought, sought},
    support::{Bench, ME, clinic, median, quantile, shown, timed, twin},
};
use crm::{
    clinic::{Progress, View},
    search,
    values::{OwnerId, fold},
};
use rusqlite::{Connection, OptionalExtension};
use std::{path::Path, time::Duration};

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
        conn.execute_batch(include_str!("twins/search.sql")).unwrap();
    }
    conn
}

fn twin_find(conn: &Connection, text: &str) -> Vec<OwnerId> {
    let folded = fold(text);
    let run = |expression: &str| -> Vec<OwnerId> {
        let sql = "SELECT o.id FROM beside.owners_text t JOIN owners o ON o.id = t.rowid
                   WHERE t.text MATCH ?1 ORDER BY o.is_active DESC, t.rank LIMIT 20";
        let mut statement = conn.prepare_cached(sql).unwrap();
        let rows = statement.query_map([expression], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    };
    let words = folded.split(' ').filter(|word| word.chars().count() >= 3);
    let quoted: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    let found = if quoted.is_empty() { Vec::new() } else { run(&quoted.join(" AND ")) };
    if !found.is_empty() {
        return found;
    }
    let letters: Vec<char> = folded.chars().collect();
    let pieces = letters.windows(3).map(|piece| format!("\"{}\"", piece.iter().collect::<String>()));
    let pieces: Vec<String> = pieces.collect();
    if pieces.is_empty() { Vec::new() } else { run(&pieces.join(" OR ")) }
}

/// What became of the searches: their median times, and those that missed.
struct Looked {
    times: Vec<Duration>,
    missed: Vec<String>,
}

impl Looked {
    fn mean(&self) -> Duration {
        self.times.iter().sum::<Duration>() / u32::try_from(self.times.len()).unwrap()
    }

    fn p95(&mut self) -> Duration {
        quantile(&mut self.times, 0.95)
    }
}

/// A way to find.
type Way<'w> = &'w mut dyn FnMut(&str) -> Vec<OwnerId>;

/// Runs each search nine times with every way to find, in turn.
fn look<const WAYS: usize>(people: &[Sought], mut ways: [Way<'_>; WAYS]) -> [Looked; WAYS] {
    let mut looked = std::array::from_fn(|_| Looked { times: Vec::new(), missed: Vec::new() });
    for one in people {
        let mut times: [Vec<Duration>; WAYS] = std::array::from_fn(|_| Vec::new());
        for _ in 0..9 {
            for (way, times) in ways.iter_mut().zip(&mut times) {
                times.push(timed(|| way(&one.text)).1);
            }
        }
        for ((way, times), looked) in ways.iter_mut().zip(&mut times).zip(&mut looked) {
            if !way(&one.text).contains(&one.owner) {
                looked.missed.push(one.text.clone());
            }
            looked.times.push(median(times));
        }
    }
    looked
}

pub fn run(bench: &mut Bench) {
    let (clinic, file) = clinic();
    let twin = twin_index(&file);
    let people = clinic.read(&ME, View::Records, |r| Ok(sought(r, 100))).unwrap();
    let find = |text: &str| -> Vec<OwnerId> {
        let answer = clinic.read(&ME, View::Records, |r| search::find(r, text, 20)).unwrap();
        answer.hits.iter().map(|hit| hit.owner_id).collect()
    };
    let [mut ours, mut theirs] = look(&people, [&mut { find }, &mut |text: &str| twin_find(&twin, text)]);
    let slowest =
        people.iter().zip(&ours.times).max_by_key(|(_, time)| **time).map(|(one, _)| one.text.as_str());
    eprintln!("slowest: {slowest:?}, missed: {:?}", ours.missed);
    let ratio =
        |ours: Duration, theirs: Duration| format!("{:.2}", ours.as_secs_f64() / theirs.as_secs_f64());
    let [mean, twin_mean] = [ours.mean(), theirs.mean()];
    let name = "search, mean of 100 people by name, phone, e-mail, pet and surname, or a slip";
    bench.row(name, &shown(mean), &shown(twin_mean), &ratio(mean, twin_mean));
    let [p95, twin_p95] = [ours.p95(), theirs.p95()];
    bench.row("search, p95", &shown(p95), &shown(twin_p95), &ratio(p95, twin_p95));
    let found = |looked: &Looked| format!("{} of {}", people.len() - looked.missed.len(), people.len());
    bench.row("search, found in the first 20", &found(&ours), &found(&theirs), "");

    let mut common: Vec<(Duration, &str)> = COMMON
        .iter()
        .map(|text| (median(&mut (0..20).map(|_| timed(|| find(text)).1).collect::<Vec<_>>()), *text))
        .collect();
    common.sort_unstable();
    eprintln!("common: {common:?}");
    let slowest = common.last().map(|(time, _)| *time).unwrap_or_default();
    bench.row("search of what is common or short, slowest of 14", &shown(slowest), "", "");

    let progress = Progress::silent();
    bench.alone("search index built anew", || {
        clinic.write_aside(&ME, |r| Ok(r.conn().execute("DELETE FROM search_owners", [])?)).unwrap();
        timed(|| clinic.refresh_derived(&ME, &progress, |derived| derived.name() == "search").unwrap()).1
    });
}
