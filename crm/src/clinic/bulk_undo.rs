//! Undo of a bulk write: the rows that it inserted go, but for those edited since and what a staying row needs. So
//! nothing that a person entered afterwards is lost or hangs in the air.
//!
//! Foreign keys are off meanwhile: a database that looks for children row by row takes a pass over each table for each
//! row. Here they are found from the other side: whatever refers to a row of the import was written with it or after
//! it, and so is known by an image or by a later range.

use super::{
    Write, images,
    ranges::{self, Range},
};
use crate::{Result, values::ChangeId};
use rusqlite::Connection;

/// Above so many rows, everybody's figures are computed anew.
const FEW: i64 = 20_000;

/// Creates the tables of an undo's work. The connection is its own and is closed after it.
pub(super) fn begin(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(
        "CREATE TEMP TABLE since (table_name TEXT, row_id INTEGER, is_edited INTEGER, PRIMARY KEY (table_name, row_id)) WITHOUT ROWID;
         CREATE TEMP TABLE staying (table_name TEXT, row_id INTEGER, round INTEGER, reason TEXT, PRIMARY KEY (table_name, row_id)) WITHOUT ROWID;",
    )?)
}

/// Notes a row that was to be put back and stays, because it was changed since.
pub(super) fn keep(conn: &Connection, table: &str, row: i64) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO temp.staying VALUES (?1, ?2, 0, 'edited')";
    conn.prepare_cached(sql)?.execute((table, row))?;
    Ok(())
}

/// Deletes what a change inserted in bulk. What it updated is put back already.
pub(super) fn take_back(w: &mut Write<'_>, id: ChangeId) -> Result<()> {
    let conn = w.conn();
    let ranges = ranges::of(conn, id)?;
    if ranges.is_empty() {
        return Ok(());
    }
    let references = references(conn)?;
    find_staying(w, id, &ranges, &references)?;
    // Rows of a range are not imaged one by one when they go: the import file is how they come back.
    images::pause(conn)?;
    let rows: i64 = ranges.iter().map(|range| range.last - range.first + 1).sum();
    let are_few = rows <= FEW;
    for range in &ranges {
        if are_few {
            touch_owners(conn, range, &references)?;
        }
        delete(conn, range)?;
    }
    for reference in references.iter().filter(|reference| reference.goes_with_its_parent()) {
        for range in ranges.iter().filter(|range| range.table == reference.parent) {
            conn.execute(&follow_sql(reference), (range.first, range.last))?;
        }
    }
    for range in ranges.iter().filter(|range| range.table == "loyalty_entries") {
        conn.execute(UNEXPIRE, (range.first, range.last))?;
    }
    images::resume(conn)?;
    if !are_few {
        w.touch_everyone();
    }
    w.not_undoable();
    Ok(())
}

/// A column that refers to another table's rows.
struct Reference {
    child: String,
    column: String,
    parent: String,
    is_cascade: bool,
    /// Whether each change of the child leaves an image.
    is_recorded: bool,
}

impl Reference {
    /// What is only about a row goes when it goes: its figures, that somebody looked at it.
    fn goes_with_its_parent(&self) -> bool {
        !self.is_recorded && self.is_cascade
    }
}

fn references(conn: &Connection) -> Result<Vec<Reference>> {
    let recorded = images::recorded_tables(conn)?;
    let sql = "SELECT child.name, fk.\"from\", fk.\"table\", fk.on_delete = 'CASCADE'
               FROM sqlite_schema child, pragma_foreign_key_list(child.name) fk WHERE child.type = 'table'";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let child: String = row.get(0)?;
        let is_recorded = recorded.contains(&child);
        Ok(Reference {
            child,
            column: row.get(1)?,
            parent: row.get(2)?,
            is_cascade: row.get(3)?,
            is_recorded,
        })
    })?;
    let references = rows.collect::<rusqlite::Result<Vec<Reference>>>()?;
    Ok(references.into_iter().filter(|reference| recorded.contains(&reference.parent)).collect())
}

/// Points that expired since, which nothing refers to: no edit of a person. It holds nothing back, and goes with its points.
const EXPIRED: &str = "r.table_name = 'loyalty_entries' AND r.before_json IS NULL
    AND EXISTS (SELECT 1 FROM loyalty_entries its WHERE its.id = r.row_id AND its.kind = 'expire' AND its.reverses_id IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM loyalty_entries after WHERE after.reverses_id = r.row_id)";

/// Rows touched by the change or since, and whether an edit in force is among what touched them.
fn since_sql() -> String {
    format!(
        "INSERT INTO temp.since
         SELECT r.table_name, r.row_id, max(c.id > ?1 AND c.undoes IS NULL AND c.undone_by IS NULL)
         FROM change_rows r JOIN changes c ON c.id = r.change_id
         WHERE r.change_id >= ?1 AND r.change_id < ?2 AND NOT ({EXPIRED}) GROUP BY r.table_name, r.row_id"
    )
}

