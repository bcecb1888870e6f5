//! The list as it is shown, as CSV.

use super::{PetRow, PetsQuery, page};
use crate::{
    Clinic, Code, Error, Result,
    clinic::{Action, Actor, View, audit_note, write_file},
    values::neutral,
};
use serde_json::json;
use std::path::Path;

/// Excel takes a file without it for one in the old code page.
const BOM: &[u8] = b"\xEF\xBB\xBF";
const HEADINGS: [&str; 14] = [
    "pet_id",
    "name",
    "species",
    "breed",
    "sex",
    "birth_date",
    "weight_kg",
    "microchip",
    "status",
    "deceased_date",
    "next_due_date",
    "owner_id",
    "owner",
    "phone",
];
/// Lines that are read at once.
const PAGE: u32 = 1_000;

/// Writes all pets that the filters let through into a CSV file, in the list's order, and notes it in the audit. Returns
/// how many.
///
/// # Errors
/// `forbidden`, and those of the disk.
pub fn export(clinic: &Clinic, actor: &Actor, query: &PetsQuery, path: &Path) -> Result<usize> {
    if !Action::ExportPets.is_allowed(actor.role) {
        return Err(Error::new(Code::Forbidden, Action::ExportPets.label()));
    }
    let count = clinic.read(actor, View::Export, |read| {
        let mut count = 0;
        write_file(path, |out| {
            out.write_all(BOM)?;
            let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
            csv.write_record(HEADINGS)?;
            let mut query = PetsQuery { cursor: None, limit: PAGE, ..query.clone() };
            loop {
                let found = page(read, &query)?;
                for row in &found.rows {
                    csv.write_record(cells(row))?;
                }
                count += found.rows.len();
                match found.next {
                    Some(next) => query.cursor = Some(next),
                    None => return Ok(csv.flush()?),
                }
            }
        })?;
        Ok(count)
    })?;
    clinic.write_aside(actor, |read| audit_note(read, Action::ExportPets, &json!({ "rows": count })))?;
    Ok(count)
}

fn cells(row: &PetRow) -> [String; 14] {
    let text = |text: Option<&str>| neutral(text.unwrap_or_default()).into_owned();
    let day = |day: Option<crate::values::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let kilograms = |grams: i64| format!("{}.{:03}", grams / 1_000, grams % 1_000);
    [
        text(Some(&row.external_id.0)),
        text(Some(&row.name)),
        text(Some(&row.species)),
        text(row.breed.as_deref()),
        row.sex.map(|sex| sex.to_string()).unwrap_or_default(),
        day(row.birth_on),
        row.weight_g.map(kilograms).unwrap_or_default(),
        text(row.microchip.as_deref()),
        row.status.to_string(),
        day(row.deceased_on),
        day(row.next_due_on),
        text(Some(&row.owner_external_id.0)),
        text(Some(&row.owner_name)),
        text(row.owner_phone.as_deref()),
    ]
}
