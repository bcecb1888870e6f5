//! SQL of the pets' list.

mod named;
mod narrow;

use super::{
    Cursor, DueFilter, PetFilters, PetRow, PetSort, PetTotals, PetsQuery,
    conditions::{Conditions, statuses},
};
use crate::{
    Result,
    clinic::Read,
    records::{
        columns::{Columns, cursor_value},
        owners::Direction,
        pets::{PetStatus, age},
    },
    values::{Day, PetId},
};
use narrow::{Narrow, fewest};

use rusqlite::{params_from_iter, types::Value};

/// The day on which the next vaccination falls due.
const DUE: &str = "p.next_due_on";

/// What a list is sorted by, in SQL.
struct Order {
    key: &'static str,
    /// The index whose order is the list's, with all that filters ask of a pet.
    index: &'static str,
    /// Whether the key may be null: those stand last.
    is_nullable: bool,
    is_descending: bool,
}

impl Order {
    fn of(sort: PetSort, direction: Direction) -> Self {
        let is_descending = direction == Direction::Descending;
        let (key, index, is_nullable, is_descending) = match sort {
            PetSort::Name => ("p.sort_name", "pets_by_name", false, is_descending),
            // The later born, the younger.
            PetSort::Age => ("p.birth_on", "pets_by_age", true, !is_descending),
            PetSort::Due => (DUE, "pets_by_due_day", true, is_descending),
        };
        Self { key, index, is_nullable, is_descending }
    }

    /// Whether pets that the filters let through may stand in the part with a value, or without one. A vaccination falls
    /// due only of those that live here.
    fn has_part(&self, filters: &PetFilters, has_value: bool) -> bool {
        if self.key != DUE {
            return has_value || self.is_nullable;
        }
        match filters.due {
            Some(DueFilter::None) => !has_value,
            Some(_) => has_value,
            None => !has_value || statuses(filters).contains(&PetStatus::Active),
        }
    }

    fn way(&self) -> &'static str {
        if self.is_descending { "DESC" } else { "ASC" }
    }

    /// The condition for what stands behind a cursor, within the part that has a value or that has none.
    fn behind(&self, cursor: Option<&Cursor>, has_value: bool, conditions: &mut Conditions) {
        if self.is_nullable {
            conditions.sql.push(format!("{} IS {}NULL", self.key, if has_value { "NOT " } else { "" }));
        }
        let Some(Cursor(value, id)) = cursor else { return };
        let compare = if self.is_descending { "<" } else { ">" };
        let id = conditions.bind(id.0);
        let behind = if has_value {
            let value = match value {
                serde_json::Value::String(text) => conditions.bind(text.clone()),
                other => conditions.bind(other.as_i64().map_or(Value::Null, Value::Integer)),
            };
            format!("({}, p.id) {compare} ({value}, {id})", self.key)
        } else {
            format!("p.id {compare} {id}")
        };
        conditions.sql.push(behind);
    }
}

/// The lines of a page, and where the next one begins.
pub(super) fn page(
    read: &Read<'_>,
    query: &PetsQuery,
    cursor: Option<&Cursor>,
) -> Result<(Vec<PetRow>, Option<Cursor>)> {
    let order = Order::of(query.sort, query.direction);
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let is_past_values = order.is_nullable && cursor.is_some_and(|Cursor(value, _)| value.is_null());
    let few = fewest(read, &query.filters)?;
    // One line more than asked tells whether there is a next page.
    let mut found = Vec::with_capacity(limit.min(1_000) + 1);
    if !is_past_values && order.has_part(&query.filters, true) {
        found.extend(lines(read, query, &order, cursor, true, few.as_ref(), limit + 1)?);
    }
    if order.has_part(&query.filters, false) && found.len() <= limit {
        let left = limit + 1 - found.len();
        found.extend(lines(
            read,
            query,
            &order,
            cursor.filter(|_| is_past_values),
            false,
            few.as_ref(),
            left,
        )?);
    }
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|(row, key)| Cursor(key.clone(), row.id));
    Ok((found.into_iter().map(|(row, _)| row).collect(), next))
}

