//! What the benchmarks share: the generated clinic, the twin's connection to it, and the table of what was measured.

use criterion::Criterion;
use crm::{
    Clinic,
    clinic::{Actor, Clock, Create, DATABASE, Opening, Progress, View},
    sample,
    values::Day,
};
use rusqlite::Connection;
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tempfile::TempDir;

pub const ME: Actor = Actor::BUILT_IN;
const TODAY: &str = "2026-10-31";

/// Owners of the clinic.
pub fn owners() -> u32 {
    std::env::var("HUELLA_BENCH_OWNERS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

pub fn today() -> Day {
    Day::parse(TODAY).unwrap()
}

/// Where generated clinics are kept, by size and schema.
pub fn folder(name: &str) -> PathBuf {
    let mut schema = DefaultHasher::new();
    include_str!("../../migrations/schema.sql").hash(&mut schema);
    let kept = std::env::var_os("HUELLA_BENCH_CLINICS")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).to_path_buf(), PathBuf::from);
    kept.join(format!("{name}-{}-{:08x}", owners(), schema.finish() as u32))
}

pub fn open(folder: &Path) -> Clinic {
    let opening = Opening { clock: Clock::On(today()), create: Create::IfMissing, ..Opening::default() };
    crm::open(folder, opening).unwrap()
}

/// The clinic, and its database's file. Generated once.
pub fn clinic() -> (Clinic, PathBuf) {
    let folder = folder("clinic");
    (generated(&folder, owners()), folder.join(DATABASE))
}

/// A clinic of a size in a folder, generated if it is not there.
pub fn generated(folder: &Path, owners: u32) -> Clinic {
    let clinic = open(folder);
    let is_empty = clinic.read(&ME, View::Records, |r| {
        Ok(r.conn().query_row("SELECT NOT EXISTS (SELECT 1 FROM owners)", [], |row| row.get(0))?)
    });
    if is_empty.unwrap() {
        let (made, time) = timed(|| sample::create(&clinic, &ME, owners, sample::SEED, &Progress::silent()));
        eprintln!("generated {owners} owners, {} rows, in {time:.1?}", made.unwrap().value.rows);
    }
    clinic
}

/// A copy of the clinic that may be changed, in memory where the system has such a place: there a flush costs nothing,
/// and what is left is the work. It goes with the folder that is returned.
pub fn copy() -> (Clinic, PathBuf, TempDir) {
    let (clinic, file) = clinic();
    drop(clinic);
    let memory = Path::new("/dev/shm");
    let folder = tempfile::tempdir_in(if memory.is_dir() { memory } else { file.parent().unwrap() }).unwrap();
    let place = folder.path().join("clinic");
    fs::create_dir(&place).unwrap();
    for ending in ["", "-wal"] {
        let name = format!("{DATABASE}{ending}");
        let from = file.with_file_name(&name);
        if from.exists() {
            fs::copy(from, place.join(&name)).unwrap();
        }
    }
    (open(&place), place.join(DATABASE), folder)
}

/// The twin's connection: the product's pragmas, none of its code.
pub fn twin(file: &Path) -> Connection {
    let twin = Connection::open(file).unwrap();
    let pragmas =
        [("synchronous", "full"), ("secure_delete", "on"), ("foreign_keys", "on"), ("temp_store", "memory")];
    for (name, value) in pragmas {
        twin.pragma_update(None, name, value).unwrap();
    }
    twin.pragma_update(None, "cache_size", -32_768).unwrap();
    twin.busy_timeout(Duration::from_secs(10)).unwrap();
    twin.set_prepared_statement_cache_capacity(64);
    twin
}

/// What `f` gives, and how long it took.
pub fn timed<T>(f: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let value = std::hint::black_box(f());
    (value, started.elapsed())
}

/// The time below which this share of the times lies.
pub fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let at = (times.len() as f64 * share) as usize;
    times.get(at.min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

pub fn median(times: &mut [Duration]) -> Duration {
    quantile(times, 0.5)
}

/// A time as the table shows it: in milliseconds, with three digits or so.
pub fn shown(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1_000.0;
    match ms {
        ..0.1 => format!("{ms:.3} ms"),
        ..10.0 => format!("{ms:.2} ms"),
        ..1_000.0 => format!("{ms:.0} ms"),
        _ => format!("{:.1} s", ms / 1_000.0),
    }
}

/// Runs benchmarks and gathers the table's lines.
pub struct Bench {
    criterion: Criterion,
    rows: Vec<[String; 4]>,
}

impl Bench {
    pub fn new() -> Self {
        let criterion = Criterion::default()
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(2))
            .sample_size(20)
            .without_plots();
        Self { criterion, rows: Vec::new() }
    }

    /// Measures the product beside its twin, one run of each after the other: whatever else the machine does, it does
    /// to both. The closures give the time of what counts. Returns the medians.
    pub fn pair(
        &mut self,
        name: &str,
        product: impl FnMut() -> Duration,
        twin: impl FnMut() -> Duration,
    ) -> (Duration, Duration) {
        let (product, twin) = self.sample(name, product, twin);
        let ratio = product.as_secs_f64() / twin.as_secs_f64();
        self.row(name, &shown(product), &shown(twin), &format!("{ratio:.2}"));
        (product, twin)
    }

    /// As [`Bench::pair`], of a commit beside the smallest one that writes the same facts: what it takes beyond that.
    pub fn beyond(&mut self, name: &str, product: impl FnMut() -> Duration, flush: impl FnMut() -> Duration) {
        let (product, flush) = self.sample(name, product, flush);
        let beyond = shown(product.saturating_sub(flush));
        self.row(name, &shown(product), &shown(flush), &format!("+ {beyond}"));
    }

    /// Measures what has no twin.
    pub fn alone(&mut self, name: &str, product: impl FnMut() -> Duration) {
        let (product, _) = self.sample(name, product, || Duration::ZERO);
        self.row(name, &shown(product), "", "");
    }

    fn sample(
        &mut self,
        name: &str,
        mut product: impl FnMut() -> Duration,
        mut twin: impl FnMut() -> Duration,
    ) -> (Duration, Duration) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        self.criterion.bench_function(&format!("{}/{name}", owners()), |b| {
            b.iter_custom(|times| {
                let mut total = Duration::ZERO;
                for _ in 0..times {
                    let time = product();
                    total += time;
                    ours.push(time);
                    theirs.push(twin());
                }
                total
            });
        });
        (median(&mut ours), median(&mut theirs))
    }

    /// Adds a line to the table.
    pub fn row(&mut self, name: &str, product: &str, twin: &str, ratio: &str) {
        eprintln!("{name}: {product} | {twin} | {ratio}");
        self.rows.push([name, product, twin, ratio].map(str::to_owned));
    }

    /// Prints the table, and appends it to the file that `cargo xtask bench` gathers it in.
    pub fn finish(self) {
        let lines: Vec<String> = self.rows.iter().map(|row| row.join("\t")).collect();
        println!("\n{} owners: path, product, twin, ratio\n{}", owners(), lines.join("\n"));
        if let Some(file) = std::env::var_os("HUELLA_BENCH_TABLE") {
            let mut file = fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
            for line in lines {
                writeln!(file, "{}\t{line}", owners()).unwrap();
            }
        }
    }
}
