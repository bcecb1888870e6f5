//! Small papers: the pages for the screen, and the file.

use crate::{desk::Desk, dialogs, failure::Answer};
use crm::{
    paper_files::{self, PaperPages},
    report_files::ReportStyle,
    reports::SmallPaper,
};
use std::sync::Arc;
use tauri::State;

/// The pages of a small paper, as they are printed.
#[tauri::command]
#[specta::specta]
pub async fn papers_pages(
    desk: State<'_, Desk>,
    paper: SmallPaper,
    style: ReportStyle,
) -> Answer<PaperPages> {
    desk.work(move |clinic, actor| paper_files::pages(clinic, actor, &paper, style)).await
}

/// Asks for a place, writes a small paper there as PDF and opens it, for printing. Gives the file's name; nothing when the
/// person cancels.
#[tauri::command]
#[specta::specta]
pub async fn papers_save(
    desk: State<'_, Desk>,
    paper: SmallPaper,
    style: ReportStyle,
) -> Answer<Option<String>> {
    let dialogs = Arc::clone(&desk.dialogs);
    let path = desk
        .work(move |clinic, actor| {
            let proposed = paper_files::file_name(&paper, clinic.today(), style.language);
            let Some(path) = dialogs.save(dialogs::PDF, &format!("{proposed}.pdf")) else { return Ok(None) };
            paper_files::save(clinic, actor, &paper, style, &path)?;
            Ok(Some(path))
        })
        .await?;
    if let Some(path) = &path {
        super::reports::open(&desk, path);
    }
    Ok(path.as_deref().map(super::reports::name))
}
