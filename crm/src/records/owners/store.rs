//! SQL of owners.

use super::{
    NewOwner, Owner,
    family::{DEPTH, Kin, SHOWN},
    stamp,
};
use crate::{
    Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{ExternalId, Money, OwnerId, Tier},
};
use rusqlite::{OptionalExtension, Row, ToSql, params};

const BY_ID: &str = include_str!("by_id.sql");

pub(super) fn by_id(read: &Read, id: OwnerId) -> Result<Option<Owner>> {
    Ok(read.conn().prepare_cached(BY_ID)?.query_row([id], owner_of).optional()?)
}

pub(super) fn by_external_id(read: &Read, id: &str) -> Result<Option<OwnerId>> {
    let sql = "SELECT id FROM owners WHERE external_id = ?1";
    Ok(read.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
}

/// Whether owners came with plain numbers as their ids.
pub(super) fn has_numbers_as_ids(read: &Read) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM owners WHERE external_id NOT GLOB '*[^0-9]*')";
    Ok(read.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

fn owner_of(row: &Row<'_>) -> rusqlite::Result<Owner> {
    let mut columns = Columns::of(row);
    Ok(Owner {
        id: columns.next()?,
        external_id: columns.next()?,
        name: columns.next()?,
        kind: columns.next()?,
        first_name: columns.next()?,
        last_name: columns.next()?,
        full_name: columns.next()?,
        company_name: columns.next()?,
        second_contact_name: columns.next()?,
        second_contact_phone: columns.next()?,
        email: columns.next()?,
        phone: columns.next()?,
        phone_e164: columns.next()?,
        phone_secondary: columns.next()?,
        phone_secondary_e164: columns.next()?,
        whatsapp: columns.next()?,
        whatsapp_e164: columns.next()?,
        street_address: columns.next()?,
        neighborhood: columns.next()?,
        city: columns.next()?,
        region: columns.next()?,
        country: columns.next()?,
        postal_code: columns.next()?,
        location_notes: columns.next()?,
        birth_on: columns.next()?,
        gender: columns.next()?,
        occupation: columns.next()?,
        nationality: columns.next()?,
        preferred_language: columns.next()?,
        contact_preference: columns.next()?,
        preferred_contact_time: columns.next()?,
        reminder_preference: columns.next()?,
        acquisition_source: columns.next()?,
        acquisition_detail: columns.next()?,
        referred_by: columns.next()?,
        hand_tier: columns.next()?,
        hand_tier_by: columns.next()?,
        hand_tier_at: columns.next()?,
        hand_tier_reason: columns.next()?,
        facebook_url: columns.next()?,
        instagram_handle: columns.next()?,
        notes: columns.next()?,
        internal_notes: columns.next()?,
        is_active: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
        anonymised_at: columns.next()?,
        blocked_at: columns.next()?,
    })
}

/// What an edit writes, one entry a column: the insert and the update are made of the same list.
fn edited(new: &NewOwner) -> [(&'static str, &dyn ToSql); 36] {
    [
        ("kind", &new.kind),
        ("first_name", &new.first_name),
        ("last_name", &new.last_name),
        ("full_name", &new.full_name),
        ("company_name", &new.company_name),
        ("second_contact_name", &new.second_contact_name),
        ("second_contact_phone", &new.second_contact_phone),
        ("email", &new.email),
        ("phone", &new.phone.typed),
        ("phone_e164", &new.phone.e164),
        ("phone_secondary", &new.phone_secondary.typed),
        ("phone_secondary_e164", &new.phone_secondary.e164),
        ("whatsapp", &new.whatsapp.typed),
        ("whatsapp_e164", &new.whatsapp.e164),
        ("street_address", &new.street_address),
        ("neighborhood", &new.neighborhood),
        ("city", &new.city),
        ("region", &new.region),
        ("country", &new.country),
        ("postal_code", &new.postal_code),
        ("location_notes", &new.location_notes),
        ("birth_on", &new.birth_on),
        ("gender", &new.gender),
        ("occupation", &new.occupation),
        ("nationality", &new.nationality),
        ("preferred_language", &new.preferred_language),
        ("contact_preference", &new.contact_preference),
        ("preferred_contact_time", &new.preferred_contact_time),
        ("reminder_preference", &new.reminder_preference),
        ("acquisition_source", &new.acquisition_source),
        ("acquisition_detail", &new.acquisition_detail),
        ("referred_by", &new.referred_by),
        ("facebook_url", &new.facebook_url),
        ("instagram_handle", &new.instagram_handle),
        ("notes", &new.notes),
        ("internal_notes", &new.internal_notes),
    ]
}

pub(super) fn insert(w: &mut Write<'_>, new: &NewOwner) -> Result<OwnerId> {
    let external_id = ExternalId::born(w.now);
    let mut columns = vec!["external_id", "created_at", "updated_at"];
    let mut values: Vec<&dyn ToSql> = vec![&external_id, &w.now, &w.now];
    for (column, value) in edited(new) {
        columns.push(column);
        values.push(value);
    }
    let marks = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT INTO owners ({}) VALUES ({marks})", columns.join(", "));
    w.conn().prepare_cached(&sql)?.execute(values.as_slice())?;
    Ok(OwnerId(w.conn().last_insert_rowid()))
}

/// An edit that changes nothing leaves the row, its stamp included, as it is.
pub(super) fn update(w: &mut Write<'_>, old: &Owner, new: &NewOwner) -> Result<()> {
    let edited = edited(new);
    let (mut set, mut differs) = (Vec::new(), Vec::new());
    for (number, (column, _)) in edited.iter().enumerate() {
        set.push(format!("{column} = ?{}", number + 3));
        differs.push(format!("{column} IS NOT ?{}", number + 3));
    }
    let sql = format!(
        "UPDATE owners SET updated_at = ?2, {} WHERE id = ?1 AND ({})",
        set.join(", "),
        differs.join(" OR ")
    );
    let updated_at = stamp(w.now, old.updated_at);
    let mut values: Vec<&dyn ToSql> = vec![&old.id, &updated_at];
    values.extend(edited.iter().map(|(_, value)| *value));
    w.conn().prepare_cached(&sql)?.execute(values.as_slice())?;
    Ok(())
}

pub(super) fn set_referrer(w: &mut Write<'_>, old: &Owner, referrer: Option<OwnerId>) -> Result<()> {
    let sql = "UPDATE owners SET referred_by = ?2, updated_at = ?3 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((old.id, referrer, stamp(w.now, old.updated_at)))?;
    Ok(())
}

pub(super) fn set_tier(
    w: &mut Write<'_>,
    old: &Owner,
    tier: Option<Tier>,
    reason: Option<&str>,
) -> Result<()> {
    let sql = "UPDATE owners SET hand_tier = ?2, hand_tier_by = ?3, hand_tier_at = ?4, hand_tier_reason = ?5,
                 updated_at = ?6
               WHERE id = ?1 AND (hand_tier IS NOT ?2 OR hand_tier_reason IS NOT ?5)";
    let (by, at) = (tier.map(|_| w.actor.staff), tier.map(|_| w.now));
    let values = params![old.id, tier, by, at, reason, stamp(w.now, old.updated_at)];
    w.conn().prepare_cached(sql)?.execute(values)?;
    Ok(())
}

pub(super) fn set_active(w: &mut Write<'_>, old: &Owner, is_active: bool) -> Result<()> {
    let sql = "UPDATE owners SET is_active = ?2, updated_at = ?3 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((old.id, is_active, stamp(w.now, old.updated_at)))?;
    Ok(())
}

/// An owner and whoever brought them, step by step; empty when there is no such owner.
pub(super) fn referrers_of(read: &Read, id: OwnerId) -> Result<Vec<OwnerId>> {
    // UNION ends the walk should old records go round in a circle.
    const SQL: &str = "WITH RECURSIVE chain (id) AS (
            SELECT id FROM owners WHERE id = ?1
            UNION SELECT owners.referred_by FROM chain JOIN owners USING (id) WHERE owners.referred_by IS NOT NULL
        ) SELECT id FROM chain";
    let mut statement = read.conn().prepare_cached(SQL)?;
    Ok(statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

const KIN: &str = "o.id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, k.depth,
    (SELECT count(*) FROM owners b WHERE b.referred_by = o.id), coalesce(f.total_spent_cents, 0), o.is_active
    FROM kin k CROSS JOIN owners o ON o.id = k.id LEFT JOIN owner_figures f ON f.owner_id = o.id";

fn kin(read: &Read, sql: &str, id: OwnerId) -> Result<Vec<Kin>> {
    let mut statement = read.conn().prepare_cached(sql)?;
    let kin = statement.query_map([id], |row| {
        let mut columns = Columns::of(row);
        Ok(Kin {
            id: columns.next()?,
            name: columns.next()?,
            depth: columns.next()?,
            sent: columns.next()?,
            spent_cents: columns.next()?,
            is_active: columns.next()?,
        })
    })?;
    Ok(kin.collect::<rusqlite::Result<_>>()?)
}

/// Who sent an owner, step by step; a circle in old records ends after as many steps as are shown.
fn above_sql() -> String {
    format!(
        "WITH RECURSIVE kin (id, depth) AS (
           SELECT referred_by, 1 FROM owners WHERE id = ?1 AND referred_by IS NOT NULL
           UNION ALL SELECT o.referred_by, k.depth + 1 FROM kin k JOIN owners o ON o.id = k.id
           WHERE o.referred_by IS NOT NULL AND o.referred_by <> ?1 AND k.depth < {DEPTH})
         SELECT {KIN} ORDER BY k.depth"
    )
}

/// Whom an owner sent, each followed by whom that one sent.
fn below_sql() -> String {
    format!(
        "WITH RECURSIVE kin (id, depth) AS (
           SELECT id, 1 FROM owners WHERE referred_by = ?1
           UNION ALL SELECT o.id, k.depth + 1 FROM kin k JOIN owners o ON o.referred_by = k.id
           WHERE o.id <> ?1 AND k.depth < {DEPTH} ORDER BY 2 DESC LIMIT {SHOWN})
         SELECT {KIN}"
    )
}

pub(super) fn kin_above(read: &Read, id: OwnerId) -> Result<Vec<Kin>> {
    kin(read, &above_sql(), id)
}

pub(super) fn kin_below(read: &Read, id: OwnerId) -> Result<Vec<Kin>> {
    kin(read, &below_sql(), id)
}

pub(super) fn sent(read: &Read, id: OwnerId) -> Result<u32> {
    let sql = "SELECT count(*) FROM owners WHERE referred_by = ?1";
    Ok(read.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// How many came through an owner over any number of steps, and what they spent.
pub(super) fn sums_below(read: &Read, id: OwnerId) -> Result<(u32, Money)> {
    // UNION ends the walk should old records go round in a circle.
    const SQL: &str = "WITH RECURSIVE kin (id) AS (
            SELECT id FROM owners WHERE referred_by = ?1
            UNION SELECT o.id FROM kin k JOIN owners o ON o.referred_by = k.id)
        SELECT count(*), coalesce(sum(f.total_spent_cents), 0)
        FROM kin k LEFT JOIN owner_figures f ON f.owner_id = k.id WHERE k.id <> ?1";
    let mut statement = read.conn().prepare_cached(SQL)?;
    Ok(statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn a_family_is_sought_and_not_looked_for_among_all() {
        for sql in [above_sql(), below_sql()] {
            let plan = plan(&sql);
            let walked = plan.lines().any(|line| line.contains("SCAN o") || line.contains("SCAN f"));
            assert!(!walked && !plan.contains("AUTOMATIC"), "{plan}");
        }
        assert!(plan(&below_sql()).contains("owners_by_referrer"));
    }
}
