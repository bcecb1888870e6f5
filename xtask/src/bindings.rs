//! `cargo xtask bindings`: the TypeScript of the page's commands, written from the Rust that answers them.

use std::process::Command;

use crate::{Outcome, project::Project, setup};

/// Writes `ui/src/lib/api/bindings.ts`.
pub(crate) fn write(project: &Project) -> Outcome {
    setup::for_the_window(project)?;
    setup::must_succeed(test(project).env("HUELLA_BINDINGS", "write"))
}

/// The test that compares the committed bindings; it writes them when its environment says so.
pub(crate) fn test(project: &Project) -> Command {
    project.cargo(&["test", "--quiet", "--package", "huella-desktop", "--test", "bridge"])
}
