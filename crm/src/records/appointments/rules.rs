//! Bookings that collide.

use super::{AppointmentInput, AppointmentStatus, Booking};

/// Minutes of an appointment that does not say how long it takes.
const USUAL_MINUTES: u32 = 30;

/// Marks the bookings of one day (in the order of the clock) that a staff member has at the same time.
pub(super) fn mark_overlaps(bookings: &mut [Booking]) {
    let spans: Vec<Option<(String, u32, u32)>> = bookings.iter().map(span).collect();
    for (at, booking) in bookings.iter_mut().enumerate() {
        let Some(Some(mine)) = spans.get(at) else { continue };
        booking.overlaps = spans.iter().enumerate().any(|(other_at, other)| {
            let Some(other) = other else { return false };
            other_at != at && other.0 == mine.0 && other.1 < mine.2 && mine.1 < other.2
        });
    }
}

/// Whether a booking of a staff member is at the time of one that is about to be made.
pub(super) fn clashes(booking: &Booking, new: &AppointmentInput) -> bool {
    let is_theirs = booking.staff_id.is_some() && booking.staff_id == new.staff_id;
    let end = new.starts_minute + new.duration_minutes.unwrap_or(USUAL_MINUTES);
    is_theirs && span(booking).is_some_and(|(_, first, last)| first < end && new.starts_minute < last)
}

/// Who is busy from which minute to which; nobody when it was called off, or nobody was named.
fn span(booking: &Booking) -> Option<(String, u32, u32)> {
    let is_held = matches!(booking.status, AppointmentStatus::Scheduled | AppointmentStatus::Completed);
    let staff = booking.staff_name.clone().filter(|_| is_held)?;
    let begin = booking.starts_minute;
    Some((staff, begin, begin + booking.duration_minutes.unwrap_or(USUAL_MINUTES)))
}
