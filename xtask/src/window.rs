//! `cargo xtask e2e` and `screenshots`: the real window, driven through WebDriver.

use std::{env, path::PathBuf, process::Command};

use crate::{Outcome, project::Project, setup, step::Steps};

/// The feature with which file dialogs are answered from the environment.
pub(crate) const AUTOMATION: &str = "huella-desktop/automation";

/// Builds the page and runs the window's tests; arguments go to the test program.
pub(crate) fn e2e(project: &Project, arguments: &[String]) -> Outcome {
    setup::for_the_tests(project)?;
    setup::must_succeed(&mut project.npm(&["run", "build"]))?;
    setup::must_succeed(tests(project).args(arguments))
}

/// Adds the window's tests to the steps of `test`, after the page was built.
pub(crate) fn add_tests(project: &Project, steps: &mut Steps) {
    steps.run("tests: the real window", tests(project));
}

/// Drives the window through its screens and writes a picture of each.
pub(crate) fn screenshots(project: &Project, arguments: &[String]) -> Outcome {
    setup::for_the_tests(project)?;
    setup::must_succeed(&mut project.npm(&["run", "build"]))?;
    let folder = arguments.first().map_or_else(|| project.root.join("docs/screenshots"), PathBuf::from);
    let folder = std::path::absolute(folder)?;
    let mut command = tests(project);
    command.args(["--ignored", "screenshots"]).env("HUELLA_SCREENSHOTS", &folder);
    setup::must_succeed(&mut command)?;
    println!("Pictures are in {}", folder.display());
    Ok(())
}

/// The test program that drives the window, with a display of its own on Linux. One test at a time: each opens a window
/// and a driver, and two of them on a small machine only make each other slow.
fn tests(project: &Project) -> Command {
    let arguments = [
        "test",
        "--package",
        "huella-desktop",
        "--features",
        AUTOMATION,
        "--test",
        "e2e",
        "--",
        "--test-threads=1",
    ];
    if !cfg!(target_os = "linux") {
        return project.cargo(&arguments);
    }
    let cargo = project.cargo(&arguments);
    let mut command = Command::new("xvfb-run");
    command.args(["-a", "-s", "-screen 0 1600x1000x24", "timeout", "-k", "10", "1500"]);
    command.arg(cargo.get_program()).args(cargo.get_args()).current_dir(&project.root);
    // A session that is there would open the window outside the display of the test.
    if env::var_os("WAYLAND_DISPLAY").is_some() {
        command.env_remove("WAYLAND_DISPLAY");
    }
    command
}
