//! An error as the page gets it.

use crm::{Code, Error};
use serde::Serialize;
use specta::Type;

/// What a command of the page gives.
pub type Answer<T> = Result<T, Failure>;

/// What went wrong. The words are in the locales, by code.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What happened, as the page tells cases apart.
    pub code: Code,
    /// The field in question, where there is one.
    pub field: Option<String>,
    /// A technical detail without personal data: a line number, a program's name.
    pub detail: String,
}

impl Failure {
    /// A fault of this program; the crash log knows where.
    pub(crate) fn internal() -> Self {
        Self { code: Code::Internal, field: None, detail: String::new() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if error.code == Code::Internal {
            tracing::error!(%error, "a command failed");
        }
        Self { code: error.code, field: error.field, detail: error.detail }
    }
}
