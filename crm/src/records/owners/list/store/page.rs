//! One page of the owners' list, and how it is found.
//!
//! Every order has an index, and a page goes on behind its cursor, never by an OFFSET. Where many meet the filters,
//! the order's index is walked until the page is full. Where few do, these are gathered by an index of their own and
//! sorted. Where many do at the order's other end, the walk goes on past all whom the filters' indexes do not name.

use super::{
    super::{Cursor, OwnerRow, OwnersQuery, conditions::Conditions},
    narrow::{self, Narrow},
    order::{Order, cursor_value},
    sieve::Sieve,
};
use crate::{
    Result,
    clinic::Read,
    records::columns::Columns,
    values::{ChurnRisk, Day, Lifecycle, Tier},
};
use rusqlite::{OptionalExtension, params_from_iter};

/// How far a walk goes, and whom it is not begun for.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// Up to so many owners are sooner gathered and sorted than found on a walk.
    few: usize,
    /// Entries of the order's index that a walk passes before it is given up.
    walk: u32,
}

const PATIENCE: Patience = Patience { few: 2_500, walk: 2_500 };

/// The lines of a page without pets and tags, and where the next one begins.
pub(in super::super) fn page(
    read: &Read<'_>,
    query: &OwnersQuery,
    cursor: Option<&Cursor>,
) -> Result<(Vec<OwnerRow>, Option<Cursor>)> {
    let order = Order::of(query.sort, query.direction);
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut found = Vec::with_capacity(limit.min(1_000) + 1);
    let is_past_values = order.is_nullable && cursor.is_some_and(|Cursor(value, _)| value.is_null());
    // One line more than asked tells whether there is a next page.
    let part =
        Part { read, query, order: &order, cursor, has_value: true, limit: limit + 1, patience: PATIENCE };
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

/// A part of the list: the owners that have a value in the order's column, or those that have none.
struct Part<'r> {
    read: &'r Read<'r>,
    query: &'r OwnersQuery,
    order: &'r Order,
    cursor: Option<&'r Cursor>,
    has_value: bool,
    limit: usize,
    patience: Patience,
}

type Line = (OwnerRow, serde_json::Value);

