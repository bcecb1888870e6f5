//! The real window, driven through WebDriver: what a new user does on the first day, a day's work by keys alone and by
//! the mouse alone, and what must survive. Run by `cargo xtask e2e`, which gives it a display.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod company;
#[cfg(target_os = "linux")]
mod drag;
mod first_day;
mod home;
mod importing;
mod insight_day;
mod keyboard_day;
mod keys;
mod manager;
mod merging;
mod money;
mod mouse_day;
mod patients;
mod scrolling;
mod survival;
mod window;
