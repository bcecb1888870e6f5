//! Facts that people enter.

pub(crate) mod columns;
pub(crate) mod input;
pub(crate) mod plan;

pub mod appointments;
pub mod consents;
pub mod drafts;
pub mod feedback;
pub mod interactions;
pub mod loyalty;
pub mod merges;
pub mod notes;
pub mod owners;
pub mod pets;
pub mod products;
pub mod recents;
pub mod sales;
pub mod saved_views;
pub mod services;
pub mod staff;
pub mod tags;
pub mod timeline;
pub mod vaccinations;
