//! What one owner is asked about, row by row.

use crate::{
    Result,
    analysis::segments::traits::{PetTraits, PointsTraits, VaccinationTraits},
    values::{Day, OwnerId, ProductId},
};
use rusqlite::{Connection, Row};
use std::collections::HashMap;

fn rows<T>(
    conn: &Connection,
    sql: &str,
    owner: OwnerId,
    one: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_map([owner], one)?.collect::<rusqlite::Result<_>>()?)
}

pub(in super::super) fn skus(conn: &Connection) -> Result<HashMap<ProductId, String>> {
    let mut statement = conn.prepare_cached("SELECT id, sku FROM products")?;
    Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

pub(in super::super) fn tags(conn: &Connection, owner: OwnerId) -> Result<Vec<String>> {
    let sql = "SELECT t.name FROM owner_tags ot JOIN tags t ON t.id = ot.tag_id WHERE ot.owner_id = ?1 ORDER BY t.name";
    rows(conn, sql, owner, |row| row.get(0))
}

pub(in super::super) fn pets(conn: &Connection, owner: OwnerId) -> Result<Vec<PetTraits>> {
    let sql = "SELECT p.id, p.species, p.status, v.vaccine, v.given_on, v.due_on
               FROM pets p LEFT JOIN vaccinations v ON v.pet_id = p.id WHERE p.owner_id = ?1 ORDER BY p.id, v.id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut found = statement.query([owner])?;
    let mut pets: Vec<(i64, PetTraits)> = Vec::new();
    while let Some(row) = found.next()? {
        let id: i64 = row.get(0)?;
        if pets.last().is_none_or(|(last, _)| *last != id) {
            let is_here = row.get_ref(2)?.as_str()? == "active";
            pets.push((id, PetTraits { species: row.get(1)?, is_here, vaccinations: Vec::new() }));
        }
        if let (Some((_, pet)), Some(vaccine)) = (pets.last_mut(), row.get::<_, Option<String>>(3)?) {
            pet.vaccinations.push(VaccinationTraits { vaccine, given_on: row.get(4)?, due_on: row.get(5)? });
        }
    }
    Ok(pets.into_iter().map(|(_, pet)| pet).collect())
}

pub(in super::super) fn points(conn: &Connection, owner: OwnerId) -> Result<Vec<PointsTraits>> {
    let sql = "SELECT kind, points, entered_on FROM loyalty_entries WHERE owner_id = ?1 ORDER BY id";
    rows(conn, sql, owner, |row| {
        Ok(PointsTraits { kind: row.get(0)?, points: row.get(1)?, day: row.get(2)? })
    })
}

pub(in super::super) fn ratings(conn: &Connection, owner: OwnerId) -> Result<Vec<(i64, Day)>> {
    let sql =
        "SELECT rating, received_on FROM feedback WHERE owner_id = ?1 AND rating IS NOT NULL ORDER BY id";
    rows(conn, sql, owner, |row| Ok((row.get(0)?, row.get(1)?)))
}
