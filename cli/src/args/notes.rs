//! Of notes.

use super::visibility;
use clap::Subcommand;
use crm::notes::Visibility;

#[derive(Debug, Subcommand)]
pub enum NotesCommand {
    /// An owner's notes: pinned first, then the newest.
    List {
        /// The owner.
        owner: String,
        /// Only notes with all of these words.
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
    },
    /// Write a note.
    Add {
        /// The owner.
        owner: String,
        /// What it says.
        text: String,
        /// printable, internal or private.
        #[arg(long, default_value = "internal", value_parser = visibility)]
        visibility: Visibility,
        /// It stands first.
        #[arg(long)]
        pinned: bool,
    },
    /// Change a note; what is not given stays.
    Update {
        /// The note, by its number.
        id: i64,
        /// What it says.
        #[arg(long)]
        text: Option<String>,
        /// printable, internal or private.
        #[arg(long, value_parser = visibility)]
        visibility: Option<Visibility>,
        /// Whether it stands first.
        #[arg(long)]
        pinned: Option<bool>,
    },
    /// Delete a note.
    Delete {
        /// The note, by its number.
        id: i64,
    },
}
