//! The real window, driven through WebDriver: what a new user does on the first day, and pictures of the screens.
//! Run by `cargo xtask e2e`, which gives it a display.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod first_day;
mod pictures;
mod window;
