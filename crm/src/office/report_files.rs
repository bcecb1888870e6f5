//! Reports as files: the pages as PDF, the figures as CSV and as an Excel file. Who saved what is in the audit.

use crate::{
    Clinic, Error, Result,
    analysis::{
        insights::{self, InsightKind},
        reports::{self, LongList, Page, Paper, Report, ReportFilter, ReportKind, ReportParams, Rows},
    },
    clinic::{Action, Actor, Progress, View, audit_note, place_of, write_file},
    values::{Day, Lang, Sheet, fold, words::word},
};
use chrono::Months;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};

/// In which language a report is written, and for which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ReportStyle {
    /// The language.
    pub language: Lang,
    /// The paper.
    pub paper: Paper,
}

/// Where a report is written; without a path that file is left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportFiles<'p> {
    /// The pages.
    pub pdf: Option<&'p Path>,
    /// The figures.
    pub csv: Option<&'p Path>,
    /// The figures, for Excel.
    pub xlsx: Option<&'p Path>,
}

/// What was written, in short.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedReport {
    /// Its title.
    pub title: String,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Pages of paper.
    pub pages: usize,
    /// Its key figures.
    pub figures: Vec<KeyFigure>,
}

/// A figure of the report's first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyFigure {
    /// What it is.
    pub name: String,
    /// As it is printed.
    pub value: String,
}

/// A report as pages, for the screen.
///
/// # Errors
/// `forbidden`, `cancelled`, and those of [`reports::build`].
pub fn pages(
    clinic: &Clinic,
    actor: &Actor,
    kind: ReportKind,
    params: &ReportParams,
    style: ReportStyle,
    progress: &Progress,
) -> Result<Vec<Page>> {
    let report = built(clinic, actor, kind, params, progress)?;
    progress.step(SETTING, 0, 0)?;
    Ok(reports::lay_out(&report, style.language, style.paper))
}

/// What a long report says that it does: it counts, it sets pages, it writes.
const COUNTING: &str = "progress.report_counting";
const SETTING: &str = "progress.report_setting";
const WRITING: &str = "progress.report_writing";

/// A report, which stops within a moment when asked to.
fn built(
    clinic: &Clinic,
    actor: &Actor,
    kind: ReportKind,
    params: &ReportParams,
    progress: &Progress,
) -> Result<Report> {
    progress.step(COUNTING, 0, 0)?;
    clinic.read_long(actor, View::Reports, progress, |read| reports::build(read, kind, params))
}

/// The name that a report's file is proposed under, without its ending: `reporte-de-ingresos-2026-10-31`.
///
/// # Errors
/// `invalid` for a period that cannot be.
pub fn file_name(kind: ReportKind, params: &ReportParams, today: Day, lang: Lang) -> Result<String> {
    Ok(format!("{}-{}", slug(word(lang, kind.title())), params.period(today)?.to))
}

/// The name that the file with all reports of a month is proposed under, without its ending.
pub fn bundle_name(month: Day, lang: Lang) -> String {
    format!("{}-{}", slug(word(lang, "reports.bundle")), month.date().format("%Y-%m"))
}

fn slug(title: &str) -> String {
    fold(title).replace(' ', "-")
}

/// Writes a report into files.
///
/// # Errors
/// `forbidden`, `invalid` for a period that cannot be, and those of the disk.
pub fn save(
    clinic: &Clinic,
    actor: &Actor,
    kind: ReportKind,
    params: &ReportParams,
    style: ReportStyle,
    files: ReportFiles<'_>,
    progress: &Progress,
) -> Result<SavedReport> {
    let lang = style.language;
    let sheet = Sheet::of(&clinic.settings().csv_separator);
    let paths: Vec<&Path> = [files.pdf, files.csv, files.xlsx].into_iter().flatten().collect();
    if paths.iter().enumerate().any(|(at, path)| paths.iter().skip(at + 1).any(|other| other == path)) {
        return Err(Error::invalid("file", "two files of one name"));
    }
    // Before any of them is written.
    for path in &paths {
        place_of(path)?;
    }
    let report = built(clinic, actor, kind, params, progress)?;
    progress.step(SETTING, 0, 0)?;
    let pages = reports::lay_out(&report, lang, style.paper);
    progress.step(WRITING, 0, 0)?;
    // Before anything is out: what is saved is personal data, and who saved it is known whatever happens next.
    if !paths.is_empty() {
        note(clinic, actor, &report)?;
    }
    if let Some(path) = files.pdf {
        write(path, &reports::paint(&report, &pages, lang)?)?;
    }
    if let Some(path) = files.csv {
        write(path, &reports::write_sheet(&report, lang, sheet)?)?;
    }
    if let Some(path) = files.xlsx {
        write(path, &reports::write_xlsx(&report, lang)?)?;
    }
    Ok(summary(&report, pages.len(), lang))
}

/// All reports of a month, to its end or to today, laid out one after the other.
fn of_month(
    clinic: &Clinic,
    actor: &Actor,
    month: Day,
    style: ReportStyle,
    progress: &Progress,
) -> Result<Vec<(Report, Vec<Page>)>> {
    let from = month.first_of_month();
    let end = from.date().checked_add_months(Months::new(1)).map_or(from, |next| Day::from(next).plus(-1));
    if from > clinic.today() {
        return Err(Error::invalid("month", "has not begun"));
    }
    let to = end.min(clinic.today());
    let params =
        ReportParams { from: Some(from), to: Some(to), list: LongList::LeftOut, ..ReportParams::default() };
    let mut parts = Vec::new();
    let all = ReportKind::ALL.len() as u64;
    for (done, kind) in (0..).zip(ReportKind::ALL) {
        progress.step(COUNTING, done, all)?;
        let report =
            clinic.read_long(actor, View::Reports, progress, |read| reports::build(read, *kind, &params))?;
        let pages = reports::lay_out(&report, style.language, style.paper);
        parts.push((report, pages));
    }
    Ok(parts)
}

