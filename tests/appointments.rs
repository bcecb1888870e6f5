//! Appointments: booked, moved, closed; and the visit that a completed one is.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{add_pet, appointment, day, pet},
    people::{add, carlos, maria},
};
use crm::{
    Code,
    appointments::{self, AppointmentInput, AppointmentKind, AppointmentStatus, Booking},
    clinic::{self, Action, View},
    metrics,
    values::{AppointmentId, OwnerId, StaffId},
};

fn visit(owner: OwnerId, on: &str, minute: u32) -> AppointmentInput {
    AppointmentInput {
        owner_id: owner,
        pet_id: None,
        service_id: None,
        kind: AppointmentKind::Routine,
        starts_on: day(on),
        starts_minute: minute,
        duration_minutes: Some(30),
        staff_id: None,
        reason: None,
        notes: None,
    }
}

fn book(place: &Place, input: &AppointmentInput) -> Booking {
    appointments::book(place, &ACTOR, input).unwrap().value
}

/// An appointment of some day before, as an import brings it.
fn booked_on(place: &Place, owner: OwnerId, on: &str) -> AppointmentId {
    AppointmentId(appointment(place, owner, on, "scheduled"))
}

fn settle(place: &Place, id: AppointmentId, status: AppointmentStatus) -> Booking {
    appointments::settle(place, &ACTOR, id, status).unwrap().value
}

/// Subject, notes and day of the visits that are logged of an owner.
fn visits(place: &Place, owner: OwnerId) -> Vec<(String, Option<String>, String)> {
    place
        .read(&ACTOR, View::Records, |r| {
            let sql = "SELECT subject, notes, date(happened_on * 86400, 'unixepoch') FROM interactions
                       WHERE owner_id = ?1 AND kind = 'visit' AND channel = 'in_person' AND direction = 'inbound'";
            let mut statement = r.conn().prepare(sql)?;
            let rows = statement.query_map([owner], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .unwrap()
}

fn total_visits(place: &Place, owner: OwnerId) -> i64 {
    place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, owner)).unwrap().total_visits
}

#[test]
fn an_appointment_is_booked_moved_and_found_in_its_week() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let max = add_pet(&place, owner, &pet("Max", "dog")).id;
    let input = AppointmentInput {
        pet_id: Some(max),
        reason: Some(" Revisión ".into()),
        ..visit(owner, "2025-11-19", 630)
    };
    let booking = book(&place, &input);
    assert_eq!((booking.starts_minute, booking.pet_name.as_deref()), (630, Some("Max")));
    assert_eq!((booking.reason.as_deref(), booking.status), (Some("Revisión"), AppointmentStatus::Scheduled));

    let moved = AppointmentInput { starts_on: day("2025-11-21"), starts_minute: 16 * 60, ..input };
    let moved = appointments::reschedule(&place, &ACTOR, booking.id, &moved).unwrap().value;
    assert_eq!((moved.starts_on, moved.starts_minute), (day("2025-11-21"), 960));
    let week = place
        .read(&ACTOR, View::Records, |r| appointments::between(r, day("2025-11-17"), day("2025-11-23")))
        .unwrap();
    assert_eq!(week, [moved]);

    clinic::undo_last(&place, &ACTOR).unwrap();
    let back = place.read(&ACTOR, View::Records, |r| appointments::get(r, booking.id)).unwrap();
    assert_eq!((back.starts_on, back.starts_minute), (day("2025-11-19"), 630));
}

#[test]
fn a_completed_appointment_logs_its_visit_once_on_its_own_day() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let id = booked_on(&place, owner, "2025-11-14");
    assert_eq!(total_visits(&place, owner), 0);

    settle(&place, id, AppointmentStatus::Completed);
    settle(&place, id, AppointmentStatus::Completed);
    let visit = ("Appointment: routine".to_owned(), None, "2025-11-14".to_owned());
    assert_eq!(visits(&place, owner), std::slice::from_ref(&visit));
    assert_eq!(total_visits(&place, owner), 1);

    // Said by mistake: it is taken back with its visit, and said again.
    settle(&place, id, AppointmentStatus::NoShow);
    assert_eq!((visits(&place, owner).len(), total_visits(&place, owner)), (0, 0));
    settle(&place, id, AppointmentStatus::Completed);
    assert_eq!(visits(&place, owner), [visit]);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!((visits(&place, owner).len(), total_visits(&place, owner)), (0, 0));
}

