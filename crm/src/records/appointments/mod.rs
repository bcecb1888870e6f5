//! Appointments: the agenda of a day, and when an owner comes next.

mod rules;
mod store;

use crate::{
    Result,
    clinic::Read,
    values::{AppointmentId, Day, Instant, OwnerId, PetId, text_enum},
};
use chrono::Timelike;
use serde::Serialize;

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
    pub staff_name: Option<String>,
    /// Why they come.
    pub reason: Option<String>,
    /// Whether the same staff member has another one at that time.
    pub overlaps: bool,
}

/// The agenda of a day, in the order of the clock.
///
/// # Errors
/// Only those of the database.
pub fn of_day(read: &Read, day: Day) -> Result<Vec<Booking>> {
    let mut bookings = store::of_day(read, day)?;
    rules::mark_overlaps(&mut bookings);
    Ok(bookings)
}

/// Appointments of a day of which nobody has said what became of them.
///
/// # Errors
/// Only those of the database.
pub fn unclosed(read: &Read, day: Day) -> Result<Vec<Booking>> {
    let mut bookings = store::of_day(read, day)?;
    bookings.retain(|booking| booking.status == AppointmentStatus::Scheduled);
    Ok(bookings)
}

/// When an owner comes next: today later, or on a day to come.
///
/// # Errors
/// Only those of the database.
pub fn next_of(read: &Read, owner: OwnerId) -> Result<Option<Booking>> {
    store::next_of(read, owner)
}

/// The minute of the day at which the clinic's wall clock stands at a moment.
pub(crate) fn minute_of_day(read: &Read, at: Instant) -> u32 {
    let clock = read.zone.local(at).time();
    clock.hour() * 60 + clock.minute()
}
