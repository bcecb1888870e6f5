//! Small papers: the pages for the screen, and the file.

use crate::{desk::Desk, failure::Answer};
use crm::{
    paper_files::{self, PaperPages},
    report_files::ReportStyle,
    reports::SmallPaper,
};
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
    let named = paper.clone();
    super::files::paper(
        &desk,
        move |clinic| paper_files::file_name(&named, clinic.today(), style.language),
        move |clinic, actor, path| paper_files::save(clinic, actor, &paper, style, path),
    )
    .await
}
