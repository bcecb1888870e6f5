//! What a file is, before it is opened as a clinic: whatever is not one is left as it is.

use super::{
    connect::{APPLICATION_ID, frozen, has_log},
    health, migrate,
};
use crate::{Code, Error, Result};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs::File,
    io::{ErrorKind, Read as _},
    path::Path,
};

/// What is at the place of a clinic's database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing yet.
    Nothing,
    /// A clinic of this program.
    Clinic,
}

/// Looks at the file without opening it as a clinic.
///
/// # Errors
/// `not_a_clinic`, `newer_version`, `damaged`, and those of reading a file.
pub(super) fn look(file: &Path) -> Result<Found> {
    let mut header = Vec::with_capacity(100);
    // Before the file: what a log holds still may be missing there.
    let had_log = has_log(file);
    let mut opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(error.into()),
    };
    opened.by_ref().take(100).read_to_end(&mut header)?;
    if header.is_empty() {
        // A creation that was cut short at once; but not where a clinic was looked at before.
        let was_there = file.with_file_name(health::FILE).exists();
        return if was_there { Err(damaged("an empty file")) } else { Ok(Found::Nothing) };
    }
    let number = |at: usize| -> i32 {
        let bytes: Option<[u8; 4]> = header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, i32::from_be_bytes)
    };
    if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") {
        return Err(damaged("the database's header is not readable"));
    }
    let (version, application) = (number(60), number(68));
    if application == APPLICATION_ID {
        if version > migrate::SCHEMA_VERSION {
            return Err(Error::new(Code::NewerVersion, version.to_string()));
        }
        // The size of a page at 16, with 1 for the largest; their number at 28.
        let page = match header.get(16..18) {
            Some(&[0, 1]) => 65_536,
            Some(&[high, low]) => u64::from(u16::from_be_bytes([high, low])),
            _ => 0,
        };
        let whole = page * u64::from(number(28).cast_unsigned());
        if opened.metadata()?.len() < whole && !had_log && !has_log(file) {
            return Err(damaged("the database ends before its last page"));
        }
        return Ok(Found::Clinic);
    }
    // The id is written first and the schema in one transaction: a creation cut short leaves no schema.
    if application != 0 || version != 0 || has_log(file) || has_tables(file)? {
        return Err(Error::new(Code::NotAClinic, "another program's database"));
    }
    Ok(Found::Nothing)
}

fn damaged(how: &str) -> Error {
    Error::new(Code::Damaged, how)
}

/// Whether something is in a database that nobody has open; looking leaves no file beside it.
fn has_tables(file: &Path) -> Result<bool> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(frozen(file)?, flags)?;
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?)
}
