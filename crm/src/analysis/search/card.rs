//! What an owner is found by, in one small text: a line for each name, pet, phone, address and chip.

use super::{
    query::{Candidate, Forgive, Kind, Query, Term, cost},
    words::index_words,
};
use crate::values::{Day, fold};
use std::collections::BTreeSet;

/// The letter that a card's line begins with.
mod line {
    pub(super) const NAME: char = 'N';
    pub(super) const COMPANY: char = 'C';
    pub(super) const CONTACT: char = 'K';
    pub(super) const PET: char = 'L';
    pub(super) const GONE_PET: char = 'D';
    pub(super) const PHONE: char = 'T';
    pub(super) const MAIL: char = 'E';
    pub(super) const CHIP: char = 'M';
}

/// The facts that an owner is found by.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub owner_id: i64,
    pub is_active: bool,
    pub full_name: String,
    pub company_name: Option<String>,
    pub contact_name: Option<String>,
    pub email: Option<String>,
    /// As typed with its E.164: phone, second phone, WhatsApp, the second contact's.
    pub phones: [(Option<String>, Option<String>); 4],
    pub pets: Vec<PetFacts>,
    pub last_visit_on: Option<Day>,
}

/// The facts that a pet is found by.
#[derive(Debug, Default)]
pub(super) struct PetFacts {
    pub name: String,
    pub microchip: Option<String>,
    pub is_here: bool,
}

/// Bits of a place that hold the owner's id.
const ID_BITS: u32 = 40;
/// Bits that hold how long ago the last visit was.
const MONTH_BITS: u32 = 12;

/// The months of who never came.
const LONGEST_AGO: i64 = (1 << MONTH_BITS) - 1;

/// Where an owner stands among all: see the migration. The day counts in steps of 32, so that most visits
/// leave an owner where she is.
pub(super) fn place(facts: &Facts) -> i64 {
    let inactive = i64::from(!facts.is_active) << (ID_BITS + MONTH_BITS);
    moved(inactive | facts.owner_id, facts.last_visit_on)
}

/// The same place after another last visit.
pub(super) fn moved(place: i64, last_visit_on: Option<Day>) -> i64 {
    let month = last_visit_on.map_or(0, |day| (day.number() >> 5).clamp(0, (1 << MONTH_BITS) - 1));
    let ago = LONGEST_AGO - i64::from(month);
    (place & !(LONGEST_AGO << ID_BITS)) | (ago << ID_BITS)
}

/// The owner at a place.
pub(super) fn owner_at(place: i64) -> i64 {
    place & ((1 << ID_BITS) - 1)
}

/// Whether the owner at a place is active.
pub(super) fn is_active(place: i64) -> bool {
    place >> (ID_BITS + MONTH_BITS) == 0
}

/// The digits of a phone as they are searched: of the number where it is one, else as typed.
pub(super) fn phone_digits(typed: Option<&str>, e164: Option<&str>) -> String {
    e164.or(typed).unwrap_or_default().chars().filter(char::is_ascii_digit).collect()
}

/// A microchip as it is searched.
pub(super) fn chip_text(chip: &str) -> String {
    fold(chip).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// An owner's card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Card(pub String);

/// How well a card answers: fewer is better, compared from the first field on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Only what was perhaps meant.
    pub is_guess: bool,
    /// The owner is deactivated.
    pub is_inactive: bool,
    /// Found by a pet that is no longer here.
    pub is_gone: bool,
    /// Sum over the terms.
    pub cost: u32,
    /// The more important first.
    pub place: i64,
}

impl Card {
    /// The card of these facts.
    pub(super) fn of(facts: &Facts) -> Self {
        let mut card = Self::default();
        card.words(line::NAME, &facts.full_name);
        card.words(line::COMPANY, facts.company_name.as_deref().unwrap_or_default());
        card.words(line::CONTACT, facts.contact_name.as_deref().unwrap_or_default());
        for is_here in [true, false] {
            let kind = if is_here { line::PET } else { line::GONE_PET };
            facts
                .pets
                .iter()
                .filter(|pet| pet.is_here == is_here)
                .for_each(|pet| card.words(kind, &pet.name));
        }
        let mut phones = BTreeSet::new();
        for (typed, e164) in &facts.phones {
            let digits = phone_digits(typed.as_deref(), e164.as_deref());
            if !digits.is_empty() && phones.insert(digits.clone()) {
                card.line(line::PHONE, &digits);
            }
        }
        card.line(line::MAIL, &facts.email.as_deref().map(fold).unwrap_or_default());
        for pet in &facts.pets {
            card.line(line::CHIP, &pet.microchip.as_deref().map(chip_text).unwrap_or_default());
        }
        card
    }

