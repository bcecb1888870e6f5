//! Thin adapters from the page to the core, one file an area: a command `owners_list` hands its arguments to the
//! operation and its answer back, and holds no rule.

pub mod appointments;
pub mod consents;
pub mod dashboard;
pub mod drafts;
pub mod duplicates;
pub mod feedback;
mod files;
pub mod health;
pub mod insights;
pub mod interactions;
pub mod loyalty;
pub mod notes;
pub mod owners;
pub mod papers;
pub mod pets;
pub mod products;
pub mod reports;
pub mod sales;
pub mod saved_views;
pub mod search;
pub mod segments;
pub mod services;
pub mod session;
pub mod settings;
pub mod tags;
pub mod today;
pub mod transfer;
pub mod undo;
pub mod works;
