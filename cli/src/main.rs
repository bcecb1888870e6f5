//! Huella in the terminal.
fn main() {}