    fn words(&mut self, kind: char, text: &str) {
        self.line(kind, &index_words(text).join(" "));
    }

    fn line(&mut self, kind: char, text: &str) {
        if !text.is_empty() {
            self.0.push(kind);
            self.0.push_str(text);
            self.0.push('\n');
        }
    }

    fn lines(&self) -> impl Iterator<Item = (char, &str)> {
        self.0.lines().filter_map(|line| {
            let mut chars = line.chars();
            chars.next().map(|kind| (kind, chars.as_str()))
        })
    }

    /// The words of names: what the lexicon holds.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.lines().filter(|(kind, _)| is_named(*kind)).flat_map(|(_, text)| text.split(' ')).collect()
    }

    /// What goes into the index of words: names, and phones as they are dialled in the country.
    pub(super) fn word_text(&self) -> String {
        let mut words = self.names();
        for (kind, text) in self.lines() {
            if kind == line::PHONE {
                words.insert(national(text));
            }
        }
        words.into_iter().collect::<Vec<_>>().join(" ")
    }

    /// What goes into the index of fragments: phones, each with its end, so that an ending is a fragment of its own; e-mail,
    /// chips.
    pub(super) fn fragment_texts(&self) -> [String; 3] {
        let texts =
            |wanted: char| self.lines().filter(move |(kind, _)| *kind == wanted).map(|(_, text)| text);
        let joined = |wanted: char| texts(wanted).collect::<Vec<_>>().join("\n");
        let phones = texts(line::PHONE).flat_map(|text| [text, END]).collect();
        [phones, joined(line::MAIL), joined(line::CHIP)]
    }

    /// How this card answers a query; `None` where a term finds nothing.
    pub(super) fn rank(&self, query: &Query, forgive: Forgive, place: i64) -> Option<Rank> {
        let mut rank = Rank {
            is_guess: query.cost > 0,
            is_inactive: !is_active(place),
            is_gone: false,
            cost: query.cost,
            place,
        };
        // Of many who share a name and a surname, those without further ones are looked for by them.
        let is_whole = |name: &str| self.lines().any(|(kind, text)| kind == line::NAME && text == name);
        rank.cost += u32::from(query.name.as_deref().is_some_and(|name| !is_whole(name)));
        let as_piece = query
            .piece
            .as_deref()
            .is_some_and(|piece| self.lines().any(|(kind, text)| kind == line::MAIL && text.contains(piece)));
        for (at, term) in query.terms.iter().enumerate() {
            // A letter or two behind a name go on with it, rather than with a pet's.
            let of_a_pet = if at > 0 && term.len() < 3 { cost::ASIDE } else { 0 };
            let best = self.lines().filter_map(|(kind, text)| {
                let aside = if matches!(kind, line::PET | line::GONE_PET) { of_a_pet } else { 0 };
                self.answer(term, kind, text, forgive).map(|cost| (cost + aside, kind == line::GONE_PET))
            });
            let mut best = best.min();
            if best.is_none_or(|(cost, _)| cost > cost::INSIDE) && as_piece {
                best = Some((cost::INSIDE, false));
            }
            if best.is_none() && forgive == Forgive::Typos && self.is_two_words(term) {
                best = Some((cost::TYPO, false));
            }
            let (cost, is_gone) = best?;
            rank.cost += cost;
            rank.is_guess |= cost >= cost::TYPO;
            rank.is_gone |= is_gone;
        }
        Some(rank)
    }

    fn answer(&self, term: &Term, kind: char, text: &str, forgive: Forgive) -> Option<u32> {
        match kind {
            line::PHONE if term.kind == Kind::Digits => phone_cost(term, text),
            line::CHIP | line::MAIL if term.kind == Kind::Mail || term.len() >= 3 => {
                fragment_cost(term, text)
            }
            _ if is_named(kind) => {
                let words = text.split(' ').enumerate();
                words
                    .filter_map(|(at, word)| {
                        let answered = term.answer(Candidate::new(word), forgive)?;
                        // The first word of a name comes to mind first.
                        Some(answered.cost + u32::from(at > 0))
                    })
                    .min()
            }
            _ => None,
        }
    }

    /// Whether the term is two of the names with the space between them missing.
    fn is_two_words(&self, term: &Term) -> bool {
        let names = self.names();
        term.kind == Kind::Word
            && names
                .iter()
                .filter_map(|name| term.text.strip_prefix(name))
                .any(|rest| !rest.is_empty() && names.iter().any(|name| name.starts_with(rest)))
    }
}

fn is_named(kind: char) -> bool {
    matches!(kind, line::NAME | line::COMPANY | line::CONTACT | line::PET | line::GONE_PET)
}

/// What stands behind a phone in the index of fragments.
pub(super) const END: &str = "\n";

