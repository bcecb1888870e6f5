//! Services that the clinic offers.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    services::{self, ListedService, ServiceInput},
    values::ServiceId,
};
use tauri::State;

/// Every service; those that are retired last.
#[tauri::command]
#[specta::specta]
pub async fn services_list(desk: State<'_, Desk>) -> Answer<Vec<ListedService>> {
    desk.read(View::Records, services::list).await
}

/// Adds a service.
#[tauri::command]
#[specta::specta]
pub async fn services_create(desk: State<'_, Desk>, input: ServiceInput) -> Answer<Done<ListedService>> {
    desk.write(move |clinic, actor| services::create(clinic, actor, &input)).await
}

/// Changes a service, or retires it.
#[tauri::command]
#[specta::specta]
pub async fn services_update(
    desk: State<'_, Desk>,
    id: ServiceId,
    input: ServiceInput,
) -> Answer<Done<ListedService>> {
    desk.write(move |clinic, actor| services::update(clinic, actor, id, &input)).await
}
