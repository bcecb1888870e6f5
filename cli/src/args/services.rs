//! What can be asked of services.

use super::money;
use clap::{Args, Subcommand};
use crm::values::Money;

#[derive(Debug, Subcommand)]
pub enum ServicesCommand {
    /// All of them.
    List,
    /// Add one.
    Create(ServiceArguments),
    /// Change what is given.
    Update {
        /// Its name, its id from the file of the import, or its number.
        id: String,
        #[command(flatten)]
        service: ServiceArguments,
        /// Take it off the lists; its appointments stay.
        #[arg(long, conflicts_with = "restore")]
        retire: bool,
        /// Offer it again.
        #[arg(long)]
        restore: bool,
    },
}

#[derive(Debug, Args)]
pub struct ServiceArguments {
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub category: Option<String>,
    /// routine, emergency, surgery, grooming, boarding, vaccination or other.
    #[arg(long)]
    pub kind: Option<String>,
    #[arg(long)]
    pub minutes: Option<u32>,
    #[arg(long, value_parser = money)]
    pub price: Option<Money>,
}
