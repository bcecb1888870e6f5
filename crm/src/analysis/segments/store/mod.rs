//! SQL of segments: their rows, their sizes, and their members' lines.

pub(super) mod moves;
pub(super) mod names;
pub(super) mod order;
pub(super) mod traits;

use super::{
    Member, NewSegment, Segment, SegmentSize,
    sql::{Compiled, Sets, Statement},
};
use crate::{
    Error, Result,
    analysis::metrics,
    clinic::{IdSet, Read},
    records::columns::Columns,
    values::{ChurnRisk, Day, ExternalId, Instant, Lifecycle, OwnerId, SegmentId, Tier},
};
use rusqlite::{Connection, OptionalExtension as _, Params, Row, params, params_from_iter};
use std::collections::HashMap;

const SEGMENTS: &str =
    "SELECT id, external_id, name, slug, description, criteria_json, is_active, member_count,
    last_calculated_at, created_at FROM segments";

fn segment_of(row: &Row<'_>) -> rusqlite::Result<Segment> {
    let mut columns = Columns::of(row);
    Ok(Segment {
        id: columns.next()?,
        external_id: columns.next()?,
        name: columns.next()?,
        slug: columns.next()?,
        description: columns.next()?,
        criteria: columns.next()?,
        is_active: columns.next()?,
        member_count: columns.next()?,
        last_calculated_at: columns.next()?,
        created_at: columns.next()?,
    })
}

pub(super) fn list(conn: &Connection) -> Result<Vec<Segment>> {
    let sql = format!("{SEGMENTS} ORDER BY is_active DESC, name COLLATE NOCASE, id");
    let mut statement = conn.prepare_cached(&sql)?;
    Ok(statement.query_map([], segment_of)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn by_id(conn: &Connection, id: SegmentId) -> Result<Segment> {
    let sql = format!("{SEGMENTS} WHERE id = ?1");
    let segment = conn.prepare_cached(&sql)?.query_row([id], segment_of).optional()?;
    segment.ok_or_else(|| Error::not_found("segment"))
}

pub(super) fn by_slug(conn: &Connection, slug: &str) -> Result<Option<Segment>> {
    let sql = format!("{SEGMENTS} WHERE slug = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([slug], segment_of).optional()?)
}

/// By slug, or else by permanent id.
pub(super) fn by_name(conn: &Connection, text: &str) -> Result<Option<Segment>> {
    let sql = format!("{SEGMENTS} WHERE slug = ?1 OR external_id = ?1 ORDER BY slug = ?1 DESC LIMIT 1");
    Ok(conn.prepare_cached(&sql)?.query_row([text], segment_of).optional()?)
}

pub(super) fn insert(
    conn: &Connection,
    new: &NewSegment,
    external_id: &ExternalId,
    now: Instant,
) -> Result<SegmentId> {
    let sql = "INSERT INTO segments (external_id, name, slug, description, criteria_json, created_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![external_id, new.name, new.slug, new.description, new.criteria, now];
    conn.prepare_cached(sql)?.execute(values)?;
    Ok(SegmentId(conn.last_insert_rowid()))
}

pub(super) fn update(conn: &Connection, id: SegmentId, new: &NewSegment) -> Result<()> {
    let sql = "UPDATE segments SET name = ?2, slug = ?3, description = ?4, criteria_json = ?5 WHERE id = ?1";
    conn.prepare_cached(sql)?.execute(params![id, new.name, new.slug, new.description, new.criteria])?;
    Ok(())
}

pub(super) fn set_active(conn: &Connection, id: SegmentId, is_active: bool) -> Result<()> {
    conn.prepare_cached("UPDATE segments SET is_active = ?2 WHERE id = ?1")?.execute((id, is_active))?;
    Ok(())
}

/// Keeps the size, as that of today too.
pub(super) fn set_size(conn: &Connection, id: SegmentId, count: u32, today: Day, now: Instant) -> Result<()> {
    let sql = "UPDATE segments SET member_count = ?2, last_calculated_at = ?3 WHERE id = ?1";
    conn.prepare_cached(sql)?.execute((id, count, now))?;
    let sql = "INSERT INTO segment_sizes (segment_id, measured_on, member_count) VALUES (?1, ?2, ?3)
               ON CONFLICT (segment_id, measured_on) DO UPDATE SET member_count = excluded.member_count";
    conn.prepare_cached(sql)?.execute((id, today, count))?;
    Ok(())
}

/// Whether a segment in use has no size of this day.
pub(super) fn is_any_uncounted(conn: &Connection, today: Day) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM segments s WHERE s.is_active = 1
                 AND NOT EXISTS (SELECT 1 FROM segment_sizes z WHERE z.segment_id = s.id AND z.measured_on = ?1))";
    Ok(conn.prepare_cached(sql)?.query_row([today], |row| row.get(0))?)
}

/// Sizes from a day on, the earliest first, of one segment or all.
pub(super) fn sizes(
    conn: &Connection,
    one: Option<SegmentId>,
    from: Day,
) -> Result<HashMap<SegmentId, Vec<SegmentSize>>> {
    let sql = "SELECT segment_id, measured_on, member_count FROM segment_sizes
               WHERE segment_id BETWEEN coalesce(?1, 0) AND coalesce(?1, 9223372036854775807) AND measured_on >= ?2
               ORDER BY segment_id, measured_on";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((one, from))?;
    let mut sizes: HashMap<SegmentId, Vec<SegmentSize>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let size = SegmentSize { day: row.get(1)?, count: row.get(2)? };
        sizes.entry(row.get(0)?).or_default().push(size);
    }
    Ok(sizes)
}

