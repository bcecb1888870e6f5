//! Undo and redo: every change can be taken back by its inverse, across restarts, refusing rows that were
//! changed since. An undo is a change too, so a redo is the undo of an undo.

use super::{
    Action, Actor, Clinic, Done, Kept, Read, View, Write, bulk_undo, door::permit, history, images, kept,
};
use crate::{
    Code, Error, Result,
    values::{ChangeId, Instant},
};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    iter::once,
};

/// What an undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// What was undone or done again.
    pub action: String,
    /// To whom or what.
    pub subject: String,
    /// The rows that an import brought or changed and that stay, because of what was done since.
    pub kept: Kept,
}

/// A change that can be undone or done again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Undoable {
    /// What was done.
    pub action: String,
    /// To whom or what.
    pub subject: String,
}

/// What the next undo and redo would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoState {
    /// The change that the next undo takes back.
    pub undo: Option<Undoable>,
    /// The change that the next redo does again.
    pub redo: Option<Undoable>,
}

// ?2 is the change being made, which is none of those to take back.
const NEXT_UNDO: &str = "SELECT id, action, subject FROM changes
    WHERE staff_id = ?1 AND id < ?2 AND undoes IS NULL AND undone_by IS NULL AND is_undoable = 1
    ORDER BY id DESC LIMIT 1";
// The newest undo that nothing was done after: a new change ends the chance to redo. One that cannot be done again
// (an import's) bars the way to those before it, which may stand on its rows.
const NEXT_REDO: &str = "SELECT id, action, subject FROM (
      SELECT u.id, c.action, c.subject, u.is_undoable FROM changes u JOIN changes c ON c.id = u.undoes
      WHERE u.staff_id = ?1 AND c.undoes IS NULL AND u.undone_by IS NULL
        AND u.id > (SELECT coalesce(max(id), 0) FROM changes WHERE staff_id = ?1 AND id < ?2 AND undoes IS NULL)
      ORDER BY u.id DESC LIMIT 1)
    WHERE is_undoable = 1";

/// Takes back this person's last change. An import goes but for what was changed since; see [`Undone::kept`].
///
/// # Errors
/// `nothing_to_undo`; `changed_since` when a row was changed since, and then nothing is taken back.
pub fn undo_last(clinic: &Clinic, actor: &Actor) -> Result<Done<Undone>> {
    permit(actor, Action::Undo)?;
    let last = |conn: &Connection, before| next(conn, actor, before, NEXT_UNDO)?.ok_or_else(nothing);
    let id = clinic.read(actor, View::Records, |r| Ok(last(r.conn(), ChangeId(i64::MAX))?.0))?;
    undo(clinic, actor, id, |w| match last(w.conn(), w.change())? {
        (found, undoable) if found == id => Ok(undoable),
        _ => Err(Error::new(Code::ChangedSince, "another change was made meanwhile")),
    })
}

/// Does again what this person undid last.
///
/// # Errors
/// As [`undo_last`].
pub fn redo_last(clinic: &Clinic, actor: &Actor) -> Result<Done<Undone>> {
    clinic.write(actor, Action::Undo, |w| {
        let (id, undoable) = next(w.conn(), actor, w.change(), NEXT_REDO)?.ok_or_else(nothing)?;
        take_back(w, id, Which::One)?;
        let sql = "UPDATE changes SET undone_by = NULL WHERE id = (SELECT undoes FROM changes WHERE id = ?1)";
        w.conn().execute(sql, [id])?;
        Ok(undoable.undone(Kept::default()))
    })
}

/// Takes back one change, be it the last or not. Another's only who sees the whole history.
///
/// # Errors
/// As [`undo_last`], also where it was taken back already; `not_found`, and `forbidden` for another's.
pub fn undo_change(clinic: &Clinic, actor: &Actor, id: ChangeId) -> Result<Done<Undone>> {
    let sql = "SELECT staff_id IS ?2 FROM changes WHERE id = ?1";
    let is_own: bool = clinic.read(actor, View::Records, |r| {
        Ok(r.conn().query_row(sql, (id, actor.staff), |row| row.get(0))?)
    })?;
    if !is_own && !history::sees_everybodys(actor) {
        return Err(Error::new(Code::Forbidden, "another's change"));
    }
    undo(clinic, actor, id, |w| {
        let sql = "SELECT action, subject FROM changes
                   WHERE id = ?1 AND undoes IS NULL AND undone_by IS NULL AND is_undoable = 1";
        let read = |row: &Row<'_>| Ok(Undoable { action: row.get(0)?, subject: row.get(1)? });
        w.conn().query_row(sql, [id], read).optional()?.ok_or_else(nothing)
    })
}

/// How a change was made, and so how it is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    /// By a person: as a whole or not at all.
    One,
    /// In bulk: but for what was changed since.
    Bulk,
}

