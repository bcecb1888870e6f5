//! SQL of appointments.

use super::{AppointmentInput, AppointmentStatus, Booking, Service, minute_of_day};
use crate::{
    Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{AppointmentId, Day, ExternalId, Instant, OwnerId, PetId},
};
use rusqlite::{OptionalExtension, Row, params};

const BOOKINGS: &str = include_str!("bookings.sql");

fn booking_of(row: &Row<'_>, read: &Read) -> rusqlite::Result<Booking> {
    let mut columns = Columns::of(row);
    let mut booking = Booking {
        id: columns.next()?,
        owner_id: columns.next()?,
        owner_name: columns.next()?,
        phone: columns.next()?,
        pet_id: columns.next()?,
        pet_name: columns.next()?,
        species: columns.next()?,
        service_id: columns.next()?,
        service: columns.next()?,
        kind: columns.next()?,
        starts_at: columns.next()?,
        starts_on: columns.next()?,
        starts_minute: 0,
        duration_minutes: columns.next()?,
        status: columns.next()?,
        staff_id: columns.next()?,
        staff_name: columns.next()?,
        reason: columns.next()?,
        notes: columns.next()?,
        overlaps: false,
    };
    booking.starts_minute = minute_of_day(read, booking.starts_at);
    Ok(booking)
}

pub(super) fn between(read: &Read, from: Day, to: Day) -> Result<Vec<Booking>> {
    let mut statement = read.conn().prepare_cached(&between_sql())?;
    let bookings = statement.query_map([from, to], |row| booking_of(row, read))?;
    Ok(bookings.collect::<rusqlite::Result<_>>()?)
}

