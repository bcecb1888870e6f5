//! SQL of the points ledger.

pub(super) mod balances;
pub(super) mod corrections;
pub(super) mod kept;
pub(super) mod purchases;

use super::{
    EntryKind, LoyaltyEntry,
    rules::{Lot, Posting, Settled},
};
use crate::{
    Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{Day, ExternalId, Instant, InvoiceId, LoyaltyEntryId, Money, OrderId, OwnerId},
};
use rusqlite::{OptionalExtension, Row, params};

/// An entry that is about to be written.
#[derive(Debug, Clone)]
pub(super) struct NewEntry {
    pub owner: OwnerId,
    pub kind: EntryKind,
    pub points: i64,
    pub description: String,
    pub purchase: Option<PurchaseMark>,
    pub reverses: Option<LoyaltyEntryId>,
    pub shortfall: i64,
    pub at: Instant,
    /// An id that the same event always has; else one is born.
    pub external_id: Option<String>,
}

/// How an entry names its purchase.
#[derive(Debug, Clone)]
pub(super) struct PurchaseMark {
    pub key: String,
    pub invoice: Option<InvoiceId>,
    pub order: Option<OrderId>,
    pub due: Option<i64>,
    pub per_point: Option<Money>,
}

impl NewEntry {
    pub(super) fn new(owner: OwnerId, kind: EntryKind, points: i64, at: Instant) -> Self {
        Self {
            owner,
            kind,
            points,
            description: String::new(),
            purchase: None,
            reverses: None,
            shortfall: 0,
            at,
            external_id: None,
        }
    }
}

/// Writes an entry. Ids born in the same moment sort in the order of their births: so does the ledger everywhere.
pub(super) fn insert(w: &Write<'_>, new: &NewEntry) -> Result<LoyaltyEntryId> {
    let sql =
        "INSERT INTO loyalty_entries (external_id, owner_id, kind, points, description, order_id, invoice_id,
                 reverses_id, staff_id, entered_at, entered_on, purchase, due_points, point_cents, shortfall)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    let next: i64 = w
        .conn()
        .prepare_cached("SELECT coalesce(max(id), 0) + 1 FROM loyalty_entries")?
        .query_row([], |row| row.get(0))?;
    let born = || {
        let ExternalId(born) = ExternalId::born(w.now);
        let (time, random) = born.split_at_checked(13).unwrap_or((&born, ""));
        format!("{time}{next:08X}{}", random.get(8..).unwrap_or_default())
    };
    let external_id = new.external_id.clone().unwrap_or_else(born);
    let mark = new.purchase.as_ref();
    let staff = (new.kind != EntryKind::Expire).then_some(w.actor.staff);
    w.conn().prepare_cached(sql)?.execute(params![
        external_id,
        new.owner,
        new.kind,
        new.points,
        new.description,
        mark.and_then(|mark| mark.order),
        mark.and_then(|mark| mark.invoice),
        new.reverses,
        staff,
        new.at,
        w.zone.day(new.at),
        mark.map(|mark| &mark.key),
        mark.and_then(|mark| mark.due),
        mark.and_then(|mark| mark.per_point),
        new.shortfall
    ])?;
    Ok(LoyaltyEntryId(w.conn().last_insert_rowid()))
}

/// What [`posting_of`] reads, and whose it is.
macro_rules! postings {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, points, entered_on, purchase, reverses_id, owner_id FROM loyalty_entries ",
            $rest
        )
    };
}

const POSTINGS: &str = postings!("WHERE owner_id = ?1 ORDER BY entered_at, external_id");
/// Everybody's, owner by owner.
const ALL_POSTINGS: &str = postings!("ORDER BY owner_id, entered_at, external_id");

/// An owner's entries in the order of the ledger.
pub(super) fn postings(read: &Read, owner: OwnerId) -> Result<Vec<Posting>> {
    let mut statement = read.conn().prepare_cached(POSTINGS)?;
    Ok(statement.query_map([owner], posting_of)?.collect::<rusqlite::Result<_>>()?)
}

fn posting_of(row: &Row<'_>) -> rusqlite::Result<Posting> {
    Ok(Posting {
        id: row.get(0)?,
        kind: row.get(1)?,
        points: row.get(2)?,
        on: row.get(3)?,
        purchase: row.get(4)?,
        reverses: row.get(5)?,
    })
}

/// The balance: the ledger's sum.
pub(super) fn balance(read: &Read, owner: OwnerId) -> Result<i64> {
    let sql = "SELECT coalesce(sum(points), 0) FROM loyalty_entries WHERE owner_id = ?1";
    Ok(read.conn().prepare_cached(sql)?.query_row([owner], |row| row.get(0))?)
}

