//! What owners say of the clinic.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    feedback::{self, Feedback, FeedbackFilter, FeedbackInput, FeedbackPage, FeedbackStats, ThankYou},
    interactions::Sentiment,
    values::{Day, FeedbackId},
};
use tauri::State;

/// A page of feedback: the queue, or all.
#[tauri::command]
#[specta::specta]
pub async fn feedback_list(
    desk: State<'_, Desk>,
    filter: FeedbackFilter,
    cursor: Option<String>,
    limit: u32,
) -> Answer<FeedbackPage> {
    desk.read(View::Records, move |read| feedback::list(read, &filter, cursor.as_deref(), limit)).await
}

/// How much waits in the queue.
#[tauri::command]
#[specta::specta]
pub async fn feedback_unresolved(desk: State<'_, Desk>) -> Answer<u32> {
    desk.read(View::Records, feedback::unresolved).await
}

/// How feedback develops, by service and month.
#[tauri::command]
#[specta::specta]
pub async fn feedback_stats(
    desk: State<'_, Desk>,
    from: Option<Day>,
    to: Option<Day>,
) -> Answer<FeedbackStats> {
    desk.read(View::Records, move |read| feedback::stats(read, from, to)).await
}

/// What the words of a comment without a rating suggest.
#[tauri::command]
#[specta::specta]
pub async fn feedback_suggest(comment: String) -> Answer<Option<Sentiment>> {
    Ok(feedback::suggest(&comment))
}

/// Records feedback.
#[tauri::command]
#[specta::specta]
pub async fn feedback_record(desk: State<'_, Desk>, input: FeedbackInput) -> Answer<Done<Feedback>> {
    desk.write(move |clinic, actor| feedback::record(clinic, actor, &input)).await
}

/// Says that feedback is dealt with, and how.
#[tauri::command]
#[specta::specta]
pub async fn feedback_resolve(
    desk: State<'_, Desk>,
    id: FeedbackId,
    notes: Option<String>,
) -> Answer<Done<Feedback>> {
    desk.write(move |clinic, actor| feedback::resolve(clinic, actor, id, notes.as_deref())).await
}

/// Opens resolved feedback again.
#[tauri::command]
#[specta::specta]
pub async fn feedback_reopen(desk: State<'_, Desk>, id: FeedbackId) -> Answer<Done<Feedback>> {
    desk.write(move |clinic, actor| feedback::reopen(clinic, actor, id)).await
}

/// Writes a thank-you as a draft.
#[tauri::command]
#[specta::specta]
pub async fn feedback_thank(desk: State<'_, Desk>, id: FeedbackId) -> Answer<Done<ThankYou>> {
    desk.write(move |clinic, actor| feedback::thank(clinic, actor, id)).await
}
