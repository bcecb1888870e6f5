//! Pets of the sample, and their vaccinations.

use super::{
    chance::Chance,
    names,
    people::{self, Person},
    store::Sample,
    words,
};
use crate::{Result, values::Day};

pub(super) const PET: &str = "owner_id, name, species, breed, sex, is_neutered, birth_on, is_birth_estimated, colour, \
    microchip, weight_g, status, deceased_on, created_at, updated_at";
pub(super) const TRANSFER: &str = "pet_id, from_owner_id, to_owner_id, transferred_on, reason, staff_id";
pub(super) const VACCINATION: &str = "pet_id, vaccine, given_on, due_on, staff_id";

/// A pet, as the rest of the history needs it.
#[derive(Clone, Copy, Default)]
pub(super) struct Patient {
    pub id: i64,
    pub name: &'static str,
    pub species: &'static str,
    pub breed: &'static str,
    pub is_alive: bool,
}

/// Adds an owner's pets.
pub(super) fn add(sample: &mut Sample<'_>, chance: &mut Chance, person: &mut Person) -> Result<()> {
    let mut count = chance.weighted(&[(64, 1), (24, 2), (8, 3), (4, 4)]);
    if person.is_company {
        count += chance.between(3, 9);
    }
    for nth in 0..count {
        let (mut species, breeds): (&str, &[&str]) = chance.weighted(words::BREEDS);
        let mut name = chance.name(names::PETS);
        while person.pets.iter().any(|pet| pet.name == name) {
            name = chance.pick(names::PETS);
        }
        let again = person.came_with.filter(|_| nth == 0);
        if let Some(first) = again {
            (name, species) = (first.name, first.species);
        }
        let came = if nth == 0 {
            person.since
        } else {
            person.since.plus(chance.days(0, person.until.since(person.since)))
        };
        let status = chance.weighted(&[(93, "active"), (6, "deceased"), (1, "transferred")]);
        let died = (status == "deceased").then(|| came.plus(chance.days(0, sample.today.since(came))));
        let birth = birth(sample, chance, came);
        let grams = match species {
            "dog" => chance.between(25, 380) * 100,
            "cat" => chance.between(28, 65) * 100,
            _ => chance.between(1, 14) * 50,
        };
        let chip = (chance.happens(0.3)).then(|| format!("99105{:010}", chance.between(0, 9_999_999_999)));
        let shown = if chance.happens(0.06) { format!("{name} Bebé") } else { name.to_owned() };
        let at = sample.opening(chance, came);
        let breed = again.map_or_else(|| chance.name(breeds), |first| first.breed);
        let id = sample.pets.add(&[
            &person.id,
            &shown,
            &species,
            &breed,
            &if chance.happens(0.5) { "female" } else { "male" },
            &chance.happens(0.6),
            &birth,
            &chance.happens(0.2),
            &chance.pick(words::COLOURS),
            &chip,
            &grams,
            &status,
            &died,
            &at,
            &at,
        ])?;
        let pet = Patient { id, name, species, breed, is_alive: status == "active" };
        person.pets.push(pet);
        hand_over(sample, chance, person, id, came, status)?;
        vaccinate(sample, chance, person, pet)?;
    }
    Ok(())
}

/// A few pets were another owner's before, and those that went away went to nobody whom the clinic knows.
fn hand_over(
    sample: &mut Sample<'_>,
    chance: &mut Chance,
    person: &Person,
    pet: i64,
    came: Day,
    status: &str,
) -> Result<()> {
    let before = sample.owners.ids().start;
    let staff = chance.pick(&sample.catalog.staff);
    if person.id > before && chance.happens(0.012) {
        let from = chance.between(before, person.id - 1);
        let reason = chance.pick(&["Se mudó de ciudad", "Adopción responsable", "Quedó con la familia"]);
        sample.pet_transfers.add(&[&pet, &from, &person.id, &came, &reason, &staff])?;
    }
    if status == "transferred" {
        let on = came.plus(chance.days(0, sample.today.since(came)));
        let reason = chance.pick(&["Se fue con otra familia", "Regresó al refugio"]);
        sample.pet_transfers.add(&[&pet, &person.id, &None::<i64>, &on, &reason, &staff])?;
    }
    Ok(())
}

fn birth(sample: &Sample<'_>, chance: &mut Chance, came: Day) -> Day {
    let birth =
        came.plus(-(chance.quantile(&[30.0, 60.0, 90.0, 200.0, 500.0, 1_100.0, 2_200.0, 4_000.0]) as i32));
    let years = sample.today.since(birth) / 365;
    if years > 0 && chance.happens(sample.desk.has_birthday) {
        people::birthday(sample.today.plus(chance.days(0, 6)), years)
    } else {
        birth
    }
}

/// The latest vaccinations: due within a year, or overdue where the owner stays away.
fn vaccinate(sample: &mut Sample<'_>, chance: &mut Chance, person: &Person, pet: Patient) -> Result<()> {
    let vaccines = if pet.species == "cat" { words::VACCINES.1 } else { words::VACCINES.0 };
    for _ in 0..chance.weighted(&[(35, 0), (40, 1), (25, 2)]) {
        let latest = if person.stays { chance.days(0, 395) } else { chance.days(200, 900) };
        let given = sample.today.plus(-latest).max(person.since);
        let staff = chance.pick(&sample.catalog.veterinarians);
        sample.vaccinations.add(&[&pet.id, &chance.pick(vaccines), &given, &given.plus(365), &staff])?;
    }
    Ok(())
}
