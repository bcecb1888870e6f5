//! The words of criteria as the clinic's own records write them: case and accents do not matter.

use crate::{
    Result,
    analysis::segments::criteria::{Bought, Quality},
    values::{ProductId, TagId, fold},
};
use rusqlite::{Connection, types::FromSql};

/// Looks words up in the clinic's lists.
pub(in super::super) struct Names<'r> {
    conn: &'r Connection,
}

impl<'r> Names<'r> {
    pub(in super::super) fn of(conn: &'r Connection) -> Self {
        Self { conn }
    }

    fn all<T: FromSql>(&self, sql: &str) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The tags of each name; of an unknown one none.
    pub(in super::super) fn tags(&self, names: &[String]) -> Result<Vec<Vec<TagId>>> {
        let mut statement = self.conn.prepare_cached("SELECT id, name FROM tags ORDER BY id")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, fold(row.get_ref(1)?.as_str()?))))?;
        let tags = rows.collect::<rusqlite::Result<Vec<(TagId, String)>>>()?;
        let of = |name: &String| {
            let name = fold(name);
            tags.iter().filter(|(_, tag)| *tag == name).map(|(id, _)| *id).collect()
        };
        Ok(names.iter().map(of).collect())
    }

    /// How the records spell these species.
    pub(in super::super) fn species(&self, words: &[String]) -> Result<Vec<String>> {
        self.stepped("pets", "species").map(|found| same(found, words))
    }

    /// How the records spell these words of a quality.
    pub(in super::super) fn spelled(&self, quality: Quality, words: &[String]) -> Result<Vec<String>> {
        let column = match quality {
            Quality::Nationality => "nationality",
            Quality::Region => "region",
            Quality::City => "city",
            _ => "preferred_language",
        };
        self.stepped("owners", column).map(|found| same(found, words))
    }

    /// The products meant: by name or SKU, and by category.
    pub(in super::super) fn products(&self, bought: &Bought) -> Result<Vec<ProductId>> {
        let mut statement =
            self.conn.prepare_cached("SELECT id, name, sku, category FROM products ORDER BY id")?;
        let mut rows = statement.query([])?;
        let (products, categories) = (folded(&bought.products), folded(&bought.categories));
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let is = |place: usize, words: &[String]| -> Result<bool> {
                let text = row.get_ref(place)?.as_str_or_null()?;
                Ok(text.is_some_and(|text| words.contains(&fold(text))))
            };
            let is_product = products.is_empty() || is(1, &products)? || is(2, &products)?;
            if is_product && (categories.is_empty() || is(3, &categories)?) {
                found.push(row.get(0)?);
            }
        }
        Ok(found)
    }

    /// The different values of an indexed column: from each to the next, not by a look at every row.
    fn stepped(&self, table: &str, column: &str) -> Result<Vec<String>> {
        self.all(&format!(
            "WITH RECURSIVE step (word) AS (
               SELECT min({column}) FROM {table}
               UNION ALL
               SELECT (SELECT min({column}) FROM {table} WHERE {column} > step.word) FROM step WHERE step.word IS NOT NULL)
             SELECT word FROM step WHERE word IS NOT NULL"
        ))
    }

    /// What the clinic's records offer for a list of choices.
    pub(in super::super) fn offered(&self, quality: Quality) -> Result<Vec<String>> {
        match quality {
            Quality::Nationality => self.stepped("owners", "nationality"),
            Quality::Region => self.stepped("owners", "region"),
            Quality::City => self.stepped("owners", "city"),
            _ => self.stepped("owners", "preferred_language"),
        }
    }

    /// The species that occur.
    pub(in super::super) fn offered_species(&self) -> Result<Vec<String>> {
        self.stepped("pets", "species")
    }

    /// The clinic's products by name, and their categories.
    pub(in super::super) fn offered_products(&self) -> Result<(Vec<String>, Vec<String>)> {
        Ok((
            self.all("SELECT DISTINCT name FROM products ORDER BY name")?,
            self.all("SELECT DISTINCT category FROM products WHERE category IS NOT NULL ORDER BY category")?,
        ))
    }
}

fn folded(words: &[String]) -> Vec<String> {
    words.iter().map(|word| fold(word)).collect()
}

fn same(found: Vec<String>, words: &[String]) -> Vec<String> {
    let words = folded(words);
    found.into_iter().filter(|word| words.contains(&fold(word))).collect()
}