/// Of the last day with bookings among these, both included, what is scheduled still.
pub(super) fn unclosed(read: &Read, from: Day, to: Day, limit: u32) -> Result<Vec<Booking>> {
    let mut statement = read.conn().prepare_cached(&unclosed_sql())?;
    let bookings = statement.query_map(params![from, to, limit], |row| booking_of(row, read))?;
    Ok(bookings.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn by_id(read: &Read, id: AppointmentId) -> Result<Option<Booking>> {
    let sql = format!("{BOOKINGS} WHERE a.id = ?1");
    Ok(read.conn().prepare_cached(&sql)?.query_row([id], |row| booking_of(row, read)).optional()?)
}

pub(super) fn services(read: &Read) -> Result<Vec<Service>> {
    let sql = "SELECT id, name, kind, duration_minutes FROM services WHERE is_active = 1 ORDER BY name";
    let mut statement = read.conn().prepare_cached(sql)?;
    let services = statement.query_map([], |row| {
        Ok(Service { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, duration_minutes: row.get(3)? })
    })?;
    Ok(services.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(w: &mut Write<'_>, new: &AppointmentInput, starts_at: Instant) -> Result<AppointmentId> {
    let sql =
        "INSERT INTO appointments (external_id, owner_id, pet_id, service_id, kind, starts_at, starts_on,
                 duration_minutes, status, staff_id, reason, notes, booked_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'scheduled', ?9, ?10, ?11, ?12)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        new.owner_id,
        new.pet_id,
        new.service_id,
        new.kind,
        starts_at,
        new.starts_on,
        new.duration_minutes,
        new.staff_id,
        new.reason,
        new.notes,
        w.now
    ])?;
    Ok(AppointmentId(w.conn().last_insert_rowid()))
}

pub(super) fn update(
    w: &mut Write<'_>,
    id: AppointmentId,
    new: &AppointmentInput,
    starts_at: Instant,
) -> Result<()> {
    let sql =
        "UPDATE appointments SET pet_id = ?2, service_id = ?3, kind = ?4, starts_at = ?5, starts_on = ?6,
                 duration_minutes = ?7, staff_id = ?8, reason = ?9, notes = ?10 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute(params![
        id,
        new.pet_id,
        new.service_id,
        new.kind,
        starts_at,
        new.starts_on,
        new.duration_minutes,
        new.staff_id,
        new.reason,
        new.notes
    ])?;
    Ok(())
}

pub(super) fn set_status(w: &mut Write<'_>, id: AppointmentId, status: AppointmentStatus) -> Result<()> {
    let cancelled_at = (status == AppointmentStatus::Cancelled).then_some(w.now);
    let sql = "UPDATE appointments SET status = ?2, cancelled_at = ?3 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((id, status, cancelled_at))?;
    Ok(())
}

/// The visit that a completed appointment is, dated by the appointment; one that is logged already stays the only one.
pub(super) fn log_visit(
    w: &mut Write<'_>,
    booking: &Booking,
    subject: &str,
    notes: Option<&str>,
) -> Result<()> {
    w.conn().prepare_cached(include_str!("log_visit.sql"))?.execute(params![
        ExternalId::born(w.now),
        booking.owner_id,
        booking.pet_id,
        booking.id,
        subject,
        notes,
        booking.starts_at,
        booking.starts_on,
        booking.staff_id,
        w.now
    ])?;
    Ok(())
}

/// Takes the logged visit away, unless somebody has made more of it.
pub(super) fn forget_visit(w: &mut Write<'_>, id: AppointmentId) -> Result<()> {
    let sql =
        "DELETE FROM interactions WHERE appointment_id = ?1 AND kind = 'visit' AND follow_up_required = 0
                 AND outcome IS NULL AND subject LIKE 'Appointment: %'";
    w.conn().prepare_cached(sql)?.execute([id])?;
    Ok(())
}

pub(super) fn next_of(read: &Read, owner: OwnerId) -> Result<Option<Booking>> {
    let mut statement = read.conn().prepare_cached(&next_sql())?;
    let next = statement.query_row((owner, read.today, read.now), |row| booking_of(row, read));
    Ok(next.optional()?)
}

pub(super) fn to_come_of_pet(read: &Read, pet: PetId) -> Result<Vec<Booking>> {
    let mut statement = read.conn().prepare_cached(&to_come_of_pet_sql())?;
    let bookings = statement.query_map((pet, read.now), |row| booking_of(row, read))?;
    Ok(bookings.collect::<rusqlite::Result<_>>()?)
}

fn to_come_of_pet_sql() -> String {
    format!(
        "{BOOKINGS} WHERE a.pet_id = ?1 AND a.starts_at > ?2 AND a.status = 'scheduled' ORDER BY a.starts_at, a.id"
    )
}

/// Cancels one, and says why under what is noted already.
pub(super) fn cancel(w: &mut Write<'_>, booking: &Booking, why: &str) -> Result<()> {
    let notes = booking.notes.as_deref().map_or_else(|| why.to_owned(), |notes| format!("{notes}\n{why}"));
    let sql = "UPDATE appointments SET status = 'cancelled', cancelled_at = ?2, notes = ?3 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((booking.id, w.now, notes))?;
    Ok(())
}

pub(super) fn set_owner(w: &mut Write<'_>, id: AppointmentId, owner: OwnerId) -> Result<()> {
    w.conn().prepare_cached("UPDATE appointments SET owner_id = ?2 WHERE id = ?1")?.execute((id, owner))?;
    Ok(())
}

fn between_sql() -> String {
    format!("{BOOKINGS} WHERE a.starts_on BETWEEN ?1 AND ?2 ORDER BY a.starts_on, a.starts_at, a.id")
}

fn unclosed_sql() -> String {
    format!(
        "{BOOKINGS} WHERE a.starts_on BETWEEN ?1 AND ?2 AND a.status = 'scheduled'
         ORDER BY a.starts_on DESC, a.starts_at, a.id LIMIT ?3"
    )
}

fn next_sql() -> String {
    format!(
        "{BOOKINGS} WHERE a.owner_id = ?1 AND a.starts_on >= ?2 AND a.starts_at >= ?3 AND a.status = 'scheduled'
         ORDER BY a.starts_on, a.starts_at, a.id LIMIT 1"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn a_day_and_what_comes_next_have_their_indexes() {
        let day = plan(&between_sql());
        assert!(
            day.contains("SEARCH a USING INDEX appointments_by_day") && !day.contains("FOR ORDER BY"),
            "{day}"
        );
        let unclosed = plan(&unclosed_sql());
        let day_and_status = "SEARCH a USING INDEX appointments_by_day (starts_on>? AND starts_on<?)";
        assert!(unclosed.contains(day_and_status) && !unclosed.contains("SCAN"), "{unclosed}");
        let next = plan(&next_sql());
        assert!(next.contains("SEARCH a USING INDEX appointments_by_owner"), "{next}");
        assert!(!day.contains("SCAN") && !next.contains("SCAN"), "{day}\n{next}");
        let pets = plan(&to_come_of_pet_sql());
        assert!(pets.contains("SEARCH a USING INDEX appointments_by_pet"), "{pets}");
    }
}
