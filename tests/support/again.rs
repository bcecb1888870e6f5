//! This test binary, started again as another process that runs one test only.

use std::process::Command;

/// The command that runs `test` (`module::name`) in a process of its own.
pub fn again(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    // When coverage is measured: a child that is killed leaves half a profile, and one such file spoils the whole.
    command.env("LLVM_PROFILE_FILE", "/dev/null");
    command
}
