//! The list of pets: every order, every filter, page by page, and as CSV.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{add_pet, day, pet},
    people::{add, carlos, maria},
};
use crm::{
    Code,
    clinic::{self, Actor, Progress, Role, View},
    owners::{self, Direction},
    pets::{self, Age, AgeUnit, DueFilter, Pet, PetFilters, PetInput, PetRow, PetSort, PetStatus, PetsQuery},
    sample,
    vaccinations::{self, Vaccination, VaccinationInput},
    values::{PetId, VaccinationId},
};

fn all(place: &Place, query: &PetsQuery) -> Vec<PetRow> {
    let mut query = query.clone();
    let mut rows = Vec::new();
    loop {
        let page = place.read(&ACTOR, View::Records, |r| pets::page(r, &query)).unwrap();
        assert!(page.rows.len() <= query.limit as usize);
        rows.extend(page.rows);
        query.cursor = page.next;
        if query.cursor.is_none() {
            return rows;
        }
    }
}

fn names(place: &Place, filters: PetFilters) -> Vec<String> {
    all(place, &PetsQuery { filters, ..PetsQuery::default() }).into_iter().map(|row| row.name).collect()
}

fn any() -> PetFilters {
    PetFilters::default()
}

fn due(place: &Place, pet: PetId, vaccine: &str, given: &str, due: &str) -> Vaccination {
    let input = VaccinationInput {
        vaccine: vaccine.into(),
        given_on: Some(day(given)),
        due_on: Some(day(due)),
        staff_id: None,
    };
    vaccinations::record(place, &ACTOR, pet, &input).unwrap().value
}

/// María's Max, overdue, and Ñandú, a chick; Carlos's Buddy, due in a month, and Zeus, who died.
fn patients() -> (Place, [Pet; 4]) {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    let born =
        |name: &str, species: &str, on: &str| PetInput { birth_on: Some(day(on)), ..pet(name, species) };
    let max = PetInput { breed: Some("Poodle".into()), ..born("Max", "dog", "2020-05-02") };
    let max = add_pet(&place, maria, &max);
    let nandu = add_pet(&place, maria, &born("Ñandú", "bird", "2025-08-18"));
    let buddy = add_pet(&place, carlos, &pet("Buddy", "dog"));
    let zeus = add_pet(&place, carlos, &born("Zeus", "cat", "2010-01-01"));
    due(&place, max.id, "Antirrábica", "2024-11-01", "2025-11-01");
    due(&place, buddy.id, "Séxtuple", "2024-12-10", "2025-12-10");
    due(&place, zeus.id, "Triple", "2024-12-10", "2025-12-10");
    pets::deceased(&place, &ACTOR, zeus.id, None).unwrap();
    (place, [max, nandu, buddy, zeus])
}

fn is_sound(place: &Place) -> bool {
    place.read(&ACTOR, View::Audit, |r| clinic::check(place, r, &Progress::silent())).unwrap().is_sound()
}

#[test]
fn a_line_shows_the_patient_the_owner_and_what_is_due() {
    let (place, [max, ..]) = patients();
    let rows = all(&place, &PetsQuery::default());
    let row = rows.iter().find(|row| row.id == max.id).unwrap();
    assert_eq!((row.owner_name.as_str(), row.owner_phone.as_deref()), ("María García", Some("998-123-4567")));
    assert_eq!(row.age, Some(Age { count: 5, unit: AgeUnit::Years }));
    assert_eq!((row.next_due_on, row.due_in_days), (Some(day("2025-11-01")), Some(-16)));
}

#[test]
fn each_filter_lets_through_which_pets_it_names() {
    let (place, [max, ..]) = patients();
    let filter = |change: fn(&mut PetFilters)| {
        let mut filters = any();
        change(&mut filters);
        names(&place, filters)
    };
    assert_eq!(filter(|_| ()), ["Buddy", "Max", "Ñandú"]);
    assert_eq!(filter(|f| f.statuses = vec![PetStatus::Deceased]), ["Zeus"]);
    assert_eq!(filter(|f| f.statuses = PetStatus::ALL.to_vec()), ["Buddy", "Max", "Ñandú", "Zeus"]);
    assert_eq!(filter(|f| f.species = vec!["bird".into(), "cat".into()]), ["Ñandú"]);
    assert_eq!(filter(|f| f.due = Some(DueFilter::Overdue)), ["Max"]);
    assert_eq!(filter(|f| f.due = Some(DueFilter::Soon)), ["Buddy", "Max"]);
    assert_eq!(filter(|f| f.due = Some(DueFilter::None)), ["Ñandú"]);
    // Born on August 18: two months and 30 days old on November 17.
    assert_eq!(filter(|f| f.months_max = Some(2)), ["Ñandú"]);
    assert_eq!(filter(|f| f.months_max = Some(1)), [""; 0]);
    assert_eq!(filter(|f| f.months_min = Some(2)), ["Max", "Ñandú"]);
    assert_eq!(filter(|f| f.months_min = Some(3)), ["Max"]);
    assert_eq!(filter(|f| f.text = Some("nandu".into())), ["Ñandú"]);
    assert_eq!(filter(|f| f.text = Some("poo max".into())), ["Max"]);
    let totals = place.read(&ACTOR, View::Records, |r| pets::totals(r, &any())).unwrap();
    assert_eq!((totals.count, totals.overdue), (3, 1));
    // Who stays out of lists is not called about a vaccination, and the pet is still a patient.
    owners::archive(&place, &ACTOR, max.owner_id).unwrap();
    assert_eq!(filter(|f| f.due = Some(DueFilter::Overdue)), [""; 0]);
    assert_eq!(filter(|_| ()).len(), 3);
}

