//! An import taken back: its one undo step, be it the last or not.

use crate::{
    Clinic, Result,
    clinic::{Actor, Done, Undone, View, undo_change},
    values::BatchId,
};

/// Takes an import back; rows that were changed since stay.
///
/// # Errors
/// `not_found` where there is no such import, or it was taken back already; `changed_since`.
pub fn undo(clinic: &Clinic, actor: &Actor, batch: BatchId) -> Result<Done<Undone>> {
    let change = clinic.read(actor, View::Records, |read| {
        let sql = "SELECT change_id FROM import_batches WHERE id = ?1";
        Ok(read.conn().query_row(sql, [batch], |row| row.get(0))?)
    })?;
    undo_change(clinic, actor, change)
}
