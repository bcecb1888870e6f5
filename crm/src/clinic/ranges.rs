//! Undo of a bulk import: the rows it inserted are known by their ranges of ids.
//!
//! A row that was edited since stays, and so does every row that a staying row needs: nothing that a person
//! entered after the import hangs in the air or is lost.

use super::{Write, images};
use crate::{
    Result,
    values::{ChangeId, OwnerId},
};
use rusqlite::Connection;

struct Range {
    table: String,
    first: i64,
    last: i64,
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

fn ranges_of(conn: &Connection, id: ChangeId) -> Result<Vec<Range>> {
    let sql =
        "SELECT table_name, first_row_id, last_row_id FROM change_ranges WHERE change_id = ?1 ORDER BY id";
    let mut statement = conn.prepare(sql)?;
    let rows = statement
        .query_map([id], |row| Ok(Range { table: row.get(0)?, first: row.get(1)?, last: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether a row was inserted in bulk by that change.
pub(super) fn covers(conn: &Connection, id: ChangeId, table: &str, row: i64) -> bool {
    let sql = "SELECT 1 FROM change_ranges
               WHERE change_id = ?1 AND table_name = ?2 AND ?3 BETWEEN first_row_id AND last_row_id";
    conn.prepare_cached(sql).and_then(|mut statement| statement.exists((id, table, row))).unwrap_or(false)
}

/// Deletes the rows that a change inserted in bulk, but those edited since and what they need.
pub(super) fn take_back(w: &mut Write<'_>, id: ChangeId) -> Result<()> {
    let conn = w.conn();
    let ranges = ranges_of(conn, id)?;
    if ranges.is_empty() {
        return Ok(());
    }
    // Rows of a range are not imaged one by one when they go: the import file is how they come back.
    images::pause(conn)?;
    for range in &ranges {
        keep_edited(conn, id, range)?;
    }
    // Children stand after their parents in the schema's order, so going backwards frees the parents.
    for range in ranges.iter().rev() {
        keep_referenced(conn, range)?;
        let sql = format!(
            "DELETE FROM {0} WHERE id BETWEEN ?1 AND ?2
             AND id NOT IN (SELECT row_id FROM temp.staying WHERE table_name = '{0}')",
            range.table
        );
        conn.execute(&sql, (range.first, range.last))?;
    }
    conn.execute_batch("DELETE FROM temp.staying")?;
    images::resume(conn)?;
    w.touch_everyone();
    w.not_undoable();
    Ok(())
}

/// Rows of the range that any later change touched.
fn keep_edited(conn: &Connection, id: ChangeId, range: &Range) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO temp.staying
               SELECT table_name, row_id FROM change_rows
               WHERE table_name = ?1 AND row_id BETWEEN ?2 AND ?3 AND change_id > ?4";
    conn.execute(sql, (&range.table, range.first, range.last, id))?;
    Ok(())
}

/// Rows of the range that a row still there points to.
fn keep_referenced(conn: &Connection, range: &Range) -> Result<()> {
    let sql =
        "SELECT child.name, fk.\"from\" FROM sqlite_schema child, pragma_foreign_key_list(child.name) fk
               WHERE child.type = 'table' AND fk.\"table\" = ?1
                 AND child.name NOT IN ('owner_figures', 'drafts', 'recents')";
    let mut statement = conn.prepare_cached(sql)?;
    let references = statement
        .query_map([&range.table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (child, column) in references {
        // A row of the same table that goes too holds nothing back.
        let own = if child == range.table {
            format!(
                "AND (id NOT BETWEEN {} AND {} OR id IN (SELECT row_id FROM temp.staying WHERE table_name = '{child}'))",
                range.first, range.last
            )
        } else {
            String::new()
        };
        let sql = format!(
            "INSERT OR IGNORE INTO temp.staying
             SELECT '{}', {column} FROM {child} WHERE {column} BETWEEN ?1 AND ?2 {own}",
            range.table
        );
        conn.execute(&sql, (range.first, range.last))?;
    }
    Ok(())
}

/// How many rows of a change's ranges are still there: those that its undo left.
pub fn left(w: &Write<'_>, id: ChangeId) -> Result<Vec<(String, i64)>> {
    let mut left = Vec::new();
    for range in ranges_of(w.conn(), id)? {
        let sql = format!("SELECT count(*) FROM {} WHERE id BETWEEN ?1 AND ?2", range.table);
        let count = w.conn().query_row(&sql, (range.first, range.last), |row| row.get(0))?;
        left.push((range.table, count));
    }
    Ok(left)
}

/// Notes an owner whose figures a bulk write changed.
pub fn touch(w: &Write<'_>, owner: OwnerId) -> Result<()> {
    w.conn().prepare_cached("INSERT OR IGNORE INTO temp.touched VALUES (?1)")?.execute([owner])?;
    Ok(())
}
