//! The species of an owner's living pets, beside the figures.

use crate::{Result, values::OwnerId};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::{BTreeMap, BTreeSet};

/// Stands around each species: no species is part of another, whatever it is called.
const MARK: char = '\u{1f}';

/// A species as it is looked for.
pub(in super::super) fn marked(species: &str) -> String {
    format!("{MARK}{species}{MARK}")
}

fn joined(species: &BTreeSet<String>) -> String {
    let mut text = MARK.to_string();
    species.iter().for_each(|one| text.extend(one.chars().chain([MARK])));
    text
}

/// Each owner's, of one or of all; an owner without a living pet is not among them.
fn fresh(conn: &Connection, owner: Option<OwnerId>) -> Result<BTreeMap<OwnerId, BTreeSet<String>>> {
    let whose = if owner.is_some() { "owner_id = ?1 AND" } else { "" };
    let sql = format!(
        "SELECT owner_id, species FROM pets INDEXED BY pets_by_owner WHERE {whose} status = 'active'"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = match owner {
        Some(owner) => statement.query([owner])?,
        None => statement.query([])?,
    };
    let mut found: BTreeMap<OwnerId, BTreeSet<String>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    Ok(found)
}

fn put(conn: &Connection, owner: OwnerId, species: &str) -> Result<()> {
    let sql = "UPDATE owner_figures SET species = ?2 WHERE owner_id = ?1 AND species IS NOT ?2";
    conn.prepare_cached(sql)?.execute(params![owner, species])?;
    Ok(())
}

/// Whether everybody's are looked up: who has none then has no living pet.
pub(in super::super) fn are_kept(conn: &Connection) -> Result<bool> {
    // Figures that were put apart for another day hold none.
    let sql = "SELECT EXISTS (SELECT 1 FROM shortcuts_state)
                 AND EXISTS (SELECT 1 FROM owner_figures WHERE species IS NOT NULL)";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Brings an owner's up to date.
pub(super) fn note(conn: &Connection, owner: OwnerId) -> Result<()> {
    let species = fresh(conn, Some(owner))?.remove(&owner).unwrap_or_default();
    let text = joined(&species);
    let sql = "SELECT species FROM owner_figures WHERE owner_id = ?1";
    let kept = conn.prepare_cached(sql)?.query_row([owner], |row| row.get::<_, Option<String>>(0));
    match kept.optional()? {
        Some(kept) if kept.as_deref() != Some(&text) => put(conn, owner, &text),
        _ => Ok(()),
    }
}

/// Those of all owners are looked up again.
pub(super) fn forget(conn: &Connection) -> Result<()> {
    conn.execute("UPDATE owner_figures SET species = NULL WHERE species IS NOT NULL", [])?;
    Ok(())
}

/// Looks up those of all owners.
pub(super) fn build(conn: &Connection) -> Result<()> {
    let mut found = fresh(conn, None)?;
    for owner in owners(conn)? {
        put(conn, owner, &joined(&found.remove(&owner).unwrap_or_default()))?;
    }
    Ok(())
}

fn owners(conn: &Connection) -> Result<Vec<OwnerId>> {
    let mut statement = conn.prepare_cached("SELECT owner_id FROM owner_figures ORDER BY owner_id")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Owners whose kept species are not those of their pets.
pub(super) fn differing(conn: &Connection) -> Result<Vec<OwnerId>> {
    let (mut found, are_kept) = (fresh(conn, None)?, are_kept(conn)?);
    let mut statement = conn.prepare("SELECT owner_id, species FROM owner_figures ORDER BY owner_id")?;
    let mut rows = statement.query([])?;
    let mut differing = Vec::new();
    while let Some(row) = rows.next()? {
        let owner: OwnerId = row.get(0)?;
        let species = found.remove(&owner).unwrap_or_default();
        let differs = match row.get_ref(1)?.as_str_or_null()? {
            Some(kept) => kept != joined(&species),
            None => are_kept && !species.is_empty(),
        };
        if differs {
            differing.push(owner);
        }
    }
    Ok(differing)
}
