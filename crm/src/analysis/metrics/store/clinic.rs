//! What the clinic's own figures read beside the kept ones.

use super::super::{
    Rate,
    clinic::{ChannelResponse, TopOwner},
    shopping::BoughtItem,
};
use crate::{
    Result,
    records::owners::OUT_OF_LISTS,
    values::{Day, OwnerId, StaffId},
};
use rusqlite::{Connection, Params, Row};
use std::collections::HashMap;

fn rows<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    Ok(conn.prepare_cached(sql)?.query_map(params, read)?.collect::<rusqlite::Result<_>>()?)
}

/// The owners that counts are about, in the order of their ids.
pub(in super::super) fn counted_owners(conn: &Connection) -> Result<Vec<OwnerId>> {
    let sql = "SELECT id FROM owners
               WHERE is_active = 1 AND blocked_at IS NULL AND anonymised_at IS NULL ORDER BY id";
    rows(conn, sql, [], |row| row.get(0))
}

/// Goes through all owners in the order of the ids that they were imported under.
pub(in super::super) fn each_external_id(
    conn: &Connection,
    mut f: impl FnMut(OwnerId, &str) -> Result<()>,
) -> Result<()> {
    let mut statement = conn.prepare_cached("SELECT id, external_id FROM owners ORDER BY external_id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        f(row.get(0)?, row.get_ref(1)?.as_str()?)?;
    }
    Ok(())
}

/// The products that an owner bought up to a day, earliest first.
pub(in super::super) fn items(conn: &Connection, owner: OwnerId, today: Day) -> Result<Vec<BoughtItem>> {
    rows(conn, include_str!("items.sql"), (owner, today), |row| {
        Ok(BoughtItem {
            product_id: row.get(0)?,
            name: row.get(1)?,
            category: row.get(2)?,
            quantity_milli: row.get(3)?,
            amount: row.get(4)?,
            bought_on: row.get(5)?,
        })
    })
}

/// Follow-ups required, not completed and due on that day, of owners who are in lists to contact.
pub(in super::super) fn follow_ups_due(conn: &Connection, today: Day) -> Result<i64> {
    let sql = "SELECT count(*) FROM interactions
               WHERE follow_up_required = 1 AND follow_up_is_completed = 0 AND follow_up_on <= ?1
                 AND owner_id NOT IN (SELECT id FROM owners
                                      WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL)";
    Ok(conn.prepare_cached(sql)?.query_row([today], |row| row.get(0))?)
}

/// Interactions of one day by one channel and one staff member.
pub(in super::super) struct Talk {
    pub(in super::super) day: Day,
    pub(in super::super) channel: String,
    pub(in super::super) staff_id: Option<StaffId>,
    pub(in super::super) count: i64,
}

/// Interactions of some days, both ends included: one pass, whatever they are counted by.
pub(in super::super) fn talks(conn: &Connection, from: Day, to: Day) -> Result<Vec<Talk>> {
    let sql = "SELECT happened_on, channel, handled_by, count(*) FROM interactions
               WHERE happened_on BETWEEN ?1 AND ?2 GROUP BY happened_on, channel, handled_by";
    rows(conn, sql, (from, to), |row| {
        Ok(Talk { day: row.get(0)?, channel: row.get(1)?, staff_id: row.get(2)?, count: row.get(3)? })
    })
}

