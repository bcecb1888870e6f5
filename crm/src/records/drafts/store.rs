//! SQL of drafts.

use super::{Draft, KeptDraft};
use crate::{Result, clinic::Read};
use rusqlite::{OptionalExtension, params};

pub(super) fn list(read: &Read) -> Result<Vec<KeptDraft>> {
    let sql =
        "SELECT key, value_json, saved_at FROM drafts WHERE staff_id = ?1 ORDER BY saved_at DESC, id DESC";
    let mut statement = read.conn().prepare_cached(sql)?;
    let drafts = statement.query_map([read.actor.staff], |row| {
        Ok(KeptDraft { key: row.get(0)?, value: row.get(1)?, saved_at: row.get(2)? })
    })?;
    Ok(drafts.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn by_key(read: &Read, key: &str) -> Result<Option<Draft>> {
    let sql = "SELECT value_json, saved_at FROM drafts WHERE staff_id = ?1 AND key = ?2";
    let mut statement = read.conn().prepare_cached(sql)?;
    let draft = statement.query_row(params![read.actor.staff, key], |row| {
        Ok(Draft { value: row.get(0)?, saved_at: row.get(1)? })
    });
    Ok(draft.optional()?)
}

pub(super) fn set(read: &Read, key: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO drafts (staff_id, key, value_json, saved_at) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (staff_id, key) DO UPDATE SET value_json = excluded.value_json, saved_at = excluded.saved_at";
    read.conn().prepare_cached(sql)?.execute(params![read.actor.staff, key, value, read.now])?;
    Ok(())
}

pub(super) fn clear(read: &Read, key: &str) -> Result<()> {
    let sql = "DELETE FROM drafts WHERE staff_id = ?1 AND key = ?2";
    read.conn().prepare_cached(sql)?.execute(params![read.actor.staff, key])?;
    Ok(())
}
