//! What hangs on an owner: every reference that the schema knows, so that a table of tomorrow is not forgotten.

use super::{identity, owner_columns};
use crate::{
    Result,
    clinic::{Read, recorded_tables},
    values::OwnerId,
};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Tables that say something of two owners as such.
const ABOUT_OWNERS: &[&str] = &["merges", "distinct_owners"];

/// A column that names an owner.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Its table.
    pub table: String,
    /// The column.
    pub column: String,
    /// What a row of the table is known by in every clinic: its external id, or what it joins.
    identity: String,
}

/// What was moved: the identities of rows, by table and column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moved(BTreeMap<String, Vec<String>>);

impl Moved {
    /// How many rows, by table.
    pub fn counts(&self) -> BTreeMap<String, u32> {
        let mut counts = BTreeMap::new();
        for (key, rows) in &self.0 {
            let table = key.split('.').next().unwrap_or_default();
            *counts.entry(table.to_owned()).or_insert(0) += u32::try_from(rows.len()).unwrap_or(u32::MAX);
        }
        counts
    }
}

/// Every reference to an owner from a table of facts.
pub fn all(read: &Read<'_>) -> Result<Vec<Reference>> {
    let mut references = Vec::new();
    for table in recorded_tables(read.conn())? {
        if ABOUT_OWNERS.contains(&table.as_str()) {
            continue;
        }
        for column in owner_columns(read, &table)? {
            let identity = identity(read, &table, &column)?;
            references.push(Reference { table: table.clone(), column, identity });
        }
    }
    Ok(references)
}

/// How many rows hang on each of two owners.
pub fn count(
    read: &Read<'_>,
    references: &[Reference],
    owners: [OwnerId; 2],
) -> Result<BTreeMap<String, [u32; 2]>> {
    let mut counts: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    for Reference { table, column, .. } in references {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
        let mut statement = read.conn().prepare_cached(&sql)?;
        let mut count = |owner: OwnerId| statement.query_row([owner], |row| row.get::<_, u32>(0));
        let [one, other] = owners;
        let both = [count(one)?, count(other)?];
        if both != [0, 0] {
            // Owners who name an owner are those she brought.
            let name = if table == "owners" { "referrals" } else { table.as_str() };
            counts.insert(name.to_owned(), both);
        }
    }
    Ok(counts)
}

/// Moves all rows of one owner to another. A row that the other has already (a tag that both carry) stays, and so does
/// an owner whom the survivor was brought by.
pub fn move_all(
    read: &Read<'_>,
    reference: &Reference,
    from: OwnerId,
    to: OwnerId,
    above: &[i64],
    moved: &mut Moved,
) -> Result<()> {
    let Reference { table, column, identity } = reference;
    let sql = format!("SELECT t.id, {identity} FROM {table} t WHERE t.{column} = ?1 ORDER BY t.id");
    let mut statement = read.conn().prepare_cached(&sql)?;
    let rows = statement
        .query_map([from], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Option<String>)>>>()?;
    let sql = format!("UPDATE OR IGNORE {table} SET {column} = ?2 WHERE id = ?1");
    let mut statement = read.conn().prepare_cached(&sql)?;
    for (id, identity) in rows {
        if table == "owners" && above.contains(&id) {
            continue;
        }
        if statement.execute(params![id, to])? > 0
            && let Some(identity) = identity
        {
            moved.0.entry(format!("{table}.{column}")).or_default().push(identity);
        }
    }
    Ok(())
}

/// Moves rows that were moved and still stand with a holder back.
pub fn move_back(
    read: &Read<'_>,
    reference: &Reference,
    moved: &Moved,
    holders: &[OwnerId],
    to: OwnerId,
) -> Result<()> {
    let Reference { table, column, identity } = reference;
    let Some(identities) = moved.0.get(&format!("{table}.{column}")) else { return Ok(()) };
    let sql = format!(
        "UPDATE OR IGNORE {table} SET {column} = ?3 WHERE id IN (
           SELECT t.id FROM {table} t WHERE t.{column} = ?2 AND {identity} = ?1)"
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    for identity in identities {
        for holder in holders {
            statement.execute(params![identity, holder, to])?;
        }
    }
    Ok(())
}