/// Writes all reports of a month into one PDF. Gives its number of pages.
///
/// # Errors
/// `forbidden`, `invalid` for a month that has not begun, and those of the disk.
pub fn save_month(
    clinic: &Clinic,
    actor: &Actor,
    month: Day,
    style: ReportStyle,
    pdf: &Path,
    progress: &Progress,
) -> Result<usize> {
    let parts = of_month(clinic, actor, month, style, progress)?;
    progress.step(WRITING, 0, 0)?;
    for (report, _) in &parts {
        note(clinic, actor, report)?;
    }
    write(pdf, &reports::paint_bundle(&parts, style.language)?)?;
    Ok(parts.iter().map(|(_, pages)| pages.len()).sum())
}

/// Writes all reports of a month into a folder: one PDF with all of them, and each as CSV and for Excel. Gives the
/// files.
///
/// # Errors
/// `forbidden`, `invalid` for a month that has not begun, and those of the disk.
pub fn bundle(
    clinic: &Clinic,
    actor: &Actor,
    month: Day,
    style: ReportStyle,
    folder: &Path,
    progress: &Progress,
) -> Result<Vec<PathBuf>> {
    let lang = style.language;
    let sheet = Sheet::of(&clinic.settings().csv_separator);
    let parts = of_month(clinic, actor, month, style, progress)?;
    progress.step(WRITING, 0, 0)?;
    std::fs::create_dir_all(folder)?;
    for (report, _) in &parts {
        note(clinic, actor, report)?;
    }
    let mut files = vec![folder.join(format!("{}.pdf", bundle_name(month, lang)))];
    if let Some(pdf) = files.first() {
        write(pdf, &reports::paint_bundle(&parts, lang)?)?;
    }
    let month = month.date().format("%Y-%m");
    for (report, _) in &parts {
        let name = format!("{}-{month}", slug(&report.title.read(lang)));
        for (ending, bytes) in [
            ("csv", reports::write_sheet(report, lang, sheet)?),
            ("xlsx", reports::write_xlsx(report, lang)?),
        ] {
            let path = folder.join(format!("{name}.{ending}"));
            write(&path, &bytes)?;
            files.push(path);
        }
    }
    Ok(files)
}

/// Writes the customers' screen, with one of its lists, as PDF. Gives its number of pages.
///
/// # Errors
/// `forbidden`, and those of the disk.
pub fn save_insights(
    clinic: &Clinic,
    actor: &Actor,
    kind: InsightKind,
    style: ReportStyle,
    pdf: &Path,
) -> Result<usize> {
    let report = clinic.read(actor, View::Reports, |read| insights::paper(read, kind, style.language))?;
    let pages = reports::lay_out(&report, style.language, style.paper);
    note(clinic, actor, &report)?;
    write(pdf, &reports::paint(&report, &pages, style.language)?)?;
    Ok(pages.len())
}

/// The name that the dashboard's page is proposed under, without its ending.
pub fn dashboard_name(today: Day, lang: Lang) -> String {
    format!("{}-{today}", slug(word(lang, "reports.dashboard")))
}

/// Writes the dashboard as one page.
///
/// # Errors
/// `forbidden`, and those of the disk.
pub fn save_dashboard(clinic: &Clinic, actor: &Actor, style: ReportStyle, pdf: &Path) -> Result<()> {
    let dashboard = clinic.read(actor, View::Reports, reports::dashboard)?;
    let pages = reports::lay_out_dashboard(&dashboard, style.language, style.paper);
    note(clinic, actor, &dashboard.report)?;
    write(pdf, &reports::paint(&dashboard.report, &pages, style.language)?)
}

/// The name that rows behind a figure are proposed under, without its ending.
pub fn rows_name(rows: &Rows, lang: Lang) -> String {
    format!("{}-{}", slug(word(lang, "reports.rows_file")), rows.period.to)
}

/// Writes all rows behind a figure as CSV.
///
/// # Errors
/// `forbidden`, and those of the disk.
pub fn save_rows(
    clinic: &Clinic,
    actor: &Actor,
    rows: &Rows,
    only: &ReportFilter,
    lang: Lang,
    csv: &Path,
) -> Result<()> {
    let bytes = clinic.read(actor, View::Reports, |read| reports::write_rows_csv(read, rows, only, lang))?;
    let details = json!({
        "report": "rows",
        "from": rows.period.from.to_string(),
        "to": rows.period.to.to_string(),
    });
    clinic.write_aside(actor, |read| audit_note(read, Action::SaveReport, &details))?;
    write(csv, &bytes)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_file(path, |out| Ok(out.write_all(bytes)?))
}

fn note(clinic: &Clinic, actor: &Actor, report: &Report) -> Result<()> {
    let details = json!({
        "report": report.name,
        "from": report.period.from.to_string(),
        "to": report.period.to.to_string(),
    });
    clinic.write_aside(actor, |read| audit_note(read, Action::SaveReport, &details))
}

fn summary(report: &Report, pages: usize, lang: Lang) -> SavedReport {
    SavedReport {
        title: report.title.read(lang),
        from: report.period.from,
        to: report.period.to,
        pages,
        figures: report
            .kpis
            .iter()
            .map(|kpi| KeyFigure { name: kpi.label.read(lang), value: kpi.value.read(lang) })
            .collect(),
    }
}
