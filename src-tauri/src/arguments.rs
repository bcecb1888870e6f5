//! What the program can be told when it is started.

use clap::Parser;
use crm::values::Day;
use std::path::PathBuf;

/// Huella: the CRM of a veterinary clinic.
#[derive(Debug, Default, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// The clinic's folder, instead of the one in this account's data folder.
    #[arg(long, value_name = "DIR", env = "HUELLA_CLINIC")]
    pub clinic: Option<PathBuf>,
    /// The day that the clinic lives in (YYYY-MM-DD), instead of this machine's.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "not a day of the form YYYY-MM-DD".to_owned())
}