/// The names of the staff.
pub(in super::super) fn staff_names(conn: &Connection) -> Result<HashMap<StaffId, String>> {
    let names = rows(conn, "SELECT id, name FROM staff", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(names.into_iter().collect())
}

/// Messages sent and answered up to a day, by channel.
pub(in super::super) fn responses(conn: &Connection, today: Day) -> Result<Vec<ChannelResponse>> {
    let sql = "SELECT channel, count(*), count(*) FILTER (WHERE answered_on <= ?1) FROM messages
               WHERE direction = 'outbound' AND sent_on <= ?1 AND status NOT IN ('draft', 'queued', 'failed')
               GROUP BY channel ORDER BY channel";
    rows(conn, sql, [today], |row| {
        let (sent, answered) = (row.get(1)?, row.get(2)?);
        Ok(ChannelResponse { channel: row.get(0)?, sent, answered, rate: Rate::of(answered, sent) })
    })
}

/// Messages sent to an owner and answered up to a day, by channel.
pub(in super::super) fn responses_of(
    conn: &Connection,
    owner: OwnerId,
    today: Day,
) -> Result<Vec<ChannelResponse>> {
    let sql = "SELECT channel, count(*), count(*) FILTER (WHERE answered_on <= ?2) FROM messages
               WHERE owner_id = ?1 AND direction = 'outbound' AND sent_on <= ?2
                 AND status NOT IN ('draft', 'queued', 'failed')
               GROUP BY channel ORDER BY channel";
    rows(conn, sql, (owner, today), |row| {
        let (sent, answered) = (row.get(1)?, row.get(2)?);
        Ok(ChannelResponse { channel: row.get(0)?, sent, answered, rate: Rate::of(answered, sent) })
    })
}

/// Owners with a visit before the period, and of those with one in it.
pub(in super::super) fn retention(conn: &Connection, before: Day, from: Day, to: Day) -> Result<(i64, i64)> {
    let mut statement = conn.prepare_cached(include_str!("retention.sql"))?;
    Ok(statement.query_row((before, from, to), |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Those owners themselves, all or only those who returned or did not.
pub(in super::super) fn retained(
    conn: &Connection,
    before: Day,
    from: Day,
    to: Day,
    returned: Option<bool>,
) -> Result<Vec<OwnerId>> {
    let sql = "SELECT owner_id FROM appointments
               WHERE status = 'completed' AND +starts_on BETWEEN ?1 AND ?3
                 AND owner_id NOT IN (SELECT id FROM owners INDEXED BY owners_out_of_lists
                                      WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL)
               GROUP BY owner_id
               HAVING max(starts_on < ?2) AND (?4 IS NULL OR max(starts_on >= ?2) = ?4)";
    rows(conn, sql, (before, from, to, returned), |row| row.get(0))
}

/// Owners by what is kept as spent in the last 365 days.
pub(in super::super) fn kept_top_customers(conn: &Connection, limit: u32) -> Result<Vec<TopOwner>> {
    let sql = format!(
        "SELECT owner_id, year_spent_cents FROM owner_figures INDEXED BY owner_figures_by_year_spent
         WHERE year_spent_cents > 0 AND owner_id NOT IN ({OUT_OF_LISTS})
         ORDER BY year_spent_cents DESC, owner_id LIMIT ?1"
    );
    rows(conn, &sql, [limit], top_owner)
}

/// The same from the facts: owners by net spending between two days.
pub(in super::super) fn top_customers(
    conn: &Connection,
    from: Day,
    to: Day,
    limit: u32,
) -> Result<Vec<TopOwner>> {
    rows(conn, include_str!("top_customers.sql"), (from, to, limit), top_owner)
}

/// Ten owners by how many they brought.
pub(in super::super) fn top_referrers(conn: &Connection) -> Result<Vec<TopOwner>> {
    let sql = "SELECT w.id, count(*) AS brought FROM owners o JOIN owners w ON w.id = o.referred_by
               WHERE o.referred_by IS NOT NULL
                 AND w.is_active = 1 AND w.blocked_at IS NULL AND w.anonymised_at IS NULL
               GROUP BY o.referred_by ORDER BY brought DESC, w.id LIMIT 10";
    rows(conn, sql, [], top_owner)
}

fn top_owner(row: &Row<'_>) -> rusqlite::Result<TopOwner> {
    Ok(TopOwner { owner_id: row.get(0)?, value: row.get(1)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clinic::{Actor, Clock, Create, Opening, Progress, View},
        metrics::bring_up_to_date,
        segments::agreement::any_clinic,
    };

    #[test]
    fn who_spent_the_most_is_kept_day_by_day_as_the_facts_have_it() {
        let folder = tempfile::tempdir().unwrap();
        let open = |day: Day| {
            let opening = Opening { create: Create::IfMissing, clock: Clock::On(day), ..Opening::default() };
            crate::open(&folder.path().join("clinic"), opening).unwrap()
        };
        let mut day = Day::parse("2026-10-31").unwrap();
        any_clinic::fill(&open(day), 11);
        let mut seen = 0;
        for step in [0, 1, 1, 13, 40, 1, 200, 365, -300, 2] {
            day = day.plus(step);
            let clinic = open(day);
            bring_up_to_date(&clinic, &Actor::BUILT_IN, &Progress::silent()).unwrap();
            let (kept, computed) = clinic
                .read(&Actor::BUILT_IN, View::Records, |r| {
                    let computed = top_customers(r.conn(), day.plus(-364), day, 9)?;
                    Ok((kept_top_customers(r.conn(), 9)?, computed))
                })
                .unwrap();
            assert_eq!(kept, computed, "{day}");
            seen += kept.len();
        }
        assert!(seen > 20, "{seen}");
    }
}
