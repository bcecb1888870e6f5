//! What is kept beside the facts and follows from them: figures and the search index.

use super::{Progress, Read, Write};
use crate::{Result, values::OwnerId};
use std::collections::BTreeSet;

/// Which owners' derived rows to bring up to date.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// These, of whom rows of these tables changed.
    Owners(&'a [OwnerId], &'a BTreeSet<String>),
    /// All of them.
    Everyone,
}

/// Rows derived from facts. The write door keeps them true in the same transaction, whatever was written;
/// an update and a rebuild must give identical rows.
pub trait Derived: Send + Sync {
    /// Its name, in a check's report.
    fn name(&self) -> &'static str;

    /// Whether it follows from the rows of a table: else a change of these alone leaves it as it is.
    fn follows_from(&self, table: &str) -> bool;

    /// Brings the derived rows of these owners up to date. An owner may be gone: then so are the rows.
    fn refresh(&self, write: &Write, scope: Scope<'_>, progress: &Progress) -> Result<()>;

    /// Whether its rows were computed by other rules than this version's, and will be computed anew at the next start:
    /// then there is nothing to compare them with.
    ///
    /// # Errors
    /// What the database says.
    fn is_outdated(&self, _read: &Read) -> Result<bool> {
        Ok(false)
    }

    /// How many owners' derived rows differ from what a rebuild would give.
    fn differing(&self, read: &Read, progress: &Progress) -> Result<u64>;
}

/// Facts that follow from facts: points from a payment. They are written in the same transaction, recorded and audited
/// with it, whoever wrote it: a person, an undo, a merge. An import brings its own.
pub trait Consequence: Send + Sync {
    /// Whether it follows from the rows of a table.
    fn follows_from(&self, table: &str) -> bool;

    /// Writes what follows from the write's changes.
    ///
    /// # Errors
    /// What the database says.
    fn follow(&self, write: &mut Write<'_>) -> Result<()>;
}
