//! Thin adapters from the page to the core, one file an area: a command `owners_list` hands its arguments to the
//! operation and its answer back, and holds no rule.

pub mod session;
pub mod settings;
pub mod undo;
pub mod works;
