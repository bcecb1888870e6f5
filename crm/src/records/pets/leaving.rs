//! A pet dies, or goes: what waits for it is stopped at once.

use super::{Pet, PetStatus, follow, get, store};
use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Write},
    records::{appointments, input::past, interactions, owners},
    values::{
        Day, Lang, OwnerId, PetId,
        words::{phrase, word},
    },
};
use serde::Serialize;

/// What was stopped for a pet that is here no more; an undo brings all of it back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Stopped {
    /// Appointments to come that were cancelled.
    pub appointments: u32,
    /// Messages that waited to be sent, and are gone.
    pub messages: u32,
    /// Follow-ups that are owed no more.
    pub follow_ups: u32,
    /// Vaccinations that are on no list of due ones any more.
    pub vaccinations: u32,
}

/// A pet that has died, what followed, and words for its family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Farewell {
    /// The pet.
    pub pet: Pet,
    /// What was stopped.
    pub stopped: Stopped,
    /// Whether no pet lives with the owner any more, who is then on no list to call.
    pub is_home_closed: bool,
    /// A condolence in the owner's language, to be edited and sent by a person.
    pub condolence: String,
}

/// Notes that a pet has died: today where no day is given. Appointments to come are cancelled with the reason, messages
/// about it that wait are taken out, its follow-ups are settled, its vaccinations leave every list; siblings keep theirs.
///
/// # Errors
/// `not_found`; `invalid` for one that has died already, and for a day before its birth or to come.
pub fn deceased(clinic: &Clinic, actor: &Actor, id: PetId, on: Option<Day>) -> Result<Done<Farewell>> {
    clinic.write(actor, Action::NotePetDeath, |w| {
        let old = get(w, id)?;
        if old.status == PetStatus::Deceased {
            return Err(Error::invalid("status", "deceased already"));
        }
        let on = past("deceased_on", on, w.today)?.unwrap_or(w.today);
        if old.birth_on.is_some_and(|born| on < born) {
            return Err(Error::invalid("deceased_on", "before the birth"));
        }
        store::set_deceased(w, &old, on)?;
        let stopped = stop(w, &old, PetStatus::Deceased)?;
        follow(w, old.owner_id)?;
        w.about(&old.name);
        Ok(Farewell {
            is_home_closed: store::living(w, old.owner_id)? == 0,
            condolence: condolence(w, old.owner_id, &old.name)?,
            pet: get(w, id)?,
            stopped,
        })
    })
}

/// Stops what waits for a pet that is here no more.
pub(super) fn stop(w: &mut Write<'_>, pet: &Pet, became: PetStatus) -> Result<Stopped> {
    let lang = Lang::parse(&w.settings.language).unwrap_or_default();
    let why = match became {
        PetStatus::Transferred => word(lang, "values.stoppedFor.transferred"),
        _ => word(lang, "values.stoppedFor.deceased"),
    };
    Ok(Stopped {
        appointments: appointments::cancel_of_pet(w, pet.id, why)?,
        follow_ups: interactions::settle_of_pet(w, pet.id, why)?,
        messages: unsent(w, pet)?,
        vaccinations: store::due_count(w, pet.id)?,
    })
}

/// Takes out what waits to be sent about a pet: what says so, and reminders to its owner that name it and no sibling.
pub(super) fn unsent(w: &mut Write<'_>, pet: &Pet) -> Result<u32> {
    let siblings: Vec<String> = store::of_owner(w, pet.owner_id)?
        .into_iter()
        .filter(|other| other.id != pet.id && other.status == PetStatus::Active)
        .map(|other| other.name)
        .collect();
    let mut gone = 0;
    for waiting in store::unsent(w, pet)? {
        let is_about = match waiting.pet_id {
            Some(about) => about == pet.id,
            None => {
                names(&waiting.text, &pet.name) && !siblings.iter().any(|name| names(&waiting.text, name))
            }
        };
        if is_about {
            store::delete_message(w, waiting.id)?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Whether a text holds a name as words of its own, accents and case ignored.
fn names(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = crate::values::fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (text, name) = (words(text), words(name));
    !name.is_empty() && text.windows(name.len()).any(|part| part == name.as_slice())
}

fn condolence(w: &Write<'_>, owner: OwnerId, pet: &str) -> Result<String> {
    let owner = owners::get(w, owner)?;
    let clinics = Lang::parse(&w.settings.language).unwrap_or_default();
    // Of a language that the product does not speak, the clinic's own words are the better ones.
    let lang = Lang::parse(&owner.preferred_language).unwrap_or(clinics);
    let name = if owner.first_name.is_empty() { owner.full_name } else { owner.first_name };
    let values = [("owner", name), ("pet", pet.to_owned()), ("clinic", w.settings.clinic_name.clone())];
    Ok(phrase(lang, "values.condolence", &values))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_is_found_as_words_of_its_own() {
        for (text, name, found) in [
            ("Hola, a MAX le toca su vacuna", "Max", true),
            ("Hola, a Máx. le toca", "max", true),
            ("Máximo cuidado con el sol", "Max", false),
            ("Recordatorio de Luna Bebé", "Luna Bebé", true),
            ("Recordatorio de Luna", "Luna Bebé", false),
            ("", "Max", false),
            ("Max", "…", false),
        ] {
            assert_eq!(names(text, name), found, "{text} / {name}");
        }
    }
}
