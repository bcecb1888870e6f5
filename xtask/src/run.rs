//! `cargo xtask run`: from a fresh machine to an open window, or to the same work without one.

use std::{fs, process::Command};

use crate::{Outcome, project::Project, setup};

/// Cargo's development profile: its dependencies that matter for speed are optimised (root Cargo.toml), and it is there
/// minutes before a release build. The core itself is optimised for this run alone.
const CORE_OPTIMISED: [&str; 2] = ["--config", "profile.dev.package.crm.opt-level=2"];

/// Builds and opens the window; arguments go to the program. Without a display the work is done headless.
pub(crate) fn run(project: &Project, arguments: &[String]) -> Outcome {
    if !setup::has_display() {
        return headless(project);
    }
    setup::for_the_window(project)?;
    setup::must_succeed(&mut project.npm(&["run", "build"]))?;
    setup::must_succeed(project.cargo(&["build", "--package", "huella-desktop"]).args(CORE_OPTIMISED))?;
    setup::must_succeed(Command::new(project.built("debug", "huella-desktop")).args(arguments))
}

/// What a person would do in the window, done by the terminal program: the sample clinic is created, its figures
/// computed, the customers' report written.
fn headless(project: &Project) -> Outcome {
    println!("There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): working without a window.\n");
    setup::must_succeed(project.cargo(&["build", "--package", "huella"]).args(CORE_OPTIMISED))?;

    let folder = project.target.join("headless");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let (clinic, pdf, csv) =
        (folder.join("clinic"), folder.join("customers.pdf"), folder.join("customers.csv"));
    let huella = || {
        let mut command = Command::new(project.built("debug", "huella"));
        command.arg("--clinic").arg(&clinic);
        command
    };
    setup::must_succeed(huella().args(["sample", "create"]))?;
    setup::must_succeed(huella().args(["metrics", "rebuild"]))?;
    let mut report = huella();
    report.args(["reports", "customers", "--pdf"]).arg(&pdf).arg("--csv").arg(&csv);
    setup::must_succeed(&mut report)?;

    println!("\nClinic: {}", clinic.display());
    println!("Report: {}", pdf.display());
    println!("        {}", csv.display());
    Ok(())
}
