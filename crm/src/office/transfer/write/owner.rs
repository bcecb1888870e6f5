//! What an owner's row holds beside the owner: flags that are consents, and a balance of points.

use super::{table::Table, tally::Tally};
use crate::{
    Result,
    clinic::Write,
    office::transfer::{
        kinds::{Kind, Reading},
        read::{
            batch::{Batch, Cell},
            plan::Plan,
        },
        summary::{Outcome, Reason},
    },
    values::{Instant, Zone},
};
use rusqlite::{Connection, OptionalExtension};

/// Which of them to read: not those that a file of the same folder speaks for.
#[derive(Debug, Clone, Copy)]
pub struct Beside {
    /// Flags become consents.
    pub consents: bool,
    /// The balance becomes an entry.
    pub points: bool,
}

/// A row of an owner that is in the database.
pub struct OwnerRow<'b> {
    /// Its batch.
    pub batch: &'b Batch,
    /// Its place there.
    pub row: usize,
    /// The owner.
    pub id: i64,
    /// The owner's external id.
    pub external_id: String,
    /// Whether the owner is new.
    pub is_new: bool,
    /// The clinic's zone.
    pub zone: Zone,
}

impl OwnerRow<'_> {
    /// The day that the file's word is from.
    fn said_at(&self) -> Instant {
        let plan = &self.batch.plan;
        let cell = |name| plan.slot(name).map_or(Cell::Blank, |slot| self.batch.cell(self.row, slot));
        match (cell("updated_at"), cell("created_at")) {
            (Cell::Number(millis), _) | (_, Cell::Number(millis)) => Instant::from_millis(millis),
            _ => self.batch.now,
        }
    }

    /// The flags as entries of their own: given or withdrawn as written; a blank says nothing.
    pub fn consents(&self, w: &Write<'_>, table: &mut Table<'_>, tally: &mut Tally) -> Result<Outcome> {
        let mut strongest = Outcome::Same;
        for input in &self.batch.plan.inputs {
            let (Reading::Consent(purpose, channel), Cell::Number(flag)) =
                (input.field.reading, self.batch.cell(self.row, input.slot))
            else {
                continue;
            };
            let entry = Flag { heading: input.field.heading, purpose, channel, is_given: flag };
            let outcome = if self.flag(w.conn(), table, &entry)? { Outcome::New } else { Outcome::Same };
            tally.record(Kind::Consents, outcome);
            strongest = strongest.max(outcome);
        }
        Ok(strongest)
    }

    /// Writes an entry unless the clinic knows it already; what was said here since is not overruled by a file
    /// that says what it said before.
    fn flag(&self, conn: &Connection, table: &mut Table<'_>, flag: &Flag) -> Result<bool> {
        let mut said_at = self.said_at();
        let mut external_id = format!("{}/{}", self.external_id, flag.heading);
        if !self.is_new {
            let newest = "SELECT is_given, given_at FROM consents
                 WHERE owner_id = ?1 AND purpose IS ?2 AND channel IS ?3 AND (?4 IS NULL OR source = ?4)
                 ORDER BY given_at DESC, id DESC LIMIT 1";
            let mut statement = conn.prepare_cached(newest)?;
            let mut said = |source: Option<&str>| {
                let key = (self.id, flag.purpose, flag.channel, source);
                statement
                    .query_row(key, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Instant>(1)?)))
                    .optional()
            };
            let is_said =
                |said: Option<(i64, Instant)>| said.is_some_and(|(is_given, _)| is_given == flag.is_given);
            let imported = said(Some("import"))?;
            if is_said(said(None)?) || is_said(imported) {
                return Ok(false);
            }
            if let Some((_, before)) = imported {
                said_at = said_at.max(before);
            }
            let sql = "SELECT count(*) FROM consents WHERE owner_id = ?1 AND substr(external_id, 1, length(?2)) = ?2";
            let earlier: i64 =
                conn.prepare_cached(sql)?.query_row((self.id, &external_id), |row| row.get(0))?;
            if earlier > 0 {
                external_id = format!("{external_id}/{}", earlier + 1);
            }
        }
        let sql = "INSERT INTO consents (external_id, owner_id, purpose, channel, is_given, given_at, source)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'import') ON CONFLICT (external_id) DO NOTHING";
        let values = (external_id, self.id, flag.purpose, flag.channel, flag.is_given, said_at);
        let is_new = conn.prepare_cached(sql)?.execute(values)? > 0;
        if is_new {
            table.last = conn.last_insert_rowid();
        }
        Ok(is_new)
    }

    /// The balance as one opening entry; a different one later is an adjustment by the difference, as long as
    /// this clinic's own ledger has not begun.
    pub fn points(
        &self,
        w: &Write<'_>,
        table: &mut Table<'_>,
        tally: &mut Tally,
        plan: &Plan,
    ) -> Result<Outcome> {
        let Some(Cell::Number(points)) =
            plan.slot("loyalty_points").map(|slot| self.batch.cell(self.row, slot))
        else {
            return Ok(Outcome::Same);
        };
        let opening = format!("{}/opening", self.external_id);
        let sql = "SELECT coalesce(sum(points), 0), count(*), coalesce(sum(substr(external_id, 1, length(?2)) = ?2), 0)
                   FROM loyalty_entries WHERE owner_id = ?1";
        let (balance, entries, imported): (i64, i64, i64) = if self.is_new {
            (0, 0, 0)
        } else {
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            w.conn().prepare_cached(sql)?.query_row((self.id, &opening), row)?
        };
        if balance == points {
            return Ok(Outcome::Same);
        }
        let is_moved =
            "SELECT EXISTS (SELECT 1 FROM loyalty_entries WHERE external_id = ?1 AND owner_id <> ?2)";
        let is_moved = || w.conn().prepare_cached(is_moved)?.query_row((&opening, self.id), |row| row.get(0));
        if entries > imported || (!self.is_new && is_moved()?) {
            let line = self.batch.shapes.get(self.row).map_or(0, |shape| shape.line);
            tally.flag(w, plan, line, "loyalty_points", &points.to_string(), Reason::LedgerSpeaks)?;
            return Ok(Outcome::Same);
        }
        let (kind, id) = match entries {
            0 => ("opening", opening),
            _ => ("adjust", format!("{opening}/{}", entries + 1)),
        };
        let at = self.said_at();
        let sql = "INSERT INTO loyalty_entries (external_id, owner_id, kind, points, entered_at, entered_on)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        w.conn().prepare_cached(sql)?.execute((
            id,
            self.id,
            kind,
            points - balance,
            at,
            self.zone.day(at),
        ))?;
        table.last = w.conn().last_insert_rowid();
        tally.record(Kind::Loyalty, Outcome::New);
        Ok(Outcome::New)
    }
}

struct Flag {
    heading: &'static str,
    purpose: Option<&'static str>,
    channel: Option<&'static str>,
    is_given: i64,
}
