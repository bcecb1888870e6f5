//! The one box.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Read, View},
    search,
    search::Answer as Found,
};
use tauri::State;

/// Hits that the list under the box shows.
const SHOWN: u32 = 20;

/// What that list shows for a text.
pub(crate) fn found(read: &Read<'_>, text: &str) -> crm::Result<Found> {
    search::find(read, text, SHOWN)
}

/// Owners by any fragment of a phone, name, pet, microchip or e-mail; the last records for an empty text.
#[tauri::command]
#[specta::specta]
pub async fn search_find(desk: State<'_, Desk>, text: String) -> Answer<Found> {
    desk.read(View::Records, move |read| found(read, &text)).await
}
