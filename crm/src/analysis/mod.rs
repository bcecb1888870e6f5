//! Computed from the records, never editing them.

mod birthdays;
pub mod duplicates;
pub mod insights;
pub mod metrics;
pub mod model;
pub mod profile;
pub mod reports;
pub mod search;
pub mod segments;
pub mod today;
