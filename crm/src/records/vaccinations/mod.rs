//! Vaccinations: what a pet was given, and what falls due.

mod rules;
mod store;

use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read},
    records::{
        input::{past, required},
        pets,
    },
    values::{Day, ExternalId, OwnerId, PetId, StaffId, VaccinationId, fold},
};
use serde::{Deserialize, Serialize};

/// A vaccination as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Vaccination {
    /// The vaccination.
    pub id: VaccinationId,
    /// Its id in exports.
    pub external_id: ExternalId,
    /// Who was vaccinated.
    pub pet_id: PetId,
    /// Against what.
    pub vaccine: String,
    /// When.
    pub given_on: Option<Day>,
    /// When the next one falls due.
    pub due_on: Option<Day>,
    /// Who gave it.
    pub staff_id: Option<StaffId>,
}

/// A vaccination of a living pet that falls due, or is overdue, and that no later one stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VaccinationDue {
    /// The vaccination that falls due.
    pub id: VaccinationId,
    /// Against what.
    pub vaccine: String,
    /// When.
    pub due_on: Day,
    /// Days until then; negative when overdue.
    pub days_left: i32,
    /// Whose turn it is.
    pub pet_id: PetId,
    /// The pet's name.
    pub pet_name: String,
    /// The pet's species.
    pub species: String,
    /// Whose pet.
    pub owner_id: OwnerId,
    /// The owner's name on the screen.
    pub owner_name: String,
    /// The owner's telephone as typed.
    pub phone: Option<String>,
}

/// A vaccine, and after how many days its next one usually falls due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UsualVaccine {
    /// Its name, as it is noted here.
    pub vaccine: String,
    /// Days.
    pub days: i32,
}

/// A vaccination's form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Vaccination`")]
pub struct VaccinationInput {
    pub vaccine: String,
    pub given_on: Option<Day>,
    pub due_on: Option<Day>,
    pub staff_id: Option<StaffId>,
}

/// Records a vaccination that was given, or one that is to come.
///
/// # Errors
/// `invalid` with the field; `not_found` without the pet.
pub fn record(
    clinic: &Clinic,
    actor: &Actor,
    pet: PetId,
    input: &VaccinationInput,
) -> Result<Done<Vaccination>> {
    clinic.write(actor, Action::RecordVaccination, |w| {
        let input = checked(input, w)?;
        let pet = pets::get(w, pet)?;
        let id = store::insert(w, pet.id, &input)?;
        w.about(pet.name);
        get(w, id)
    })
}

/// Changes a vaccination.
///
/// # Errors
/// `invalid` with the field; `not_found`.
pub fn update(
    clinic: &Clinic,
    actor: &Actor,
    id: VaccinationId,
    input: &VaccinationInput,
) -> Result<Done<Vaccination>> {
    clinic.write(actor, Action::UpdateVaccination, |w| {
        let old = get(w, id)?;
        let input = checked(input, w)?;
        w.about(pets::get(w, old.pet_id)?.name);
        store::update(w, id, &input)?;
        get(w, id)
    })
}

/// Deletes a vaccination that was noted by mistake.
///
/// # Errors
/// `not_found`.
pub fn delete(clinic: &Clinic, actor: &Actor, id: VaccinationId) -> Result<Done<()>> {
    clinic.write(actor, Action::DeleteVaccination, |w| {
        let old = get(w, id)?;
        w.about(pets::get(w, old.pet_id)?.name);
        store::delete(w, id)
    })
}

fn checked(input: &VaccinationInput, read: &Read) -> Result<VaccinationInput> {
    let vaccine = required("vaccine", &input.vaccine)?;
    let given_on = past("given_on", input.given_on, read.today)?;
    match (given_on, input.due_on) {
        (None, None) => return Err(Error::invalid("given_on", "neither given nor due")),
        (Some(given), Some(due)) if due <= given => {
            return Err(Error::invalid("due_on", "not after it was given"));
        }
        _ => {}
    }
    Ok(VaccinationInput { vaccine, given_on, ..input.clone() })
}

/// A vaccination.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, id: VaccinationId) -> Result<Vaccination> {
    store::by_id(read, id)?.ok_or_else(|| Error::not_found("vaccination"))
}

/// The vaccines that this clinic gives, the most frequent first, each with the days after which its next one usually
/// falls due; what is common elsewhere stands behind them.
///
/// # Errors
/// Only those of the database.
pub fn usual(read: &Read) -> Result<Vec<UsualVaccine>> {
    let mut usual = rules::usual(store::latest_intervals(read)?);
    for (vaccine, days) in rules::COMMON {
        if usual.iter().all(|known| fold(&known.vaccine) != fold(vaccine)) {
            usual.push(UsualVaccine { vaccine: (*vaccine).into(), days: *days });
        }
    }
    Ok(usual)
}

/// A pet's vaccinations, the newest first.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read, pet: PetId) -> Result<Vec<Vaccination>> {
    store::of_pet(read, pet)
}

/// What falls due between two days (both included), with nothing booked for the pet: the earliest first.
/// Owners who are deactivated, blocked or anonymised are left out.
///
/// # Errors
/// Only those of the database.
pub fn due(read: &Read, from: Day, to: Day, limit: u32) -> Result<Vec<VaccinationDue>> {
    store::due(read, from, to, limit)
}

/// What falls due for an owner's pets up to a day, with nothing booked for the pet: the earliest first.
///
/// # Errors
/// Only those of the database.
pub fn due_of_owner(read: &Read, owner: OwnerId, to: Day) -> Result<Vec<VaccinationDue>> {
    store::due_of_owner(read, owner, to)
}
