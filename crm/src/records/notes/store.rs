//! SQL of notes. Every read says whose private notes the reader may see.

use super::{Note, NoteInput, Reader};
use crate::{
    Result,
    clinic::{Read, Write},
    records::{columns::Columns, owners::stamp},
    values::{ExternalId, NoteId, OwnerId},
};
use rusqlite::{OptionalExtension, Row, params};

const NOTES: &str =
    "SELECT n.id, n.external_id, n.owner_id, n.author_id, s.name, n.content, n.is_pinned, n.visibility,
    n.created_at, n.updated_at FROM notes n LEFT JOIN staff s ON s.id = n.author_id";
/// ?2 sees everything, ?3 may read what they wrote, ?4 is the reader.
const READABLE: &str = "(n.visibility <> 'private' OR ?2 OR (?3 AND n.author_id = ?4))";

fn note_of(row: &Row<'_>) -> rusqlite::Result<Note> {
    let mut columns = Columns::of(row);
    Ok(Note {
        id: columns.next()?,
        external_id: columns.next()?,
        owner_id: columns.next()?,
        author_id: columns.next()?,
        author: columns.next()?,
        content: columns.next()?,
        is_pinned: columns.next()?,
        visibility: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

pub(super) fn of_owner(read: &Read, owner: OwnerId, reader: &Reader) -> Result<Vec<Note>> {
    let order = "ORDER BY n.is_pinned DESC, n.created_at DESC, n.id DESC";
    some(read, &format!("{NOTES} WHERE n.owner_id = ?1 AND {READABLE} {order}"), owner, reader)
}

pub(super) fn pinned(read: &Read, owner: OwnerId, reader: &Reader) -> Result<Vec<Note>> {
    let order = "ORDER BY n.created_at DESC, n.id DESC";
    let sql = format!("{NOTES} WHERE n.owner_id = ?1 AND n.is_pinned = 1 AND {READABLE} {order}");
    some(read, &sql, owner, reader)
}

fn some(read: &Read, sql: &str, owner: OwnerId, reader: &Reader) -> Result<Vec<Note>> {
    let mut statement = read.conn().prepare_cached(sql)?;
    let values = params![owner, reader.sees_all, reader.may_be_author, reader.staff];
    Ok(statement.query_map(values, note_of)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn count(read: &Read, owner: OwnerId, reader: &Reader) -> Result<u32> {
    let sql = format!("SELECT count(*) FROM notes n WHERE n.owner_id = ?1 AND {READABLE}");
    let values = params![owner, reader.sees_all, reader.may_be_author, reader.staff];
    Ok(read.conn().prepare_cached(&sql)?.query_row(values, |row| row.get(0))?)
}

pub(super) fn by_id(read: &Read, id: NoteId, reader: &Reader) -> Result<Option<Note>> {
    let sql = format!("{NOTES} WHERE n.id = ?1 AND {READABLE}");
    let values = params![id, reader.sees_all, reader.may_be_author, reader.staff];
    Ok(read.conn().prepare_cached(&sql)?.query_row(values, note_of).optional()?)
}

pub(super) fn insert(w: &mut Write<'_>, owner: OwnerId, note: &NoteInput) -> Result<NoteId> {
    let sql = "INSERT INTO notes (external_id, owner_id, author_id, content, is_pinned, visibility, created_at, updated_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        owner,
        w.actor.staff,
        note.content,
        note.is_pinned,
        note.visibility,
        w.now
    ])?;
    Ok(NoteId(w.conn().last_insert_rowid()))
}

pub(super) fn update(w: &mut Write<'_>, old: &Note, note: &NoteInput) -> Result<()> {
    let sql = "UPDATE notes SET content = ?2, is_pinned = ?3, visibility = ?4, updated_at = ?5
               WHERE id = ?1 AND (content, is_pinned, visibility) IS NOT (?2, ?3, ?4)";
    let updated_at = stamp(w.now, old.updated_at);
    w.conn().prepare_cached(sql)?.execute(params![
        old.id,
        note.content,
        note.is_pinned,
        note.visibility,
        updated_at
    ])?;
    Ok(())
}

pub(super) fn delete(w: &mut Write<'_>, id: NoteId) -> Result<()> {
    w.conn().prepare_cached("DELETE FROM notes WHERE id = ?1")?.execute([id])?;
    Ok(())
}
