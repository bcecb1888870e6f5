//! Runs the system: import and export, reports as files, generated samples.

pub mod figure_files;
pub mod paper_files;
pub mod report_files;
pub mod sample;
pub mod transfer;
