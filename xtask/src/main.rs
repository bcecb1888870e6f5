//! The project's own tasks. Each sets up what is missing, then does its work: `cargo xtask run` on a fresh machine opens
//! the window.

mod bench;
mod bindings;
mod check;
mod coverage;
mod package;
mod project;
mod run;
mod setup;
mod step;
mod window;

use std::{env, error::Error, process::ExitCode};

use project::Project;

/// What a task returns: an error is printed and ends the program with 1.
type Outcome = Result<(), Box<dyn Error>>;

const USAGE: &str = "\
Usage: cargo xtask <task> [arguments]

  run          build and open the window; without a display the same work headless, with its results printed
  test         everything that CI runs: format, lints, tests, bindings, the page, the real window
  e2e          only the tests in the real window; arguments go to the test program
  bench        the product beside hand-written twins, at 10,000 and 100,000 owners, then the programs; arguments
               name areas of the core (figures, search, list …)
  bindings     write the TypeScript of the commands
  screenshots  drive the real window and write pictures of the screens [FOLDER [LOOK…]]
  package      bundle the program for this system
  coverage     line coverage of crm/";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let task = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let outcome = Project::find().and_then(|project| match task.as_deref() {
        Some("run") => run::run(&project, &rest),
        Some("test") => check::test(&project),
        Some("e2e") => window::e2e(&project, &rest),
        Some("bench") => bench::bench(&project, &rest),
        Some("bindings") => bindings::write(&project),
        Some("screenshots") => window::screenshots(&project, &rest),
        Some("package") => package::package(&project),
        Some("coverage") => coverage::coverage(&project),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(format!("there is no task {other:?}\n\n{USAGE}").into()),
        None => Err(USAGE.into()),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
