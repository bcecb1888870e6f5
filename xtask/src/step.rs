//! A task's steps: each prints its name and how long it took; its output only where it failed.

use std::{
    error::Error,
    io::{self, BufRead, BufReader, PipeReader},
    process::Command,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

/// How long a silent step may run before a line says that it still does.
const SIGN_OF_LIFE: Duration = Duration::from_secs(60);

/// Runs one step after the other and remembers which failed.
pub(crate) struct Steps {
    started: Instant,
    failed: Vec<String>,
}

impl Steps {
    pub fn new() -> Self {
        Self { started: Instant::now(), failed: Vec::new() }
    }

    /// Runs a program to its end. A failure is printed with the program's output and makes the task fail; the steps
    /// after it still run, so that one look shows everything that is wrong.
    pub fn run(&mut self, name: &str, command: Command) {
        println!("== {name}");
        let started = Instant::now();
        let outcome = watch(command);
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Ok(Finished { succeeded: true, .. }) => println!("   ok: {name}, {seconds:.1} s"),
            Ok(Finished { output, .. }) => self.note_failure(name, &output, seconds),
            Err(error) => self.note_failure(name, &error.to_string(), seconds),
        }
    }

    /// Runs a step that is not a program.
    pub fn check(&mut self, name: &str, step: impl FnOnce() -> Result<(), Box<dyn Error>>) {
        println!("== {name}");
        let started = Instant::now();
        let outcome = step();
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => println!("   ok: {name}, {seconds:.1} s"),
            Err(error) => self.note_failure(name, &error.to_string(), seconds),
        }
    }

    fn note_failure(&mut self, name: &str, output: &str, seconds: f64) {
        println!("{}\n   FAILED: {name}, {seconds:.1} s", output.trim_end());
        self.failed.push(name.to_owned());
    }

    /// Whether every step so far succeeded.
    pub fn all_passed(&self) -> bool {
        self.failed.is_empty()
    }

    /// Says how it went.
    pub fn finish(self) -> Result<(), Box<dyn Error>> {
        let seconds = self.started.elapsed().as_secs();
        let time = format!("{} min {} s", seconds / 60, seconds % 60);
        if self.failed.is_empty() {
            println!("\nAll steps passed in {time}.");
            return Ok(());
        }
        Err(format!("\n{} of the steps failed in {time}: {}", self.failed.len(), self.failed.join(", "))
            .into())
    }
}

struct Finished {
    succeeded: bool,
    output: String,
}

/// Runs a program, passes the closing lines of test runners on as they come, and keeps all of its output.
fn watch(mut command: Command) -> io::Result<Finished> {
    let (reader, writer) = io::pipe()?;
    command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never");
    command.stdin(std::process::Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn()?;
    // The command holds the pipe's other end: as long as it lives the reader waits.
    drop(command);

    let lines = lines_of(reader);
    let mut output = String::new();
    let started = Instant::now();
    loop {
        match lines.recv_timeout(SIGN_OF_LIFE) {
            Ok(line) => {
                if is_closing_line(&line) {
                    println!("   {}", line.trim());
                }
                output.push_str(&line);
                output.push('\n');
            }
            Err(RecvTimeoutError::Timeout) => {
                println!("   … {} min", started.elapsed().as_secs() / 60);
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Ok(Finished { succeeded: child.wait()?.success(), output })
}

fn lines_of(pipe: PipeReader) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut bytes = Vec::new();
        while pipe.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            bytes.clear();
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// The lines in which cargo's, Vitest's and svelte-check's runners sum up.
fn is_closing_line(line: &str) -> bool {
    const BEGINNINGS: [&str; 8] = [
        "test result:",
        "Running ",
        "Doc-tests ",
        "Test Files ",
        "Tests ",
        "svelte-check found",
        "✓ built in",
        "coverage:",
    ];
    let line = line.trim_start();
    BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_failing_step_fails_the_task_and_the_next_still_runs() {
        let mut steps = Steps::new();
        steps.run("one", shell("echo out; echo err >&2; exit 3"));
        steps.run("two", shell("true"));
        assert!(!steps.all_passed());
        assert!(steps.finish().unwrap_err().to_string().contains("1 of the steps failed"));
    }

    #[test]
    fn output_of_both_streams_is_kept() {
        let finished = watch(shell("echo out; echo err >&2; exit 1")).unwrap();
        assert!(!finished.succeeded);
        assert!(finished.output.contains("out\n") && finished.output.contains("err\n"));
    }

    #[test]
    fn a_program_that_is_not_there_is_a_failure() {
        let mut steps = Steps::new();
        steps.run("none", Command::new("huella-no-such-program"));
        assert!(!steps.all_passed());
    }

    #[test]
    fn runners_closing_lines_are_known() {
        assert!(is_closing_line("test result: ok. 3 passed; 0 failed"));
        assert!(is_closing_line("      Tests  12 passed (12)"));
        assert!(!is_closing_line("test one ... ok"));
    }
}
