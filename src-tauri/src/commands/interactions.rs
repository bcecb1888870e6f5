//! Interactions and what is owed after them.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    interactions::{
        self, FollowUpInput, FollowUpScope, FollowUps, Interaction, InteractionInput, InteractionStatistics,
    },
    values::InteractionId,
};
use tauri::State;

/// One interaction.
#[tauri::command]
#[specta::specta]
pub async fn interactions_get(desk: State<'_, Desk>, id: InteractionId) -> Answer<Interaction> {
    desk.read(View::Records, move |read| interactions::get(read, id)).await
}

/// Logs an interaction.
#[tauri::command]
#[specta::specta]
pub async fn interactions_create(
    desk: State<'_, Desk>,
    interaction: InteractionInput,
) -> Answer<Done<Interaction>> {
    desk.write(move |clinic, actor| interactions::create(clinic, actor, &interaction)).await
}

/// A page of what is owed.
#[tauri::command]
#[specta::specta]
pub async fn interactions_follow_ups(
    desk: State<'_, Desk>,
    scope: FollowUpScope,
    cursor: Option<String>,
    limit: u32,
) -> Answer<FollowUps> {
    desk.read(View::Records, move |read| interactions::follow_ups(read, scope, cursor.as_deref(), limit))
        .await
}

/// Settles a follow-up.
#[tauri::command]
#[specta::specta]
pub async fn interactions_complete_follow_up(desk: State<'_, Desk>, id: InteractionId) -> Answer<Done<()>> {
    desk.write(move |clinic, actor| interactions::complete_follow_up(clinic, actor, id)).await
}

/// Moves a follow-up to another day.
#[tauri::command]
#[specta::specta]
pub async fn interactions_postpone(
    desk: State<'_, Desk>,
    id: InteractionId,
    to: FollowUpInput,
) -> Answer<Done<()>> {
    desk.write(move |clinic, actor| interactions::postpone(clinic, actor, id, to)).await
}

/// Logs a call that nobody answered, and moves the follow-up that it was about; where no day is said to the next working
/// day at the same hour.
#[tauri::command]
#[specta::specta]
pub async fn interactions_no_answer(
    desk: State<'_, Desk>,
    id: InteractionId,
    to: Option<FollowUpInput>,
) -> Answer<Done<FollowUpInput>> {
    desk.write(move |clinic, actor| interactions::no_answer(clinic, actor, id, to)).await
}

/// Changes an interaction.
#[tauri::command]
#[specta::specta]
pub async fn interactions_update(
    desk: State<'_, Desk>,
    id: InteractionId,
    interaction: InteractionInput,
) -> Answer<Done<Interaction>> {
    desk.write(move |clinic, actor| interactions::update(clinic, actor, id, &interaction)).await
}

/// Deletes an interaction.
#[tauri::command]
#[specta::specta]
pub async fn interactions_delete(desk: State<'_, Desk>, id: InteractionId) -> Answer<Done<()>> {
    desk.write(move |clinic, actor| interactions::delete(clinic, actor, id)).await
}

/// How much was said: today and over thirty days.
#[tauri::command]
#[specta::specta]
pub async fn interactions_statistics(desk: State<'_, Desk>) -> Answer<InteractionStatistics> {
    desk.read(View::Records, interactions::statistics).await
}
