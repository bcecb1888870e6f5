//! SQL of pets that leave: who died, who changed hands, what was about to be sent.

use super::super::{Pet, PetStatus, Transfer, TransferInput};
use crate::{
    Result,
    clinic::{Read, Write},
    records::{columns::Columns, owners::stamp},
    values::{Day, ExternalId, MessageId, OwnerId, PetId},
};
use rusqlite::params;

pub(in super::super) fn set_deceased(w: &mut Write<'_>, old: &Pet, on: Day) -> Result<()> {
    let sql = "UPDATE pets SET status = ?2, deceased_on = ?3, updated_at = ?4 WHERE id = ?1";
    let updated_at = stamp(w.now, old.updated_at);
    w.conn().prepare_cached(sql)?.execute((old.id, PetStatus::Deceased, on, updated_at))?;
    Ok(())
}

pub(in super::super) fn set_owner(
    w: &mut Write<'_>,
    old: &Pet,
    owner: OwnerId,
    status: PetStatus,
) -> Result<()> {
    let sql = "UPDATE pets SET owner_id = ?2, status = ?3, updated_at = ?4 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((old.id, owner, status, stamp(w.now, old.updated_at)))?;
    Ok(())
}

pub(in super::super) fn insert_transfer(w: &mut Write<'_>, pet: &Pet, new: &TransferInput) -> Result<()> {
    let sql =
        "INSERT INTO pet_transfers (external_id, pet_id, from_owner_id, to_owner_id, transferred_on, reason, staff_id)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        pet.id,
        pet.owner_id,
        new.to,
        new.on,
        new.reason,
        w.actor.staff
    ])?;
    Ok(())
}

/// Between an owner and herself nothing changed hands: so it looks once a merge made two of them one.
const TRANSFERS: &str = "SELECT t.external_id, t.transferred_on,
      f.id, CASE f.kind WHEN 'corporate' THEN f.company_name ELSE f.full_name END,
      g.id, CASE g.kind WHEN 'corporate' THEN g.company_name ELSE g.full_name END, t.reason, t.staff_id
    FROM pet_transfers t
    LEFT JOIN owners f ON f.id = t.from_owner_id
    LEFT JOIN owners g ON g.id = t.to_owner_id
    WHERE t.pet_id = ?1 AND t.from_owner_id IS NOT t.to_owner_id
    ORDER BY t.transferred_on DESC, t.id DESC";

pub(in super::super) fn transfers(read: &Read, pet: PetId) -> Result<Vec<Transfer>> {
    let mut statement = read.conn().prepare_cached(TRANSFERS)?;
    let transfers = statement.query_map([pet], |row| {
        let mut columns = Columns::of(row);
        Ok(Transfer {
            external_id: columns.next()?,
            on: columns.next()?,
            from_id: columns.next()?,
            from_name: columns.next()?,
            to_id: columns.next()?,
            to_name: columns.next()?,
            reason: columns.next()?,
            staff_id: columns.next()?,
        })
    })?;
    Ok(transfers.collect::<rusqlite::Result<_>>()?)
}

/// A message that waits to be sent.
pub(in super::super) struct Unsent {
    pub id: MessageId,
    /// About which pet, where it says so.
    pub pet_id: Option<PetId>,
    /// What it says.
    pub text: String,
}

/// What waits to be sent about a pet, and reminders to its owner that do not say about which.
const UNSENT: &str = "SELECT id, pet_id, coalesce(subject, '') || ' ' || coalesce(body, '') FROM messages
    WHERE status IN ('draft', 'queued') AND direction = 'outbound' AND owner_id = ?2
      AND (pet_id = ?1 OR (pet_id IS NULL AND (purpose LIKE '%reminder%' OR purpose LIKE '%birthday%')))";

pub(in super::super) fn unsent(read: &Read, pet: &Pet) -> Result<Vec<Unsent>> {
    let mut statement = read.conn().prepare_cached(UNSENT)?;
    let unsent = statement.query_map((pet.id, pet.owner_id), |row| {
        Ok(Unsent { id: row.get(0)?, pet_id: row.get(1)?, text: row.get(2)? })
    })?;
    Ok(unsent.collect::<rusqlite::Result<_>>()?)
}

pub(in super::super) fn delete_message(w: &mut Write<'_>, id: MessageId) -> Result<()> {
    w.conn().prepare_cached("DELETE FROM messages WHERE id = ?1")?.execute([id])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn what_waits_and_whose_a_pet_was_are_sought() {
        let unsent = plan(UNSENT);
        assert!(unsent.contains("messages_by_owner"), "{unsent}");
        let transfers = plan(TRANSFERS);
        assert!(transfers.contains("pet_transfers_by_pet"), "{transfers}");
        assert!(!unsent.contains("SCAN") && !transfers.contains("SCAN"), "{unsent}\n{transfers}");
    }
}
