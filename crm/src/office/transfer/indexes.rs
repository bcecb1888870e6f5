//! A fresh clinic's secondary indexes are built once at the end, sorted, instead of row by row.

use super::kinds::Kind;
use crate::{
    Result,
    clinic::{Write, ranges},
    records::pets,
};

/// Threads beside the writer's own that sort.
const SORTERS: i32 = 3;

/// What it takes to build the dropped indexes again.
pub struct Dropped(Vec<(Kind, String)>);

/// Drops the secondary indexes of tables that are empty. All in the import's transaction: whatever happens, they are
/// there before it and after it.
pub fn drop_of(w: &Write<'_>, kinds: impl Iterator<Item = Kind>) -> Result<Dropped> {
    let mut dropped = Vec::new();
    for kind in kinds {
        let sql = "SELECT name, sql FROM sqlite_schema
                   WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY rowid";
        let mut statement = w.conn().prepare_cached(sql)?;
        let indexes = statement
            .query_map([kind.spec().table], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        for (name, sql) in indexes {
            w.conn().execute_batch(&format!("DROP INDEX {name}"))?;
            dropped.push((kind, sql));
        }
    }
    Ok(Dropped(dropped))
}

impl Dropped {
    /// Builds them again, on all processors: one reads while others sort. What is kept with a pet of its vaccinations is
    /// written before the indexes that hold it.
    pub fn restore(self, w: &Write<'_>) -> Result<()> {
        w.conn().pragma_update(None, "threads", SORTERS)?;
        let total = self.0.len() as u64;
        let (vaccinations, others): (Vec<_>, Vec<_>) =
            self.0.into_iter().partition(|(kind, _)| *kind == Kind::Vaccinations);
        let mut done = 0;
        let mut build = |indexes: Vec<(Kind, String)>| -> Result<()> {
            for (_, sql) in indexes {
                w.progress().step("progress.indexing", done, total)?;
                w.conn().execute_batch(&sql)?;
                done += 1;
            }
            Ok(())
        };
        build(vaccinations)?;
        ranges::as_inserted(w, || pets::keep_all_due(w))?;
        build(others)
    }
}
