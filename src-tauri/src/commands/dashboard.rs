//! The dashboard: on the screen, and as a page of paper.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::View,
    report_files::{self, ReportStyle},
    reports::{self, DashboardShown},
    values::Lang,
};
use tauri::State;

/// How the clinic does.
#[tauri::command]
#[specta::specta]
pub async fn dashboard_get(desk: State<'_, Desk>, language: Lang) -> Answer<DashboardShown> {
    desk.read(View::Reports, move |read| Ok(reports::dashboard_shown(&reports::dashboard(read)?, language)))
        .await
}

/// Asks for a place, writes the dashboard there as PDF and opens it. Gives the file's name; nothing when the person
/// cancels.
#[tauri::command]
#[specta::specta]
pub async fn dashboard_save_pdf(desk: State<'_, Desk>, style: ReportStyle) -> Answer<Option<String>> {
    super::files::paper(
        &desk,
        move |clinic| report_files::dashboard_name(clinic.today(), style.language),
        move |clinic, actor, path| report_files::save_dashboard(clinic, actor, style, path),
    )
    .await
}