impl Statement {
    /// What this statement binds: it may leave out the last of the values, which another of the same criteria needs.
    fn bound(&self, prepared: &rusqlite::Statement<'_>) -> impl Params + use<'_> {
        params_from_iter(self.values.iter().take(prepared.parameter_count()))
    }
}

/// A sum, as a number.
pub(super) fn sum(conn: &Connection, statement: &Statement) -> Result<i64> {
    let mut prepared = conn.prepare_cached(&statement.sql)?;
    let bound = statement.bound(&prepared);
    Ok(prepared.query_row(bound, |row| row.get(0))?)
}

pub(super) fn ids(conn: &Connection, statement: &Statement) -> Result<Vec<OwnerId>> {
    let mut prepared = conn.prepare_cached(&statement.sql)?;
    let bound = statement.bound(&prepared);
    let rows = prepared.query_map(bound, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn owners(conn: &Connection, statement: &Statement) -> Result<IdSet> {
    IdSet::of(conn, &statement.sql, &statement.values)
}

/// Everybody who meets criteria, as a set; of several sets the first is read beside the others.
pub(super) fn meeting(read: &Read<'_>, compiled: &Compiled) -> Result<IdSet> {
    let Sets { first, others, out } = compiled.sets();
    let first = |read: &Read<'_>| owners(read.conn(), &first);
    let met = if others.is_empty() {
        first(read)?
    } else {
        let others =
            |read: &Read<'_>| others.iter().map(|set| owners(read.conn(), set)).collect::<Result<Vec<_>>>();
        let (others, first) = read.both(others, first)?;
        others.iter().fold(first, IdSet::and)
    };
    Ok(match out {
        Some(out) => met.less(&owners(read.conn(), &out)?),
        None => met,
    })
}

fn json_of(ids: &[OwnerId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    format!("[{}]", ids.join(","))
}

/// The permanent ids of owners.
pub(super) fn external_ids(conn: &Connection, ids: &[OwnerId]) -> Result<Vec<String>> {
    let sql = "SELECT o.external_id FROM json_each(?1) j CROSS JOIN owners o ON o.id = j.value ORDER BY o.external_id";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_map([json_of(ids)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The lines of these owners, in their order.
pub(super) fn members(read: &Read<'_>, ids: &[OwnerId]) -> Result<Vec<Member>> {
    let list = json_of(ids);
    let sql = "SELECT p.owner_id, p.name FROM json_each(?1) j CROSS JOIN pets p ON p.owner_id = j.value
               WHERE p.status = 'active' ORDER BY p.owner_id, p.id";
    let mut pets: HashMap<OwnerId, Vec<String>> = HashMap::new();
    let mut statement = read.conn().prepare_cached(sql)?;
    let mut rows = statement.query([&list])?;
    while let Some(row) = rows.next()? {
        pets.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let stakes = metrics::stakes_of(read, ids)?;
    let sql = "SELECT o.id, o.external_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.kind,
                 o.phone, o.email, o.city, f.last_visit_on, f.total_spent_cents, f.churn_risk, f.lifecycle, f.tier
               FROM json_each(?1) j CROSS JOIN owners o ON o.id = j.value LEFT JOIN owner_figures f ON f.owner_id = o.id
               ORDER BY j.key";
    let mut statement = read.conn().prepare_cached(sql)?;
    let members = statement.query_map([&list], |row| {
        let mut columns = Columns::of(row);
        let id: OwnerId = columns.next()?;
        let mut member = Member {
            id,
            external_id: columns.next()?,
            name: columns.next()?,
            kind: columns.next()?,
            pets: pets.remove(&id).unwrap_or_default(),
            phone: columns.next()?,
            email: columns.next()?,
            city: columns.next()?,
            last_visit_on: columns.next()?,
            days_since_visit: None,
            spent_cents: columns.next::<Option<_>>()?.unwrap_or_default(),
            risk: columns.next::<Option<_>>()?.unwrap_or(ChurnRisk::None),
            lifecycle: columns.next::<Option<_>>()?.unwrap_or(Lifecycle::Lead),
            tier: columns.next::<Option<_>>()?.unwrap_or(Tier::New),
            at_stake_cents: stakes.get(&id).copied().flatten(),
        };
        member.days_since_visit = member.last_visit_on.map(|day| read.today.since(day));
        Ok(member)
    })?;
    Ok(members.collect::<rusqlite::Result<_>>()?)
}
