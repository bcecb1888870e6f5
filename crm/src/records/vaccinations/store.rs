//! SQL of vaccinations.

use super::{Vaccination, VaccinationDue, VaccinationInput};
use crate::{
    Error, Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{Day, ExternalId, OwnerId, PetId, StaffId, VaccinationId},
};
use rusqlite::{OptionalExtension, Row, params};

const COLUMNS: &str = "id, external_id, pet_id, vaccine, given_on, due_on, staff_id";

fn vaccination_of(row: &Row<'_>) -> rusqlite::Result<Vaccination> {
    let mut columns = Columns::of(row);
    Ok(Vaccination {
        id: columns.next()?,
        external_id: columns.next()?,
        pet_id: columns.next()?,
        vaccine: columns.next()?,
        given_on: columns.next()?,
        due_on: columns.next()?,
        staff_id: columns.next()?,
    })
}

pub(super) fn by_id(read: &Read, id: VaccinationId) -> Result<Option<Vaccination>> {
    let sql = format!("SELECT {COLUMNS} FROM vaccinations WHERE id = ?1");
    Ok(read.conn().prepare_cached(&sql)?.query_row([id], vaccination_of).optional()?)
}

pub(super) fn of_pet(read: &Read, pet: PetId) -> Result<Vec<Vaccination>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM vaccinations WHERE pet_id = ?1 ORDER BY coalesce(given_on, due_on) DESC, id DESC"
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    Ok(statement.query_map([pet], vaccination_of)?.collect::<rusqlite::Result<_>>()?)
}

fn check_staff(read: &Read, staff: Option<StaffId>) -> Result<()> {
    let sql = "SELECT ?1 IS NULL OR EXISTS (SELECT 1 FROM staff WHERE id = ?1)";
    if read.conn().prepare_cached(sql)?.query_row([staff], |row| row.get::<_, bool>(0))? {
        Ok(())
    } else {
        Err(Error::invalid("staff_id", "not a staff member"))
    }
}

pub(super) fn update(w: &mut Write<'_>, id: VaccinationId, new: &VaccinationInput) -> Result<()> {
    check_staff(w, new.staff_id)?;
    let sql = "UPDATE vaccinations SET vaccine = ?2, given_on = ?3, due_on = ?4, staff_id = ?5 WHERE id = ?1";
    let values = params![id, new.vaccine, new.given_on, new.due_on, new.staff_id];
    w.conn().prepare_cached(sql)?.execute(values)?;
    Ok(())
}

pub(super) fn delete(w: &mut Write<'_>, id: VaccinationId) -> Result<()> {
    w.conn().prepare_cached("DELETE FROM vaccinations WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Vaccines and the days to their next one, of those that fall due last.
const LATEST: &str = "SELECT vaccine, due_on - given_on FROM (
      SELECT vaccine, given_on, due_on FROM vaccinations WHERE due_on IS NOT NULL ORDER BY due_on DESC LIMIT 2000)
    WHERE given_on IS NOT NULL AND due_on > given_on";

pub(super) fn latest_intervals(read: &Read) -> Result<Vec<(String, i32)>> {
    let mut statement = read.conn().prepare_cached(LATEST)?;
    let intervals = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(intervals.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(w: &mut Write<'_>, pet: PetId, new: &VaccinationInput) -> Result<VaccinationId> {
    check_staff(w, new.staff_id)?;
    let sql = "INSERT INTO vaccinations (external_id, pet_id, vaccine, given_on, due_on, staff_id)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        pet,
        new.vaccine,
        new.given_on,
        new.due_on,
        new.staff_id
    ])?;
    Ok(VaccinationId(w.conn().last_insert_rowid()))
}

/// What both lists of due vaccinations read of a row, and which rows count.
const DUE: &str = include_str!("due.sql");

pub(super) fn due(read: &Read, from: Day, to: Day, limit: u32) -> Result<Vec<VaccinationDue>> {
    let mut statement = read.conn().prepare_cached(&due_sql())?;
    let due = statement.query_map(params![read.today, from, to, limit], |row| due_of(row, read.today))?;
    Ok(due.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn due_of_owner(read: &Read, owner: OwnerId, to: Day) -> Result<Vec<VaccinationDue>> {
    let mut statement = read.conn().prepare_cached(&due_of_owner_sql())?;
    let due = statement.query_map(params![read.today, owner, to], |row| due_of(row, read.today))?;
    Ok(due.collect::<rusqlite::Result<_>>()?)
}

fn due_sql() -> String {
    format!(
        "{DUE} AND v.due_on BETWEEN ?2 AND ?3 AND o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL
         ORDER BY v.due_on, v.id LIMIT ?4"
    )
}

fn due_of_owner_sql() -> String {
    // The pets first: a unary plus keeps the index of all due days out of it.
    format!("{DUE} AND p.owner_id = ?2 AND +v.due_on <= ?3 ORDER BY v.due_on, v.id")
}

fn due_of(row: &Row<'_>, today: Day) -> rusqlite::Result<VaccinationDue> {
    let mut columns = Columns::of(row);
    let (id, vaccine, due_on): (VaccinationId, String, Day) =
        (columns.next()?, columns.next()?, columns.next()?);
    Ok(VaccinationDue {
        id,
        vaccine,
        due_on,
        days_left: due_on.since(today),
        pet_id: columns.next()?,
        pet_name: columns.next()?,
        species: columns.next()?,
        owner_id: columns.next()?,
        owner_name: columns.next()?,
        phone: columns.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn what_falls_due_is_read_off_the_days_and_an_owners_off_the_pets() {
        let all = plan(&due_sql());
        assert!(all.contains("INDEX vaccinations_by_due_day"), "{all}");
        let own = plan(&due_of_owner_sql());
        assert!(own.contains("SEARCH p USING INDEX pets_by_owner"), "{own}");
        assert!(own.contains("INDEX vaccinations_by_pet"), "{own}");
        for plan in [all, own] {
            assert!(!plan.contains("SCAN"), "{plan}");
        }
    }
}
