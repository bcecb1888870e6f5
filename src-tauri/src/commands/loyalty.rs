//! Points.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, LoyaltyRules, View},
    loyalty::{self, BalanceOrder, BalancesPage, LoyaltyAccount, LoyaltyOverview, LoyaltyStatement},
    values::{Day, OwnerId},
};
use tauri::State;

/// An owner's points with the whole ledger.
#[tauri::command]
#[specta::specta]
pub async fn loyalty_account(desk: State<'_, Desk>, owner: OwnerId) -> Answer<LoyaltyAccount> {
    desk.read(View::Records, move |read| loyalty::account(read, owner)).await
}

/// The clinic's points in a few figures.
#[tauri::command]
#[specta::specta]
pub async fn loyalty_overview(desk: State<'_, Desk>) -> Answer<LoyaltyOverview> {
    desk.read(View::Records, loyalty::overview).await
}

/// Owners with points, a page at a time.
#[tauri::command]
#[specta::specta]
pub async fn loyalty_balances(
    desk: State<'_, Desk>,
    order: BalanceOrder,
    cursor: Option<String>,
    limit: u32,
) -> Answer<BalancesPage> {
    desk.read(View::Records, move |read| loyalty::balances(read, order, cursor.as_deref(), limit)).await
}

/// The statement of an owner's points over a period.
#[tauri::command]
#[specta::specta]
pub async fn loyalty_statement(
    desk: State<'_, Desk>,
    owner: OwnerId,
    from: Option<Day>,
    to: Option<Day>,
) -> Answer<LoyaltyStatement> {
    desk.read(View::Records, move |read| loyalty::statement(read, owner, from, to)).await
}

/// Uses points.
#[tauri::command]
#[specta::specta]
pub async fn loyalty_redeem(
    desk: State<'_, Desk>,
    owner: OwnerId,
    points: i64,
    description: Option<String>,
) -> Answer<Done<LoyaltyAccount>> {
    desk.write(move |clinic, actor| loyalty::redeem(clinic, actor, owner, points, description.as_deref()))
        .await
}

/// Corrects a balance, with the reason.
#[tauri::command]
#[specta::specta]
pub async fn loyalty_adjust(
    desk: State<'_, Desk>,
    owner: OwnerId,
    points: i64,
    reason: String,
) -> Answer<Done<LoyaltyAccount>> {
    desk.write(move |clinic, actor| loyalty::adjust(clinic, actor, owner, points, &reason)).await
}

/// Starts the programme on a day, or ends it.
#[tauri::command]
#[specta::specta]
pub async fn loyalty_set_start(desk: State<'_, Desk>, on: Option<Day>) -> Answer<Done<LoyaltyRules>> {
    desk.write(move |clinic, actor| loyalty::set_start(clinic, actor, on)).await
}