fn lines(
    read: &Read<'_>,
    query: &PetsQuery,
    order: &Order,
    cursor: Option<&Cursor>,
    has_value: bool,
    few: Option<&Narrow>,
    limit: usize,
) -> Result<Vec<(PetRow, serde_json::Value)>> {
    let mut conditions = Conditions::of(&query.filters, read.today);
    order.behind(cursor, has_value, &mut conditions);
    let sql = lines_sql(read.today, &query.filters, order, few, &mut conditions, limit);
    let mut statement = read.conn().prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(conditions.values))?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let key = cursor_value(columns.next()?);
        lines.push((pet_row(&mut columns, read.today)?, key));
    }
    Ok(lines)
}

/// The page's pets come off the order's index, or are gathered from one that names few; the wide rows are read for the
/// page alone.
fn lines_sql(
    today: Day,
    filters: &PetFilters,
    order: &Order,
    few: Option<&Narrow>,
    conditions: &mut Conditions,
    limit: usize,
) -> String {
    let otherwise = format!("INDEXED BY {}", order.index);
    let from = Narrow::of_list(few, &otherwise, filters, today, conditions);
    let limit = conditions.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    format!(
        "SELECT page.key, p.id, p.external_id, p.name, p.species, p.breed, p.sex, p.birth_on, p.is_birth_estimated,
           p.weight_g, p.microchip, p.status, p.deceased_on, p.next_due_on, o.id, o.external_id,
           CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END,
           coalesce(o.phone, o.whatsapp, o.phone_secondary), o.is_active
         FROM (
           SELECT {key} AS key, p.id AS id FROM {from}
           WHERE {conditions} ORDER BY {key} {way}, p.id {way} LIMIT {limit}
         ) page
         CROSS JOIN pets p ON p.id = page.id
         CROSS JOIN owners o ON o.id = p.owner_id
         ORDER BY page.key {way}, page.id {way}",
        key = order.key,
        conditions = conditions.joined(),
        way = order.way(),
    )
}

fn pet_row(columns: &mut Columns<'_, '_>, today: Day) -> rusqlite::Result<PetRow> {
    let mut row = PetRow {
        id: columns.next::<PetId>()?,
        external_id: columns.next()?,
        name: columns.next()?,
        species: columns.next()?,
        breed: columns.next()?,
        sex: columns.next()?,
        birth_on: columns.next()?,
        is_birth_estimated: columns.next()?,
        age: None,
        weight_g: columns.next()?,
        microchip: columns.next()?,
        status: columns.next()?,
        deceased_on: columns.next()?,
        next_due_on: columns.next()?,
        due_in_days: None,
        owner_id: columns.next()?,
        owner_external_id: columns.next()?,
        owner_name: columns.next()?,
        owner_phone: columns.next()?,
        owner_is_active: columns.next()?,
    };
    let until = if row.status == PetStatus::Deceased { row.deceased_on } else { Some(today) };
    row.age = row.birth_on.zip(until).and_then(|(born, on)| age(born, on));
    row.due_in_days = row.next_due_on.map(|due| due.since(today));
    Ok(row)
}

pub(super) fn totals(read: &Read, filters: &PetFilters) -> Result<PetTotals> {
    let mut conditions = Conditions::of(filters, read.today);
    let sql = totals_sql(read.today, filters, fewest(read, filters)?.as_ref(), &mut conditions);
    let mut statement = read.conn().prepare_cached(&sql)?;
    Ok(statement.query_row(params_from_iter(conditions.values), |row| {
        Ok(PetTotals { count: row.get(0)?, overdue: row.get(1)? })
    })?)
}

fn totals_sql(today: Day, filters: &PetFilters, few: Option<&Narrow>, conditions: &mut Conditions) -> String {
    let has_text = filters.text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let otherwise = if has_text { "NOT INDEXED" } else { "INDEXED BY pets_by_due_day" };
    let from = Narrow::of_list(few, otherwise, filters, today, conditions);
    let day = conditions.bind(i64::from(today.number()));
    format!(
        "SELECT count(*), coalesce(sum(p.next_due_on < {day}), 0) FROM {from} WHERE {}",
        conditions.joined()
    )
}

