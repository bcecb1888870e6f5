//! `cargo xtask test`: everything that CI runs.

use crate::{Outcome, project::Project, setup, step::Steps, window};

/// The lints that CI refuses, which an editor only marks.
const DENY_WARNINGS: [&str; 2] = ["--", "-Dwarnings"];

/// Runs every check, then says which failed.
pub(crate) fn test(project: &Project) -> Outcome {
    let mut steps = Steps::new();
    steps.check("set up", || setup::for_the_tests(project));
    if !steps.all_passed() {
        return steps.finish();
    }
    steps.run("format", project.cargo(&["fmt", "--all", "--check"]));

    steps.run("page: build", project.npm(&["run", "build"]));
    steps.run("page: lint", project.npm(&["run", "lint"]));
    steps.run("page: types", project.npm(&["run", "check"]));
    steps.run("page: unit, component and accessibility tests", project.npm(&["run", "test"]));

    let mut lints = vec!["clippy", "--workspace", "--all-targets", "--features", window::AUTOMATION];
    lints.extend(DENY_WARNINGS);
    steps.run("lints", project.cargo(&lints));
    // Documentation examples run too; the window's own tests need a display and follow.
    steps.run(
        "tests: core, terminal, host, bindings",
        project.cargo(&["test", "--workspace", "--no-fail-fast"]),
    );
    steps.run("documentation", {
        let mut documentation =
            project.cargo(&["doc", "--no-deps", "--package", "crm", "--package", "huella"]);
        documentation.env("RUSTDOCFLAGS", "-Dwarnings");
        documentation
    });

    window::add_tests(project, &mut steps);
    steps.finish()
}
