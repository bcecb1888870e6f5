//! Days that are kept beside instants, for the indexes: they are days in the clinic's zone.

use crate::{
    Result,
    values::{Instant, Zone},
};
use rusqlite::{Connection, functions::FunctionFlags};

/// The columns that hold the day of an instant beside it.
pub(super) const OF_INSTANTS: &[(&str, &str, &str)] = &[
    ("appointments", "starts_on", "starts_at"),
    ("orders", "ordered_on", "ordered_at"),
    ("interactions", "happened_on", "happened_at"),
    ("messages", "sent_on", "sent_at"),
    ("messages", "answered_on", "answered_at"),
    ("feedback", "received_on", "received_at"),
    ("loyalty_entries", "entered_on", "entered_at"),
];

/// The days of all instants as another zone has them.
pub(super) fn move_to(conn: &Connection, zone: Zone) -> Result<()> {
    conn.create_scalar_function("local_day", 1, FunctionFlags::SQLITE_DIRECTONLY, move |context| {
        Ok(zone.day(Instant::from_millis(context.get(0)?)))
    })?;
    for (table, day, instant) in OF_INSTANTS {
        let sql = format!(
            "UPDATE {table} SET {day} = local_day({instant})
             WHERE {instant} IS NOT NULL AND {day} IS NOT local_day({instant})"
        );
        conn.execute(&sql, [])?;
    }
    conn.remove_function("local_day", 1)?;
    Ok(())
}
