//! A pet dies or changes hands: what waits for it stops at once, figures and tags of its owners follow, and an undo brings
//! all of it back.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{add_pet, appointment, appointment_at, at, day, invoice, next_id, pet},
    people::{add, carlos, maria, sarah, sql},
    transfer::text,
};
use crm::{
    Code,
    appointments::{self, AppointmentStatus},
    clinic::{self, DryRun, Progress, View},
    interactions::{self, FollowUpScope},
    merges::{self, MergeInput},
    metrics, owners,
    pets::{
        self, DueFilter, Farewell, Pet, PetChange, PetFilters, PetInput, PetStatus, PetsQuery, Stopped,
        TransferInput, Transferred,
    },
    transfer, vaccinations,
    values::{Day, Lifecycle, OwnerId, PetId},
};

/// A message that waits; about a pet, or only naming it.
fn waiting(place: &Place, owner: OwnerId, about: Option<PetId>, purpose: &str, body: &str) {
    let id = next_id(place, "messages", 6_000);
    let about = about.map_or("NULL".into(), |pet| pet.0.to_string());
    sql(
        place,
        &format!(
            "INSERT INTO messages (id, external_id, owner_id, pet_id, channel, direction, purpose, body, status, created_at)
             VALUES ({id}, 'M{id}', {}, {about}, 'whatsapp', 'outbound', '{purpose}', '{body}', 'queued', 0)",
            owner.0
        ),
    );
}

fn owed(place: &Place, owner: OwnerId, pet: PetId, on: &str) {
    let id = next_id(place, "interactions", 7_000);
    sql(
        place,
        &format!(
            "INSERT INTO interactions (id, external_id, owner_id, pet_id, kind, channel, direction, subject, happened_at,
               happened_on, follow_up_required, follow_up_on, created_at)
             VALUES ({id}, 'I{id}', {}, {}, 'call', 'phone', 'outbound', 'Preguntar cómo sigue', {}, {}, 1, {}, 0)",
            owner.0,
            pet.0,
            at("2025-11-10", 10, 0),
            day("2025-11-10").number(),
            day(on).number()
        ),
    );
}

fn vaccinate(place: &Place, pet: PetId, vaccine: &str, due: &str) {
    let input = vaccinations::VaccinationInput {
        vaccine: vaccine.into(),
        due_on: Some(day(due)),
        ..vaccinations::VaccinationInput::default()
    };
    vaccinations::record(place, &ACTOR, pet, &input).unwrap();
}

/// María with Max, a cat that outlives him, and everything that waits for both.
struct Home {
    place: Place,
    maria: OwnerId,
    max: Pet,
    luna: Pet,
}

fn home() -> Home {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let max = add_pet(&place, maria, &PetInput { birth_on: Some(day("2012-05-02")), ..pet("Max", "dog") });
    let luna = add_pet(&place, maria, &pet("Luna", "cat"));
    for (pet, vaccine) in [(&max, "Antirrábica"), (&luna, "Triple felina")] {
        vaccinate(&place, pet.id, vaccine, "2025-11-20");
        owed(&place, maria, pet.id, "2025-11-17");
        appointment_at(&place, maria, Some(pet.id), "2025-11-25", (10, 0), "scheduled");
        waiting(&place, maria, Some(pet.id), "vaccination_reminder", "Le toca su vacuna");
        let names_it = format!("Los esperamos con {} el martes", pet.name);
        waiting(&place, maria, None, "appointment_reminder", &names_it);
    }
    waiting(&place, maria, None, "vaccination_reminder", "A Max y a Luna les toca");
    waiting(&place, maria, None, "promotion", "Max descuento en croquetas");
    appointment(&place, maria, "2025-10-01", "completed");
    Home { place, maria, max, luna }
}

/// The owner's pets in the list of those that are due soon.
fn due(place: &Place, owner: OwnerId) -> Vec<String> {
    let filters = PetFilters { due: Some(DueFilter::Soon), ..PetFilters::default() };
    let query = PetsQuery { filters, ..PetsQuery::default() };
    let page = place.read(&ACTOR, View::Records, |r| pets::page(r, &query)).unwrap();
    page.rows.into_iter().filter(|row| row.owner_id == owner).map(|row| row.name).collect()
}

