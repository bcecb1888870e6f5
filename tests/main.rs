//! The core's integration tests, on real databases.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod clinic;
mod crash;
mod customers_report;
mod disk;
mod metrics;
mod opening;
mod owners;
mod profile;
mod report_pages;
mod sample;
mod search;
mod search_upkeep;
mod settings;
mod support;
mod transfer;
mod undo;
