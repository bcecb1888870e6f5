//! Is everything in order? The database's own structure, its references, what follows from the facts, the audit.

use super::{AuditReport, Clinic, Progress, Read, audit};
use crate::Result;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Faults in the database's pages, as SQLite names them; empty when sound.
    pub integrity: Vec<String>,
    /// Rows that refer to a missing row.
    pub broken_references: u64,
    /// Owners whose derived rows differ from a rebuild, by what is derived.
    pub differing: BTreeMap<&'static str, u64>,
    /// What is derived by rules of another version, and is computed anew at the next start: no fault.
    pub outdated: Vec<&'static str>,
    /// The audit log.
    pub audit: AuditReport,
}

impl CheckReport {
    /// Nothing found.
    pub fn is_sound(&self) -> bool {
        self.integrity.is_empty()
            && self.broken_references == 0
            && self.differing.values().all(|owners| *owners == 0)
            && self.audit.broken_at.is_none()
    }
}

/// Checks everything; reads the whole database and changes nothing, in a folder that cannot be written too.
///
/// # Errors
/// `cancelled`, and what the database says.
pub fn check(clinic: &Clinic, read: &Read, progress: &Progress) -> Result<CheckReport> {
    let (mut differing, mut outdated) = (BTreeMap::new(), Vec::new());
    for derived in &clinic.derived {
        if derived.is_outdated(read)? {
            outdated.push(derived.name());
        } else {
            differing.insert(derived.name(), derived.differing(read, progress)?);
        }
    }
    // After the derived rows were read: a full-text index that another connection wrote to is checked by its
    // old structure, and called corrupt, unless a query came before.
    progress.step("progress.integrity", 0, 0)?;
    let mut statement = read.conn().prepare("PRAGMA integrity_check(20)")?;
    let mut integrity: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    integrity.retain(|line| line != "ok");
    progress.step("progress.references", 0, 0)?;
    let mut broken_references = 0;
    let mut statement = read.conn().prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {
        broken_references += 1;
    }
    Ok(CheckReport { integrity, broken_references, differing, outdated, audit: audit::verify(read.conn())? })
}
