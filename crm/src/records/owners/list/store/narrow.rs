//! Indexes that name the owners who meet a part of the filters: where few do, the list is made from these.

use super::super::{
    ActiveFilter, OwnerFilters,
    conditions::Conditions,
    text::{self, Word, quoted},
};
use crate::{
    Result,
    clinic::IdSet,
    values::{ChurnRisk, Day, Lifecycle, Tier},
};
use rusqlite::{Connection, params_from_iter, types::Value};

/// A part of the filters that an index answers.
#[derive(Debug, Clone)]
pub(super) struct Narrow {
    filters: OwnerFilters,
    today: Day,
    by: By,
}

/// Which part.
#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    Inactive,
    City,
    Source,
    Tags,
    Species,
    Stage,
    Spent,
    Visited,
    Word(Sought),
}

/// Whom a word of the text may mean, as the search's two indexes are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sought {
    /// By words of names; none where no name has it.
    words: Option<String>,
    /// By fragments of phones, addresses and chips; none where names alone are meant.
    fragments: Option<String>,
}

/// More words of names that hold a part are not sought one by one: many owners have one of them.
const MOST_WORDS: usize = 200;

/// The parts of these filters that have an index.
pub(super) fn all(conn: &Connection, filters: &OwnerFilters, today: Day) -> Result<Vec<Narrow>> {
    let has_stage = !(filters.lifecycles.is_empty() && filters.risks.is_empty() && filters.tiers.is_empty());
    let parts = [
        (By::Inactive, filters.active == ActiveFilter::Inactive),
        (By::City, !filters.cities.is_empty()),
        (By::Source, !filters.sources.is_empty() && filters.cities.is_empty()),
        (By::Tags, !filters.tags.is_empty()),
        (By::Species, !filters.species.is_empty()),
        (By::Stage, has_stage),
        (By::Spent, filters.has_spent()),
        (By::Visited, filters.has_days()),
    ];
    let mut given: Vec<By> = parts.into_iter().filter(|(_, is_given)| *is_given).map(|(by, _)| by).collect();
    for word in text::words(filters.text.as_deref().unwrap_or_default()) {
        given.extend(sought(conn, &word)?.map(By::Word));
    }
    Ok(given.into_iter().map(|by| Narrow { filters: filters.clone(), today, by }).collect())
}

/// How a word is sought; `None` where too many would be named, or the indexes cannot tell.
fn sought(conn: &Connection, word: &Word) -> Result<Option<Sought>> {
    // A phone or an address may hold what is too short for its index.
    let Some(fragments) = word.in_fragments() else { return Ok(None) };
    Ok(in_names(conn, word)?.map(|sought| Sought { fragments: Some(fragments), ..sought }))
}

/// How a word is sought in names alone; `None` where too many would be named.
pub(super) fn in_names(conn: &Connection, word: &Word) -> Result<Option<Sought>> {
    let mut words = Vec::new();
    let mut statement = conn.prepare_cached("SELECT words FROM search_lexicon")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let piece = row.get_ref(0)?.as_str()?;
        if word.forms().all(|form| !piece.contains(form)) {
            continue;
        }
        words.extend(
            piece.split('\n').filter(|name| word.forms().any(|form| name.contains(form))).map(quoted),
        );
        if words.len() > MOST_WORDS {
            return Ok(None);
        }
    }
    let words = Some(words.join(" OR ")).filter(|words| !words.is_empty());
    Ok(Some(Sought { words, fragments: None }))
}

/// Puts the part that the fewest owners meet first; `false` where more than `most` meet each.
pub(super) fn put_fewest_first(conn: &Connection, all: &mut [Narrow], mut most: usize) -> Result<bool> {
    let mut fewest = None;
    for (place, narrow) in all.iter().enumerate() {
        if let Some(count) = narrow.count(conn, most)? {
            (fewest, most) = (Some(place), count);
        }
    }
    if let Some(place) = fewest {
        all.swap(0, place);
    }
    Ok(fewest.is_some())
}

