//! The visits of every owner, from the covering index.

use crate::{
    Result,
    values::{Day, OwnerId},
};
use rusqlite::Connection;
use std::collections::HashSet;

/// Goes through the owners with their visits up to a day, each day once, in order.
pub fn each(conn: &Connection, to: Day, mut f: impl FnMut(OwnerId, &[Day])) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT owner_id, starts_on FROM appointments WHERE status = 'completed' AND owner_id IS NOT NULL
         ORDER BY owner_id, starts_on",
    )?;
    let mut rows = statement.query([])?;
    let mut at = None;
    let mut visits: Vec<Day> = Vec::new();
    while let Some(row) = rows.next()? {
        let owner: OwnerId = row.get(0)?;
        if let Some(before) = at.replace(owner).filter(|before| *before != owner) {
            f(before, &visits);
            visits.clear();
        }
        let day = row.get(1)?;
        if day <= to && visits.last() != Some(&day) {
            visits.push(day);
        }
    }
    if let Some(last) = at {
        f(last, &visits);
    }
    Ok(())
}

/// The few who are in no count: deactivated, blocked, anonymised.
pub fn left_out(conn: &Connection) -> Result<HashSet<OwnerId>> {
    let mut statement = conn.prepare_cached(
        "SELECT id FROM owners WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL",
    )?;
    let owners = statement.query_map([], |row| row.get(0))?;
    Ok(owners.collect::<rusqlite::Result<_>>()?)
}
