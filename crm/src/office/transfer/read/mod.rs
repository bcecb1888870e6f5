//! Reads files ahead of the writer: decoded, split, checked and converted in a thread of its own.

pub mod batch;
mod complete;
mod convert;
mod dates;
mod doubt;
pub mod encoding;
pub mod moment;
pub mod plan;
pub mod public;
mod quotes;
mod rows;
mod text;
mod value;

use super::{
    options::ImportOptions,
    recipe::{FileRecipe, heading},
    summary::FileSeen,
};
use crate::{
    Code, Error, Result,
    clinic::Progress,
    values::{Day, Instant, Zone, plain},
};
use batch::Batch;
use convert::Converter;
use doubt::Columns;
use encoding::Survey;
use plan::Plan;
use rows::{Rows, Shape};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender},
    },
};

/// Rows in a batch.
const ROWS: usize = 512;
/// A batch of long rows is full earlier.
const TEXT: usize = 256 * 1024;

/// A file to be read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub recipe: FileRecipe,
    /// Its headings.
    pub headings: Vec<String>,
    /// What the look through it found.
    pub survey: Survey,
}

/// What the reader sends.
pub enum Message {
    /// A file begins.
    Begin(Arc<Plan>),
    /// Rows of it.
    Rows(Batch),
    /// It ends.
    End(FileSeen),
    /// Reading failed: nothing of the import stays.
    Failed(Error),
}

/// What is needed to read values.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The clinic's zone.
    pub zone: Zone,
    /// The country of phones without one.
    pub country: String,
    /// The moment of the import.
    pub now: Instant,
    /// The day of it.
    pub today: Day,
    /// What a person said of doubts.
    pub options: ImportOptions,
}

/// A file with its heading read.
pub struct Opened {
    rows: Rows,
    /// The headings.
    pub headings: Vec<String>,
    separator: u8,
    /// What the look through the file found.
    pub survey: Survey,
}

impl Opened {
    /// What was seen of the file so far.
    pub fn seen(&self, plan: &Plan) -> FileSeen {
        FileSeen {
            file: plan.file.clone(),
            kind: plan.kind.as_str().to_owned(),
            rows: 0,
            encoding: self.survey.encoding.name().to_owned(),
            separator: char::from(self.separator).to_string(),
            headings: plan.headings.clone(),
            extra_columns: plan.extras.iter().map(|(_, name)| name.clone()).collect(),
            skipped_lines: Vec::new(),
        }
    }

    /// The records of a short file, with the line of each; those without a value are none.
    pub fn records(mut self) -> impl Iterator<Item = Result<(u32, Vec<String>)>> {
        std::iter::from_fn(move || self.rows.record().transpose()).filter(|row| {
            row.as_ref().map_or(true, |(_, fields)| fields.iter().any(|field| !field.is_empty()))
        })
    }
}

/// Opens a file and reads its heading.
///
/// # Errors
/// `file_missing`, `file_unreadable`, `too_large`, and `unknown_format` for a file without a heading.
pub fn open(path: &Path) -> Result<Opened> {
    let survey = encoding::survey(&mut encoding::open(path)?)?;
    surveyed(path, survey)
}

/// As [`open`], of a file that was looked through.
pub fn reopen(source: &Source) -> Result<Opened> {
    surveyed(&source.path, source.survey)
}

fn surveyed(path: &Path, survey: Survey) -> Result<Opened> {
    let file = encoding::open(path)?;
    let (separator, has_line) = separator(&mut *encoding::decoded(encoding::open(path)?, survey.encoding))?;
    let mut rows = Rows::new(encoding::decoded(file, survey.encoding), separator, survey.newline);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut heading = || rows.record().map_err(|error| in_file(error, &name));
    let first = heading()?;
    let headings = if has_line { heading()? } else { first }.map(|(_, fields)| fields);
    let headings = headings.ok_or_else(|| Error::new(Code::UnknownFormat, format!("{name}: empty")))?;
    let headings = headings.iter().map(|text| plain(text).to_owned()).collect();
    Ok(Opened { rows, headings, separator, survey })
}

impl Rows {
    /// The next record by itself.
    fn record(&mut self) -> Result<Option<(u32, Vec<String>)>> {
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        let Some(shape) = self.next(&mut text, &mut ends)? else { return Ok(None) };
        let text = String::from_utf8(text).map_err(|_| not_utf8(shape.line))?;
        let mut from = 0;
        let mut fields = Vec::with_capacity(ends.len());
        for end in ends {
            let field = text.get(from..end as usize).ok_or_else(|| not_utf8(shape.line))?;
            fields.push(field.trim().trim_start_matches('\u{feff}').to_owned());
            from = end as usize;
        }
        Ok(Some((shape.line, fields)))
    }
}

fn not_utf8(line: u32) -> Error {
    Error::new(Code::FileUnreadable, format!("line {line}: not valid UTF-8"))
}

