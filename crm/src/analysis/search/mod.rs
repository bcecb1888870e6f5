//! One box that finds an owner by any fragment of a name, a pet, a phone, an e-mail address or a microchip.
//!
//! Two full-text indexes give candidates in the order of their importance (`card::place`); the card of each
//! then says how well it answers (`card::Card::rank`). Only where that gives too little, the lexicon is looked
//! through for what was perhaps meant: misspelt, misheard, with a space too much or too few.

mod card;
mod hunt;
mod lexicon;
mod query;
mod shown;
mod sound;
mod store;
mod typo;
mod upkeep;
mod words;

pub(crate) use sound::sound;

use crate::{
    Clinic, Result,
    clinic::{Actor, Derived, Progress, Read, View},
    records::{owners::OwnerKind, recents},
    values::{Day, OwnerId, PetId, Tier, text_enum},
};
use serde::Serialize;

/// Owners that the empty box shows.
const RECENTS: u32 = 10;
/// Hits at most.
const MOST_HITS: usize = 100;

/// The index, for the write door.
pub(crate) fn derived() -> Box<dyn Derived> {
    Box::new(upkeep::Upkeep)
}

/// Builds the index where there is none, as after a migration that emptied it, and takes in who waits for it: at
/// start, off the screen's thread. Returns whether it was built.
///
/// # Errors
/// `cancelled`, and what the database says.
pub fn bring_up_to_date(clinic: &Clinic, actor: &Actor, progress: &Progress) -> Result<bool> {
    let is_missing = clinic.read(actor, View::Records, |r| store::is_missing(r.conn()))?;
    if is_missing {
        clinic.refresh_derived(actor, progress, |derived| derived.name() == upkeep::NAME)?;
    }
    if clinic.read(actor, View::Records, |r| store::waiting_count(r.conn()))? > 0 {
        clinic.write_aside(actor, |r| upkeep::settle(r.conn()))?;
    }
    Ok(is_missing)
}

text_enum! {
    /// What a hit was found by.
    Field {
        /// The owner's name.
        OwnerName = "owner_name",
        /// The company's name.
        Company = "company",
        /// A company's contact, or an owner's second contact.
        Contact = "contact",
        /// A pet's name.
        Pet = "pet",
        /// The phone.
        Phone = "phone",
        /// The second phone.
        PhoneSecondary = "phone_secondary",
        /// The WhatsApp number.
        Whatsapp = "whatsapp",
        /// The second contact's phone.
        ContactPhone = "contact_phone",
        /// The e-mail address.
        Email = "email",
        /// A pet's microchip.
        Microchip = "microchip",
    }
}

/// Why an owner was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Match {
    /// The field.
    pub field: Field,
    /// Its value as it is shown, a phone in its groups.
    pub text: String,
    /// The parts that matched: first and one after the last, in UTF-16 units of `text`.
    pub ranges: Vec<(u32, u32)>,
}

/// A pet, as a hit shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PetBrief {
    /// The pet.
    pub id: PetId,
    /// Its name.
    pub name: String,
    /// `dog`, `cat`, and so on.
    pub species: String,
    /// Its breed.
    pub breed: Option<String>,
    /// When it was born.
    pub birth_on: Option<Day>,
    /// `active`, `deceased` or `transferred`.
    pub status: String,
}

/// An owner found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Hit {
    /// The owner.
    pub owner_id: OwnerId,
    /// The name shown: a person's own, or the company's.
    pub name: String,
    /// A person or a company.
    pub kind: OwnerKind,
    /// Whether the owner is active.
    pub is_active: bool,
    /// The commercial tier, once it is computed.
    pub tier: Option<Tier>,
    /// The phone in E.164, or as typed where it is no number.
    pub phone: Option<String>,
    /// Pets, the living first.
    pub pets: Vec<PetBrief>,
    /// Why the owner was found, best first; empty in a list of recents.
    pub matches: Vec<Match>,
    /// Whether she is only what was perhaps meant: found by forgiving a slip.
    pub is_near: bool,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The text asked for: an answer that comes late is known by it.
    pub text: String,
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// Owners found in all, as far as they were counted.
    pub total: u32,
    /// How many of them are only near.
    pub near: u32,
    /// Whether there are more than were counted.
    pub is_capped: bool,
}

/// Finds owners by what was typed, at most `limit` of them; a blank text gives the recents.
///
/// # Errors
/// What the database says; no text is an error.
pub fn find(r: &Read, text: &str, limit: u32) -> Result<Answer> {
    if text.trim().is_empty() {
        let hits = recents(r)?;
        let total = u32::try_from(hits.len()).unwrap_or(u32::MAX);
        return Ok(Answer { text: text.to_owned(), hits, total, near: 0, is_capped: false });
    }
    let limit = usize::try_from(limit).unwrap_or(MOST_HITS).min(MOST_HITS);
    let query = query::Query::read(text);
    let found = hunt::hunt(r.conn(), &query, limit)?;
    let mut hits = Vec::with_capacity(limit);
    for (owner, is_near) in found.best(limit) {
        let hit = shown::hit(r.conn(), owner, Some(&query))?;
        hits.extend(hit.map(|hit| Hit { is_near, ..hit }));
    }
    let count = |owners: usize| u32::try_from(owners).unwrap_or(u32::MAX);
    let (total, near) = (count(found.total()), count(found.near()));
    Ok(Answer { text: text.to_owned(), hits, total, near, is_capped: found.is_capped })
}

/// Whether two folded words differ by at most so many slips of the finger.
pub(crate) fn slips(one: &str, other: &str, most: usize) -> bool {
    let letters = |word: &str| word.chars().collect::<Vec<_>>();
    typo::edits(&letters(one), &letters(other), most).whole <= most
}

/// The owners that this person opened last, newest first.
pub fn recents(r: &Read) -> Result<Vec<Hit>> {
    let mut hits = Vec::new();
    for recent in recents::list(r, RECENTS)? {
        hits.extend(shown::hit(r.conn(), recent.id, None)?);
    }
    Ok(hits)
}
