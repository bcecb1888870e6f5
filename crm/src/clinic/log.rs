//! The write-ahead log after a bulk write: what it holds is on the disk and in force, and goes into the database behind
//! the back of whoever works on.

use super::connect;
use crate::Result;
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

/// A log that is being emptied, if one is. Whoever closes the clinic waits for it.
#[derive(Default)]
pub(super) struct Emptying(Mutex<Option<JoinHandle<()>>>);

impl Emptying {
    /// Empties the log of this database in a thread of its own.
    pub(super) fn begin(&self, file: &Path) {
        let file = file.to_path_buf();
        let mut running = self.running();
        wait_for(running.take());
        *running = Some(thread::spawn(move || {
            // What is left in the log is as safe there; the next write tries again.
            if let Err(error) = empty(file) {
                tracing::warn!(%error, "the write-ahead log could not be emptied");
            }
        }));
    }

    fn running(&self) -> MutexGuard<'_, Option<JoinHandle<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Emptying {
    fn drop(&mut self) {
        wait_for(self.running().take());
    }
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
