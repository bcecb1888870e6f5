//! The screen of the day.

use crate::support::{
    ACTOR, Place, clinic, clinic_on,
    facts::{add_pet, appointment, appointment_at, day, pet},
    people::{add, carlos, company, maria, person, roberto, sarah, sql},
};
use crm::{
    appointments,
    clinic::View,
    interactions::{
        self, FollowUpInput, InteractionChannel, InteractionDirection, InteractionInput, InteractionKind,
    },
    owners::{self, OwnerInput},
    pets::{PetInput, PetStatus},
    recents,
    today::{self, Today},
    vaccinations::{self, VaccinationInput},
};

fn screen(place: &Place) -> Today {
    place.read(&ACTOR, View::Records, |read| today::get(read, today::SHOWN)).unwrap()
}

/// Owners, pets and follow-ups beside the sections.
fn rail(place: &Place) -> (u32, u32, u32) {
    let rail = place.read(&ACTOR, View::Records, today::rail).unwrap();
    (rail.owners, rail.pets, rail.follow_ups)
}

#[test]
fn the_day_of_an_empty_clinic_is_calm() {
    let place = clinic();
    let today = screen(&place);
    assert_eq!(today.date, day("2025-11-17"));
    assert!(today.minute < 24 * 60);
    assert!(today.follow_ups.is_empty() && today.appointments.is_empty() && today.unclosed.is_empty());
    assert!(today.birthdays.is_empty() && today.vaccinations.is_empty());
    assert_eq!(rail(&place), (0, 0, 0));
}

#[test]
fn yesterdays_unclosed_stand_apart_from_todays_agenda() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    appointment(&place, maria, "2025-11-16", "scheduled");
    appointment(&place, maria, "2025-11-16", "completed");
    appointment(&place, carlos, "2025-11-15", "scheduled");
    appointment_at(&place, carlos, None, "2025-11-17", (11, 0), "scheduled");
    appointment_at(&place, maria, None, "2025-11-17", (8, 30), "completed");
    appointment(&place, carlos, "2025-11-18", "scheduled");
    let today = screen(&place);
    let unclosed: Vec<&str> = today.unclosed.iter().map(|b| b.owner_name.as_str()).collect();
    assert_eq!(unclosed, ["María García", "Carlos Méndez"]);
    let agenda: Vec<(&str, u32)> =
        today.appointments.iter().map(|b| (b.owner_name.as_str(), b.starts_minute)).collect();
    assert_eq!(agenda, [("María García", 8 * 60 + 30), ("Carlos Méndez", 11 * 60)]);
}

/// What was left open stays for a week, whatever was booked since; a day that was forgotten does not hide the one before.
#[test]
fn what_was_left_open_waits_for_a_week() {
    let open = |booked: &[(&str, &str)]| {
        let place = clinic_on("2025-11-17");
        let maria = add(&place, &maria()).id;
        for (on, status) in booked {
            appointment(&place, maria, on, status);
        }
        screen(&place).unclosed.into_iter().map(|booking| booking.starts_on.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        open(&[("2025-11-14", "scheduled"), ("2025-11-15", "scheduled")]),
        ["2025-11-15", "2025-11-14"]
    );
    assert_eq!(open(&[("2025-11-15", "completed"), ("2025-11-14", "scheduled")]), ["2025-11-14"]);
    assert_eq!(open(&[("2025-11-09", "scheduled")]), Vec::<String>::new());
    assert_eq!(open(&[("2025-11-10", "scheduled")]), ["2025-11-10"]);
}

#[test]
fn bookings_of_one_person_that_collide_are_marked() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let ids = [((9, 0), "scheduled"), ((9, 20), "scheduled"), ((9, 30), "cancelled"), ((10, 0), "scheduled")]
        .map(|(hour, status)| appointment_at(&place, maria, None, "2025-11-17", hour, status));
    let other = appointment_at(&place, maria, None, "2025-11-17", (9, 10), "scheduled");
    sql(
        &place,
        "INSERT INTO staff (id, external_id, name, name_folded, created_at) VALUES (31, 'S1', 'Dra. Ana', 'a', 0), (32, 'S2', 'Dr. Iván', 'i', 0)",
    );
    sql(
        &place,
        &format!(
            "UPDATE appointments SET staff_id = 31, duration_minutes = 30; UPDATE appointments SET staff_id = 32 WHERE id = {other}"
        ),
    );
    let marked = |place: &Place| {
        let day = place.read(&ACTOR, View::Records, |r| appointments::of_day(r, r.today)).unwrap();
        day.into_iter().filter(|booking| booking.overlaps).map(|booking| booking.id.0).collect::<Vec<_>>()
    };
    assert_eq!(marked(&place), [ids[0], ids[1]]);
    sql(&place, "UPDATE appointments SET duration_minutes = NULL");
    assert_eq!(marked(&place), [ids[0], ids[1]]);
    sql(&place, "UPDATE appointments SET staff_id = NULL");
    assert!(marked(&place).is_empty());
}

