//! Booking, and moving what is booked.

use super::{AppointmentKind, AppointmentStatus, Booking, between, get, rules, store};
use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read},
    records::{
        input::{TEXT, line, text},
        owners, pets,
    },
    values::{AppointmentId, Day, Instant, OwnerId, PetId, ServiceId, StaffId},
};
use chrono::NaiveTime;
use serde::Deserialize;

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// An appointment's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Booking`")]
pub struct AppointmentInput {
    pub owner_id: OwnerId,
    #[serde(default)]
    pub pet_id: Option<PetId>,
    #[serde(default)]
    pub service_id: Option<ServiceId>,
    pub kind: AppointmentKind,
    pub starts_on: Day,
    /// The minute of the day by the clinic's wall clock (600 is 10:00).
    pub starts_minute: u32,
    #[serde(default)]
    pub duration_minutes: Option<u32>,
    #[serde(default)]
    pub staff_id: Option<StaffId>,
    #[serde(default)]
    pub reason: Option<String>,
    #[serde(default)]
    pub notes: Option<String>,
}

/// Books an appointment. One that overlaps another is booked all the same: see [`clashes`].
///
/// # Errors
/// `invalid` with the field: for a day that has passed `starts_on`; `not_found` without the owner.
pub fn book(clinic: &Clinic, actor: &Actor, input: &AppointmentInput) -> Result<Done<Booking>> {
    clinic.write(actor, Action::BookAppointment, |w| {
        w.about(owners::get(w, input.owner_id)?.name);
        if input.starts_on < w.today {
            return Err(Error::invalid("starts_on", "in the past"));
        }
        let (input, starts_at) = checked(input, w)?;
        let id = store::insert(w, &input, starts_at)?;
        get(w, id)
    })
}

/// Moves an appointment that is still to come to another time, or changes what it is for.
///
/// # Errors
/// `invalid` with the field; for one that is closed `status`, and for another owner `owner_id`.
pub fn reschedule(
    clinic: &Clinic,
    actor: &Actor,
    id: AppointmentId,
    input: &AppointmentInput,
) -> Result<Done<Booking>> {
    clinic.write(actor, Action::UpdateAppointment, |w| {
        let old = get(w, id)?;
        w.about(old.owner_name);
        if old.status != AppointmentStatus::Scheduled {
            return Err(Error::invalid("status", "closed"));
        }
        if old.owner_id != input.owner_id {
            return Err(Error::invalid("owner_id", "another owner"));
        }
        if input.starts_on < w.today && input.starts_on != old.starts_on {
            return Err(Error::invalid("starts_on", "in the past"));
        }
        let (input, starts_at) = checked(input, w)?;
        store::update(w, id, &input, starts_at)?;
        get(w, id)
    })
}

/// Appointments of the same staff member that overlap this one, were it booked; `except` is the one that is moved.
///
/// # Errors
/// `invalid` with the field.
pub fn clashes(read: &Read, input: &AppointmentInput, except: Option<AppointmentId>) -> Result<Vec<Booking>> {
    let day = between(read, input.starts_on, input.starts_on)?;
    let others = day.into_iter().filter(|booking| Some(booking.id) != except);
    Ok(others.filter(|booking| rules::clashes(booking, input)).collect())
}

fn checked(input: &AppointmentInput, read: &Read) -> Result<(AppointmentInput, Instant)> {
    let time = NaiveTime::from_num_seconds_from_midnight_opt(input.starts_minute.saturating_mul(60), 0);
    let time = time.ok_or_else(|| Error::invalid("starts_minute", "not a minute of a day"))?;
    if input.duration_minutes.is_some_and(|minutes| !(1..=DAY).contains(&minutes)) {
        return Err(Error::invalid("duration_minutes", "not between a minute and a day"));
    }
    let pet = input.pet_id.map(|id| pets::get(read, id)).transpose()?;
    if pet.is_some_and(|pet| pet.owner_id != input.owner_id) {
        return Err(Error::invalid("pet_id", "another owner's pet"));
    }
    let starts_at = read.zone.instant(input.starts_on.date().and_time(time));
    let reason = line("reason", input.reason.as_deref())?;
    let notes = text("notes", input.notes.as_deref(), TEXT)?;
    Ok((AppointmentInput { reason, notes, ..input.clone() }, starts_at))
}
