//! Criteria as SQL: one statement, its texts fixed, its values bound.
//!
//! A rule has a *test* (does it hold for the owner at hand?) and, where an index leads straight to its owners, a
//! *source*: the ids of all for whom it holds. The narrowest source at the top of the tree drives the count;
//! without one it is a walk over the figures. Everything else is tested owner by owner, the cheap first.
//!
//! The few who stay out of lists are not asked for owner by owner: a count is that of everybody less that of them.

mod rules;
mod tests;

use super::{
    criteria::{Criteria, Node, Quantity, Rule},
    store::names::Names,
};
use crate::{
    Result,
    clinic::{LoyaltyRules, Read},
    records::owners::OUT_OF_LISTS,
    values::Day,
};
use rusqlite::types::Value;

/// The indexes that a walk reads figures off, never touching the table, and what they hold; the narrowest first.
const INDEXES: [(&str, &[&str]); 2] = [
    ("owner_figures_by_visits", &["total_visits", "species"]),
    (
        "owner_figures_by_spent",
        &[
            "total_spent_cents",
            "last_visit_on",
            "lifecycle",
            "churn_risk",
            "tier",
            "total_visits",
            "next_appointment_on",
            "value_score",
            "species",
        ],
    ),
];

/// What stands in a test for the owner's id.
const ID: &str = "@id";
/// Those who stay out, joined to what is asked about them.
const OUT_FIRST: &str = "owners q INDEXED BY owners_out_of_lists";
const IS_OUT: &str = "(q.is_active = 0 OR q.blocked_at IS NOT NULL OR q.anonymised_at IS NOT NULL)";

/// A statement with the values that it is run with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    /// Its text, which holds no value of anybody's.
    pub sql: String,
    /// Bound to `?1`, `?2` ….
    pub values: Vec<Value>,
}

/// Criteria as they are asked of the database.
pub(super) struct Compiled {
    parts: Vec<Part>,
    values: Vec<Value>,
    keeps_out: bool,
}

/// Sets of owners, in which one may stand more than once: those in the first and in all others, but not in the last.
pub(super) struct Sets {
    /// Whom the figures let through, or a narrow source names.
    pub(super) first: Statement,
    /// The owners of each wide source beside it.
    pub(super) others: Vec<Statement>,
    /// Those who stay out of lists.
    pub(super) out: Option<Statement>,
}

/// One of the conditions that all must hold.
struct Part {
    test: String,
    source: Option<Source>,
    weight: Weight,
}

impl Part {
    fn is_of_figures(&self) -> bool {
        matches!(self.weight, Weight::Figure | Weight::FigureOrSource)
    }
}

/// How much a test costs, and how narrow a source is: those with less come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Compares a figure.
    Figure,
    /// As that; by itself its source is quicker.
    FigureOrSource,
    /// Looks something up for each owner; its source holds few.
    Narrow,
    /// As that; its source may hold many.
    Middling,
    /// As that; its source may hold most owners.
    Wide,
    /// A group.
    Group,
}

/// Which sources may lead to the owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drive {
    /// Narrow ones; a wide one only where no figure narrows the walk. Right where few are met.
    ByNarrow,
    /// Wide ones too, in the order of their ids. Right where many are met: a look into the figures beside each is
    /// cheaper than a look-up for each that the figures let through.
    ByAny,
}

/// The owners of a rule.
struct Source {
    sql: String,
}

/// What compiling needs to know of the clinic.
pub(super) struct Ground<'r> {
    pub(super) read: &'r Read<'r>,
    pub(super) names: Names<'r>,
    pub(super) today: Day,
    pub(super) loyalty: &'r LoyaltyRules,
}

impl<'r> Ground<'r> {
    pub(super) fn of(read: &'r Read<'r>) -> Result<Self> {
        Ok(Self { read, names: Names::of(read.conn()), today: read.today, loyalty: &read.settings.loyalty })
    }
}

impl Compiled {
    /// Compiles criteria for a clinic and a day.
    pub(super) fn of(ground: &Ground<'_>, criteria: &Criteria) -> Result<Self> {
        let keeps_out = !criteria.asks_for_inactive();
        Self::of_node(ground, &criteria.0, keeps_out)
    }

    /// Compiles a part of a tree. `keeps_out` leaves those out who stay out of lists.
    pub(super) fn of_node(ground: &Ground<'_>, node: &Node, keeps_out: bool) -> Result<Self> {
        let mut compiler = Compiler { ground, values: Vec::new() };
        let mut parts = Vec::new();
        compiler.conjuncts(node, &mut parts)?;
        parts.sort_by_key(|part| part.weight);
        Ok(Self { parts, values: compiler.values, keeps_out })
    }

