//! Thin adapters from the terminal to the core, one file an area.

pub mod check;
pub mod clinic;
pub mod duplicates;
pub mod feedback;
pub mod follow_ups;
pub mod history;
pub mod insights;
pub mod interactions;
pub mod loyalty;
pub mod metrics;
pub mod model;
pub mod notes;
pub mod owners;
pub mod owners_edit;
pub mod papers;
pub mod pets;
pub mod products;
pub mod reports;
pub mod sales;
pub mod sample;
pub mod segments;
pub mod services;
pub mod tags;
pub mod transfer;
pub mod undo;
pub mod vaccinations;
