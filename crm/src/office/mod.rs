//! Runs the system: import and export, generated samples.
