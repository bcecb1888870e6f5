//! The list as it is shown, as CSV: the same owners, order and columns.

use super::{Direction, MAX_PAGE, OwnerFilters, OwnerRow, OwnerSort, OwnersQuery, page};
use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Read, View, audit_note, write_file},
    values::{Lang, OwnerId, neutral, text_enum, words::look_up},
};
use serde::Deserialize;
use serde_json::json;
use std::{collections::HashSet, path::Path};

/// Excel takes a file without it for one in the old code page.
const BOM: &[u8] = b"\xEF\xBB\xBF";

text_enum! {
    /// A column that the list can show.
    OwnerColumn {
        /// The owner's name.
        Name = "name",
        /// The names of living pets.
        Pets = "pets",
        /// Tags.
        Tags = "tags",
        /// The telephone.
        Phone = "phone",
        /// The city.
        City = "city",
        /// The day of the last visit.
        LastVisit = "last_visit",
        /// Days since then.
        Days = "days",
        /// Money spent.
        Spent = "spent",
        /// The risk of leaving.
        Risk = "risk",
        /// The stage.
        Lifecycle = "lifecycle",
        /// The tier.
        Tier = "tier",
        /// When added.
        Created = "created",
    }
}

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnersExport {
    /// Who is listed.
    pub filters: OwnerFilters,
    /// By what it is sorted.
    pub sort: OwnerSort,
    /// Which way.
    pub direction: Direction,
    /// The columns, in the order shown.
    pub columns: Vec<OwnerColumn>,
    /// Only these of them; all where none are given.
    #[serde(default)]
    pub only: Option<Vec<OwnerId>>,
}

/// Writes the list into a CSV file and notes it in the audit. Before the columns stands the permanent id. Returns how many
/// owners.
///
/// # Errors
/// `forbidden`, and those of the disk.
pub fn export(
    clinic: &Clinic,
    actor: &Actor,
    wanted: &OwnersExport,
    lang: Lang,
    path: &Path,
) -> Result<usize> {
    if !Action::ExportOwners.is_allowed(actor.role) {
        return Err(Error::new(Code::Forbidden, Action::ExportOwners.label()));
    }
    let mut count = 0;
    clinic.read(actor, View::Export, |read| {
        write_file(path, |out| {
            out.write_all(BOM)?;
            let separator = *read.settings.csv_separator.as_bytes().first().unwrap_or(&b',');
            let mut csv = csv::WriterBuilder::new();
            let csv = csv.terminator(csv::Terminator::CRLF).delimiter(separator);
            let mut csv = csv.from_writer(out);
            let heading =
                |name: &str| look_up(lang, &format!("values.ownerColumn.{name}")).unwrap_or_default();
            csv.write_record(
                std::iter::once(heading("id"))
                    .chain(wanted.columns.iter().map(|column| heading(column.as_str()))),
            )?;
            each(read, wanted, |row| {
                count += 1;
                let cells = wanted.columns.iter().map(|column| cell(read, row, *column, lang));
                csv.write_record(
                    std::iter::once(row.external_id.0.clone())
                        .chain(cells)
                        .map(|text| neutral(&text).into_owned()),
                )?;
                Ok(())
            })?;
            Ok(csv.flush()?)
        })
    })?;
    let details = json!({ "rows": count, "columns": wanted.columns });
    clinic.write_aside(actor, |read| audit_note(read, Action::ExportOwners, &details))?;
    Ok(count)
}

fn each(read: &Read, wanted: &OwnersExport, mut f: impl FnMut(&OwnerRow) -> Result<()>) -> Result<()> {
    let only: Option<HashSet<OwnerId>> = wanted.only.as_ref().map(|only| only.iter().copied().collect());
    let mut query = OwnersQuery {
        filters: wanted.filters.clone(),
        sort: wanted.sort,
        direction: wanted.direction,
        cursor: None,
        limit: MAX_PAGE,
    };
    loop {
        let found = page(read, &query)?;
        for row in found.rows.iter().filter(|row| only.as_ref().is_none_or(|only| only.contains(&row.id))) {
            f(row)?;
        }
        match found.next {
            Some(next) => query.cursor = Some(next),
            None => return Ok(()),
        }
    }
}

fn cell(read: &Read, row: &OwnerRow, column: OwnerColumn, lang: Lang) -> String {
    let word = |list: &str, value: &str| {
        look_up(lang, &format!("values.{list}.{value}")).unwrap_or(value).to_owned()
    };
    let joined = |names: Vec<&str>| names.join(", ");
    match column {
        OwnerColumn::Name => row.name.clone(),
        OwnerColumn::Pets => joined(row.pets.iter().map(|pet| pet.name.as_str()).collect()),
        OwnerColumn::Tags => joined(row.tags.iter().map(|tag| tag.name.as_str()).collect()),
        OwnerColumn::Phone => row.phone.clone().unwrap_or_default(),
        OwnerColumn::City => row.city.clone().unwrap_or_default(),
        OwnerColumn::LastVisit => row.last_visit_on.map(|day| day.to_string()).unwrap_or_default(),
        OwnerColumn::Days => row.days_since_visit.map(|days| days.to_string()).unwrap_or_default(),
        OwnerColumn::Spent => row.spent_cents.to_string(),
        OwnerColumn::Risk => word("risk", row.risk.as_str()),
        OwnerColumn::Lifecycle => word("lifecycle", row.lifecycle.as_str()),
        OwnerColumn::Tier => word("tier", row.tier.as_str()),
        OwnerColumn::Created => read.zone.day(row.created_at).to_string(),
    }
}
