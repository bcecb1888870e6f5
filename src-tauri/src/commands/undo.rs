//! Undo, redo and the history of one's own changes.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{self, Change, Done, UndoState, Undone, View},
    values::ChangeId,
};
use tauri::State;

/// Takes back one's own last change.
#[tauri::command]
#[specta::specta]
pub async fn undo_last(desk: State<'_, Desk>) -> Answer<Done<Undone>> {
    desk.write(clinic::undo_last).await
}

/// Does again what was undone last.
#[tauri::command]
#[specta::specta]
pub async fn redo_last(desk: State<'_, Desk>) -> Answer<Done<Undone>> {
    desk.write(clinic::redo_last).await
}

/// Takes back one change, be it the last or not.
#[tauri::command]
#[specta::specta]
pub async fn undo_change(desk: State<'_, Desk>, change: ChangeId) -> Answer<Done<Undone>> {
    desk.write(move |clinic, actor| clinic::undo_change(clinic, actor, change)).await
}

/// What the next undo and redo would do.
#[tauri::command]
#[specta::specta]
pub async fn undo_status(desk: State<'_, Desk>) -> Answer<UndoState> {
    desk.read(View::Records, clinic::undo_state).await
}

/// One's own changes, newest first, older than `before` where given.
#[tauri::command]
#[specta::specta]
pub async fn undo_history(
    desk: State<'_, Desk>,
    before: Option<ChangeId>,
    limit: u32,
) -> Answer<Vec<Change>> {
    desk.read(View::Records, move |read| clinic::history(read, before, limit)).await
}
