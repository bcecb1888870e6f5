//! What can be asked of points.

use super::day;
use clap::Subcommand;
use crm::values::Day;

#[derive(Debug, Subcommand)]
pub enum LoyaltyCommand {
    /// An owner's balance, tier, what expires, and the ledger.
    Show {
        /// The owner's id from the file of the import, or number.
        owner: String,
    },
    /// Who has points, the most first.
    List {
        /// How many at most.
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
    },
    /// Use points.
    Redeem {
        /// The owner.
        owner: String,
        /// How many.
        points: i64,
        /// For what.
        #[arg(long)]
        note: Option<String>,
    },
    /// Correct a balance.
    Adjust {
        /// The owner.
        owner: String,
        /// How many more, or fewer when negative.
        #[arg(allow_negative_numbers = true)]
        points: i64,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Enter what the calendar has let expire up to today.
    Expire,
    /// The entries of a period, with the balance before and after.
    Statement {
        /// The owner.
        owner: String,
        /// The first day.
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// The last day.
        #[arg(long, value_name = "DATE", value_parser = day)]
        to: Option<Day>,
    },
    /// Start the programme: payments from that day on earn points.
    Start {
        /// The first day; today where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
    },
    /// End the programme; the points that are there stay.
    Stop,
}
