//! `cargo xtask bench`: the product beside its hand-written twin.

use crate::{Outcome, project::Project, setup};

/// Runs the core's benchmarks; arguments go to `cargo bench`.
pub(crate) fn bench(project: &Project, arguments: &[String]) -> Outcome {
    setup::must_succeed(project.cargo(&["bench", "--package", "crm"]).args(arguments))
}