/// What expired of points that are gone. An id may be another entry's by now: the entry itself says what it is.
const UNEXPIRE: &str = "DELETE FROM loyalty_entries WHERE reverses_id BETWEEN ?1 AND ?2 AND kind = 'expire'
    AND NOT EXISTS (SELECT 1 FROM loyalty_entries its WHERE its.id = loyalty_entries.reverses_id)";

/// Rows of the ranges that were edited since.
const EDITED: &str = "INSERT OR IGNORE INTO temp.staying
    SELECT s.table_name, s.row_id, 0, 'edited' FROM change_ranges r
    JOIN temp.since s ON s.table_name = r.table_name AND s.row_id BETWEEN r.first_row_id AND r.last_row_id
    WHERE r.change_id = ?1 AND s.is_edited";

fn find_staying(w: &Write<'_>, id: ChangeId, ranges: &[Range], references: &[Reference]) -> Result<()> {
    let conn = w.conn();
    conn.execute(&since_sql(), (id, w.change()))?;
    conn.execute(EDITED, [id])?;
    let to = |reference: &Reference| -> Vec<(i64, i64)> {
        let of_parent = ranges.iter().filter(|range| range.table == reference.parent);
        of_parent.map(|range| (range.first, range.last)).collect()
    };
    let holding = references.iter().filter(|reference| !reference.goes_with_its_parent());
    for reference in holding.clone() {
        for (first, last) in to(reference) {
            if reference.is_recorded {
                conn.execute(&referred_since_sql(reference), (first, last, id))?;
                conn.execute(&referred_in_bulk_sql(reference), (first, last, id, w.change()))?;
            } else {
                conn.execute(&referred_sql(reference), (first, last))?;
            }
        }
    }
    for round in 0_i64.. {
        w.progress().proceed()?;
        let mut added = 0;
        for reference in holding.clone().filter(|one| ranges.iter().any(|range| range.table == one.child)) {
            for (first, last) in to(reference) {
                added += conn.execute(&referred_by_staying_sql(reference), (first, last, round))?;
            }
        }
        if added == 0 {
            break;
        }
    }
    Ok(())
}

/// What a row outside the ranges refers to, that was touched since.
fn referred_since_sql(reference: &Reference) -> String {
    let Reference { child, column, parent, .. } = reference;
    format!(
        "INSERT OR IGNORE INTO temp.staying
         SELECT '{parent}', c.{column}, 0, 'needed' FROM temp.since s CROSS JOIN {child} c ON c.id = s.row_id
         WHERE s.table_name = '{child}' AND c.{column} BETWEEN ?1 AND ?2
           AND NOT EXISTS (SELECT 1 FROM change_ranges own WHERE own.change_id = ?3 AND own.table_name = '{child}'
                             AND c.id BETWEEN own.first_row_id AND own.last_row_id)"
    )
}

/// What a row refers to that a later bulk write inserted.
fn referred_in_bulk_sql(reference: &Reference) -> String {
    let Reference { child, column, parent, .. } = reference;
    format!(
        "INSERT OR IGNORE INTO temp.staying
         SELECT '{parent}', c.{column}, 0, 'needed' FROM change_ranges r
         CROSS JOIN {child} c ON c.id BETWEEN r.first_row_id AND r.last_row_id
         WHERE r.change_id > ?3 AND r.change_id < ?4 AND r.table_name = '{child}' AND c.{column} BETWEEN ?1 AND ?2"
    )
}

/// What any row of a table without images refers to.
fn referred_sql(reference: &Reference) -> String {
    let Reference { child, column, parent, .. } = reference;
    format!(
        "INSERT OR IGNORE INTO temp.staying
         SELECT '{parent}', {column}, 0, 'needed' FROM {child} WHERE {column} BETWEEN ?1 AND ?2"
    )
}

/// What those refer to that stay since the last round.
fn referred_by_staying_sql(reference: &Reference) -> String {
    let Reference { child, column, parent, .. } = reference;
    format!(
        "INSERT OR IGNORE INTO temp.staying
         SELECT '{parent}', c.{column}, ?3 + 1, 'needed' FROM temp.staying s CROSS JOIN {child} c ON c.id = s.row_id
         WHERE s.table_name = '{child}' AND s.round = ?3 AND c.{column} BETWEEN ?1 AND ?2"
    )
}

/// What only followed from rows that are gone.
fn follow_sql(reference: &Reference) -> String {
    let Reference { child, column, parent, .. } = reference;
    format!(
        "DELETE FROM {child} WHERE {column} BETWEEN ?1 AND ?2
         AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {child}.{column})"
    )
}

