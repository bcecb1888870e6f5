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
    /// Builds them again, on all processors: one reads while others sort. Those of vaccinations come first, for what is kept
    /// of them with a pet is written before the indexes that hold it.
    pub fn restore(mut self, w: &Write<'_>) -> Result<()> {
        w.conn().pragma_update(None, "threads", SORTERS)?;
        self.0.sort_by_key(|(kind, _)| *kind != Kind::Vaccinations);
        let first_of_pets = self.0.iter().position(|(kind, _)| *kind == Kind::Pets);
        let total = self.0.len() as u64;
        for (done, (_, sql)) in self.0.iter().enumerate() {
            w.progress().step("progress.indexing", done as u64, total)?;
            if first_of_pets == Some(done) {
                ranges::as_inserted(w, || pets::keep_all_due(w))?;
            }
            w.conn().execute_batch(sql)?;
        }
        Ok(())
    }
}