impl Narrow {
    /// How many meet it at most; `None` where more than `most` do.
    fn count(&self, conn: &Connection, most: usize) -> Result<Option<usize>> {
        let mut conditions = Conditions::default();
        let ids = self.sql(&mut conditions);
        let limit = conditions.bind(i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1));
        let sql = format!("SELECT count(*) FROM ({ids} LIMIT {limit})");
        let mut statement = conn.prepare_cached(&sql)?;
        let count: i64 = statement.query_row(params_from_iter(conditions.values), |row| row.get(0))?;
        Ok(usize::try_from(count).ok().filter(|count| *count <= most))
    }

    /// All who meet it.
    pub(super) fn all(&self, conn: &Connection) -> Result<IdSet> {
        let mut conditions = Conditions::default();
        let sql = self.sql(&mut conditions);
        IdSet::of(conn, &sql, &conditions.values)
    }

    /// Those of these owners who meet it; `None` where its index cannot be asked for one.
    pub(super) fn among(&self, conn: &Connection, owners: &IdSet) -> Result<Option<IdSet>> {
        // More owners are sooner met with all.
        const MANY: usize = 5_000;
        // In one time a look at an owner, or at so many entries that stand side by side.
        const ENTRIES: usize = 3;
        let count = owners.count() as usize;
        let mut conditions = Conditions::default();
        let ids = self.sql(&mut conditions);
        if count > MANY || !gives_more(conn, &ids, &conditions.values, ENTRIES * count)? {
            return Ok(Some(IdSet::of(conn, &ids, &conditions.values)?.and(owners)));
        }
        let mut conditions = Conditions::default();
        let owners = conditions.bind(owners.json()?);
        let Told::ByRows(Rows { table, owner, of_an_owner, .. }) = self.told(&mut conditions) else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT value FROM json_each({owners})
             WHERE EXISTS (SELECT 1 FROM {table} {of_an_owner} WHERE {owner} = value AND {conditions})",
            conditions = conditions.joined(),
        );
        IdSet::of(conn, &sql, &conditions.values).map(Some)
    }

    /// Takes out of the filters what it tells for certain; `false` where they have nothing of it any more.
    pub(super) fn take_out(&self, filters: &mut OwnerFilters) -> bool {
        let (any, before) = (OwnerFilters::default(), filters.clone());
        match &self.by {
            // An owner may wait for the search, or have a word's fragments apart from each other.
            By::Word(_) => return true,
            By::Inactive => filters.active = ActiveFilter::All,
            By::City => (filters.cities, filters.sources) = (any.cities, any.sources),
            By::Source => filters.sources = any.sources,
            By::Tags => filters.tags = any.tags,
            By::Species => filters.species = any.species,
            By::Stage => {
                (filters.lifecycles, filters.risks, filters.tiers) = (any.lifecycles, any.risks, any.tiers);
                (filters.days_min, filters.days_max) = (None, None);
                (filters.spent_min, filters.spent_max) = (None, None);
            }
            By::Spent => (filters.spent_min, filters.spent_max) = (None, None),
            By::Visited => (filters.days_min, filters.days_max) = (None, None),
        }
        *filters != before
    }

    /// The stages that it asks for, where it asks for nothing else.
    pub(super) fn stages(&self) -> Option<Vec<(Lifecycle, ChurnRisk, Tier)>> {
        let filters = &self.filters;
        if self.by != By::Stage || filters.has_days() || filters.has_spent() {
            return None;
        }
        let all = chosen(&filters.lifecycles, Lifecycle::ALL).iter().flat_map(|lifecycle| {
            chosen(&filters.risks, ChurnRisk::ALL).iter().flat_map(|risk| {
                chosen(&filters.tiers, Tier::ALL).iter().map(|tier| (*lifecycle, *risk, *tier))
            })
        });
        Some(all.collect())
    }

    /// Whether it is about figures.
    pub(super) fn is_of_figures(&self) -> bool {
        matches!(&self.by, By::Stage | By::Spent | By::Visited)
    }

    /// The owners who meet it (`o`) with their figures (`f`), its values bound to `conditions`.
    pub(super) fn from(&self, conditions: &mut Conditions) -> String {
        let mut ids = self.sql(conditions);
        if matches!(&self.by, By::Tags | By::Species | By::Word(_)) {
            ids = format!("SELECT DISTINCT id FROM ({ids})");
        }
        let o = "owners o INDEXED BY owners_in_short ON o.id = few.id";
        match self.is_of_figures() {
            true => format!("({ids}) few CROSS JOIN owner_figures f ON f.owner_id = few.id CROSS JOIN {o}"),
            false => format!("({ids}) few CROSS JOIN {o} LEFT JOIN owner_figures f ON f.owner_id = o.id"),
        }
    }

    /// The statement for their ids, each once or more often, its values bound to `conditions`.
    fn sql(&self, conditions: &mut Conditions) -> String {
        let mut part = Conditions { sql: Vec::new(), values: std::mem::take(&mut conditions.values) };
        let told = self.told(&mut part);
        conditions.values = part.values;
        match told {
            Told::ByWords(sought) => sought.sql(conditions),
            Told::ByRows(Rows { table, owner, index, .. }) => {
                format!(
                    "SELECT {owner} AS id FROM {table} INDEXED BY {index} WHERE {}",
                    part.sql.join(" AND ")
                )
            }
        }
    }

    /// What tells of it; the conditions of rows are added to `part`.
    fn told(&self, part: &mut Conditions) -> Told<'_> {
        let filters = &self.filters;
        Told::ByRows(match &self.by {
            By::Word(sought) => return Told::ByWords(sought),
            By::Inactive => {
                part.sql.push("is_active = 0".into());
                Rows::of_owners("owners_out_of_lists")
            }
            By::City => {
                part.any("city", filters.cities.iter().cloned());
                part.sources("acquisition_source", filters);
                Rows::of_owners("owners_by_city")
            }
            By::Source => {
                part.sources("acquisition_source", filters);
                Rows::of_owners("owners_by_source")
            }
            By::Tags => {
                part.any("tag_id", filters.tags.iter().map(|tag| tag.0));
                Rows {
                    table: "owner_tags",
                    owner: "owner_id",
                    index: "owner_tags_by_tag",
                    of_an_owner: "INDEXED BY owner_tags_by_tag",
                }
            }
            By::Species => {
                part.any("species", filters.species.iter().cloned());
                part.sql.push("status = 'active'".into());
                Rows {
                    table: "pets",
                    owner: "owner_id",
                    index: "pets_by_species",
                    of_an_owner: "INDEXED BY pets_by_species",
                }
            }
            By::Stage => {
                // A column that no filter names takes any of its values, where one behind it is named: so the index is
                // sought, not walked.
                let has_tier = filters.has_days() || filters.has_spent() || !filters.tiers.is_empty();
                part.any("lifecycle", named(&filters.lifecycles, Lifecycle::ALL));
                if has_tier || !filters.risks.is_empty() {
                    part.any("churn_risk", named(&filters.risks, ChurnRisk::ALL));
                }
                if has_tier {
                    part.any("tier", named(&filters.tiers, Tier::ALL));
                }
                part.visited("last_visit_on", filters, self.today);
                part.spent("total_spent_cents", filters);
                Rows::of_figures("owner_figures_by_stage")
            }
            By::Spent => {
                part.spent("total_spent_cents", filters);
                Rows::of_figures("owner_figures_by_spent")
            }
            By::Visited => {
                part.visited("last_visit_on", filters, self.today);
                Rows::of_figures("owner_figures_by_last_visit")
            }
        })
    }
}

