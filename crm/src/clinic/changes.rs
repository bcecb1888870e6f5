//! Undo and redo: every change can be taken back by its inverse, across restarts, refusing rows that were
//! changed since. An undo is a change too, so a redo is the undo of an undo.

use super::{Action, Actor, Clinic, Done, Read, Write, images};
use crate::{
    Code, Error, Result,
    values::{ChangeId, Instant},
};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A change, as the history shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Its id.
    pub id: ChangeId,
    /// What was done: a key of the locales (`action.owners_update`).
    pub action: String,
    /// To whom or what.
    pub subject: String,
    /// When.
    pub made_at: Instant,
    /// Whether it was taken back.
    pub is_undone: bool,
}

/// What an undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// What was undone or done again.
    pub action: String,
    /// To whom or what.
    pub subject: String,
}

/// What the next undo and redo would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoState {
    /// The change that the next undo takes back.
    pub undo: Option<Undone>,
    /// The change that the next redo does again.
    pub redo: Option<Undone>,
}

// ?2 is the change being made, which is none of those to take back.
const NEXT_UNDO: &str = "SELECT id, action, subject FROM changes
    WHERE staff_id = ?1 AND id < ?2 AND undoes IS NULL AND undone_by IS NULL AND is_undoable = 1
    ORDER BY id DESC LIMIT 1";
// The newest undo that nothing was done after: a new change ends the chance to redo.
const NEXT_REDO: &str = "SELECT u.id, c.action, c.subject FROM changes u JOIN changes c ON c.id = u.undoes
    WHERE u.staff_id = ?1 AND c.undoes IS NULL AND u.undone_by IS NULL AND u.is_undoable = 1
      AND u.id > (SELECT coalesce(max(id), 0) FROM changes WHERE staff_id = ?1 AND id < ?2 AND undoes IS NULL)
    ORDER BY u.id DESC LIMIT 1";

/// Takes back this person's last change.
///
/// # Errors
/// `nothing_to_undo`; `changed_since` when a row was changed since, and then nothing is taken back.
pub fn undo_last(clinic: &Clinic, actor: &Actor) -> Result<Done<Undone>> {
    clinic.write(actor, Action::Undo, |w| {
        let (id, undone) = next(w.conn(), actor, w.change(), NEXT_UNDO)?.ok_or_else(nothing)?;
        take_back(w, id)?;
        Ok(undone)
    })
}

/// Does again what this person undid last.
///
/// # Errors
/// As [`undo_last`].
pub fn redo_last(clinic: &Clinic, actor: &Actor) -> Result<Done<Undone>> {
    clinic.write(actor, Action::Undo, |w| {
        let (id, undone) = next(w.conn(), actor, w.change(), NEXT_REDO)?.ok_or_else(nothing)?;
        take_back(w, id)?;
        let sql = "UPDATE changes SET undone_by = NULL WHERE id = (SELECT undoes FROM changes WHERE id = ?1)";
        w.conn().execute(sql, [id])?;
        Ok(undone)
    })
}

/// Takes back one change of this person's, be it the last or not.
///
/// # Errors
/// As [`undo_last`], and `not_found`.
pub fn undo_change(clinic: &Clinic, actor: &Actor, id: ChangeId) -> Result<Done<Undone>> {
    clinic.write(actor, Action::Undo, |w| {
        let sql = "SELECT action, subject FROM changes
                   WHERE id = ?1 AND undoes IS NULL AND undone_by IS NULL AND is_undoable = 1";
        let undone =
            w.conn().query_row(sql, [id], |row| Ok(Undone { action: row.get(0)?, subject: row.get(1)? }))?;
        take_back(w, id)?;
        Ok(undone)
    })
}

/// What the next undo and redo would do.
pub fn undo_state(read: &Read) -> Result<UndoState> {
    let one = |sql| {
        Ok::<_, Error>(next(read.conn(), &read.actor, ChangeId(i64::MAX), sql)?.map(|(_, undone)| undone))
    };
    Ok(UndoState { undo: one(NEXT_UNDO)?, redo: one(NEXT_REDO)? })
}

