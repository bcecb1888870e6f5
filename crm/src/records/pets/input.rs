//! What a pet's form gives, and what of it is accepted.

use super::{Pet, PetStatus, Sex};
use crate::{
    Error, Result,
    clinic::Read,
    records::input::{line_over, past_over, required, text_over, word_over},
    values::{Day, Instant},
};
use serde::Deserialize;

/// The heaviest patient: two tonnes.
const HEAVIEST_G: i64 = 2_000_000;

/// The editable part of a pet, as a form holds it. A field left out is blank.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Pet`")]
pub struct PetInput {
    pub name: String,
    pub species: String,
    pub breed: Option<String>,
    pub sex: Option<Sex>,
    pub is_neutered: Option<bool>,
    pub birth_on: Option<Day>,
    pub is_birth_estimated: bool,
    pub colour: Option<String>,
    pub microchip: Option<String>,
    pub weight_g: Option<i64>,
    pub status: PetStatus,
    /// Left out of a pet that has died it is today.
    pub deceased_on: Option<Day>,
    pub notes: Option<String>,
}

impl Default for PetInput {
    fn default() -> Self {
        Self {
            name: String::new(),
            species: "dog".into(),
            breed: None,
            sex: None,
            is_neutered: None,
            birth_on: None,
            is_birth_estimated: false,
            colour: None,
            microchip: None,
            weight_g: None,
            status: PetStatus::Active,
            deceased_on: None,
            notes: None,
        }
    }
}

/// An edited pet, and when the screen had read it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PetChange {
    /// The whole editable pet.
    pub pet: PetInput,
    /// The `updatedAt` of the pet that was edited.
    pub read_at: Instant,
}

impl PetInput {
    /// The same with every field accepted. What stands on record and was left alone is not checked again.
    pub(super) fn checked(&self, read: &Read, old: Option<&Pet>) -> Result<Self> {
        let stands = |field: fn(&Pet) -> &Option<String>| old.and_then(|old| field(old).as_deref());
        let birth_on = past_over("birth_on", self.birth_on, old.and_then(|old| old.birth_on), read.today)?;
        let deceased_on = match self.status {
            PetStatus::Deceased => {
                let stands = old.and_then(|old| old.deceased_on);
                let day = past_over("deceased_on", self.deceased_on, stands, read.today)?;
                Some(day.unwrap_or(read.today))
            }
            _ => None,
        };
        let days_stand = old.is_some_and(|old| old.birth_on == birth_on && old.deceased_on == deceased_on);
        if !days_stand && birth_on.zip(deceased_on).is_some_and(|(birth, death)| death < birth) {
            return Err(Error::invalid("deceased_on", "before the birth"));
        }
        let weighs_as_before = old.is_some_and(|old| old.weight_g == self.weight_g);
        if !weighs_as_before && self.weight_g.is_some_and(|grams| !(1..=HEAVIEST_G).contains(&grams)) {
            return Err(Error::invalid("weight_g", "no weight of a pet"));
        }
        let chip = line_over("microchip", self.microchip.as_deref(), stands(|old| &old.microchip))?;
        if old.is_none_or(|old| old.microchip != chip) && !chip.as_deref().is_none_or(is_chip) {
            return Err(Error::invalid("microchip", "not a microchip's number"));
        }
        Ok(Self {
            name: required("name", &self.name)?,
            species: word_over("species", &self.species, old.map(|old| old.species.as_str()))?,
            breed: line_over("breed", self.breed.as_deref(), stands(|old| &old.breed))?,
            sex: self.sex,
            is_neutered: self.is_neutered,
            birth_on,
            is_birth_estimated: self.is_birth_estimated && birth_on.is_some(),
            colour: line_over("colour", self.colour.as_deref(), stands(|old| &old.colour))?,
            microchip: chip,
            weight_g: self.weight_g,
            status: self.status,
            deceased_on,
            notes: text_over("notes", self.notes.as_deref(), stands(|old| &old.notes))?,
        })
    }
}

/// Fifteen digits by the norm; nine or ten letters and digits on older chips.
fn is_chip(text: &str) -> bool {
    let signs = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.'));
    signs.clone().all(|c| c.is_ascii_alphanumeric()) && (9..=23).contains(&signs.count())
}