    /// The ids, in no order and perhaps more than once each, at most so many.
    pub(super) fn ids(&self, limit: u32) -> Statement {
        let (id, met) = self.met(Drive::ByNarrow);
        let (out, mark) = (self.not_out(id), self.mark(0));
        self.statement(format!("SELECT {id} {met}{out} LIMIT {mark}"), [limit.into()])
    }

    /// The owners as sets. Wide ones are read once each, where a look-up in one for each owner of another would cost
    /// several times as much.
    pub(super) fn sets(&self) -> Sets {
        let statement = |sql: String| self.statement(sql, []);
        let mut wide = self.wide().into_iter().map(statement);
        let first = wide.next().unwrap_or_else(|| {
            let (id, met) = self.met(Drive::ByAny);
            statement(format!("SELECT {id} {met}"))
        });
        let out = self.keeps_out.then(|| statement(OUT_OF_LISTS.to_owned()));
        Sets { first, others: wide.collect(), out }
    }

    /// A set for the figures and one for each other condition; none where one of these cannot be asked for by itself, or
    /// leads to few.
    fn wide(&self) -> Vec<String> {
        let (figures, others): (Vec<&Part>, Vec<&Part>) =
            self.parts.iter().partition(|part| part.is_of_figures());
        let sources =
            others.iter().map(|part| part.source.as_ref().filter(|_| part.weight >= Weight::Middling));
        let Some(sources) = sources.collect::<Option<Vec<_>>>().filter(|_| self.parts.len() > 1) else {
            return Vec::new();
        };
        let tests: Vec<&str> = figures.iter().map(|part| part.test.as_str()).collect();
        let tests = tests.join(" AND ").replace(ID, "f.owner_id");
        let figures =
            (!figures.is_empty()).then(|| format!("SELECT f.owner_id FROM {} WHERE {tests}", walk(&tests)));
        figures.into_iter().chain(sources.into_iter().map(|source| source.sql.clone())).collect()
    }

    /// What all have spent together, and how many pets of theirs live.
    pub(super) fn sums(&self) -> [Statement; 2] {
        let (id, met) = self.met(Drive::ByAny);
        let all = format!("SELECT {id} {met}{}", self.not_out(id));
        [
            format!("SELECT coalesce(sum(g.total_spent_cents), 0) FROM owner_figures g WHERE g.owner_id IN ({all})"),
            format!("SELECT count(*) FROM pets q WHERE q.status = 'active' AND q.owner_id IN ({all})"),
        ]
        .map(|sql| self.statement(sql, []))
    }

    /// All conditions on an owner whose figures are `f`, with what they bind.
    pub(super) fn conditions(&self, id: &str) -> (String, Vec<Value>) {
        (format!("{}{}", self.tests(None, id), self.not_out(id)), self.values.clone())
    }

    /// A page of ids in their order, behind one: a walk that ends early where many are met.
    pub(super) fn page(&self, after: i64, limit: u32) -> Statement {
        let tests = self.tests(None, "f.owner_id");
        let out = self.not_out("f.owner_id");
        let (after_mark, limit_mark) = (self.mark(0), self.mark(1));
        let sql = format!(
            "SELECT f.owner_id FROM owner_figures f NOT INDEXED WHERE f.owner_id > {after_mark} AND {tests}{out} ORDER BY f.owner_id LIMIT {limit_mark}"
        );
        self.statement(sql, [after.into(), limit.into()])
    }

    fn statement<const N: usize>(&self, sql: String, more: [Value; N]) -> Statement {
        Statement { sql, values: self.values.iter().cloned().chain(more).collect() }
    }

    /// The mark of a value behind those of the rules.
    fn mark(&self, place: usize) -> String {
        format!("?{}", self.values.len() + place + 1)
    }

    fn not_out(&self, id: &str) -> String {
        if self.keeps_out { format!(" AND {id} NOT IN ({OUT_OF_LISTS})") } else { String::new() }
    }

    /// The id of each who meets all conditions, and from `FROM` on how they are found: perhaps more than once each.
    fn met(&self, drive: Drive) -> (&'static str, String) {
        let Some((driver, source)) = self.driver(drive) else {
            let tests = self.tests(None, "f.owner_id");
            return ("f.owner_id", format!("FROM {} WHERE {tests}", walk(&tests)));
        };
        let tests = self.tests(Some(driver), "s.owner_id");
        let figures =
            if needs_figures(&tests) { " CROSS JOIN owner_figures f ON f.owner_id = s.owner_id" } else { "" };
        ("s.owner_id", format!("FROM ({}) s{figures} WHERE {tests}", source.sql))
    }

