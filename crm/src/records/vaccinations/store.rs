//! SQL of vaccinations.

use super::{Vaccination, VaccinationInput};
use crate::{
    Error, Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{ExternalId, PetId, VaccinationId},
};
use rusqlite::{Row, params};

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

pub(super) fn by_id(read: &Read, id: VaccinationId) -> Result<Vaccination> {
    let sql = format!("SELECT {COLUMNS} FROM vaccinations WHERE id = ?1");
    Ok(read.conn().prepare_cached(&sql)?.query_row([id], vaccination_of)?)
}

pub(super) fn of_pet(read: &Read, pet: PetId) -> Result<Vec<Vaccination>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM vaccinations WHERE pet_id = ?1 ORDER BY coalesce(given_on, due_on) DESC, id DESC"
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    Ok(statement.query_map([pet], vaccination_of)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(w: &mut Write<'_>, pet: PetId, new: &VaccinationInput) -> Result<VaccinationId> {
    let is_staff = "SELECT ?1 IS NULL OR EXISTS (SELECT 1 FROM staff WHERE id = ?1)";
    if !w.conn().prepare_cached(is_staff)?.query_row([new.staff_id], |row| row.get::<_, bool>(0))? {
        return Err(Error::invalid("staff_id", "not a staff member"));
    }
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
