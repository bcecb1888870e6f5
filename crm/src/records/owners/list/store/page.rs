//! One page of the owners' list, and how it is found.
//!
//! Every order has an index, and a page goes on behind its cursor, never by an OFFSET. Where many meet the filters,
//! the order's index is walked until the page is full. Where few do, these are named by indexes of their own and
//! sorted. Where many do at the order's other end, the walk goes on past all whom the filters' indexes do not name.

mod tests;

use super::{
    super::{Cursor, OwnerFilters, OwnerRow, OwnersQuery, conditions::Conditions},
    narrow::{self, Narrow},
    order::Order,
    sieve::Named,
};
use crate::{
    Result,
    clinic::Read,
    records::columns::{Columns, cursor_value},
    values::{ChurnRisk, Day, Lifecycle, Tier},
};
use rusqlite::{OptionalExtension, params_from_iter};

/// How many owners are found in which way.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// So many that a part of the filters names are sooner named than found on a walk.
    named: usize,
    /// Up to so many are sooner sorted than looked for in the order's index.
    sorted: usize,
    /// Entries of the order's index that a walk passes before it is given up.
    walk: u32,
}

const PATIENCE: Patience = Patience { named: 5_000, sorted: 1_500, walk: 500 };

/// The lines of a page without pets and tags, and where the next one begins.
pub(in super::super) fn page(
    read: &Read<'_>,
    query: &OwnersQuery,
    cursor: Option<&Cursor>,
) -> Result<(Vec<OwnerRow>, Option<Cursor>)> {
    let order = Order::of(query.sort, query.direction, &query.filters);
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut found = Vec::with_capacity(limit.min(1_000) + 1);
    let is_past_values = order.is_nullable && cursor.is_some_and(|Cursor(value, _)| value.is_null());
    let filters = Filters::of(read, &query.filters, PATIENCE)?;
    // One line more than asked tells whether there is a next page.
    let part = Part { read, filters: &filters, order: &order, cursor, has_value: true, limit: limit + 1 };
    if !is_past_values {
        found.extend(part.lines()?);
    }
    if order.is_nullable && found.len() <= limit {
        let (cursor, limit) = (cursor.filter(|_| is_past_values), limit + 1 - found.len());
        found.extend(Part { cursor, has_value: false, limit, ..part }.lines()?);
    }
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|(row, key)| Cursor(key.clone(), row.id));
    Ok((found.into_iter().map(|(row, _)| row).collect(), next))
}

/// The list's filters, and what their indexes tell.
struct Filters<'f> {
    all: &'f OwnerFilters,
    /// Parts that an index answers, the one that the fewest meet first.
    parts: Vec<Narrow>,
    /// The owners, where a part names few.
    named: Option<Named>,
    patience: Patience,
}

impl<'f> Filters<'f> {
    fn of(read: &Read<'_>, all: &'f OwnerFilters, patience: Patience) -> Result<Self> {
        let mut parts = narrow::all(read.conn(), all, read.today)?;
        let is_few = narrow::put_fewest_first(read.conn(), &mut parts, patience.named)?;
        let mut filters = Self { all, parts, named: None, patience };
        if is_few {
            filters.named = filters.named_by_all(read)?;
        }
        Ok(filters)
    }

    fn named_by_all(&self, read: &Read<'_>) -> Result<Option<Named>> {
        let named = |parts| Named::by_all(read.conn(), self.all, parts, self.patience.sorted);
        self.parts.split_first().map(named).transpose()
    }
}

/// A part of the list: the owners that have a value in the order's column, or those that have none.
struct Part<'r> {
    read: &'r Read<'r>,
    filters: &'r Filters<'r>,
    order: &'r Order,
    cursor: Option<&'r Cursor>,
    has_value: bool,
    limit: usize,
}

type Line = (OwnerRow, serde_json::Value);

