//! SQL of merges.

pub(super) mod references;

use super::{Merge, MergeInput, MergedOwner, fields::Row};
use crate::{
    Code, Error, Result,
    clinic::{Read, Write},
    records::owners::{Owner, stamp},
    values::{ExternalId, MergeId, OwnerId},
};
use references::Moved;
use rusqlite::{OptionalExtension, Row as SqlRow, ToSql, params};
use serde_json::Value;
use std::collections::BTreeMap;

/// A merge as it is taken back.
pub(super) struct Record {
    pub survivor: OwnerId,
    pub merged: OwnerId,
    pub was_active: bool,
    pub changed: BTreeMap<String, [Value; 2]>,
    pub moved: Moved,
}

/// An owner's row by its columns, the generated ones left out.
pub(super) fn row(read: &Read<'_>, id: OwnerId) -> Result<Row> {
    let sql = "SELECT 'json_object(' || group_concat('''' || name || ''', ' || name) || ')' FROM pragma_table_info('owners')";
    let object: String = read.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    let sql = format!("SELECT {object} FROM owners WHERE id = ?1");
    let json: Option<String> =
        read.conn().prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?;
    Ok(serde_json::from_str(&json.ok_or_else(|| Error::not_found("owner"))?)?)
}

/// Sets columns of an owner.
pub(super) fn set(w: &Write<'_>, owner: &Owner, columns: &Row) -> Result<()> {
    if columns.is_empty() {
        return Ok(());
    }
    let set: Vec<String> = columns.keys().zip(2..).map(|(column, at)| format!("{column} = ?{at}")).collect();
    let sql =
        format!("UPDATE owners SET {}, updated_at = ?{} WHERE id = ?1", set.join(", "), columns.len() + 2);
    let values: Vec<Box<dyn ToSql>> = columns.values().map(sql_value).collect();
    let stamped = stamp(w.now, owner.updated_at);
    let id: &dyn ToSql = &owner.id;
    let all: Vec<&dyn ToSql> =
        std::iter::once(id).chain(values.iter().map(AsRef::as_ref)).chain([&stamped as &dyn ToSql]).collect();
    w.conn().prepare_cached(&sql)?.execute(all.as_slice())?;
    Ok(())
}

fn sql_value(value: &Value) -> Box<dyn ToSql> {
    match value {
        Value::String(text) => Box::new(text.clone()),
        Value::Number(number) => Box::new(number.as_i64()),
        _ => Box::new(rusqlite::types::Null),
    }
}

/// Who brought an owner, over any number of steps.
pub(super) fn referrers(read: &Read<'_>, id: OwnerId) -> Result<Vec<i64>> {
    let sql = "WITH RECURSIVE above (id) AS (
                 SELECT referred_by FROM owners WHERE id = ?1 AND referred_by IS NOT NULL
                 UNION SELECT o.referred_by FROM owners o JOIN above a ON o.id = a.id WHERE o.referred_by IS NOT NULL)
               SELECT id FROM above";
    let mut statement = read.conn().prepare_cached(sql)?;
    Ok(statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The columns of a table that name an owner.
pub(super) fn owner_columns(read: &Read<'_>, table: &str) -> Result<Vec<String>> {
    let sql = "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = 'owners' ORDER BY seq, id";
    let mut statement = read.conn().prepare_cached(sql)?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The expression for what a row `t` is known by: its external id, else the external ids of what it must name.
pub(super) fn identity(read: &Read<'_>, table: &str, column: &str) -> Result<String> {
    let sql = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = 'external_id')";
    if read.conn().prepare_cached(sql)?.query_row([table], |row| row.get(0))? {
        return Ok("t.external_id".into());
    }
    let sql = "SELECT f.\"table\", f.\"from\" FROM pragma_foreign_key_list(?1) f
               JOIN pragma_table_info(?1) c ON c.name = f.\"from\" AND c.\"notnull\" = 1
               WHERE f.\"from\" <> ?2 ORDER BY f.\"from\"";
    let mut statement = read.conn().prepare_cached(sql)?;
    let names = statement
        .query_map([table, column], |row| {
            let (other, from): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(format!("(SELECT r.external_id FROM {other} r WHERE r.id = t.{from})"))
        })?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(if names.is_empty() { "CAST(t.id AS TEXT)".into() } else { names.join(" || '/' || ") })
}

pub(super) fn insert(
    w: &Write<'_>,
    input: &MergeInput,
    was_active: bool,
    changed: &BTreeMap<String, [Value; 2]>,
    moved: &Moved,
) -> Result<MergeId> {
    let sql = "INSERT INTO merges (external_id, survivor_id, merged_id, merged_at, staff_id, was_active, fields_json, moved_json)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        input.survivor,
        input.merged,
        w.now,
        w.actor.staff,
        was_active,
        serde_json::to_string(changed)?,
        serde_json::to_string(moved)?,
    ])?;
    Ok(MergeId(w.conn().last_insert_rowid()))
}

