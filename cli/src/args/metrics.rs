//! Of figures.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum MetricsCommand {
    /// Compute every figure anew from the facts.
    Rebuild,
    /// Write every figure of every owner as CSV.
    Export {
        /// The file.
        file: PathBuf,
    },
}
