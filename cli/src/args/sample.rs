//! Of the invented clinic.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum SampleCommand {
    /// Fill a new clinic with invented owners and their history. The same seed and day give the same clinic.
    Create {
        /// How many owners.
        #[arg(long, default_value_t = crm::sample::OWNERS)]
        owners: u32,
        /// What the invention begins with.
        #[arg(long, default_value_t = crm::sample::SEED)]
        seed: u64,
    },
}
