//! Whom to call, to thank, to write to.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::View,
    insights::{self, InsightKind, Insights, Overview},
    values::Lang,
};
use tauri::State;

/// A list of owners, each with its reason in this language.
#[tauri::command]
#[specta::specta]
pub async fn insights_list(
    desk: State<'_, Desk>,
    kind: InsightKind,
    limit: u32,
    language: String,
) -> Answer<Insights> {
    let lang = Lang::parse(&language).unwrap_or_default();
    desk.read(View::Records, move |read| insights::list(read, kind, limit, lang)).await
}

/// The clinic's customers on one screen.
#[tauri::command]
#[specta::specta]
pub async fn insights_overview(desk: State<'_, Desk>) -> Answer<Overview> {
    desk.read(View::Reports, insights::overview).await
}
