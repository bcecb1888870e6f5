//! Sales that a text names: by their number, or by the owner's name.

use super::table;
use crate::{
    Result,
    records::{owners::Name, sales::SaleKind},
    values::fold,
};
use rusqlite::{Connection, types::Value};
use std::borrow::Cow;

/// How many sales are passed by day before those that a text names are gathered instead: of a frequent name the page is
/// full by then.
pub(super) const NEAR: u32 = 10_000;
/// What so many owners bought is gathered; of more, the newest sales are met by day.
const FEW_OWNERS: u32 = 1_000;
/// Of so many owners it is known beforehand whose name it may be; sales of more are soon met.
const KNOWN_OWNERS: usize = 5_000;
/// So many numbers are sooner gathered than met by day.
const FEW_NUMBERS: i64 = 2_500;
/// A shorter text is no number's ending: every hundredth ends so.
const ENDING: usize = 3;

/// What a text names: each of its words stands in the owner's name, or the number begins or ends with the text, in small
/// letters or capitals.
#[derive(Clone)]
pub(super) struct Mentions {
    /// Folded, and never empty.
    text: String,
    name: Name,
    owners: Owners,
}

#[derive(Clone)]
enum Owners {
    /// Their ids, as JSON.
    Known(String),
    /// Each sale's owner is asked for the name: all, or those who may bear it, their ids as JSON.
    Asked(Option<String>),
}

/// What a text names among the sales of a kind.
#[derive(Clone, Copy)]
pub(super) struct Named<'m> {
    mentions: &'m Mentions,
    kind: SaleKind,
    has_numbers: bool,
    /// Whether they are more than are gathered first.
    pub(super) are_many: bool,
}

impl Mentions {
    /// What a text of the filter names; nothing where it is empty.
    pub(super) fn of(conn: &Connection, text: &str) -> Result<Option<Self>> {
        let text = fold(text);
        let Some(name) = Name::of(&text) else { return Ok(None) };
        let owners = match name.may_be(conn, KNOWN_OWNERS)? {
            Some(few) if few.count() <= FEW_OWNERS => Owners::Known(name.among(conn, &few)?.json()?),
            may_be => Owners::Asked(may_be.map(|owners| owners.json()).transpose()?),
        };
        Ok(Some(Self { text, name, owners }))
    }

    /// The same with all owners looked up, however many.
    pub(super) fn known(&self, conn: &Connection) -> Result<Cow<'_, Self>> {
        if matches!(self.owners, Owners::Known(_)) {
            return Ok(Cow::Borrowed(self));
        }
        let owners = Owners::Known(self.name.all_owners(conn)?.json()?);
        Ok(Cow::Owned(Self { owners, ..self.clone() }))
    }

    /// What is bound to the parameters of the statements: the text, owners, and the words of their name.
    pub(super) fn values(&self) -> Result<[Value; 3]> {
        let owners = match &self.owners {
            Owners::Known(owners) | Owners::Asked(Some(owners)) => owners.clone().into(),
            Owners::Asked(None) => Value::Null,
        };
        Ok([self.text.clone().into(), owners, self.name.json()?.into()])
    }

    /// What it names among the sales of a kind.
    pub(super) fn among(&self, conn: &Connection, kind: SaleKind) -> Result<Named<'_>> {
        let mut numbers = 0;
        for by_number in self.by_number(kind, "1", "?1") {
            let sql = format!("SELECT count(*) FROM ({by_number} LIMIT ?2)");
            let mut statement = conn.prepare_cached(&sql)?;
            numbers += statement.query_row((&self.text, FEW_NUMBERS + 1), |row| row.get::<_, i64>(0))?;
        }
        let are_many = matches!(self.owners, Owners::Asked(_)) || numbers > FEW_NUMBERS;
        Ok(Named { mentions: self, kind, has_numbers: numbers > 0, are_many })
    }

    /// What the number of a sale (`s`) may meet to be named by the text in a parameter, each with its index.
    fn numbers(&self, text: &str) -> Vec<(&'static str, String)> {
        let begins =
            |text: &str| ("by_number", format!("s.number BETWEEN {text} AND {text} || char(1114111)"));
        let capitals = format!("upper({text})");
        let mut ways = vec![begins(text)];
        if self.text.bytes().any(|c| c.is_ascii_lowercase()) {
            ways.push(begins(&capitals));
        }
        if self.text.chars().count() >= ENDING {
            let ending = format!(
                "substr(s.number, -{ENDING}) IN (substr({text}, -{ENDING}), substr({capitals}, -{ENDING}))
                   AND substr(s.number, -length({text})) IN ({text}, {capitals})"
            );
            ways.push(("by_ending", ending));
        }
        ways
    }

    /// Columns of the sales of a kind (`s`) whose number the text in a parameter names, in statements of their own.
    fn by_number(&self, kind: SaleKind, columns: &str, text: &str) -> impl Iterator<Item = String> {
        let table = table(kind);
        self.numbers(text).into_iter().map(move |(index, is)| {
            format!(
                "SELECT {columns} FROM {table} s INDEXED BY {table}_{index} WHERE s.number IS NOT NULL AND {is}"
            )
        })
    }
}

impl Named<'_> {
    /// The same with the owners of the same text as they are known since.
    pub(super) fn with<'k>(&self, known: &'k Mentions) -> Named<'k> {
        Named { mentions: known, kind: self.kind, has_numbers: self.has_numbers, are_many: self.are_many }
    }

    /// Whether a sale (`s`) is named by the text in the first parameter, or by its owner.
    pub(super) fn test(&self, [text, owners, words]: [&str; 3]) -> String {
        let among = format!("s.owner_id IN (SELECT value FROM json_each({owners}))");
        let asked = self.mentions.name.is_of("s.owner_id", words);
        let mut ways = vec![match self.mentions.owners {
            Owners::Known(_) => among,
            Owners::Asked(Some(_)) => format!("({among} AND {asked})"),
            Owners::Asked(None) => asked,
        }];
        if self.has_numbers {
            ways.extend(self.mentions.numbers(text).into_iter().map(|(_, is)| is));
        }
        format!("({})", ways.join(" OR "))
    }

    /// What of a sale the test looks at.
    pub(super) fn tested(&self) -> &'static str {
        if self.has_numbers { "s.owner_id, s.number" } else { "s.owner_id" }
    }

    /// Columns of all sales that are named and meet the conditions, each once. The owners are known.
    pub(super) fn sql(&self, columns: &str, conditions: &str, [text, owners, _]: [&str; 3]) -> String {
        let table = table(self.kind);
        let mut ways = vec![format!(
            "SELECT {columns} FROM json_each({owners}) n CROSS JOIN {table} s INDEXED BY {table}_by_owner
               ON s.owner_id = n.value WHERE TRUE"
        )];
        if self.has_numbers {
            ways.extend(self.mentions.by_number(self.kind, columns, text));
        }
        let ways: Vec<String> = ways.into_iter().map(|way| format!("{way} AND {conditions}")).collect();
        ways.join(" UNION ")
    }
}

#[cfg(test)]
impl Mentions {
    /// Such a text, for the tests of statements.
    pub(super) fn example(text: &str, are_known: bool) -> Self {
        let json = "[1]".to_owned();
        let owners = if are_known { Owners::Known(json) } else { Owners::Asked(Some(json)) };
        Self { text: text.into(), name: Name::of(text).unwrap(), owners }
    }

    pub(super) fn named(&self, kind: SaleKind, has_numbers: bool) -> Named<'_> {
        Named { mentions: self, kind, has_numbers, are_many: false }
    }
}
