//! Of owners.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum OwnersCommand {
    /// Every active owner, by name.
    List,
    /// Owners by any fragment of a phone, name, pet, microchip or e-mail.
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
    /// Say that two owners who look alike are two.
    KeepApart {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
}
