//! Appointments: the agenda of a day or a week, when an owner comes next, and what becomes of a booking.

mod book;
mod rules;
mod settle;
mod store;

pub use book::{AppointmentInput, book, clashes, reschedule};
pub use settle::settle;

use crate::{
    Error, Result,
    clinic::{Read, Write},
    values::{AppointmentId, Day, Instant, OwnerId, PetId, ServiceId, StaffId, text_enum},
};
use chrono::Timelike;
use serde::Serialize;

/// The longest time whose agenda is read at once.
const MOST_DAYS: i32 = 62;
/// So many days back is looked for what was left open.
const UNCLOSED_DAYS: i32 = 7;

text_enum! {
    /// What an appointment is for.
    AppointmentKind {
        /// A check-up.
        Routine = "routine",
        /// An emergency.
        Emergency = "emergency",
        /// An operation.
        Surgery = "surgery",
        /// Bath and cut.
        Grooming = "grooming",
        /// A stay.
        Boarding = "boarding",
        /// A vaccination.
        Vaccination = "vaccination",
        /// Something else.
        Other = "other",
    }
}

text_enum! {
    /// What became of an appointment.
    AppointmentStatus {
        /// It is to come, or nobody has said what became of it.
        Scheduled = "scheduled",
        /// They came.
        Completed = "completed",
        /// It was called off.
        Cancelled = "cancelled",
        /// They did not come.
        NoShow = "no_show",
    }
}

/// An appointment as the agenda shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Booking {
    /// The appointment.
    pub id: AppointmentId,
    /// Who comes.
    pub owner_id: OwnerId,
    /// The owner's name on the screen.
    pub owner_name: String,
    /// The owner's telephone as typed.
    pub phone: Option<String>,
    /// With which pet.
    pub pet_id: Option<PetId>,
    /// Its name.
    pub pet_name: Option<String>,
    /// Its species.
    pub species: Option<String>,
    /// For which service.
    pub service_id: Option<ServiceId>,
    /// Its name.
    pub service: Option<String>,
    /// What for.
    pub kind: AppointmentKind,
    /// When it begins.
    pub starts_at: Instant,
    /// The day.
    pub starts_on: Day,
    /// The minute of the day by the clinic's wall clock.
    pub starts_minute: u32,
    /// How long it takes.
    pub duration_minutes: Option<u32>,
    /// What became of it.
    pub status: AppointmentStatus,
    /// With whom.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
    /// Why they come.
    pub reason: Option<String>,
    /// Notes.
    pub notes: Option<String>,
    /// Whether the same staff member has another one at that time.
    pub overlaps: bool,
}

/// A service as lists offer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// The service.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// What an appointment for it is.
    pub kind: AppointmentKind,
    /// How long it takes.
    pub duration_minutes: Option<u32>,
}

/// An appointment.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, id: AppointmentId) -> Result<Booking> {
    store::by_id(read, id)?.ok_or_else(|| Error::not_found("appointment"))
}

/// The agenda of a day, in the order of the clock.
///
/// # Errors
/// Only those of the database.
pub fn of_day(read: &Read, day: Day) -> Result<Vec<Booking>> {
    between(read, day, day)
}

/// The agenda of the days from one to another, in the order of the clock; at most 62 days.
///
/// # Errors
/// `invalid` for a longer time.
pub fn between(read: &Read, from: Day, to: Day) -> Result<Vec<Booking>> {
    if to.since(from) > MOST_DAYS {
        return Err(Error::invalid("to", format!("more than {MOST_DAYS} days")));
    }
    let mut bookings = store::between(read, from, to)?;
    for day in bookings.chunk_by_mut(|one, next| one.starts_on == next.starts_on) {
        rules::mark_overlaps(day);
    }
    Ok(bookings)
}

/// Active services by name.
///
/// # Errors
/// Only those of the database.
pub fn services(read: &Read) -> Result<Vec<Service>> {
    store::services(read)
}

/// Appointments of the week before this day of which nobody has said what became of them: the last day's first, each in
/// the order of the clock; so many at most.
///
/// # Errors
/// Only those of the database.
pub fn unclosed(read: &Read, today: Day, limit: u32) -> Result<Vec<Booking>> {
    store::unclosed(read, today.plus(-UNCLOSED_DAYS), today.plus(-1), limit)
}

/// When an owner comes next: today later, or on a day to come.
///
/// # Errors
/// Only those of the database.
pub fn next_of(read: &Read, owner: OwnerId) -> Result<Option<Booking>> {
    store::next_of(read, owner)
}

/// What is booked for a pet from now on, in the order of the clock.
///
/// # Errors
/// Only those of the database.
pub fn to_come_of_pet(read: &Read, pet: PetId) -> Result<Vec<Booking>> {
    store::to_come_of_pet(read, pet)
}

/// Cancels what is booked for a pet from now on, within another write. What has begun already is left to be closed.
pub(super) fn cancel_of_pet(w: &mut Write<'_>, pet: PetId, why: &str) -> Result<u32> {
    let bookings = store::to_come_of_pet(w, pet)?;
    bookings.iter().try_for_each(|booking| store::cancel(w, booking, why))?;
    Ok(u32::try_from(bookings.len()).unwrap_or(u32::MAX))
}

/// Hands what is booked for a pet from now on to its new owner, within another write.
pub(super) fn move_of_pet(w: &mut Write<'_>, pet: PetId, owner: OwnerId) -> Result<u32> {
    let bookings = store::to_come_of_pet(w, pet)?;
    bookings.iter().try_for_each(|booking| store::set_owner(w, booking.id, owner))?;
    Ok(u32::try_from(bookings.len()).unwrap_or(u32::MAX))
}

/// The minute of the day at which the clinic's wall clock stands at a moment.
pub(crate) fn minute_of_day(read: &Read, at: Instant) -> u32 {
    let clock = read.zone.local(at).time();
    clock.hour() * 60 + clock.minute()
}
