//! SQL of what puts the ledger right after an undo or a merge.

use crate::{
    Result,
    clinic::Write,
    records::loyalty::EntryKind,
    values::{ChangeId, LoyaltyEntryId, OwnerId},
};
use rusqlite::OptionalExtension;

/// What a person entered.
pub(in crate::records::loyalty) struct Entered {
    pub id: LoyaltyEntryId,
    pub owner: OwnerId,
    pub kind: EntryKind,
    pub points: i64,
    pub description: String,
}

/// The change that this write takes back, where it is an undo.
pub(in crate::records::loyalty) fn undone(w: &Write<'_>) -> Result<Option<ChangeId>> {
    let sql = "SELECT undoes FROM changes WHERE id = ?1 AND undoes IS NOT NULL";
    Ok(w.conn().prepare_cached(sql)?.query_row([w.change()], |row| row.get(0)).optional()?)
}

/// Entries of a change that are about no purchase and stand still.
pub(in crate::records::loyalty) fn entered_by(w: &Write<'_>, change: ChangeId) -> Result<Vec<Entered>> {
    let sql = "SELECT e.id, e.owner_id, e.kind, e.points, e.description
               FROM change_rows c JOIN loyalty_entries e ON e.id = c.row_id
               WHERE c.change_id = ?1 AND c.table_name = 'loyalty_entries' AND c.before_json IS NULL
                 AND e.purchase IS NULL AND e.kind IN ('redeem', 'reverse', 'adjust') AND e.points <> 0
               ORDER BY c.id";
    let mut statement = w.conn().prepare_cached(sql)?;
    let rows = statement.query_map([change], |row| {
        Ok(Entered {
            id: row.get(0)?,
            owner: row.get(1)?,
            kind: row.get(2)?,
            points: row.get(3)?,
            description: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Moves an owner's entries to whoever has the entry or the purchase that they are about; returns how many.
pub(in crate::records::loyalty) fn follow_parents(w: &Write<'_>, owner: OwnerId) -> Result<usize> {
    let parent = "coalesce(
        (SELECT x.owner_id FROM loyalty_entries x WHERE x.id = e.reverses_id),
        (SELECT i.owner_id FROM invoices i WHERE i.id = e.invoice_id),
        (SELECT o.owner_id FROM orders o WHERE o.id = e.order_id), e.owner_id)";
    let sql = format!(
        "UPDATE loyalty_entries AS e SET owner_id = {parent}
         WHERE e.owner_id = ?1 AND (e.reverses_id IS NOT NULL OR e.invoice_id IS NOT NULL OR e.order_id IS NOT NULL)
           AND e.owner_id <> {parent}"
    );
    Ok(w.conn().prepare_cached(&sql)?.execute([owner])?)
}

/// Whether the write merged owners, or took that back.
pub(in crate::records::loyalty) fn is_merge(w: &Write<'_>) -> Result<bool> {
    let sql = "SELECT 1 FROM change_rows WHERE change_id = ?1 AND table_name = 'merges'";
    Ok(w.conn().prepare_cached(sql)?.exists([w.change()])?)
}