/// A Mexican number without its country code.
fn national(digits: &str) -> &str {
    digits.strip_prefix("52").filter(|rest| rest.len() == 10).unwrap_or(digits)
}

/// People give the last digits, or dial from the first: both before digits from the middle. One digit or two are
/// a beginning.
fn phone_cost(term: &Term, digits: &str) -> Option<u32> {
    if term.len() < 3 {
        return national(digits).starts_with(&term.text).then_some(cost::BEGINNING);
    }
    forms(&term.text).find_map(|typed| match digits.find(typed) {
        None => None,
        Some(_) if digits.ends_with(typed) => Some(0),
        Some(at) if at == 0 || national(digits).starts_with(typed) => Some(cost::BEGINNING),
        Some(_) => Some(cost::INSIDE),
    })
}

/// Digits as typed, and without what is dialled before a Mexican number.
pub(super) fn forms(digits: &str) -> impl Iterator<Item = &str> {
    let bare = ["521", "044", "045", "01", "0052"]
        .into_iter()
        .filter_map(|before| digits.strip_prefix(before))
        .filter(|rest| rest.len() >= 3);
    std::iter::once(digits).chain(bare)
}

fn fragment_cost(term: &Term, text: &str) -> Option<u32> {
    let at = text.find(term.text.as_str())?;
    Some(match at {
        0 if text.len() == term.text.len() => 0,
        0 => cost::BEGINNING,
        _ => cost::INSIDE,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maria() -> Facts {
        Facts {
            owner_id: 7,
            is_active: true,
            full_name: "María Núñez-Ek".into(),
            email: Some("Maria.N@Correo.mx".into()),
            phones: [
                (Some("998-123-4567".into()), Some("+529981234567".into())),
                (None, None),
                (Some("998 123 4567".into()), Some("+529981234567".into())),
                (Some("ext. 12".into()), None),
            ],
            pets: vec![
                PetFacts { name: "Thor".into(), microchip: None, is_here: false },
                PetFacts { name: "Luna".into(), microchip: Some("99-105 A".into()), is_here: true },
            ],
            last_visit_on: Day::parse("2025-11-15"),
            ..Facts::default()
        }
    }

    #[test]
    fn a_card_holds_what_is_searched() {
        let card = Card::of(&maria());
        assert_eq!(
            card.0,
            "Nmaria nunez ek nunezek\nLluna\nDthor\nT529981234567\nT12\nEmaria.n@correo.mx\nM99105a\n"
        );
        assert_eq!(card.word_text(), "12 9981234567 ek luna maria nunez nunezek thor");
        assert_eq!(card.fragment_texts(), ["529981234567\n12\n", "maria.n@correo.mx", "99105a"]);
    }

    #[test]
    fn the_more_important_stand_first() {
        let at = |is_active, day: Option<&str>, owner_id| {
            place(&Facts { is_active, last_visit_on: day.and_then(Day::parse), owner_id, ..Facts::default() })
        };
        let places = [
            at(true, Some("2025-11-15"), 900),
            at(true, Some("2024-11-15"), 3),
            at(true, None, 1),
            at(true, None, 2),
            at(false, Some("2025-11-15"), 1),
        ];
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(places.map(owner_at), [900, 3, 1, 2, 1]);
        for place in places {
            assert_eq!(
                moved(place, Day::parse("2024-11-15")),
                moved(moved(place, None), Day::parse("2024-11-15"))
            );
            assert_eq!(
                (owner_at(moved(place, None)), is_active(moved(place, None))),
                (owner_at(place), is_active(place))
            );
        }
        assert_eq!(moved(places[1], Day::parse("2025-11-15")) + 897, places[0]);
        assert_eq!(places.map(is_active), [true, true, true, true, false]);
    }

    #[test]
    fn every_term_must_be_answered() {
        let card = Card::of(&maria());
        let place = place(&maria());
        let rank = |text: &str| card.rank(&Query::read(text), Forgive::Typos, place);
        for text in [
            "maria",
            "luna nunez",
            "ek mar",
            "4567",
            "+52 1 998 123",
            "044 998",
            "99105",
            "n@correo",
            "maria.n",
            "lunanunez",
            "marianunez",
            "nunezek",
            "núñes",
            "mara nuñez",
            "thor",
        ] {
            assert!(rank(text).is_some(), "{text}");
        }
        for text in ["maria perez", "luna 9999", "5555", "otro@correo"] {
            assert!(rank(text).is_none(), "{text}");
        }
        assert!(rank("thor").unwrap().is_gone && !rank("luna").unwrap().is_gone);
        assert!(rank("4567") < rank("9812") && rank("maria") < rank("mari"));
        assert!(rank("mara").unwrap().is_guess && !rank("maria").unwrap().is_guess);
    }
}
