//! Pets and their vaccinations.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    pets::{self, Pet, PetChange, PetInput},
    vaccinations::{self, Vaccination, VaccinationInput},
    values::{OwnerId, PetId},
};
use tauri::State;

/// An owner's pets.
#[tauri::command]
#[specta::specta]
pub async fn pets_list(desk: State<'_, Desk>, owner: OwnerId) -> Answer<Vec<Pet>> {
    desk.read(View::Records, move |read| pets::list(read, owner)).await
}

/// Adds a pet.
#[tauri::command]
#[specta::specta]
pub async fn pets_create(desk: State<'_, Desk>, owner: OwnerId, pet: PetInput) -> Answer<Done<Pet>> {
    desk.write(move |clinic, actor| pets::create(clinic, actor, owner, &pet)).await
}

/// Changes a pet.
#[tauri::command]
#[specta::specta]
pub async fn pets_update(desk: State<'_, Desk>, id: PetId, change: PetChange) -> Answer<Done<Pet>> {
    desk.write(move |clinic, actor| pets::update(clinic, actor, id, &change)).await
}

/// A pet's vaccinations.
#[tauri::command]
#[specta::specta]
pub async fn vaccinations_list(desk: State<'_, Desk>, pet: PetId) -> Answer<Vec<Vaccination>> {
    desk.read(View::Records, move |read| vaccinations::list(read, pet)).await
}

/// Records a vaccination.
#[tauri::command]
#[specta::specta]
pub async fn vaccinations_record(
    desk: State<'_, Desk>,
    pet: PetId,
    vaccination: VaccinationInput,
) -> Answer<Done<Vaccination>> {
    desk.write(move |clinic, actor| vaccinations::record(clinic, actor, pet, &vaccination)).await
}
