//! The open clinic.

use serde::Serialize;
use specta::Type;

/// What the page needs to know before its first screen.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionStatus {
    /// The program's version.
    pub version: String,
}

/// Is a clinic open, and which?
#[tauri::command]
#[specta::specta]
pub async fn session_status() -> SessionStatus {
    SessionStatus { version: env!("CARGO_PKG_VERSION").to_owned() }
}
