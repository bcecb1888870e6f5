//! SQL of consents.

use super::{ConsentInput, Entry, Said};
use crate::{
    Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{ExternalId, OwnerId},
};
use rusqlite::params;

/// An owner's entries, oldest first.
pub(super) fn of_owner(read: &Read, owner: OwnerId) -> Result<Vec<Entry>> {
    let sql = "SELECT purpose, channel, is_given FROM consents WHERE owner_id = ?1 ORDER BY given_at, id";
    let mut statement = read.conn().prepare_cached(sql)?;
    let entries = statement.query_map([owner], |row| {
        Ok(Entry { purpose: row.get(0)?, channel: row.get(1)?, is_given: row.get(2)? })
    })?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn history(read: &Read, owner: OwnerId) -> Result<Vec<Said>> {
    let sql = "SELECT c.external_id, c.purpose, c.channel, c.is_given, c.given_at, c.source, c.wording_version, s.name
               FROM consents c LEFT JOIN staff s ON s.id = c.staff_id
               WHERE c.owner_id = ?1 ORDER BY c.given_at DESC, c.id DESC";
    let mut statement = read.conn().prepare_cached(sql)?;
    let said = statement.query_map([owner], |row| {
        let mut columns = Columns::of(row);
        Ok(Said {
            external_id: columns.next()?,
            purpose: columns.next()?,
            channel: columns.next()?,
            is_given: columns.next()?,
            given_at: columns.next()?,
            source: columns.next()?,
            wording_version: columns.next()?,
            staff_name: columns.next()?,
        })
    })?;
    Ok(said.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(w: &mut Write<'_>, owner: OwnerId, new: &ConsentInput) -> Result<()> {
    let sql = "INSERT INTO consents (external_id, owner_id, purpose, channel, is_given, given_at, source, wording_version, staff_id)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        owner,
        new.purpose,
        new.channel,
        new.is_given,
        w.now,
        new.source,
        new.wording_version,
        w.actor.staff
    ])?;
    Ok(())
}
