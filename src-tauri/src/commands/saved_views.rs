//! Kept views of the owners' list.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    saved_views::{self, SavedView, SavedViewInput},
    values::SavedViewId,
};
use tauri::State;

/// The clinic's kept views.
#[tauri::command]
#[specta::specta]
pub async fn saved_views_list(desk: State<'_, Desk>) -> Answer<Vec<SavedView>> {
    desk.read(View::Records, saved_views::list).await
}

/// Keeps a view.
#[tauri::command]
#[specta::specta]
pub async fn saved_views_create(desk: State<'_, Desk>, view: SavedViewInput) -> Answer<Done<SavedView>> {
    desk.write(move |clinic, actor| saved_views::create(clinic, actor, &view)).await
}

/// Changes a view.
#[tauri::command]
#[specta::specta]
pub async fn saved_views_update(
    desk: State<'_, Desk>,
    id: SavedViewId,
    view: SavedViewInput,
) -> Answer<Done<SavedView>> {
    desk.write(move |clinic, actor| saved_views::update(clinic, actor, id, &view)).await
}

/// Deletes a view.
#[tauri::command]
#[specta::specta]
pub async fn saved_views_delete(desk: State<'_, Desk>, id: SavedViewId) -> Answer<Done<()>> {
    desk.write(move |clinic, actor| saved_views::delete(clinic, actor, id)).await
}
