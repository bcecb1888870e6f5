//! Brings a database to this version's schema.

use crate::{Code, Error, Result};
use rusqlite::{Connection, ErrorCode, config::DbConfig};
use std::{
    thread,
    time::{Duration, Instant},
};

mod embedded {
    refinery::embed_migrations!("../migrations");
}

/// The schema's version: the number of its last migration, kept in `user_version`.
pub const SCHEMA_VERSION: i32 = 51;

/// How long to wait for another program that migrates the same database.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs what is missing, all in one transaction: a database is never half migrated.
///
/// Foreign keys are off meanwhile (a table that is rebuilt would lose its children) and checked afterwards.
pub(super) fn run(conn: &mut Connection) -> Result<()> {
    conn.pragma_update(None, "foreign_keys", false)?;
    // A migration may exchange the text of a table's rules.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    let done = migrate(conn);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    done?;
    if conn.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(Error::new(Code::Damaged, "references to missing rows after a migration"));
    }
    conn.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn migrate(conn: &mut Connection) -> Result<()> {
    let since = Instant::now();
    while let Err(error) = embedded::migrations::runner().set_grouped(true).run(conn) {
        // Of two programs that open an older database at once, one finds that the other did it.
        if !is_done_elsewhere(conn, since)? {
            return Err(Error::new(code(&error), "migration failed").because(error));
        }
    }
    Ok(())
}

/// What the database said, below what the runner of migrations says.
fn code(error: &refinery::Error) -> Code {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<rusqlite::Error>() {
            return Code::of(error);
        }
        cause = error.source();
    }
    Code::Internal
}

/// Whether another program has the lock, or has brought the database to this version just now.
fn is_done_elsewhere(conn: &Connection, since: Instant) -> Result<bool> {
    thread::sleep(Duration::from_millis(50));
    let is_busy = match conn.execute_batch("BEGIN IMMEDIATE; ROLLBACK") {
        Ok(()) => false,
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => true,
        Err(error) => return Err(error.into()),
    };
    let sql = "SELECT max(version) FROM refinery_schema_history";
    let version = conn.query_row(sql, [], |row| row.get::<_, Option<i32>>(0)).unwrap_or_default();
    Ok((is_busy || version == Some(SCHEMA_VERSION)) && since.elapsed() < PATIENCE)
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
