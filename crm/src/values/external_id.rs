//! The permanent id that a record keeps over exports and imports.

use super::Instant;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    hash::{BuildHasher, RandomState},
};

/// A record's id in the system it came from, or one given at its birth here. Unique per table.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct ExternalId(pub String);

impl ExternalId {
    /// A new id: sorts by time of birth, and two machines never give the same.
    pub fn born(now: Instant) -> Self {
        // The standard library's hasher keys are random and differ at each call: no need for a generator.
        let random = RandomState::new().hash_one(now.millis());
        Self(format!("H{:012X}{random:016X}", now.millis().max(0)))
    }
}

impl fmt::Display for ExternalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToSql for ExternalId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for ExternalId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(|text| Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_sort_by_birth() {
        let early = ExternalId::born(Instant::from_millis(1_000));
        let late = ExternalId::born(Instant::from_millis(2_000));
        assert!(early < late);
        assert_ne!(early, ExternalId::born(Instant::from_millis(1_000)));
    }
}
