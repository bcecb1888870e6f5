//! The owner's screen: María of the worked example, and what wants attention.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{add_pet, appointment, appointment_at, day, invoice, message, pet},
    people::{add, carlos, maria, person, roberto, sarah, sql},
};
use crm::{
    Code,
    clinic::View,
    consents::{self, ConsentInput, ConsentState},
    interactions::{
        self, FollowUpInput, InteractionChannel, InteractionDirection, InteractionInput, InteractionKind,
    },
    owners::{self, ContactChannel, OwnerInput},
    pets::PetInput,
    profile::{self, Alert, OwnerProfile},
    vaccinations::{self, VaccinationInput},
    values::{Money, OwnerId, PetId},
};

fn screen(place: &Place, owner: OwnerId) -> OwnerProfile {
    place.read(&ACTOR, View::Records, |r| profile::get(r, owner)).unwrap()
}

fn vaccinate(place: &Place, pet: PetId, given: &str, due: &str) {
    let input = VaccinationInput {
        vaccine: "Antirrábica".into(),
        given_on: Some(day(given)),
        due_on: Some(day(due)),
        staff_id: None,
    };
    vaccinations::record(place, &ACTOR, pet, &input).unwrap();
}

fn talk(
    owner: OwnerId,
    direction: InteractionDirection,
    follow_up: Option<FollowUpInput>,
) -> InteractionInput {
    InteractionInput {
        owner_id: owner,
        pet_id: None,
        kind: InteractionKind::Call,
        channel: InteractionChannel::Phone,
        direction,
        subject: "Química de Max".into(),
        notes: None,
        outcome: None,
        duration_minutes: None,
        sentiment: None,
        happened_at: None,
        follow_up,
    }
}

#[test]
fn a_new_owners_screen_is_empty_but_whole() {
    let place = clinic();
    let owner = add(&place, &maria());
    let screen = screen(&place, owner.id);
    assert_eq!(screen.owner, owner);
    assert!(screen.alerts.is_empty() && screen.pets.is_empty() && screen.tags.is_empty());
    assert_eq!((screen.last_visit, screen.next_appointment, screen.counts.history), (None, None, 0));
    let nobody = place.read(&ACTOR, View::Records, |r| profile::get(r, OwnerId(999))).unwrap_err();
    assert_eq!(nobody.code, Code::NotFound);
}

#[test]
fn marias_screen_has_everything_a_call_needs() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let max = add_pet(&place, maria, &PetInput { birth_on: Some(day("2020-05-01")), ..pet("Max", "dog") });
    appointment(&place, maria, "2025-09-12", "completed");
    appointment_at(&place, maria, Some(max.id), "2025-11-15", (10, 0), "completed");
    appointment_at(&place, maria, Some(max.id), "2026-01-16", (10, 30), "scheduled");
    appointment(&place, maria, "2026-03-01", "scheduled");
    invoice(&place, maria, "2025-11-15", 193_800);
    message(&place, maria, "outbound", "2025-11-13", 9, "Recordatorio");
    let yes = ConsentInput {
        purpose: None,
        channel: Some(ContactChannel::Whatsapp),
        is_given: true,
        source: "form".into(),
        wording_version: None,
    };
    consents::record(&place, &ACTOR, maria, &yes).unwrap();
    let screen = screen(&place, maria);
    let last = screen.last_visit.unwrap();
    assert_eq!((last.on, last.days_ago, last.pet_name.as_deref()), (day("2025-11-15"), 2, Some("Max")));
    let next = screen.next_appointment.unwrap();
    assert_eq!((next.starts_on, next.starts_minute), (day("2026-01-16"), 10 * 60 + 30));
    assert_eq!(screen.figures.total_spent_cents, Money::from_cents(193_800));
    let c = screen.counts;
    assert_eq!((c.history, c.pets, c.appointments, c.purchases, c.messages), (6, 1, 4, 1, 1));
    assert_eq!(screen.consents.channels[2].state, ConsentState::Given);
}