fn follow_ups(place: &Place) -> Vec<Option<String>> {
    let scope = FollowUpScope::Due;
    let owed = place.read(&ACTOR, View::Records, |r| interactions::follow_ups(r, scope, None, 50)).unwrap();
    owed.rows.into_iter().map(|owed| owed.pet_name).collect()
}

fn bookings(place: &Place) -> Vec<(Option<String>, AppointmentStatus, Option<String>)> {
    let day = day("2025-11-25");
    let bookings = place.read(&ACTOR, View::Records, |r| appointments::of_day(r, day)).unwrap();
    bookings.into_iter().map(|one| (one.pet_name, one.status, one.notes)).collect()
}

const TOUCHED: [&str; 8] = [
    "pets",
    "messages",
    "interactions",
    "appointments",
    "owner_tags",
    "pet_transfers",
    "owner_figures",
    "vaccinations",
];

/// Every row that a death or a transfer may touch.
fn rows(place: &Place) -> String {
    let table = |table: &str| {
        let columns = format!(
            "SELECT group_concat('coalesce(' || name || ', '''')', ' || ''|'' || ') FROM pragma_table_info('{table}')"
        );
        let line = text(place, &columns);
        let lines = format!(
            "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT {line} AS line FROM {table} ORDER BY 1)"
        );
        text(place, &lines)
    };
    TOUCHED.map(table).join("\n\n")
}

fn is_sound(place: &Place) -> bool {
    place.read(&ACTOR, View::Audit, |r| clinic::check(place, r, &Progress::silent())).unwrap().is_sound()
}

fn dies(place: &Place, pet: &Pet) -> Farewell {
    pets::deceased(place, &ACTOR, pet.id, None).unwrap().value
}

fn lifecycle(place: &Place, owner: OwnerId) -> Lifecycle {
    place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, owner)).unwrap().lifecycle
}

#[test]
fn one_click_stops_all_that_waits_for_the_pet_and_one_undo_brings_it_back() {
    let Home { place, maria, max, .. } = home();
    let before = rows(&place);
    let farewell = dies(&place, &max);
    assert_eq!(
        (farewell.pet.status, farewell.pet.deceased_on),
        (PetStatus::Deceased, Some(day("2025-11-17")))
    );
    assert_eq!(farewell.stopped, Stopped { appointments: 1, messages: 2, follow_ups: 1, vaccinations: 1 });
    assert!(!farewell.is_home_closed, "Luna lives");
    // The sibling's go on.
    assert_eq!(due(&place, maria), ["Luna".to_owned()]);
    assert_eq!(follow_ups(&place), [Some("Luna".to_owned())]);
    let why = Some("La mascota falleció".to_owned());
    assert_eq!(
        bookings(&place),
        [
            (Some("Max".into()), AppointmentStatus::Cancelled, why),
            (Some("Luna".into()), AppointmentStatus::Scheduled, None)
        ]
    );
    let left = text(&place, "SELECT group_concat(body, '; ') FROM (SELECT body FROM messages ORDER BY id)");
    assert_eq!(
        left,
        "Le toca su vacuna; Los esperamos con Luna el martes; A Max y a Luna les toca; Max descuento en croquetas"
    );
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "Max");
    assert_eq!(rows(&place), before);
    clinic::redo_last(&place, &ACTOR).unwrap();
    assert_eq!(due(&place, maria), ["Luna".to_owned()]);
    assert!(is_sound(&place));
}

#[test]
fn the_home_closes_with_the_last_pet_and_opens_again_with_the_undo() {
    let Home { place, maria, max, luna } = home();
    assert_ne!(lifecycle(&place, maria), Lifecycle::Closed);
    assert!(!dies(&place, &max).is_home_closed);
    assert!(dies(&place, &luna).is_home_closed);
    assert_eq!(lifecycle(&place, maria), Lifecycle::Closed);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_ne!(lifecycle(&place, maria), Lifecycle::Closed);
}

#[test]
fn the_condolence_is_in_the_owners_language() {
    let place = clinic();
    let (sarah, maria) = (add(&place, &sarah()).id, add(&place, &maria()).id);
    let words = |owner, name: &str| dies(&place, &add_pet(&place, owner, &pet(name, "cat"))).condolence;
    let english = words(sarah, "Mittens");
    assert!(english.starts_with("Dear Sarah,") && english.contains("Mittens"), "{english}");
    let spanish = words(maria, "Max");
    assert!(spanish.starts_with("Hola, María:") && !spanish.contains('{'), "{spanish}");
}

