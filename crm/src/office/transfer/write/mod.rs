//! The one writer of an import: takes rows from the reader, finds what they refer to, and brings each to its
//! outcome.

mod chunk;
mod ids;
mod matching;
mod names;
pub mod owner;
mod place;
mod public;
mod siblings;
mod table;
mod tally;
mod whole;

use super::{
    kinds::{Kind, Reading},
    read::{
        Message,
        batch::{Batch, Cell, Finding},
        plan::Plan,
    },
    summary::{Outcome, Reason},
};
use crate::{
    Code, Error, Result,
    clinic::{Write, parent_of, ranges},
    values::{OwnerId, Zone},
};
use ids::Ids;
use matching::People;
use names::Names;
use owner::{Beside, OwnerRow};
use public::Public;
use siblings::Waiting;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc,
        mpsc::{Receiver, Sender},
    },
};
use table::Table;
pub use tally::Tally;
use whole::Whole;

/// More touched owners than this, and all figures are computed anew.
const TOUCHED: usize = 5_000;

/// Writes the rows of an import.
pub struct Writer<'w, 'c> {
    w: &'w mut Write<'c>,
    tables: BTreeMap<Kind, Table<'c>>,
    names: Names,
    people: Option<People>,
    beside: Beside,
    zone: Zone,
    waiting: Vec<Waiting>,
    chunk: Vec<usize>,
    whole: Whole,
    public: Public,
    /// Owners that went into others, and into whom: what a file hangs on the one belongs to the other.
    merged: HashMap<i64, i64>,
    touched: BTreeSet<i64>,
    /// What was counted.
    pub tally: Tally,
    bytes: u64,
    total_bytes: u64,
}

/// What became of a row, before it is counted.
enum Fate {
    /// In the database now, under this id.
    In(Outcome, i64),
    /// Not in.
    Out(Outcome, Finding),
}

