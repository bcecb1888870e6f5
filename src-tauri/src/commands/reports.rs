//! Reports: the pages for the screen, and the files.

use crate::{
    desk::Desk,
    dialogs::{self, Kind},
    failure::Answer,
};
use crm::{
    report_files::{self, ReportFiles},
    reports::{CustomersParams, Page},
    values::Lang,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tauri::State;
use tauri_plugin_opener::OpenerExt as _;

/// The pages of the customers' report, as they are printed.
#[tauri::command]
#[specta::specta]
pub async fn reports_customers(
    desk: State<'_, Desk>,
    params: CustomersParams,
    language: Lang,
) -> Answer<Vec<Page>> {
    desk.work(move |clinic, actor| report_files::customers_pages(clinic, actor, &params, language)).await
}

/// Asks for a place, writes the pages there as PDF and opens it, for printing. Gives the file's name; nothing when the
/// person cancels.
#[tauri::command]
#[specta::specta]
pub async fn reports_save_pdf(
    desk: State<'_, Desk>,
    params: CustomersParams,
    language: Lang,
) -> Answer<Option<String>> {
    let Some(path) = save(&desk, params, language, dialogs::PDF).await? else { return Ok(None) };
    // Where no program opens a PDF it is saved all the same.
    if !cfg!(feature = "automation")
        && let Err(error) = desk.app().opener().open_path(path.to_string_lossy(), None::<&str>)
    {
        tracing::warn!(%error, "the report could not be opened");
    }
    Ok(Some(name(&path)))
}

/// Asks for a place and writes the figures there as CSV. Gives the file's name; nothing when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn reports_save_csv(
    desk: State<'_, Desk>,
    params: CustomersParams,
    language: Lang,
) -> Answer<Option<String>> {
    Ok(save(&desk, params, language, dialogs::CSV).await?.as_deref().map(name))
}

async fn save(desk: &Desk, params: CustomersParams, language: Lang, kind: Kind) -> Answer<Option<PathBuf>> {
    let dialogs = Arc::clone(&desk.dialogs);
    desk.work(move |clinic, actor| {
        let to = params.period(clinic.today())?.to;
        let proposed = format!("{}-{to}.{}", report_files::customers_name(language), kind.ending());
        let Some(path) = dialogs.save(kind, &proposed) else { return Ok(None) };
        let path_for = |wanted: &str| (kind.ending() == wanted).then_some(path.as_path());
        let files = ReportFiles { pdf: path_for("pdf"), csv: path_for("csv") };
        report_files::customers(clinic, actor, &params, language, files)?;
        Ok(Some(path))
    })
    .await
}

/// The page learns a file's name, never its path.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