/// Takes back a change, once it is certain inside the write that it still is to be undone.
fn undo(
    clinic: &Clinic,
    actor: &Actor,
    id: ChangeId,
    certain: impl FnOnce(&Write<'_>) -> Result<Undoable>,
) -> Result<Done<Undone>> {
    permit(actor, Action::Undo)?;
    let sql = "SELECT EXISTS (SELECT 1 FROM change_ranges WHERE change_id = ?1)
                   OR EXISTS (SELECT 1 FROM import_batches WHERE change_id = ?1)";
    let is_bulk = clinic
        .read(actor, View::Records, |r| Ok(r.conn().query_row(sql, [id], |row| row.get::<_, bool>(0))?))?;
    if !is_bulk {
        return clinic.write(actor, Action::Undo, |w| {
            let undoable = certain(w)?;
            take_back(w, id, Which::One)?;
            Ok(undoable.undone(Kept::default()))
        });
    }
    clinic.undo_bulk(actor, |w| {
        let undoable = certain(w)?;
        bulk_undo::begin(w.conn())?;
        take_back(w, id, Which::Bulk)?;
        Ok(undoable.undone(kept::of(w.conn())?))
    })
}

/// What the next undo and redo would do.
pub fn undo_state(read: &Read) -> Result<UndoState> {
    let one = |sql| {
        Ok::<_, Error>(next(read.conn(), &read.actor, ChangeId(i64::MAX), sql)?.map(|(_, undoable)| undoable))
    };
    Ok(UndoState { undo: one(NEXT_UNDO)?, redo: one(NEXT_REDO)? })
}

fn nothing() -> Error {
    Error::new(Code::NothingToUndo, "")
}

impl Undoable {
    fn undone(self, kept: Kept) -> Undone {
        Undone { action: self.action, subject: self.subject, kept }
    }
}

fn next(
    conn: &Connection,
    actor: &Actor,
    before: ChangeId,
    sql: &str,
) -> Result<Option<(ChangeId, Undoable)>> {
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_row((actor.staff, before), |row| {
        Ok((row.get(0)?, Undoable { action: row.get(1)?, subject: row.get(2)? }))
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
fn take_back(w: &mut Write<'_>, id: ChangeId, which: Which) -> Result<()> {
    let conn = w.conn();
    match which {
        Which::One => {
            conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            put_all_back(w, id)?;
            refuse_strays(conn, id, w.change())?;
        }
        Which::Bulk => {
            put_back_what_is_untouched(w, id)?;
            bulk_undo::take_back(w, id)?;
        }
    }
    let conn = w.conn();
    let sql = "UPDATE changes SET undoes = ?2,
                 subject = (SELECT subject FROM changes WHERE id = ?2) WHERE id = ?1";
    conn.execute(sql, (w.change(), id))?;
    conn.execute("UPDATE changes SET undone_by = ?2 WHERE id = ?1", (id, w.change()))?;
    let subject =
        conn.query_row("SELECT subject FROM changes WHERE id = ?1", [id], |row| row.get::<_, String>(0))?;
    w.about(subject);
    Ok(())
}

/// A ledger is never made as if an entry had not been: what takes it back is an entry too, and follows from the undo.
const APPEND_ONLY: &str = "loyalty_entries";

fn put_all_back(w: &Write<'_>, id: ChangeId) -> Result<()> {
    each_image(w.conn(), id, |image, columns| {
        if image.table == APPEND_ONLY && image.before.is_none() {
            return Ok(());
        }
        if is_as_left(w.conn(), image, columns)? {
            put_back(w, image, columns)
        } else {
            Err(Error::new(Code::ChangedSince, image.table.clone()))
        }
    })
}

/// As [`put_all_back`], but for rows that are no longer as the change left them: they stay, and are noted.
fn put_back_what_is_untouched(w: &Write<'_>, id: ChangeId) -> Result<()> {
    let conn = w.conn();
    let mut staying: BTreeSet<(String, i64)> = BTreeSet::new();
    each_image(conn, id, |image, columns| {
        let row = (image.table.clone(), image.row);
        if staying.contains(&row) || is_inserted_by(conn, id, image)? {
            return Ok(());
        }
        let has_parents = |before: &String| bulk_undo::has_parents(conn, &image.table, before);
        let done = is_as_left(conn, image, columns)?
            && image.before.as_ref().map_or(Ok(true), has_parents)?
            && unless_refused(put_back(w, image, columns))?;
        if !done {
            bulk_undo::keep(conn, &image.table, image.row)?;
            staying.insert(row);
        }
        Ok(())
    })
}

/// False where a rule refused it: another row has its name by now.
fn unless_refused(done: Result<()>) -> Result<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(error) if error.is_constraint() => Ok(false),
        Err(error) => Err(error),
    }
}

/// A row that only the undo touched hangs on one that it takes away: somebody added it since.
fn refuse_strays(conn: &Connection, id: ChangeId, undo: ChangeId) -> Result<()> {
    let strays = "FROM change_rows mine WHERE mine.change_id = ?2 AND NOT EXISTS
               (SELECT 1 FROM change_rows its WHERE its.change_id = ?1 AND its.table_name = mine.table_name AND its.row_id = mine.row_id)";
    let sql = format!("SELECT 1 {strays} AND mine.table_name <> '{APPEND_ONLY}'");
    // A ledger keeps what was entered for a record that goes, but an owner with points in hand stays.
    let ledger = format!(
        "SELECT coalesce(sum(json_extract(before_json, '$.points')), 0) <> 0 {strays}
         AND mine.table_name = '{APPEND_ONLY}' AND mine.after_json IS NULL"
    );
    let holds_points: bool = conn.prepare_cached(&ledger)?.query_row((id, undo), |row| row.get(0))?;
    if holds_points || conn.prepare_cached(&sql)?.exists((id, undo))? {
        return Err(Error::new(Code::ChangedSince, "records were added since"));
    }
    Ok(())
}

/// Whether the change inserted the row in bulk: it goes with its range.
fn is_inserted_by(conn: &Connection, id: ChangeId, image: &Image) -> Result<bool> {
    let sql = "SELECT 1 FROM change_ranges
               WHERE change_id = ?1 AND table_name = ?2 AND ?3 BETWEEN first_row_id AND last_row_id";
    Ok(conn.prepare_cached(sql)?.exists((id, &image.table, image.row))?)
}

/// Rows as they stand, beside images of them.
#[derive(Default)]
pub(super) struct Rows(BTreeMap<String, Vec<String>>);

impl Rows {
    /// Whether one of them is as this image.
    pub(super) fn is(
        &mut self,
        conn: &Connection,
        table: &str,
        row: i64,
        image: Option<&str>,
    ) -> Result<bool> {
        let columns = match self.0.entry(table.to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(images::columns(conn, table)?),
        };
        images::is_same(table, row_now(conn, table, row, columns)?.as_deref(), image)
    }
}

/// A row as its image would be; nothing where it is gone.
fn row_now(conn: &Connection, table: &str, row: i64, columns: &[String]) -> Result<Option<String>> {
    let sql = format!("SELECT {} FROM {table} WHERE id = ?1", images::row_json(table, columns));
    Ok(conn.prepare_cached(&sql)?.query_row([row], |row| row.get(0)).optional()?)
}

fn is_as_left(conn: &Connection, image: &Image, columns: &[String]) -> Result<bool> {
    let now = row_now(conn, &image.table, image.row, columns)?;
    images::is_same(&image.table, now.as_deref(), image.after.as_deref())
}

fn put_back(w: &Write<'_>, image: &Image, columns: &[String]) -> Result<()> {
    let (conn, table) = (w.conn(), &image.table);
    match &image.before {
        None => conn.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([image.row])?,
        Some(before) => {
            let (row, known) = images::restored(table, before, columns, w.zone)?;
            let sql = images::restore_sql(table, &known, image.after.is_some());
            conn.prepare_cached(&sql)?.execute([row])?
        }
    };
    Ok(())
}

/// A change's images with the columns of their tables, newest first.
fn each_image(
    conn: &Connection,
    id: ChangeId,
    mut f: impl FnMut(&Image, &[String]) -> Result<()>,
) -> Result<()> {
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let sql = "SELECT table_name, row_id, before_json, after_json FROM change_rows WHERE change_id = ?1 ORDER BY id DESC";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let image = Image { table: row.get(0)?, row: row.get(1)?, before: row.get(2)?, after: row.get(3)? };
        let columns = match columns.entry(image.table.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(images::columns(conn, &image.table)?),
        };
        f(&image, columns)?;
    }
    Ok(())
}

pub(super) fn begin(conn: &Connection, actor: &Actor, action: Action, now: Instant) -> Result<ChangeId> {
    let sql = "INSERT INTO changes (staff_id, action, made_at) VALUES (?1, ?2, ?3)";
    conn.prepare_cached(sql)?.execute((actor.staff, action.label(), now))?;
    Ok(ChangeId(conn.last_insert_rowid()))
}

/// The tables that a change wrote; of an undo also those of what it took back.
pub(super) fn tables(conn: &Connection, change: ChangeId) -> Result<BTreeSet<String>> {
    let sql = "SELECT undoes FROM changes WHERE id = ?1";
    let undone: Option<ChangeId> = conn.prepare_cached(sql)?.query_row([change], |row| row.get(0))?;
    let sql = "SELECT table_name FROM change_rows WHERE change_id = ?1
               UNION ALL SELECT table_name FROM change_ranges WHERE change_id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut tables = BTreeSet::new();
    for id in once(change).chain(undone) {
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let table = row.get_ref(0)?.as_str()?;
            if !tables.contains(table) {
                tables.insert(table.to_owned());
            }
        }
    }
    Ok(tables)
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
        // An import that only set rows aside still tells of them; a bulk write has foreign keys off.
        let sql = "UPDATE import_batches SET change_id = NULL WHERE change_id = ?1";
        conn.prepare_cached(sql)?.execute([change])?;
        conn.prepare_cached("DELETE FROM changes WHERE id = ?1")?.execute([change])?;
    }
    Ok(has_changes && is_undoable)
}
