//! Connections that only read, kept open and lent out.

use super::open::connect_reader;
use crate::Result;
use rusqlite::Connection;
use std::{
    ops::Deref,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// More idle connections than this are closed.
const IDLE: usize = 4;

pub(super) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::new(Vec::new()) }
    }

    /// An idle connection, or a new one.
    pub(super) fn take(&self) -> Result<Lent<'_>> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => connect_reader(&self.file)?,
        };
        Ok(Lent { readers: self, conn: Some(conn) })
    }
}

/// A lent connection; it goes back when dropped.
pub(super) struct Lent<'r> {
    readers: &'r Readers,
    conn: Option<Connection>,
}

impl Deref for Lent<'_> {
    type Target = Connection;

    #[allow(clippy::expect_used, reason = "the connection is there until the drop")]
    fn deref(&self) -> &Connection {
        self.conn.as_ref().expect("lent until dropped")
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut idle = self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(conn) = self.conn.take().filter(|conn| conn.is_autocommit() && idle.len() < IDLE) {
            idle.push(conn);
        }
    }
}