impl Part<'_> {
    fn lines(&self) -> Result<Vec<Line>> {
        let narrow = narrow::all(self.read.conn(), &self.query.filters, self.read.today)?;
        if narrow.is_empty() {
            return self.walked(None);
        }
        if let Some(few) = narrow::fewest(self.read.conn(), &narrow, self.patience.few)? {
            return self.gathered(few);
        }
        // The indexes of figures tell all that filters ask of figures: such a walk is fast to its end.
        if self.order.is_figure && narrow.iter().all(Narrow::is_of_figures) {
            return self.walked(None);
        }
        // Many meet each filter: the page is soon full, unless few meet all or they stand at the order's other end.
        let Some(end) = self.end_of_walk()? else { return self.walked(None) };
        let mut lines = self.walked(Some(&end))?;
        if lines.len() < self.limit {
            self.sieved(&end, &narrow, &mut lines)?;
        }
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
            walk = self.patience.walk,
        );
        let mut statement = self.read.conn().prepare_cached(&sql)?;
        let end = statement.query_row(params_from_iter(conditions.values), |row| {
            Ok(Cursor(cursor_value(row.get(0)?), row.get(1)?))
        });
        Ok(end.optional()?)
    }

    /// Lines from a walk along the order's index, up to an end.
    fn walked(&self, end: Option<&Cursor>) -> Result<Vec<Line>> {
        let mut conditions = Conditions::of(&self.query.filters, self.read.today);
        self.order.behind(self.cursor, self.has_value, &mut conditions)?;
        self.order.up_to(end, self.has_value, &mut conditions)?;
        let limit = conditions.bind(i64::try_from(self.limit).unwrap_or(i64::MAX));
        self.read_lines(&walk_sql(self.order, &conditions, &limit), conditions)
    }

    /// Lines from the owners that `narrow` names, sorted.
    fn gathered(&self, narrow: &Narrow) -> Result<Vec<Line>> {
        let mut conditions = Conditions::of(&self.query.filters, self.read.today);
        self.order.behind(self.cursor, self.has_value, &mut conditions)?;
        let from = narrow.from(&mut conditions);
        let limit = conditions.bind(i64::try_from(self.limit).unwrap_or(i64::MAX));
        self.read_lines(&gather_sql(self.order, &from, &conditions, &limit), conditions)
    }

    /// Adds lines from behind a place of the order, until there are enough.
    fn sieved(&self, from: &Cursor, narrow: &[Narrow], lines: &mut Vec<Line>) -> Result<()> {
        let sieve = Sieve::of(self.read.conn(), narrow)?;
        let mut conditions = Conditions::default();
        self.order.behind(Some(from), self.has_value, &mut conditions)?;
        let sql = format!(
            "SELECT {id} FROM {table} WHERE {conditions} ORDER BY {by}",
            id = self.order.id,
            table = self.order.index,
            conditions = conditions.joined(),
            by = self.order.by(),
        );
        let mut statement = self.read.conn().prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(conditions.values))?;
        let (mut found, mut enough) = (Vec::new(), self.limit - lines.len());
        while let Some(row) = rows.next()? {
            let owner = row.get(0)?;
            if sieve.holds(owner) {
                found.push(owner.to_string());
            }
            if found.len() >= enough {
                self.add_lines(&mut found, lines)?;
                if lines.len() >= self.limit {
                    break;
                }
                enough *= 2;
            }
        }
        self.add_lines(&mut found, lines)?;
        lines.truncate(self.limit);
        Ok(())
    }

    /// Those of these owners who meet all of the filters, in the list's order.
    fn add_lines(&self, owners: &mut Vec<String>, lines: &mut Vec<Line>) -> Result<()> {
        if owners.is_empty() {
            return Ok(());
        }
        let mut conditions = Conditions::of(&self.query.filters, self.read.today);
        let ids = conditions.bind(format!("[{}]", owners.join(",")));
        let from = format!(
            "(SELECT value AS id FROM json_each({ids})) few
             CROSS JOIN owners o INDEXED BY owners_in_short ON o.id = few.id
             LEFT JOIN owner_figures f ON f.owner_id = o.id"
        );
        lines.extend(self.read_lines(&gather_sql(self.order, &from, &conditions, "-1"), conditions)?);
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

/// Only the order's key is sorted, and the wide rows are read for the page alone.
fn gather_sql(order: &Order, from: &str, conditions: &Conditions, limit: &str) -> String {
    let way = if order.is_descending { "DESC" } else { "ASC" };
    format!(
        "SELECT page.key, {LINE}
         FROM (
           SELECT {key} AS key, o.id AS id FROM {from}
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

#[cfg(test)]
mod tests {
    use super::{
        super::super::{ActiveFilter, Direction, OwnerFilters, OwnerSort},
        *,
    };
    use crate::{
        clinic::{Action, Actor, Clock, Create, Opening, View},
        records::plan::plan,
        values::{Money, OwnerId, TagId},
    };

    /// The plan of a page in an order, behind a cursor.
    fn page_plan(sort: OwnerSort, direction: Direction, filters: &OwnerFilters) -> String {
        let order = Order::of(sort, direction);
        let mut conditions = Conditions::of(filters, Day::from_number(20_000));
        order.behind(Some(&Cursor(1.into(), OwnerId(1))), true, &mut conditions).unwrap();
        let limit = conditions.bind(100);
        plan(&walk_sql(&order, &conditions, &limit))
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
    fn filters_look_things_up() {
        let filters = OwnerFilters {
            tags: vec![crate::values::TagId(1)],
            species: vec!["cat".into()],
            text: Some("garcia".into()),
            ..OwnerFilters::default()
        };
        let plan = page_plan(OwnerSort::Spent, Direction::Descending, &filters);
        assert!(plan.contains("USING COVERING INDEX pets_by_species"), "{plan}");
        assert!(plan.contains("USING COVERING INDEX sqlite_autoindex_owner_tags"), "{plan}");
        assert!(plan.contains("SEARCH s EXISTS USING INTEGER PRIMARY KEY"), "{plan}");
    }

    /// Owners of every kind, with figures that follow from visits and invoices.
    const PEOPLE: &str = "
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
        INSERT INTO owners (external_id, full_name, city, acquisition_source, is_active, created_at, updated_at)
        SELECT 'O' || i, 'Nombre ' || (i * 7 % 100), iif(i % 9, 'Puerto', 'Isla'), iif(i % 11, 'google', 'event'),
          i % 13 <> 0, i % 17, 0 FROM n;
        INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
        SELECT 'A' || id, id, 0, 20000 - id * 37 % 500, 'completed' FROM owners WHERE id % 5;
        INSERT INTO invoices (external_id, number, owner_id, issued_on, status, subtotal_cents, total_cents, paid_on)
        SELECT 'I' || id, id, id, 20000, 'paid', 1, id * 31 % 90 * 10000, 20000 FROM owners WHERE id % 3;
        INSERT INTO pets (external_id, owner_id, name, species, created_at, updated_at)
        SELECT 'P' || id, id, 'Luna', iif(id % 4, 'dog', 'cat'), 0, 0 FROM owners;
        INSERT INTO owner_tags (owner_id, tag_id, added_at) SELECT id, 1 + id % 3, 0 FROM owners WHERE id % 2;";

    fn filters() -> Vec<OwnerFilters> {
        let any = OwnerFilters::default;
        let source = crate::records::owners::AcquisitionSource::Event;
        vec![
            any(),
            OwnerFilters { active: ActiveFilter::Inactive, ..any() },
            OwnerFilters { cities: vec!["Isla".into()], sources: vec![source], ..any() },
            OwnerFilters { sources: vec![source], active: ActiveFilter::All, ..any() },
            OwnerFilters {
                tags: vec![TagId(1), TagId(2)],
                species: vec!["cat".into(), "dog".into()],
                ..any()
            },
            OwnerFilters { lifecycles: vec![Lifecycle::AtRisk, Lifecycle::Lead], ..any() },
            OwnerFilters { tiers: vec![Tier::New], days_min: Some(100), days_max: Some(400), ..any() },
            OwnerFilters {
                risks: vec![ChurnRisk::Low],
                spent_min: Some(Money::from_cents(300_000)),
                ..any()
            },
            OwnerFilters { days_max: Some(50), spent_max: Some(Money::from_cents(200_000)), ..any() },
            OwnerFilters { cities: vec!["Nowhere".into()], ..any() },
            OwnerFilters { text: Some("bre 1".into()), ..any() },
            OwnerFilters { text: Some("ombre 42".into()), ..any() },
            OwnerFilters { text: Some("luna".into()), cities: vec!["Isla".into()], ..any() },
        ]
    }

    #[test]
    fn walked_or_gathered_the_lines_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::On(Day::from_number(20_000));
        let opening = Opening { clock, create: Create::IfMissing, ..Opening::default() };
        let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
        let me = Actor::BUILT_IN;
        clinic.write(&me, Action::Import, |w| Ok(w.conn().execute_batch(PEOPLE)?)).unwrap();
        let mut seen = 0;
        for filters in filters() {
            for (sort, direction) in
                OwnerSort::ALL.iter().flat_map(|sort| Direction::ALL.iter().map(move |d| (*sort, *d)))
            {
                let query =
                    OwnersQuery { filters: filters.clone(), sort, direction, ..OwnersQuery::default() };
                let order = Order::of(sort, direction);
                clinic
                    .read(&me, View::Records, |r| {
                        let lines = |has_value, cursor: Option<&Cursor>, patience| {
                            let part = Part {
                                read: r,
                                query: &query,
                                order: &order,
                                cursor,
                                has_value,
                                limit: 20,
                                patience,
                            };
                            let walked = part.walked(None)?;
                            assert_eq!(part.lines()?, walked, "{sort} {direction} {patience:?} {filters:?}");
                            for narrow in narrow::all(r.conn(), &query.filters, r.today)? {
                                assert_eq!(part.gathered(&narrow)?, walked, "{sort} {direction} {narrow:?}");
                            }
                            Ok::<_, crate::Error>(walked)
                        };
                        for has_value in [true, false].into_iter().filter(|has| *has || order.is_nullable) {
                            let first = lines(has_value, None, PATIENCE)?;
                            let cursor = first.last().map(|(row, key)| Cursor(key.clone(), row.id));
                            seen += first.len()
                                + lines(has_value, cursor.as_ref(), Patience { few: 0, walk: 8 })?.len();
                        }
                        Ok(())
                    })
                    .unwrap();
            }
        }
        assert!(seen > 1_000, "{seen}");
    }
}
