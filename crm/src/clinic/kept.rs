//! What an undo of a bulk write left as it is, as a person is told.

use super::images;
use crate::{Result, values::text_enum};
use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

/// Rows that are named to the person.
const NAMED: usize = 100;

text_enum! {
    /// Why an undo left a row.
    KeptFor {
        /// It was changed since.
        Edited = "edited",
        /// A row that stays refers to it.
        Needed = "needed",
    }
}

/// A row that an undo left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptRow {
    /// Its table.
    pub table: String,
    /// Its external id.
    pub id: Option<String>,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Why it stays.
    pub reason: KeptFor,
}

/// The rows that an undo left as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// How many.
    pub count: u32,
    /// The first hundred of them.
    pub rows: Vec<KeptRow>,
}

/// The rows that stay and are there.
pub(super) fn of(conn: &Connection) -> Result<Kept> {
    let mut kept = Kept::default();
    let mut statement = conn
        .prepare("SELECT table_name, row_id, reason FROM temp.staying ORDER BY round, table_name, row_id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, row_id): (String, i64) = (row.get(0)?, row.get(1)?);
        let Some((id, name)) = named(conn, &table, row_id)? else { continue };
        kept.count += 1;
        if kept.rows.len() < NAMED {
            kept.rows.push(KeptRow { table, id, name, reason: row.get(2)? });
        }
    }
    Ok(kept)
}

/// A row's external id and name, where it is there.
fn named(conn: &Connection, table: &str, id: i64) -> Result<Option<(Option<String>, Option<String>)>> {
    let columns = images::columns(conn, table)?;
    let first_of = |names: &[&str]| -> String {
        let there: Vec<&str> =
            names.iter().copied().filter(|name| columns.iter().any(|c| c == name)).collect();
        if there.is_empty() { "NULL".to_owned() } else { format!("coalesce({}, NULL)", there.join(", ")) }
    };
    let (external, name) =
        (first_of(&["external_id", "key"]), first_of(&["company_name", "full_name", "name", "number"]));
    let sql = format!("SELECT {external}, {name} FROM {table} WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}
