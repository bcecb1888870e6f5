//! What can be asked of feedback.

use super::day;
use clap::Subcommand;
use crm::{feedback::FeedbackSource, values::Day};

#[derive(Debug, Subcommand)]
pub enum FeedbackCommand {
    /// Record what somebody said.
    Record {
        /// Who; nobody for feedback without a name.
        #[arg(long, conflicts_with = "anonymous")]
        owner: Option<String>,
        /// Keep only the month: nobody, no moment, no way to undo it.
        #[arg(long)]
        anonymous: bool,
        /// One to five stars.
        #[arg(long, value_parser = clap::value_parser!(u8).range(1..=5))]
        rating: Option<u8>,
        /// consultation, surgery, grooming, boarding, store, support or other.
        #[arg(long, default_value = "other")]
        service: String,
        /// What was said.
        #[arg(long)]
        comments: Option<String>,
        /// web, mobile, email, in_person, phone or other.
        #[arg(long, default_value = "in_person", value_parser = source)]
        source: FeedbackSource,
        /// The day; today where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
    },
    /// What waits for an answer; with --all everything, newest first.
    List {
        /// Everything.
        #[arg(long)]
        all: bool,
        /// How many at most.
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
    },
    /// Say that it is dealt with.
    Resolve {
        /// Its id.
        #[arg(allow_negative_numbers = true)]
        id: String,
        /// How.
        #[arg(long)]
        notes: Option<String>,
    },
    /// Take it back that it is dealt with.
    Reopen {
        /// Its id.
        #[arg(allow_negative_numbers = true)]
        id: String,
    },
    /// Draft a thank-you in the owner's language; a person sends it.
    Thank {
        /// Its id.
        #[arg(allow_negative_numbers = true)]
        id: String,
    },
    /// By service and by month.
    Stats {
        /// The first day; twelve months before the last where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// The last day; today where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        to: Option<Day>,
    },
}

fn source(text: &str) -> Result<FeedbackSource, String> {
    FeedbackSource::parse(text).ok_or_else(|| "web, mobile, email, in_person, phone or other".to_owned())
}