#[test]
fn a_death_is_noted_once_and_on_a_day_that_can_be() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let max = add_pet(&place, maria, &PetInput { birth_on: Some(day("2020-05-02")), ..pet("Max", "dog") });
    let refused =
        |on: &str| pets::deceased(&place, &ACTOR, max.id, Some(day(on))).unwrap_err().field.unwrap();
    assert_eq!(refused("2025-11-18"), "deceased_on");
    assert_eq!(refused("2020-05-01"), "deceased_on");
    let done = pets::deceased(&place, &ACTOR, max.id, Some(day("2025-11-02"))).unwrap().value;
    assert_eq!(done.pet.deceased_on, Some(day("2025-11-02")));
    assert_eq!(refused("2025-11-02"), "status");
    assert_eq!(pets::deceased(&place, &ACTOR, PetId(999), None).unwrap_err().code, Code::NotFound);
}

#[test]
fn a_death_noted_in_the_form_stops_as_much() {
    let Home { place, maria, max, .. } = home();
    let input = PetInput {
        name: "Max".into(),
        species: "dog".into(),
        birth_on: max.birth_on,
        status: PetStatus::Deceased,
        ..PetInput::default()
    };
    pets::update(&place, &ACTOR, max.id, &PetChange { pet: input, read_at: max.updated_at }).unwrap();
    assert_eq!((due(&place, maria).len(), follow_ups(&place).len()), (1, 1));
    assert_eq!(bookings(&place)[0].1, AppointmentStatus::Cancelled);
}

#[test]
fn an_appointment_that_has_begun_is_left_to_be_closed() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let max = add_pet(&place, maria, &pet("Max", "dog"));
    let begun = appointment_at(&place, maria, Some(max.id), "2025-11-17", (0, 0), "scheduled");
    assert_eq!(dies(&place, &max).stopped.appointments, 0);
    assert_eq!(text(&place, &format!("SELECT status FROM appointments WHERE id = {begun}")), "scheduled");
}

fn give(place: &Place, pet: &Pet, to: Option<OwnerId>) -> Transferred {
    let input = TransferInput { to, reason: Some("Se mudó".into()), ..TransferInput::default() };
    pets::transfer(place, &ACTOR, pet.id, &input).unwrap().value
}

fn tags_of(place: &Place, owner: OwnerId) -> usize {
    place.read(&ACTOR, View::Records, |r| owners::tags_of(r, owner)).unwrap().len()
}

fn figures(place: &Place, owner: OwnerId) -> (i64, i64) {
    let figures = place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, owner)).unwrap();
    (figures.total_spent_cents.cents(), figures.total_visits)
}

#[test]
fn a_pet_goes_to_another_owner_with_what_is_booked_and_its_past_stays() {
    let Home { place, maria, max, .. } = home();
    let carlos = add(&place, &carlos()).id;
    invoice(&place, maria, "2025-09-01", 50_000);
    add_pet(&place, carlos, &pet("Buddy", "dog"));
    add_pet(&place, carlos, &pet("Kira", "dog"));
    let (before, figures_before) = (rows(&place), figures(&place, maria));
    let done = give(&place, &max, Some(carlos));
    assert_eq!((done.pet.owner_id, done.pet.status, done.moved), (carlos, PetStatus::Active, 1));
    assert_eq!(done.stopped, Stopped { messages: 2, follow_ups: 1, ..Stopped::default() });
    assert_eq!((due(&place, maria), due(&place, carlos)), (vec!["Luna".to_owned()], vec!["Max".to_owned()]));
    assert_eq!(tags_of(&place, carlos), 1, "three pets now");
    assert_eq!((figures(&place, maria), figures(&place, carlos)), (figures_before, (0, 0)));
    let card = place.read(&ACTOR, View::Records, |r| pets::card(r, max.id)).unwrap();
    assert_eq!((card.owner.name.as_str(), card.booked[0].owner_id), ("Carlos Méndez", carlos));
    let history = &card.transfers[0];
    let names = (history.from_name.as_deref(), history.to_name.as_deref());
    assert_eq!(names, (Some("María García"), Some("Carlos Méndez")));
    assert_eq!((history.on, history.reason.as_deref()), (day("2025-11-17"), Some("Se mudó")));
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(rows(&place), before);
}

