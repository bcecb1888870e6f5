//! SQL of the balances that are kept beside the ledger.

use super::{ALL_POSTINGS, Posting, posting_of, postings};
use crate::{
    Result,
    clinic::{LoyaltyRules, Progress, Read},
    records::loyalty::rules::{expiries, lots},
    values::{Day, OwnerId},
};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::HashMap;

/// Owners between two steps of progress.
const STRIDE: u64 = 1_000;

/// An owner's balance: points, and what expires next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::records::loyalty) struct Balance {
    points: i64,
    next: Option<(Day, i64)>,
}

/// The balance that entries make; none without entries.
fn balance_of(postings: &[Posting], rules: &LoyaltyRules) -> Option<Balance> {
    if postings.is_empty() {
        return None;
    }
    let points = postings.iter().map(|posting| posting.points).sum();
    Some(Balance { points, next: expiries(&lots(postings, rules)).first().copied() })
}

/// The balance that an owner's entries make.
pub(in crate::records::loyalty) fn computed(read: &Read, owner: OwnerId) -> Result<Option<Balance>> {
    Ok(balance_of(&postings(read, owner)?, &read.settings.loyalty))
}

/// The balance that is kept of an owner.
pub(in crate::records::loyalty) fn kept(read: &Read, owner: OwnerId) -> Result<Option<Balance>> {
    let sql = "SELECT points, next_expiry_on, next_expiry_points FROM loyalty_balances WHERE owner_id = ?1";
    Ok(read.conn().prepare_cached(sql)?.query_row([owner], kept_of).optional()?)
}

fn kept_of(row: &Row<'_>) -> rusqlite::Result<Balance> {
    let (on, points): (Option<Day>, i64) = (row.get(1)?, row.get(2)?);
    Ok(Balance { points: row.get(0)?, next: on.map(|on| (on, points)) })
}

/// Keeps an owner's balance, or that there is none.
pub(in crate::records::loyalty) fn keep(read: &Read, owner: OwnerId, balance: Option<Balance>) -> Result<()> {
    let Some(Balance { points, next }) = balance else {
        read.conn().prepare_cached("DELETE FROM loyalty_balances WHERE owner_id = ?1")?.execute([owner])?;
        return Ok(());
    };
    let sql = "INSERT INTO loyalty_balances (owner_id, points, next_expiry_on, next_expiry_points)
               VALUES (?1, ?2, ?3, ?4) ON CONFLICT (owner_id) DO UPDATE SET points = excluded.points,
                 next_expiry_on = excluded.next_expiry_on, next_expiry_points = excluded.next_expiry_points";
    let (on, expiring) = next.map_or((None, 0), |(on, points)| (Some(on), points));
    read.conn().prepare_cached(sql)?.execute(params![owner, points, on, expiring])?;
    Ok(())
}

/// Gives every owner whose kept balance is not the ledger's, with the ledger's: one pass over all entries, as an import
/// may have brought everybody's.
pub(in crate::records::loyalty) fn each_differing(
    read: &Read,
    progress: &Progress,
    mut give: impl FnMut(OwnerId, Option<Balance>) -> Result<()>,
) -> Result<()> {
    let sql = "SELECT points, next_expiry_on, next_expiry_points, owner_id FROM loyalty_balances";
    let mut statement = read.conn().prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, OwnerId>(3)?, kept_of(row)?)))?;
    let mut kept = rows.collect::<rusqlite::Result<HashMap<_, _>>>()?;
    let total = u64::try_from(kept.len()).unwrap_or(u64::MAX);

    let mut compare = |owner: OwnerId, postings: &[Posting]| {
        let balance = balance_of(postings, &read.settings.loyalty);
        if kept.remove(&owner) == balance { Ok(()) } else { give(owner, balance) }
    };
    let mut statement = read.conn().prepare_cached(ALL_POSTINGS)?;
    let mut rows = statement.query([])?;
    let (mut of, mut postings, mut done) = (None, Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let owner: OwnerId = row.get(6)?;
        if let Some(last) = of.replace(owner).filter(|last| *last != owner) {
            compare(last, &postings)?;
            postings.clear();
            done += 1;
            if done % STRIDE == 0 {
                progress.step("progress.points", done, total.max(done))?;
            }
        }
        postings.push(posting_of(row)?);
    }
    if let Some(last) = of {
        compare(last, &postings)?;
    }
    kept.into_keys().try_for_each(|owner| give(owner, None))
}
