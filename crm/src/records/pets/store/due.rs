//! SQL of the day on which a pet's next vaccination falls due.

use crate::{
    Result,
    clinic::{Read, Write},
    values::{OwnerId, PetId},
};

/// The first day of those that no later vaccination of the same kind stands for: given after it, or (where it was never
/// given) about its day. As in the lists of what is due.
const NEXT: &str = "CASE p.status WHEN 'active' THEN (
    SELECT min(v.due_on) FROM vaccinations v
    WHERE v.pet_id = p.id AND v.due_on IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM vaccinations later
      WHERE later.pet_id = v.pet_id AND later.vaccine = v.vaccine AND later.id <> v.id
        AND (later.given_on > coalesce(v.given_on, v.due_on - 90) OR later.due_on > v.due_on))) END";

pub(in super::super) fn keep_due(w: &Write<'_>, owner: OwnerId) -> Result<()> {
    let sql = format!(
        "UPDATE pets SET next_due_on = next.due_on
         FROM (SELECT p.id, {NEXT} AS due_on FROM pets p WHERE p.owner_id = ?1) next
         WHERE pets.id = next.id AND pets.next_due_on IS NOT next.due_on"
    );
    w.conn().prepare_cached(&sql)?.execute([owner])?;
    Ok(())
}

pub(crate) fn keep_all_due(w: &Write<'_>) -> Result<()> {
    let sql = format!(
        "UPDATE pets SET next_due_on = next.due_on
         FROM (SELECT p.id, {NEXT} AS due_on FROM pets p) next
         WHERE pets.id = next.id AND pets.next_due_on IS NOT next.due_on"
    );
    w.conn().execute(&sql, [])?;
    Ok(())
}

/// Owners with a pet whose kept day is another than it would be now.
pub(in super::super) fn differing_due(read: &Read) -> Result<u64> {
    let sql = format!("SELECT count(DISTINCT p.owner_id) FROM pets p WHERE p.next_due_on IS NOT {NEXT}");
    Ok(read.conn().query_row(&sql, [], |row| row.get::<_, u32>(0))?.into())
}

/// Vaccinations of a pet that are to come, or overdue.
pub(in super::super) fn due_count(read: &Read, pet: PetId) -> Result<u32> {
    let sql = "SELECT count(*) FROM vaccinations v
               WHERE v.pet_id = ?1 AND v.due_on IS NOT NULL AND NOT EXISTS (
                 SELECT 1 FROM vaccinations later
                 WHERE later.pet_id = v.pet_id AND later.vaccine = v.vaccine AND later.id <> v.id
                   AND (later.given_on > coalesce(v.given_on, v.due_on - 90) OR later.due_on > v.due_on))";
    Ok(read.conn().prepare_cached(sql)?.query_row([pet], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn an_owners_days_are_kept_without_a_look_at_other_pets() {
        let sql = format!("SELECT p.id, {NEXT} FROM pets p WHERE p.owner_id = ?1");
        let plan = plan(&sql);
        assert!(plan.contains("pets_by_owner") && plan.contains("vaccinations_by_pet"), "{plan}");
        assert!(!plan.contains("SCAN"), "{plan}");
    }
}
