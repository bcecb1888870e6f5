//! `cargo xtask bench`: the product beside its hand-written twin, in the core, as a terminal program and as a window.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use crate::{Outcome, project::Project, setup, window};

/// Owners of the clinics that are measured, unless the environment names a size.
const SIZES: [&str; 2] = ["10000", "100000"];

/// Runs the core's benchmarks at both sizes, then the programs on the last; arguments name areas of the core, and then
/// the programs are left out. Ends with the whole as a table.
pub(crate) fn bench(project: &Project, arguments: &[String]) -> Outcome {
    let table = project.target.join("bench-table.tsv");
    let _ = fs::remove_file(&table);
    let sizes =
        env::var("HUELLA_BENCH_OWNERS").map_or_else(|_| SIZES.map(str::to_owned).to_vec(), |size| vec![size]);
    for size in &sizes {
        let mut command = project.cargo(&["bench", "--package", "crm", "--bench", "speed", "--"]);
        command.args(arguments).env("HUELLA_BENCH_OWNERS", size).env("HUELLA_BENCH_TABLE", &table);
        setup::must_succeed(&mut command)?;
    }
    if arguments.is_empty()
        && let Some(size) = sizes.last()
    {
        let clinic = clinic(project, size)?;
        terminal(project, size, &clinic, &table)?;
        window::measure(project, size, &clinic, &table)?;
    }
    print(&fs::read_to_string(&table)?, &sizes);
    Ok(())
}

/// The clinic that the core's benchmarks left, the newest of this size.
fn clinic(project: &Project, size: &str) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let kept = env::var_os("HUELLA_BENCH_CLINICS").map_or_else(|| project.target.join("tmp"), PathBuf::from);
    let mut found = Vec::new();
    for entry in fs::read_dir(kept)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&format!("clinic-{size}-")) {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    found.into_iter().max().map(|(_, path)| path).ok_or_else(|| "no generated clinic".into())
}

/// The terminal program from its start to its end: one search, and all figures anew.
fn terminal(project: &Project, size: &str, clinic: &Path, table: &Path) -> Outcome {
    setup::must_succeed(&mut project.cargo(&["build", "--release", "--package", "huella"]))?;
    let mut lines = fs::read_to_string(table).unwrap_or_default();
    for (name, arguments, rounds) in [
        ("terminal: start and one search", &["owners", "search", "maria garcia"][..], 9),
        ("terminal: start and `metrics rebuild`", &["metrics", "rebuild"], 3),
    ] {
        let mut times = Vec::new();
        for _ in 0..rounds {
            let mut command = std::process::Command::new(project.built("release", "huella"));
            command
                .args(arguments)
                .args(["--today", "2026-10-31", "--clinic"])
                .arg(clinic)
                .stdout(Stdio::null());
            let started = Instant::now();
            setup::must_succeed(&mut command)?;
            times.push(started.elapsed());
        }
        times.sort_unstable();
        let median = times.get(times.len() / 2).map_or(0.0, Duration::as_secs_f64);
        lines += &format!("{size}\t{name}\t{:.0} ms\t\t\n", median * 1_000.0);
    }
    Ok(fs::write(table, lines)?)
}

/// Prints the lines of all sizes side by side, as the README shows them.
fn print(lines: &str, sizes: &[String]) {
    let mut names: Vec<&str> = Vec::new();
    let mut cells: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for line in lines.lines() {
        let mut fields = line.split('\t');
        let (Some(size), Some(name)) = (fields.next(), fields.next()) else { continue };
        if !names.contains(&name) {
            names.push(name);
        }
        cells.insert((name, size), fields.collect());
    }
    print!("| path |");
    sizes.iter().for_each(|size| print!(" {size} owners | twin | ratio |"));
    print!("\n|---|{}", "---|---|---|".repeat(sizes.len()));
    for name in names {
        print!("\n| {name} |");
        for size in sizes {
            let row = cells.get(&(name, size.as_str())).map(Vec::as_slice).unwrap_or_default();
            (0..3).for_each(|at| print!(" {} |", row.get(at).copied().unwrap_or_default()));
        }
    }
    println!();
}
