//! The write-ahead log: what it holds is on the disk and in force, and goes into the database behind the back of whoever
//! works on. No edit waits for it.

use super::connect;
use crate::Result;
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread::{self, JoinHandle},
};

/// Edits between two times that the log is emptied: some five thousand pages.
const EDITS: u32 = 128;
/// From so many pages on, 32 MiB, a commit empties the log itself: edits come faster than a thread beside them copies.
pub(super) const FULL: u32 = 8_192;
/// However long it is, no commit does.
pub(super) const NEVER: u32 = 0;

/// A log that is being emptied, if one is. Whoever closes the clinic waits for it.
#[derive(Default)]
pub(super) struct Emptying {
    thread: Mutex<Option<JoinHandle<()>>>,
    edits: AtomicU32,
}

impl Emptying {
    /// Empties the log of this database in a thread of its own.
    pub(super) fn begin(&self, file: &Path) {
        let mut running = self.running();
        wait_for(running.take());
        *running = Some(spawned(file));
    }

    /// An edit was committed: empties the log now and then. A bulk write is none: [`Emptying::begin`] would wait here for
    /// all of its log to be copied.
    pub(super) fn edited(&self, file: &Path) {
        if !(self.edits.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(EDITS) {
            return;
        }
        let mut running = self.running();
        if running.as_ref().is_none_or(JoinHandle::is_finished) {
            *running = Some(spawned(file));
        }
    }

    fn running(&self) -> MutexGuard<'_, Option<JoinHandle<()>>> {
        self.thread.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Emptying {
    fn drop(&mut self) {
        wait_for(self.running().take());
    }
}

/// Leaves it to others to empty the log, until it has so many pages.
pub(super) fn leave(conn: &Connection, until: u32) -> Result<()> {
    Ok(conn.pragma_update_and_check(None, "wal_autocheckpoint", until, |_| Ok(()))?)
}

fn spawned(file: &Path) -> JoinHandle<()> {
    let file = file.to_path_buf();
    thread::spawn(move || {
        // What is left in the log is as safe there; the next time tries again.
        if let Err(error) = empty(file) {
            tracing::warn!(%error, "the write-ahead log could not be emptied");
        }
    })
}

fn wait_for(running: Option<JoinHandle<()>>) {
    if let Some(thread) = running {
        let _ = thread.join();
    }
}

/// Readers and the writer go on meanwhile.
fn empty(file: PathBuf) -> Result<()> {
    let conn = connect::connect(&file)?;
    conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    Ok(())
}
