//! Which pairs are worth a closer look: those that have a contact, or a pet and two words of their names, in common.
//! All pairs of 100,000 owners would be five thousand million.

use super::{
    Hints,
    people::{People, Person, hash},
};

/// A block of more is a crowd: what so many have in common says nothing.
const CROWD: usize = 60;
/// Likewise of a whole name.
const NAMESAKES: usize = 12;

/// The pairs, each once, the earlier owner first.
pub fn candidates(people: &People, hints: Hints) -> Vec<(u32, u32)> {
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(people.all.len() * 12);
    for (at, person) in (0_u32..).zip(&people.all) {
        keys_of(person, |key| keys.push((key, at)));
    }
    let mut pairs = pairs_of(keys, CROWD);
    if hints == Hints::With {
        let names = (0_u32..).zip(&people.all).filter(|(_, person)| person.name.len() > 1);
        pairs.extend(pairs_of(names.map(|(at, person)| (whole_name(person), at)).collect(), NAMESAKES));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn keys_of(person: &Person, mut key: impl FnMut(u64)) {
    for phone in &person.phones {
        key(hash(("phone", phone)));
    }
    for (kind, contact) in [("email", person.email), ("address", person.address)] {
        if contact != 0 {
            key(hash((kind, contact)));
        }
    }
    // With a birthday or a pet, two words of the name: one may be misspelt, missing or an initial.
    let others = person.birth.map(|birth| hash(("birth", birth)));
    for other in others.into_iter().chain(person.pets.iter().copied()) {
        for (index, one) in person.name.iter().enumerate() {
            for two in person.name.iter().skip(index + 1) {
                key(hash((other, one.min(two), one.max(two))));
            }
        }
    }
}

fn whole_name(person: &Person) -> u64 {
    let mut words = person.name.clone();
    words.sort_unstable();
    hash(words)
}

/// Every two that have a key in common.
fn pairs_of(mut keys: Vec<(u64, u32)>, crowd: usize) -> Vec<(u32, u32)> {
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = Vec::new();
    for block in keys.chunk_by(|one, next| one.0 == next.0).filter(|block| (2..=crowd).contains(&block.len()))
    {
        for (index, (_, one)) in block.iter().enumerate() {
            pairs.extend(block.iter().skip(index + 1).map(|(_, other)| (*one, *other)));
        }
    }
    pairs
}
