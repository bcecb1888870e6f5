//! A hit as it is shown, and the parts of it that light up.

use super::{
    Field, Hit, Match,
    card::{chip_text, forms, phone_digits},
    query::{Candidate, Forgive, Kind, Query, Term, cost},
    store,
    words::{folded_at, words},
};
use crate::{
    Result,
    records::owners::OwnerKind,
    values::{OwnerId, Phone},
};
use rusqlite::Connection;

/// An owner as the store reads her for a hit.
pub(super) struct Shown {
    pub hit: Hit,
    pub full_name: String,
    pub company_name: Option<String>,
    pub contact_name: Option<String>,
    pub email: Option<String>,
    /// Phone, second phone, WhatsApp, second contact's: as typed with its E.164.
    pub phones: [(Option<String>, Option<String>); 4],
    /// Microchips in the order of the pets.
    pub chips: Vec<Option<String>>,
}

/// An owner with why a query finds her; `None` where she is no longer there.
pub(super) fn hit(conn: &Connection, owner: OwnerId, query: Option<&Query>) -> Result<Option<Hit>> {
    let Some(mut shown) = store::shown(conn, owner)? else { return Ok(None) };
    if let Some(query) = query {
        shown.hit.matches = matches(&shown, query);
    }
    Ok(Some(shown.hit))
}

/// A part of a field that answers a term.
struct Part {
    cost: u32,
    field: Field,
    text: String,
    range: (u32, u32),
}

/// Why the query finds this owner: for each term the field that answers it best.
fn matches(shown: &Shown, query: &Query) -> Vec<Match> {
    let joined = query.joined();
    let readings = std::iter::once(query).chain(&joined);
    // The reading that was ranked: the first in which every term is answered.
    let parts = readings.map(|reading| parts(shown, reading)).find(Option::is_some).flatten();
    let mut matches: Vec<Match> = Vec::new();
    for part in parts.unwrap_or_else(|| parts_answered(shown, query)) {
        match matches.iter_mut().find(|known| known.field == part.field && known.text == part.text) {
            Some(known) => known.ranges.push(part.range),
            None => matches.push(Match { field: part.field, text: part.text, ranges: vec![part.range] }),
        }
    }
    for known in &mut matches {
        merge(&mut known.ranges);
    }
    matches
}

fn parts(shown: &Shown, query: &Query) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for term in &query.terms {
        let mut answered = answered(shown, query, term);
        if answered.is_empty() {
            return None;
        }
        parts.append(&mut answered);
    }
    Some(parts)
}

fn parts_answered(shown: &Shown, query: &Query) -> Vec<Part> {
    query.terms.iter().flat_map(|term| answered(shown, query, term)).collect()
}

/// The part that answers a term best; two parts where a space was missing.
fn answered(shown: &Shown, query: &Query, term: &Term) -> Vec<Part> {
    let mut best: Option<Part> = None;
    let mut offer = |part: Part| {
        if best.as_ref().is_none_or(|best| part.cost < best.cost) {
            best = Some(part);
        }
    };
    for (field, text) in named(shown) {
        for (at, word) in words(text).iter().enumerate() {
            if let Some(found) = term.answer(Candidate::new(&word.text), Forgive::Typos) {
                let range = word.stretch(found.first, found.count);
                offer(Part { cost: found.cost + u32::from(at > 0), field, text: text.to_owned(), range });
            }
        }
    }
    for part in phone_parts(shown, term).into_iter().chain(fragment_parts(shown, query, term)) {
        offer(part);
    }
    match best {
        Some(part) => vec![part],
        None => pair(shown, term),
    }
}

fn named(shown: &Shown) -> impl Iterator<Item = (Field, &str)> {
    let is_company = shown.hit.kind == OwnerKind::Corporate;
    let full_name = if is_company { Field::Contact } else { Field::OwnerName };
    let pets = shown.hit.pets.iter().map(|pet| (Field::Pet, pet.name.as_str()));
    shown
        .company_name
        .iter()
        .map(|name| (Field::Company, name.as_str()))
        .chain([(full_name, shown.full_name.as_str())])
        .chain(shown.contact_name.iter().map(|name| (Field::Contact, name.as_str())))
        .chain(pets)
}

