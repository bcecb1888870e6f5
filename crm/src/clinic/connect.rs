//! Connections to a clinic's database, and what each of them may do.

use super::{bits, images, progress::Progress, temporary};
use crate::{Code, Error, Result, values::fold};
use rusqlite::{
    Connection, OpenFlags,
    config::DbConfig,
    functions::FunctionFlags,
    hooks::{AuthAction, Authorization},
};
use std::{path::Path, time::Duration};

/// "Huel", the application id of a clinic's database.
pub(super) const APPLICATION_ID: i32 = 0x4875_656C;

/// How long a statement waits for a short lock of another process. For the lock of a write see [`super::wait`].
const SHORTLY: Duration = Duration::from_secs(10);

/// The one place where a database file is opened for writing; a key for its encryption would be given here.
pub(super) fn connect(file: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(file, flags)?;
    configure(&conn)?;
    // Before the write-ahead log, so that a creation cut short is known again by its header.
    if conn.pragma_query_value(None, "application_id", |row| row.get::<_, i32>(0))? == 0 {
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::new(Code::ReadOnly, "no write-ahead log here"));
    }
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "secure_delete", true)?;
    Ok(conn)
}

/// How the database can be read where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Beside others, who may write meanwhile.
    Shared,
    /// As [`Reading::Shared`], and closing it leaves the write-ahead log as it is: nothing on the disk changes.
    Untouched,
    /// Where nothing can be written, be it the folder or a full disk: there is no log, and nobody who would write one.
    Frozen,
}

/// Where what does not fit into memory goes meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spill {
    /// Nowhere: short work.
    Memory,
    /// Into a file in the clinic's folder: reports, exports and imports sort millions of rows.
    Disk,
}

/// A connection that cannot write.
pub(super) fn connect_reader(file: &Path, reading: Reading, spill: Spill) -> Result<Connection> {
    let mut conn = match reading {
        Reading::Shared | Reading::Untouched => {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(file, flags)?
        }
        Reading::Frozen => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
                | OpenFlags::SQLITE_OPEN_NO_MUTEX
                | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(frozen(file)?, flags)?
        }
    };
    configure(&conn)?;
    if reading == Reading::Untouched {
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    conn.pragma_update(None, "query_only", true)?;
    spill_to(&conn, file, spill)?;
    guard(&mut conn, false)?;
    Ok(conn)
}

/// Finds out how the database can be read here.
pub(super) fn way_of_reading(file: &Path, wanted: Reading) -> Result<Reading> {
    let look = |reading| -> Result<()> {
        let conn = connect_reader(file, reading, Spill::Memory)?;
        Ok(conn.query_row("SELECT 1 FROM sqlite_schema LIMIT 1", [], |_| Ok(())).or_else(
            |error| match error {
                rusqlite::Error::QueryReturnedNoRows => Ok(()),
                other => Err(other),
            },
        )?)
    };
    match look(wanted) {
        Ok(()) => Ok(wanted),
        Err(error) if matches!(error.code, Code::FileUnreadable | Code::ReadOnly | Code::DiskFull) => {
            // What is only in the log would be missed without being able to read it.
            if has_log(file) {
                let code = if error.code == Code::DiskFull { Code::DiskFull } else { Code::ReadOnly };
                return Err(Error::new(code, "a write-ahead log that cannot be read here"));
            }
            look(Reading::Frozen)?;
            Ok(Reading::Frozen)
        }
        Err(error) => Err(error),
    }
}

/// Whether there is a write-ahead log with something in it.
pub(super) fn has_log(file: &Path) -> bool {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// The address of a file that does not change while it is open.
pub(super) fn frozen(file: &Path) -> Result<String> {
    let path = std::path::absolute(file)?;
    let path = path.to_str().ok_or_else(|| Error::new(Code::FileUnreadable, "a path that is no text"))?;
    let mut address = String::from("file:");
    if !path.starts_with('/') {
        address.push('/');
    }
    for letter in path.chars() {
        match letter {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            '\\' if cfg!(windows) => address.push('/'),
            other => address.push(other),
        }
    }
    Ok(address + "?immutable=1")
}

fn configure(conn: &Connection) -> Result<()> {
    // Before anything is prepared: without it each new bound value would plan its statement again.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    wait_shortly(conn)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    conn.pragma_update(None, "cache_size", -32_768)?;
    // After a large import the log gives its room back.
    conn.pragma_update_and_check(None, "journal_size_limit", 64 * 1024 * 1024, |_| Ok(()))?;
    conn.set_prepared_statement_cache_capacity(256);
    // For conditions on what people typed; no index or constraint may use it: other programs do not know it.
    let is_pure = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("folded", 1, is_pure, |call| {
        Ok(call.get_raw(0).as_str_or_null()?.map(fold))
    })?;
    bits::install(conn)
}

/// From here on a statement waits as long as it does for a short lock.
pub(super) fn wait_shortly(conn: &Connection) -> Result<()> {
    Ok(conn.busy_timeout(SHORTLY)?)
}

fn spill_to(conn: &Connection, file: &Path, spill: Spill) -> Result<()> {
    match spill {
        Spill::Memory => conn.pragma_update(None, "temp_store", "memory")?,
        Spill::Disk => {
            conn.pragma_update(None, "temp_store", "file")?;
            temporary::beside(conn, file)?;
        }
    }
    Ok(())
}

/// Makes a writing connection ready for the door: images of what it changes, and no change of the schema.
pub(super) fn ready(conn: &mut Connection, file: &Path, record: images::Record, spill: Spill) -> Result<()> {
    spill_to(conn, file, spill)?;
    images::install(conn, record)?;
    guard(conn, record == images::Record::ButInserts)
}

/// Lets a cancelled work stop in the middle of a long statement.
pub(super) fn interruptible(conn: &mut Connection, progress: &Progress) -> Result<()> {
    let progress = progress.clone();
    Ok(conn.progress_handler(20_000, Some(move || progress.is_cancelled()))?)
}

/// From here on no statement attaches a file or changes the schema, whatever it says.
///
/// A bulk write may drop indexes and build them again, all in its one transaction.
fn guard(conn: &mut Connection, may_index: bool) -> Result<()> {
    conn.authorizer(Some(move |context: rusqlite::hooks::AuthContext<'_>| match context.action {
        AuthAction::CreateIndex { .. } | AuthAction::DropIndex { .. } if may_index => Authorization::Allow,
        AuthAction::Attach { .. }
        | AuthAction::Detach { .. }
        | AuthAction::AlterTable { .. }
        | AuthAction::CreateTable { .. }
        | AuthAction::CreateIndex { .. }
        | AuthAction::CreateTrigger { .. }
        | AuthAction::CreateView { .. }
        | AuthAction::CreateVtable { .. }
        | AuthAction::DropTable { .. }
        | AuthAction::DropIndex { .. }
        | AuthAction::DropTrigger { .. }
        | AuthAction::DropView { .. }
        | AuthAction::DropVtable { .. } => Authorization::Deny,
        _ => Authorization::Allow,
    }))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_an_address_whatever_its_letters() {
        #[cfg(unix)]
        assert_eq!(frozen(Path::new("/a b/50%?#ñ.db")).unwrap(), "file:/a b/50%25%3f%23ñ.db?immutable=1");
        assert!(frozen(Path::new("x.db")).unwrap().ends_with("/x.db?immutable=1"));
    }
}
