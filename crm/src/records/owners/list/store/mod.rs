//! SQL of the owners' list: what its lines show beside the owners, its sums, and what its menus offer.

mod named;
mod narrow;
mod order;
mod page;
mod sieve;

pub(in crate::records) use named::Name;
pub(super) use page::page;

use super::{
    CityFacet, Facets, OwnerFilters, OwnerPet, OwnerRow, OwnerTag, OwnerTotals, conditions::Conditions,
};
use crate::{
    Result,
    clinic::Read,
    values::{Day, Money, OwnerId},
};
use rusqlite::params_from_iter;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// All owners with their figures, without their wide rows.
const EVERYBODY: &str = "owners o INDEXED BY owners_in_short LEFT JOIN owner_figures f ON f.owner_id = o.id";
/// From so many on they are found among all of them.
const MANY: usize = 20_000;

fn places(rows: &[OwnerRow]) -> (String, HashMap<OwnerId, usize>) {
    let ids: Vec<OwnerId> = rows.iter().map(|row| row.id).collect();
    let places = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    (ids_json(&ids), places)
}

fn ids_json(ids: &[OwnerId]) -> String {
    let numbers: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    format!("[{}]", numbers.join(","))
}

/// Living pets of the page's owners, the eldest record first.
pub(super) fn add_pets(read: &Read, rows: &mut [OwnerRow]) -> Result<()> {
    let sql = "SELECT owner_id, name, species FROM pets
               WHERE owner_id IN (SELECT value FROM json_each(?1)) AND status = 'active' ORDER BY owner_id, id";
    let (ids, places) = places(rows);
    let mut statement = read.conn().prepare_cached(sql)?;
    let mut found = statement.query([ids])?;
    while let Some(pet) = found.next()? {
        if let Some(row) = places.get(&pet.get(0)?).and_then(|place| rows.get_mut(*place)) {
            row.pets.push(OwnerPet { name: pet.get(1)?, species: pet.get(2)? });
        }
    }
    Ok(())
}

/// Tags of the page's owners, by name.
pub(super) fn add_tags(read: &Read, rows: &mut [OwnerRow]) -> Result<()> {
    let sql = "SELECT ot.owner_id, t.id, t.name, t.colour FROM owner_tags ot JOIN tags t ON t.id = ot.tag_id
               WHERE ot.owner_id IN (SELECT value FROM json_each(?1)) AND t.is_active = 1
               ORDER BY ot.owner_id, t.name";
    let (ids, places) = places(rows);
    let mut statement = read.conn().prepare_cached(sql)?;
    let mut found = statement.query([ids])?;
    while let Some(tag) = found.next()? {
        if let Some(row) = places.get(&tag.get(0)?).and_then(|place| rows.get_mut(*place)) {
            row.tags.push(OwnerTag { id: tag.get(1)?, name: tag.get(2)?, colour: tag.get(3)? });
        }
    }
    Ok(())
}

pub(super) fn tags_of(read: &Read, owner: OwnerId) -> Result<Vec<OwnerTag>> {
    let sql = "SELECT t.id, t.name, t.colour FROM owner_tags ot JOIN tags t ON t.id = ot.tag_id
               WHERE ot.owner_id = ?1 AND t.is_active = 1 ORDER BY t.name";
    let mut statement = read.conn().prepare_cached(sql)?;
    let tags = statement
        .query_map([owner], |row| Ok(OwnerTag { id: row.get(0)?, name: row.get(1)?, colour: row.get(2)? }))?;
    Ok(tags.collect::<rusqlite::Result<_>>()?)
}

const SUMS: &str =
    "count(*), coalesce(sum(f.total_spent_cents), 0), min(f.last_visit_on), max(f.last_visit_on)";

/// What of everybody whom the filters let through, in one pass over the fewest that may be meant.
fn over_all(read: &Read, filters: &OwnerFilters, what: &str) -> Result<(String, Conditions)> {
    let mut conditions = Conditions::of(filters, read.today);
    let mut narrow = narrow::all(read.conn(), filters, read.today)?;
    let is_few = narrow::put_fewest_first(read.conn(), &mut narrow, MANY)?;
    let from = match narrow.first().filter(|_| is_few) {
        Some(fewest) => fewest.from(&mut conditions),
        None => EVERYBODY.to_owned(),
    };
    Ok((format!("SELECT {what} FROM {from} WHERE {}", conditions.joined()), conditions))
}

pub(super) fn ids(read: &Read, filters: &OwnerFilters) -> Result<Vec<OwnerId>> {
    let (sql, conditions) = over_all(read, filters, "o.id")?;
    let mut statement = read.conn().prepare_cached(&sql)?;
    let ids = statement.query_map(params_from_iter(conditions.values), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn totals(read: &Read, filters: &OwnerFilters) -> Result<OwnerTotals> {
    let (sql, conditions) = over_all(read, filters, SUMS)?;
    let mut statement = read.conn().prepare_cached(&sql)?;
    let sums = statement.query_row(params_from_iter(conditions.values), |row| sums_of(row, read.today))?;
    Ok(sums)
}

pub(super) fn selection(read: &Read, owners: &[OwnerId]) -> Result<OwnerTotals> {
    let sql = format!(
        "SELECT {SUMS} FROM owners o LEFT JOIN owner_figures f ON f.owner_id = o.id
         WHERE o.id IN (SELECT value FROM json_each(?1))"
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    Ok(statement.query_row([ids_json(owners)], |row| sums_of(row, read.today))?)
}

fn sums_of(row: &rusqlite::Row<'_>, today: Day) -> rusqlite::Result<OwnerTotals> {
    let (count, spent): (u32, Money) = (row.get(0)?, row.get(1)?);
    let days = |day: Option<Day>| day.map(|day| today.since(day));
    Ok(OwnerTotals {
        count,
        spent_cents: spent,
        average_spent_cents: spent.ratio(Decimal::ONE, count.into()),
        days_min: days(row.get(3)?),
        days_max: days(row.get(2)?),
    })
}

pub(super) fn facets(read: &Read) -> Result<Facets> {
    let conn = read.conn();
    let all = |sql: &str| -> Result<Vec<String>> {
        let mut statement = conn.prepare_cached(sql)?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    let sql = "SELECT city, count(*) FROM owners WHERE is_active = 1 AND city IS NOT NULL
               GROUP BY city ORDER BY count(*) DESC, city";
    let mut statement = conn.prepare_cached(sql)?;
    let cities = statement
        .query_map([], |row| Ok(CityFacet { city: row.get(0)?, owners: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    let sql = "SELECT id, name, colour FROM tags t WHERE is_active = 1
                 AND EXISTS (SELECT 1 FROM owner_tags WHERE tag_id = t.id) ORDER BY name";
    let mut statement = conn.prepare_cached(sql)?;
    let tags = statement
        .query_map([], |row| Ok(OwnerTag { id: row.get(0)?, name: row.get(1)?, colour: row.get(2)? }))?
        .collect::<rusqlite::Result<_>>()?;
    let sources = all("SELECT DISTINCT acquisition_source FROM owners WHERE acquisition_source IS NOT NULL")?;
    let active = "SELECT count(*) FROM owners WHERE is_active = 1";
    Ok(Facets {
        cities,
        tags,
        species: all(include_str!("../species.sql"))?,
        sources: sources.iter().filter_map(|source| super::AcquisitionSource::parse(source)).collect(),
        active_owners: conn.prepare_cached(active)?.query_row([], |row| row.get(0))?,
    })
}
