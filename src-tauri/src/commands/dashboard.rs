//! The dashboard: on the screen, and as a page of paper.

use crate::{desk::Desk, dialogs, failure::Answer};
use crm::{
    clinic::View,
    report_files::{self, ReportStyle},
    reports::{self, DashboardShown},
    values::Lang,
};
use std::sync::Arc;
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
    let dialogs = Arc::clone(&desk.dialogs);
    let path = desk
        .work(move |clinic, actor| {
            let proposed = format!("{}.pdf", report_files::dashboard_name(clinic.today(), style.language));
            let Some(path) = dialogs.save(dialogs::PDF, &proposed) else { return Ok(None) };
            report_files::save_dashboard(clinic, actor, style, &path)?;
            Ok(Some(path))
        })
        .await?;
    if let Some(path) = &path {
        super::reports::open(&desk, path);
    }
    Ok(path.as_deref().map(super::reports::name))
}
