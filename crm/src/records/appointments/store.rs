//! SQL of appointments.

use super::{Booking, minute_of_day};
use crate::{
    Result,
    clinic::Read,
    records::columns::Columns,
    values::{Day, OwnerId},
};
use rusqlite::{OptionalExtension, Row};

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
        service: columns.next()?,
        kind: columns.next()?,
        starts_at: columns.next()?,
        starts_on: columns.next()?,
        starts_minute: 0,
        duration_minutes: columns.next()?,
        status: columns.next()?,
        staff_name: columns.next()?,
        reason: columns.next()?,
        overlaps: false,
    };
    booking.starts_minute = minute_of_day(read, booking.starts_at);
    Ok(booking)
}

pub(super) fn of_day(read: &Read, day: Day) -> Result<Vec<Booking>> {
    let mut statement = read.conn().prepare_cached(&day_sql())?;
    let bookings = statement.query_map([day], |row| booking_of(row, read))?;
    Ok(bookings.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn next_of(read: &Read, owner: OwnerId) -> Result<Option<Booking>> {
    let mut statement = read.conn().prepare_cached(&next_sql())?;
    let next = statement.query_row((owner, read.today, read.now), |row| booking_of(row, read));
    Ok(next.optional()?)
}

fn day_sql() -> String {
    format!("{BOOKINGS} WHERE a.starts_on = ?1 ORDER BY a.starts_at, a.id")
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
        let day = plan(&day_sql());
        assert!(
            day.contains("SEARCH a USING INDEX appointments_by_day") && !day.contains("FOR ORDER BY"),
            "{day}"
        );
        let next = plan(&next_sql());
        assert!(next.contains("SEARCH a USING INDEX appointments_by_owner"), "{next}");
        assert!(!day.contains("SCAN") && !next.contains("SCAN"), "{day}\n{next}");
    }
}
