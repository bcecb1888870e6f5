//! What was typed and not saved, and the last records: kept beside the records.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::View,
    drafts::{self, Draft},
    recents,
    staff::{self, StaffMember},
    values::OwnerId,
};
use tauri::State;

/// What was typed under this key.
#[tauri::command]
#[specta::specta]
pub async fn drafts_get(desk: State<'_, Desk>, key: String) -> Answer<Option<Draft>> {
    desk.read(View::Records, move |read| drafts::get(read, &key)).await
}

/// Keeps what is being typed.
#[tauri::command]
#[specta::specta]
pub async fn drafts_set(desk: State<'_, Desk>, key: String, value: String) -> Answer<()> {
    desk.work(move |clinic, actor| drafts::set(clinic, actor, &key, &value)).await
}

/// Forgets what was typed, once it is saved or given up.
#[tauri::command]
#[specta::specta]
pub async fn drafts_clear(desk: State<'_, Desk>, key: String) -> Answer<()> {
    desk.work(move |clinic, actor| drafts::clear(clinic, actor, &key)).await
}

/// Notes that a record was opened.
#[tauri::command]
#[specta::specta]
pub async fn recents_note(desk: State<'_, Desk>, owner: OwnerId) -> Answer<()> {
    desk.work(move |clinic, actor| recents::note(clinic, actor, owner)).await
}

/// Staff members.
#[tauri::command]
#[specta::specta]
pub async fn staff_list(desk: State<'_, Desk>) -> Answer<Vec<StaffMember>> {
    desk.read(View::Records, staff::list).await
}