/// This person's changes, newest first, at most `limit`, older than `before` where given.
pub fn history(read: &Read, before: Option<ChangeId>, limit: u32) -> Result<Vec<Change>> {
    let sql = "SELECT id, action, subject, made_at, undone_by IS NOT NULL FROM changes
               WHERE staff_id = ?1 AND undoes IS NULL AND id < ?2 ORDER BY id DESC LIMIT ?3";
    let mut statement = read.conn().prepare_cached(sql)?;
    let before = before.map_or(i64::MAX, |id| id.0);
    let rows = statement.query_map((read.actor.staff, before, limit), |row| {
        Ok(Change {
            id: row.get(0)?,
            action: row.get(1)?,
            subject: row.get(2)?,
            made_at: row.get(3)?,
            is_undone: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn nothing() -> Error {
    Error::new(Code::NothingToUndo, "")
}

fn next(conn: &Connection, actor: &Actor, before: ChangeId, sql: &str) -> Result<Option<(ChangeId, Undone)>> {
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_row((actor.staff, before), |row| {
        Ok((row.get(0)?, Undone { action: row.get(1)?, subject: row.get(2)? }))
    });
    Ok(found.optional()?)
}

struct Image {
    table: String,
    row: i64,
    before: Option<String>,
    after: Option<String>,
}

/// Puts every row of a change back as it was, newest first.
fn take_back(w: &mut Write<'_>, id: ChangeId) -> Result<()> {
    let conn = w.conn();
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    super::ranges::take_back(w, id)?;
    let images = images_of(conn, id)?;
    let mut columns = BTreeMap::new();
    for image in &images {
        if !columns.contains_key(&image.table) {
            columns.insert(image.table.clone(), images::columns(conn, &image.table)?);
        }
    }
    for image in images.iter().rev() {
        let Some(columns) = columns.get(&image.table) else { continue };
        put_back(conn, image, columns)?;
    }
    // A row that only the undo touched hangs on one that it takes away: somebody added it since.
    let mine: BTreeSet<(&str, i64)> = images.iter().map(|image| (image.table.as_str(), image.row)).collect();
    let stray = images_of(conn, w.change())?.into_iter().any(|image| {
        !mine.contains(&(image.table.as_str(), image.row))
            && !super::ranges::covers(conn, id, &image.table, image.row)
    });
    if stray {
        return Err(Error::new(Code::ChangedSince, "records were added since"));
    }
    let sql = "UPDATE changes SET undoes = ?2,
                 subject = (SELECT subject FROM changes WHERE id = ?2) WHERE id = ?1";
    conn.execute(sql, (w.change(), id))?;
    conn.execute("UPDATE changes SET undone_by = ?2 WHERE id = ?1", (id, w.change()))?;
    let subject =
        conn.query_row("SELECT subject FROM changes WHERE id = ?1", [id], |row| row.get::<_, String>(0))?;
    w.about(subject);
    Ok(())
}

fn put_back(conn: &Connection, image: &Image, columns: &[String]) -> Result<()> {
    let table = &image.table;
    let sql = format!("SELECT {} FROM {table} WHERE id = ?1", images::row_json(table, columns));
    let now: Option<String> =
        conn.prepare_cached(&sql)?.query_row([image.row], |row| row.get(0)).optional()?;
    if now != image.after {
        return Err(Error::new(Code::ChangedSince, table.clone()));
    }
    match &image.before {
        None => conn.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([image.row])?,
        Some(before) => {
            let sql = images::restore_sql(table, columns, image.after.is_some());
            conn.prepare_cached(&sql)?.execute([before])?
        }
    };
    Ok(())
}

fn images_of(conn: &Connection, id: ChangeId) -> Result<Vec<Image>> {
    let sql = "SELECT table_name, row_id, before_json, after_json FROM change_rows WHERE change_id = ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| {
        Ok(Image { table: row.get(0)?, row: row.get(1)?, before: row.get(2)?, after: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn begin(conn: &Connection, actor: &Actor, action: Action, now: Instant) -> Result<ChangeId> {
    let sql = "INSERT INTO changes (staff_id, action, made_at) VALUES (?1, ?2, ?3)";
    conn.prepare_cached(sql)?.execute((actor.staff, action.label(), now))?;
    Ok(ChangeId(conn.last_insert_rowid()))
}

/// The tables that a change wrote.
pub(super) fn tables(conn: &Connection, change: ChangeId) -> Result<BTreeSet<String>> {
    let sql = "SELECT DISTINCT table_name FROM change_rows WHERE change_id = ?1
               UNION SELECT table_name FROM change_ranges
                     WHERE change_id IN (?1, (SELECT undoes FROM changes WHERE id = ?1))";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_map([change], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Completes the change's row; one that changed nothing leaves none. Returns whether it can be undone.
pub(super) fn end(conn: &Connection, change: ChangeId, subject: &str, is_undoable: bool) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM change_rows WHERE change_id = ?1)
                   OR EXISTS (SELECT 1 FROM change_ranges WHERE change_id = ?1)
                   -- Rows of a bulk write leave no images when they go.
                   OR EXISTS (SELECT 1 FROM changes WHERE id = ?1 AND undoes IS NOT NULL)";
    let has_changes: bool = conn.prepare_cached(sql)?.query_row([change], |row| row.get(0))?;
    if has_changes {
        let sql = "UPDATE changes SET subject = ?2, is_undoable = ?3 WHERE id = ?1";
        conn.prepare_cached(sql)?.execute((change, subject, is_undoable))?;
    } else {
        conn.prepare_cached("DELETE FROM changes WHERE id = ?1")?.execute([change])?;
    }
    Ok(has_changes && is_undoable)
}