fn phone_parts(shown: &Shown, term: &Term) -> Vec<Part> {
    if term.kind != Kind::Digits {
        return Vec::new();
    }
    let fields = [Field::Phone, Field::PhoneSecondary, Field::Whatsapp, Field::ContactPhone];
    let mut parts = Vec::new();
    for (field, (typed, e164)) in fields.into_iter().zip(&shown.phones) {
        let text = match e164.as_deref().and_then(Phone::from_e164) {
            Some(phone) => phone.to_string(),
            None => typed.clone().unwrap_or_default(),
        };
        let all = phone_digits(typed.as_deref(), e164.as_deref());
        let (digits, at) = folded_at(&text, |c| c.is_ascii_digit());
        // A Mexican number is shown without its country code.
        let hidden = all.len().saturating_sub(digits.len());
        for form in forms(&term.text) {
            // The last digits are those that people give.
            let found = if all.ends_with(form) { all.len().checked_sub(form.len()) } else { all.find(form) };
            let Some(first) = found else { continue };
            let last = (first + form.len()).saturating_sub(hidden + 1);
            let ends = at.get(first.saturating_sub(hidden)).zip(at.get(last));
            if let (Some(((start, _), (_, end))), true) = (ends, first + form.len() > hidden) {
                parts.push(Part { cost: 0, field, text: text.clone(), range: (*start, *end) });
            }
            break;
        }
    }
    parts
}

fn fragment_parts(shown: &Shown, query: &Query, term: &Term) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut look = |field: Field, text: &str, wanted: &str, keep: &dyn Fn(char) -> bool, cost: u32| {
        let (folded, at) = folded_at(text, keep);
        let Some(found) = folded.find(wanted) else { return };
        let first = folded.get(..found).map_or(0, |before| before.chars().count());
        let last = (first + wanted.chars().count()).saturating_sub(1);
        if let Some(((start, _), (_, end))) = at.get(first).zip(at.get(last)) {
            parts.push(Part { cost, field, text: text.to_owned(), range: (*start, *end) });
        }
    };
    if term.kind != Kind::Word || term.len() >= 3 {
        for chip in shown.chips.iter().flatten().filter(|chip| chip_text(chip).contains(&term.text)) {
            look(Field::Microchip, chip, &term.text, &char::is_alphanumeric, cost::BEGINNING);
        }
        if let Some(email) = &shown.email {
            look(Field::Email, email, &term.text, &|_| true, cost::INSIDE);
        }
    }
    if let (Some(email), Some(piece)) = (&shown.email, &query.piece) {
        look(Field::Email, email, piece, &|_| true, cost::INSIDE);
    }
    parts
}

/// Two names that the term is, with the space between them missing.
fn pair(shown: &Shown, term: &Term) -> Vec<Part> {
    let named: Vec<(Field, &str)> = named(shown).collect();
    let all: Vec<_> = named
        .iter()
        .flat_map(|(field, text)| words(text).into_iter().map(|word| (*field, *text, word)))
        .collect();
    for (field, text, word) in &all {
        let Some(rest) = term.text.strip_prefix(&word.text).filter(|rest| !rest.is_empty()) else { continue };
        let other = all.iter().find(|(_, _, other)| other.text.starts_with(rest));
        if let Some((other_field, other_text, other)) = other {
            let part = |field: Field, text: &str, range| Part {
                cost: cost::TYPO,
                field,
                text: text.to_owned(),
                range,
            };
            return vec![
                part(*field, text, word.stretch(0, word.text.chars().count())),
                part(*other_field, other_text, other.stretch(0, rest.chars().count())),
            ];
        }
    }
    Vec::new()
}

/// Sorts ranges and makes one of those that touch.
fn merge(ranges: &mut Vec<(u32, u32)>) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let touches = next.0 <= kept.1;
        if touches {
            kept.1 = kept.1.max(next.1);
        }
        touches
    });
}