    /// The narrowest source.
    fn driver(&self, drive: Drive) -> Option<(usize, &Source)> {
        let has_figure = drive == Drive::ByNarrow && self.parts.iter().any(Part::is_of_figures);
        let is_alone = self.parts.len() == 1;
        self.parts.iter().enumerate().find_map(|(place, part)| {
            let source = part.source.as_ref()?;
            let leads = match part.weight {
                Weight::Narrow | Weight::Middling => true,
                Weight::FigureOrSource => is_alone,
                _ => !has_figure,
            };
            leads.then_some((place, source))
        })
    }

    /// All tests but the driver's.
    fn tests(&self, driver: Option<usize>, id: &str) -> String {
        let tests: Vec<&str> = self
            .parts
            .iter()
            .enumerate()
            .filter(|(place, _)| Some(*place) != driver)
            .map(|(_, part)| part.test.as_str())
            .collect();
        if tests.is_empty() { "TRUE".into() } else { tests.join(" AND ").replace(ID, id) }
    }
}

fn needs_figures(tests: &str) -> bool {
    tests.contains("f.")
}

/// The figures, gone through off the narrowest index that holds all that is asked for. A range of another would be looked
/// up row by row in the table, so that a walk over that is faster.
fn walk(tests: &str) -> String {
    let asked: Vec<&str> =
        tests.split("f.").skip(1).map(leading_name).filter(|column| *column != "owner_id").collect();
    let covering = INDEXES.iter().find(|(_, columns)| asked.iter().all(|column| columns.contains(column)));
    let how = covering.map_or("NOT INDEXED".into(), |(index, _)| format!("INDEXED BY {index}"));
    format!("owner_figures f {how}")
}

/// The name that a text begins with.
fn leading_name(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_lowercase() && c != '_').next().unwrap_or_default()
}

/// Turns rules into conditions and collects what they bind.
struct Compiler<'g, 'r> {
    ground: &'g Ground<'r>,
    values: Vec<Value>,
}

impl Compiler<'_, '_> {
    /// The conditions that must all hold.
    fn conjuncts(&mut self, node: &Node, parts: &mut Vec<Part>) -> Result<()> {
        match node {
            Node::Everyone => {}
            Node::All(nodes) => nodes.iter().try_for_each(|node| self.conjuncts(node, parts))?,
            // Each tag can be the one that leads to the owners.
            Node::Rule(Rule::Tags(Quantity::All, names)) => {
                for name in names {
                    parts.push(self.rule(&Rule::Tags(Quantity::All, vec![name.clone()]))?);
                }
            }
            Node::Rule(rule) => parts.push(self.rule(rule)?),
            Node::Any(_) | Node::None(_) => {
                let test = self.test(node)?;
                parts.push(Part { test, source: None, weight: Weight::Group });
            }
        }
        Ok(())
    }

    /// A part of the tree as one condition. What is not known is false, also under a `none`.
    fn test(&mut self, node: &Node) -> Result<String> {
        Ok(match node {
            Node::Everyone => "TRUE".into(),
            Node::Rule(rule) => self.rule(rule)?.test,
            Node::All(nodes) => format!("({})", self.joined(nodes, " AND ")?),
            Node::Any(nodes) => format!("({})", self.joined(nodes, " OR ")?),
            Node::None(nodes) => format!("NOT coalesce({}, FALSE)", self.joined(nodes, " OR ")?),
        })
    }

    fn joined(&mut self, nodes: &[Node], word: &str) -> Result<String> {
        let tests = nodes.iter().map(|node| self.test(node)).collect::<Result<Vec<_>>>()?;
        Ok(tests.join(word))
    }

    /// Binds a value and gives its mark.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        let value = value.into();
        let place = self.values.iter().position(|bound| *bound == value).unwrap_or_else(|| {
            self.values.push(value);
            self.values.len() - 1
        });
        format!("?{}", place + 1)
    }

    /// Binds values for an `IN`; of none the list is empty and nothing is in it.
    fn bind_all<T: Into<Value>>(&mut self, values: impl IntoIterator<Item = T>) -> String {
        let marks: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        marks.join(", ")
    }

    fn day(&mut self, day: Day) -> String {
        self.bind(i64::from(day.number()))
    }
}
