//! Whether the data are sound, and writes that wait for another program.

use crate::{
    desk::{Desk, off_the_window},
    failure::Answer,
};
use crm::{
    clinic::{Health, Progress},
    values::Instant,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;

/// What the last looks at the database found.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// What is wrong, in technical words; nothing when all is well.
    pub faults: Vec<String>,
    /// When it was looked at last.
    pub looked_at: Option<Instant>,
    /// When all of it was looked at last.
    pub looked_whole_at: Option<Instant>,
}

impl From<&Health> for Condition {
    fn from(health: &Health) -> Self {
        let at = |look: &Option<crm::clinic::Look>| look.as_ref().map(|look| look.at);
        let (quick, full) = (at(&health.quick), at(&health.full));
        Self { faults: health.faults().to_vec(), looked_at: quick.max(full), looked_whole_at: full }
    }
}

/// What the last looks at the database found.
#[tauri::command]
#[specta::specta]
pub async fn health_get(desk: State<'_, Desk>) -> Answer<Condition> {
    let clinic = desk.clinic()?;
    off_the_window(move || Ok(Condition::from(&clinic.health()))).await
}

/// Looks at everything now.
#[tauri::command]
#[specta::specta]
pub async fn health_look(desk: State<'_, Desk>) -> Answer<Condition> {
    let clinic = desk.clinic()?;
    off_the_window(move || Ok(Condition::from(&clinic.look_fully(&Progress::silent())?))).await
}

/// Gives up every write that waits for another program: each fails with `cancelled` and left no trace.
#[tauri::command]
#[specta::specta]
pub async fn health_give_up(desk: State<'_, Desk>) -> Answer<()> {
    desk.clinic()?.patience().give_up();
    Ok(())
}
