//! Notes.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    notes::{self, Note, NoteChange, NoteInput},
    values::{NoteId, OwnerId},
};
use tauri::State;

/// An owner's notes that may be read.
#[tauri::command]
#[specta::specta]
pub async fn notes_list(desk: State<'_, Desk>, owner: OwnerId) -> Answer<Vec<Note>> {
    desk.read(View::Records, move |read| notes::list(read, owner)).await
}

/// Writes a note.
#[tauri::command]
#[specta::specta]
pub async fn notes_create(desk: State<'_, Desk>, owner: OwnerId, note: NoteInput) -> Answer<Done<Note>> {
    desk.write(move |clinic, actor| notes::create(clinic, actor, owner, &note)).await
}

/// Changes a note.
#[tauri::command]
#[specta::specta]
pub async fn notes_update(desk: State<'_, Desk>, id: NoteId, change: NoteChange) -> Answer<Done<Note>> {
    desk.write(move |clinic, actor| notes::update(clinic, actor, id, &change)).await
}

/// Deletes a note.
#[tauri::command]
#[specta::specta]
pub async fn notes_delete(desk: State<'_, Desk>, id: NoteId) -> Answer<Done<()>> {
    desk.write(move |clinic, actor| notes::delete(clinic, actor, id)).await
}
