//! A word while somebody is being entered: she may be here already.

use super::{
    DuplicateOwner, DuplicateReason, ReasonKind, names,
    people::{OwnerFacts, People, Person},
    store,
};
use crate::{
    Result,
    analysis::search,
    clinic::Read,
    values::{OwnerId, Phone},
};
use serde::{Deserialize, Serialize};

/// Owners that are looked at for each of name, phone and e-mail.
const LOOKED_AT: u32 = 12;
/// Owners that are shown.
const SHOWN: usize = 5;
/// A shorter text is still being typed.
const SHORTEST: usize = 5;

/// What has been typed so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Typed {
    /// The owner being edited; none for a new one.
    pub owner: Option<OwnerId>,
    /// The name.
    pub name: String,
    /// The phone.
    pub phone: String,
    /// The e-mail.
    pub email: String,
}

/// An owner who is perhaps the one being entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Likeness {
    /// The owner.
    pub owner: DuplicateOwner,
    /// Whether the name and a contact agree; else it is a hint.
    pub is_likely: bool,
    /// Why.
    pub reasons: Vec<DuplicateReason>,
}

/// Owners who are perhaps the one being entered, the likeliest first.
///
/// # Errors
/// Only those of the database.
pub fn while_typing(read: &Read<'_>, typed: &Typed) -> Result<Vec<Likeness>> {
    let phone = Phone::parse(&typed.phone, &read.settings.country);
    let e164 = phone.as_ref().map_or("", Phone::as_str);
    let mut people = People::default();
    people.add(&OwnerFacts {
        id: 0,
        is_company: false,
        names: ["", "", &typed.name, ""],
        email: &typed.email,
        phones: [e164, "", ""],
        address: ["", ""],
        birth: None,
    });
    let mut ids: Vec<OwnerId> = Vec::new();
    // Without the last words too: who was here may be known by one surname.
    let beginning = typed.name.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    for text in [e164, typed.email.trim(), typed.name.trim(), &beginning] {
        if text.len() >= SHORTEST {
            ids.extend(search::find(read, text, LOOKED_AT)?.hits.iter().map(|hit| hit.owner_id));
        }
    }
    ids.sort_unstable();
    ids.dedup();
    for id in ids.into_iter().filter(|id| Some(*id) != typed.owner) {
        store::one(read, id, |facts| people.add(facts))?;
    }
    let Some((new, others)) = people.all.split_first() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for other in others {
        let reasons = reasons(&people, new, other, phone.as_ref());
        let Some(first) = reasons.first() else { continue };
        let is_likely =
            reasons.len() > 1 && first.kind != ReasonKind::SamePhone && first.kind != ReasonKind::SameEmail;
        found.push(Likeness { owner: store::owner(read, OwnerId(other.id))?, is_likely, reasons });
    }
    found.sort_by_key(|likeness| (!likeness.is_likely, std::cmp::Reverse(likeness.reasons.len())));
    found.truncate(SHOWN);
    Ok(found)
}

/// The name first, where it can be one person's; then the contacts.
fn reasons(people: &People, new: &Person, other: &Person, phone: Option<&Phone>) -> Vec<DuplicateReason> {
    let mut reasons = Vec::new();
    let mut add = |kind, text: String| reasons.push(DuplicateReason { kind, text });
    if new.name.len() > 1
        && let Some(alike) = names::compare(people, new, other)
    {
        add(alike.kind, String::new());
    }
    if let Some(phone) = phone.filter(|_| new.phones.iter().any(|phone| other.phones.contains(phone))) {
        add(ReasonKind::SamePhone, phone.to_string());
    }
    if new.email != 0 && new.email == other.email {
        add(ReasonKind::SameEmail, String::new());
    }
    reasons
}
