//! This test binary, started again as another process that runs one test only.

use std::process::Command;

/// The command that runs `test` (`module::name`) in a process of its own.
pub fn again(test: &str) -> Command {
    of_its_own(Command::new(std::env::current_exe().unwrap()), test)
}

/// The same, started by another program, which takes the command as its last arguments.
pub fn again_by(mut starter: Command, test: &str) -> Command {
    starter.arg(std::env::current_exe().unwrap());
    of_its_own(starter, test)
}

fn of_its_own(mut command: Command, test: &str) -> Command {
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    // When coverage is measured: a child that is killed or has a full disk leaves half a profile, and one such file
    // spoils the whole.
    command.env("LLVM_PROFILE_FILE", "/dev/null");
    command
}
