//! Indexes that name the owners who meet a part of the filters: where few do, the list is made from these.

use super::super::{
    ActiveFilter, OwnerFilters,
    conditions::Conditions,
    text::{self, Word, quoted},
};
use crate::{
    Result,
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
        (By::Spent, filters.spent_min.is_some() || filters.spent_max.is_some()),
        (By::Visited, filters.days_min.is_some() || filters.days_max.is_some()),
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

/// The part that the fewest owners meet and how many those are at most, of the parts that at most `most` do.
pub(super) fn fewest<'n>(
    conn: &Connection,
    all: &'n [Narrow],
    mut most: usize,
) -> Result<Option<(&'n Narrow, usize)>> {
    let mut fewest = None;
    for narrow in all {
        let count = narrow.count(conn, most.saturating_add(1))?;
        if count <= most {
            (fewest, most) = (Some((narrow, count)), count);
        }
    }
    Ok(fewest)
}

impl Narrow {
    /// How many meet it at most, counted no further than `most`.
    fn count(&self, conn: &Connection, most: usize) -> Result<usize> {
        let mut conditions = Conditions::default();
        let ids = self.sql(&mut conditions);
        let most = conditions.bind(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = format!("SELECT count(*) FROM ({ids} LIMIT {most})");
        let mut statement = conn.prepare_cached(&sql)?;
        let count: i64 = statement.query_row(params_from_iter(conditions.values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// The statement for the ids of those who meet it, each once or more often, and its values.
    pub(super) fn ids(&self) -> (String, Vec<Value>) {
        let mut conditions = Conditions::default();
        let sql = self.sql(&mut conditions);
        (sql, conditions.values)
    }

    /// Whether it is about figures.
    pub(super) fn is_of_figures(&self) -> bool {
        matches!(&self.by, By::Stage | By::Spent | By::Visited)
    }

    /// The owners who meet it (`o`) with their figures (`f`), its values bound to `conditions`.
    pub(super) fn from(&self, conditions: &mut Conditions) -> String {
        let mut ids = self.sql(conditions);
        if matches!(&self.by, By::Tags | By::Species) {
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
        let filters = &self.filters;
        let mut part = Conditions { sql: Vec::new(), values: std::mem::take(&mut conditions.values) };
        let from = match &self.by {
            By::Word(sought) => {
                conditions.values = part.values;
                return sought.sql(conditions);
            }
            By::Inactive => {
                part.sql.push("is_active = 0".into());
                "SELECT id FROM owners INDEXED BY owners_out_of_lists"
            }
            By::City => {
                part.any("city", filters.cities.iter().cloned());
                part.sources("acquisition_source", filters);
                "SELECT id FROM owners INDEXED BY owners_by_city"
            }
            By::Source => {
                part.sources("acquisition_source", filters);
                "SELECT id FROM owners INDEXED BY owners_by_source"
            }
            By::Tags => {
                part.any("tag_id", filters.tags.iter().map(|tag| tag.0));
                "SELECT owner_id AS id FROM owner_tags INDEXED BY owner_tags_by_tag"
            }
            By::Species => {
                part.any("species", filters.species.iter().cloned());
                part.sql.push("status = 'active'".into());
                "SELECT owner_id AS id FROM pets INDEXED BY pets_by_species"
            }
            By::Stage => {
                // A column that no filter names takes any of its values: so the index is sought, not walked.
                part.any("lifecycle", named(&filters.lifecycles, Lifecycle::ALL));
                part.any("churn_risk", named(&filters.risks, ChurnRisk::ALL));
                part.any("tier", named(&filters.tiers, Tier::ALL));
                part.visited("last_visit_on", filters, self.today);
                part.spent("total_spent_cents", filters);
                "SELECT owner_id AS id FROM owner_figures INDEXED BY owner_figures_by_stage"
            }
            By::Spent => {
                part.spent("total_spent_cents", filters);
                "SELECT owner_id AS id FROM owner_figures INDEXED BY owner_figures_by_spent"
            }
            By::Visited => {
                part.visited("last_visit_on", filters, self.today);
                "SELECT owner_id AS id FROM owner_figures INDEXED BY owner_figures_by_last_visit"
            }
        };
        let sql = format!("{from} WHERE {}", part.joined());
        conditions.values = part.values;
        sql
    }
}

impl Sought {
    /// Whom the indexes name, and all who wait for them, each once. A place in them ends in the owner's id.
    pub(super) fn sql(&self, conditions: &mut Conditions) -> String {
        let mut sql = "SELECT owner_id AS id FROM search_waiting".to_owned();
        for (table, expression) in [("search_words", &self.words), ("search_fragments", &self.fragments)] {
            if let Some(expression) = expression {
                let mark = conditions.bind(expression.clone());
                sql += &format!(" UNION SELECT rowid & 0xffffffffff FROM {table} WHERE {table} MATCH {mark}");
            }
        }
        sql
    }
}

fn named<'v, T: ToString>(chosen: &'v [T], all: &'v [T]) -> impl Iterator<Item = String> + 'v {
    let named = if chosen.is_empty() { all } else { chosen };
    named.iter().map(T::to_string)
}
