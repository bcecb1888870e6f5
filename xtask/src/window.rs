//! `cargo xtask e2e` and `screenshots`: the real window, driven through WebDriver.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

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
    setup::must_succeed(project.cargo(&["build"]).args(with_example("pictures")))?;
    let mut painter = Command::new(project.built("debug/examples", "pictures"));
    painter.arg(&folder).args(arguments.iter().skip(1)).current_dir(&project.root);
    setup::must_succeed(&mut on_a_display(&painter))?;
    println!("Pictures are in {}", folder.display());
    Ok(())
}

/// Measures the window in the release build on a clinic of this size; the lines go to a table.
pub(crate) fn measure(project: &Project, size: &str, clinic: &Path, table: &Path) -> Outcome {
    setup::for_the_tests(project)?;
    setup::must_succeed(&mut project.npm(&["run", "build"]))?;
    setup::must_succeed(project.cargo(&["build", "--release"]).args(with_example("speed")))?;
    let mut command = Command::new(project.built("release/examples", "speed"));
    command.current_dir(&project.root);
    command.env("HUELLA_BENCH_CLINIC", clinic).env("HUELLA_BENCH_OWNERS", size);
    setup::must_succeed(command.env("HUELLA_BENCH_TABLE", table))
}

/// The window, and a program that drives it.
fn with_example(name: &str) -> [&str; 7] {
    ["--package", "huella-desktop", "--features", AUTOMATION, "--bins", "--example", name]
}

/// The test program that drives the window. One test at a time: each opens a window
/// and a driver, and two of them on a small machine only make each other slow.
fn tests(project: &Project) -> Command {
    let what = ["test", "--package", "huella-desktop", "--features", AUTOMATION, "--test", "e2e"];
    let arguments = [&what[..], &["--", "--test-threads=1"]].concat();
    on_a_display(&project.cargo(&arguments))
}

/// The same program on a display of its own, where the system has such a thing.
fn on_a_display(program: &Command) -> Command {
    let mut command = if cfg!(target_os = "linux") {
        let mut display = Command::new("xvfb-run");
        display.args(["-a", "-s", "-screen 0 1600x1000x24", "timeout", "-k", "10", "1500"]);
        display.arg(program.get_program());
        // A session that is there would open the window outside the display of the test.
        display.env_remove("WAYLAND_DISPLAY");
        display
    } else {
        Command::new(program.get_program())
    };
    command.args(program.get_args());
    if let Some(folder) = program.get_current_dir() {
        command.current_dir(folder);
    }
    command
}
