//! Who was in a segment, and who entered and left.

use crate::{
    Result,
    clinic::IdSet,
    values::{Day, OwnerId, SegmentId},
};
use rusqlite::{Connection, OptionalExtension as _, params};

/// Who was in when it was counted last.
pub(in super::super) struct Kept {
    pub(in super::super) begun_on: Day,
    pub(in super::super) criteria: String,
    pub(in super::super) owners: IdSet,
}

/// An owner who entered or left.
pub(in super::super) struct Moved {
    pub(in super::super) owner: OwnerId,
    pub(in super::super) on: Day,
    pub(in super::super) is_in: bool,
}

pub(in super::super) fn kept(conn: &Connection, id: SegmentId) -> Result<Option<Kept>> {
    let sql = "SELECT begun_on, criteria, owner_bits FROM segment_members WHERE segment_id = ?1";
    let kept = conn.prepare_cached(sql)?.query_row([id], |row| {
        Ok(Kept {
            begun_on: row.get(0)?,
            criteria: row.get(1)?,
            owners: IdSet::from_bytes(row.get_ref(2)?.as_blob()?),
        })
    });
    Ok(kept.optional()?)
}

/// Keeps who is in. Where it begins anew, what was noted before is history and stays.
pub(in super::super) fn keep(conn: &Connection, id: SegmentId, kept: &Kept) -> Result<()> {
    let sql =
        "INSERT INTO segment_members (segment_id, begun_on, criteria, owner_bits) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (segment_id) DO UPDATE SET begun_on = ?2, criteria = ?3, owner_bits = ?4";
    conn.prepare_cached(sql)?.execute(params![id, kept.begun_on, kept.criteria, kept.owners.to_bytes()])?;
    Ok(())
}

/// Notes that an owner entered or left; who did the other on the same day has done neither.
pub(in super::super) fn note(
    conn: &Connection,
    id: SegmentId,
    on: Day,
    owner: i64,
    is_in: bool,
) -> Result<()> {
    let sql = "DELETE FROM segment_moves
               WHERE segment_id = ?1 AND moved_on = ?2 AND owner_id = ?3 AND is_in <> ?4";
    if conn.prepare_cached(sql)?.execute(params![id, on, owner, is_in])? > 0 {
        return Ok(());
    }
    let sql = "INSERT INTO segment_moves (segment_id, moved_on, owner_id, is_in) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT DO NOTHING";
    conn.prepare_cached(sql)?.execute(params![id, on, owner, is_in])?;
    Ok(())
}

/// Who entered or left from a day on, the latest first; of several moves of one owner the last, and none of who stands as
/// before that day: moves take turns, so they are an even number then.
pub(in super::super) fn since(conn: &Connection, id: SegmentId, from: Day) -> Result<Vec<Moved>> {
    let sql = "SELECT owner_id, max(moved_on), is_in, count(*) % 2
               FROM segment_moves WHERE segment_id = ?1 AND moved_on >= ?2
               GROUP BY owner_id ORDER BY 2 DESC, owner_id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map((id, from), |row| {
        let is_odd: bool = row.get(3)?;
        Ok(is_odd.then_some(Moved { owner: row.get(0)?, on: row.get(1)?, is_in: row.get(2)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}
