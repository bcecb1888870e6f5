//! Facts that people enter.
