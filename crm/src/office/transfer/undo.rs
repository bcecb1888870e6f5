//! An import taken back: its one undo step, be it the last or not.

use crate::{
    Clinic, Code, Error, Result,
    clinic::{Action, Actor, Done, Undone, View, undo_change},
    values::{BatchId, ChangeId},
};

/// Takes an import back; rows that were changed since stay.
///
/// # Errors
/// `not_found` where there is no such import; `nothing_to_undo` where it changed nothing or was taken back already;
/// `changed_since`.
pub fn undo(clinic: &Clinic, actor: &Actor, batch: BatchId) -> Result<Done<Undone>> {
    let change = clinic.read(actor, View::Records, |read| {
        let sql =
            "SELECT c.id FROM import_batches b LEFT JOIN changes c ON c.id = b.change_id AND c.action = ?2
                   WHERE b.id = ?1";
        let change = read.conn().query_row(sql, (batch, Action::Import.label()), |row| row.get(0))?;
        Ok::<Option<ChangeId>, Error>(change)
    })?;
    undo_change(clinic, actor, change.ok_or_else(|| Error::new(Code::NothingToUndo, ""))?)
}
