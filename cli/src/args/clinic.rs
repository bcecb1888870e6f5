//! Of the clinic itself.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum ClinicCommand {
    /// Create a clinic.
    Create {
        /// Its name, on every page.
        #[arg(long)]
        name: String,
        /// The language of its texts.
        #[arg(long, default_value = "es", value_parser = ["es", "en"])]
        language: String,
    },
}
