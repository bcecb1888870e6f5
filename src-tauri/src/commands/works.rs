//! Long works.

use crate::{desk::Desk, failure::Answer};
use tauri::State;

/// Asks the work of this number to stop; it leaves no trace and answers with `cancelled`.
#[tauri::command]
#[specta::specta]
pub async fn works_cancel(desk: State<'_, Desk>, work: u32) -> Answer<()> {
    desk.works.cancel(work);
    Ok(())
}
