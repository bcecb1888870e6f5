//! Connections that only read, kept open and lent out.

use super::{
    Progress,
    connect::{Reading, Spill, connect_reader, interruptible},
    read::Read,
};
use crate::Result;
use rusqlite::Connection;
use std::{
    ops::Deref,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// More idle connections than this are closed.
const IDLE: usize = 4;

pub(super) struct Readers {
    file: PathBuf,
    reading: Reading,
    idle: Mutex<Vec<Held>>,
    apart: Mutex<Vec<Arc<Apart>>>,
    /// How often the facts changed under what is apart.
    writes: AtomicU64,
}

/// Tables that each reading connection has for itself, in place of the kept ones.
pub(super) struct Apart {
    /// Their names.
    pub tables: &'static [&'static str],
    /// What fills them.
    pub fill: Box<Fill>,
}

/// Fills tables apart by what is read.
pub(super) type Fill = dyn Fn(&Read<'_>) -> Result<()> + Send + Sync;

struct Held {
    conn: Connection,
    spill: Spill,
    /// How many of the tables apart it has, as of which write.
    has: (usize, u64),
}

impl Readers {
    pub(super) fn new(file: PathBuf, reading: Reading) -> Self {
        let (idle, apart) = (Mutex::default(), Mutex::default());
        Self { file, reading, idle, apart, writes: AtomicU64::new(0) }
    }

    /// An idle connection of this kind, or a new one. It knows nothing of what is apart.
    pub(super) fn take(&self, spill: Spill) -> Result<Lent<'_>> {
        let (now, mut idle) = (self.writes.load(Ordering::SeqCst), self.idle());
        // Those whose tables apart were of facts before are closed.
        idle.retain(|held| held.has.0 == 0 || held.has.1 == now);
        let at = idle.iter().rposition(|held| held.spill == spill);
        let held = at.map(|at| idle.swap_remove(at));
        drop(idle);
        let held = match held {
            Some(held) => held,
            None => Held { conn: connect_reader(&self.file, self.reading, spill)?, spill, has: (0, now) },
        };
        Ok(Lent { readers: self, held: Some(held) })
    }

    /// A connection for one work, which may be interrupted; it is nobody else's afterwards.
    pub(super) fn own(&self, spill: Spill) -> Result<Connection> {
        connect_reader(&self.file, self.reading, spill)
    }

    /// Whether the database is where nothing can be written.
    pub(super) fn are_frozen(&self) -> bool {
        self.reading == Reading::Frozen
    }

    /// From here on these tables are each connection's own.
    pub(super) fn put_apart(&self, apart: Apart) {
        self.apart.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::new(apart));
    }

    /// The facts changed: what is apart is computed anew.
    pub(super) fn facts_changed(&self) {
        self.writes.fetch_add(1, Ordering::SeqCst);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Held>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A lent connection; it goes back when dropped.
pub(super) struct Lent<'r> {
    readers: &'r Readers,
    held: Option<Held>,
}

impl Lent<'_> {
    /// Tables apart that it lacks are created, and filled by `read`.
    pub(super) fn complete<'l>(&'l mut self, read: impl Fn(&'l Connection) -> Read<'l>) -> Result<()> {
        let now = self.readers.writes.load(Ordering::SeqCst);
        let all = self.readers.apart.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(held) = &mut self.held else { return Ok(()) };
        for apart in all.iter().skip(held.has.0) {
            create(&held.conn, apart.tables)?;
            let conn = &held.conn;
            conn.pragma_update(None, "query_only", false)?;
            let transaction = conn.unchecked_transaction()?;
            (apart.fill)(&read(&held.conn))?;
            transaction.commit()?;
            conn.pragma_update(None, "query_only", true)?;
        }
        if held.has.0 < all.len() {
            held.has = (all.len(), now);
        }
        Ok(())
    }
}

/// Creates empty temporary tables like the kept ones, with their indexes: SQLite finds a temporary table first.
fn create(conn: &Connection, tables: &[&str]) -> Result<()> {
    // A temporary table refers to nothing: what it would refer to is in another schema.
    conn.pragma_update(None, "foreign_keys", false)?;
    conn.pragma_update(None, "query_only", false)?;
    for table in tables {
        let sql = "SELECT type, sql FROM main.sqlite_schema WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type DESC";
        let mut statement = conn.prepare(sql)?;
        let made = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let made = made.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        for (kind, sql) in made {
            let sql = match kind.as_str() {
                "table" => sql.replacen("CREATE TABLE ", "CREATE TEMP TABLE ", 1),
                _ => sql.replacen("INDEX ", "INDEX temp.", 1),
            };
            conn.execute_batch(&sql)?;
        }
    }
    conn.pragma_update(None, "query_only", true)?;
    Ok(())
}

impl Lent<'_> {
    /// Lets a cancelled work stop in the middle of a long statement, until told otherwise.
    pub(super) fn stops_with(&mut self, progress: Option<&Progress>) -> Result<()> {
        match (self.held.as_mut(), progress) {
            (Some(held), Some(progress)) => interruptible(&mut held.conn, progress),
            (Some(held), None) => Ok(held.conn.progress_handler(0, None::<fn() -> bool>)?),
            (None, _) => Ok(()),
        }
    }
}

impl Deref for Lent<'_> {
    type Target = Connection;

    #[allow(clippy::expect_used, reason = "the connection is there until the drop")]
    fn deref(&self) -> &Connection {
        &self.held.as_ref().expect("lent until dropped").conn
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut idle = self.readers.idle();
        if let Some(held) = self.held.take().filter(|held| held.conn.is_autocommit() && idle.len() < IDLE) {
            idle.push(held);
        }
    }
}
