//! What the host tells the page without being asked.

use crate::commands::health::Condition;
use crm::{
    clinic::{Step, Topic},
    values::Day,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;
use tauri_specta::Event;

/// Records changed: by this window, by another program, or by a new day.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// The kinds of record; screens that show one of them read anew.
    pub topics: Vec<Topic>,
}

/// A new day began, at midnight or while the computer slept.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct DayTurned {
    /// The new day.
    pub today: Day,
}

/// How far the figures are that are brought up to date in the background.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct FiguresProgress {
    /// What is done just now, a key of the locales (`progress.figures`).
    pub phase: String,
    /// Owners done.
    pub done: u64,
    /// Owners in all; 0 where not known yet.
    pub total: u64,
    /// Nothing is under way any more.
    pub is_over: bool,
}

/// Writes wait for another program, or none does any more.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct WritesWait {
    /// Whether one waits.
    pub is_waiting: bool,
}

/// The database was looked at.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct HealthSeen {
    /// What was found.
    pub condition: Condition,
}

impl From<Step> for FiguresProgress {
    fn from(step: Step) -> Self {
        Self { phase: step.phase.to_owned(), done: step.done, total: step.total, is_over: false }
    }
}

/// Tells the page. A window that is closing hears nothing any more, which is no fault.
pub(crate) fn tell(app: &AppHandle, event: impl Event + Clone + Serialize) {
    if let Err(error) = event.emit(app) {
        tracing::warn!(%error, "the page could not be told");
    }
}
