//! How likely two owners are one: what they have in common in bits, by how rare it is, against how unlikely any pair is.

use super::{
    DuplicateReason, ReasonKind, WORKING,
    names::{self, Alike},
    people::{People, Person},
};

/// Of so many owners one is entered twice, as a first guess: 2 in 100.
const SHARE_TWICE: f32 = 0.02;
/// A small clinic is weighed as one of so many.
const FEWEST: usize = 1_000;
/// A phone or e-mail that more have is no contact of anybody's.
const CROWD: u32 = 6;
/// An address that more have is a building.
const BUILDING: u32 = 12;
/// The most that pets say together.
const MOST_PETS: f32 = 14.0;
/// What a family's contact in common is worth where the names are two people's.
const FAMILY: u32 = 25;

/// What the same name is worth at least.
const NAMESAKES: u32 = 10;

/// A pair, weighed.
#[derive(Debug, Clone, Copy)]
pub struct Weighed {
    /// Their places.
    pub pair: (u32, u32),
    /// Out of 100.
    pub score: u32,
    /// More exactly.
    pub bits: f32,
    alike: Option<Alike>,
}

/// Weighs a pair; nothing where they have nothing to do with each other.
pub fn weigh(people: &People, pair: (u32, u32)) -> Option<Weighed> {
    let (one, other) = (people.person(pair.0)?, people.person(pair.1)?);
    if one.is_company != other.is_company {
        return shared(people, pair, one, other);
    }
    let Some(alike) = names::compare(people, one, other) else { return shared(people, pair, one, other) };
    let Evidence { bits, is_corroborated } = contacts(people, one, other);
    let all = people.all.len().max(FEWEST) as f32;
    let prior = (all / (2.0 * SHARE_TWICE)).log2();
    let bits = alike.bits + bits - prior;
    let score = (100.0 / (1.0 + (-bits).exp2())).round() as u32;
    // A name alone is a hint, however rare.
    let score = if is_corroborated { score.min(99) } else { score.min(WORKING - 1) };
    // Namesakes want a look, though most are two.
    let score = if alike.kind == ReasonKind::SameName { score.max(NAMESAKES) } else { score };
    Some(Weighed { pair, score, bits, alike: Some(alike) })
}

/// Other names and a contact in common: a family, perhaps.
fn shared(people: &People, pair: (u32, u32), one: &Person, other: &Person) -> Option<Weighed> {
    let is_shared = common_phone(people, one, other).is_some() || has_same_email(people, one, other);
    is_shared.then_some(Weighed { pair, score: FAMILY, bits: -1.5, alike: None })
}

struct Evidence {
    bits: f32,
    is_corroborated: bool,
}

fn contacts(people: &People, one: &Person, other: &Person) -> Evidence {
    let all = people.all.len().max(FEWEST) as f32;
    let rarity = |count: u32, of: f32| (of / count.max(2) as f32).log2().max(0.0);
    let (mut bits, mut is_corroborated) = (0.0, false);
    let mut speaks = |value: f32| {
        bits += value;
        is_corroborated = true;
    };
    if let Some(phone) = common_phone(people, one, other) {
        speaks(rarity(people.having(phone), all) + 2.0);
    }
    if has_same_email(people, one, other) {
        speaks(rarity(people.having(one.email), all) + 3.0);
    }
    if has_same_address(people, one, other) {
        speaks(rarity(people.having(one.address), all));
    }
    if one.birth.is_some() && one.birth == other.birth {
        speaks(12.0);
    }
    let pets: f32 = common_pets(one, other)
        .map(|pet| (rarity(people.having(pet), people.pet_total() as f32) - 1.0).max(0.5))
        .sum();
    if pets > 0.0 {
        speaks(pets.min(MOST_PETS));
    }
    if common_phone(people, one, other).is_none() && !one.phones.is_empty() && !other.phones.is_empty() {
        bits -= 1.5;
    }
    if one.email != 0 && other.email != 0 && one.email != other.email {
        bits -= 2.5;
    }
    if one.address != 0 && other.address != 0 && one.address != other.address {
        bits -= 1.0;
    }
    if one.birth.is_some() && other.birth.is_some() && one.birth != other.birth {
        bits -= 5.0;
    }
    if !one.pets.is_empty() && !other.pets.is_empty() && common_pets(one, other).next().is_none() {
        bits -= 1.0;
    }
    Evidence { bits, is_corroborated }
}

fn common_phone(people: &People, one: &Person, other: &Person) -> Option<u64> {
    let common = one.phones.iter().copied().filter(|phone| other.phones.contains(phone));
    common.filter(|phone| people.having(*phone) <= CROWD).min_by_key(|phone| people.having(*phone))
}

fn has_same_email(people: &People, one: &Person, other: &Person) -> bool {
    one.email != 0 && one.email == other.email && people.having(one.email) <= CROWD
}

fn has_same_address(people: &People, one: &Person, other: &Person) -> bool {
    one.address != 0 && one.address == other.address && people.having(one.address) <= BUILDING
}

fn common_pets<'p>(one: &'p Person, other: &'p Person) -> impl Iterator<Item = u64> + 'p {
    one.pets.iter().copied().filter(|pet| other.pets.contains(pet))
}

/// What a pair has in common, for a person; the values come from the owners.
pub fn reasons(people: &People, weighed: &Weighed) -> Vec<DuplicateReason> {
    let (Some(one), Some(other)) = (people.person(weighed.pair.0), people.person(weighed.pair.1)) else {
        return Vec::new();
    };
    let mut reasons = Vec::new();
    let mut add = |kind, text: String| reasons.push(DuplicateReason { kind, text });
    if let Some(alike) = weighed.alike {
        add(alike.kind, String::new());
    }
    if let Some(phone) = common_phone(people, one, other) {
        let shown = crate::values::Phone::from_e164(&format!("+{phone}"));
        add(ReasonKind::SamePhone, shown.map_or_else(|| phone.to_string(), |phone| phone.to_string()));
    }
    if has_same_email(people, one, other) {
        add(ReasonKind::SameEmail, String::new());
    }
    if has_same_address(people, one, other) {
        add(ReasonKind::SameAddress, String::new());
    }
    if one.birth.is_some() && one.birth == other.birth {
        add(ReasonKind::SameBirthday, String::new());
    }
    let pets: Vec<&str> = common_pets(one, other).map(|pet| people.pet(pet)).collect();
    if !pets.is_empty() {
        add(ReasonKind::SamePet, pets.join(", "));
    }
    if weighed.alike.is_none() {
        add(ReasonKind::SharedContact, String::new());
    }
    reasons
}