impl<'w, 'c> Writer<'w, 'c> {
    /// For files of so many bytes, into tables that `referred` to need their ids kept at hand.
    pub fn new(
        w: &'w mut Write<'c>,
        tally: Tally,
        beside: Beside,
        zone: Zone,
        referred: &BTreeSet<Kind>,
        total_bytes: u64,
    ) -> Result<Self> {
        let public = Public::known(w)?;
        let mut writer = Self {
            w,
            tables: BTreeMap::new(),
            names: Names::default(),
            people: None,
            beside,
            zone,
            waiting: Vec::new(),
            chunk: Vec::new(),
            whole: Whole::default(),
            public,
            merged: HashMap::new(),
            touched: BTreeSet::new(),
            tally,
            bytes: 0,
            total_bytes,
        };
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Settings) {
            let mut table = Table::new(writer.w.conn(), *kind)?;
            table.ids = referred.contains(kind).then(Ids::default);
            writer.tables.insert(*kind, table);
        }
        writer.merged = matching::merged(writer.w.conn())?;
        Ok(writer)
    }

    /// Whether the table of these records held nothing before.
    pub fn was_empty(&self, kind: Kind) -> bool {
        self.tables.get(&kind).is_none_or(|table| table.was_empty)
    }

    /// The write it is part of.
    pub fn write(&self) -> &Write<'c> {
        self.w
    }

    /// Takes everything the reader sends, and gives emptied batches back.
    pub fn take(&mut self, messages: &Receiver<Message>, emptied: &Sender<Batch>) -> Result<()> {
        let mut plan: Option<Arc<Plan>> = None;
        for message in messages {
            match message {
                Message::Begin(begun) => plan = Some(begun),
                Message::Rows(mut batch) => {
                    self.rows(&mut batch)?;
                    let _ = emptied.send(batch);
                }
                Message::End(seen) => {
                    if let Some(plan) = plan.take() {
                        self.file_ends(&plan)?;
                    }
                    self.tally.summary.files.push(seen);
                }
                Message::Failed(error) => return Err(error),
            }
        }
        self.w.progress().proceed()
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let in_chunks = self.tables.get(&batch.plan.kind).is_some_and(|table| chunk::suits(table, batch));
        self.bytes += batch.bytes;
        let findings = std::mem::take(&mut batch.findings);
        let mut rest = findings.as_slice();
        for row in 0..batch.shapes.len() {
            let count = rest.iter().take_while(|finding| finding.row == row).count();
            let (own, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            rest = others;
            match in_chunks
                && own.is_empty()
                && !self.is_spoiled(batch, row)
                && batch.cell(row, 0) != Cell::Blank
            {
                true => self.wait_in_chunk(batch, row)?,
                false => {
                    // In the order of the file: of two rows with one id the later is set aside.
                    self.write_chunk(batch)?;
                    self.row(batch, row, own)?;
                }
            }
        }
        self.write_chunk(batch)?;
        let done = self.tally.summary.counts.rows;
        let total = (done as f64 * self.total_bytes as f64 / self.bytes.max(1) as f64) as u64;
        self.w.progress().step("progress.writing", done, total.max(done))
    }

    fn row(&mut self, batch: &mut Batch, row: usize, findings: &[Finding]) -> Result<()> {
        let kind = batch.plan.kind;
        if let Some(fatal) = findings.iter().find(|finding| finding.is_fatal) {
            self.was_set_aside(batch, row, fatal);
            self.tally.record(kind, Outcome::SetAside);
            return self.tally.row(self.w, batch, row, Outcome::SetAside, findings);
        }
        if self.public.is_met(batch, row, findings) {
            self.tally.record(kind, Outcome::Same);
            return self.tally.row(self.w, batch, row, Outcome::Same, findings);
        }
        let fate = if self.is_spoiled(batch, row) {
            self.spoiled(batch, row)?
        } else {
            match self.refer(batch, row, None)? {
                Some(unknown) => Fate::Out(Outcome::SetAside, unknown),
                None => self.place(batch, row)?,
            }
        };
        match fate {
            Fate::In(outcome, id) => {
                self.tally.record(kind, outcome);
                let beside = self.beside(batch, row, id, outcome)?;
                self.tally.row(self.w, batch, row, outcome.max(beside), findings)
            }
            Fate::Out(outcome, finding) => {
                self.was_set_aside(batch, row, &finding);
                self.tally.record(kind, outcome);
                let all: Vec<Finding> = std::iter::once(finding).chain(findings.iter().cloned()).collect();
                self.tally.row(self.w, batch, row, outcome, &all)
            }
        }
    }

    /// Turns the ids and names of other records into their rows, but for those of one kind. The first unknown one
    /// sets the row aside.
    fn refer(&mut self, batch: &mut Batch, row: usize, but: Option<Kind>) -> Result<Option<Finding>> {
        let plan = Arc::clone(&batch.plan);
        for input in plan.referring() {
            let cell = batch.cell(row, input.slot);
            if !matches!(cell, Cell::Raw(..) | Cell::Made(..)) {
                continue;
            }
            let text = batch.text_of(cell);
            let found = match input.field.reading {
                Reading::Reference(kind) if Some(kind) == but => continue,
                Reading::Reference(Kind::Owners) if self.public.buys(plan.kind, text) => {
                    batch.set(row, input.slot, Cell::Nothing);
                    continue;
                }
                Reading::Reference(kind) => match self.tables.get_mut(&kind) {
                    Some(table) => {
                        let found = table.find(text)?;
                        // A merge itself names both.
                        let is_moved = kind == Kind::Owners && !plan.kind.is_about_two();
                        found.map(|id| self.merged.get(&id).copied().filter(|_| is_moved).unwrap_or(id))
                    }
                    None => None,
                },
                Reading::StaffName => Some(self.staff(text)?),
                Reading::ServiceName => Some(self.service(text)?),
                _ => continue,
            };
            match found {
                Some(id) => batch.set(row, input.slot, Cell::Number(id)),
                None => {
                    return Ok(Some(finding(
                        row,
                        plan.heading_of(input.field),
                        text,
                        Reason::UnknownReference,
                    )));
                }
            }
        }
        Ok(None)
    }

    fn staff(&mut self, name: &str) -> Result<i64> {
        let Some(table) = self.tables.get_mut(&Kind::Staff) else { return Err(no_table()) };
        let (id, is_new) = self.names.staff(table, self.w.conn(), name, self.w.now)?;
        if is_new {
            self.tally.record(Kind::Staff, Outcome::New);
        }
        Ok(id)
    }

    fn service(&mut self, name: &str) -> Result<i64> {
        let Some(table) = self.tables.get_mut(&Kind::Services) else { return Err(no_table()) };
        let (id, is_new) = self.names.service(table, self.w.conn(), name)?;
        if is_new {
            self.tally.record(Kind::Services, Outcome::New);
        }
        Ok(id)
    }

    /// The owner's flags and points.
    fn beside(&mut self, batch: &Batch, row: usize, id: i64, outcome: Outcome) -> Result<Outcome> {
        if batch.plan.kind != Kind::Owners {
            return Ok(Outcome::Same);
        }
        let is_new = outcome == Outcome::New;
        let external_id = if batch.cell(row, 0) == Cell::Blank {
            let sql = "SELECT external_id FROM owners WHERE id = ?1";
            self.w.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0))?
        } else {
            batch.text_of(batch.cell(row, 0)).to_owned()
        };
        let owner = OwnerRow { batch, row, id, external_id, is_new, zone: self.zone };
        let mut strongest = Outcome::Same;
        if self.beside.consents
            && let Some(table) = self.tables.get_mut(&Kind::Consents)
        {
            strongest = owner.consents(self.w, table, &mut self.tally)?;
        }
        if self.beside.points
            && let Some(table) = self.tables.get_mut(&Kind::Loyalty)
        {
            strongest = strongest.max(owner.points(self.w, table, &mut self.tally, &batch.plan)?);
        }
        if strongest > Outcome::Same && !is_new {
            self.touched.insert(id);
        }
        Ok(strongest)
    }

    /// Notes whose figures follow from a new row; updates are noted by the door itself.
    fn touch(&mut self, batch: &Batch, row: usize, id: i64) -> Result<()> {
        if self.touched.len() > TOUCHED {
            return Ok(());
        }
        let number = |column: &str| {
            batch.plan.slot(column).and_then(|slot| match batch.cell(row, slot) {
                Cell::Number(id) => Some(id),
                _ => None,
            })
        };
        let owner = match (batch.plan.kind, parent_of(batch.plan.kind.spec().table)) {
            (Kind::Owners, _) => Some(id),
            (_, None) => number("owner_id"),
            (_, Some((parent, column))) => match number(column) {
                Some(id) => {
                    let sql = format!("SELECT owner_id FROM {parent} WHERE id = ?1");
                    self.w.conn().prepare_cached(&sql)?.query_row([id], |row| row.get(0))?
                }
                None => None,
            },
        };
        self.touched.extend(owner);
        Ok(())
    }

    fn file_ends(&mut self, plan: &Arc<Plan>) -> Result<()> {
        self.tally.file_ends(plan)?;
        let waiting = std::mem::take(&mut self.waiting);
        let Some(table) = self.tables.get_mut(&plan.kind).filter(|_| !waiting.is_empty()) else {
            return Ok(());
        };
        siblings::settle(self.w, table, &mut self.tally, plan, &waiting)?;
        if plan.kind == Kind::Owners && self.touched.len() <= TOUCHED {
            for one in waiting.iter().filter(|one| one.is_new) {
                let referrer = table.find(&one.named)?;
                self.touched.extend(referrer);
            }
        }
        Ok(())
    }

    /// Records what was inserted, for the undo, and whose figures follow from it.
    pub fn finish(self) -> Result<Tally> {
        for table in self.tables.values().filter(|table| table.last >= table.first) {
            ranges::record(self.w, table.kind.spec().table, table.first, table.last)?;
        }
        if self.touched.len() > TOUCHED {
            self.w.touch_everyone();
        } else {
            for owner in &self.touched {
                ranges::touch(self.w, OwnerId(*owner))?;
            }
        }
        Ok(self.tally)
    }
}

fn finding(row: usize, column: &str, value: &str, reason: Reason) -> Finding {
    Finding { row, column: column.to_owned(), value: value.to_owned(), reason, is_fatal: true }
}

fn no_table() -> Error {
    Error::new(Code::Internal, "a table of the import is missing")
}
