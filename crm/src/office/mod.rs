//! Runs the system: import and export, generated samples.

pub mod sample;
