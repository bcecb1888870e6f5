//! The clinic's owners as the radar sees them: words and contacts as numbers, with how many have each.

use super::store;
use crate::{
    Result,
    clinic::Read,
    values::{OwnerId, fold_into},
};
use std::{
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

/// Words that say nothing of who a person is.
const PARTICLES: &[&str] = &[
    "de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "van", "von", "el", "sr", "sra", "srta",
    "dr", "dra", "lic", "ing", "don", "dona", "mr", "mrs", "ms", "miss", "sa", "cv", "rl", "sc", "ac",
];

/// A word of a name, by its number.
pub type Word = u32;

/// A word and how it stands among the others.
#[derive(Debug)]
pub struct WordSeen {
    /// Folded.
    pub text: String,
    /// How it sounds.
    pub sound: String,
    /// How many owners have it.
    pub owners: u32,
}

/// What is compared of an owner.
#[derive(Debug, Default)]
pub struct Person {
    /// The owner.
    pub id: i64,
    /// Whether it is a company.
    pub is_company: bool,
    /// Words of the name, given names first.
    pub name: Vec<Word>,
    /// How many of them are given names.
    pub given: usize,
    /// Phones as numbers.
    pub phones: Vec<u64>,
    /// The e-mail, hashed; 0 where there is none.
    pub email: u64,
    /// The street address, hashed; 0 where there is none.
    pub address: u64,
    /// The birthday.
    pub birth: Option<i32>,
    /// Pets, by name and species.
    pub pets: Vec<u64>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct People {
    /// By their place.
    pub all: Vec<Person>,
    words: Vec<WordSeen>,
    by_text: HashMap<String, Word, BuildHasherDefault<DefaultHasher>>,
    counts: HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>,
    initials: HashMap<char, u32>,
    pets: HashMap<u64, String, BuildHasherDefault<DefaultHasher>>,
    pet_total: u32,
    texts: Texts,
}

/// Buffers that are used again.
#[derive(Debug, Default)]
struct Texts {
    folded: String,
}

/// What a row of an owner holds, as stored.
pub struct OwnerFacts<'r> {
    /// The owner.
    pub id: i64,
    /// Whether it is a company.
    pub is_company: bool,
    /// First name, last name, full name, company name.
    pub names: [&'r str; 4],
    /// The e-mail.
    pub email: &'r str,
    /// Phones in E.164.
    pub phones: [&'r str; 3],
    /// The street address, and its postal code.
    pub address: [&'r str; 2],
    /// The birthday.
    pub birth: Option<i32>,
}

/// A number for a text or a pair of numbers: the same in every run.
pub fn hash(value: impl std::hash::Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value) | 1
}

impl People {
    /// Everybody who is neither deactivated nor blocked nor anonymised.
    pub fn load(read: &Read<'_>) -> Result<Self> {
        let mut people = Self::default();
        store::owners(read, |facts| people.add(facts))?;
        store::pets(read, |owner, name, species| people.add_pet(owner, name, species))?;
        people.count();
        Ok(people)
    }

    /// Notes an owner; they come by their ids.
    pub fn add(&mut self, facts: &OwnerFacts<'_>) {
        let [first, last, full, company] = facts.names;
        let mut person = Person { id: facts.id, is_company: facts.is_company, ..Person::default() };
        if facts.is_company {
            person.name = self.words_of(company);
            person.given = person.name.len();
        } else {
            person.name = self.words_of(full);
            let given = self.words_of(first).len();
            let is_split = !first.trim().is_empty() && !last.trim().is_empty() && given < person.name.len();
            person.given = if is_split { given } else { guessed_given(person.name.len()) };
        }
        person.phones = facts
            .phones
            .iter()
            .filter_map(|phone| phone.trim_start_matches('+').parse().ok())
            .filter(|phone| *phone > 0)
            .collect();
        person.phones.sort_unstable();
        person.phones.dedup();
        person.email = match facts.email.trim() {
            "" => 0,
            email => hash(("e", email.to_lowercase())),
        };
        person.address = self.address(facts.address);
        person.birth = facts.birth;
        self.all.push(person);
    }

    /// Street and number without what people write differently; an address without a number is none.
    fn address(&mut self, [street, postal_code]: [&str; 2]) -> u64 {
        if !street.bytes().any(|b| b.is_ascii_digit()) {
            return 0;
        }
        let folded = &mut self.texts.folded;
        folded.clear();
        fold_into(street, folded);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| {
            !word.is_empty()
                && !["calle", "c", "av", "avenida", "num", "no", "numero", "col", "colonia", "int", "n"]
                    .contains(word)
        });
        let words: Vec<&str> = words.collect();
        hash(("a", words.join(" "), postal_code.trim()))
    }

    fn words_of(&mut self, name: &str) -> Vec<Word> {
        let mut folded = std::mem::take(&mut self.texts.folded);
        folded.clear();
        fold_into(name, &mut folded);
        let words = folded
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|word| !word.is_empty() && !PARTICLES.contains(word))
            .map(|word| self.word(word))
            .collect();
        self.texts.folded = folded;
        words
    }

    fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.by_text.get(text) {
            return *word;
        }
        let word = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let sound = crate::analysis::search::sound(text);
        self.words.push(WordSeen { text: text.to_owned(), sound, owners: 0 });
        self.by_text.insert(text.to_owned(), word);
        word
    }

    fn add_pet(&mut self, owner: i64, name: &str, species: &str) {
        let Ok(at) = self.all.binary_search_by_key(&owner, |person| person.id) else { return };
        let mut folded = std::mem::take(&mut self.texts.folded);
        folded.clear();
        fold_into(name, &mut folded);
        let pet = hash(("p", &folded, species));
        self.pets.entry(pet).or_insert_with(|| name.to_owned());
        self.texts.folded = folded;
        if let Some(person) = self.all.get_mut(at) {
            person.pets.push(pet);
        }
    }

    /// Counts how many have what.
    fn count(&mut self) {
        for person in &self.all {
            let mut seen: Vec<Word> = person.name.clone();
            seen.sort_unstable();
            seen.dedup();
            for word in seen {
                if let Some(word) = self.words.get_mut(word as usize) {
                    word.owners += 1;
                    if let Some(initial) = word.text.chars().next() {
                        *self.initials.entry(initial).or_default() += 1;
                    }
                }
            }
            let contacts = person.phones.iter().copied().chain([person.email, person.address]);
            for value in contacts.chain(person.pets.iter().copied()).filter(|value| *value != 0) {
                *self.counts.entry(value).or_default() += 1;
            }
            self.pet_total += u32::try_from(person.pets.len()).unwrap_or(0);
        }
    }

    /// A person by place.
    pub fn person(&self, at: u32) -> Option<&Person> {
        self.all.get(at as usize)
    }

    /// A word by number.
    pub fn seen(&self, word: Word) -> Option<&WordSeen> {
        self.words.get(word as usize)
    }

    /// How many have a contact or a pet.
    pub fn having(&self, value: u64) -> u32 {
        self.counts.get(&value).copied().unwrap_or(1)
    }

    /// How many words begin with a letter.
    pub fn with_initial(&self, initial: char) -> u32 {
        self.initials.get(&initial).copied().unwrap_or(1)
    }

    /// How many pets there are.
    pub fn pet_total(&self) -> u32 {
        self.pet_total
    }

    /// A pet's name as typed.
    pub fn pet(&self, pet: u64) -> &str {
        self.pets.get(&pet).map_or("", String::as_str)
    }

    /// The owners of a pair.
    pub fn ids(&self, (one, other): (u32, u32)) -> (OwnerId, OwnerId) {
        let id = |at| OwnerId(self.person(at).map_or(0, |person| person.id));
        (id(one), id(other))
    }
}

/// How many words of a whole name are given names: one, and two of four or more.
fn guessed_given(words: usize) -> usize {
    if words >= 4 { 2 } else { words.min(1) }
}
