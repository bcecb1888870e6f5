//! What owners spent in the last 12 months: the sum moves with every day, so it is kept for one day and rolled over.

use crate::{
    Result,
    analysis::metrics::{self, PurchaseFact, TopOwner},
    clinic::Read,
    records::owners::OUT_OF_LISTS,
    values::{Day, OwnerId},
};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::BTreeMap;

/// Twelve months.
const YEAR_DAYS: i32 = 365;

/// A sum, and the first day on which it changes by the calendar alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spent {
    cents: i64,
    changes_on: Option<Day>,
}

/// A purchase counts from its day on for 365 days. Nothing of an owner for whom nothing counts, now or later.
fn spent(purchases: &[PurchaseFact], day: Day) -> Option<Spent> {
    let counts = |one: &&PurchaseFact| (0..YEAR_DAYS).contains(&day.since(one.day));
    let cents = purchases.iter().filter(counts).map(|one| one.net.cents()).sum();
    let turns = purchases.iter().flat_map(|one| [one.day, one.day.plus(YEAR_DAYS)]);
    let changes_on = turns.filter(|turn| *turn > day).min();
    (cents != 0 || changes_on.is_some()).then_some(Spent { cents, changes_on })
}

/// The day that the sums hold for; nothing where they are not built.
pub(super) fn held_on(conn: &Connection) -> Result<Option<Day>> {
    let sql = "SELECT spent_on FROM shortcuts_state";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?)
}

fn put(conn: &Connection, owner: OwnerId, spent: Option<Spent>) -> Result<()> {
    let Some(Spent { cents, changes_on }) = spent else {
        conn.prepare_cached("DELETE FROM recent_spending WHERE owner_id = ?1")?.execute([owner])?;
        return Ok(());
    };
    // Mostly the sum alone is another: the index of the days stays as it is then.
    let sum = "UPDATE recent_spending SET spent_cents = ?2
               WHERE owner_id = ?1 AND changes_on IS ?3 AND spent_cents IS NOT ?2";
    if conn.prepare_cached(sum)?.execute(params![owner, cents, changes_on])? == 0 {
        let both = "INSERT INTO recent_spending (owner_id, spent_cents, changes_on) VALUES (?1, ?2, ?3)
                    ON CONFLICT (owner_id) DO UPDATE SET spent_cents = ?2, changes_on = ?3
                    WHERE changes_on IS NOT ?3";
        conn.prepare_cached(both)?.execute(params![owner, cents, changes_on])?;
    }
    Ok(())
}

/// Brings an owner's sum up to date, as of the day that all hold for.
pub(super) fn note(read: &Read<'_>, owner: OwnerId, day: Day) -> Result<()> {
    put(read.conn(), owner, spent(&metrics::purchases_of(read, owner)?, day))
}

/// Everybody's sums as of a day.
fn fresh(read: &Read<'_>, day: Day) -> Result<BTreeMap<OwnerId, Spent>> {
    let mut all = BTreeMap::new();
    metrics::each_owner_buying(read, |owner, facts| {
        all.extend(spent(&facts.purchases, day).map(|spent| (owner, spent)));
        Ok(())
    })?;
    Ok(all)
}

/// Builds everybody's sums.
pub(super) fn build(read: &Read<'_>) -> Result<()> {
    let conn = read.conn();
    conn.execute("DELETE FROM recent_spending", [])?;
    fresh(read, read.today)?.into_iter().try_for_each(|(owner, spent)| put(conn, owner, Some(spent)))
}

/// Brings the sums to today: those that the calendar changes, or all where it went back.
pub(super) fn roll_over(read: &Read<'_>) -> Result<()> {
    let conn = read.conn();
    match held_on(conn)? {
        Some(day) if day <= read.today => {
            let sql = "SELECT owner_id FROM recent_spending WHERE changes_on <= ?1";
            let mut statement = conn.prepare_cached(sql)?;
            let stale = statement.query_map([read.today], |row| row.get(0))?;
            for owner in stale.collect::<rusqlite::Result<Vec<OwnerId>>>()? {
                note(read, owner, read.today)?;
            }
        }
        _ => build(read)?,
    }
    conn.prepare_cached("UPDATE shortcuts_state SET spent_on = ?1")?.execute([read.today])?;
    Ok(())
}

/// Owners whose kept sum is not that of their purchases.
pub(super) fn differing(read: &Read<'_>) -> Result<Vec<OwnerId>> {
    let Some(day) = held_on(read.conn())? else { return Ok(Vec::new()) };
    let mut fresh = fresh(read, day)?;
    let mut statement =
        read.conn().prepare("SELECT owner_id, spent_cents, changes_on FROM recent_spending")?;
    let mut rows = statement.query([])?;
    let mut differing = Vec::new();
    while let Some(row) = rows.next()? {
        let owner = row.get(0)?;
        if fresh.remove(&owner) != Some(Spent { cents: row.get(1)?, changes_on: row.get(2)? }) {
            differing.push(owner);
        }
    }
    differing.extend(fresh.into_keys());
    Ok(differing)
}

/// Whether what owners spent in the last 12 months is kept as of today.
///
/// # Errors
/// What the database says.
pub fn is_spending_kept(read: &Read<'_>) -> Result<bool> {
    Ok(held_on(read.conn())? == Some(read.today))
}

/// Who spent the most (net) in the last 12 months, as [`metrics::top_customers`] has it.
///
/// # Errors
/// What the database says.
pub fn top_spenders(read: &Read<'_>, limit: u32) -> Result<Vec<TopOwner>> {
    if !is_spending_kept(read)? {
        return metrics::top_customers(read, limit);
    }
    let sql = format!(
        "SELECT owner_id, spent_cents FROM recent_spending INDEXED BY recent_spending_by_amount
         WHERE spent_cents > 0 AND owner_id NOT IN ({OUT_OF_LISTS}) ORDER BY spent_cents DESC, owner_id LIMIT ?1"
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    let top =
        statement.query_map([limit], |row| Ok(TopOwner { owner_id: row.get(0)?, value: row.get(1)? }))?;
    Ok(top.collect::<rusqlite::Result<_>>()?)
}
