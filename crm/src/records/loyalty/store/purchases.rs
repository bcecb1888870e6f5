//! SQL of the purchases that a write changed.

use crate::{
    Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{Day, Money, OwnerId},
};
use rusqlite::OptionalExtension;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::records::loyalty) enum Which {
    Invoice(i64),
    Order(i64),
}

/// What a write did to a purchase.
#[derive(Debug, Clone, Default)]
pub(in crate::records::loyalty) struct Change {
    pub external_id: String,
    /// Its status before; none where it is new.
    pub before: Option<String>,
}

/// A purchase as it stands.
pub(in crate::records::loyalty) struct Purchase {
    pub number: Option<String>,
    pub owner: Option<OwnerId>,
    pub is_paid: bool,
    pub net: Money,
    pub total: Money,
    pub on: Day,
    pub refunded_on: Option<Day>,
}

/// The purchases that the write changed, and the orders that changed invoices bill.
pub(in crate::records::loyalty) fn changed(w: &Write<'_>) -> Result<BTreeMap<Which, Change>> {
    let sql = "SELECT table_name, row_id, before_json IS NULL,
                 json_extract(coalesce(before_json, after_json), '$.external_id'),
                 coalesce(json_extract(before_json, '$.status'), json_extract(before_json, '$.payment_status'))
               FROM change_rows WHERE change_id = ?1 AND table_name IN ('invoices', 'orders') ORDER BY id";
    let mut statement = w.conn().prepare_cached(sql)?;
    let mut rows = statement.query([w.change()])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (table, id, is_new): (String, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let which = if table == "invoices" { Which::Invoice(id) } else { Which::Order(id) };
        let status: Option<String> = row.get(4)?;
        // Only the first image says what it was before the write.
        let before = status.filter(|_| !is_new);
        found.entry(which).or_insert(Change { external_id: row.get(3)?, before });
    }
    let invoices: BTreeSet<i64> = found
        .keys()
        .filter_map(|which| match which {
            Which::Invoice(id) => Some(*id),
            Which::Order(_) => None,
        })
        .collect();
    for invoice in invoices {
        let sql = "SELECT id, external_id, payment_status FROM orders WHERE invoice_id = ?1";
        let mut statement = w.conn().prepare_cached(sql)?;
        let mut rows = statement.query([invoice])?;
        while let Some(row) = rows.next()? {
            let change = Change { external_id: row.get(1)?, before: row.get(2)? };
            found.entry(Which::Order(row.get(0)?)).or_insert(change);
        }
    }
    Ok(found)
}

pub(in crate::records::loyalty) fn standing(read: &Read, which: Which) -> Result<Option<Purchase>> {
    let (sql, id) = match which {
        Which::Invoice(id) => (include_str!("../invoice.sql"), id),
        Which::Order(id) => (include_str!("../order.sql"), id),
    };
    let mut statement = read.conn().prepare_cached(sql)?;
    let purchase = statement.query_row([id], |row| {
        let mut columns = Columns::of(row);
        Ok(Purchase {
            number: columns.next()?,
            owner: columns.next()?,
            is_paid: columns.next()?,
            net: columns.next()?,
            total: columns.next()?,
            on: columns.next()?,
            refunded_on: columns.next()?,
        })
    });
    Ok(purchase.optional()?)
}
