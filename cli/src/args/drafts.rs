//! Of drafts.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum DraftsCommand {
    /// What was typed in the window and not saved, the latest first.
    List,
    /// What a form held.
    Show {
        /// The draft, by its key in the list.
        key: String,
    },
    /// Throw a draft away.
    Discard {
        /// The draft, by its key in the list.
        key: String,
    },
}
