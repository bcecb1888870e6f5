//! Everything the clinic keeps, as a folder of canonical files and a manifest. It holds facts and settings; never
//! the audit, batches, undo, backups or the time of the export, so that the same records give the same bytes.

mod file;
mod select;

use super::{
    kinds::{EXTRA, Kind, Reading},
    manifest,
    read::moment::Moments,
};
use crate::{
    Result,
    clinic::{self, Action, Actor, Clinic, Progress, Read, Settings, View},
    values::Money,
};
use file::{Complete, Pending};
use rusqlite::types::ValueRef;
use serde::Serialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, io::Write, path::Path};

/// Excel takes a file without it for one in the old code page.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";
/// A longer setting (the logo) is written in pieces: a field of a file is limited.
const PIECE: usize = 48 * 1024;
/// Rows between two steps of the progress.
const STEP: u64 = 2_000;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    /// Its name.
    pub file: String,
    /// Its records.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of what it holds.
    pub sha256: String,
    /// Sums of its amounts, decimals as in the file.
    pub sums: BTreeMap<String, String>,
}

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// The files.
    pub files: Vec<ExportedFile>,
    /// Records in all of them.
    pub rows: u64,
}

/// Writes everything into a folder, which is made where it is missing; files of an earlier export are replaced
/// once all new ones are complete.
///
/// # Errors
/// `forbidden`, `cancelled`, and those of the disk; the folder is then as it was.
pub fn export(clinic: &Clinic, actor: &Actor, folder: &Path, progress: &Progress) -> Result<Exported> {
    let (exported, files) = clinic.read(actor, View::Export, |r| {
        file::folder(folder)?;
        write_all(r, folder, progress)
    })?;
    clinic.write_aside(actor, |r| {
        let counts: BTreeMap<&str, u64> =
            exported.files.iter().map(|file| (file.file.as_str(), file.rows)).collect();
        clinic::audit_note(r, Action::Export, &json!({ "rows": counts }))
    })?;
    file::place(files, folder)?;
    Ok(exported)
}

fn write_all(r: &Read<'_>, folder: &Path, progress: &Progress) -> Result<(Exported, Vec<Complete>)> {
    let mut total = 0;
    for kind in Kind::ALL {
        let sql = format!("SELECT count(*) FROM {}", kind.spec().table);
        total += r.conn().query_row(&sql, [], |row| row.get::<_, i64>(0))?.unsigned_abs();
    }
    let mut exported = Exported { files: Vec::new(), rows: 0 };
    let mut files = Vec::new();
    for kind in Kind::ALL {
        let name = kind.file();
        let mut csv = Csv::new(Pending::new(folder, &name)?)?;
        let sums = match kind {
            Kind::Settings => settings(&r.settings, &mut csv)?,
            _ => records(r, *kind, &mut csv, |done| {
                progress.step("progress.exporting", exported.rows + done, total)
            })?,
        };
        let rows = csv.rows;
        let complete = csv.complete()?;
        exported.rows += rows;
        exported.files.push(ExportedFile {
            file: name,
            rows,
            bytes: complete.bytes,
            sha256: complete.sha256.clone(),
            sums,
        });
        files.push(complete);
    }
    let mut manifest = Pending::new(folder, manifest::NAME)?;
    let text = serde_json::to_string_pretty(&json!({ "format": 1, "files": manifest_of(&exported) }))?;
    manifest.write_all(text.as_bytes())?;
    files.push(manifest.complete()?);
    Ok((exported, files))
}

fn manifest_of(exported: &Exported) -> BTreeMap<&str, Value> {
    let entry = |file: &ExportedFile| json!({ "rows": file.rows, "bytes": file.bytes, "sha256": file.sha256, "sums": file.sums });
    exported.files.iter().map(|file| (file.file.as_str(), entry(file))).collect()
}

/// All records of a kind, and the sums of their amounts.
fn records(
    r: &Read<'_>,
    kind: Kind,
    csv: &mut Csv,
    step: impl Fn(u64) -> Result<()>,
) -> Result<BTreeMap<String, String>> {
    let headings = select::headings(kind);
    let readings = select::readings(kind);
    csv.record(&headings)?;
    csv.rows = 0;
    let mut sums = vec![Money::ZERO; readings.len()];
    let mut moments = Moments::new(r.zone);
    let mut cells = vec![String::new(); readings.len()];
    let mut statement = r.conn().prepare(&select::sql(kind))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for (index, ((reading, cell), sum)) in readings.iter().zip(&mut cells).zip(&mut sums).enumerate() {
            cell.clear();
            let value = row.get_ref(index)?;
            select::write(cell, value, *reading, &mut moments)?;
            if let (Reading::Money | Reading::Amount, ValueRef::Integer(cents)) = (reading, value) {
                *sum += Money::from_cents(cents);
            }
        }
        csv.record(&cells)?;
        if csv.rows.is_multiple_of(STEP) {
            step(csv.rows)?;
        }
    }
    step(csv.rows)?;
    let amounts = headings.iter().zip(&readings).zip(sums);
    Ok(amounts
        .filter(|((_, reading), _)| matches!(reading, Reading::Money | Reading::Amount))
        .map(|((heading, _), sum)| ((*heading).to_owned(), sum.to_string()))
        .collect())
}

/// All settings in force, so that another clinic's own do not shine through.
fn settings(settings: &Settings, csv: &mut Csv) -> Result<BTreeMap<String, String>> {
    csv.record(&["key", "value", EXTRA])?;
    csv.rows = 0;
    let Value::Object(values) = serde_json::to_value(settings)? else { return Ok(BTreeMap::new()) };
    for (key, value) in values.into_iter().collect::<BTreeMap<_, _>>() {
        let text = value.to_string();
        if text.len() <= PIECE {
            csv.record(&[key.as_str(), &text, ""])?;
            continue;
        }
        // A long setting is ASCII (a `data:` URL): any byte is a place to cut.
        for (number, piece) in (1..).zip(text.as_bytes().chunks(PIECE)) {
            let (name, piece) = (format!("{key}#{number}"), String::from_utf8_lossy(piece));
            csv.record(&[name.as_str(), &piece, ""])?;
        }
    }
    Ok(BTreeMap::new())
}

/// A CSV file being written.
struct Csv {
    out: csv::Writer<Pending>,
    rows: u64,
}

impl Csv {
    fn new(mut file: Pending) -> Result<Self> {
        file.write_all(BOM)?;
        let out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
        Ok(Self { out, rows: 0 })
    }

    fn record<T: AsRef<[u8]>>(&mut self, cells: &[T]) -> Result<()> {
        self.out.write_record(cells)?;
        self.rows += 1;
        Ok(())
    }

    fn complete(self) -> Result<Complete> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)?.complete()
    }
}
