//! Of consents.

use super::one_of;
use clap::{ArgGroup, Args, Subcommand};
use crm::{consents::Purpose, owners::ContactChannel};

#[derive(Debug, Subcommand)]
pub enum ConsentsCommand {
    /// Everything that an owner has said, the newest first.
    List {
        /// The owner's id or number.
        owner: String,
    },
    /// Note what an owner said. Nothing is overwritten.
    Record(ConsentArguments),
}

/// An owner's word.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("word").args(["given", "withdrawn"]).required(true))]
#[command(group = ArgGroup::new("about").args(["channel", "purpose"]).required(true).multiple(true))]
pub struct ConsentArguments {
    /// The owner's id or number.
    pub owner: String,
    /// email, sms, whatsapp or phone; every channel where none is given.
    #[arg(long, value_parser = channel)]
    pub channel: Option<ContactChannel>,
    /// marketing, newsletters, promotions, appointment_reminders, vaccination_reminders or birthday_messages.
    #[arg(long, value_parser = purpose)]
    pub purpose: Option<Purpose>,
    /// They agree.
    #[arg(long)]
    pub given: bool,
    /// They do not, or no more.
    #[arg(long)]
    pub withdrawn: bool,
    /// How it was said: in_person, phone, form …
    #[arg(long, value_name = "HOW", default_value = "in_person")]
    pub how: String,
    /// Which wording was shown.
    #[arg(long, value_name = "VERSION")]
    pub wording: Option<String>,
}

fn channel(text: &str) -> Result<ContactChannel, String> {
    ContactChannel::parse(text).ok_or_else(|| one_of(ContactChannel::ALL.iter().map(|one| one.as_str())))
}

fn purpose(text: &str) -> Result<Purpose, String> {
    Purpose::parse(text).ok_or_else(|| one_of(Purpose::ALL.iter().map(|one| one.as_str())))
}
