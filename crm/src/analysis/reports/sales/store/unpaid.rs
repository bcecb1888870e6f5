//! What was written in some days and is not wholly paid on the last: with what was paid of it in parts by then.

use crate::{
    Result,
    analysis::reports::report::Period,
    values::{Day, Money, OwnerId},
};
use rusqlite::Connection;

/// An invoice or order that is not wholly paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unpaid {
    /// The invoice or order.
    pub id: i64,
    /// Whether it is an order.
    pub is_order: bool,
    /// The day it was issued or ordered.
    pub issued: Day,
    /// The day it falls due, where it has one.
    pub due: Option<Day>,
    /// Whose it is.
    pub owner: Option<OwnerId>,
    /// All of it.
    pub total: Money,
    /// What of it is still to be paid.
    pub owed: Money,
}

/// Goes through what was issued in a period and not wholly paid at its end.
pub fn each_unpaid(conn: &Connection, period: Period, mut f: impl FnMut(Unpaid)) -> Result<()> {
    let mut statement = conn.prepare_cached(include_str!("unpaid.sql"))?;
    let mut rows = statement.query([period.from, period.to])?;
    while let Some(row) = rows.next()? {
        let total: Money = row.get(5)?;
        let owed = total - row.get::<_, Option<Money>>(6)?.unwrap_or_default();
        if owed > Money::ZERO {
            f(Unpaid {
                id: row.get(0)?,
                is_order: row.get(1)?,
                issued: row.get(2)?,
                due: row.get(3)?,
                owner: row.get(4)?,
                total,
                owed,
            });
        }
    }
    Ok(())
}
