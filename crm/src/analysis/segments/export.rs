//! The members of a segment as CSV.

use super::{Criteria, members, store};
use crate::{
    Clinic, Code, Error, Result,
    clinic::{Action, Actor, Read, View, audit_note, write_file},
    values::{OwnerId, Sheet, neutral},
};
use serde_json::json;
use std::path::Path;

/// Excel takes a file without it for one in the old code page.
const BOM: &[u8] = b"\xEF\xBB\xBF";
const HEADINGS: [&str; 12] = [
    "owner_id",
    "name",
    "phone",
    "email",
    "city",
    "pets",
    "last_visit_on",
    "days_since_visit",
    "total_spent",
    "churn_risk",
    "lifecycle",
    "tier",
];

/// Writes everybody who meets criteria into a CSV file, one line each in the order of their ids, and notes it in
/// the audit. Returns how many.
///
/// # Errors
/// `forbidden`, `invalid` with the path of what is not understood, and those of the disk.
pub fn export(clinic: &Clinic, actor: &Actor, criteria: &str, path: &Path) -> Result<usize> {
    let criteria = Criteria::parse(criteria)?;
    write(clinic, actor, criteria.0.rules(), path, |read| members::all(read, &criteria))
}

/// Writes these owners in the same way, in their order.
///
/// # Errors
/// As [`export`].
pub fn export_owners(clinic: &Clinic, actor: &Actor, owners: &[OwnerId], path: &Path) -> Result<usize> {
    write(clinic, actor, 0, path, |_| Ok(owners.to_vec()))
}

fn write(
    clinic: &Clinic,
    actor: &Actor,
    rules: usize,
    path: &Path,
    whom: impl FnOnce(&Read<'_>) -> Result<Vec<OwnerId>>,
) -> Result<usize> {
    if !Action::ExportSegment.is_allowed(actor.role) {
        return Err(Error::new(Code::Forbidden, Action::ExportSegment.label()));
    }
    let count = clinic.read(actor, View::Export, |read| {
        let ids = whom(read)?;
        write_file(path, |out| {
            out.write_all(BOM)?;
            let sheet = Sheet::of(&read.settings.csv_separator);
            let mut csv = sheet.writer(out);
            csv.write_record(HEADINGS)?;
            for page in ids.chunks(1_000) {
                for member in store::members(read, page)? {
                    csv.write_record(cells(&member, sheet))?;
                }
            }
            Ok(csv.flush()?)
        })?;
        Ok(ids.len())
    })?;
    let details = json!({ "rows": count, "rules": rules });
    clinic.write_aside(actor, |read| audit_note(read, Action::ExportSegment, &details))?;
    Ok(count)
}

fn cells(member: &members::Member, sheet: Sheet) -> [String; 12] {
    let text = |text: Option<&str>| neutral(text.unwrap_or_default()).into_owned();
    [
        text(Some(&member.external_id.0)),
        text(Some(&member.name)),
        text(member.phone.as_deref()),
        text(member.email.as_deref()),
        text(member.city.as_deref()),
        text(Some(&member.pets.join(", "))),
        member.last_visit_on.map(|day| day.to_string()).unwrap_or_default(),
        member.days_since_visit.map(|days| days.to_string()).unwrap_or_default(),
        sheet.figure(member.spent_cents.to_string()).into_owned(),
        member.risk.to_string(),
        member.lifecycle.to_string(),
        member.tier.to_string(),
    ]
}
