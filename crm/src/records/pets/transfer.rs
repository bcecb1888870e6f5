//! A pet goes to another owner, and whose it was stays known.

use super::{Pet, PetStatus, Stopped, follow, get, leaving, store};
use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read},
    records::{
        appointments,
        input::{line, past},
        interactions, owners,
    },
    values::{Day, ExternalId, Lang, OwnerId, PetId, StaffId, words::word},
};
use serde::{Deserialize, Serialize};

/// To whom a pet goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TransferInput {
    /// The new owner; none where it is nobody whom the clinic knows.
    pub to: Option<OwnerId>,
    /// The day; today where none is given.
    pub on: Option<Day>,
    /// Why.
    pub reason: Option<String>,
}

/// That a pet went from one owner to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// Its id in exports.
    pub external_id: ExternalId,
    /// The day.
    pub on: Day,
    /// Whose it was.
    pub from_id: Option<OwnerId>,
    /// Their name.
    pub from_name: Option<String>,
    /// Whose it became; none for nobody whom the clinic knows.
    pub to_id: Option<OwnerId>,
    /// Their name.
    pub to_name: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who noted it.
    pub staff_id: Option<StaffId>,
}

/// A pet that changed hands, and what followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Transferred {
    /// The pet.
    pub pet: Pet,
    /// Appointments to come that went along to the new owner.
    pub moved: u32,
    /// What was stopped: the former owner is reminded of it no more.
    pub stopped: Stopped,
}

/// Hands a pet over. To another owner it takes its vaccinations and the appointments to come along; past visits and
/// purchases stay with whoever made them. What waits to remind the former owner of it is stopped. To nobody whom the
/// clinic knows, it stays with its owner as one that lives elsewhere, and its appointments are cancelled.
///
/// # Errors
/// `not_found`; `invalid` for one that has died, for its own owner, for one who is deactivated, blocked or anonymised, and
/// for a day to come or before the last time it changed hands.
pub fn transfer(
    clinic: &Clinic,
    actor: &Actor,
    id: PetId,
    input: &TransferInput,
) -> Result<Done<Transferred>> {
    clinic.write(actor, Action::TransferPet, |w| {
        let old = get(w, id)?;
        if old.status == PetStatus::Deceased {
            return Err(Error::invalid("status", "deceased"));
        }
        if input.to.is_none() && old.status == PetStatus::Transferred {
            return Err(Error::invalid("to", "elsewhere already"));
        }
        if input.to == Some(old.owner_id) && old.status == PetStatus::Active {
            return Err(Error::invalid("to", "the owner it has"));
        }
        let on = past("on", input.on, w.today)?.unwrap_or(w.today);
        let before = transfers(w, id)?.into_iter().map(|transfer| transfer.on).max();
        if before.is_some_and(|before| on < before) || old.birth_on.is_some_and(|born| on < born) {
            return Err(Error::invalid("on", "before it was born or changed hands"));
        }
        let reason = line("reason", input.reason.as_deref())?;
        if let Some(to) = input.to {
            let to = owners::get(w, to)?;
            if !to.is_active || to.blocked_at.is_some() || to.anonymised_at.is_some() {
                return Err(Error::invalid("to", "deactivated, blocked or anonymised"));
            }
        }
        store::insert_transfer(w, &old, &TransferInput { to: input.to, on: Some(on), reason })?;
        let done = match input.to {
            None => {
                store::set_owner(w, &old, old.owner_id, PetStatus::Transferred)?;
                Transferred {
                    moved: 0,
                    stopped: leaving::stop(w, &old, PetStatus::Transferred)?,
                    pet: get(w, id)?,
                }
            }
            Some(to) => {
                let lang = Lang::parse(&w.settings.language).unwrap_or_default();
                let why = word(lang, "values.stoppedFor.transferred");
                let stopped = Stopped {
                    messages: leaving::unsent(w, &old)?,
                    follow_ups: interactions::settle_of_pet(w, id, why)?,
                    ..Stopped::default()
                };
                let moved = appointments::move_of_pet(w, id, to)?;
                store::set_owner(w, &old, to, PetStatus::Active)?;
                follow(w, to)?;
                Transferred { moved, stopped, pet: get(w, id)? }
            }
        };
        follow(w, old.owner_id)?;
        w.about(&old.name);
        Ok(done)
    })
}

/// Each time a pet changed hands, the newest first.
///
/// # Errors
/// Only those of the database.
pub fn transfers(read: &Read, pet: PetId) -> Result<Vec<Transfer>> {
    store::transfers(read, pet)
}
