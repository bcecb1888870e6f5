//! A fresh clinic's secondary indexes are built once at the end, sorted, instead of row by row.

use super::kinds::Kind;
use crate::{Result, clinic::Write};

/// Threads beside the writer's own that sort.
const SORTERS: i32 = 2;
/// Pages at hand meanwhile, in KiB below zero. Each thread sorts as much.
const SORTED: i32 = -32_768;

/// What it takes to build the dropped indexes again.
pub struct Dropped(Vec<String>);

/// Drops the secondary indexes of empty tables. All in the import's transaction: whatever happens, they are there
/// before it and after it.
pub fn drop_of_empty(w: &Write<'_>, kinds: impl Iterator<Item = Kind>) -> Result<Dropped> {
    let mut statements = Vec::new();
    for kind in kinds {
        let sql = "SELECT name, sql FROM sqlite_schema
                   WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY rowid";
        let mut statement = w.conn().prepare_cached(sql)?;
        let indexes = statement
            .query_map([kind.spec().table], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        for (name, sql) in indexes {
            w.conn().execute_batch(&format!("DROP INDEX {name}"))?;
            statements.push(sql);
        }
    }
    Ok(Dropped(statements))
}

impl Dropped {
    /// Builds them again, on all processors: one reads while others sort.
    pub fn restore(self, w: &Write<'_>) -> Result<()> {
        let at_hand: i64 = w.conn().pragma_query_value(None, "cache_size", |row| row.get(0))?;
        w.conn().pragma_update(None, "threads", SORTERS)?;
        w.conn().pragma_update(None, "cache_size", SORTED)?;
        let total = self.0.len() as u64;
        for (done, sql) in (0..).zip(&self.0) {
            w.progress().step("progress.indexing", done, total)?;
            w.conn().execute_batch(sql)?;
        }
        w.conn().pragma_update(None, "cache_size", at_hand)?;
        Ok(())
    }
}
