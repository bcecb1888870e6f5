//! What the dashboard reads: sums by day, from covering indexes alone.

use super::figures::Of;
use crate::{
    Result,
    analysis::reports::report::Period,
    clinic::IdSet,
    values::{Day, Instant, Lifecycle, Money, OwnerId, StaffId},
};
use rusqlite::{Connection, Params, Row};
use std::collections::{BTreeMap, HashMap};

/// Messages of one day that were answered on one day, or never.
pub(super) struct Sent {
    pub(super) day: Day,
    pub(super) answered: Option<Day>,
    pub(super) count: i64,
}

/// Interactions of one day by one channel and one member of staff.
pub(super) struct Talk {
    pub(super) day: Day,
    pub(super) channel: String,
    pub(super) staff: Option<StaffId>,
    pub(super) count: i64,
}

fn rows<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    Ok(conn.prepare_cached(sql)?.query_map(params, read)?.collect::<rusqlite::Result<_>>()?)
}

fn by_day<T>(
    conn: &Connection,
    sql: &str,
    span: Period,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<BTreeMap<Day, T>> {
    let days = rows(conn, sql, [span.from, span.to], |row| Ok((row.get(0)?, read(row)?)))?;
    Ok(days.into_iter().collect())
}

/// Net income by its day, as the revenue report has it.
pub(super) fn income(conn: &Connection, span: Period) -> Result<BTreeMap<Day, Money>> {
    let mut days: BTreeMap<Day, Money> = BTreeMap::new();
    for (day, net) in rows(conn, include_str!("income.sql"), [span.from, span.to], |row| {
        Ok((row.get::<_, Day>(0)?, row.get::<_, Money>(1)?))
    })? {
        *days.entry(day).or_default() += net;
    }
    Ok(days)
}

/// Visits by day: owners with a completed appointment.
pub(super) fn visits(conn: &Connection, span: Period) -> Result<BTreeMap<Day, i64>> {
    let sql = "SELECT starts_on, count(DISTINCT owner_id) FROM appointments
               WHERE starts_on BETWEEN ?1 AND ?2 AND status = 'completed' GROUP BY starts_on";
    by_day(conn, sql, span, |row| row.get(1))
}

/// Follow-ups by the day they fell due: kept, of all.
pub(super) fn follow_ups(conn: &Connection, span: Period) -> Result<BTreeMap<Day, Of>> {
    let mut days: BTreeMap<Day, Of> = BTreeMap::new();
    // What is owed and what was kept have an index each.
    for (sql, is_kept) in [
        (
            "SELECT follow_up_on, count(*) FROM interactions WHERE follow_up_required = 1
               AND follow_up_is_completed = 0 AND follow_up_on BETWEEN ?1 AND ?2 GROUP BY follow_up_on",
            0,
        ),
        (
            "SELECT follow_up_on, count(*) FROM interactions WHERE follow_up_required = 1
               AND follow_up_is_completed = 1 AND follow_up_on BETWEEN ?1 AND ?2 GROUP BY follow_up_on",
            1,
        ),
    ] {
        for (day, count) in by_day(conn, sql, span, |row| row.get::<_, i64>(1))? {
            let of = days.entry(day).or_default();
            of.part += count * is_kept;
            of.whole += count;
        }
    }
    Ok(days)
}

/// Opinions with a rating by day: the sum of the ratings, and how many.
pub(super) fn feedback(conn: &Connection, span: Period) -> Result<BTreeMap<Day, Of>> {
    let sql = "SELECT received_on, sum(rating), count(rating) FROM feedback
               WHERE received_on BETWEEN ?1 AND ?2 AND rating IS NOT NULL GROUP BY received_on";
    by_day(conn, sql, span, |row| Ok(Of { part: row.get(1)?, whole: row.get(2)? }))
}

/// Messages that went out, by day and by the day of the answer.
pub(super) fn messages(conn: &Connection, span: Period) -> Result<Vec<Sent>> {
    let sql = "SELECT sent_on, answered_on, count(*) FROM messages
               WHERE direction = 'outbound' AND sent_on BETWEEN ?1 AND ?2
                 AND status NOT IN ('draft', 'queued', 'failed') GROUP BY sent_on, answered_on";
    rows(conn, sql, [span.from, span.to], |row| {
        Ok(Sent { day: row.get(0)?, answered: row.get(1)?, count: row.get(2)? })
    })
}

/// Interactions by day, channel and who handled them.
pub(super) fn talks(conn: &Connection, span: Period) -> Result<Vec<Talk>> {
    let sql = "SELECT happened_on, channel, handled_by, count(*) FROM interactions
               WHERE happened_on BETWEEN ?1 AND ?2 GROUP BY happened_on, channel, handled_by";
    rows(conn, sql, [span.from, span.to], |row| {
        Ok(Talk { day: row.get(0)?, channel: row.get(1)?, staff: row.get(2)?, count: row.get(3)? })
    })
}

/// Points by day, given and taken.
pub(super) fn points(conn: &Connection, to: Day) -> Result<BTreeMap<Day, i64>> {
    let sql = "SELECT entered_on, sum(points) FROM loyalty_entries WHERE entered_on BETWEEN ?1 AND ?2
               GROUP BY entered_on";
    by_day(conn, sql, Period { from: Day::from_number(i32::MIN), to }, |row| row.get(1))
}

pub(super) fn staff_names(conn: &Connection) -> Result<HashMap<StaffId, String>> {
    let names = rows(conn, "SELECT id, name FROM staff", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(names.into_iter().collect())
}

/// Who does not count on a day: those out of lists, and those who are not known yet.
pub(super) fn not_counted(conn: &Connection, until: Instant) -> Result<IdSet> {
    let sql = "SELECT id FROM owners INDEXED BY owners_out_of_lists
               WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL
               UNION ALL
               SELECT o.id FROM owners o INDEXED BY owners_by_creation JOIN owner_figures f ON f.owner_id = o.id
               WHERE o.created_at >= ?1 AND f.first_visit_on IS NULL AND f.first_purchase_on IS NULL";
    IdSet::of(conn, sql, &[until.millis().into()])
}

/// The kept stage of everybody but these.
pub(super) fn stages(conn: &Connection, but: &IdSet) -> Result<BTreeMap<Lifecycle, i64>> {
    let mut stages: BTreeMap<Lifecycle, i64> = Lifecycle::ALL.iter().map(|stage| (*stage, 0)).collect();
    let sql = "SELECT owner_id, lifecycle FROM owner_figures INDEXED BY owner_figures_by_stage";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !but.has(row.get(0)?) {
            *stages.entry(row.get(1)?).or_default() += 1;
        }
    }
    Ok(stages)
}

/// The few who are in no count, in the order of their ids.
pub(super) fn left_out(conn: &Connection) -> Result<Vec<OwnerId>> {
    let sql =
        "SELECT id FROM owners WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL
               ORDER BY id";
    rows(conn, sql, [], |row| row.get(0))
}