/// What stands between the columns: what the file says itself (`sep=;`), else what the heading has most of.
fn separator(text: &mut dyn std::io::Read) -> Result<(u8, bool)> {
    let mut head = vec![0; 64 * 1024];
    let mut length = 0;
    while let Some(space) = head.get_mut(length..).filter(|space| !space.is_empty()) {
        match text.read(space)? {
            0 => break,
            read => length += read,
        }
    }
    let head = head.get(..length).unwrap_or_default();
    let line = head.split(|b| matches!(b, b'\n' | b'\r')).find(|line| !line.is_empty()).unwrap_or_default();
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] = line {
        return Ok((*separator, true));
    }
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0), (b'~', 0)];
    for byte in line {
        is_quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| separator == byte && !is_quoted) {
            *count += 1;
        }
    }
    // Of equals the first: the comma.
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    Ok((best.map_or(b',', |(separator, _)| *separator), false))
}

/// Reads all files, one after the other, and sends their rows. Ends early when nobody listens any more.
pub fn run(
    sources: &[Source],
    reading: &Reading,
    progress: &Progress,
    out: &SyncSender<Message>,
    empty: &Receiver<Batch>,
) {
    for source in sources {
        if let Err(error) = file(source, reading, progress, out, empty) {
            let _ = out.send(Message::Failed(error));
            return;
        }
    }
}

fn file(
    source: &Source,
    reading: &Reading,
    progress: &Progress,
    out: &SyncSender<Message>,
    empty: &Receiver<Batch>,
) -> Result<()> {
    let opened = reopen(source)?;
    let folded: Vec<String> = opened.headings.iter().map(|text| heading(text)).collect();
    let plan = Arc::new(Plan::new(&source.recipe, &source.name, opened.headings.clone())?);
    let mut seen = opened.seen(&plan);
    let mut rows = opened.rows;
    out.send(Message::Begin(Arc::clone(&plan))).map_err(gone)?;
    let columns = Columns::new(source, reading.options, reading.today, progress);
    let mut converter = Converter::new(reading.zone, &reading.country, reading.now, columns, &plan);
    // What was read with the heading counts for the first rows.
    let mut counted = 0;
    loop {
        progress.proceed()?;
        let mut batch = match empty.try_recv() {
            Ok(mut batch) => {
                batch.reset(Arc::clone(&plan));
                batch
            }
            Err(_) => Batch::new(Arc::clone(&plan), reading.now),
        };
        let has_more = fill(&mut rows, &mut batch).map_err(|error| in_file(error, &source.name))?;
        batch.bytes = rows.bytes - std::mem::replace(&mut counted, rows.bytes);
        let shapes = std::mem::take(&mut batch.shapes);
        for shape in shapes {
            if batch.fields(shape).all(|field| field.trim().is_empty()) {
                continue;
            }
            if is_heading(&batch, shape, &folded) {
                seen.skipped_lines.push(shape.line);
                continue;
            }
            let row = batch.shapes.len();
            batch.shapes.push(shape);
            converter.row(&mut batch, row, shape)?;
            complete::complete(&mut batch, row, &reading.country);
        }
        seen.rows += batch.shapes.len() as u64;
        out.send(Message::Rows(batch)).map_err(gone)?;
        if !has_more {
            break;
        }
    }
    out.send(Message::End(seen)).map_err(gone)
}

fn in_file(error: Error, name: &str) -> Error {
    match error.code {
        Code::TooLarge | Code::FileUnreadable | Code::UnclosedQuote => {
            Error { detail: format!("{name}: {}", error.detail), ..error }
        }
        _ => error,
    }
}

/// Nobody takes what is read any more.
fn gone<T>(_: T) -> Error {
    Error::new(Code::Cancelled, "")
}

/// Splits records into the batch until it is full; false at the end of the file.
fn fill(rows: &mut Rows, batch: &mut Batch) -> Result<bool> {
    let mut text = std::mem::take(&mut batch.text).into_bytes();
    let mut has_more = true;
    while batch.shapes.len() < ROWS && text.len() < TEXT {
        match rows.next(&mut text, &mut batch.ends)? {
            Some(shape) => batch.shapes.push(shape),
            None => {
                has_more = false;
                break;
            }
        }
    }
    batch.text = match String::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            let at = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX);
            let field = batch.ends.partition_point(|end| *end <= at);
            let row = batch.shapes.iter().rev().find(|shape| shape.first as usize <= field);
            return Err(not_utf8(row.map_or(0, |shape| shape.line)));
        }
    };
    // A character cut by a separator is whole only where the pieces touch.
    if let Some(field) = batch.ends.iter().position(|end| !batch.text.is_char_boundary(*end as usize)) {
        let row = batch.shapes.iter().rev().find(|shape| shape.first as usize <= field);
        return Err(not_utf8(row.map_or(0, |shape| shape.line)));
    }
    Ok(has_more)
}

/// Whether a row is the heading again, as joined files have it.
fn is_heading(batch: &Batch, shape: Shape, folded: &[String]) -> bool {
    let is_first = folded.first().is_some_and(|first| {
        let field = batch.field(shape, 0);
        field.len() < first.len() + 8 && field.len() >= first.len() && heading(field) == *first
    });
    is_first
        && shape.fields as usize == folded.len()
        && batch.fields(shape).zip(folded).all(|(field, known)| heading(field) == *known)
}
