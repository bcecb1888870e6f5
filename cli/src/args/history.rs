//! Of the history.

use super::day;
use clap::Subcommand;
use crm::values::Day;

#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// What was done, the latest first.
    List {
        /// Only of this area (owners, notes, tags …).
        #[arg(long)]
        area: Option<String>,
        /// From this day on.
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// Up to this day.
        #[arg(long, value_name = "DATE", value_parser = day)]
        to: Option<Day>,
        /// How many at most.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
    },
    /// What one change changed, and whether it can be taken back.
    Show {
        /// The change, by its number.
        change: i64,
    },
}
