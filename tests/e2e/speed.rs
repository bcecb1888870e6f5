//! How long the window takes, as the screen shows it: from its start to its use on a large clinic, beside an empty page
//! of the same program; and from a key to what was found. Run by `cargo xtask bench` in the release build.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "as in tests"
)]

#[cfg(target_os = "linux")]
#[allow(dead_code, reason = "the tests use more of it")]
mod home;
#[cfg(target_os = "linux")]
mod measured;
#[cfg(target_os = "linux")]
mod screen;

#[cfg(target_os = "linux")]
fn main() {
    measured::run();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("Measured on Linux only: the screen that can be looked at is Xvfb's.");
}
