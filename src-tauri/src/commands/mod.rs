//! Thin adapters from the page to the core, one file an area.

pub mod session;
