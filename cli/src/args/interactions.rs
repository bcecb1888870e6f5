//! Of interactions.

use super::{channel, day, direction, follow_ups::moment, kind, sentiment};
use clap::{Args, Subcommand};
use crm::{
    interactions::{InteractionChannel, InteractionDirection, InteractionKind, Sentiment},
    values::Day,
};

#[derive(Debug, Subcommand)]
pub enum InteractionsCommand {
    /// Log what was said with an owner.
    Log(LogArguments),
    /// What was said, newest first.
    List {
        /// Only with this owner.
        #[arg(long)]
        owner: Option<String>,
        /// From this day on; 30 days back where none is given, and of one owner everything.
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// Up to this day.
        #[arg(long, value_name = "DATE", value_parser = day)]
        to: Option<Day>,
        /// How many at most.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000))]
        limit: u32,
    },
    /// Correct what was logged; what is not given stays.
    Update {
        /// Its number in the list.
        id: i64,
        #[command(flatten)]
        fields: Box<InteractionFields>,
    },
    /// Delete what was logged by mistake; an undo brings it back.
    Delete {
        /// Its number in the list.
        id: i64,
    },
    /// Today and the last 30 days: by way, by staff member, by day.
    Stats,
}

/// An interaction.
#[derive(Debug, Args)]
pub struct LogArguments {
    /// The owner.
    pub owner: String,
    /// What it was about.
    pub subject: String,
    #[command(flatten)]
    pub said: Said,
}

/// What of an interaction is said anew.
#[derive(Debug, Args)]
pub struct InteractionFields {
    /// What it was about.
    #[arg(long)]
    pub subject: Option<String>,
    #[command(flatten)]
    pub said: Said,
}

/// What may be said of an interaction.
#[derive(Debug, Args)]
pub struct Said {
    /// call, email, chat, visit, sms, whatsapp, ai_chat, review, complaint, feedback or referral; a new one is a call.
    #[arg(long, value_parser = kind)]
    pub kind: Option<InteractionKind>,
    /// The way; a kind that has only one needs none.
    #[arg(long, value_parser = channel)]
    pub channel: Option<InteractionChannel>,
    /// inbound or outbound; a new one is inbound.
    #[arg(long, value_parser = direction)]
    pub direction: Option<InteractionDirection>,
    /// More about it.
    #[arg(long)]
    pub notes: Option<String>,
    /// What came of it.
    #[arg(long)]
    pub outcome: Option<String>,
    /// How many minutes it took.
    #[arg(long)]
    pub minutes: Option<u32>,
    /// positive, neutral or negative.
    #[arg(long, value_parser = sentiment)]
    pub sentiment: Option<Sentiment>,
    /// What is promised to follow: a day, or a day and an hour (2026-11-30 10:00).
    #[arg(long, value_name = "WHEN", value_parser = moment)]
    pub follow_up: Option<String>,
    /// Which pet it was about: the id or number.
    #[arg(long)]
    pub pet: Option<String>,
    /// When it was; a new one just now: a day and an hour ("hoy 9:30", "2026-10-30 16:00").
    #[arg(long, value_name = "WHEN", value_parser = moment)]
    pub at: Option<String>,
}
