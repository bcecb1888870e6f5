//! SQL of tags.

use super::{CarriedTag, Tag, TagInput};
use crate::{
    Error, Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{ExternalId, OwnerId, TagId},
};
use rusqlite::{OptionalExtension, Row, params};

const TAGS: &str = "SELECT id, external_id, name, colour, description, is_active,
    (SELECT count(*) FROM owner_tags WHERE tag_id = tags.id) FROM tags";

fn tag_of(row: &Row<'_>) -> rusqlite::Result<Tag> {
    let mut columns = Columns::of(row);
    Ok(Tag {
        id: columns.next()?,
        external_id: columns.next()?,
        name: columns.next()?,
        colour: columns.next()?,
        description: columns.next()?,
        is_active: columns.next()?,
        owners: columns.next()?,
    })
}

pub(super) fn list(read: &Read) -> Result<Vec<Tag>> {
    let sql = format!("{TAGS} ORDER BY name");
    let mut statement = read.conn().prepare_cached(&sql)?;
    Ok(statement.query_map([], tag_of)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn by_id(read: &Read, id: TagId) -> Result<Tag> {
    let sql = format!("{TAGS} WHERE id = ?1");
    let tag = read.conn().prepare_cached(&sql)?.query_row([id], tag_of).optional()?;
    tag.ok_or_else(|| Error::not_found("tag"))
}

pub(super) fn by_name(read: &Read, name: &str) -> Result<Option<TagId>> {
    let sql = "SELECT id FROM tags WHERE name = ?1 AND is_active = 1";
    Ok(read.conn().prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn insert(w: &mut Write<'_>, external_id: &ExternalId, new: &TagInput) -> Result<TagId> {
    let sql =
        "INSERT INTO tags (external_id, name, colour, description, is_active) VALUES (?1, ?2, ?3, ?4, ?5)";
    let values = params![external_id, new.name, new.colour, new.description, new.is_active];
    w.conn().prepare_cached(sql)?.execute(values)?;
    Ok(TagId(w.conn().last_insert_rowid()))
}

pub(super) fn update(w: &mut Write<'_>, id: TagId, new: &TagInput) -> Result<()> {
    let sql = "UPDATE tags SET name = ?2, colour = ?3, description = ?4, is_active = ?5 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute(params![
        id,
        new.name,
        new.colour,
        new.description,
        new.is_active
    ])?;
    Ok(())
}

pub(super) fn carried(read: &Read, owner: OwnerId) -> Result<Vec<CarriedTag>> {
    let sql = "SELECT t.id, t.name, t.colour, s.name, ot.added_at FROM owner_tags ot JOIN tags t ON t.id = ot.tag_id
               LEFT JOIN staff s ON s.id = ot.added_by
               WHERE ot.owner_id = ?1 AND t.is_active = 1 ORDER BY t.name";
    let mut statement = read.conn().prepare_cached(sql)?;
    let tags = statement.query_map([owner], |row| {
        Ok(CarriedTag {
            id: row.get(0)?,
            name: row.get(1)?,
            colour: row.get(2)?,
            added_by: row.get(3)?,
            added_at: row.get(4)?,
        })
    })?;
    Ok(tags.collect::<rusqlite::Result<_>>()?)
}

/// An owner who is there; without a look at the whole record.
pub(super) fn check_owner(read: &Read, owner: OwnerId) -> Result<()> {
    let is_there = read.conn().prepare_cached("SELECT 1 FROM owners WHERE id = ?1")?.exists([owner])?;
    if is_there { Ok(()) } else { Err(Error::not_found("owner")) }
}

pub(super) fn retire(w: &mut Write<'_>, id: TagId) -> Result<()> {
    w.conn().prepare_cached("UPDATE tags SET is_active = 0 WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Who carries `from` carries `into`; of an owner with both the entry made first stays.
pub(super) fn move_owners(w: &mut Write<'_>, into: TagId, from: TagId) -> Result<()> {
    let conn = w.conn();
    let both = "SELECT 1 FROM owner_tags other WHERE other.owner_id = owner_tags.owner_id";
    let sql = format!(
        "DELETE FROM owner_tags WHERE tag_id = ?1 AND EXISTS ({both} AND other.tag_id = ?2 AND other.added_at < owner_tags.added_at)"
    );
    conn.prepare_cached(&sql)?.execute((into, from))?;
    let sql = format!("DELETE FROM owner_tags WHERE tag_id = ?2 AND EXISTS ({both} AND other.tag_id = ?1)");
    conn.prepare_cached(&sql)?.execute((into, from))?;
    conn.prepare_cached("UPDATE owner_tags SET tag_id = ?1 WHERE tag_id = ?2")?.execute((into, from))?;
    Ok(())
}

fn texts_by_id(read: &Read, sql: &str) -> Result<Vec<(i64, String)>> {
    let mut statement = read.conn().prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What has criteria that may name tags.
#[derive(Clone, Copy)]
pub(super) enum Criteria {
    Segments,
    Campaigns,
}

impl Criteria {
    const fn table(self) -> &'static str {
        match self {
            Self::Segments => "segments",
            Self::Campaigns => "campaigns",
        }
    }
}

pub(super) fn criteria(read: &Read, of: Criteria) -> Result<Vec<(i64, String)>> {
    let table = of.table();
    texts_by_id(read, &format!("SELECT id, criteria_json FROM {table} WHERE criteria_json LIKE '%tags%'"))
}

pub(super) fn set_criteria(w: &mut Write<'_>, of: Criteria, id: i64, criteria: &str) -> Result<()> {
    let sql = format!("UPDATE {} SET criteria_json = ?2 WHERE id = ?1", of.table());
    w.conn().prepare_cached(&sql)?.execute((id, criteria))?;
    Ok(())
}

pub(super) fn filters_of_views(read: &Read) -> Result<Vec<(i64, String)>> {
    texts_by_id(read, "SELECT id, filters_json FROM saved_views")
}

pub(super) fn set_filters(w: &mut Write<'_>, view: i64, filters: &str) -> Result<()> {
    let sql = "UPDATE saved_views SET filters_json = ?2 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((view, filters))?;
    Ok(())
}

pub(super) fn put_on(w: &mut Write<'_>, owner: OwnerId, tag: TagId) -> Result<()> {
    let sql = "INSERT INTO owner_tags (owner_id, tag_id, added_by, added_at) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (owner_id, tag_id) DO NOTHING";
    w.conn().prepare_cached(sql)?.execute(params![owner, tag, w.actor.staff, w.now])?;
    Ok(())
}

pub(super) fn take_off(w: &mut Write<'_>, owner: OwnerId, tag: TagId) -> Result<()> {
    let sql = "DELETE FROM owner_tags WHERE owner_id = ?1 AND tag_id = ?2";
    w.conn().prepare_cached(sql)?.execute((owner, tag))?;
    Ok(())
}
