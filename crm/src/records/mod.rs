//! Facts that people enter.

mod columns;
mod input;

pub mod owners;
