//! Small papers as files. Who printed what is in the audit.

use crate::{
    Clinic, Result,
    analysis::reports::{self, Page, SmallPaper},
    clinic::{Action, Actor, View, audit_note, write_file},
    office::report_files::ReportStyle,
    values::{Day, Lang, fold, words::word},
};
use serde::Serialize;
use serde_json::json;
use std::path::Path;

/// A small paper for the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PaperPages {
    /// Its pages.
    pub pages: Vec<Page>,
    /// Owners that are not on it, for there is no address of theirs.
    pub left_out: u32,
}

/// A paper that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedPaper {
    /// Its title.
    pub title: String,
    /// Pages.
    pub pages: usize,
    /// Owners that are not on it.
    pub left_out: u32,
}

/// The pages of a small paper.
///
/// # Errors
/// `forbidden`, and those of [`reports::small_paper`].
pub fn pages(clinic: &Clinic, actor: &Actor, paper: &SmallPaper, style: ReportStyle) -> Result<PaperPages> {
    let set = clinic
        .read(actor, View::Records, |read| reports::small_paper(read, paper, style.language, style.paper))?;
    Ok(PaperPages { pages: set.pages, left_out: set.left_out })
}

/// The name that a paper is proposed under, without its ending.
pub fn file_name(paper: &SmallPaper, today: Day, lang: Lang) -> String {
    format!("{}-{today}", fold(word(lang, paper.word())).replace(' ', "-"))
}

/// Writes a small paper as PDF.
///
/// # Errors
/// `forbidden`, those of [`reports::small_paper`] and those of the disk.
pub fn save(
    clinic: &Clinic,
    actor: &Actor,
    paper: &SmallPaper,
    style: ReportStyle,
    pdf: &Path,
) -> Result<SavedPaper> {
    let lang = style.language;
    let set =
        clinic.read(actor, View::Records, |read| reports::small_paper(read, paper, lang, style.paper))?;
    let details = json!({ "paper": set.report.name, "pages": set.pages.len() });
    clinic.write_aside(actor, |read| audit_note(read, Action::PrintPaper, &details))?;
    let bytes = reports::paint(&set.report, &set.pages, lang)?;
    write_file(pdf, |out| Ok(out.write_all(&bytes)?))?;
    Ok(SavedPaper { title: set.report.title.read(lang), pages: set.pages.len(), left_out: set.left_out })
}