#[test]
fn the_day_that_is_due_follows_what_is_given_corrected_and_deleted() {
    let (place, [max, ..]) = patients();
    let next =
        || all(&place, &PetsQuery::default()).into_iter().find(|row| row.id == max.id).unwrap().next_due_on;
    assert_eq!(next(), Some(day("2025-11-01")));
    let given = due(&place, max.id, "Antirrábica", "2025-11-17", "2026-11-17");
    assert_eq!(next(), Some(day("2026-11-17")));
    let input = VaccinationInput {
        vaccine: "Antirrábica".into(),
        given_on: given.given_on,
        due_on: Some(day("2028-11-17")),
        staff_id: None,
    };
    vaccinations::update(&place, &ACTOR, given.id, &input).unwrap();
    assert_eq!(next(), Some(day("2028-11-17")));
    vaccinations::delete(&place, &ACTOR, given.id).unwrap();
    assert_eq!(next(), Some(day("2025-11-01")));
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(next(), Some(day("2028-11-17")));
    let nobodys = vaccinations::delete(&place, &ACTOR, VaccinationId(999)).unwrap_err();
    assert_eq!(nobodys.code, Code::NotFound);
    let wrong = VaccinationInput { due_on: given.given_on, ..input };
    assert_eq!(vaccinations::update(&place, &ACTOR, given.id, &wrong).unwrap_err().field.unwrap(), "due_on");
    assert!(is_sound(&place));
}

#[test]
fn the_usual_interval_is_the_clinics_own_before_what_is_common() {
    let (place, [max, ..]) = patients();
    due(&place, max.id, "Leptospira", "2025-10-01", "2025-10-22");
    let usual = place.read(&ACTOR, View::Records, vaccinations::usual).unwrap();
    let days = |name: &str| usual.iter().find(|one| one.vaccine == name).map(|one| one.days);
    assert_eq!(
        (days("Leptospira"), days("Antirrábica"), days("Bordetella")),
        (Some(21), Some(365), Some(365))
    );
    assert_eq!(usual.iter().filter(|one| one.vaccine == "Antirrábica").count(), 1);
}

/// What the list is sorted by, so that what stands first is smaller; those without a value are last.
fn key(row: &PetRow, sort: PetSort, direction: Direction) -> Option<i64> {
    let way = if direction == Direction::Descending { -1 } else { 1 };
    match sort {
        PetSort::Name => Some(0),
        PetSort::Age => row.birth_on.map(|born| -way * i64::from(born.number())),
        PetSort::Due => row.next_due_on.map(|due| way * i64::from(due.number())),
    }
}

#[test]
fn pages_in_every_order_are_the_whole_list_once() {
    let place = clinic();
    sample::create(&place, &ACTOR, 120, 7, &Progress::silent()).unwrap();
    for statuses in [vec![PetStatus::Active], PetStatus::ALL.to_vec(), vec![PetStatus::Deceased]] {
        for (sort, direction) in
            PetSort::ALL.iter().flat_map(|sort| Direction::ALL.iter().map(move |way| (*sort, *way)))
        {
            let filters = PetFilters { statuses: statuses.clone(), ..any() };
            let query = |limit| PetsQuery { filters: filters.clone(), sort, direction, limit, cursor: None };
            let (paged, whole) = (all(&place, &query(7)), all(&place, &query(1_000)));
            assert_eq!(paged, whole, "{sort} {direction}");
            let keys: Vec<(bool, Option<i64>)> =
                whole.iter().map(|row| key(row, sort, direction)).map(|key| (key.is_none(), key)).collect();
            assert!(keys.is_sorted(), "{sort} {direction}");
            let count = place.read(&ACTOR, View::Records, |r| pets::totals(r, &filters)).unwrap().count;
            assert_eq!(count as usize, whole.len());
        }
    }
}

#[test]
fn a_cursor_or_a_limit_that_is_none_is_refused() {
    let (place, _) = patients();
    let refused = |query: PetsQuery| {
        place.read(&ACTOR, View::Records, |r| pets::page(r, &query)).unwrap_err().field.unwrap()
    };
    assert_eq!(refused(PetsQuery { cursor: Some("x".into()), ..PetsQuery::default() }), "cursor");
    assert_eq!(refused(PetsQuery { limit: 0, ..PetsQuery::default() }), "limit");
    assert_eq!(refused(PetsQuery { limit: 1_001, ..PetsQuery::default() }), "limit");
}

#[test]
fn the_list_goes_into_a_file_as_it_is_shown() {
    let (place, _) = patients();
    let path = place.folder.path().join("pets.csv");
    let filters = PetFilters { species: vec!["dog".into()], ..any() };
    let query = PetsQuery { filters, sort: PetSort::Due, limit: 1, ..PetsQuery::default() };
    assert_eq!(pets::export(&place, &ACTOR, &query, &path).unwrap(), 2);
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("pet_id,name,species,breed"), "{text}");
    assert!(lines[1].contains("Max,dog,Poodle") && lines[1].contains("2025-11-01"), "{text}");
    assert!(lines[2].contains("Buddy,dog") && lines[2].contains("Carlos Méndez"), "{text}");
    let desk = Actor { role: Role::FrontDesk, ..ACTOR };
    assert_eq!(pets::export(&place, &desk, &query, &path).unwrap_err().code, Code::Forbidden);
}

#[test]
fn a_pet_is_found_by_its_id_from_a_file_or_its_number() {
    let (place, [max, ..]) = patients();
    let find = |id: &str| place.read(&ACTOR, View::Records, |r| pets::find(r, id));
    assert_eq!(find(&max.external_id.0).unwrap(), max.id);
    assert_eq!(find(&max.id.0.to_string()).unwrap(), max.id);
    assert_eq!(find("999").unwrap_err().code, Code::NotFound);
}
