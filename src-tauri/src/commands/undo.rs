//! Undo, redo and the history.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{self, Done, HistoryDetail, HistoryQuery, HistoryRow, UndoState, Undone, View},
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

/// What was done, by whom and when: the latest first.
#[tauri::command]
#[specta::specta]
pub async fn history_list(desk: State<'_, Desk>, query: HistoryQuery) -> Answer<Vec<HistoryRow>> {
    desk.read(View::Records, move |read| clinic::history(read, &query)).await
}

/// What one change changed, and whether it can be taken back.
#[tauri::command]
#[specta::specta]
pub async fn history_get(desk: State<'_, Desk>, change: ChangeId) -> Answer<HistoryDetail> {
    desk.read(View::Records, move |read| clinic::change(read, change)).await
}
