//! Where many meet each filter and still a page does not fill soon, the order's index is walked on past whom the
//! filters' own indexes do not name: a look at each entry alone, at no row.

use super::narrow::Narrow;
use crate::Result;
use rusqlite::{Connection, params_from_iter};

/// The owners that every part of the filters names.
pub(super) struct Sieve {
    /// By an owner's id, how many of the parts name her.
    named: Vec<u8>,
    parts: u8,
}

impl Sieve {
    /// Asks every part's index.
    pub(super) fn of(conn: &Connection, parts: &[Narrow]) -> Result<Self> {
        let mut sieve = Self { named: Vec::new(), parts: u8::try_from(parts.len()).unwrap_or(u8::MAX) };
        for part in parts.iter().take(sieve.parts.into()) {
            let (sql, values) = part.ids();
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                sieve.name(row.get(0)?);
            }
        }
        Ok(sieve)
    }

    fn name(&mut self, owner: i64) {
        let Ok(at) = usize::try_from(owner) else { return };
        if at >= self.named.len() {
            self.named.resize(at + at / 2 + 1, 0);
        }
        if let Some(parts) = self.named.get_mut(at) {
            *parts += 1;
        }
    }

    /// Whether every part names her.
    pub(super) fn holds(&self, owner: i64) -> bool {
        let parts = usize::try_from(owner).ok().and_then(|at| self.named.get(at));
        parts.is_some_and(|parts| *parts == self.parts)
    }
}
