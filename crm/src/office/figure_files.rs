//! Every owner's figures as a file. Who saved it is in the audit: it is personal data.

use crate::{
    Clinic, Result,
    analysis::metrics,
    clinic::{Action, Actor, View, audit_note, write_file},
};
use serde_json::json;
use std::path::Path;

/// Writes every figure of every owner as CSV. Gives how many owners there are.
///
/// # Errors
/// `forbidden` without the right to export, and those of the disk.
pub fn figures(clinic: &Clinic, actor: &Actor, path: &Path) -> Result<usize> {
    let owners =
        clinic.read(actor, View::Export, |read| write_file(path, |out| metrics::export(read, out)))?;
    let details = json!({ "figures": owners });
    clinic.write_aside(actor, |read| audit_note(read, Action::Export, &details))?;
    Ok(owners)
}