#[test]
fn birthdays_of_today_and_tomorrow_are_told() {
    let place = clinic();
    let elena = OwnerInput { birth_on: Some(day("1990-11-18")), ..person("Elena", "Tun") };
    let elena = add(&place, &elena).id;
    let maria = add(&place, &OwnerInput { birth_on: Some(day("1980-11-19")), ..maria() }).id;
    add_pet(&place, maria, &PetInput { birth_on: Some(day("2022-11-17")), ..pet("Nala", "dog") });
    let guess =
        PetInput { birth_on: Some(day("2022-11-17")), is_birth_estimated: true, ..pet("Greta", "dog") };
    add_pet(&place, maria, &guess);
    add_pet(&place, maria, &PetInput { birth_on: Some(day("2025-11-17")), ..pet("Recién nacida", "dog") });
    let dead =
        PetInput { birth_on: Some(day("2020-11-17")), status: PetStatus::Deceased, ..pet("Luna", "dog") };
    add_pet(&place, maria, &dead);
    add(&place, &OwnerInput { birth_on: Some(day("1990-11-17")), ..company("Hotel Brisas") });
    let told = || {
        let birthdays = screen(&place).birthdays;
        birthdays
            .into_iter()
            .map(|b| (b.pet_name.unwrap_or(b.owner_name), b.days_left, b.turns))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(), [("Nala".to_owned(), 0, 3), ("Elena Tun".to_owned(), 1, 35)]);
    owners::archive(&place, &ACTOR, elena).unwrap();
    owners::archive(&place, &ACTOR, maria).unwrap();
    assert!(told().is_empty());
}

#[test]
fn who_was_born_on_a_leap_day_is_not_forgotten() {
    for (today, days) in [("2025-02-28", 1), ("2025-03-01", 0), ("2024-02-29", 0), ("2024-02-28", 1)] {
        let place = clinic_on(today);
        add(&place, &OwnerInput { birth_on: Some(day("2000-02-29")), ..person("Elena", "Tun") });
        let birthdays = screen(&place).birthdays;
        assert_eq!(birthdays.iter().map(|b| b.days_left).collect::<Vec<_>>(), [days], "{today}");
    }
}

#[test]
fn what_is_owed_and_what_falls_due_is_listed_and_counted() {
    let place = clinic();
    let (sarah, roberto) = (add(&place, &sarah()).id, add(&place, &roberto()).id);
    let thor = add_pet(&place, roberto, &pet("Thor", "dog")).id;
    for (vaccine, due) in
        [("Séxtuple", "2025-11-13"), ("Antirrábica", "2025-12-01"), ("Bordetella", "2025-12-02")]
    {
        let input = VaccinationInput {
            vaccine: vaccine.into(),
            due_on: Some(day(due)),
            ..VaccinationInput::default()
        };
        vaccinations::record(&place, &ACTOR, thor, &input).unwrap();
    }
    let input = InteractionInput {
        owner_id: sarah,
        pet_id: None,
        kind: InteractionKind::Call,
        channel: InteractionChannel::Phone,
        direction: InteractionDirection::Inbound,
        subject: String::new(),
        notes: Some("Cotizar limpieza dental".into()),
        outcome: None,
        duration_minutes: None,
        sentiment: None,
        happened_at: None,
        follow_up: Some(FollowUpInput { on: day("2025-11-17"), minute: Some(17 * 60) }),
    };
    interactions::create(&place, &ACTOR, &input).unwrap();
    recents::note(&place, &ACTOR, roberto).unwrap();
    let today = screen(&place);
    let due: Vec<(&str, i32)> =
        today.vaccinations.iter().map(|v| (v.vaccine.as_str(), v.days_left)).collect();
    assert_eq!(due, [("Séxtuple", -4), ("Antirrábica", 14)]);
    assert_eq!(today.follow_ups[0].subject, "Cotizar limpieza dental");
    assert_eq!(rail(&place), (2, 1, 1));
    interactions::create(&place, &ACTOR, &input).unwrap();
    let few = place.read(&ACTOR, View::Records, |read| today::get(read, 1)).unwrap();
    assert_eq!((few.follow_ups.len(), few.follow_up_counts.today), (1, 2));
    owners::archive(&place, &ACTOR, sarah).unwrap();
    assert_eq!(rail(&place), (1, 1, 0));
}
