//! What the appointments' report reads.

use super::census::{Appointment, Outcome};
use crate::{
    Result,
    analysis::reports::report::Period,
    values::{Instant, StaffId, Zone},
};
use rusqlite::Connection;
use std::collections::HashMap;

/// Goes through the appointments of a period, by day, each with its kind.
pub fn each(
    conn: &Connection,
    period: Period,
    zone: Zone,
    staff: Option<StaffId>,
    mut f: impl FnMut(&Appointment, &str),
) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT starts_on, starts_at, status, owner_id, staff_id, service_id, coalesce(duration_minutes, 0), kind, id
         FROM appointments
         WHERE starts_on BETWEEN ?1 AND ?2 AND (?3 IS NULL OR staff_id = ?3)",
    )?;
    let mut rows = statement.query((period.from, period.to, staff))?;
    while let Some(row) = rows.next()? {
        let outcome = match row.get_ref(2)?.as_bytes()? {
            b"completed" => Outcome::Completed,
            b"cancelled" => Outcome::Cancelled,
            b"no_show" => Outcome::NoShow,
            _ => Outcome::Scheduled,
        };
        let at = row.get::<_, Instant>(1)?;
        let appointment = Appointment {
            id: row.get(8)?,
            at,
            day: row.get(0)?,
            time: zone.local(at).time(),
            outcome,
            owner: row.get(3)?,
            staff: row.get(4)?,
            service: row.get(5)?,
            minutes: row.get(6)?,
        };
        f(&appointment, row.get_ref(7)?.as_str()?);
    }
    Ok(())
}

/// The names of the staff.
pub fn staff(conn: &Connection) -> Result<HashMap<StaffId, String>> {
    let mut statement = conn.prepare_cached("SELECT id, name FROM staff")?;
    let names = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}
