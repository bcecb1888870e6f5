//! Owners who are perhaps one: a radar over the whole clinic, and a word while somebody is being entered.
//!
//! What two owners have in common is weighed by how rare it is in this clinic: a phone that two have says more than
//! a surname that hundreds have. Names must be able to be one person's; a family's phone, e-mail or address alone is a
//! hint, never proof, and so is a name alone.

mod blocks;
mod evidence;
mod names;
mod people;
mod store;
mod typing;

pub use typing::{Likeness, Typed, while_typing};

use crate::{
    Result,
    clinic::{Progress, Read},
    values::{ExternalId, OwnerId, text_enum},
};
use evidence::Weighed;
use people::People;
use serde::Serialize;

/// The score from which a pair is worth a person's working through it.
pub const WORKING: u32 = 90;
/// The score from which a pair is a hint.
const HINT: u32 = 5;
/// Pairs between two steps of the progress.
const STEP: usize = 4_096;

text_enum! {
    /// What two owners have in common.
    ReasonKind {
        /// A phone, in whatever field.
        SamePhone = "same_phone",
        /// The e-mail address.
        SameEmail = "same_email",
        /// The whole name.
        SameName = "same_name",
        /// A name that is a part of the other.
        ShorterName = "shorter_name",
        /// A name with a slip of the finger, or one that sounds the same.
        AlikeName = "alike_name",
        /// An initial where the other has a name.
        Initial = "initial",
        /// The street address.
        SameAddress = "same_address",
        /// The birthday.
        SameBirthday = "same_birthday",
        /// A pet of the same name and species.
        SamePet = "same_pet",
        /// Only a contact in common: perhaps a family.
        SharedContact = "shared_contact",
    }
}

/// A reason, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateReason {
    /// What they have in common.
    pub kind: ReasonKind,
    /// The phone, the address, the pet's name.
    pub text: String,
}

/// One of two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateOwner {
    /// The owner.
    pub id: OwnerId,
    /// The id in exports.
    pub external_id: ExternalId,
    /// The name on the screen.
    pub name: String,
}

/// Two owners who are perhaps one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicatePair {
    /// How likely they are one, out of 100.
    pub score: u32,
    /// Whether it is only a hint.
    pub is_hint: bool,
    /// Why.
    pub reasons: Vec<DuplicateReason>,
    /// The two; the one entered first comes first.
    pub owners: [DuplicateOwner; 2],
}

/// Whether weaker pairs are wanted as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hints {
    /// Only pairs above the working threshold.
    Without,
    /// All of them.
    With,
}

/// Every pair of active owners that are perhaps one, the likeliest first; without those that a person called two.
///
/// # Errors
/// `cancelled`, and what the database says.
pub fn radar(read: &Read<'_>, hints: Hints, progress: &Progress) -> Result<Vec<DuplicatePair>> {
    progress.step("progress.reading", 0, 0)?;
    let people = People::load(read)?;
    let candidates = blocks::candidates(&people, hints);
    let distinct = store::distinct(read)?;
    let mut found: Vec<Weighed> = Vec::new();
    for (done, pair) in candidates.iter().enumerate() {
        if done % STEP == 0 {
            progress.step("progress.duplicates", done as u64, candidates.len() as u64)?;
        }
        let Some(weighed) = evidence::weigh(&people, *pair) else { continue };
        let is_wanted = match hints {
            Hints::Without => weighed.score >= WORKING,
            Hints::With => weighed.score >= HINT,
        };
        if is_wanted && !distinct.contains(&people.ids(*pair)) {
            found.push(weighed);
        }
    }
    found.sort_by(|one, other| other.bits.total_cmp(&one.bits).then(one.pair.cmp(&other.pair)));
    found.iter().map(|weighed| shown(read, &people, weighed)).collect()
}

fn shown(read: &Read<'_>, people: &People, weighed: &Weighed) -> Result<DuplicatePair> {
    let (one, other) = people.ids(weighed.pair);
    Ok(DuplicatePair {
        score: weighed.score,
        is_hint: weighed.score < WORKING,
        reasons: evidence::reasons(people, weighed),
        owners: [store::owner(read, one)?, store::owner(read, other)?],
    })
}
