//! SQL of the owners' list. Every order has an index; a page goes on behind its cursor, never by an OFFSET.

use super::{
    CityFacet, Cursor, Direction, Facets, OwnerFilters, OwnerPet, OwnerRow, OwnerSort, OwnerTag, OwnerTotals,
    OwnersQuery, conditions::Conditions,
};
use crate::{
    Error, Result,
    clinic::Read,
    records::columns::Columns,
    values::{ChurnRisk, Day, Lifecycle, Money, OwnerId, Tier},
};
use rusqlite::{params_from_iter, types::Value};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// What a list is sorted by, in SQL.
struct Order {
    /// The column; ties are settled by `id`.
    key: &'static str,
    /// The owner's id in the index that holds the key.
    id: &'static str,
    /// The index's table first: its order is the list's.
    from: &'static str,
    /// Whether the key may be null: those owners stand last.
    is_nullable: bool,
    is_descending: bool,
}

const OWNERS_FIRST: &str = "owners o LEFT JOIN owner_figures f ON f.owner_id = o.id";
const FIGURES_FIRST: &str = "owner_figures f CROSS JOIN owners o ON o.id = f.owner_id";

impl Order {
    fn of(sort: OwnerSort, direction: Direction) -> Self {
        let is_descending = direction == Direction::Descending;
        let (key, is_nullable, is_descending) = match sort {
            OwnerSort::Name => ("o.sort_name", false, is_descending),
            OwnerSort::Created => ("o.created_at", false, is_descending),
            OwnerSort::Spent => ("f.total_spent_cents", false, is_descending),
            OwnerSort::LastVisit => ("f.last_visit_on", true, is_descending),
            // The longer ago, the more days.
            OwnerSort::Days => ("f.last_visit_on", true, !is_descending),
        };
        let (id, from) = match sort {
            OwnerSort::Name | OwnerSort::Created => ("o.id", OWNERS_FIRST),
            _ => ("f.owner_id", FIGURES_FIRST),
        };
        Self { key, id, from, is_nullable, is_descending }
    }

    /// The condition for what stands behind a cursor, within the part that has a value or that has none.
    fn behind(&self, cursor: Option<&Cursor>, has_value: bool, conditions: &mut Conditions) -> Result<()> {
        let compare = if self.is_descending { '<' } else { '>' };
        if self.is_nullable {
            let part = if has_value { "IS NOT NULL" } else { "IS NULL" };
            conditions.sql.push(format!("{} {part}", self.key));
        }
        let Some(Cursor(value, owner)) = cursor else { return Ok(()) };
        let bound = match value {
            serde_json::Value::String(text) => Value::from(text.clone()),
            serde_json::Value::Number(number) => Value::from(number.as_i64()),
            serde_json::Value::Null => Value::Null,
            _ => return Err(Error::invalid("cursor", "not a cursor of this list")),
        };
        let owner = conditions.bind(owner.0);
        if has_value {
            let value = conditions.bind(bound);
            conditions.sql.push(format!("({}, {}) {compare} ({value}, {owner})", self.key, self.id));
        } else {
            conditions.sql.push(format!("{} {compare} {owner}", self.id));
        }
        Ok(())
    }

    fn by(&self) -> String {
        let way = if self.is_descending { "DESC" } else { "ASC" };
        format!("{} {way}, {} {way}", self.key, self.id)
    }
}

/// The lines of a page without pets and tags, and where the next one begins.
pub(super) fn page(
    read: &Read,
    query: &OwnersQuery,
    cursor: Option<&Cursor>,
) -> Result<(Vec<OwnerRow>, Option<Cursor>)> {
    let order = Order::of(query.sort, query.direction);
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut found = Vec::with_capacity(limit.min(1_000) + 1);
    let is_past_values = order.is_nullable && cursor.is_some_and(|Cursor(value, _)| value.is_null());
    // One line more than asked tells whether there is a next page.
    if !is_past_values {
        part(read, query, &order, cursor, true, limit + 1, &mut found)?;
    }
    if order.is_nullable && found.len() <= limit {
        let cursor = cursor.filter(|_| is_past_values);
        let missing = limit + 1 - found.len();
        part(read, query, &order, cursor, false, missing, &mut found)?;
    }
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|(row, key)| Cursor(key.clone(), row.id));
    Ok((found.into_iter().map(|(row, _)| row).collect(), next))
}

fn part(
    read: &Read,
    query: &OwnersQuery,
    order: &Order,
    cursor: Option<&Cursor>,
    has_value: bool,
    limit: usize,
    found: &mut Vec<(OwnerRow, serde_json::Value)>,
) -> Result<()> {
    let mut conditions = Conditions::of(&query.filters, read.today);
    order.behind(cursor, has_value, &mut conditions)?;
    let limit = conditions.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = page_sql(order, &conditions, &limit);
    let mut statement = read.conn().prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(conditions.values))?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let key = match columns.next::<Value>()? {
            Value::Text(text) => text.into(),
            Value::Integer(number) => number.into(),
            _ => serde_json::Value::Null,
        };
        found.push((owner_row(&mut columns, read.today)?, key));
    }
    Ok(())
}

