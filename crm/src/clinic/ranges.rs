//! What a bulk write inserted is known by its ranges of ids.

use super::{Write, images};
use crate::{
    Result,
    values::{ChangeId, OwnerId},
};
use rusqlite::Connection;

pub(super) struct Range {
    pub table: String,
    pub first: i64,
    pub last: i64,
}

/// Notes that the change being made inserted these rows, ids from `first` to `last`.
pub fn record(w: &Write<'_>, table: &str, first: i64, last: i64) -> Result<()> {
    let sql = "INSERT INTO change_ranges (change_id, table_name, first_row_id, last_row_id) VALUES (?1, ?2, ?3, ?4)";
    w.conn().execute(sql, (w.change(), table, first, last))?;
    Ok(())
}

/// Changes rows that this change inserted, as part of their insert: their range undoes it, no image is kept.
pub fn as_inserted<T>(w: &Write<'_>, f: impl FnOnce() -> Result<T>) -> Result<T> {
    images::pause(w.conn())?;
    let done = f()?;
    images::resume(w.conn())?;
    Ok(done)
}

/// Notes an owner whose figures a bulk write changed.
pub fn touch(w: &Write<'_>, owner: OwnerId) -> Result<()> {
    w.conn().prepare_cached("INSERT OR IGNORE INTO temp.touched VALUES (?1)")?.execute([owner])?;
    Ok(())
}

/// What a change inserted in bulk.
pub(super) fn of(conn: &Connection, id: ChangeId) -> Result<Vec<Range>> {
    let sql =
        "SELECT table_name, first_row_id, last_row_id FROM change_ranges WHERE change_id = ?1 ORDER BY id";
    let mut statement = conn.prepare(sql)?;
    let rows = statement
        .query_map([id], |row| Ok(Range { table: row.get(0)?, first: row.get(1)?, last: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
