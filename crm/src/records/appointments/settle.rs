//! What became of an appointment, and what follows from it.

use super::{AppointmentStatus, Booking, get, store};
use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done},
    values::AppointmentId,
};

/// Says what became of an appointment, or opens it again. One that is completed logs its visit, once and dated by the
/// appointment; one that is completed no more takes it back.
///
/// # Errors
/// `not_found`; `invalid` for one of a day to come that is said to be over.
pub fn settle(
    clinic: &Clinic,
    actor: &Actor,
    id: AppointmentId,
    status: AppointmentStatus,
) -> Result<Done<Booking>> {
    clinic.write(actor, Action::UpdateAppointment, |w| {
        let booking = get(w, id)?;
        let is_over = matches!(status, AppointmentStatus::Completed | AppointmentStatus::NoShow);
        if is_over && booking.starts_on > w.today {
            return Err(Error::invalid("starts_on", "still to come"));
        }
        w.about(booking.owner_name.clone());
        if booking.status == status {
            return Ok(booking);
        }
        store::set_status(w, id, status)?;
        if status == AppointmentStatus::Completed {
            let service = booking.service.as_deref().unwrap_or_else(|| booking.kind.as_str());
            let notes = booking.pet_name.as_ref().map(|pet| format!("Pet: {pet}"));
            store::log_visit(w, &booking, &format!("Appointment: {service}"), notes.as_deref())?;
        } else if booking.status == AppointmentStatus::Completed {
            store::forget_visit(w, id)?;
        }
        get(w, id)
    })
}
