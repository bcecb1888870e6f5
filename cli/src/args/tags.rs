//! Of tags.

use clap::{Args, Subcommand};

/// Tags of an owner.
#[derive(Debug, Args)]
pub struct TagArguments {
    /// The owner: the id of the import, or the number.
    pub owner: String,
    /// The tags, by name, permanent id or number.
    #[arg(required = true)]
    pub tags: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum TagsCommand {
    /// The clinic's tags, with how many owners carry them.
    List,
    /// Add a tag.
    Create {
        /// Its name.
        name: String,
        /// Its colour, #rrggbb.
        #[arg(long, default_value = "#6c757d")]
        colour: String,
        /// What it is for.
        #[arg(long)]
        description: Option<String>,
    },
    /// Rename a tag, or change its colour or description; what is not given stays.
    Update {
        /// The tag, by name, permanent id or number.
        tag: String,
        /// Its new name.
        #[arg(long)]
        name: Option<String>,
        /// Its colour, #rrggbb.
        #[arg(long)]
        colour: Option<String>,
        /// What it is for.
        #[arg(long)]
        description: Option<String>,
    },
    /// Merge a tag into another: who carries it carries the other.
    Merge {
        /// The tag that stays.
        into: String,
        /// The tag that goes into it and is retired.
        from: String,
    },
    /// Offer a tag no more; its owners are kept. With --back it is offered again.
    Retire {
        /// The tag.
        tag: String,
        /// Offer it again.
        #[arg(long)]
        back: bool,
    },
}
