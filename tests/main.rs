//! The core's integration tests, on real databases.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod clinic;
mod consents;
mod crash;
mod customers_report;
mod desk;
mod disk;
mod insights;
mod interactions;
mod metrics;
mod model;
mod notes;
mod opening;
mod owner_list;
mod owners;
mod pets;
mod profile;
mod report_pages;
mod rules;
mod sample;
mod search;
mod search_upkeep;
mod segments;
mod settings;
mod support;
mod tags;
mod timeline;
mod today;
mod transfer;
mod transfer_doubt;
mod transfer_hostile;
mod transfer_meaning;
mod transfer_rows;
mod transfer_whole;
mod undo;
