//! The list of pets: filters, an order, one page after the other, and the whole of it as CSV.

mod conditions;
mod store;
mod write;

pub use write::export;

use super::{Age, PetStatus, Sex};
use crate::{
    Error, Result,
    clinic::Read,
    records::owners::Direction,
    values::{Day, ExternalId, OwnerId, PetId, text_enum},
};
use serde::{Deserialize, Serialize};

/// The longest page.
const MAX_PAGE: u32 = 1_000;

text_enum! {
    /// What a list is sorted by. Pets without a value stand last, whichever way it runs.
    PetSort {
        /// The name, accents ignored.
        Name = "name",
        /// The age.
        Age = "age",
        /// The day on which the next vaccination falls due.
        Due = "due",
    }
}

text_enum! {
    /// Which pets a list holds by their vaccinations.
    DueFilter {
        /// One is overdue.
        Overdue = "overdue",
        /// One falls due within 30 days, or is overdue.
        Soon = "soon",
        /// None is due, today or later.
        None = "none",
    }
}

/// What a pet must meet to be listed; everything given must hold, and of a list any one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PetFilters {
    /// Words that each are part of the name, of the breed or of the microchip, accents ignored.
    pub text: Option<String>,
    /// Of any of these species.
    pub species: Vec<String>,
    /// In any of these states; those that live here where none is given.
    pub statuses: Vec<PetStatus>,
    /// By their vaccinations; owners who stay out of lists have no pet in it.
    pub due: Option<DueFilter>,
    /// This many months old, or more. Of whom no birth is known is in neither.
    pub months_min: Option<i32>,
    /// This many months old, or less: 11 is younger than a year.
    pub months_max: Option<i32>,
}

impl Default for PetFilters {
    fn default() -> Self {
        Self {
            text: None,
            species: Vec::new(),
            statuses: vec![PetStatus::Active],
            due: None,
            months_min: None,
            months_max: None,
        }
    }
}

/// A page that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PetsQuery {
    /// Which pets.
    pub filters: PetFilters,
    /// By what they are sorted.
    pub sort: PetSort,
    /// Which way.
    pub direction: Direction,
    /// Where the page before ended; none for the first.
    pub cursor: Option<String>,
    /// How many lines, at most 1,000.
    pub limit: u32,
}

impl Default for PetsQuery {
    fn default() -> Self {
        Self {
            filters: PetFilters::default(),
            sort: PetSort::Name,
            direction: Direction::Ascending,
            cursor: None,
            limit: 100,
        }
    }
}

/// A page of pets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PetsPage {
    /// The lines.
    pub rows: Vec<PetRow>,
    /// Where the next page begins; none after the last.
    pub next: Option<String>,
}

/// A pet as one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PetRow {
    /// The pet.
    pub id: PetId,
    /// The id that it keeps over exports and imports.
    pub external_id: ExternalId,
    /// Its name.
    pub name: String,
    /// Its species.
    pub species: String,
    /// Its breed.
    pub breed: Option<String>,
    /// Its sex.
    pub sex: Option<Sex>,
    /// The day of its birth.
    pub birth_on: Option<Day>,
    /// Whether that day is a guess.
    pub is_birth_estimated: bool,
    /// Its age today, or on the day it died.
    pub age: Option<Age>,
    /// Its weight in grams.
    pub weight_g: Option<i64>,
    /// The number of its microchip.
    pub microchip: Option<String>,
    /// Whether it lives and is still here.
    pub status: PetStatus,
    /// The day it died.
    pub deceased_on: Option<Day>,
    /// When its next vaccination falls due, or fell.
    pub next_due_on: Option<Day>,
    /// Days until then; negative when overdue.
    pub due_in_days: Option<i32>,
    /// Whose it is.
    pub owner_id: OwnerId,
    /// Their id in exports.
    pub owner_external_id: ExternalId,
    /// Their name on the screen.
    pub owner_name: String,
    /// Their telephone as typed.
    pub owner_phone: Option<String>,
    /// False when they are deactivated.
    pub owner_is_active: bool,
}

/// How many pets the filters let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PetTotals {
    /// Pets.
    pub count: u32,
    /// Of them those with an overdue vaccination.
    pub overdue: u32,
}

/// Where a page ended: the value sorted by (none in the part that has none) and the pet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Cursor(serde_json::Value, PetId);

/// One page of the list.
///
/// # Errors
/// `invalid` for a cursor that is none, or a limit of 0.
pub fn page(read: &Read, query: &PetsQuery) -> Result<PetsPage> {
    if query.limit == 0 || query.limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let cursor = query.cursor.as_deref().map(read_cursor).transpose()?;
    let (rows, next) = store::page(read, query, cursor.as_ref())?;
    let next = next.map(|cursor| serde_json::to_string(&cursor)).transpose()?;
    Ok(PetsPage { rows, next })
}

fn read_cursor(text: &str) -> Result<Cursor> {
    serde_json::from_str(text).map_err(|_| Error::invalid("cursor", "not a cursor of this list"))
}

/// How many pets the filters let through.
///
/// # Errors
/// Only those of the database.
pub fn totals(read: &Read, filters: &PetFilters) -> Result<PetTotals> {
    store::totals(read, filters)
}
