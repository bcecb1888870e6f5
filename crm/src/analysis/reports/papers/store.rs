//! What the small papers read beside the records' own operations.

use crate::{Result, values::OwnerId};
use rusqlite::{Connection, OptionalExtension as _};

/// Somebody to write to.
pub(super) struct Addressee {
    pub(super) name: String,
    /// A company's contact.
    pub(super) person: Option<String>,
    pub(super) street: Option<String>,
    pub(super) neighborhood: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) city: Option<String>,
    pub(super) region: Option<String>,
    pub(super) country: Option<String>,
    pub(super) language: String,
    pub(super) pets: Option<String>,
}

/// An owner to write to; nobody who is deactivated, blocked or anonymised.
pub(super) fn addressee(conn: &Connection, owner: OwnerId) -> Result<Option<Addressee>> {
    let sql = "SELECT CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END,
                 iif(o.kind = 'corporate', o.full_name, NULL), o.street_address, o.neighborhood, o.postal_code,
                 o.city, o.region, o.country, o.preferred_language,
                 (SELECT group_concat(name, ', ') FROM pets WHERE owner_id = o.id AND status = 'active')
               FROM owners o
               WHERE o.id = ?1 AND o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL";
    let found = conn.prepare_cached(sql)?.query_row([owner], |row| {
        Ok(Addressee {
            name: row.get(0)?,
            person: row.get(1)?,
            street: row.get(2)?,
            neighborhood: row.get(3)?,
            postal_code: row.get(4)?,
            city: row.get(5)?,
            region: row.get(6)?,
            country: row.get(7)?,
            language: row.get(8)?,
            pets: row.get(9)?,
        })
    });
    Ok(found.optional()?)
}

/// All owners, by name.
pub(super) fn by_name(conn: &Connection) -> Result<Vec<OwnerId>> {
    let mut statement = conn.prepare_cached("SELECT id FROM owners ORDER BY sort_name, id")?;
    let owners = statement.query_map([], |row| row.get(0))?;
    Ok(owners.collect::<rusqlite::Result<_>>()?)
}
