//! Pets: the patients.

mod card;
mod due;
mod input;
mod leaving;
mod list;
mod rules;
mod store;
mod transfer;

pub use card::{PetCard, PetOwner, card};
pub use due::derived;
pub use input::{PetChange, PetInput};
pub use leaving::{Farewell, Stopped, deceased};
pub use list::{
    DueFilter, PetFilters, PetRow, PetSort, PetTotals, PetsPage, PetsQuery, export, page, totals,
};
pub use rules::{Age, AgeUnit, age};
pub(crate) use store::keep_all_due;
pub use transfer::{Transfer, TransferInput, Transferred, transfer, transfers};

use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, Write},
    records::{owners, tags},
    values::{Day, ExternalId, Instant, OwnerId, PetId, text_enum},
};
use serde::Serialize;

text_enum! {
    /// A pet's sex.
    Sex {
        /// Male.
        Male = "male",
        /// Female.
        Female = "female",
    }
}

text_enum! {
    /// Whether a pet lives and is still here.
    PetStatus {
        /// Lives with its owner.
        Active = "active",
        /// Has died.
        Deceased = "deceased",
        /// Lives elsewhere now.
        Transferred = "transferred",
    }
}

/// A pet as stored, with its age today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Pet {
    /// The pet.
    pub id: PetId,
    /// Its id in exports.
    pub external_id: ExternalId,
    /// Whose it is.
    pub owner_id: OwnerId,
    /// Its name.
    pub name: String,
    /// An open list: dog, cat, bird, rabbit, reptile, rodent, fish, horse, other.
    pub species: String,
    /// Its breed.
    pub breed: Option<String>,
    /// Its sex.
    pub sex: Option<Sex>,
    /// Neutered or spayed; none when not known.
    pub is_neutered: Option<bool>,
    /// The day of its birth.
    pub birth_on: Option<Day>,
    /// Whether that day is a guess.
    pub is_birth_estimated: bool,
    /// Its age today, or on the day it died.
    pub age: Option<Age>,
    /// Its colour.
    pub colour: Option<String>,
    /// The number of its microchip.
    pub microchip: Option<String>,
    /// Its weight in grams.
    pub weight_g: Option<i64>,
    /// Whether it lives and is still here.
    pub status: PetStatus,
    /// The day it died.
    pub deceased_on: Option<Day>,
    /// Notes.
    pub notes: Option<String>,
    /// When it was added.
    pub created_at: Instant,
    /// When it was changed last.
    pub updated_at: Instant,
}

/// A pet.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, id: PetId) -> Result<Pet> {
    store::by_id(read, id)?.ok_or_else(|| Error::not_found("pet"))
}

/// The pet with this external id, or else with this number; not where external ids are numbers themselves.
///
/// # Errors
/// `not_found`.
pub fn find(read: &Read, id: &str) -> Result<PetId> {
    if let Some(pet) = store::by_external_id(read, id)? {
        return Ok(pet);
    }
    match id.parse().map(PetId) {
        Ok(number) if !store::has_numbers_as_ids(read)? => Ok(get(read, number)?.id),
        _ => Err(Error::not_found("pet")),
    }
}

/// An owner's pets: those that live first, the eldest record first.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read, owner: OwnerId) -> Result<Vec<Pet>> {
    store::of_owner(read, owner)
}

/// Adds a pet to an owner; three living pets carry the tag Multiple Pets.
///
/// # Errors
/// `invalid` with the field; `not_found` without the owner.
pub fn create(clinic: &Clinic, actor: &Actor, owner: OwnerId, input: &PetInput) -> Result<Done<Pet>> {
    clinic.write(actor, Action::CreatePet, |w| {
        let pet = input.checked(w, None)?;
        owners::get(w, owner)?;
        let id = store::insert(w, owner, &pet)?;
        after(w, owner, &pet.name)?;
        get(w, id)
    })
}

/// Changes a pet: everything that can be edited, as it stands on the screen. What waits for one that lives here no more
/// is stopped, as by [`deceased`].
///
/// # Errors
/// `invalid` with the field; `changed_since` when the pet was changed after the screen had read it.
pub fn update(clinic: &Clinic, actor: &Actor, id: PetId, change: &PetChange) -> Result<Done<Pet>> {
    clinic.write(actor, Action::UpdatePet, |w| {
        let old = get(w, id)?;
        if old.updated_at != change.read_at {
            return Err(Error::new(Code::ChangedSince, "pet"));
        }
        let pet = change.pet.checked(w, Some(&old))?;
        store::update(w, &old, &pet)?;
        if old.status == PetStatus::Active && pet.status != PetStatus::Active {
            leaving::stop(w, &old, pet.status)?;
        }
        after(w, old.owner_id, &pet.name)?;
        get(w, id)
    })
}

/// What follows from the number of an owner's pets.
pub(super) fn follow(w: &mut Write<'_>, owner: OwnerId) -> Result<()> {
    tags::follow_pets(w, owner, store::living(w, owner)?)
}

fn after(w: &mut Write<'_>, owner: OwnerId, name: &str) -> Result<()> {
    follow(w, owner)?;
    w.about(name);
    Ok(())
}
