//! Brings a database to this version's schema.

use crate::{Code, Error, Result};
use rusqlite::Connection;

mod embedded {
    refinery::embed_migrations!("../migrations");
}

/// The schema's version: the number of its last migration, kept in `user_version`.
pub const SCHEMA_VERSION: i32 = 40;

/// Runs what is missing, all in one transaction: a database is never half migrated.
///
/// Foreign keys are off meanwhile (a table that is rebuilt would lose its children) and checked afterwards.
pub(super) fn run(conn: &mut Connection) -> Result<()> {
    conn.pragma_update(None, "foreign_keys", false)?;
    embedded::migrations::runner()
        .set_grouped(true)
        .run(conn)
        .map_err(|error| Error::new(Code::Internal, "migration failed").because(error))?;
    if conn.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(Error::new(Code::Damaged, "references to missing rows after a migration"));
    }
    conn.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_last_migration() {
        let runner = embedded::migrations::runner();
        let last = runner.get_migrations().iter().map(refinery::Migration::version).max();
        assert_eq!(last.map(i64::from), Some(i64::from(SCHEMA_VERSION)));
    }
}
