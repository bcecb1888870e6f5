//! Pets and their vaccinations.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{add_pet, appointment_at, day, pet},
    people::{add, carlos, maria, sarah},
};
use crm::{
    Code,
    clinic::{self, Actor, Role, View},
    owners,
    pets::{self, Age, AgeUnit, Pet, PetChange, PetInput, PetStatus, Sex},
    vaccinations::{self, VaccinationInput},
    values::{OwnerId, PetId, StaffId},
};

fn form(pet: &Pet) -> PetInput {
    let pet = pet.clone();
    PetInput {
        name: pet.name,
        species: pet.species,
        breed: pet.breed,
        sex: pet.sex,
        is_neutered: pet.is_neutered,
        birth_on: pet.birth_on,
        is_birth_estimated: pet.is_birth_estimated,
        colour: pet.colour,
        microchip: pet.microchip,
        weight_g: pet.weight_g,
        status: pet.status,
        deceased_on: pet.deceased_on,
        notes: pet.notes,
    }
}

fn edit(place: &Place, pet: &Pet, change: impl FnOnce(&mut PetInput)) -> crm::Result<clinic::Done<Pet>> {
    let mut input = form(pet);
    change(&mut input);
    pets::update(place, &ACTOR, pet.id, &PetChange { pet: input, read_at: pet.updated_at })
}

fn tags_of(place: &Place, owner: OwnerId) -> Vec<String> {
    let tags = place.read(&ACTOR, View::Records, |r| owners::tags_of(r, owner)).unwrap();
    tags.into_iter().map(|tag| tag.name).collect()
}

#[test]
fn max_is_added_edited_and_brought_back() {
    let place = clinic();
    let maria = add(&place, &maria());
    let max = PetInput {
        breed: Some("Poodle".into()),
        sex: Some(Sex::Male),
        birth_on: Some(day("2020-11-01")),
        weight_g: Some(6_800),
        microchip: Some("985112004567318".into()),
        ..pet("Max", "dog")
    };
    let max = add_pet(&place, maria.id, &max);
    assert_eq!((max.owner_id, max.age), (maria.id, Some(Age { count: 5, unit: AgeUnit::Years })));
    let heavier = edit(&place, &max, |p| p.weight_g = Some(7_000)).unwrap().value;
    assert_eq!(heavier.weight_g, Some(7_000));
    assert!(heavier.updated_at > max.updated_at);
    assert_eq!(edit(&place, &max, |_| ()).unwrap_err().code, Code::ChangedSince);
    assert_eq!(edit(&place, &heavier, |_| ()).unwrap().change, None);
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "Max");
    assert_eq!(place.read(&ACTOR, View::Records, |r| pets::get(r, max.id)).unwrap(), max);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert!(place.read(&ACTOR, View::Records, |r| pets::list(r, maria.id)).unwrap().is_empty());
}

#[test]
fn a_pets_form_that_cannot_be_accepted_names_its_field() {
    let place = clinic();
    let maria = add(&place, &maria());
    let refused = |change: fn(&mut PetInput)| {
        let mut input = pet("Max", "dog");
        change(&mut input);
        let error = pets::create(&place, &ACTOR, maria.id, &input).unwrap_err();
        assert_eq!(error.code, Code::Invalid);
        error.field.unwrap()
    };
    assert_eq!(refused(|p| p.name = " ".into()), "name");
    assert_eq!(refused(|p| p.species = "big dog".into()), "species");
    assert_eq!(refused(|p| p.birth_on = Some(day("2025-11-18"))), "birth_on");
    assert_eq!(refused(|p| p.weight_g = Some(0)), "weight_g");
    assert_eq!(refused(|p| p.weight_g = Some(2_000_001)), "weight_g");
    assert_eq!(refused(|p| p.microchip = Some("123".into())), "microchip");
    assert_eq!(refused(|p| p.microchip = Some("985112004567318ñ".into())), "microchip");
    assert_eq!(
        refused(|p| {
            p.status = PetStatus::Deceased;
            p.birth_on = Some(day("2024-01-02"));
            p.deceased_on = Some(day("2024-01-01"));
        }),
        "deceased_on"
    );
    assert_eq!(
        refused(|p| {
            p.status = PetStatus::Deceased;
            p.deceased_on = Some(day("2026-01-01"));
        }),
        "deceased_on"
    );
    let nobody = pets::create(&place, &ACTOR, OwnerId(999), &pet("Max", "dog")).unwrap_err();
    assert_eq!(nobody.code, Code::NotFound);
    let unknown = PetChange { pet: pet("Max", "dog"), read_at: maria.updated_at };
    assert_eq!(pets::update(&place, &ACTOR, PetId(999), &unknown).unwrap_err().code, Code::NotFound);
}

