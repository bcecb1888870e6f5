//! An import through the validating path into a new clinic: rows a second, and the memory of the process that does it.
//!
//! The twin puts the same files into bare tables of texts in one transaction: nothing is checked, referred or indexed.

use crate::support::{Bench, ME, clinic, folder, open, owners, shown, timed};
use crm::{
    clinic::{DryRun, Progress},
    transfer,
};
use rusqlite::Connection;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

/// What the child does, and with which folder.
const WORK: &str = "HUELLA_BENCH_IMPORT";
const EXTRACT: &str = "HUELLA_BENCH_EXTRACT";

pub fn is_child() -> bool {
    env::var_os(WORK).is_some()
}

/// A process that imports, and prints its rows, its milliseconds, those until every row was written and indexed, and its
/// peak of memory in KiB.
pub fn child() {
    let extract = PathBuf::from(env::var_os(EXTRACT).unwrap());
    let place = tempfile::tempdir_in(extract.parent().unwrap()).unwrap();
    let written = Arc::new(OnceLock::new());
    let (rows, time) = match env::var(WORK).unwrap().as_str() {
        "product" => {
            let clinic = open(place.path());
            let (began, seen) = (Instant::now(), Arc::clone(&written));
            let progress = Progress::new(move |step| {
                // What comes after the rows: their references, the figures.
                if matches!(step.phase, "progress.references" | "progress.figures") {
                    seen.get_or_init(|| began.elapsed());
                }
            });
            timed(|| {
                let done = transfer::import(&clinic, &ME, &extract, DryRun::No, &progress).unwrap();
                let counts = done.value.counts;
                assert_eq!(counts.set_aside, 0);
                counts.rows
            })
        }
        _ => timed(|| into_bare_tables(&place.path().join("bare.db"), &extract)),
    };
    let written = written.get().copied().unwrap_or(time);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    println!("{rows} {} {} {}", time.as_millis(), written.as_millis(), peak.trim().trim_end_matches(" kB"));
}

fn into_bare_tables(file: &Path, extract: &Path) -> u64 {
    let mut conn = Connection::open(file).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    let transaction = conn.transaction().unwrap();
    let mut rows = 0;
    for entry in fs::read_dir(extract).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let table = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let headings: Vec<String> =
            reader.headers().unwrap().iter().map(|name| format!("\"{name}\"")).collect();
        transaction.execute(&format!("CREATE TABLE {table} ({})", headings.join(", ")), []).unwrap();
        let marks = vec!["?"; headings.len()].join(", ");
        let mut insert = transaction.prepare(&format!("INSERT INTO {table} VALUES ({marks})")).unwrap();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).unwrap() {
            for (at, text) in record.iter().enumerate() {
                insert.raw_bind_parameter(at + 1, text).unwrap();
            }
            insert.raw_execute().unwrap();
            rows += 1;
        }
    }
    transaction.commit().unwrap();
    rows
}

struct Ran {
    rows: u64,
    time: Duration,
    written: Duration,
    peak_mib: u64,
}

fn ran(work: &str, extract: &Path) -> Ran {
    let output =
        Command::new(env::current_exe().unwrap()).env(WORK, work).env(EXTRACT, extract).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let numbers: Vec<u64> = text.split_whitespace().map(|number| number.parse().unwrap()).collect();
    Ran {
        rows: numbers[0],
        time: Duration::from_millis(numbers[1]),
        written: Duration::from_millis(numbers[2]),
        peak_mib: numbers[3] / 1_024,
    }
}

pub fn run(bench: &mut Bench) {
    let extract = folder("extract");
    if !extract.join("owners.csv").exists() {
        let (clinic, _) = clinic();
        transfer::export(&clinic, &ME, &extract, &Progress::silent()).unwrap();
    }
    let rounds = if owners() > 20_000 { 2 } else { 5 };
    let mut best: Option<(Ran, Ran)> = None;
    for _ in 0..rounds {
        let (product, twin) = (ran("product", &extract), ran("twin", &extract));
        eprintln!("import: {:.1?}, bare tables {:.1?}", product.time, twin.time);
        if best.as_ref().is_none_or(|(before, _)| product.time < before.time) {
            best = Some((product, twin));
        }
    }
    let Some((product, twin)) = best else { return };
    let ratio = product.time.as_secs_f64() / twin.time.as_secs_f64();
    let name = "import into a new clinic, with figures and search, against bare tables of texts";
    bench.row(name, &shown(product.time), &shown(twin.time), &format!("{ratio:.2}"));
    let rate = |ran: &Ran| {
        format!(
            "{} rows, {:.0} rows/s, {} MiB",
            ran.rows,
            ran.rows as f64 / ran.time.as_secs_f64(),
            ran.peak_mib
        )
    };
    bench.row("import: rows, rows a second, peak of memory", &rate(&product), &rate(&twin), "");
    let path = product.rows as f64 / product.written.as_secs_f64();
    let path = format!("{}, {path:.0} rows/s", shown(product.written));
    bench.row(
        "import: until every row is checked, written and indexed, before figures and search",
        &path,
        "",
        "",
    );
}
