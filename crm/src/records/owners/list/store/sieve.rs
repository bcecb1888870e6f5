//! Owners by sets: those whom the indexes of the filters' parts name, by a look at entries alone, at no row.

use super::{super::OwnerFilters, narrow::Narrow};
use crate::{Result, clinic::IdSet};
use rusqlite::Connection;

/// Owners whom parts of the filters name, and what of the filters is still to be asked of them.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) owners: IdSet,
    pub(super) rest: OwnerFilters,
}

impl Named {
    /// Whom the first part names, and of those whom the others do, in their order, until they are so few that the rest is
    /// sooner asked of those whom a page shows.
    pub(super) fn by_all(
        conn: &Connection,
        filters: &OwnerFilters,
        (first, others): (&Narrow, &[Narrow]),
        few: usize,
    ) -> Result<Self> {
        let mut named = Self { owners: first.all(conn)?, rest: filters.clone() };
        first.take_out(&mut named.rest);
        for part in others {
            if named.is_at_most(few) {
                break;
            }
            named.meet(conn, part)?;
        }
        Ok(named)
    }

    pub(super) fn is_at_most(&self, few: usize) -> bool {
        self.owners.count() as usize <= few
    }

    fn meet(&mut self, conn: &Connection, part: &Narrow) -> Result<()> {
        let mut rest = self.rest.clone();
        if part.take_out(&mut rest)
            && let Some(owners) = part.among(conn, &self.owners)?
        {
            *self = Self { owners, rest };
        }
        Ok(())
    }
}
