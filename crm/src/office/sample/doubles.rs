//! Owners of the sample who were entered twice, as a hurried desk does it: what the radar is there to find.

use super::{
    patients::Patient,
    people::{Person, Phone},
};
use crate::values::fold;

/// Of so many owners, one is there a second time.
const EVERY: u64 = 75;
/// Where among them the first entry may stand, and where the second one does.
const FIRST: std::ops::Range<u64> = 20..SECOND;
const SECOND: u64 = 55;

/// What a desk enters of an owner.
#[derive(Clone)]
pub(super) struct Entry {
    pub first_name: &'static str,
    pub full_first: String,
    pub last_name: String,
    pub company_name: Option<String>,
    pub email: Option<String>,
    pub phone: Phone,
    pub secondary: Option<Phone>,
    pub on_whatsapp: bool,
    pub is_woman: bool,
    pub street: String,
    pub neighborhood: &'static str,
    pub city: &'static str,
    pub postal_code: &'static str,
    pub nationality: &'static str,
    pub language: &'static str,
    pub occupation: Option<&'static str>,
    /// The pet that she came with.
    pub pet: Option<Patient>,
}

/// Who waits to be entered a second time.
#[derive(Default)]
pub(super) struct Doubles {
    waiting: Option<Entry>,
}

impl Doubles {
    /// What is entered of the owner of this number: as drawn, or somebody who is here already.
    pub(super) fn or_again(&mut self, number: u64, drawn: Entry) -> Entry {
        if number % EVERY != SECOND {
            return drawn;
        }
        let Some(first) = self.waiting.take() else { return drawn };
        let slip = number / EVERY % 4;
        let mut again = Entry { secondary: None, occupation: None, ..first };
        match slip {
            // Typed in a hurry, without accents; nobody asked for the e-mail.
            0 => {
                again.full_first = without_accents(&again.full_first);
                again.last_name = without_accents(&again.last_name);
                again.phone = again.phone.typed_plainly();
                again.email = None;
            }
            // One surname, from a new house with its phone: the e-mail tells.
            1 => {
                again.last_name = first_word(&again.last_name).to_owned();
                (again.phone, again.street) = (drawn.phone, drawn.street);
            }
            // A letter too few.
            2 => again.last_name = with_a_slip(&again.last_name),
            // The phone of her work.
            _ => again.phone = drawn.phone,
        }
        again
    }

    /// Who was entered may be entered again later.
    pub(super) fn remember(&mut self, number: u64, entry: Entry, person: &Person) {
        // Something to get wrong: two surnames, accents in them, an e-mail.
        let has_accents = !entry.last_name.is_ascii() && entry.last_name.contains(' ');
        let is_fit = entry.company_name.is_none() && entry.email.is_some() && has_accents;
        if self.waiting.is_none() && FIRST.contains(&(number % EVERY)) && is_fit && person.is_active {
            let pet = person.pets.iter().find(|pet| pet.is_alive).copied();
            self.waiting = Some(Entry { pet, ..entry });
        }
    }
}

fn without_accents(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let folded = fold(word);
        let mut letters = folded.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<String>>().join(" ")
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

/// The first surname without its fourth letter.
fn with_a_slip(name: &str) -> String {
    let end = first_word(name).chars().count();
    let at = if end > 5 { 3 } else { end - 1 };
    name.chars().enumerate().filter(|(place, _)| *place != at).map(|(_, letter)| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hurried_desk_types_so() {
        assert_eq!(without_accents("María Ángeles"), "Maria Angeles");
        assert_eq!(first_word("Núñez Pech"), "Núñez");
        assert_eq!(with_a_slip("Hernández Poot"), "Herández Poot");
        assert_eq!(with_a_slip("Pech Canul"), "Pec Canul");
    }
}