#[test]
fn what_is_owed_and_what_falls_due_are_alerts() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let max = add_pet(&place, maria, &pet("Max", "dog"));
    vaccinate(&place, max.id, "2024-11-29", "2025-11-29");
    let at_ten = FollowUpInput { on: day("2025-11-17"), minute: Some(600) };
    interactions::create(&place, &ACTOR, &talk(maria, InteractionDirection::Outbound, Some(at_ten))).unwrap();
    let later = FollowUpInput { on: day("2025-11-18"), minute: None };
    interactions::create(&place, &ACTOR, &talk(maria, InteractionDirection::Outbound, Some(later))).unwrap();
    let alerts = screen(&place, maria).alerts;
    assert!(
        matches!(&alerts[..], [
            Alert::FollowUp { subject, minute: Some(600), days_late: 0, .. },
            Alert::Vaccination { due },
        ] if subject == "Química de Max" && due.days_left == 12 && due.pet_name == "Max"),
        "{alerts:?}"
    );
    // Booked, it is no alert any more.
    appointment_at(&place, maria, Some(max.id), "2025-11-28", (9, 0), "scheduled");
    assert_eq!(screen(&place, maria).alerts.len(), 1);
}

#[test]
fn an_owner_who_wrote_last_waits_for_an_answer() {
    let place = clinic();
    let carlos = add(&place, &carlos()).id;
    message(&place, carlos, "outbound", "2025-11-13", 9, "Recordatorio");
    let question = message(&place, carlos, "inbound", "2025-11-14", 9, "¿Ya están los resultados?");
    let alerts = screen(&place, carlos).alerts;
    assert!(
        matches!(&alerts[..], [Alert::Unanswered { id, body, .. }] if id.0 == question && body == "¿Ya están los resultados?"),
        "{alerts:?}"
    );
    interactions::create(&place, &ACTOR, &talk(carlos, InteractionDirection::Outbound, None)).unwrap();
    assert!(screen(&place, carlos).alerts.is_empty());
    message(&place, carlos, "inbound", "2025-11-18", 9, "¿Y la vacuna?");
    assert_eq!(screen(&place, carlos).alerts.len(), 1);
    message(&place, carlos, "outbound", "2025-11-18", 10, "El lunes");
    assert!(screen(&place, carlos).alerts.is_empty());
}

#[test]
fn birthdays_deaths_and_deactivation_are_said() {
    let place = clinic();
    let born = OwnerInput { birth_on: Some(day("1980-11-20")), ..sarah() };
    let sarah = add(&place, &born).id;
    add_pet(&place, sarah, &PetInput { birth_on: Some(day("2022-11-17")), ..pet("Mittens", "cat") });
    let guessed =
        PetInput { birth_on: Some(day("2020-11-18")), is_birth_estimated: true, ..pet("Whiskers", "cat") };
    add_pet(&place, sarah, &guessed);
    let dead = PetInput {
        status: crm::pets::PetStatus::Deceased,
        deceased_on: Some(day("2025-11-10")),
        ..pet("Luna", "cat")
    };
    add_pet(&place, sarah, &dead);
    owners::archive(&place, &ACTOR, sarah).unwrap();
    let alerts = screen(&place, sarah).alerts;
    assert!(
        matches!(&alerts[..], [
            Alert::Deactivated,
            Alert::Deceased { name: luna, .. },
            Alert::Birthday { name: mittens, days_left: 0, turns: 3, pet_id: Some(_) },
            Alert::Birthday { name: own, days_left: 3, turns: 45, pet_id: None },
        ] if luna == "Luna" && mittens == "Mittens" && own == "Sarah Johnson"),
        "{alerts:?}"
    );
    sql(&place, &format!("UPDATE owners SET blocked_at = 5 WHERE id = {}", sarah.0));
    assert!(screen(&place, sarah).alerts.contains(&Alert::Blocked));
}

#[test]
fn the_family_of_referrals_is_named() {
    let place = clinic();
    let roberto = add(&place, &roberto()).id;
    let maria = add(&place, &OwnerInput { referred_by: Some(roberto), ..maria() }).id;
    for name in ["Zoé", "Ana"] {
        add(&place, &OwnerInput { referred_by: Some(maria), ..person(name, "Pech") });
    }
    let screen = screen(&place, maria);
    assert_eq!(screen.referrer.unwrap().name, "Roberto Sánchez");
    let names: Vec<&str> = screen.referred.iter().map(|owner| owner.name.as_str()).collect();
    assert_eq!(
        (names, screen.counts.referred, screen.figures.referral_count),
        (vec!["Ana Pech", "Zoé Pech"], 2, 2)
    );
}
