//! Whom to call, to thank, to write to.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, Progress, View},
    insights::{self, Figure, FigureRows, InsightKind, Insights, Overview},
    model::{self, Freshness},
    report_files::{self, ReportStyle},
    segments::Segment,
    values::Lang,
};
use tauri::State;

/// A list of owners, each with its reason in this language.
#[tauri::command]
#[specta::specta]
pub async fn insights_list(
    desk: State<'_, Desk>,
    kind: InsightKind,
    limit: u32,
    language: String,
) -> Answer<Insights> {
    let lang = Lang::parse(&language).unwrap_or_default();
    desk.read(View::Records, move |read| insights::list(read, kind, limit, lang)).await
}

/// The clinic's customers on one screen.
#[tauri::command]
#[specta::specta]
pub async fn insights_overview(desk: State<'_, Desk>) -> Answer<Overview> {
    desk.read(View::Reports, insights::overview).await
}

/// Fits the models on what the settings choose, where there is no fit of it yet or enough has happened since. Gives
/// whether anything was fitted.
#[tauri::command]
#[specta::specta]
pub async fn model_refresh(desk: State<'_, Desk>) -> Answer<bool> {
    desk.work(|clinic, actor| model::refresh(clinic, actor, Freshness::Enough, &Progress::silent())).await
}

/// Asks for a place, writes the customers' screen there as PDF and opens it, for printing. Gives the file's name;
/// nothing when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn insights_save_pdf(
    desk: State<'_, Desk>,
    kind: InsightKind,
    style: ReportStyle,
) -> Answer<Option<String>> {
    super::files::paper(
        &desk,
        move |clinic| insights::file_name(clinic.today(), style.language),
        move |clinic, actor, path| report_files::save_insights(clinic, actor, kind, style, path),
    )
    .await
}

/// The owners behind a figure of that screen.
#[tauri::command]
#[specta::specta]
pub async fn insights_rows(desk: State<'_, Desk>, figure: Figure, limit: u32) -> Answer<FigureRows> {
    desk.read(View::Reports, move |read| insights::rows(read, &figure, limit)).await
}

/// Keeps the owners behind a figure as a segment whose members stay.
#[tauri::command]
#[specta::specta]
pub async fn insights_keep_rows(
    desk: State<'_, Desk>,
    figure: Figure,
    name: String,
    language: Lang,
) -> Answer<Done<Segment>> {
    desk.write(move |clinic, actor| insights::keep_rows(clinic, actor, &figure, &name, language)).await
}

/// Asks for a place and writes the owners behind a figure there as CSV. Gives the file's name; nothing when the person
/// cancels.
#[tauri::command]
#[specta::specta]
pub async fn insights_export_rows(
    desk: State<'_, Desk>,
    figure: Figure,
    proposed: String,
) -> Answer<Option<String>> {
    super::files::list(&desk, proposed, move |clinic, actor, path| {
        insights::export_rows(clinic, actor, &figure, path)
    })
    .await
}
