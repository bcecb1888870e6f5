//! A recipe says which files hold which records, and which of their columns fill which fields. It is data: the
//! canonical one is made from the kinds, others are written or proposed.

use super::kinds::{EXTRA, Kind, Reading};
use crate::{Code, Error, Result, values::fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Files, the kinds of record in them, and what their columns mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Its name.
    pub name: String,
    /// Its files.
    pub files: Vec<FileRecipe>,
}

/// A file of a recipe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecipe {
    /// The file's name without its ending.
    pub file: String,
    /// What its rows are.
    pub kind: Kind,
    /// Its columns.
    pub columns: Vec<ColumnRecipe>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRecipe {
    /// The headings it is known by, folded.
    pub headings: Vec<String>,
    /// The field it fills, by its canonical heading.
    pub field: String,
    /// Whether the file is none of this kind without it.
    pub is_required: bool,
    /// Values of the source, folded, and what they are here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

/// A heading as it is compared: `Owner ID`, `owner-id` and `owner_id` are one.
pub fn heading(text: &str) -> String {
    fold(text).replace([' ', '-', '.'], "_")
}

impl Recipe {
    /// The clinic's own format.
    pub fn canonical() -> Self {
        let files = Kind::ALL.iter().map(|kind| FileRecipe::canonical(*kind)).collect();
        Self { name: "canonical".into(), files }
    }

    /// The file of this name.
    pub fn by_name(&self, stem: &str) -> Option<&FileRecipe> {
        let stem = heading(stem);
        self.files.iter().find(|file| file.file == stem)
    }

    /// The file whose columns these headings are, and no other's: the most of them known, none required missing.
    pub fn by_headings(&self, headings: &[String]) -> Option<&FileRecipe> {
        let fits = |file: &&FileRecipe| file.missing(headings).is_empty();
        let best = self.files.iter().filter(fits).max_by_key(|file| file.known(headings))?;
        let share = best.known(headings) * 2 > headings.len();
        let is_alone = self
            .files
            .iter()
            .filter(fits)
            .filter(|file| file.known(headings) == best.known(headings))
            .count()
            == 1;
        (share && is_alone).then_some(best)
    }
}

impl FileRecipe {
    fn canonical(kind: Kind) -> Self {
        let spec = kind.spec();
        let mut columns = Vec::new();
        if !spec.id.is_empty() {
            columns.push(column(spec.id, &["external_id"], kind == Kind::Settings));
        }
        for field in spec.fields {
            let is_alias = !field.column.is_empty()
                && field.column != field.heading
                && spec.fields.iter().all(|other| other.heading != field.column);
            let aliases = if is_alias { std::slice::from_ref(&field.column) } else { &[] };
            let is_required = match (kind, field.reading) {
                // A person's name is enough in one piece or in two.
                (Kind::Owners, _) => field.heading == "full_name",
                // The status of a message is required in each row, but a file without it is still one of messages.
                (_, Reading::Choice(_)) => false,
                _ => field.blank == super::kinds::Blank::Missing,
            };
            columns.push(column(field.heading, aliases, is_required));
        }
        columns.push(column(EXTRA, &[], false));
        Self { file: kind.as_str().to_owned(), kind, columns }
    }

    /// The column of this heading (folded).
    pub fn column(&self, heading: &str) -> Option<&ColumnRecipe> {
        self.columns.iter().find(|column| column.headings.iter().any(|known| known == heading))
    }

    /// The required fields that no heading fills.
    pub fn missing(&self, headings: &[String]) -> Vec<&str> {
        let has = |field: &str| {
            headings.iter().any(|heading| self.column(heading).is_some_and(|c| c.field == field))
        };
        self.columns
            .iter()
            .filter(|column| column.is_required && !has(&column.field))
            .map(|column| column.field.as_str())
            .filter(|field| {
                !(self.kind == Kind::Owners
                    && *field == "full_name"
                    && (has("first_name") || has("company_name")))
            })
            .collect()
    }

    /// Whether every column that must be there is; those that are not are named all at once.
    ///
    /// # Errors
    /// `missing_columns` with the file's name and the headings.
    pub fn complete(&self, name: &str, headings: &[String]) -> Result<()> {
        let missing = self.missing(headings);
        if missing.is_empty() {
            return Ok(());
        }
        Err(Error::new(Code::MissingColumns, format!("{name}: {}", missing.join(", "))))
    }

    fn known(&self, headings: &[String]) -> usize {
        headings.iter().filter(|heading| self.column(heading).is_some()).count()
    }
}

fn column(field: &str, aliases: &[&str], is_required: bool) -> ColumnRecipe {
    let headings = std::iter::once(field).chain(aliases.iter().copied()).map(heading).collect();
    ColumnRecipe { headings, field: field.to_owned(), is_required, values: BTreeMap::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_headings() {
        let recipe = Recipe::canonical();
        for file in &recipe.files {
            let headings: Vec<String> = file.columns.iter().map(|column| column.field.clone()).collect();
            assert_eq!(recipe.by_headings(&headings).map(|found| found.kind), Some(file.kind));
        }
        let headings = |text: &str| text.split(',').map(heading).collect::<Vec<_>>();
        assert_eq!(recipe.by_headings(&headings("Pet ID,owner-id,Name,species")).unwrap().kind, Kind::Pets);
        assert_eq!(recipe.by_headings(&headings("a,b,c")), None);
        assert_eq!(recipe.by_name("Owner Tags").unwrap().kind, Kind::OwnerTags);
        assert_eq!(recipe.by_name("owners").unwrap().missing(&headings("owner_id,email")), ["full_name"]);
    }

    #[test]
    fn a_recipe_is_data() {
        let recipe = Recipe::canonical();
        let text = serde_json::to_string(&recipe).unwrap();
        assert_eq!(serde_json::from_str::<Recipe>(&text).unwrap(), recipe);
    }
}
