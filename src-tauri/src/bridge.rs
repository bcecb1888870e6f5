//! The list of commands, from which the TypeScript of the page is generated.

use tauri::Wry;
use tauri_specta::{Builder, collect_commands};

use crate::commands::session;

/// Every command of the page. Each is also granted by name in the capability.
#[must_use]
pub fn builder() -> Builder<Wry> {
    // Cents, row ids and milliseconds all stay below 2^53.
    Builder::new().dangerously_cast_bigints_to_number().commands(collect_commands![session::session_status])
}