/// What tells of owners.
enum Told<'n> {
    ByRows(Rows),
    ByWords(&'n Sought),
}

/// Rows that tell of owners, and how they are found.
struct Rows {
    table: &'static str,
    /// The column of the owner's id.
    owner: &'static str,
    /// The index by what is told.
    index: &'static str,
    /// How those of one owner are found: where there is an index by what is told, in it, for its entries stand side by side.
    of_an_owner: &'static str,
}

impl Rows {
    const fn of_owners(index: &'static str) -> Self {
        Self { table: "owners", owner: "id", index, of_an_owner: "INDEXED BY owners_in_short" }
    }

    const fn of_figures(index: &'static str) -> Self {
        Self { table: "owner_figures", owner: "owner_id", index, of_an_owner: "NOT INDEXED" }
    }
}

impl Sought {
    /// Whom the indexes name, and all who wait for them, each once or more often. A place in them ends in the owner's id.
    pub(super) fn sql(&self, conditions: &mut Conditions) -> String {
        let mut sql = "SELECT owner_id AS id FROM search_waiting".to_owned();
        for (table, expression) in [("search_words", &self.words), ("search_fragments", &self.fragments)] {
            if let Some(expression) = expression {
                let mark = conditions.bind(expression.clone());
                sql += &format!(
                    " UNION ALL SELECT rowid & 0xffffffffff FROM {table} WHERE {table} MATCH {mark}"
                );
            }
        }
        sql
    }
}

/// Whether a statement gives more rows than so many.
pub(super) fn gives_more(conn: &Connection, sql: &str, values: &[Value], than: usize) -> Result<bool> {
    let offset = values.len() + 1;
    let than = Value::from(i64::try_from(than).unwrap_or(i64::MAX));
    let mut statement = conn.prepare_cached(&format!("SELECT 1 FROM ({sql}) LIMIT 1 OFFSET ?{offset}"))?;
    Ok(statement.exists(params_from_iter(values.iter().chain([&than])))?)
}

fn chosen<'v, T>(chosen: &'v [T], all: &'v [T]) -> &'v [T] {
    if chosen.is_empty() { all } else { chosen }
}

fn named<'v, T: ToString>(given: &'v [T], all: &'v [T]) -> impl Iterator<Item = String> + 'v {
    chosen(given, all).iter().map(T::to_string)
}
