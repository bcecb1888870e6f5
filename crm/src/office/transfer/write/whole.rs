//! Invoices and orders go in whole or not at all: one with a line set aside is set aside with all its lines.
//!
//! A line's trouble may show only when it is written, long after its head. So the files of such records are written
//! behind a savepoint; where a line had to be set aside, all of it is taken back and written again without the
//! records it spoilt. A sound file pays nothing for it.

use super::{
    super::{
        kinds::Kind,
        read::batch::{Batch, Finding},
        summary::{Outcome, Reason},
    },
    Fate, Tally, Writer, finding,
    names::Names,
};
use crate::{Result, values::plain};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Which records stay out whole.
#[derive(Default)]
pub struct Whole {
    /// Those with a line that cannot come in.
    spoiled: HashSet<String>,
    /// Those whose own row was set aside.
    headless: HashSet<String>,
    /// Those that a line spoilt in this attempt.
    troubled: HashSet<String>,
    /// Lines that the records themselves refused, by file and line: without the others the next attempt would not.
    refused: HashMap<(String, u32), Finding>,
}

/// Where an attempt began.
pub struct Mark {
    tally: Tally,
    names: Names,
    touched: BTreeSet<i64>,
    bytes: u64,
    lasts: BTreeMap<Kind, i64>,
}

/// The id of the record that a row is, or is part of, as it stands in the file.
fn record(batch: &Batch, row: usize) -> Option<&str> {
    let plan = &batch.plan;
    let at = match plan.kind.part_of() {
        Some((_, field)) => plan.column_of(field),
        None if plan.kind.has_parts() => plan.id_at,
        None => None,
    }?;
    Some(plain(batch.field(*batch.shapes.get(row)?, at).trim())).filter(|id| !id.is_empty())
}

impl Writer<'_, '_> {
    /// Begins an attempt.
    pub fn mark(&self) -> Result<Mark> {
        self.w.conn().execute_batch("SAVEPOINT whole")?;
        Ok(Mark {
            tally: self.tally.clone(),
            names: self.names.clone(),
            touched: self.touched.clone(),
            bytes: self.bytes,
            lasts: self.tables.iter().map(|(kind, table)| (*kind, table.last)).collect(),
        })
    }

    /// Ends an attempt: true when every record is whole or out of it; else all is as it was at its beginning.
    pub fn is_whole(&mut self, mark: Mark, kinds: &[Kind]) -> Result<bool> {
        let troubled = std::mem::take(&mut self.whole.troubled);
        let known = self.whole.spoiled.len();
        self.whole.spoiled.extend(troubled);
        if self.whole.spoiled.len() == known {
            self.w.conn().execute_batch("RELEASE whole")?;
            self.whole = Whole::default();
            return Ok(true);
        }
        self.w.conn().execute_batch("ROLLBACK TO whole; RELEASE whole")?;
        self.whole.headless.clear();
        self.tally = mark.tally;
        self.names = mark.names;
        self.touched = mark.touched;
        self.bytes = mark.bytes;
        for (kind, last) in mark.lasts {
            if let Some(table) = self.tables.get_mut(&kind) {
                table.last = last;
                if kinds.contains(&kind) {
                    table.forget();
                }
            }
        }
        Ok(false)
    }

    /// Whether a row stays out with the record it belongs to.
    pub(super) fn is_spoiled(&self, batch: &Batch, row: usize) -> bool {
        let Whole { spoiled, headless, .. } = &self.whole;
        if spoiled.is_empty() && headless.is_empty() {
            return false;
        }
        let is_part = batch.plan.kind.part_of().is_some();
        record(batch, row).is_some_and(|id| spoiled.contains(id) || (is_part && headless.contains(id)))
    }

    /// What becomes of a row that stays out with its record: its own trouble is named first.
    pub(super) fn spoiled(&mut self, batch: &mut Batch, row: usize) -> Result<Fate> {
        let part_of = batch.plan.kind.part_of().map(|(kind, _)| kind);
        let line = batch.shapes.get(row).map_or(0, |shape| shape.line);
        let refused = match self.refer(batch, row, part_of)? {
            Some(unknown) => Some(unknown),
            None => self.whole.refused.get(&(batch.plan.file.clone(), line)).cloned(),
        };
        let finding = refused.map(|refused| Finding { row, ..refused }).unwrap_or_else(|| {
            let id = record(batch, row).unwrap_or_default();
            let is_spoiled = self.whole.spoiled.contains(id);
            let reason = if is_spoiled { Reason::LineSetAside } else { Reason::HeadSetAside };
            let column = batch.plan.kind.part_of().map_or(batch.plan.kind.spec().id, |(_, field)| field);
            finding(row, column, id, reason)
        });
        Ok(Fate::Out(Outcome::SetAside, finding))
    }

    /// Notes that a row was set aside, and what it takes with it.
    pub(super) fn was_set_aside(&mut self, batch: &Batch, row: usize, why: &Finding) {
        let Some(id) = record(batch, row).map(str::to_owned) else { return };
        let Some((_, field)) = batch.plan.kind.part_of() else {
            // Of two rows with one id the first is in.
            if why.reason != Reason::RepeatedId {
                self.whole.headless.insert(id);
            }
            return;
        };
        let is_its_own = match why.reason {
            Reason::LineSetAside | Reason::HeadSetAside => false,
            // A line of no record there is spoils none.
            Reason::UnknownReference => {
                batch.plan.column_of(field) != batch.plan.headings.iter().position(|h| *h == why.column)
            }
            _ => true,
        };
        if !is_its_own {
            return;
        }
        if matches!(why.reason, Reason::RepeatedId | Reason::Missing | Reason::Taken | Reason::Refused) {
            let line = batch.shapes.get(row).map_or(0, |shape| shape.line);
            self.whole.refused.insert((batch.plan.file.clone(), line), why.clone());
        }
        self.whole.troubled.insert(id);
    }
}
