//! Segments.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    segments::{
        self, Effects, MemberOrder, MemberSums, MembersPage, Moves, Offered, Preview, Segment, SegmentInput,
        SegmentRow, Why,
    },
    values::{Lang, OwnerId, SegmentId, TagId},
};
use tauri::State;

/// The clinic's segments with their sizes.
#[tauri::command]
#[specta::specta]
pub async fn segments_list(desk: State<'_, Desk>, language: Lang) -> Answer<Vec<SegmentRow>> {
    desk.read(View::Records, move |read| segments::list(read, language)).await
}

/// A segment with all its sizes.
#[tauri::command]
#[specta::specta]
pub async fn segments_get(desk: State<'_, Desk>, id: SegmentId, language: Lang) -> Answer<SegmentRow> {
    desk.read(View::Records, move |read| segments::get(read, id, language)).await
}

/// What the builder offers to choose from.
#[tauri::command]
#[specta::specta]
pub async fn segments_offered(desk: State<'_, Desk>) -> Answer<Offered> {
    desk.read(View::Records, segments::offered).await
}

/// Keeps a segment and counts it.
#[tauri::command]
#[specta::specta]
pub async fn segments_create(
    desk: State<'_, Desk>,
    segment: SegmentInput,
    language: Lang,
) -> Answer<Done<Segment>> {
    desk.write(move |clinic, actor| segments::create(clinic, actor, &segment, language)).await
}

/// Changes a segment and counts it.
#[tauri::command]
#[specta::specta]
pub async fn segments_update(
    desk: State<'_, Desk>,
    id: SegmentId,
    segment: SegmentInput,
    language: Lang,
) -> Answer<Done<Segment>> {
    desk.write(move |clinic, actor| segments::update(clinic, actor, id, &segment, language)).await
}

/// Puts a segment away, or takes it out again.
#[tauri::command]
#[specta::specta]
pub async fn segments_archive(
    desk: State<'_, Desk>,
    id: SegmentId,
    is_active: bool,
) -> Answer<Done<Segment>> {
    desk.write(move |clinic, actor| segments::archive(clinic, actor, id, is_active)).await
}

/// Keeps who meets criteria now as a segment whose members stay.
#[tauri::command]
#[specta::specta]
pub async fn segments_freeze(
    desk: State<'_, Desk>,
    segment: SegmentInput,
    language: Lang,
) -> Answer<Done<Segment>> {
    desk.write(move |clinic, actor| segments::freeze(clinic, actor, &segment, language)).await
}

/// The segments whose members are named one by one.
#[tauri::command]
#[specta::specta]
pub async fn segments_frozen_lists(desk: State<'_, Desk>) -> Answer<Vec<Segment>> {
    desk.read(View::Records, segments::frozen_lists).await
}

/// Keeps owners as a new frozen list.
#[tauri::command]
#[specta::specta]
pub async fn segments_keep_list(
    desk: State<'_, Desk>,
    name: String,
    owners: Vec<OwnerId>,
    language: Lang,
) -> Answer<Done<Segment>> {
    desk.write(move |clinic, actor| segments::keep_list(clinic, actor, &name, &owners, language)).await
}

/// Owners join a frozen list.
#[tauri::command]
#[specta::specta]
pub async fn segments_add_to_list(
    desk: State<'_, Desk>,
    id: SegmentId,
    owners: Vec<OwnerId>,
    language: Lang,
) -> Answer<Done<Segment>> {
    desk.write(move |clinic, actor| segments::add_to_list(clinic, actor, id, &owners, language)).await
}

/// Counts a segment anew, or all of them.
#[tauri::command]
#[specta::specta]
pub async fn segments_recalculate(desk: State<'_, Desk>, id: Option<SegmentId>) -> Answer<u32> {
    desk.work(move |clinic, actor| segments::recalculate(clinic, actor, id)).await
}

/// Counts who meets criteria, and gives the first of them.
#[tauri::command]
#[specta::specta]
pub async fn segments_preview(
    desk: State<'_, Desk>,
    criteria: String,
    limit: u32,
    language: Lang,
) -> Answer<Preview> {
    desk.read(View::Records, move |read| segments::preview(read, &criteria, limit, language)).await
}

/// What each rule of criteria does to the count.
#[tauri::command]
#[specta::specta]
pub async fn segments_effects(desk: State<'_, Desk>, criteria: String, language: Lang) -> Answer<Effects> {
    desk.read(View::Records, move |read| segments::effects(read, &criteria, language)).await
}

/// What those who meet criteria are together.
#[tauri::command]
#[specta::specta]
pub async fn segments_sums(desk: State<'_, Desk>, criteria: String) -> Answer<MemberSums> {
    desk.read(View::Records, move |read| segments::sums(read, &criteria)).await
}

/// A page of those who meet criteria, behind one.
#[tauri::command]
#[specta::specta]
pub async fn segments_members(
    desk: State<'_, Desk>,
    criteria: String,
    order: Option<MemberOrder>,
    after: Option<OwnerId>,
    limit: u32,
) -> Answer<MembersPage> {
    desk.read(View::Records, move |read| segments::members(read, &criteria, order, after, limit)).await
}

/// Who entered and who left a segment in the last days.
#[tauri::command]
#[specta::specta]
pub async fn segments_moves(desk: State<'_, Desk>, id: SegmentId, days: u32) -> Answer<Moves> {
    desk.read(View::Records, move |read| segments::moves(read, id, days)).await
}

/// Why an owner meets criteria, or does not.
#[tauri::command]
#[specta::specta]
pub async fn segments_why(
    desk: State<'_, Desk>,
    criteria: String,
    owner: OwnerId,
    language: Lang,
) -> Answer<Why> {
    desk.read(View::Records, move |read| segments::why(read, &criteria, owner, language)).await
}

/// Puts a tag on everybody who meets criteria.
#[tauri::command]
#[specta::specta]
pub async fn segments_tag(desk: State<'_, Desk>, criteria: String, tag: TagId) -> Answer<Done<u32>> {
    desk.write(move |clinic, actor| segments::tag_members(clinic, actor, &criteria, tag)).await
}

/// Asks for a place and writes everybody who meets criteria there as CSV. Gives the file's name; nothing when the person
/// cancels.
#[tauri::command]
#[specta::specta]
pub async fn segments_export(
    desk: State<'_, Desk>,
    criteria: String,
    proposed: String,
) -> Answer<Option<String>> {
    super::files::list(&desk, proposed, move |clinic, actor, path| {
        segments::export(clinic, actor, &criteria, path)
    })
    .await
}
