//! Thin adapters from the terminal to the core, one file an area.

pub mod check;
pub mod clinic;
pub mod duplicates;
pub mod follow_ups;
pub mod history;
pub mod insights;
pub mod interactions;
pub mod metrics;
pub mod model;
pub mod notes;
pub mod owners;
pub mod owners_edit;
pub mod papers;
pub mod pets;
pub mod reports;
pub mod sample;
pub mod segments;
pub mod tags;
pub mod transfer;
pub mod undo;
pub mod vaccinations;
