//! Runs the system: import and export, generated samples.

pub mod sample;
pub mod transfer;
