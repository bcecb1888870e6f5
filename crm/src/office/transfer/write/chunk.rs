//! Rows into an empty table, many in one statement: most of a large import.

use super::{Fate, Writer, no_table, place::existing, table::Table};
use crate::{
    Result,
    office::transfer::{
        kinds::{Kind, Reading},
        read::batch::{Batch, Cell, Finding},
        summary::Outcome,
    },
};

/// Rows in a statement.
pub const ROWS: usize = 128;

/// Whether a table takes rows in chunks: it was empty, and nothing is to be done beside each row.
pub fn suits(table: &Table<'_>, batch: &Batch) -> bool {
    let is_plain = batch.plan.inputs.iter().all(|input| input.field.reading != Reading::Sibling);
    table.was_empty
        && is_plain
        && !table.kind.adopts()
        && table.kind != Kind::Owners
        && batch.plan.id_at.is_some()
}

impl Writer<'_, '_> {
    /// Keeps a row for the next statement.
    pub(super) fn wait_in_chunk(&mut self, batch: &mut Batch, row: usize) -> Result<()> {
        if self.refer(batch, row, None)?.is_some() {
            return self.row(batch, row, &[]);
        }
        self.chunk.push(row);
        if self.chunk.len() == ROWS { self.write_chunk(batch) } else { Ok(()) }
    }

    /// Writes the rows that wait.
    pub(super) fn write_chunk(&mut self, batch: &mut Batch) -> Result<()> {
        let rows = std::mem::take(&mut self.chunk);
        let kind = batch.plan.kind;
        let inserted = match self.tables.get_mut(&kind) {
            Some(table) if rows.len() == ROWS => table.insert_many(batch, &rows)?,
            _ => None,
        };
        match inserted {
            // A short chunk, or one that a rule refuses somewhere: row by row.
            None => rows.iter().try_for_each(|row| self.row(batch, *row, &[]))?,
            Some((first, count)) => {
                for (index, row) in (0_i64..).zip(&rows) {
                    let id = (count == rows.len()).then_some(first + index);
                    let fate = match (id, self.tables.get_mut(&kind)) {
                        (Some(id), _) => Fate::In(Outcome::New, id),
                        (None, Some(table)) => claim(table, batch, *row, first)?,
                        (None, None) => return Err(no_table()),
                    };
                    self.chunk_row(batch, *row, fate)?;
                }
            }
        }
        self.chunk = rows;
        self.chunk.clear();
        Ok(())
    }

    fn chunk_row(&mut self, batch: &Batch, row: usize, fate: Fate) -> Result<()> {
        let kind = batch.plan.kind;
        let (outcome, findings) = match fate {
            Fate::In(outcome, id) => {
                if let Some(ids) = self.tables.get_mut(&kind).and_then(|table| table.ids.as_mut()) {
                    ids.insert(batch.text_of(batch.cell(row, 0)), id);
                }
                if outcome == Outcome::New {
                    self.touch(batch, row, id)?;
                }
                (outcome, None)
            }
            Fate::Out(outcome, finding) => {
                self.was_set_aside(batch, row, &finding);
                (outcome, Some(finding))
            }
        };
        self.tally.record(kind, outcome);
        let findings: &[Finding] = findings.as_slice();
        self.tally.row(self.w, batch, row, outcome, findings)
    }
}

/// Some ids of the chunk were there already: the first row of each new one is new, the others repeat it.
fn claim(table: &mut Table<'_>, batch: &Batch, row: usize, first: i64) -> Result<Fate> {
    let text = match batch.cell(row, 0) {
        Cell::Blank => return Err(no_table()),
        cell => batch.text_of(cell).to_owned(),
    };
    let id = table.find_stored(&text)?.ok_or_else(no_table)?;
    if id >= first && !table.met.add(id) {
        return Ok(Fate::In(Outcome::New, id));
    }
    table.met.add(id);
    existing(table, batch, row, id, false)
}