impl Part<'_> {
    fn lines(&self) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        if let Some(named) = &self.filters.named {
            self.add_named(named, self.cursor, &mut lines)?;
            return Ok(lines);
        }
        let parts = &self.filters.parts;
        // The indexes of figures tell all that filters ask of figures: such a walk is fast to its end.
        if parts.is_empty() || self.order.is_figure && parts.iter().all(Narrow::is_of_figures) {
            return self.walked(None);
        }
        if let (Some(order), [part]) = (self.order.of_a_stage(), parts.as_slice())
            && let Some(stages) = part.stages()
        {
            return self.by_stages(&order, &stages);
        }
        // Many meet each filter: the page is soon full, unless few meet all or they stand at the order's other end.
        let end = self.end_of_walk()?;
        lines.extend(self.walked(end.as_ref())?);
        if let Some(end) = end.filter(|_| lines.len() < self.limit)
            && let Some(named) = self.filters.named_by_all(self.read)?
        {
            self.add_named(&named, Some(&end), &mut lines)?;
        }
        Ok(lines)
    }

    /// The first lines of each stage in its own order, of which the list's first are some: by creation a stage may stand
    /// behind all others.
    fn by_stages(&self, order: &Order, stages: &[(Lifecycle, ChurnRisk, Tier)]) -> Result<Vec<Line>> {
        let rest = OwnerFilters { active: self.filters.all.active, ..OwnerFilters::default() };
        let mut owners = Vec::new();
        for (lifecycle, risk, tier) in stages {
            let (lifecycles, risks, tiers) = (vec![*lifecycle], vec![*risk], vec![*tier]);
            let stage = OwnerFilters { lifecycles, risks, tiers, ..rest.clone() };
            let mut conditions = Conditions::of(&stage, self.read.today);
            order.behind(self.cursor, self.has_value, &mut conditions)?;
            let limit = conditions.bind(i64::try_from(self.limit).unwrap_or(i64::MAX));
            let sql = ids_sql(order, &order.from(), &conditions);
            let mut statement = self.read.conn().prepare_cached(&format!("{sql} LIMIT {limit}"))?;
            let mut rows = statement.query(params_from_iter(conditions.values))?;
            while let Some(row) = rows.next()? {
                owners.push(row.get(0)?);
            }
        }
        let mut lines = Vec::new();
        self.add_lines(&mut owners, &rest, &mut lines)?;
        Ok(lines)
    }

    /// Where a walk is given up; `None` when it is over before.
    fn end_of_walk(&self) -> Result<Option<Cursor>> {
        let mut conditions = Conditions::default();
        self.order.behind(self.cursor, self.has_value, &mut conditions)?;
        let sql = format!(
            "SELECT {key}, {id} FROM {table} WHERE {conditions} ORDER BY {by} LIMIT 1 OFFSET {walk}",
            key = self.order.key,
            id = self.order.id,
            table = self.order.index,
            conditions = conditions.joined(),
            by = self.order.by(),
            walk = self.filters.patience.walk,
        );
        let mut statement = self.read.conn().prepare_cached(&sql)?;
        let end = statement.query_row(params_from_iter(conditions.values), |row| {
            Ok(Cursor(cursor_value(row.get(0)?), row.get(1)?))
        });
        Ok(end.optional()?)
    }

    /// Lines from a walk along the order's index, up to an end.
    fn walked(&self, end: Option<&Cursor>) -> Result<Vec<Line>> {
        let mut conditions = Conditions::of(self.filters.all, self.read.today);
        self.order.behind(self.cursor, self.has_value, &mut conditions)?;
        self.order.up_to(end, self.has_value, &mut conditions)?;
        let limit = conditions.bind(i64::try_from(self.limit).unwrap_or(i64::MAX));
        self.read_lines(&walk_sql(self.order, &conditions, &limit), conditions)
    }

    /// Adds lines of named owners from behind a place of the order, until there are enough.
    fn add_named(&self, named: &Named, from: Option<&Cursor>, lines: &mut Vec<Line>) -> Result<()> {
        let Named { owners, rest } = named;
        let mut conditions = Conditions::default();
        self.order.behind(from, self.has_value, &mut conditions)?;
        let table = match named.is_at_most(self.filters.patience.sorted) {
            true => self.order.of_few(&conditions.bind(owners.json()?)),
            false => self.order.index.to_owned(),
        };
        let mut statement = self.read.conn().prepare_cached(&ids_sql(self.order, &table, &conditions))?;
        let mut rows = statement.query(params_from_iter(conditions.values))?;
        let (mut found, mut enough) = (Vec::new(), self.limit - lines.len());
        while let Some(row) = rows.next()? {
            let owner = row.get(0)?;
            if owners.has(owner) {
                found.push(owner);
            }
            if found.len() >= enough {
                self.add_lines(&mut found, rest, lines)?;
                if lines.len() >= self.limit {
                    return Ok(());
                }
                enough *= 2;
            }
        }
        self.add_lines(&mut found, rest, lines)
    }

    /// Those of these owners who meet the filters, in the list's order, as far as they are asked for.
    fn add_lines(&self, owners: &mut Vec<i64>, filters: &OwnerFilters, lines: &mut Vec<Line>) -> Result<()> {
        if owners.is_empty() {
            return Ok(());
        }
        let mut conditions = Conditions::of(filters, self.read.today);
        let ids = conditions.bind(serde_json::to_string(owners)?);
        let left = conditions.bind(i64::try_from(self.limit - lines.len()).unwrap_or(i64::MAX));
        lines.extend(self.read_lines(&gather_sql(self.order, &ids, &conditions, &left), conditions)?);
        owners.clear();
        Ok(())
    }

    fn read_lines(&self, sql: &str, conditions: Conditions) -> Result<Vec<Line>> {
        let mut statement = self.read.conn().prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(conditions.values))?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let key = cursor_value(columns.next()?);
            lines.push((owner_row(&mut columns, self.read.today)?, key));
        }
        Ok(lines)
    }
}

