//! Of owners.

use super::{OwnerFilterArguments, OwnerOrderArguments, OwnerPartArguments, TagArguments, tier};
use clap::{Args, Subcommand};
use crm::values::Tier;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum OwnersCommand {
    /// Every active owner, by name; or others, in another order.
    List {
        #[command(flatten)]
        filters: Box<OwnerFilterArguments>,
        #[command(flatten)]
        order: OwnerOrderArguments,
        #[command(flatten)]
        part: OwnerPartArguments,
    },
    /// Owners by any fragment of a phone, name, pet, microchip or e-mail.
    #[command(visible_alias = "find")]
    Search {
        /// What is known.
        text: String,
        /// How many hits at most.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100))]
        limit: u32,
    },
    /// Everything about one owner.
    Show {
        /// The id from the file that the owner was imported from, or the number in this database.
        id: String,
    },
    /// Add an owner.
    Create(OwnerFields),
    /// Change what is given of an owner; the rest stays.
    Update {
        /// The owner's id or number.
        id: String,
        #[command(flatten)]
        fields: OwnerFields,
    },
    /// Deactivate an owner: kept, and on no list to contact.
    Archive {
        /// The owner's id or number.
        id: String,
    },
    /// Reactivate an owner.
    Restore {
        /// The owner's id or number.
        id: String,
    },
    /// Set an owner's tier by hand, or leave it to the rule again.
    Tier {
        /// The owner's id or number.
        id: String,
        /// new, regular, vip or professional; without one the rule decides.
        #[arg(value_parser = tier, requires = "reason")]
        tier: Option<Tier>,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Who sent an owner, and whom the owner sent in turn.
    Family {
        /// The owner's id or number.
        id: String,
    },
    /// Put tags on an owner.
    Tag(TagArguments),
    /// Take tags off an owner.
    Untag(TagArguments),
    /// Pairs of owners who are perhaps one: score, reasons, and the two.
    Duplicates {
        /// The weaker pairs too: families that share a phone, namesakes.
        #[arg(long)]
        hints: bool,
    },
    /// Merge one owner into another; it can be taken back at any later time.
    Merge {
        /// The owner who stays.
        survivor: String,
        /// The owner who goes into the other.
        merged: String,
        /// A field that the survivor takes from the other (name, phone, email, address …); may be repeated.
        #[arg(long, value_name = "FIELD")]
        take: Vec<String>,
    },
    /// Take a merge back; what was added since stays.
    Unmerge {
        /// The merged owner, or the merge.
        id: String,
    },
    /// Merges, the newest first; those that were taken back among them.
    Merges,
    /// Say that two owners who look alike are two.
    KeepApart {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
}

/// Fields of an owner. The names are those of the JSON that `owners show` prints; an empty value is nothing.
#[derive(Debug, Args)]
pub struct OwnerFields {
    /// A JSON object with fields, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// The first name, or that of a company's contact.
    #[arg(long)]
    pub first_name: Option<String>,
    /// The last names.
    #[arg(long)]
    pub last_name: Option<String>,
    /// A company's name; the owner is then a company.
    #[arg(long)]
    pub company_name: Option<String>,
    /// The telephone.
    #[arg(long)]
    pub phone: Option<String>,
    /// The number on WhatsApp.
    #[arg(long)]
    pub whatsapp: Option<String>,
    /// The e-mail address.
    #[arg(long)]
    pub email: Option<String>,
    /// The city; the clinic's where none is given.
    #[arg(long)]
    pub city: Option<String>,
    /// How they found the clinic: referral, google, facebook, instagram, walk_in, event or other.
    #[arg(long)]
    pub source: Option<String>,
    /// Who sent them: the id or number of an owner.
    #[arg(long, value_name = "OWNER")]
    pub referred_by: Option<String>,
    /// Any field by its name, as birth_on=1980-05-31; may be repeated.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
}
