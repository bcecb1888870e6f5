//! SQL of the radar.

use super::{DuplicateOwner, people::OwnerFacts};
use crate::{Result, clinic::Read, values::OwnerId};
use rusqlite::Row;
use std::collections::HashSet;

const COLUMNS: &str = "id, kind = 'corporate', first_name, last_name, full_name, company_name, email,
    phone_e164, phone_secondary_e164, whatsapp_e164, street_address, postal_code, birth_on";

/// Everybody who is neither deactivated nor blocked nor anonymised, by id.
pub(super) fn owners(read: &Read<'_>, mut each: impl FnMut(&OwnerFacts<'_>)) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS} FROM owners
         WHERE is_active = 1 AND blocked_at IS NULL AND anonymised_at IS NULL ORDER BY id"
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(&facts(row)?);
    }
    Ok(())
}

/// One owner, whoever it is but an anonymised or blocked one.
pub(super) fn one(read: &Read<'_>, id: OwnerId, mut each: impl FnMut(&OwnerFacts<'_>)) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS} FROM owners WHERE id = ?1 AND blocked_at IS NULL AND anonymised_at IS NULL"
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        each(&facts(row)?);
    }
    Ok(())
}

fn facts<'r>(row: &'r Row<'_>) -> Result<OwnerFacts<'r>> {
    let text = |at| Ok::<&str, crate::Error>(row.get_ref(at)?.as_str_or_null()?.unwrap_or_default());
    Ok(OwnerFacts {
        id: row.get(0)?,
        is_company: row.get(1)?,
        names: [text(2)?, text(3)?, text(4)?, text(5)?],
        email: text(6)?,
        phones: [text(7)?, text(8)?, text(9)?],
        address: [text(10)?, text(11)?],
        birth: row.get(12)?,
    })
}

/// Every pet: its owner, its name, its species.
pub(super) fn pets(read: &Read<'_>, mut each: impl FnMut(i64, &str, &str)) -> Result<()> {
    let mut statement = read.conn().prepare_cached("SELECT owner_id, name, species FROM pets")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
    }
    Ok(())
}

/// Pairs that a person called two, either way round.
pub(super) fn distinct(read: &Read<'_>) -> Result<HashSet<(OwnerId, OwnerId)>> {
    let mut statement = read.conn().prepare_cached("SELECT owner_id, other_id FROM distinct_owners")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let pairs = rows.collect::<rusqlite::Result<Vec<(OwnerId, OwnerId)>>>()?;
    Ok(pairs.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]).collect())
}

/// An owner by name.
pub(super) fn owner(read: &Read<'_>, id: OwnerId) -> Result<DuplicateOwner> {
    let sql = "SELECT external_id, CASE kind WHEN 'corporate' THEN company_name ELSE full_name END FROM owners WHERE id = ?1";
    let mut statement = read.conn().prepare_cached(sql)?;
    Ok(statement
        .query_row([id], |row| Ok(DuplicateOwner { id, external_id: row.get(0)?, name: row.get(1)? }))?)
}