fn page_sql(order: &Order, conditions: &Conditions, limit: &str) -> String {
    format!(
        "SELECT {key}, o.id, o.external_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.kind,
           f.last_visit_on, coalesce(f.total_spent_cents, 0), f.churn_risk, f.lifecycle, f.tier,
           o.phone, o.phone_e164, o.city, o.is_active, o.created_at
         FROM {from} WHERE {conditions} ORDER BY {by} LIMIT {limit}",
        key = order.key,
        from = order.from,
        conditions = conditions.joined(),
        by = order.by(),
    )
}

fn owner_row(columns: &mut Columns<'_, '_>, today: Day) -> rusqlite::Result<OwnerRow> {
    let (id, external_id, name, kind) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    let last_visit_on: Option<Day> = columns.next()?;
    Ok(OwnerRow {
        id,
        external_id,
        name,
        kind,
        pets: Vec::new(),
        tags: Vec::new(),
        last_visit_on,
        days_since_visit: last_visit_on.map(|day| today.since(day)),
        spent_cents: columns.next()?,
        risk: columns.next::<Option<_>>()?.unwrap_or(ChurnRisk::None),
        lifecycle: columns.next::<Option<_>>()?.unwrap_or(Lifecycle::Lead),
        tier: columns.next::<Option<_>>()?.unwrap_or(Tier::New),
        phone: columns.next()?,
        phone_e164: columns.next()?,
        city: columns.next()?,
        is_active: columns.next()?,
        created_at: columns.next()?,
    })
}

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

pub(super) fn totals(read: &Read, filters: &OwnerFilters) -> Result<OwnerTotals> {
    let conditions = Conditions::of(filters, read.today);
    let sql = format!("SELECT {SUMS} FROM {OWNERS_FIRST} WHERE {}", conditions.joined());
    let mut statement = read.conn().prepare_cached(&sql)?;
    let sums = statement.query_row(params_from_iter(conditions.values), |row| sums_of(row, read.today))?;
    Ok(sums)
}

pub(super) fn selection(read: &Read, owners: &[OwnerId]) -> Result<OwnerTotals> {
    let sql = format!("SELECT {SUMS} FROM {OWNERS_FIRST} WHERE o.id IN (SELECT value FROM json_each(?1))");
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
        species: all(include_str!("species.sql"))?,
        sources: sources.iter().filter_map(|source| super::AcquisitionSource::parse(source)).collect(),
        active_owners: conn.prepare_cached(active)?.query_row([], |row| row.get(0))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    /// The plan of a page in an order, behind a cursor.
    fn page_plan(sort: OwnerSort, direction: Direction, filters: &OwnerFilters) -> String {
        let order = Order::of(sort, direction);
        let mut conditions = Conditions::of(filters, Day::from_number(20_000));
        order.behind(Some(&Cursor(1.into(), OwnerId(1))), true, &mut conditions).unwrap();
        let limit = conditions.bind(100);
        plan(&page_sql(&order, &conditions, &limit))
    }

    #[test]
    fn every_order_walks_its_index_from_the_cursor_on() {
        for (sort, index) in [
            (OwnerSort::Name, "owners_by_name"),
            (OwnerSort::Created, "owners_by_creation"),
            (OwnerSort::Spent, "owner_figures_by_spent"),
            (OwnerSort::LastVisit, "owner_figures_by_last_visit"),
            (OwnerSort::Days, "owner_figures_by_last_visit"),
        ] {
            for direction in Direction::ALL {
                let plan = page_plan(sort, *direction, &OwnerFilters::default());
                assert!(plan.contains("SEARCH") && plan.contains(index), "{sort} {direction}: {plan}");
                assert!(
                    !plan.contains("SCAN") && !plan.contains("TEMP B-TREE"),
                    "{sort} {direction}: {plan}"
                );
            }
        }
    }

    #[test]
    fn filters_look_things_up_and_text_is_sought_once() {
        let filters = OwnerFilters {
            tags: vec![crate::values::TagId(1)],
            species: vec!["cat".into()],
            text: Some("garcia".into()),
            ..OwnerFilters::default()
        };
        let plan = page_plan(OwnerSort::Spent, Direction::Descending, &filters);
        assert!(plan.contains("USING COVERING INDEX pets_by_owner"), "{plan}");
        assert!(plan.contains("USING COVERING INDEX sqlite_autoindex_owner_tags"), "{plan}");
        assert!(plan.contains("LIST SUBQUERY") && !plan.contains("CORRELATED"), "{plan}");
    }
}