#[test]
fn who_died_keeps_the_age_of_that_day_and_stands_last() {
    let place = clinic();
    let sarah = add(&place, &sarah());
    let born = PetInput { birth_on: Some(day("2024-11-17")), ..pet("Mittens", "cat") };
    let mittens = add_pet(&place, sarah.id, &born);
    let whiskers = add_pet(&place, sarah.id, &pet("Whiskers", "cat"));
    let dead = edit(&place, &mittens, |p| p.status = PetStatus::Deceased).unwrap().value;
    assert_eq!(dead.deceased_on, Some(day("2025-11-17")));
    assert_eq!(dead.age, Some(Age { count: 12, unit: AgeUnit::Months }));
    let list = place.read(&ACTOR, View::Records, |r| pets::list(r, sarah.id)).unwrap();
    assert_eq!(list.iter().map(|p| p.id).collect::<Vec<_>>(), [whiskers.id, dead.id]);
    let alive = edit(&place, &dead, |p| p.status = PetStatus::Active).unwrap().value;
    assert_eq!(alive.deceased_on, None);
}

#[test]
fn the_tag_multiple_pets_follows_the_living_both_ways() {
    let place = clinic();
    let carlos = add(&place, &carlos());
    add_pet(&place, carlos.id, &pet("Buddy", "dog"));
    add_pet(&place, carlos.id, &pet("Kira", "dog"));
    assert!(tags_of(&place, carlos.id).is_empty());
    let third = add_pet(&place, carlos.id, &pet("Toby", "dog"));
    assert_eq!(tags_of(&place, carlos.id), ["Multiple Pets"]);
    let gone = edit(&place, &third, |p| p.status = PetStatus::Transferred).unwrap().value;
    assert!(tags_of(&place, carlos.id).is_empty());
    // The tag comes back with the pet, in one step.
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(tags_of(&place, carlos.id), ["Multiple Pets"]);
    clinic::redo_last(&place, &ACTOR).unwrap();
    assert!(tags_of(&place, carlos.id).is_empty());
    edit(&place, &gone, |p| p.status = PetStatus::Active).unwrap();
    assert_eq!(tags_of(&place, carlos.id), ["Multiple Pets"]);
}

#[test]
fn a_vaccination_is_recorded_and_taken_back() {
    let place = clinic();
    let maria = add(&place, &maria());
    let max = add_pet(&place, maria.id, &pet("Max", "dog"));
    let rabies = VaccinationInput {
        vaccine: "Antirrábica".into(),
        given_on: Some(day("2025-11-17")),
        due_on: Some(day("2026-11-17")),
        staff_id: Some(ACTOR.staff),
    };
    let done = vaccinations::record(&place, &ACTOR, max.id, &rabies).unwrap().value;
    let list = || place.read(&ACTOR, View::Records, |r| vaccinations::list(r, max.id)).unwrap();
    assert_eq!(list(), [done]);
    let refused = |change: fn(&mut VaccinationInput)| {
        let mut input = rabies.clone();
        change(&mut input);
        vaccinations::record(&place, &ACTOR, max.id, &input).unwrap_err().field.unwrap()
    };
    assert_eq!(refused(|v| v.vaccine = String::new()), "vaccine");
    assert_eq!(refused(|v| v.given_on = Some(day("2025-11-18"))), "given_on");
    assert_eq!(refused(|v| v.due_on = v.given_on), "due_on");
    assert_eq!(refused(|v| (v.given_on, v.due_on) = (None, None)), "given_on");
    assert_eq!(refused(|v| v.staff_id = Some(StaffId(99))), "staff_id");
    let nobody = vaccinations::record(&place, &ACTOR, PetId(99), &rabies).unwrap_err();
    assert_eq!(nobody.code, Code::NotFound);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert!(list().is_empty());
}

