//! Of pets.

use super::day;
use clap::{Args, Subcommand};
use crm::{
    pets::{DueFilter, PetSort, PetStatus},
    values::Day,
};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum PetsCommand {
    /// Pets that live here, by name; or others, in another order.
    List(PetListArguments),
    /// Everything about one pet.
    Show {
        /// The id from the file that the pet was imported from, or the number in this database.
        id: String,
    },
    /// Add a pet to an owner.
    Create {
        /// The owner's id or number.
        #[arg(long)]
        owner: String,
        #[command(flatten)]
        fields: PetFields,
    },
    /// Change what is given of a pet; the rest stays.
    Update {
        /// The pet's id or number.
        id: String,
        #[command(flatten)]
        fields: PetFields,
    },
    /// Hand a pet over to another owner, with its vaccinations and what is booked for it.
    Transfer {
        /// The pet's id or number.
        id: String,
        /// The new owner's id or number.
        #[arg(long, value_name = "OWNER", required_unless_present = "elsewhere")]
        to: Option<String>,
        /// To nobody whom the clinic knows.
        #[arg(long, conflicts_with = "to")]
        elsewhere: bool,
        /// The day; today where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Note that a pet has died: everything that waits for it stops.
    Deceased {
        /// The pet's id or number.
        id: String,
        /// The day; today where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
    },
}

/// Which pets, and in which order.
#[derive(Debug, Args)]
pub struct PetListArguments {
    /// Words of the name, the breed or the microchip.
    #[arg(long)]
    pub text: Option<String>,
    /// Of this species (dog, cat, bird …); may be repeated.
    #[arg(long)]
    pub species: Vec<String>,
    /// In this state (active, deceased, transferred); may be repeated.
    #[arg(long, value_parser = status)]
    pub status: Vec<PetStatus>,
    /// By their vaccinations: overdue, soon (within 30 days, or overdue) or none.
    #[arg(long, value_parser = due)]
    pub due: Option<DueFilter>,
    /// This many months old, or more.
    #[arg(long, value_parser = clap::value_parser!(i32).range(0..=2_400))]
    pub months_min: Option<i32>,
    /// This many months old, or less.
    #[arg(long, value_parser = clap::value_parser!(i32).range(0..=2_400))]
    pub months_max: Option<i32>,
    /// The order: name, age or due.
    #[arg(long, default_value = "name", value_parser = sort)]
    pub sort: PetSort,
    /// From the last to the first.
    #[arg(long)]
    pub descending: bool,
    /// How many at most; all where none is given.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Write the whole list as a CSV file.
    #[arg(long, value_name = "FILE", conflicts_with = "limit")]
    pub csv: Option<PathBuf>,
}

/// Fields of a pet. The names are those of the JSON that `pets show` prints; an empty value is nothing.
#[derive(Debug, Args)]
pub struct PetFields {
    /// A JSON object with fields, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// The name.
    #[arg(long)]
    pub name: Option<String>,
    /// The species: dog, cat, bird, rabbit, reptile, rodent, fish, horse, other.
    #[arg(long)]
    pub species: Option<String>,
    /// The breed.
    #[arg(long)]
    pub breed: Option<String>,
    /// male or female.
    #[arg(long)]
    pub sex: Option<String>,
    /// Whether neutered.
    #[arg(long)]
    pub is_neutered: Option<bool>,
    /// The day of birth.
    #[arg(long, value_name = "DATE")]
    pub birth_on: Option<String>,
    /// The colour.
    #[arg(long)]
    pub colour: Option<String>,
    /// The microchip's number.
    #[arg(long)]
    pub microchip: Option<String>,
    /// The weight in kilograms.
    #[arg(long, value_name = "KG", value_parser = grams)]
    pub weight: Option<i64>,
    /// Any field by its name, as notes=…; may be repeated.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
}

fn status(text: &str) -> Result<PetStatus, String> {
    PetStatus::parse(text).ok_or_else(|| "active, deceased or transferred".to_owned())
}

fn due(text: &str) -> Result<DueFilter, String> {
    DueFilter::parse(text).ok_or_else(|| "overdue, soon or none".to_owned())
}

fn sort(text: &str) -> Result<PetSort, String> {
    PetSort::parse(text).ok_or_else(|| "name, age or due".to_owned())
}

fn grams(text: &str) -> Result<i64, String> {
    let kilograms: Option<f64> = text.replace(',', ".").parse().ok();
    match kilograms.filter(|kilograms| *kilograms > 0.0 && *kilograms <= 2_000.0) {
        // At most two million.
        Some(kilograms) => Ok((kilograms * 1_000.0).round() as i64),
        None => Err("no weight of a pet in kilograms".to_owned()),
    }
}
