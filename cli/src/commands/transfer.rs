//! CSV in and out.

use crate::{
    args::TransferCommand,
    session::{ACTOR, Session},
    shown::{self, Align, Shown, Verdict, table},
};
use crm::{
    Result,
    clinic::{DryRun, place_of},
    transfer::{self, Counts, ImportOptions, RowRemark, Summary},
    values::{
        Lang,
        words::{counted, look_up, phrase, word},
    },
};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Set-aside rows that are printed; JSON has all.
const PRINTED: usize = 20;

pub fn run(session: &Session, command: TransferCommand) -> Result<Shown> {
    match command {
        TransferCommand::Import { path, dry_run, strict, date_order, decimal, set_aside } => {
            let options = ImportOptions { date_order, decimal, is_strict: strict };
            let (summary, files) = if dry_run {
                (try_out(session, &path, options)?, Ok(Vec::new()))
            } else {
                import(session, &path, options, set_aside.as_deref())?
            };
            let mut shown = Shown::new(said(session.lang(), &summary), &summary)?;
            if strict && summary.counts.set_aside > 0 {
                shown.verdict = Verdict::Bad;
            }
            if set_aside.is_some() {
                saved(session.lang(), &mut shown, files);
            }
            Ok(shown)
        }
        TransferCommand::Export { folder } => export(session, &folder),
    }
}

/// Adds where the rows set aside are. The import is done, so what keeps them from there is no failure of it.
fn saved(lang: Lang, shown: &mut Shown, files: Result<Vec<PathBuf>>) {
    let (lines, name, value) = match files {
        Ok(files) => {
            let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
            let line = |file: &String| phrase(lang, "terminal.file", &[("file", file.clone())]);
            (files.iter().map(line).collect::<Vec<_>>(), "set_aside_files", files.into())
        }
        Err(error) => {
            shown.verdict = Verdict::Bad;
            let said = shown::error(lang, &error).lines().next().unwrap_or_default().to_owned();
            let line = phrase(lang, "terminal.setAsideNotSaved", &[("error", said)]);
            (vec![line], "set_aside_error", json!(error.code))
        }
    };
    for line in lines {
        shown.text.push_str(&format!("{line}\n"));
    }
    if let Some(json) = shown.json.as_object_mut() {
        json.insert(name.into(), value);
    }
}

/// A path that holds nothing to import makes no new clinic.
fn import(
    session: &Session,
    path: &Path,
    options: ImportOptions,
    set_aside: Option<&Path>,
) -> Result<(Summary, Result<Vec<PathBuf>>)> {
    transfer::recognise(path)?;
    // A folder has a file of each name, and is made.
    if let Some(to) = set_aside.filter(|to| !to.is_dir()) {
        place_of(to)?;
    }
    let clinic = session.write()?;
    let summary =
        transfer::import_with(&clinic, &ACTOR, path, options, DryRun::No, &session.progress())?.value;
    let files = match (set_aside, summary.batch) {
        (Some(to), Some(batch)) => transfer::save_all_set_aside(&clinic, &ACTOR, batch, to),
        _ => Ok(Vec::new()),
    };
    Ok((summary, files))
}

/// The real import, rolled back. Where there is no clinic yet, none is created.
fn try_out(session: &Session, path: &Path, options: ImportOptions) -> Result<Summary> {
    let (_folder, clinic) = if session.exists()? {
        (None, session.read()?)
    } else {
        let (folder, clinic) = session.nowhere()?;
        (Some(folder), clinic)
    };
    Ok(transfer::import_with(&clinic, &ACTOR, path, options, DryRun::Yes, &session.progress())?.value)
}

fn export(session: &Session, folder: &Path) -> Result<Shown> {
    let exported = transfer::export(&session.read()?, &ACTOR, folder, &session.progress())?;
    let files = i64::try_from(exported.files.len()).unwrap_or(i64::MAX);
    let values = [("count", files.to_string()), ("folder", folder.display().to_string())];
    Shown::new(counted(session.lang(), "terminal.exported", files, &values), &exported)
}

fn said(lang: Lang, summary: &Summary) -> String {
    let heading = [
        "terminal.kind",
        "terminal.rows",
        "terminal.new",
        "terminal.updated",
        "terminal.same",
        "terminal.duplicate",
        "terminal.setAside",
    ];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(summary.by_kind.iter().map(|(kind, counts)| line(kind, counts)));
    lines.push(line(word(lang, "terminal.total"), &summary.counts));
    let columns = [Align::Start, Align::End, Align::End, Align::End, Align::End, Align::End, Align::End];
    let mut said = table(&columns, &lines);

    let remarks = || summary.set_aside_rows.iter().chain(&summary.duplicate_rows);
    for remark in remarks().take(PRINTED) {
        said.push_str(&at_line(lang, remark));
    }
    if remarks().count() > PRINTED {
        let more = remarks().count() - PRINTED;
        said.push_str(&format!(
            "{}\n",
            phrase(lang, "terminal.moreSetAside", &[("count", more.to_string())])
        ));
    }
    if summary.flagged > 0 {
        let count = i64::try_from(summary.flagged).unwrap_or(i64::MAX);
        said.push_str(&counted(lang, "terminal.flagged", count, &[("count", summary.flagged.to_string())]));
        said.push('\n');
        for remark in summary.flagged_rows.iter().take(PRINTED) {
            said.push_str(&at_line(lang, remark));
        }
    }
    for seen in summary.files.iter().filter(|seen| seen.encoding != "UTF-8") {
        let values = [("file", seen.file.clone()), ("encoding", seen.encoding.clone())];
        said.push_str(&format!("{}\n", phrase(lang, "import.encoding", &values)));
    }
    for seen in summary.files.iter().filter(|seen| !seen.extra_columns.is_empty()) {
        let values = [("file", seen.file.clone()), ("columns", seen.extra_columns.join(", "))];
        said.push_str(&format!("{}\n", phrase(lang, "import.extraColumns", &values)));
    }
    for notice in &summary.manifest_notices {
        let fault = look_up(lang, &format!("values.manifestFault.{}", notice.fault));
        let values =
            [("file", notice.file.clone()), ("fault", fault.unwrap_or(notice.fault.as_str()).to_owned())];
        said.push_str(&format!("{}\n", phrase(lang, "terminal.manifestNotice", &values)));
    }
    if !summary.ignored_files.is_empty() {
        let files = summary.ignored_files.join(", ");
        said.push_str(&format!("{}\n", phrase(lang, "import.ignoredFiles", &[("files", files)])));
    }
    if summary.is_dry_run {
        said.push_str(word(lang, "terminal.dryRun"));
    }
    said
}

fn at_line(lang: Lang, remark: &RowRemark) -> String {
    let reason = look_up(lang, &format!("values.importReason.{}", remark.reason));
    let values = [
        ("file", remark.file.clone()),
        ("line", remark.line.to_string()),
        ("column", remark.column.clone()),
        ("reason", reason.unwrap_or(remark.reason.as_str()).to_owned()),
    ];
    // What is wrong with a row as a whole is in none of its columns.
    let key = if remark.column.is_empty() { "terminal.atLineWhole" } else { "terminal.atLine" };
    format!("{}\n", phrase(lang, key, &values))
}

fn line(kind: &str, counts: &Counts) -> Vec<String> {
    let numbers = [counts.rows, counts.new, counts.updated, counts.same, counts.duplicate, counts.set_aside]
        .map(|n| n.to_string());
    [kind.to_owned()].into_iter().chain(numbers).collect()
}