/// What a line shows, but for pets and tags.
const LINE: &str =
    "o.id, o.external_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.kind,
    f.last_visit_on, coalesce(f.total_spent_cents, 0), f.churn_risk, f.lifecycle, f.tier,
    o.phone, o.phone_e164, o.city, o.is_active, o.created_at";

fn walk_sql(order: &Order, conditions: &Conditions, limit: &str) -> String {
    format!(
        "SELECT {key}, {LINE} FROM {from} WHERE {conditions} ORDER BY {by} LIMIT {limit}",
        key = order.key,
        from = order.from(),
        conditions = conditions.joined(),
        by = order.by(),
    )
}

fn ids_sql(order: &Order, from: &str, conditions: &Conditions) -> String {
    let (id, conditions, by) = (order.id, conditions.joined(), order.by());
    format!("SELECT {id} FROM {from} WHERE {conditions} ORDER BY {by}")
}

/// Only the order's key is sorted, and the wide rows are read for the page alone.
fn gather_sql(order: &Order, ids: &str, conditions: &Conditions, limit: &str) -> String {
    let way = if order.is_descending { "DESC" } else { "ASC" };
    format!(
        "SELECT page.key, {LINE}
         FROM (
           SELECT {key} AS key, o.id AS id
           FROM (SELECT value AS id FROM json_each({ids})) few
           CROSS JOIN owners o INDEXED BY owners_in_short ON o.id = few.id
           LEFT JOIN owner_figures f ON f.owner_id = o.id
           WHERE {conditions} ORDER BY {key} {way}, o.id {way} LIMIT {limit}
         ) page
         CROSS JOIN owners o ON o.id = page.id
         LEFT JOIN owner_figures f ON f.owner_id = o.id
         ORDER BY page.key {way}, page.id {way}",
        key = order.key,
        conditions = conditions.joined(),
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
