//! SQL of tags.

use super::{Tag, TagInput};
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
