//! Of vaccinations.

use super::day;
use clap::Subcommand;
use crm::values::Day;

#[derive(Debug, Subcommand)]
pub enum VaccinationsCommand {
    /// A pet's vaccinations, the newest first.
    List {
        /// The pet's id or number.
        pet: String,
    },
    /// Record a vaccination that was given, or one that is to come.
    Record {
        /// The pet's id or number.
        pet: String,
        /// Against what.
        #[arg(long)]
        vaccine: String,
        /// When it was given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        given: Option<Day>,
        /// When the next one falls due.
        #[arg(long, value_name = "DATE", value_parser = day)]
        due: Option<Day>,
        /// The next one falls due after this vaccine's usual interval.
        #[arg(long, requires = "given", conflicts_with = "due")]
        next: bool,
    },
    /// Correct a vaccination; what is not given stays.
    Update {
        /// Its number in the list.
        id: i64,
        /// Against what.
        #[arg(long)]
        vaccine: Option<String>,
        /// When it was given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        given: Option<Day>,
        /// When the next one falls due.
        #[arg(long, value_name = "DATE", value_parser = day)]
        due: Option<Day>,
    },
    /// Delete a vaccination that was recorded by mistake; an undo brings it back.
    Delete {
        /// Its number in the list.
        id: i64,
    },
    /// What falls due, with nothing booked for the pet: from a month back to a month ahead where no days are given.
    Due {
        /// The first day.
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// The last day.
        #[arg(long, value_name = "DATE", value_parser = day)]
        to: Option<Day>,
        /// How many at most.
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
    },
}
