//! Rows on their way from the reader to the writer: read, checked and converted, in flat buffers that are used
//! again, so that memory stays flat and nothing is allocated per row.

use super::{plan::Plan, rows::Shape};
use crate::{office::transfer::summary::Reason, values::Instant};
use std::sync::Arc;

/// A value, ready for the database but for its references.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    /// Blank: in an update it changes nothing.
    Blank,
    /// Nothing, also in an update.
    Nothing,
    /// A number, a day, an instant, a truth, an amount.
    Number(i64),
    /// Text as it stands in the file: a range of [`Batch::text`].
    Raw(u32, u32),
    /// Text that was made: a range of [`Batch::made`].
    Made(u32, u32),
    /// A word of the program's.
    Word(&'static str),
    /// Blank, and in a new record this number.
    ElseNumber(i64),
    /// Blank, and in a new record this word.
    ElseWord(&'static str),
}

/// What was found in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The row in its batch.
    pub row: usize,
    /// The column's heading.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why.
    pub reason: Reason,
    /// Whether the row is set aside for it.
    pub is_fatal: bool,
}

/// A few hundred rows.
#[derive(Debug)]
pub struct Batch {
    /// How they were read.
    pub plan: Arc<Plan>,
    /// All fields, one behind the other.
    pub text: String,
    /// Where each ends.
    pub ends: Vec<u32>,
    /// The rows.
    pub shapes: Vec<Shape>,
    /// As many cells a row as the plan has slots.
    pub cells: Vec<Cell>,
    /// Text that was made.
    pub made: String,
    /// What was found, by row.
    pub findings: Vec<Finding>,
    /// Decoded bytes read for it.
    pub bytes: u64,
    /// The moment of the import.
    pub now: Instant,
}

impl Batch {
    /// An empty one.
    pub fn new(plan: Arc<Plan>, now: Instant) -> Self {
        Self {
            plan,
            text: String::new(),
            ends: Vec::new(),
            shapes: Vec::new(),
            cells: Vec::new(),
            made: String::new(),
            findings: Vec::new(),
            bytes: 0,
            now,
        }
    }

    /// Empties it for other rows.
    pub fn reset(&mut self, plan: Arc<Plan>) {
        self.plan = plan;
        self.text.clear();
        self.ends.clear();
        self.shapes.clear();
        self.cells.clear();
        self.made.clear();
        self.findings.clear();
        self.bytes = 0;
    }

    /// A field of a row as it stands; blank beyond its end.
    pub fn field(&self, shape: Shape, at: usize) -> &str {
        self.range(shape, at).and_then(|(from, to)| self.text.get(from as usize..to as usize)).unwrap_or("")
    }

    /// Where a field of a row stands.
    pub fn range(&self, shape: Shape, at: usize) -> Option<(u32, u32)> {
        if at >= shape.fields as usize {
            return None;
        }
        let index = shape.first as usize + at;
        let from = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        Some((from, *self.ends.get(index)?))
    }

    /// The fields of a row.
    pub fn fields(&self, shape: Shape) -> impl Iterator<Item = &str> {
        (0..shape.fields as usize).map(move |at| self.field(shape, at))
    }

    /// A cell of a row.
    pub fn cell(&self, row: usize, slot: usize) -> Cell {
        self.cells.get(row * self.plan.slots.len() + slot).copied().unwrap_or(Cell::Blank)
    }

    /// Sets a cell of a row.
    pub fn set(&mut self, row: usize, slot: usize, cell: Cell) {
        let at = row * self.plan.slots.len() + slot;
        if let Some(place) = self.cells.get_mut(at) {
            *place = cell;
        }
    }

    /// The text of a cell; blank where it holds none.
    pub fn text_of(&self, cell: Cell) -> &str {
        match cell {
            Cell::Raw(from, to) => self.text.get(from as usize..to as usize).unwrap_or(""),
            Cell::Made(from, to) => self.made.get(from as usize..to as usize).unwrap_or(""),
            Cell::Word(word) | Cell::ElseWord(word) => word,
            _ => "",
        }
    }

    /// Keeps a made text.
    pub fn make(&mut self, text: &str) -> Cell {
        let from = self.made.len();
        self.made.push_str(text);
        match (u32::try_from(from), u32::try_from(self.made.len())) {
            (Ok(from), Ok(to)) => Cell::Made(from, to),
            _ => Cell::Blank,
        }
    }

    /// Notes something about a row.
    pub fn find(&mut self, row: usize, column: &str, value: &str, reason: Reason, is_fatal: bool) {
        self.findings.push(Finding {
            row,
            column: column.to_owned(),
            value: value.to_owned(),
            reason,
            is_fatal,
        });
    }
}
