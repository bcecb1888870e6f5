//! Whom a text may mean: names and breeds are few beside the pets that bear them, so the words are looked for in these.

use crate::{Result, values::fold};
use rusqlite::Connection;

/// Where a word may mean more pets than so many, a page is sooner full on a walk.
pub(super) const MOST: usize = 5_000;

/// Every name once, as it is sorted: with a mark (`~`) behind a letter that follows its like (`ñ` behind `n`).
const NAMES: &str = "WITH RECURSIVE step (name) AS (
      SELECT min(sort_name) FROM pets
      UNION ALL SELECT (SELECT min(sort_name) FROM pets WHERE sort_name > step.name) FROM step WHERE step.name IS NOT NULL)
    SELECT name FROM step WHERE name IS NOT NULL";
const BREEDS: &str = "WITH RECURSIVE step (breed) AS (
      SELECT min(breed) FROM pets WHERE breed IS NOT NULL
      UNION ALL SELECT (SELECT min(breed) FROM pets WHERE breed > step.breed) FROM step WHERE step.breed IS NOT NULL)
    SELECT breed FROM step WHERE breed IS NOT NULL";

/// The pets that a word of a text may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Their ids, in JSON.
    pub(super) ids: String,
    /// The text is this word: all of them have it.
    pub(super) is_exact: bool,
}

impl Named {
    /// The pets that the longest word means; nothing where they are more than `most`, or there is no word.
    pub(super) fn of(conn: &Connection, text: &str, most: usize) -> Result<Option<Self>> {
        let text = fold(text);
        let Some(word) = text.split_whitespace().max_by_key(|word| word.len()) else { return Ok(None) };
        let (names, breeds) = (having(conn, NAMES, word)?, having(conn, BREEDS, word)?);
        let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let mut statement = conn.prepare_cached(&found(word))?;
        let ids = statement.query_map((names, breeds, word, limit), |row| row.get(0))?;
        let ids: Vec<i64> = ids.collect::<rusqlite::Result<_>>()?;
        if ids.len() > most {
            return Ok(None);
        }
        Ok(Some(Self { ids: serde_json::to_string(&ids)?, is_exact: word == text }))
    }
}

/// The texts that a statement gives and a word is part of, in JSON.
fn having(conn: &Connection, sql: &str, word: &str) -> Result<String> {
    let bare = |text: &str| text.replace('~', "");
    let word = bare(word);
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut having: Vec<String> = Vec::new();
    while let Some(row) = rows.next()? {
        let text = row.get_ref(0)?.as_str()?;
        if bare(&fold(text)).contains(&word) {
            having.push(text.to_owned());
        }
    }
    Ok(serde_json::to_string(&having)?)
}

/// The statement for the pets with these names (`?1`) or breeds (`?2`), or the word (`?3`) in their microchip.
fn found(word: &str) -> String {
    let chips = match word.bytes().all(|c| c.is_ascii_digit()) {
        true => "pets p INDEXED BY pets_by_microchip WHERE p.microchip IS NOT NULL",
        false => "pets p INDEXED BY pets_by_odd_microchip WHERE p.microchip GLOB '*[^0-9]*'",
    };
    format!(
        "SELECT p.id FROM json_each(?1) n CROSS JOIN pets p INDEXED BY pets_by_name ON p.sort_name = n.value
         UNION SELECT p.id FROM json_each(?2) b CROSS JOIN pets p INDEXED BY pets_by_breed ON p.breed = b.value
         UNION SELECT p.id FROM {chips} AND instr(lower(p.microchip), ?3) > 0
         LIMIT ?4"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn names_breeds_and_chips_are_sought_in_their_indexes() {
        for sql in [NAMES, BREEDS] {
            let plan = plan(sql);
            let is_walked = |line: &&str| line.contains("pets") && !line.contains("SEARCH");
            assert_eq!(plan.lines().find(is_walked), None, "{plan}");
        }
        for (word, chips) in [("981", "pets_by_microchip"), ("luna", "pets_by_odd_microchip")] {
            let plan = plan(&found(word));
            for index in ["pets_by_name (sort_name=?)", "pets_by_breed (breed=?)", chips] {
                assert!(plan.contains(&format!("INDEX {index}")), "{index}: {plan}");
            }
        }
    }
}
