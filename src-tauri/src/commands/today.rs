//! The day.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Read, View},
    today::{self, RailCounts, Today},
};
use tauri::State;

/// Follow-ups that the screen of the day shows; what is owed beyond them is counted.
const FOLLOW_UPS: u32 = 8;

/// The day as its screen shows it.
pub(crate) fn day(read: &Read<'_>) -> crm::Result<Today> {
    today::get(read, FOLLOW_UPS)
}

/// What is due, and who comes.
#[tauri::command]
#[specta::specta]
pub async fn today_get(desk: State<'_, Desk>) -> Answer<Today> {
    desk.read(View::Records, day).await
}

/// The counts beside the sections.
#[tauri::command]
#[specta::specta]
pub async fn today_rail(desk: State<'_, Desk>) -> Answer<RailCounts> {
    desk.read(View::Records, today::rail).await
}