fn touch_owners(conn: &Connection, range: &Range, references: &[Reference]) -> Result<()> {
    let own = (range.table == "owners").then_some("id");
    let to_owners = references
        .iter()
        .filter(|one| one.child == range.table && one.parent == "owners")
        .map(|one| &*one.column);
    for column in to_owners.chain(own) {
        let sql = format!(
            "INSERT OR IGNORE INTO temp.touched
             SELECT {column} FROM {} WHERE id BETWEEN ?1 AND ?2 AND {column} IS NOT NULL",
            range.table
        );
        conn.execute(&sql, (range.first, range.last))?;
    }
    if let Some((parent, column)) = images::parent_of(range.table.as_str()) {
        let sql = format!(
            "INSERT OR IGNORE INTO temp.touched
             SELECT p.owner_id FROM {} c JOIN {parent} p ON p.id = c.{column}
             WHERE c.id BETWEEN ?1 AND ?2 AND p.owner_id IS NOT NULL",
            range.table
        );
        conn.execute(&sql, (range.first, range.last))?;
    }
    Ok(())
}

/// Deletes the rows of a range that do not stay. Without a trigger and a condition, a whole table goes page by page.
fn delete(conn: &Connection, range: &Range) -> Result<()> {
    let Range { table, first, last } = range;
    conn.execute_batch(&format!("DROP TRIGGER IF EXISTS temp.image_DELETE_{table}"))?;
    let sql = format!(
        "SELECT NOT EXISTS (SELECT 1 FROM temp.staying WHERE table_name = '{table}')
                AND NOT EXISTS (SELECT 1 FROM {table} WHERE id < ?1) AND NOT EXISTS (SELECT 1 FROM {table} WHERE id > ?2)"
    );
    if conn.query_row(&sql, (first, last), |row| row.get(0))? {
        conn.execute(&format!("DELETE FROM {table}"), [])?;
        return Ok(());
    }
    conn.execute(&delete_sql(table), (first, last))?;
    Ok(())
}

fn delete_sql(table: &str) -> String {
    format!(
        "DELETE FROM {table} WHERE id BETWEEN ?1 AND ?2
         AND NOT EXISTS (SELECT 1 FROM temp.staying s WHERE s.table_name = '{table}' AND s.row_id = {table}.id)"
    )
}

/// Whether every row that an image refers to is there.
pub(super) fn has_parents(conn: &Connection, table: &str, image: &str) -> Result<bool> {
    let sql = "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)";
    let mut statement = conn.prepare_cached(sql)?;
    let parents = statement
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (column, parent) in parents {
        let sql = format!(
            "SELECT 1 WHERE json_extract(?1, '$.{column}') IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM {parent} WHERE id = json_extract(?1, '$.{column}'))"
        );
        if conn.prepare_cached(&sql)?.exists([image])? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinic::{
        Clinic, Create, DATABASE, Opening,
        connect::{self, Spill},
    };

    /// What is small whatever the clinic: the work's own tables, ranges, what a desk keeps.
    const SMALL: &[&str] = &["s", "r", "recents", "drafts", "import_batches"];

    #[test]
    fn no_statement_goes_through_a_whole_table_of_records() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening { create: Create::IfMissing, ..Opening::default() };
        drop(Clinic::open(folder.path(), opening, Vec::new(), Vec::new(), |_| Ok(())).unwrap());
        let file = folder.path().join(DATABASE);
        let mut conn = connect::connect(&file).unwrap();
        conn.pragma_update(None, "foreign_keys", false).unwrap();
        connect::ready(&mut conn, &file, images::Record::Everything, Spill::Memory).unwrap();
        begin(&conn).unwrap();
        let mut statements = vec![since_sql(), UNEXPIRE.to_owned(), EDITED.to_owned()];
        for reference in references(&conn).unwrap() {
            if reference.goes_with_its_parent() {
                statements.push(follow_sql(&reference));
            } else if reference.is_recorded {
                statements.push(referred_since_sql(&reference));
                statements.push(referred_in_bulk_sql(&reference));
                statements.push(referred_by_staying_sql(&reference));
            } else {
                statements.push(referred_sql(&reference));
            }
        }
        for table in images::recorded_tables(&conn).unwrap() {
            statements.push(delete_sql(&table));
        }
        assert!(statements.len() > 100);
        for sql in statements {
            let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let mut rows = plan.raw_query();
            while let Some(row) = rows.next().unwrap() {
                let step: String = row.get("detail").unwrap();
                let scanned = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
                assert!(scanned.is_none_or(|table| SMALL.contains(&table)), "{step}: {sql}");
            }
        }
    }
}
