//! The day.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::View,
    today::{self, RailCounts, Today},
};
use tauri::State;

/// What is due, and who comes.
#[tauri::command]
#[specta::specta]
pub async fn today_get(desk: State<'_, Desk>) -> Answer<Today> {
    desk.read(View::Records, today::get).await
}

/// The counts beside the sections.
#[tauri::command]
#[specta::specta]
pub async fn today_rail(desk: State<'_, Desk>) -> Answer<RailCounts> {
    desk.read(View::Records, today::rail).await
}
