//! Of the owners' list: whom it shows, in which order, and the views that are kept of it.

use super::{active, column, lifecycle, money, owner_sort, risk, source, tier};
use clap::{Args, Subcommand};
use crm::{
    owners::{AcquisitionSource, ActiveFilter, OwnerColumn, OwnerSort},
    values::{ChurnRisk, Lifecycle, Money, Tier},
};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ViewsCommand {
    /// The kept views, with how many owners each shows.
    List,
    /// The owners whom a view shows, in its order.
    Show {
        /// The view, by name, permanent id or number.
        view: String,
        #[command(flatten)]
        part: OwnerPartArguments,
    },
    /// Keep a view; one that has this name already shows from now on what is given.
    Save {
        /// Its name.
        name: String,
        #[command(flatten)]
        filters: Box<OwnerFilterArguments>,
        #[command(flatten)]
        order: OwnerOrderArguments,
        /// A column, in the order shown: name, pets, tags, phone, city, last_visit, days, spent, risk, lifecycle, tier or
        /// created; may be repeated. The usual ones where none is given.
        #[arg(long, value_parser = column)]
        column: Vec<OwnerColumn>,
        /// The list opens with it.
        #[arg(long)]
        default: bool,
    },
    /// Give a view another name.
    Rename {
        /// The view, by name, permanent id or number.
        view: String,
        /// Its new name.
        name: String,
    },
    /// Delete a view; an undo brings it back.
    Delete {
        /// The view, by name, permanent id or number.
        view: String,
    },
}

/// Which owners: everything given must hold, and of what is repeated any one.
#[derive(Debug, Args)]
pub struct OwnerFilterArguments {
    /// active, inactive or all.
    #[arg(long, default_value = "active", value_parser = active)]
    pub active: ActiveFilter,
    /// Words of a name, a phone, a pet, an e-mail or a microchip.
    #[arg(long)]
    pub text: Option<String>,
    /// In this city; may be repeated.
    #[arg(long)]
    pub city: Vec<String>,
    /// With this tag, by name, permanent id or number; may be repeated.
    #[arg(long)]
    pub tag: Vec<String>,
    /// With a living pet of this species (dog, cat, bird …); may be repeated.
    #[arg(long)]
    pub species: Vec<String>,
    /// Of this tier (new, regular, vip, professional); may be repeated.
    #[arg(long, value_parser = tier)]
    pub tier: Vec<Tier>,
    /// At this stage (prospect, active, at_risk …); may be repeated.
    #[arg(long, value_parser = lifecycle)]
    pub lifecycle: Vec<Lifecycle>,
    /// Of this risk of leaving (low, medium, high …); may be repeated.
    #[arg(long, value_parser = risk)]
    pub risk: Vec<ChurnRisk>,
    /// Having come by this way (referral, google, walk_in …); may be repeated.
    #[arg(long, value_parser = source)]
    pub source: Vec<AcquisitionSource>,
    /// Having spent this or more.
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub spent_min: Option<Money>,
    /// Having spent this or less.
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub spent_max: Option<Money>,
    /// This many days without a visit, or more.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i32).range(0..=100_000))]
    pub days_min: Option<i32>,
    /// This many days without a visit, or fewer.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i32).range(0..=100_000))]
    pub days_max: Option<i32>,
}

/// In which order.
#[derive(Debug, Args)]
pub struct OwnerOrderArguments {
    /// The order: name, last_visit, days, spent or created.
    #[arg(long, default_value = "name", value_parser = owner_sort)]
    pub sort: OwnerSort,
    /// From large to small.
    #[arg(long)]
    pub descending: bool,
}

/// How much of the list, and where it goes.
#[derive(Debug, Args)]
pub struct OwnerPartArguments {
    /// How many at most; all where none is given.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Write the whole list as a CSV file.
    #[arg(long, value_name = "FILE", conflicts_with = "limit")]
    pub csv: Option<PathBuf>,
}
