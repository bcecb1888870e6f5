//! Computed from the records, never editing them.

pub mod metrics;
pub mod reports;