#[test]
fn a_visit_that_somebody_made_more_of_stays() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let max = add_pet(&place, owner, &pet("Max", "dog")).id;
    let booking = book(&place, &AppointmentInput { pet_id: Some(max), ..visit(owner, "2025-11-17", 540) });
    settle(&place, booking.id, AppointmentStatus::Completed);
    assert_eq!(visits(&place, owner)[0].1.as_deref(), Some("Pet: Max"));
    place
        .write(&ACTOR, Action::UpdateInteraction, |w| {
            w.conn().execute("UPDATE interactions SET outcome = 'Todo bien'", [])?;
            Ok(())
        })
        .unwrap();
    settle(&place, booking.id, AppointmentStatus::Scheduled);
    settle(&place, booking.id, AppointmentStatus::Completed);
    assert_eq!(visits(&place, owner).len(), 1);
}

#[test]
fn a_cancelled_one_says_when_and_can_be_opened_again() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let booking = book(&place, &visit(owner, "2025-11-20", 600));
    let cancelled_at = |place: &Place| -> Option<i64> {
        let sql = "SELECT cancelled_at FROM appointments";
        place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap()
    };
    settle(&place, booking.id, AppointmentStatus::Cancelled);
    assert!(cancelled_at(&place).is_some());
    settle(&place, booking.id, AppointmentStatus::Scheduled);
    assert_eq!(cancelled_at(&place), None);
    assert_eq!(visits(&place, owner).len(), 0);
}

#[test]
fn what_overlaps_is_told_before_it_is_booked() {
    let place = clinic();
    let (owner, other) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    let with_staff = |input| AppointmentInput { staff_id: Some(StaffId(1)), ..input };
    let first = book(&place, &with_staff(visit(owner, "2025-11-20", 600)));
    let clashes = |minute, except| -> usize {
        let input = with_staff(visit(other, "2025-11-20", minute));
        place.read(&ACTOR, View::Records, |r| appointments::clashes(r, &input, except)).unwrap().len()
    };
    assert_eq!([570, 571, 600, 629, 630].map(|minute| clashes(minute, None)), [0, 1, 1, 1, 0]);
    assert_eq!(clashes(600, Some(first.id)), 0);

    // It is booked all the same, and both are marked.
    book(&place, &with_staff(visit(other, "2025-11-20", 615)));
    let day = place.read(&ACTOR, View::Records, |r| appointments::of_day(r, day("2025-11-20"))).unwrap();
    assert_eq!(day.iter().map(|booking| booking.overlaps).collect::<Vec<_>>(), [true, true]);
    settle(&place, first.id, AppointmentStatus::Cancelled);
    assert_eq!(clashes(600, None), 1);
}

#[test]
fn what_cannot_be_is_refused_by_its_field() {
    let place = clinic();
    let (owner, other) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    let buddy = add_pet(&place, other, &pet("Buddy", "dog")).id;
    let good = visit(owner, "2025-11-20", 600);
    for (input, field) in [
        (AppointmentInput { starts_on: day("2025-11-16"), ..good.clone() }, "starts_on"),
        (AppointmentInput { starts_minute: 1_440, ..good.clone() }, "starts_minute"),
        (AppointmentInput { duration_minutes: Some(0), ..good.clone() }, "duration_minutes"),
        (AppointmentInput { pet_id: Some(buddy), ..good.clone() }, "pet_id"),
    ] {
        let error = appointments::book(&place, &ACTOR, &input).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
    let booking = book(&place, &good);
    let future = appointments::settle(&place, &ACTOR, booking.id, AppointmentStatus::Completed).unwrap_err();
    assert_eq!(future.field.as_deref(), Some("starts_on"));
    settle(&place, booking.id, AppointmentStatus::Cancelled);
    let closed = appointments::reschedule(&place, &ACTOR, booking.id, &good).unwrap_err();
    assert_eq!(closed.field.as_deref(), Some("status"));
    let nobody = appointments::book(&place, &ACTOR, &visit(OwnerId(999), "2025-11-20", 600)).unwrap_err();
    assert_eq!(nobody.code, Code::NotFound);
}
