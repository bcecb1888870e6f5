//! Parts of the filters that few pets meet, and the indexes that name these.

use super::{
    super::{
        PetFilters,
        conditions::{Conditions, statuses},
    },
    named::{self, By, Named, bearing},
};
use crate::{Result, clinic::Read, records::pets::PetStatus, values::Day};
use rusqlite::params_from_iter;

/// Up to so many pets that meet the only narrow filter are gathered and sorted; more are met soon on a walk.
const FEW: usize = 1_500;
/// The same where other narrow filters stand beside it: those who meet all may be far apart.
const FEW_OF_SEVERAL: usize = 4_000;

/// A part of the filters that few pets meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Narrow {
    Species,
    Status,
    Due,
    Age,
    /// Its text.
    Text(Named),
}

impl Narrow {
    /// What the filters say that an index answers.
    fn all(filters: &PetFilters) -> Vec<Self> {
        [
            (Self::Species, !filters.species.is_empty()),
            (Self::Status, !statuses(filters).contains(&PetStatus::Active)),
            (Self::Due, filters.due.is_some()),
            (Self::Age, filters.months_min.is_some() || filters.months_max.is_some()),
        ]
        .into_iter()
        .filter_map(|(narrow, is_given)| is_given.then_some(narrow))
        .collect()
    }

    /// The statement for their ids.
    pub(super) fn sql(&self, filters: &PetFilters, today: Day, conditions: &mut Conditions) -> String {
        let mut part = Conditions { sql: Vec::new(), values: std::mem::take(&mut conditions.values) };
        let from = match self {
            Self::Species => {
                part.species(filters);
                part.statuses(filters);
                "pets_by_species"
            }
            Self::Status => {
                part.sql.push("p.status <> 'active'".into());
                part.statuses(filters);
                "pets_gone"
            }
            Self::Due => {
                part.due(filters, today);
                "pets_by_due_day"
            }
            Self::Age => {
                part.age(filters, today);
                "pets_by_age"
            }
            Self::Text(named) => {
                let (By::Names(json) | By::Ids(json)) = &named.by;
                let json = part.bind(json.clone());
                conditions.values = part.values;
                return match &named.by {
                    By::Names(_) => format!("SELECT p.id FROM {}", bearing(&json)),
                    By::Ids(_) => format!("SELECT value AS id FROM json_each({json})"),
                };
            }
        };
        conditions.values = std::mem::take(&mut part.values);
        format!("SELECT p.id FROM pets p INDEXED BY {from} WHERE {}", part.joined())
    }

    /// Whether all whom it names have what the text says.
    fn answers_text(&self) -> bool {
        matches!(self, Self::Text(Named { is_exact: true, .. }))
    }

    /// What a list runs over: the pets that this names, read off a narrow index, with all that the filters ask.
    pub(super) fn of_list(
        few: Option<&Self>,
        otherwise: &str,
        filters: &PetFilters,
        today: Day,
        conditions: &mut Conditions,
    ) -> String {
        if !few.is_some_and(Self::answers_text) {
            conditions.text(filters.text.as_deref().unwrap_or_default());
        }
        match few {
            Some(Self::Text(Named { by: By::Names(names), .. })) => bearing(&conditions.bind(names.clone())),
            Some(few) => format!(
                "({}) few CROSS JOIN pets p INDEXED BY pets_in_short ON p.id = few.id",
                few.sql(filters, today, conditions)
            ),
            None => format!("pets p {otherwise}"),
        }
    }

    /// How many meet it, counted no further than `most`.
    fn count(&self, read: &Read, filters: &PetFilters, most: usize) -> Result<usize> {
        let mut conditions = Conditions::default();
        let ids = self.sql(filters, read.today, &mut conditions);
        let limit = conditions.bind(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = format!("SELECT count(*) FROM ({ids} LIMIT {limit})");
        let mut statement = read.conn().prepare_cached(&sql)?;
        let count: i64 = statement.query_row(params_from_iter(conditions.values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }
}

/// The part of the filters that the fewest pets meet, where these are few.
pub(super) fn fewest(read: &Read, filters: &PetFilters) -> Result<Option<Narrow>> {
    let given = Narrow::all(filters);
    let (mut fewest, mut most) = (None, if given.len() > 1 { FEW_OF_SEVERAL } else { FEW });
    for narrow in given {
        let count = narrow.count(read, filters, most + 1)?;
        if count <= most {
            (fewest, most) = (Some(narrow), count);
        }
    }
    let Some(text) = filters.text.as_deref() else { return Ok(fewest) };
    // A walk reads the row of each pet for a text, so that many are sooner gathered.
    let most = if fewest.is_some() { most } else { named::MOST };
    Ok(Named::of(read.conn(), text, most)?.map(Narrow::Text).or(fewest))
}
