//! One error for the whole core: what happened in a stable [`Code`] that a screen acts on, never in words
//! and never with personal data. The words are in `assets/locales/<lang>/errors.json`, by code.

use serde::Serialize;
use specta::Type;

/// The result of every operation of the core.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as a screen or a script tells cases apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The role may not do this.
    Forbidden,
    /// The record is not there (any more).
    NotFound,
    /// A value cannot be accepted; [`Error::field`] names it.
    Invalid,
    /// Another record has this value already; [`Error::field`] names it.
    Taken,
    /// The record was changed since; nothing was overwritten.
    ChangedSince,
    /// There is nothing to undo or redo.
    NothingToUndo,
    /// The database was written by a newer version of the program.
    NewerVersion,
    /// The file is not a clinic of this program.
    NotAClinic,
    /// No clinic is in the folder.
    NoClinic,
    /// A clinic is in the folder already.
    ClinicExists,
    /// The database is damaged; it is kept as it is.
    Damaged,
    /// No room on the disk.
    DiskFull,
    /// The folder or file cannot be written.
    ReadOnly,
    /// Another program holds the database.
    Busy,
    /// Another window of this program has this clinic open.
    InUse,
    /// The folder is kept in step with a cloud by another program.
    SyncedFolder,
    /// The folder is on a network drive.
    NetworkFolder,
    /// A file or folder is not there.
    FileMissing,
    /// A file cannot be read.
    FileUnreadable,
    /// A file or folder holds nothing that this program knows.
    UnknownFormat,
    /// A file lacks columns that it cannot do without; the detail names them.
    MissingColumns,
    /// Whether day or month comes first, no value of a column tells; [`Error::field`] names it, the detail the line.
    AmbiguousDates,
    /// Whether thousands or decimals, no value of a column tells; as above.
    AmbiguousDecimals,
    /// An exported folder is not as its manifest says; the detail names the files.
    ManifestMismatch,
    /// A file is beyond a limit; the detail names the line.
    TooLarge,
    /// A quote in a file is never closed, or only within a later row; the detail names the line.
    UnclosedQuote,
    /// The person cancelled.
    Cancelled,
    /// A fault of this program.
    Internal,
}

/// An error with everything a message needs and nothing personal.
#[derive(Debug, thiserror::Error)]
#[error("{code:?}{}{}", .field.as_deref().map(|f| format!(" ({f})")).unwrap_or_default(), if .detail.is_empty() { String::new() } else { format!(": {}", .detail) })]
pub struct Error {
    /// What went wrong.
    pub code: Code,
    /// The field in question, by its name in the domain (`email`), where there is one.
    pub field: Option<String>,
    /// A technical detail for the log: a line number, a setting, a file name; never a person's data.
    pub detail: String,
    /// What caused it.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of this code with a technical detail.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, field: None, detail: detail.into(), source: None }
    }

    /// A value that cannot be accepted.
    pub fn invalid(field: &str, detail: impl Into<String>) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(Code::Invalid, detail) }
    }

    /// A record that is not there.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, what)
    }

    /// Whether a rule of the schema refused a row.
    pub(crate) fn is_constraint(&self) -> bool {
        let cause = self.source.as_ref().and_then(|source| source.downcast_ref::<rusqlite::Error>());
        let code = cause.and_then(rusqlite::Error::sqlite_error_code);
        code == Some(rusqlite::ErrorCode::ConstraintViolation)
    }

    /// The same error, with its cause.
    #[must_use]
    pub fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }
}

/// SQLite's code for an index of the log that cannot have its size.
const IOERR_SHMSIZE: i32 = rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

impl Code {
    /// What an error of the database means.
    pub(crate) fn of(error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sqlite;
        if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
            return Self::NotFound;
        }
        match error.sqlite_error_code() {
            Some(Sqlite::DiskFull) => Self::DiskFull,
            Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => Self::ReadOnly,
            Some(Sqlite::CannotOpen) => Self::FileUnreadable,
            Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => Self::Damaged,
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => Self::Busy,
            Some(Sqlite::OperationInterrupted) => Self::Cancelled,
            // A file that met its limit: SQLite only knows that a write failed. The index of the log is written before
            // anything is read, and fails to grow only where there is no room.
            Some(Sqlite::SystemIoFailure)
                if crate::clinic::file_limit_was_met()
                    || error.sqlite_error().is_some_and(|error| error.extended_code == IOERR_SHMSIZE) =>
            {
                Self::DiskFull
            }
            _ => Self::Internal,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let code = Code::of(&error);
        // SQLite's own message names tables and columns, never values.
        let detail = match &error {
            rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
            rusqlite::Error::SqliteFailure(failure, None) => failure.to_string(),
            rusqlite::Error::QueryReturnedNoRows => String::new(),
            other => other.to_string(),
        };
        Self::new(code, detail).because(error)
    }
}

impl From<rusqlite::types::FromSqlError> for Error {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        // Without the value that did not fit: it may be a person's.
        Self::new(Code::Internal, "a column holds another type").because(error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let code = match error.kind() {
            Io::NotFound => Code::FileMissing,
            Io::PermissionDenied | Io::ReadOnlyFilesystem => Code::ReadOnly,
            Io::StorageFull | Io::QuotaExceeded | Io::FileTooLarge => Code::DiskFull,
            Io::InvalidData | Io::IsADirectory | Io::NotADirectory => Code::FileUnreadable,
            _ => Code::Internal,
        };
        Self::new(code, error.kind().to_string()).because(error)
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            // Without the record: it may be a person's.
            _ => Self::new(Code::Internal, "a record could not be written"),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::new(Code::Internal, format!("JSON at line {}, column {}", error.line(), error.column()))
    }
}
