//! Of segments.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum SegmentsCommand {
    /// The segments, with their sizes.
    List,
    /// Keep a segment and count it.
    Create {
        /// Its name; proposed from the rules where none is given.
        #[arg(long, default_value = "")]
        name: String,
        /// Its name in this terminal; made from the name where none is given.
        #[arg(long)]
        slug: Option<String>,
        /// What it is for.
        #[arg(long)]
        description: Option<String>,
        /// Whom it holds: a JSON file, or - for standard input.
        #[arg(long, value_name = "FILE")]
        criteria: PathBuf,
    },
    /// Count the owners who meet criteria, and list the first, without keeping anything.
    Preview {
        /// Whom to count: a JSON file, or - for standard input.
        #[arg(long, value_name = "FILE")]
        criteria: PathBuf,
        /// How many to list at most.
        #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000))]
        limit: u32,
    },
    /// Everybody in a segment, in the order of their numbers.
    Members {
        /// Its slug, its permanent id, or its number.
        segment: String,
    },
    /// Count a segment, or all of them, and note the size for the day.
    Recalculate {
        /// Its slug, its permanent id, or its number; all where none is given.
        segment: Option<String>,
    },
    /// Why an owner is in a segment or out of it, rule by rule.
    Why {
        /// The segment's slug, permanent id or number.
        segment: String,
        /// The owner's id from the file of the import, or number.
        owner: String,
    },
    /// Write everybody in a segment into a CSV file.
    Export {
        /// Its slug, its permanent id, or its number.
        segment: String,
        /// The file.
        file: PathBuf,
    },
}
