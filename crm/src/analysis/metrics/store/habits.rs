//! When a person set a tier.

use crate::{
    Result,
    values::{Day, Instant, OwnerId, Tier, Zone},
};
use rusqlite::{Connection, OptionalExtension as _};

/// A tier set by hand, or taken back.
pub(in super::super) struct HandTier {
    pub(in super::super) on: Day,
    pub(in super::super) before: Option<Tier>,
    pub(in super::super) after: Option<Tier>,
}

/// The tiers set by hand, the earliest first: from the history of changes. One that came otherwise, with an import, has
/// only the moment noted beside it.
pub(in super::super) fn hand_tiers(conn: &Connection, owner: OwnerId, zone: Zone) -> Result<Vec<HandTier>> {
    let sql = "SELECT c.made_at, r.before_json ->> '$.hand_tier', r.after_json ->> '$.hand_tier'
               FROM change_rows r JOIN changes c ON c.id = r.change_id
               WHERE r.table_name = 'owners' AND r.row_id = ?1
                 AND r.before_json ->> '$.hand_tier' IS NOT r.after_json ->> '$.hand_tier'
               ORDER BY r.id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([owner], |row| {
        Ok(HandTier { on: zone.day(row.get::<_, Instant>(0)?), before: row.get(1)?, after: row.get(2)? })
    })?;
    let set: Vec<HandTier> = rows.collect::<rusqlite::Result<_>>()?;
    if !set.is_empty() {
        return Ok(set);
    }
    let sql = "SELECT hand_tier_at, hand_tier FROM owners
               WHERE id = ?1 AND hand_tier IS NOT NULL AND hand_tier_at IS NOT NULL";
    let noted = conn.prepare_cached(sql)?.query_row([owner], |row| {
        Ok(HandTier { on: zone.day(row.get::<_, Instant>(0)?), before: None, after: row.get(1)? })
    });
    Ok(noted.optional()?.into_iter().collect())
}