#[cfg(test)]
mod tests {
    use super::named::{By, Named};
    use super::*;
    use crate::records::plan::plan;

    fn page_plan(sort: PetSort, direction: Direction, filters: &PetFilters, few: Option<&Narrow>) -> String {
        let today = Day::from_number(20_000);
        let order = Order::of(sort, direction);
        let mut conditions = Conditions::of(filters, today);
        order.behind(Some(&Cursor(1.into(), PetId(1))), true, &mut conditions);
        plan(&lines_sql(today, filters, &order, few, &mut conditions, 100))
    }

    #[test]
    fn every_order_walks_its_index_from_the_cursor_on() {
        for (sort, index) in [
            (PetSort::Name, "pets_by_name"),
            (PetSort::Age, "pets_by_age"),
            (PetSort::Due, "pets_by_due_day"),
        ] {
            for direction in Direction::ALL {
                let plan = page_plan(sort, *direction, &PetFilters::default(), None);
                let walk = plan.lines().find(|line| line.contains(index)).unwrap();
                assert!(walk.contains("SEARCH"), "{sort} {direction}: {plan}");
                // The page's own lines are put in order; nobody else's are.
                assert!(plan.matches("TEMP B-TREE").count() <= 1, "{sort} {direction}: {plan}");
            }
        }
    }

    #[test]
    fn a_part_in_which_nobody_can_stand_is_not_walked() {
        let parts = |sort, filters: &PetFilters| {
            let order = Order::of(sort, Direction::Ascending);
            [true, false].map(|has_value| order.has_part(filters, has_value))
        };
        let due = |due| PetFilters { due: Some(due), ..PetFilters::default() };
        let gone = PetFilters { statuses: vec![PetStatus::Deceased], ..PetFilters::default() };
        assert_eq!(parts(PetSort::Due, &PetFilters::default()), [true, true]);
        assert_eq!(parts(PetSort::Due, &due(DueFilter::Overdue)), [true, false]);
        assert_eq!(parts(PetSort::Due, &due(DueFilter::None)), [false, true]);
        assert_eq!(parts(PetSort::Due, &gone), [false, true]);
        assert_eq!(parts(PetSort::Age, &gone), [true, true]);
        assert_eq!(parts(PetSort::Name, &gone), [true, false]);
    }

    #[test]
    fn few_are_named_by_the_index_of_what_they_meet() {
        let none = PetFilters::default;
        let text = |by: fn(String) -> By| Narrow::Text(Named { by: by("[1]".into()), is_exact: true });
        for (few, index, filters) in [
            (Narrow::Species, "pets_by_species", PetFilters { species: vec!["horse".into()], ..none() }),
            (Narrow::Status, "pets_gone", PetFilters { statuses: vec![PetStatus::Deceased], ..none() }),
            (Narrow::Due, "pets_by_due_day", PetFilters { due: Some(DueFilter::Overdue), ..none() }),
            (Narrow::Age, "pets_by_age", PetFilters { months_max: Some(3), ..none() }),
            (text(By::Ids), "json_each", PetFilters { text: Some("luna".into()), ..none() }),
            (
                text(By::Names),
                "pets_by_name (sort_name=?",
                PetFilters { text: Some("luna".into()), ..none() },
            ),
        ] {
            let plan = page_plan(PetSort::Name, Direction::Ascending, &filters, Some(&few));
            let named = plan.lines().find(|line| line.contains(index)).unwrap();
            assert!(
                named.contains("SEARCH") || !matches!(few, Narrow::Species | Narrow::Due | Narrow::Age),
                "{plan}"
            );
            let is_by_name = index.starts_with("pets_by_name");
            assert!(is_by_name || plan.contains("INDEX pets_in_short (id=?"), "{few:?}: {plan}");
        }
    }
}
