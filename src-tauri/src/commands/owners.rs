//! Owners: the list, one owner, the changes.

use crate::{desk::Desk, failure::Answer};
use crm::{
    Code, Error,
    clinic::{Done, View},
    metrics::{self, Habits},
    owners::{
        self, Facets, Family, Network, Owner, OwnerChange, OwnerFilters, OwnerInput, OwnerTotals,
        OwnersExport, OwnersPage, OwnersQuery,
    },
    profile::{self, OwnerProfile},
    timeline::{self, TimelinePage, TimelineQuery},
    values::{Lang, OwnerId, Tier},
};
use tauri::State;
use tauri_plugin_opener::OpenerExt as _;

/// A page of the list.
#[tauri::command]
#[specta::specta]
pub async fn owners_page(desk: State<'_, Desk>, query: OwnersQuery) -> Answer<OwnersPage> {
    desk.read(View::Records, move |read| owners::page(read, &query)).await
}

/// Sums over the filtered list.
#[tauri::command]
#[specta::specta]
pub async fn owners_totals(desk: State<'_, Desk>, filters: OwnerFilters) -> Answer<OwnerTotals> {
    desk.read(View::Records, move |read| owners::totals(read, &filters)).await
}

/// Everybody whom the filters let through.
#[tauri::command]
#[specta::specta]
pub async fn owners_ids(desk: State<'_, Desk>, filters: OwnerFilters) -> Answer<Vec<OwnerId>> {
    desk.read(View::Records, move |read| owners::ids(read, &filters)).await
}

/// Asks for a place and writes the list there as it is shown. Gives the file's name; nothing when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn owners_export(
    desk: State<'_, Desk>,
    list: OwnersExport,
    proposed: String,
    language: Lang,
) -> Answer<Option<String>> {
    super::files::list(&desk, proposed, move |clinic, actor, path| {
        owners::export(clinic, actor, &list, language, path)
    })
    .await
}

/// Sums over selected owners.
#[tauri::command]
#[specta::specta]
pub async fn owners_selection(desk: State<'_, Desk>, owners: Vec<OwnerId>) -> Answer<OwnerTotals> {
    desk.read(View::Records, move |read| owners::selection(read, &owners)).await
}

/// What the filter menus offer.
#[tauri::command]
#[specta::specta]
pub async fn owners_facets(desk: State<'_, Desk>) -> Answer<Facets> {
    desk.read(View::Records, owners::facets).await
}

/// One owner.
#[tauri::command]
#[specta::specta]
pub async fn owners_get(desk: State<'_, Desk>, id: OwnerId) -> Answer<Owner> {
    desk.read(View::Records, move |read| owners::get(read, id)).await
}

/// Everything on an owner's screen but the timeline.
#[tauri::command]
#[specta::specta]
pub async fn owners_profile(desk: State<'_, Desk>, id: OwnerId) -> Answer<OwnerProfile> {
    desk.read(View::Records, move |read| profile::get(read, id)).await
}

/// What an owner buys, how they answer, and how they came to stand where they do.
#[tauri::command]
#[specta::specta]
pub async fn owners_habits(desk: State<'_, Desk>, id: OwnerId) -> Answer<Habits> {
    desk.read(View::Records, move |read| metrics::habits(read, id)).await
}

/// A page of an owner's timeline.
#[tauri::command]
#[specta::specta]
pub async fn owners_timeline(desk: State<'_, Desk>, query: TimelineQuery) -> Answer<TimelinePage> {
    desk.read(View::Records, move |read| timeline::page(read, &query)).await
}

/// Adds an owner.
#[tauri::command]
#[specta::specta]
pub async fn owners_create(desk: State<'_, Desk>, owner: OwnerInput) -> Answer<Done<Owner>> {
    desk.write(move |clinic, actor| owners::create(clinic, actor, &owner)).await
}

/// Changes an owner.
#[tauri::command]
#[specta::specta]
pub async fn owners_update(desk: State<'_, Desk>, id: OwnerId, change: OwnerChange) -> Answer<Done<Owner>> {
    desk.write(move |clinic, actor| owners::update(clinic, actor, id, &change)).await
}

/// Deactivates an owner.
#[tauri::command]
#[specta::specta]
pub async fn owners_archive(desk: State<'_, Desk>, id: OwnerId) -> Answer<Done<Owner>> {
    desk.write(move |clinic, actor| owners::archive(clinic, actor, id)).await
}

/// Takes a deactivation back.
#[tauri::command]
#[specta::specta]
pub async fn owners_restore(desk: State<'_, Desk>, id: OwnerId) -> Answer<Done<Owner>> {
    desk.write(move |clinic, actor| owners::restore(clinic, actor, id)).await
}

/// Sets or removes who recommended the clinic to an owner.
#[tauri::command]
#[specta::specta]
pub async fn owners_set_referrer(
    desk: State<'_, Desk>,
    id: OwnerId,
    referrer: Option<OwnerId>,
) -> Answer<Done<Owner>> {
    desk.write(move |clinic, actor| owners::set_referrer(clinic, actor, id, referrer)).await
}

/// Sets an owner's tier by hand, or leaves it to the rule again.
#[tauri::command]
#[specta::specta]
pub async fn owners_set_tier(
    desk: State<'_, Desk>,
    id: OwnerId,
    tier: Option<Tier>,
    reason: String,
) -> Answer<Done<Owner>> {
    desk.write(move |clinic, actor| owners::set_tier(clinic, actor, id, tier, &reason)).await
}

/// Who sent an owner, and whom she sent.
#[tauri::command]
#[specta::specta]
pub async fn owners_family(desk: State<'_, Desk>, id: OwnerId) -> Answer<Family> {
    desk.read(View::Records, move |read| owners::family(read, id)).await
}

/// Opens an owner's page on a social network in the browser. The address is put together here, from what is kept.
#[tauri::command]
#[specta::specta]
pub async fn owners_open_page(desk: State<'_, Desk>, id: OwnerId, network: Network) -> Answer<()> {
    let owner = desk.read(View::Records, move |read| owners::get(read, id)).await?;
    let page = owners::page_of(&owner, network).ok_or_else(|| Error::not_found("page"))?;
    let opened = desk.app().opener().open_url(page, None::<&str>);
    Ok(opened
        .map_err(|error| Error::new(Code::Internal, "the browser could not be opened").because(error))?)
}
