//! `cargo xtask coverage`: which lines of crm/ the tests run through.

use crate::{Outcome, project::Project, setup};

/// The share of lines, in percent, below which the task fails.
const REQUIRED: &str = "95";

/// Measures with cargo-tarpaulin and writes a report for a browser.
pub(crate) fn coverage(project: &Project) -> Outcome {
    setup::cargo_tool(project, "cargo-tarpaulin")?;
    let report = project.target.join("coverage");
    std::fs::create_dir_all(&report)?;
    let mut measure = project.cargo(&[
        "tarpaulin",
        "--package",
        "crm",
        "--engine",
        "llvm",
        "--skip-clean",
        "--timeout",
        "900",
    ]);
    measure
        .args(["--include-files", "crm/src/*", "--out", "Html", "--fail-under", REQUIRED, "--output-dir"])
        .arg(&report);
    // A folder of its own: instrumented code would replace the ordinary builds.
    measure.arg("--target-dir").arg(report.join("build"));
    setup::must_succeed(&mut measure)?;
    println!("The report is in {}", report.display());
    Ok(())
}
