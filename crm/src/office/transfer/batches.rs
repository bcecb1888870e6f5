//! Imports that were done, and the rows they set aside.

use crate::{
    Clinic, Code, Error, Result,
    clinic::{Action, Actor, Read, View, audit_note, write_file},
    office::transfer::export::BOM,
    values::{BatchId, Instant, Sheet, neutral, plain},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::{
    borrow::Cow,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// An import that was done.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// The file's or folder's name.
    pub source: String,
    /// When.
    pub imported_at: Instant,
    /// Rows read.
    pub rows: u64,
    /// Rows set aside or held.
    pub set_aside: u64,
    /// Values that came in but want a look.
    pub flagged: u64,
    /// Whether it brought or changed anything: one that only set rows aside has nothing to take back.
    pub has_changes: bool,
    /// Whether it was taken back.
    pub is_undone: bool,
}

/// The newest imports first.
pub fn batches(read: &Read<'_>) -> Result<Vec<Batch>> {
    let sql = "SELECT b.id, b.source, b.imported_at, b.summary_json ->> 'rows',
                 (SELECT count(DISTINCT file || ':' || line) FROM import_rows r WHERE r.batch_id = b.id AND r.outcome <> 'flagged'),
                 (SELECT count(*) FROM import_rows r WHERE r.batch_id = b.id AND r.outcome = 'flagged'),
                 b.change_id IS NOT NULL,
                 EXISTS (SELECT 1 FROM changes c WHERE c.id = b.change_id AND c.undone_by IS NOT NULL)
               FROM import_batches b ORDER BY b.id DESC LIMIT 100";
    let mut statement = read.conn().prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Batch {
            id: row.get(0)?,
            source: row.get(1)?,
            imported_at: row.get(2)?,
            rows: row.get::<_, i64>(3)?.unsigned_abs(),
            set_aside: row.get::<_, i64>(4)?.unsigned_abs(),
            flagged: row.get::<_, i64>(5)?.unsigned_abs(),
            has_changes: row.get(6)?,
            is_undone: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes the rows of a batch's file that were set aside or held, as they were read, with their line, column and
/// reason behind, and behind those what the row has beyond the headings. Mended, the file imports again.
pub fn set_aside_csv(read: &Read<'_>, batch: BatchId, file: &str, mut out: impl Write) -> Result<u64> {
    out.write_all(BOM)?;
    // Mended in a spreadsheet, and an import knows either separator; the values stay as the source wrote them.
    let mut csv = Sheet::of(&read.settings.csv_separator).ragged(out);
    let sql = "SELECT summary_json FROM import_batches WHERE id = ?1";
    let summary: String = read.conn().query_row(sql, [batch], |row| row.get(0))?;
    let summary: Value = serde_json::from_str(&summary)?;
    let files = summary.get("files").and_then(Value::as_array).into_iter().flatten();
    let headings = files
        .filter(|seen| seen.get("file").and_then(Value::as_str) == Some(file))
        .find_map(|seen| seen.get("headings").and_then(Value::as_array))
        .ok_or_else(|| crate::Error::not_found("file"))?;
    let columns = headings.len();
    let known = headings.iter().filter_map(Value::as_str).map(neutral);
    csv.write_record(known.chain(REMARKS.map(Cow::Borrowed)).map(Cow::into_owned))?;
    let sql = "SELECT line, column_name, value, reason, record_json FROM import_rows
               WHERE batch_id = ?1 AND file = ?2 AND outcome <> 'flagged' ORDER BY line, id";
    let mut statement = read.conn().prepare_cached(sql)?;
    let mut rows = statement.query((batch, file))?;
    let (mut last, mut written) = (0_u32, 0);
    while let Some(row) = rows.next()? {
        let line: u32 = row.get(0)?;
        // A row with two faults is one row: the first is named, the second shows when that is mended.
        if line == std::mem::replace(&mut last, line) {
            continue;
        }
        let record: Vec<String> = serde_json::from_str(row.get_ref(4)?.as_str()?)?;
        let remark: [String; 3] =
            [line.to_string(), row.get::<_, Option<String>>(1)?.unwrap_or_default(), row.get(3)?];
        // Some of the source's own cells are neutral already: one apostrophe is enough.
        let mut cells = record.iter().map(|cell| neutral(plain(cell)));
        let mut row: Vec<Cow<'_, str>> = cells.by_ref().take(columns).collect();
        row.resize(columns, Cow::Borrowed(""));
        row.extend(remark.iter().map(|cell| neutral(cell)));
        row.extend(cells);
        csv.write_record(row.iter().map(|cell| cell.as_bytes()))?;
        written += 1;
    }
    csv.flush()?;
    Ok(written)
}

/// As [`set_aside_csv`], into a file. That it was written is in the audit before it is there: it is personal data.
///
/// # Errors
/// `forbidden` without the right to export, `not_found`, and those of the disk.
pub fn save_set_aside(
    clinic: &Clinic,
    actor: &Actor,
    batch: BatchId,
    file: &str,
    path: &Path,
) -> Result<u64> {
    clinic.read(actor, View::Export, |read| {
        write_file(path, |out| {
            let rows = set_aside_csv(read, batch, file, out)?;
            let details = json!({ "batch": batch, "set_aside": rows });
            clinic.write_aside(actor, |read| audit_note(read, Action::Export, &details))?;
            Ok(rows)
        })
    })
}

/// As [`save_set_aside`], for all files of a batch: where one has such rows it is written as `path`, else `path` is a
/// folder with one of each name. Gives the files that were written.
///
/// # Errors
/// Those of [`save_set_aside`], and `read_only` where a file stands in the folder's place.
pub fn save_all_set_aside(
    clinic: &Clinic,
    actor: &Actor,
    batch: BatchId,
    path: &Path,
) -> Result<Vec<PathBuf>> {
    let files = clinic.read(actor, View::Export, |read| {
        let sql = "SELECT DISTINCT file FROM import_rows WHERE batch_id = ?1 AND outcome <> 'flagged' ORDER BY file";
        let mut statement = read.conn().prepare_cached(sql)?;
        let files = statement.query_map([batch], |row| row.get(0))?;
        Ok(files.collect::<rusqlite::Result<Vec<String>>>()?)
    })?;
    if let ([file], false) = (files.as_slice(), path.is_dir()) {
        save_set_aside(clinic, actor, batch, file, path)?;
        return Ok(vec![path.to_path_buf()]);
    }
    if path.is_file() && !files.is_empty() {
        return Err(Error::new(Code::ReadOnly, "not a folder"));
    }
    let mut written = Vec::with_capacity(files.len());
    for file in &files {
        fs::create_dir_all(path)?;
        let path = path.join(file);
        save_set_aside(clinic, actor, batch, file, &path)?;
        written.push(path);
    }
    Ok(written)
}

/// The headings behind a set-aside row's own; an import passes over them.
pub const REMARKS: [&str; 3] = ["set_aside_line", "set_aside_column", "set_aside_reason"];