#[test]
fn what_is_due_is_what_nobody_gave_or_booked_since() {
    let place = clinic();
    let maria = add(&place, &maria());
    let max = add_pet(&place, maria.id, &pet("Max", "dog"));
    let give = |vaccine: &str, given: Option<&str>, due: &str| {
        let input = VaccinationInput {
            vaccine: vaccine.into(),
            given_on: given.map(day),
            due_on: Some(day(due)),
            staff_id: None,
        };
        vaccinations::record(&place, &ACTOR, max.id, &input).unwrap()
    };
    let due = || {
        let (from, to) = (day("2025-11-01"), day("2025-11-30"));
        let all = place.read(&ACTOR, View::Records, |r| vaccinations::due(r, from, to, 10)).unwrap();
        let own = place.read(&ACTOR, View::Records, |r| vaccinations::due_of_owner(r, maria.id, to)).unwrap();
        assert_eq!(all, own);
        all.into_iter().map(|v| (v.vaccine, v.days_left)).collect::<Vec<_>>()
    };
    give("Antirrábica", Some("2024-11-29"), "2025-11-29");
    give("Séxtuple", None, "2025-11-13");
    assert_eq!(due(), [("Séxtuple".to_owned(), -4), ("Antirrábica".to_owned(), 12)]);
    // Given about its day, the planned one is done.
    give("Séxtuple", Some("2025-11-10"), "2026-11-10");
    assert_eq!(due(), [("Antirrábica".to_owned(), 12)]);
    // Nobody who stays out of lists is called.
    owners::archive(&place, &ACTOR, maria.id).unwrap();
    let all = place
        .read(&ACTOR, View::Records, |r| vaccinations::due(r, day("2025-11-01"), day("2025-11-30"), 10))
        .unwrap();
    assert!(all.is_empty());
    owners::restore(&place, &ACTOR, maria.id).unwrap();
    appointment_at(&place, maria.id, Some(max.id), "2025-11-20", (10, 0), "scheduled");
    assert!(due().is_empty());
}

#[test]
fn reminders_of_one_who_died_stop_and_the_siblings_go_on() {
    let place = clinic();
    let sarah = add(&place, &sarah());
    let pets = ["Mittens", "Whiskers"].map(|name| add_pet(&place, sarah.id, &pet(name, "cat")));
    for pet in &pets {
        let input = VaccinationInput {
            vaccine: "Triple".into(),
            due_on: Some(day("2025-11-20")),
            ..VaccinationInput::default()
        };
        vaccinations::record(&place, &ACTOR, pet.id, &input).unwrap();
    }
    let due = || {
        let due = place
            .read(&ACTOR, View::Records, |r| vaccinations::due_of_owner(r, sarah.id, day("2025-12-01")))
            .unwrap();
        due.into_iter().map(|v| v.pet_name).collect::<Vec<_>>()
    };
    edit(&place, &pets[0], |p| p.status = PetStatus::Deceased).unwrap();
    assert_eq!(due(), ["Whiskers"]);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(due(), ["Mittens", "Whiskers"]);
}

#[test]
fn an_assistant_writes_no_patients_record() {
    let place = clinic();
    let maria = add(&place, &maria());
    let max = add_pet(&place, maria.id, &pet("Max", "dog"));
    let assistant = Actor { role: Role::Assistant, ..ACTOR };
    let change = PetChange { pet: form(&max), read_at: max.updated_at };
    let vaccination = VaccinationInput::default();
    let codes = [
        pets::create(&place, &assistant, maria.id, &pet("Kira", "dog")).unwrap_err().code,
        pets::update(&place, &assistant, max.id, &change).unwrap_err().code,
        vaccinations::record(&place, &assistant, max.id, &vaccination).unwrap_err().code,
    ];
    assert_eq!(codes, [Code::Forbidden; 3]);
}
