//! Whom a text may mean: names and breeds are few beside the pets that bear them, so the words are looked for in these.

use crate::{Result, clinic::IdSet, values::fold};
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
    pub(super) by: By,
    /// The text is this word: all of them have it.
    pub(super) is_exact: bool,
}

/// How they are told, as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum By {
    /// Theirs are these names, as they are sorted.
    Names(String),
    Ids(String),
}

impl Named {
    /// The pets that the longest word means; nothing where they are more than `most`, or there is no word.
    pub(super) fn of(conn: &Connection, text: &str, most: usize) -> Result<Option<Self>> {
        let text = fold(text);
        let Some(word) = text.split_whitespace().max_by_key(|word| word.len()) else { return Ok(None) };
        let (names, breeds) = (having(conn, NAMES, word)?, having(conn, BREEDS, word)?);
        let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let bearers = IdSet::of(conn, &by_name(), &[names.clone().into(), limit.into()])?;
        let others = IdSet::of(
            conn,
            &by_breed_and_chip(word),
            &[breeds.into(), word.to_owned().into(), limit.into()],
        )?;
        let has_others = others.count() > 0;
        let all = bearers.or(&others);
        if all.count() as usize > most {
            return Ok(None);
        }
        let by = match has_others {
            true => By::Ids(all.json()?),
            false => By::Names(names),
        };
        Ok(Some(Self { by, is_exact: word == text }))
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

/// The pets (`p`) that bear one of the names in a parameter.
pub(super) fn bearing(names: &str) -> String {
    format!("json_each({names}) n CROSS JOIN pets p INDEXED BY pets_by_name ON p.sort_name = n.value")
}

/// The statement for the ids of the pets with these names (`?1`).
fn by_name() -> String {
    format!("SELECT p.id FROM {} LIMIT ?2", bearing("?1"))
}

/// The statement for the pets of these breeds (`?1`), or with the word (`?2`) in their microchip.
fn by_breed_and_chip(word: &str) -> String {
    let chips = match word.bytes().all(|c| c.is_ascii_digit()) {
        true => "pets p INDEXED BY pets_by_microchip WHERE p.microchip IS NOT NULL",
        false => "pets p INDEXED BY pets_by_odd_microchip WHERE p.microchip GLOB '*[^0-9]*'",
    };
    format!(
        "SELECT p.id FROM json_each(?1) b CROSS JOIN pets p INDEXED BY pets_by_breed ON p.breed = b.value
         UNION SELECT p.id FROM {chips} AND instr(lower(p.microchip), ?2) > 0
         LIMIT ?3"
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
            let plan = plan(&by_breed_and_chip(word));
            for index in ["pets_by_breed (breed=?)", chips] {
                assert!(plan.contains(&format!("INDEX {index}")), "{index}: {plan}");
            }
        }
        assert!(plan(&by_name()).contains("INDEX pets_by_name (sort_name=?)"));
    }
}
