//! CSV in and out.

use super::{files, reports};
use crate::{desk::Desk, dialogs, failure::Answer, sources::Source};
use crm::{
    Clinic, Code, Error,
    clinic::{Actor, Done, DryRun, Step, Undone, View},
    transfer::{self, Batch, Exported, ImportOptions, Summary},
    values::BatchId,
};
use serde::Deserialize;
use specta::Type;
use std::path::{Path, PathBuf};
use tauri::{State, ipc::Channel};

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SourceKind {
    /// One file.
    File,
    /// A folder of files.
    Folder,
}

/// Asks for a file or folder to be imported; nothing when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn transfer_choose(desk: State<'_, Desk>, kind: SourceKind) -> Answer<Option<Source>> {
    let chosen = match kind {
        SourceKind::File => desk.ask_for_file(dialogs::CSV).await?,
        SourceKind::Folder => desk.ask_for_folder().await?,
    };
    Ok(chosen.map(|path| desk.sources.add(path)).transpose()?)
}

/// Imports a source; as a trial run everything is done, counted and rolled back.
#[tauri::command]
#[specta::specta]
pub async fn transfer_import(
    desk: State<'_, Desk>,
    token: u32,
    is_trial: bool,
    options: ImportOptions,
    work: u32,
    progress: Channel<Step>,
) -> Answer<Done<Summary>> {
    let path = source(&desk, token)?;
    let work = desk.works.begin(work, progress);
    let progress = work.progress.clone();
    let dry_run = if is_trial { DryRun::Yes } else { DryRun::No };
    let import = move |clinic: &Clinic, actor: &Actor| {
        transfer::import_with(clinic, actor, &path, options, dry_run, &progress)
    };
    // A trial run changes nothing that a screen would have to read anew.
    if is_trial { desk.work(import).await } else { desk.write(import).await }
}

/// Asks for a place and writes a file's set-aside rows there, with their reasons. Gives the file's name; nothing when
/// the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn transfer_save_set_aside(
    desk: State<'_, Desk>,
    batch: BatchId,
    file: String,
) -> Answer<Option<String>> {
    let proposed = file.clone();
    let save = move |clinic: &Clinic, actor: &Actor, path: &Path| {
        transfer::save_set_aside(clinic, actor, batch, &file, path)
    };
    Ok(files::file(&desk, dialogs::CSV, proposed, save).await?.as_deref().map(reports::name))
}

/// Asks for a folder and writes everything into it; nothing when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn transfer_export(
    desk: State<'_, Desk>,
    work: u32,
    progress: Channel<Step>,
) -> Answer<Option<Exported>> {
    let Some(folder) = desk.ask_for_folder().await? else { return Ok(None) };
    let work = desk.works.begin(work, progress);
    let progress = work.progress.clone();
    desk.work(move |clinic, actor| transfer::export(clinic, actor, &folder, &progress)).await.map(Some)
}

/// The imports, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn transfer_history(desk: State<'_, Desk>) -> Answer<Vec<Batch>> {
    desk.read(View::Records, transfer::batches).await
}

/// Takes an import back, except what was changed since.
#[tauri::command]
#[specta::specta]
pub async fn transfer_undo(desk: State<'_, Desk>, batch: BatchId) -> Answer<Done<Undone>> {
    desk.write(move |clinic, actor| transfer::undo(clinic, actor, batch)).await
}

fn source(desk: &Desk, token: u32) -> Answer<PathBuf> {
    desk.sources.path(token).ok_or_else(|| Error::new(Code::FileMissing, "").into())
}
