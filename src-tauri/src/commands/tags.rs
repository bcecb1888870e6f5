//! Tags.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    tags::{self, CarriedTag, Tag, TagChange, TagInput},
    values::{OwnerId, TagId},
};
use tauri::State;

/// The clinic's tags.
#[tauri::command]
#[specta::specta]
pub async fn tags_list(desk: State<'_, Desk>) -> Answer<Vec<Tag>> {
    desk.read(View::Records, tags::list).await
}

/// Adds a tag to the clinic's list.
#[tauri::command]
#[specta::specta]
pub async fn tags_create(desk: State<'_, Desk>, tag: TagInput) -> Answer<Done<Tag>> {
    desk.write(move |clinic, actor| tags::create(clinic, actor, &tag)).await
}

/// Changes a tag of the clinic's list.
#[tauri::command]
#[specta::specta]
pub async fn tags_update(desk: State<'_, Desk>, id: TagId, tag: TagInput) -> Answer<Done<Tag>> {
    desk.write(move |clinic, actor| tags::update(clinic, actor, id, &tag)).await
}

/// Puts tags on owners, and takes them off.
#[tauri::command]
#[specta::specta]
pub async fn tags_assign(desk: State<'_, Desk>, change: TagChange) -> Answer<Done<()>> {
    desk.write(move |clinic, actor| tags::assign(clinic, actor, &change)).await
}

/// The tags that an owner carries, with who put them on and when.
#[tauri::command]
#[specta::specta]
pub async fn tags_carried(desk: State<'_, Desk>, owner: OwnerId) -> Answer<Vec<CarriedTag>> {
    desk.read(View::Records, move |read| tags::carried(read, owner)).await
}

/// Merges a tag into another.
#[tauri::command]
#[specta::specta]
pub async fn tags_merge(desk: State<'_, Desk>, into: TagId, from: TagId) -> Answer<Done<Tag>> {
    desk.write(move |clinic, actor| tags::merge(clinic, actor, into, from)).await
}
