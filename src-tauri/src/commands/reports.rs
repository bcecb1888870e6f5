//! Reports: the pages for the screen, and the files.

use super::files;
use crate::{
    desk::Desk,
    dialogs::{self, Kind},
    failure::Answer,
};
use crm::{
    Clinic,
    clinic::{Actor, Step, View},
    report_files::{self, ReportFiles, ReportStyle},
    reports::{self, Page, ReportChoices, ReportFilter, ReportKind, ReportParams, Rows, RowsPage},
    values::{Day, Lang},
};
use std::path::{Path, PathBuf};
use tauri::{State, ipc::Channel};
use tauri_plugin_opener::OpenerExt as _;

/// What the filters of reports offer.
#[tauri::command]
#[specta::specta]
pub async fn reports_choices(desk: State<'_, Desk>) -> Answer<ReportChoices> {
    desk.work(|clinic, actor| clinic.read(actor, View::Reports, reports::choices)).await
}

/// The pages of a report, as they are printed.
#[tauri::command]
#[specta::specta]
pub async fn reports_pages(
    desk: State<'_, Desk>,
    kind: ReportKind,
    params: ReportParams,
    style: ReportStyle,
    work: u32,
    progress: Channel<Step>,
) -> Answer<Vec<Page>> {
    let work = desk.works.begin(work, progress);
    let progress = work.progress.clone();
    desk.work(move |clinic, actor| report_files::pages(clinic, actor, kind, &params, style, &progress)).await
}

/// A page of the rows behind a figure, of a report that counts only some.
#[tauri::command]
#[specta::specta]
pub async fn reports_rows(
    desk: State<'_, Desk>,
    rows: Rows,
    only: ReportFilter,
    language: Lang,
    after: Option<String>,
    limit: u32,
) -> Answer<RowsPage> {
    desk.read(View::Reports, move |read| reports::rows(read, &rows, &only, language, after.as_deref(), limit))
        .await
}

/// Asks for a place and writes all rows behind a figure there as CSV. Gives the file's name; nothing when the person
/// cancels.
#[tauri::command]
#[specta::specta]
pub async fn reports_save_rows(
    desk: State<'_, Desk>,
    rows: Rows,
    only: ReportFilter,
    language: Lang,
) -> Answer<Option<String>> {
    let proposed = format!("{}.csv", report_files::rows_name(&rows, language));
    let save = move |clinic: &Clinic, actor: &Actor, path: &Path| {
        report_files::save_rows(clinic, actor, &rows, &only, language, path)
    };
    Ok(files::file(&desk, dialogs::CSV, proposed, save).await?.as_deref().map(name))
}

/// Asks for a place, writes the pages there as PDF and opens it, for printing. Gives the file's name; nothing when the
/// person cancels.
#[tauri::command]
#[specta::specta]
pub async fn reports_save_pdf(
    desk: State<'_, Desk>,
    kind: ReportKind,
    params: ReportParams,
    style: ReportStyle,
    work: u32,
    progress: Channel<Step>,
) -> Answer<Option<String>> {
    let Some(path) = save(&desk, kind, params, style, dialogs::PDF, (work, progress)).await? else {
        return Ok(None);
    };
    open(&desk, &path);
    Ok(Some(name(&path)))
}

/// Asks for a place and writes the figures there as CSV. Gives the file's name; nothing when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn reports_save_csv(
    desk: State<'_, Desk>,
    kind: ReportKind,
    params: ReportParams,
    style: ReportStyle,
    work: u32,
    progress: Channel<Step>,
) -> Answer<Option<String>> {
    Ok(save(&desk, kind, params, style, dialogs::CSV, (work, progress)).await?.as_deref().map(name))
}

/// Asks for a place and writes the figures there as an Excel file. Gives the file's name; nothing when the person
/// cancels.
#[tauri::command]
#[specta::specta]
pub async fn reports_save_xlsx(
    desk: State<'_, Desk>,
    kind: ReportKind,
    params: ReportParams,
    style: ReportStyle,
    work: u32,
    progress: Channel<Step>,
) -> Answer<Option<String>> {
    Ok(save(&desk, kind, params, style, dialogs::XLSX, (work, progress)).await?.as_deref().map(name))
}

/// Asks for a place, writes all reports of a month there as one PDF and opens it. Gives the file's name; nothing when
/// the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn reports_save_month(
    desk: State<'_, Desk>,
    month: Day,
    style: ReportStyle,
    work: u32,
    progress: Channel<Step>,
) -> Answer<Option<String>> {
    let proposed = format!("{}.pdf", report_files::bundle_name(month, style.language));
    let Some(path) = desk.ask_where(dialogs::PDF, proposed).await? else { return Ok(None) };
    let work = desk.works.begin(work, progress);
    let (at, progress) = (path.clone(), work.progress.clone());
    desk.work(move |clinic, actor| report_files::save_month(clinic, actor, month, style, &at, &progress))
        .await?;
    open(&desk, &path);
    Ok(Some(name(&path)))
}

async fn save(
    desk: &Desk,
    kind: ReportKind,
    params: ReportParams,
    style: ReportStyle,
    file: Kind,
    (work, progress): (u32, Channel<Step>),
) -> Answer<Option<PathBuf>> {
    let proposed = report_files::file_name(kind, &params, desk.clinic()?.today(), style.language)?;
    let proposed = format!("{proposed}.{}", file.ending());
    let Some(path) = desk.ask_where(file, proposed).await? else { return Ok(None) };
    let work = desk.works.begin(work, progress);
    let (at, progress) = (path.clone(), work.progress.clone());
    desk.work(move |clinic, actor| {
        let path_for = |wanted: &str| (file.ending() == wanted).then_some(at.as_path());
        let files = ReportFiles { pdf: path_for("pdf"), csv: path_for("csv"), xlsx: path_for("xlsx") };
        report_files::save(clinic, actor, kind, &params, style, files, &progress)
    })
    .await?;
    Ok(Some(path))
}

/// Shows a file in the system's own viewer. Where no program opens a PDF it is saved all the same.
pub(super) fn open(desk: &Desk, path: &Path) {
    if !cfg!(feature = "automation")
        && let Err(error) = desk.app().opener().open_path(path.to_string_lossy(), None::<&str>)
    {
        tracing::warn!(%error, "the report could not be opened");
    }
}

/// The page learns a file's name, never its path.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
