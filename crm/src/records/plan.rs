//! How SQLite means to answer a statement, for the tests of hot ones.
#![cfg(test)]

use crate::clinic::{Actor, Create, Opening, View};

/// The plan of a statement in a new clinic's database, a line a step.
pub(crate) fn plan(sql: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let opening = Opening { create: Create::IfMissing, ..Opening::default() };
    let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
    let steps = clinic.read(&Actor::BUILT_IN, View::Records, |r| {
        let mut statement = r.conn().prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let mut steps = Vec::new();
        // Left unbound, every value is null: the plan is the same.
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            steps.push(row.get::<_, String>("detail")?);
        }
        Ok(steps)
    });
    steps.unwrap().join("\n")
}
