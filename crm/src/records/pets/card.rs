//! Everything about one pet on one card.

use super::{Pet, Transfer, get, transfers};
use crate::{
    Result,
    clinic::Read,
    records::{
        appointments::{self, Booking},
        owners,
        vaccinations::{self, Vaccination},
    },
    values::{ExternalId, OwnerId, PetId},
};
use serde::Serialize;

/// A pet with all that its card shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PetCard {
    /// The pet.
    pub pet: Pet,
    /// Whose it is.
    pub owner: PetOwner,
    /// Its vaccinations, the newest first.
    pub vaccinations: Vec<Vaccination>,
    /// When it comes next, and what else is booked for it.
    pub booked: Vec<Booking>,
    /// Whose it was: each time it changed hands, the newest first.
    pub transfers: Vec<Transfer>,
}

/// A pet's owner, as its card shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PetOwner {
    /// The owner.
    pub id: OwnerId,
    /// The id in exports.
    pub external_id: ExternalId,
    /// The name on the screen.
    pub name: String,
    /// The telephone as typed.
    pub phone: Option<String>,
    /// False when deactivated.
    pub is_active: bool,
}

/// Everything about a pet.
///
/// # Errors
/// `not_found`.
pub fn card(read: &Read, id: PetId) -> Result<PetCard> {
    let pet = get(read, id)?;
    let owner = owners::get(read, pet.owner_id)?;
    Ok(PetCard {
        vaccinations: vaccinations::list(read, id)?,
        booked: appointments::to_come_of_pet(read, id)?,
        transfers: transfers(read, id)?,
        owner: PetOwner {
            id: owner.id,
            external_id: owner.external_id,
            name: owner.name,
            phone: owner.phone.or(owner.whatsapp).or(owner.phone_secondary),
            is_active: owner.is_active,
        },
        pet,
    })
}
