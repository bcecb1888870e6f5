//! Owners by their names alone, for the lists of what is theirs.

use super::{
    super::{
        conditions::Conditions,
        text::{self, Word},
    },
    narrow,
};
use crate::{Result, clinic::IdSet};
use rusqlite::Connection;

/// A text that is looked for in names: each of its words stands in the name on the screen.
#[derive(Debug, Clone)]
pub(in crate::records) struct Name(Vec<Word>);

impl Name {
    /// The words of a text; nothing without any.
    pub(in crate::records) fn of(text: &str) -> Option<Self> {
        Some(text::words(text)).filter(|words| !words.is_empty()).map(Self)
    }

    /// Its words as a JSON list: what the conditions bind.
    pub(in crate::records) fn json(&self) -> Result<String> {
        let words: Vec<&str> = self.0.iter().map(|word| word.typed.as_str()).collect();
        Ok(serde_json::to_string(&words)?)
    }

    /// Owners who may bear it: nobody else does. `None` where more than `most` may.
    pub(in crate::records) fn may_be(&self, conn: &Connection, most: usize) -> Result<Option<IdSet>> {
        // Marks alone are in no index.
        let longest = self.0.iter().filter(|word| word.has_letters()).max_by_key(|word| word.typed.len());
        let Some(longest) = longest else { return Ok(None) };
        let Some(sought) = narrow::in_names(conn, longest)? else { return Ok(None) };
        let mut conditions = Conditions::default();
        let few = sought.sql(&mut conditions);
        let are_many = narrow::gives_more(conn, &few, &conditions.values, most)?;
        (!are_many).then(|| IdSet::of(conn, &few, &conditions.values)).transpose()
    }

    /// Those of these owners who bear it.
    pub(in crate::records) fn among(&self, conn: &Connection, owners: &IdSet) -> Result<IdSet> {
        let sql = format!("SELECT value FROM json_each(?1) WHERE {}", self.is_of("value", "?2"));
        IdSet::of(conn, &sql, &[owners.json()?.into(), self.json()?.into()])
    }

    /// All owners of that name, however many.
    pub(in crate::records) fn all_owners(&self, conn: &Connection) -> Result<IdSet> {
        let sql = format!(
            "SELECT o.id FROM owners o INDEXED BY owners_by_name WHERE {}",
            self.stands_in_name("?1")
        );
        IdSet::of(conn, &sql, &[self.json()?.into()])
    }

    /// The condition that the owner in a column bears it; its words are in a parameter.
    pub(in crate::records) fn is_of(&self, owner: &str, words: &str) -> String {
        let bears = self.stands_in_name(words);
        format!("EXISTS (SELECT 1 FROM owners o INDEXED BY owners_in_short WHERE o.id = {owner} AND {bears})")
    }

    /// Each word stands in the name of an owner (`o`): as it is sorted, without the mark behind a letter that follows its
    /// like.
    fn stands_in_name(&self, words: &str) -> String {
        let has = |nth: usize| {
            format!("instr(replace(o.sort_name, '~', ''), json_extract({words}, '$[{nth}]')) > 0")
        };
        (0..self.0.len()).map(has).collect::<Vec<_>>().join(" AND ")
    }
}
