//! Pets and their vaccinations.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    pets::{
        self, Farewell, Pet, PetCard, PetChange, PetFilters, PetInput, PetTotals, PetsPage, PetsQuery,
        TransferInput, Transferred,
    },
    vaccinations::{self, UsualVaccine, Vaccination, VaccinationInput},
    values::{Day, OwnerId, PetId, VaccinationId},
};
use tauri::State;

/// A page of the list of all pets.
#[tauri::command]
#[specta::specta]
pub async fn pets_page(desk: State<'_, Desk>, query: PetsQuery) -> Answer<PetsPage> {
    desk.read(View::Records, move |read| pets::page(read, &query)).await
}

/// How many pets the filters let through.
#[tauri::command]
#[specta::specta]
pub async fn pets_totals(desk: State<'_, Desk>, filters: PetFilters) -> Answer<PetTotals> {
    desk.read(View::Records, move |read| pets::totals(read, &filters)).await
}

/// Writes the list as it is shown into a CSV file that a dialog asks for; none where it was closed.
#[tauri::command]
#[specta::specta]
pub async fn pets_export(
    desk: State<'_, Desk>,
    query: PetsQuery,
    proposed: String,
) -> Answer<Option<String>> {
    super::files::list(&desk, proposed, move |clinic, actor, path| pets::export(clinic, actor, &query, path))
        .await
}

/// Everything about a pet.
#[tauri::command]
#[specta::specta]
pub async fn pets_card(desk: State<'_, Desk>, id: PetId) -> Answer<PetCard> {
    desk.read(View::Records, move |read| pets::card(read, id)).await
}

/// Notes that a pet has died, and stops everything that waits for it.
#[tauri::command]
#[specta::specta]
pub async fn pets_deceased(desk: State<'_, Desk>, id: PetId, on: Option<Day>) -> Answer<Done<Farewell>> {
    desk.write(move |clinic, actor| pets::deceased(clinic, actor, id, on)).await
}

/// Hands a pet over to another owner.
#[tauri::command]
#[specta::specta]
pub async fn pets_transfer(
    desk: State<'_, Desk>,
    id: PetId,
    transfer: TransferInput,
) -> Answer<Done<Transferred>> {
    desk.write(move |clinic, actor| pets::transfer(clinic, actor, id, &transfer)).await
}

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

/// Changes a vaccination.
#[tauri::command]
#[specta::specta]
pub async fn vaccinations_update(
    desk: State<'_, Desk>,
    id: VaccinationId,
    vaccination: VaccinationInput,
) -> Answer<Done<Vaccination>> {
    desk.write(move |clinic, actor| vaccinations::update(clinic, actor, id, &vaccination)).await
}

/// Deletes a vaccination.
#[tauri::command]
#[specta::specta]
pub async fn vaccinations_delete(desk: State<'_, Desk>, id: VaccinationId) -> Answer<Done<()>> {
    desk.write(move |clinic, actor| vaccinations::delete(clinic, actor, id)).await
}

/// The vaccines given here, with the days to their next one.
#[tauri::command]
#[specta::specta]
pub async fn vaccinations_usual(desk: State<'_, Desk>) -> Answer<Vec<UsualVaccine>> {
    desk.read(View::Records, vaccinations::usual).await
}
