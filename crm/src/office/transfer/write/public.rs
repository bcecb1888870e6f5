//! "Público en general", as invoicing programs call whoever buys at the counter: never an owner. What is sold in
//! that name is a sale to the public, in this import and in those that follow.

use crate::{
    Result,
    clinic::Write,
    office::transfer::{
        kinds::Kind,
        read::{
            batch::{Batch, Cell, Finding},
            public::is_public,
        },
        summary::Reason,
    },
};
use std::collections::HashSet;

/// The ids under which the public stood in owners' files.
pub struct Public(HashSet<String>);

impl Public {
    /// Those that earlier imports met.
    pub fn known(w: &Write<'_>) -> Result<Self> {
        let sql = "SELECT value FROM import_rows WHERE outcome = 'flagged' AND reason = ?1";
        let mut statement = w.conn().prepare(sql)?;
        let ids = statement.query_map([Reason::PublicSale], |row| row.get(0))?;
        Ok(Self(ids.collect::<rusqlite::Result<_>>()?))
    }

    /// Whether a row is the public; its id is remembered.
    pub fn is_met(&mut self, batch: &Batch, row: usize, findings: &[Finding]) -> bool {
        let is_met = findings.iter().any(|finding| finding.reason == Reason::PublicSale);
        if is_met && batch.cell(row, 0) != Cell::Blank {
            self.0.insert(batch.text_of(batch.cell(row, 0)).to_owned());
        }
        is_met
    }

    /// Whether a record of this kind that names this owner is a sale to the public.
    pub fn buys(&self, kind: Kind, owner: &str) -> bool {
        matches!(kind, Kind::Invoices | Kind::Orders) && (self.0.contains(owner) || is_public(owner))
    }
}
