//! Of CSV in and out.

use clap::Subcommand;
use crm::transfer::{DateOrder, DecimalMark};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum TransferCommand {
    /// Import a folder of canonical CSV files, or one of them.
    Import {
        /// The folder or file.
        path: PathBuf,
        /// Do everything, count it, and roll it back.
        #[arg(long)]
        dry_run: bool,
        /// Exit with 1 where a row was set aside; refuse a folder that is not as its manifest says.
        #[arg(long)]
        strict: bool,
        /// The order of dates where a whole column leaves it open.
        #[arg(long, value_parser = date_order)]
        date_order: Option<DateOrder>,
        /// The decimal mark where a whole column leaves it open.
        #[arg(long, value_parser = decimal)]
        decimal: Option<DecimalMark>,
        /// Write the rows set aside or held, with their reasons, so that they import again once mended; where several
        /// files have such rows, a folder with one of each name.
        #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
        set_aside: Option<PathBuf>,
    },
    /// Export everything as a folder of canonical CSV files and a manifest.
    Export {
        /// The folder; made where it is missing.
        folder: PathBuf,
    },
}

fn date_order(text: &str) -> Result<DateOrder, String> {
    DateOrder::parse(text).ok_or_else(|| "dmy, mdy or ymd".to_owned())
}

fn decimal(text: &str) -> Result<DecimalMark, String> {
    DecimalMark::parse(text).ok_or_else(|| "point or comma".to_owned())
}
