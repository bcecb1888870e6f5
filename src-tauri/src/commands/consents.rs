//! Consents.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    consents::{self, ConsentInput, Consents, Said},
    values::OwnerId,
};
use tauri::State;

/// Where an owner's consents stand.
#[tauri::command]
#[specta::specta]
pub async fn consents_state(desk: State<'_, Desk>, owner: OwnerId) -> Answer<Consents> {
    desk.read(View::Records, move |read| consents::state(read, owner)).await
}

/// Records an owner's word.
#[tauri::command]
#[specta::specta]
pub async fn consents_record(
    desk: State<'_, Desk>,
    owner: OwnerId,
    consent: ConsentInput,
) -> Answer<Done<Consents>> {
    desk.write(move |clinic, actor| consents::record(clinic, actor, owner, &consent)).await
}

/// Everything that an owner has said, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn consents_history(desk: State<'_, Desk>, owner: OwnerId) -> Answer<Vec<Said>> {
    desk.read(View::Records, move |read| consents::history(read, owner)).await
}