pub(super) fn record(read: &Read<'_>, id: MergeId) -> Result<Record> {
    let sql = "SELECT survivor_id, merged_id, was_active, fields_json, moved_json FROM merges
               WHERE id = ?1 AND unmerged_at IS NULL";
    let mut statement = read.conn().prepare_cached(sql)?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or_else(|| Error::new(Code::NotFound, "merge"))?;
    Ok(Record {
        survivor: row.get(0)?,
        merged: row.get(1)?,
        was_active: row.get(2)?,
        changed: serde_json::from_str(row.get_ref(3)?.as_str()?)?,
        moved: serde_json::from_str(row.get_ref(4)?.as_str()?)?,
    })
}

/// The merge that an owner went into another by.
pub(super) fn open_merge_of(read: &Read<'_>, merged: OwnerId) -> Result<Option<MergeId>> {
    let sql = "SELECT id FROM merges WHERE merged_id = ?1 AND unmerged_at IS NULL";
    Ok(read.conn().prepare_cached(sql)?.query_row([merged], |row| row.get(0)).optional()?)
}

/// A survivor, and everybody she went into since.
pub(super) fn holders(read: &Read<'_>, survivor: OwnerId) -> Result<Vec<OwnerId>> {
    let sql = "WITH RECURSIVE holders (id) AS (
                 SELECT ?1 UNION SELECT m.survivor_id FROM merges m JOIN holders h ON m.merged_id = h.id
                 WHERE m.unmerged_at IS NULL)
               SELECT id FROM holders";
    let mut statement = read.conn().prepare_cached(sql)?;
    Ok(statement.query_map([survivor], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Who brought an owner in truth, where that was moved to `by` by a merge that was taken back.
pub(super) fn referrer_apart(read: &Read<'_>, by: i64, brought: &ExternalId) -> Result<Option<i64>> {
    let sql = "SELECT m.merged_id FROM merges m, json_each(m.moved_json, '$.\"owners.referred_by\"') moved
               WHERE m.survivor_id = ?1 AND m.unmerged_at IS NOT NULL AND moved.value = ?2
               ORDER BY m.unmerged_at DESC LIMIT 1";
    Ok(read.conn().prepare_cached(sql)?.query_row(params![by, brought], |row| row.get(0)).optional()?)
}

pub(super) fn close(w: &Write<'_>, id: MergeId) -> Result<()> {
    let sql = "UPDATE merges SET unmerged_at = ?2 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute(params![id, w.now])?;
    Ok(())
}

pub(super) fn keep_apart(w: &Write<'_>, one: OwnerId, other: OwnerId) -> Result<()> {
    let sql = "INSERT INTO distinct_owners (owner_id, other_id, decided_at, staff_id) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT DO NOTHING";
    let (first, second) = (one.min(other), one.max(other));
    w.conn().prepare_cached(sql)?.execute(params![first, second, w.now, w.actor.staff])?;
    Ok(())
}

pub(super) fn brief(read: &Read<'_>, id: OwnerId) -> Result<MergedOwner> {
    let sql = "SELECT external_id, CASE kind WHEN 'corporate' THEN company_name ELSE full_name END FROM owners WHERE id = ?1";
    let mut statement = read.conn().prepare_cached(sql)?;
    Ok(statement
        .query_row([id], |row| Ok(MergedOwner { id, external_id: row.get(0)?, name: row.get(1)? }))?)
}

const MERGES: &str =
    "SELECT id, external_id, survivor_id, merged_id, merged_at, unmerged_at, moved_json FROM merges";

pub(super) fn by_id(read: &Read<'_>, id: MergeId) -> Result<Merge> {
    let mut statement = read.conn().prepare_cached(&format!("{MERGES} WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    merge_of(read, rows.next()?.ok_or_else(|| Error::new(Code::NotFound, "merge"))?)
}

pub(super) fn list(read: &Read<'_>) -> Result<Vec<Merge>> {
    let mut statement = read.conn().prepare_cached(&format!("{MERGES} ORDER BY merged_at DESC, id DESC"))?;
    let mut rows = statement.query([])?;
    let mut merges = Vec::new();
    while let Some(row) = rows.next()? {
        merges.push(merge_of(read, row)?);
    }
    Ok(merges)
}

fn merge_of(read: &Read<'_>, row: &SqlRow<'_>) -> Result<Merge> {
    let moved: Moved = serde_json::from_str(row.get_ref(6)?.as_str()?)?;
    Ok(Merge {
        id: row.get(0)?,
        external_id: row.get(1)?,
        survivor: brief(read, row.get(2)?)?,
        merged: brief(read, row.get(3)?)?,
        merged_at: row.get(4)?,
        unmerged_at: row.get(5)?,
        moved: moved.counts(),
    })
}
