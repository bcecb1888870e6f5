//! Reports as files: the pages as PDF, the figures as CSV. Who saved what is in the audit.

use crate::{
    Clinic, Result,
    analysis::reports::{self, CustomersParams, Page, Paper, Report},
    clinic::{Action, Actor, View, audit_note, write_file},
    values::{Day, Lang, fold, words::word},
};
use serde::Serialize;
use serde_json::json;
use std::path::Path;

/// Where a report is written; without a path that file is left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportFiles<'p> {
    /// The pages.
    pub pdf: Option<&'p Path>,
    /// The figures.
    pub csv: Option<&'p Path>,
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

/// The customers' report as pages, for the screen.
///
/// # Errors
/// `forbidden`, and those of [`reports::customers`].
pub fn customers_pages(
    clinic: &Clinic,
    actor: &Actor,
    params: &CustomersParams,
    lang: Lang,
) -> Result<Vec<Page>> {
    let report = clinic.read(actor, View::Reports, |read| reports::customers(read, params))?;
    Ok(reports::lay_out(&report, lang, Paper::default()))
}

/// The name that a file with the customers' report is proposed under, without day and ending.
pub fn customers_name(lang: Lang) -> String {
    fold(word(lang, "reports.customers")).replace(' ', "-")
}

/// Writes the customers' report into files.
///
/// # Errors
/// `forbidden`, `invalid` for a period that cannot be, and those of the disk.
pub fn customers(
    clinic: &Clinic,
    actor: &Actor,
    params: &CustomersParams,
    lang: Lang,
    files: ReportFiles<'_>,
) -> Result<SavedReport> {
    let report = clinic.read(actor, View::Reports, |read| reports::customers(read, params))?;
    let pages = reports::lay_out(&report, lang, Paper::default());
    if let Some(path) = files.pdf {
        let pdf = reports::paint(&report, &pages, lang)?;
        write_file(path, |out| Ok(out.write_all(&pdf)?))?;
    }
    if let Some(path) = files.csv {
        let csv = reports::write_csv(&report, lang)?;
        write_file(path, |out| Ok(out.write_all(&csv)?))?;
    }
    if files.pdf.is_some() || files.csv.is_some() {
        let details = json!({
            "report": report.name,
            "from": report.period.from.to_string(),
            "to": report.period.to.to_string(),
        });
        clinic.write_aside(actor, |read| audit_note(read, Action::SaveReport, &details))?;
    }
    Ok(summary(&report, pages.len(), lang))
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