#[test]
fn a_pet_that_leaves_the_clinic_stays_with_its_owner_and_may_come_back_with_another() {
    let Home { place, maria, max, .. } = home();
    let carlos = add(&place, &carlos()).id;
    let gone = give(&place, &max, None);
    assert_eq!((gone.pet.owner_id, gone.pet.status), (maria, PetStatus::Transferred));
    assert_eq!(gone.stopped.appointments, 1);
    assert_eq!(due(&place, maria), ["Luna".to_owned()]);
    let back = give(&place, &max, Some(carlos));
    assert_eq!((back.pet.owner_id, back.pet.status), (carlos, PetStatus::Active));
    assert_eq!(due(&place, carlos), ["Max".to_owned()]);
    assert_eq!(place.read(&ACTOR, View::Records, |r| pets::transfers(r, max.id)).unwrap().len(), 2);
}

#[test]
fn a_transfer_that_makes_no_sense_is_refused() {
    let Home { place, maria, max, luna } = home();
    let carlos = add(&place, &carlos()).id;
    let refused = |pet: &Pet, to: Option<OwnerId>, on: Option<Day>| {
        let input = TransferInput { to, on, reason: None };
        pets::transfer(&place, &ACTOR, pet.id, &input).unwrap_err().field.unwrap_or_default()
    };
    assert_eq!(refused(&max, Some(maria), None), "to");
    assert_eq!(refused(&max, Some(carlos), Some(day("2025-11-18"))), "on");
    assert_eq!(refused(&max, Some(carlos), Some(day("2012-05-01"))), "on");
    assert_eq!(refused(&max, Some(OwnerId(999)), None), "");
    owners::archive(&place, &ACTOR, carlos).unwrap();
    assert_eq!(refused(&max, Some(carlos), None), "to");
    owners::restore(&place, &ACTOR, carlos).unwrap();
    give(&place, &max, Some(carlos));
    assert_eq!(refused(&max, Some(maria), Some(day("2025-11-16"))), "on");
    dies(&place, &luna);
    assert_eq!(refused(&luna, Some(carlos), None), "status");
}

#[test]
fn whose_a_pet_was_survives_a_merge_and_its_end() {
    let Home { place, maria, max, .. } = home();
    let (carlos, sarah) = (add(&place, &carlos()).id, add(&place, &sarah()).id);
    give(&place, &max, Some(carlos));
    let history = || {
        let transfers = place.read(&ACTOR, View::Records, |r| pets::transfers(r, max.id)).unwrap();
        transfers.into_iter().map(|one| (one.from_id, one.to_id)).collect::<Vec<_>>()
    };
    let merge = |survivor, merged| {
        merges::merge(&place, &ACTOR, &MergeInput { survivor, merged, take: vec![] }).unwrap().value.id
    };
    let done = merge(sarah, carlos);
    assert_eq!(history(), [(Some(maria), Some(sarah))]);
    merges::unmerge(&place, &ACTOR, done).unwrap();
    assert_eq!(history(), [(Some(maria), Some(carlos))]);
    // The two hands being one, nothing changed hands.
    merge(maria, carlos);
    assert!(history().is_empty());
}

#[test]
fn whose_a_pet_was_and_what_waits_for_it_travel_with_the_files() {
    let Home { place, max, .. } = home();
    let carlos = add(&place, &carlos()).id;
    give(&place, &max, Some(carlos));
    waiting(&place, carlos, Some(max.id), "vaccination_reminder", "Le toca");
    let second = clinic();
    let (one, two) = (place.folder.path().join("one"), second.folder.path().join("two"));
    transfer::export(&place, &ACTOR, &one, &Progress::silent()).unwrap();
    transfer::import(&second, &ACTOR, &one, DryRun::No, &Progress::silent()).unwrap();
    transfer::export(&second, &ACTOR, &two, &Progress::silent()).unwrap();
    for file in ["pet_transfers.csv", "messages.csv", "pets.csv"] {
        let read = |folder: &std::path::Path| std::fs::read_to_string(folder.join(file)).unwrap();
        assert_eq!(read(&one), read(&two), "{file}");
        assert!(read(&one).lines().count() > 1, "{file}");
    }
    assert!(is_sound(&second));
}
