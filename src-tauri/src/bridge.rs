//! The list of commands and events, from which the TypeScript of the page is generated.

use crate::{
    commands::{session, settings, undo, works},
    events::{Changed, DayTurned, FiguresProgress},
};
use tauri::Wry;
use tauri_specta::{Builder, collect_commands, collect_events};

/// Every command of the page. Each is also granted by name in the capability.
#[must_use]
pub fn builder() -> Builder<Wry> {
    Builder::new()
        // Cents, row ids and milliseconds all stay below 2^53.
        .dangerously_cast_bigints_to_number()
        // One type for both directions: what crosses is either only read or only written, but for the settings.
        .disable_serde_phases()
        .events(collect_events![Changed, DayTurned, FiguresProgress])
        .commands(collect_commands![
            session::session_status,
            session::session_create,
            session::session_open,
            settings::settings_get,
            settings::settings_update,
            settings::settings_choose_logo,
            undo::undo_last,
            undo::undo_redo,
            undo::undo_change,
            undo::undo_state,
            undo::undo_history,
            works::works_cancel,
        ])
}
