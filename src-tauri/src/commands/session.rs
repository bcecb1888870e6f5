//! Which clinic is open.

use crate::{
    desk::{Desk, Which},
    failure::{Answer, Failure},
};
use crm::{
    clinic::{Create, Settings, Step, View},
    owners::{self, ActiveFilter, OwnerFilters},
    sample,
    values::Day,
};
use serde::Serialize;
use specta::Type;
use tauri::{State, ipc::Channel};

/// What the page needs to know before its first screen.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionStatus {
    /// The program's version.
    pub version: String,
    /// The open clinic. None at the first start, or when it could not be opened.
    pub clinic: Option<OpenClinic>,
    /// Why the clinic's own database could not be opened when the program started.
    pub trouble: Option<Failure>,
    /// Whether there is a database of the clinic's own.
    pub has_own: bool,
}

/// The open clinic, with all that its first screen is shown by.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenClinic {
    /// Its settings.
    pub settings: Settings,
    /// Today, in its zone.
    pub today: Day,
    /// Whether it is the sample.
    pub is_sample: bool,
    /// The folder that holds its data.
    pub folder: String,
}

/// Is a clinic open, and which? The first call waits until the clinic is open.
#[tauri::command]
#[specta::specta]
pub async fn session_status(desk: State<'_, Desk>) -> Answer<SessionStatus> {
    desk.start().await;
    status(&desk).await
}

/// Creates the clinic's own database and opens it.
#[tauri::command]
#[specta::specta]
pub async fn session_create_clinic(
    desk: State<'_, Desk>,
    name: String,
    language: String,
) -> Answer<SessionStatus> {
    let settings = Settings { clinic_name: name, language, ..Settings::default() };
    desk.open(Which::Own, Create::IfMissing, Some(settings)).await?;
    status(&desk).await
}

/// Opens the clinic's own database, from the sample or after a failure.
#[tauri::command]
#[specta::specta]
pub async fn session_open(desk: State<'_, Desk>) -> Answer<SessionStatus> {
    desk.open(Which::Own, Create::Never, None).await?;
    status(&desk).await
}

/// Opens the sample clinic, which has a database of its own. The first time it is filled, as the work of this number.
#[tauri::command]
#[specta::specta]
pub async fn session_open_sample(
    desk: State<'_, Desk>,
    language: String,
    work: u32,
    progress: Channel<Step>,
) -> Answer<SessionStatus> {
    desk.open(Which::Sample, Create::IfMissing, Some(sample::settings(&language))).await?;
    let everyone = OwnerFilters { active: ActiveFilter::All, ..OwnerFilters::default() };
    let totals = desk.read(View::Records, move |read| owners::totals(read, &everyone)).await?;
    if totals.count == 0 {
        let work = desk.works.begin(work, progress);
        let progress = work.progress.clone();
        desk.write(move |clinic, actor| {
            sample::create(clinic, actor, sample::OWNERS, sample::SEED, &progress)
        })
        .await?;
    }
    status(&desk).await
}

/// The same once the clinic is open, without waiting.
pub(crate) fn known_status(desk: &Desk) -> Option<SessionStatus> {
    desk.opened().is_some().then(|| status_now(desk, None))
}

async fn status(desk: &Desk) -> Answer<SessionStatus> {
    let trouble = if desk.opened().is_some() { None } else { desk.start().await.cloned() };
    Ok(status_now(desk, trouble))
}

fn status_now(desk: &Desk, trouble: Option<Failure>) -> SessionStatus {
    let clinic = desk.opened().map(|clinic| OpenClinic {
        settings: (*clinic.settings()).clone(),
        today: clinic.today(),
        is_sample: clinic.folder() == desk.folder(Which::Sample),
        folder: clinic.folder().display().to_string(),
    });
    SessionStatus {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        clinic,
        trouble,
        has_own: desk.exists(Which::Own),
    }
}
