//! Sales that a text names: by their number, or by the owner's name.

use super::table;
use crate::{Result, records::sales::SaleKind, values::fold};
use rusqlite::Connection;

/// How many sales are passed by day before those that a text names are gathered instead. Of a frequent name the page is
/// full by then; of a number there is one, wherever it stands.
pub(super) const NEAR: u32 = 10_000;

/// The sales that a text names: its words stand in the owner's name as they are, and so they do in the number. A text
/// without a digit in it is a number's beginning, in small letters or capitals: so it is sought, not looked for.
pub(super) struct Mentions {
    /// Folded, and never empty.
    pub(super) text: String,
    /// The owners of that name, as JSON.
    pub(super) owners: String,
}

impl Mentions {
    /// What a text of the filter names; nothing where it is empty.
    pub(super) fn of(conn: &Connection, text: &str) -> Result<Option<Self>> {
        let text = fold(text);
        if text.is_empty() {
            return Ok(None);
        }
        let sql = "SELECT json_group_array(id) FROM owners INDEXED BY owners_by_name
                   WHERE instr(replace(sort_name, '~', ''), ?1) > 0";
        let owners = conn.prepare_cached(sql)?.query_row([&text], |row| row.get(0))?;
        Ok(Some(Self { text, owners }))
    }

    /// What a number must meet, in ways that are each looked up by themselves; the text is in this parameter.
    fn numbers(&self, text: &str) -> Vec<String> {
        if self.text.bytes().any(|c| c.is_ascii_digit()) {
            return vec![format!("instr(lower(s.number), {text}) > 0")];
        }
        let begins = |text: String| format!("s.number BETWEEN {text} AND {text} || char(1114111)");
        vec![begins(text.to_owned()), begins(format!("upper({text})"))]
    }

    /// Whether a sale (`s`) is named by the text in the first parameter or by the owners in the second.
    pub(super) fn test(&self, [text, owners]: [&str; 2]) -> String {
        let numbers = self.numbers(text).join(" OR ");
        format!("({numbers} OR s.owner_id IN (SELECT value FROM json_each({owners})))")
    }

    /// Columns of all sales of a kind (`s`) that are named and meet the conditions, each once.
    pub(super) fn sql(
        &self,
        kind: SaleKind,
        columns: &str,
        conditions: &str,
        [text, owners]: [&str; 2],
    ) -> String {
        let table = table(kind);
        let by_number = self.numbers(text).into_iter().map(|is| {
            format!(
                "SELECT {columns} FROM {table} s INDEXED BY {table}_by_number
                 WHERE s.number IS NOT NULL AND {is} AND {conditions}"
            )
        });
        let by_owner = format!(
            "SELECT {columns} FROM json_each({owners}) n CROSS JOIN {table} s INDEXED BY {table}_by_owner
               ON s.owner_id = n.value WHERE {conditions}"
        );
        std::iter::once(by_owner).chain(by_number).collect::<Vec<_>>().join(" UNION ")
    }
}
