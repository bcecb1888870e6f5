//! Owners who are perhaps one.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, Progress, View},
    duplicates::{self, DuplicatePair, Hints, Likeness, Typed},
    merges::{self, Comparison, Merge, MergeInput},
    values::{MergeId, OwnerId},
};
use tauri::State;

/// Pairs of owners who are perhaps one, the likeliest first; the weaker ones where they are asked for.
#[tauri::command]
#[specta::specta]
pub async fn duplicates_list(desk: State<'_, Desk>, with_hints: bool) -> Answer<Vec<DuplicatePair>> {
    let hints = if with_hints { Hints::With } else { Hints::Without };
    desk.read(View::Records, move |read| duplicates::radar(read, hints, &Progress::silent())).await
}

/// Owners who are perhaps the one being entered.
#[tauri::command]
#[specta::specta]
pub async fn duplicates_while_typing(desk: State<'_, Desk>, typed: Typed) -> Answer<Vec<Likeness>> {
    desk.read(View::Records, move |read| duplicates::while_typing(read, &typed)).await
}

/// Two owners field by field.
#[tauri::command]
#[specta::specta]
pub async fn merges_compare(desk: State<'_, Desk>, one: OwnerId, other: OwnerId) -> Answer<Comparison> {
    desk.read(View::Records, move |read| merges::compare(read, one, other)).await
}

/// Merges one owner into another.
#[tauri::command]
#[specta::specta]
pub async fn merges_merge(desk: State<'_, Desk>, input: MergeInput) -> Answer<Done<Merge>> {
    desk.write(move |clinic, actor| merges::merge(clinic, actor, &input)).await
}

/// Takes a merge back; what was added since stays.
#[tauri::command]
#[specta::specta]
pub async fn merges_unmerge(desk: State<'_, Desk>, id: MergeId) -> Answer<Done<Merge>> {
    desk.write(move |clinic, actor| merges::unmerge(clinic, actor, id)).await
}

/// Says that two owners who look alike are two.
#[tauri::command]
#[specta::specta]
pub async fn merges_keep_apart(desk: State<'_, Desk>, one: OwnerId, other: OwnerId) -> Answer<Done<()>> {
    desk.write(move |clinic, actor| merges::keep_apart(clinic, actor, one, other)).await
}

/// The merges, newest first.
#[tauri::command]
#[specta::specta]
pub async fn merges_list(desk: State<'_, Desk>) -> Answer<Vec<Merge>> {
    desk.read(View::Records, merges::list).await
}