/// An owner's entries as the screen shows them, oldest first, each with the balance after it.
pub(super) fn entries(read: &Read, owner: OwnerId) -> Result<Vec<LoyaltyEntry>> {
    let mut statement = read.conn().prepare_cached(include_str!("../entries.sql"))?;
    let mut balance = 0;
    let rows = statement.query_map([owner], |row| entry_of(row, &mut balance))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn entry_of(row: &Row<'_>, balance: &mut i64) -> rusqlite::Result<LoyaltyEntry> {
    let mut columns = Columns::of(row);
    let mut entry = LoyaltyEntry {
        id: columns.next()?,
        external_id: columns.next()?,
        kind: columns.next()?,
        points: columns.next()?,
        balance: 0,
        description: columns.next()?,
        invoice_id: columns.next()?,
        order_id: columns.next()?,
        number: columns.next()?,
        reverses: columns.next()?,
        shortfall: columns.next()?,
        staff_name: columns.next()?,
        entered_on: columns.next()?,
    };
    *balance += entry.points;
    entry.balance = *balance;
    Ok(entry)
}

/// Sums over an owner's ledger: earned less reversed, redeemed less given back, expired.
pub(super) fn totals(read: &Read, owner: OwnerId) -> Result<(i64, i64, i64)> {
    let sql = "SELECT
        coalesce(sum(points) FILTER (WHERE kind IN ('earn', 'opening') OR (kind = 'reverse' AND points < 0)), 0),
        coalesce(-sum(points) FILTER (WHERE kind = 'redeem' OR (kind = 'reverse' AND points > 0)), 0),
        coalesce(-sum(points) FILTER (WHERE kind = 'expire'), 0)
      FROM loyalty_entries WHERE owner_id = ?1";
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    Ok(read.conn().prepare_cached(sql)?.query_row([owner], row)?)
}

/// What the ledger says of a purchase, whose it is there, and the spending that earned a point; nothing where it has no
/// entries.
pub(super) fn settled(
    read: &Read,
    key: &str,
    invoice: Option<InvoiceId>,
    order: Option<OrderId>,
) -> Result<Option<(Settled, OwnerId, Option<Money>)>> {
    let sql = "SELECT points, kind, due_points, owner_id, point_cents FROM loyalty_entries
               WHERE purchase = ?1 OR (?2 IS NOT NULL AND invoice_id = ?2) OR (?3 IS NOT NULL AND order_id = ?3)
               ORDER BY entered_at, external_id";
    let mut statement = read.conn().prepare_cached(sql)?;
    let mut rows = statement.query(params![key, invoice, order])?;
    let mut found: Option<(Settled, OwnerId, Option<Money>)> = None;
    // The newest word on what it is worth is that of the entry that was written last.
    let mut newest: Option<i64> = None;
    while let Some(row) = rows.next()? {
        let (points, kind): (i64, EntryKind) = (row.get(0)?, row.get(1)?);
        let (settled, _, per_point) = found.get_or_insert((Settled::default(), row.get(3)?, None));
        settled.standing += points;
        if matches!(kind, EntryKind::Earn | EntryKind::Reverse) {
            settled.granted += points;
        }
        newest = row.get::<_, Option<i64>>(2)?.or(newest);
        *per_point = per_point.or(row.get(4)?);
    }
    if let Some((settled, _, _)) = &mut found {
        settled.due = match last_due(read, key)? {
            Some(due) => due,
            None => newest.unwrap_or(settled.granted),
        };
    }
    Ok(found)
}

/// What a purchase was worth by the entry that was written last: entries are dated by the record, not by their writing.
fn last_due(read: &Read, key: &str) -> Result<Option<i64>> {
    let sql = "SELECT due_points FROM loyalty_entries WHERE purchase = ?1 AND due_points IS NOT NULL
               ORDER BY id DESC LIMIT 1";
    Ok(read.conn().prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
}

/// Enters what has expired of a lot, under an id that this expiry always has.
pub(super) fn expire(w: &Write<'_>, owner: OwnerId, lot: &Lot, on: Day) -> Result<()> {
    let sql = "SELECT external_id, purchase, invoice_id, order_id,
                 (SELECT count(*) FROM loyalty_entries x WHERE x.reverses_id = e.id AND x.kind = 'expire')
               FROM loyalty_entries e WHERE id = ?1";
    let (external_id, mark, before): (String, Option<PurchaseMark>, i64) =
        w.conn().prepare_cached(sql)?.query_row([lot.entry], |row| {
            let key: Option<String> = row.get(1)?;
            let (invoice, order) = (row.get(2)?, row.get(3)?);
            let mark = key.map(|key| PurchaseMark { key, invoice, order, due: None, per_point: None });
            Ok((row.get(0)?, mark, row.get(4)?))
        })?;
    let external_id = match before {
        0 => format!("expired/{external_id}"),
        before => format!("expired/{external_id}/{}", before + 1),
    };
    let at = match lot.back_on {
        None => w.zone.start_of(on),
        // Behind what gave them back: before it, they were nobody's.
        Some(on) => {
            let sql =
                "SELECT max(entered_at) + 1 FROM loyalty_entries WHERE owner_id = ?1 AND entered_on <= ?2";
            w.conn().prepare_cached(sql)?.query_row(params![owner, on], |row| row.get(0))?
        }
    };
    insert(
        w,
        &NewEntry {
            purchase: mark,
            reverses: Some(lot.entry),
            external_id: Some(external_id),
            ..NewEntry::new(owner, EntryKind::Expire, -lot.left, at)
        },
    )?;
    Ok(())
}

/// Owners with points that have expired and stand in the ledger still.
pub(super) fn owners_to_expire(read: &Read, today: Day) -> Result<Vec<OwnerId>> {
    let sql = "SELECT owner_id FROM loyalty_balances WHERE next_expiry_on <= ?1 ORDER BY owner_id";
    let mut statement = read.conn().prepare_cached(sql)?;
    Ok(statement.query_map([today], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn exists(read: &Read, owner: OwnerId) -> Result<bool> {
    Ok(read.conn().prepare_cached("SELECT 1 FROM owners WHERE id = ?1")?.exists([owner])?)
}
