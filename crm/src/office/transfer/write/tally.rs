//! Every row to its outcome, every amount to its sum, and what was noticed into the batch.

use crate::{
    Code, Error, Result,
    clinic::Write,
    office::transfer::{
        kinds::Kind,
        read::{
            batch::{Batch, Cell, Finding},
            plan::Plan,
        },
        summary::{Counts, LISTED, Outcome, Reason, RowRemark, Summary, Sums},
    },
    values::{BatchId, Money},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Counts an import.
#[derive(Clone)]
pub struct Tally {
    /// What was counted.
    pub summary: Summary,
    source: String,
    batch: Option<BatchId>,
    /// Records by their kind, while they are counted.
    records: BTreeMap<Kind, Counts>,
    /// The sums of the file being read, by its amounts.
    sums: Vec<Sums>,
}

impl Tally {
    /// For an import of this file or folder.
    pub fn new(source: &str, is_dry_run: bool) -> Self {
        let summary = Summary { is_dry_run, ..Summary::default() };
        Self { summary, source: source.to_owned(), batch: None, records: BTreeMap::new(), sums: Vec::new() }
    }

    /// Counts a row, its amounts, and what was found in it.
    pub fn row(
        &mut self,
        w: &Write<'_>,
        batch: &Batch,
        row: usize,
        outcome: Outcome,
        findings: &[Finding],
    ) -> Result<()> {
        self.summary.counts.add(outcome);
        self.sums.resize(batch.plan.amounts.len(), Sums::default());
        for ((slot, name), sums) in batch.plan.amounts.iter().zip(&mut self.sums) {
            if let Cell::Number(cents) = batch.cell(row, *slot) {
                sums.add(outcome, Money::from_cents(cents)).ok_or_else(|| too_large(name))?;
            }
        }
        // Of a row that does not come in only what keeps it out is told.
        let is_out = matches!(outcome, Outcome::SetAside | Outcome::Duplicate);
        for finding in findings.iter().filter(|finding| finding.is_fatal || !is_out) {
            self.remark(w, batch, row, outcome, finding)?;
        }
        Ok(())
    }

    /// Counts a record.
    pub fn record(&mut self, kind: Kind, outcome: Outcome) {
        self.records.entry(kind).or_default().add(outcome);
    }

    /// A row that was counted as the same was updated after all.
    pub fn was_updated(&mut self, kind: Kind) {
        self.summary.counts.was_updated();
        if let Some(counts) = self.records.get_mut(&kind) {
            counts.was_updated();
        }
    }

    /// The end of a file: its sums go to those of all.
    ///
    /// # Errors
    /// `too_large` beyond what an amount can hold.
    pub fn file_ends(&mut self, plan: &Plan) -> Result<()> {
        for ((_, name), sums) in plan.amounts.iter().zip(self.sums.drain(..)) {
            let all = self.summary.sums.entry(name.clone()).or_default();
            *all = all.and(&sums).ok_or_else(|| too_large(name))?;
        }
        Ok(())
    }

    fn remark(
        &mut self,
        w: &Write<'_>,
        batch: &Batch,
        row: usize,
        outcome: Outcome,
        finding: &Finding,
    ) -> Result<()> {
        let Some(shape) = batch.shapes.get(row) else { return Ok(()) };
        let remark = RowRemark {
            file: batch.plan.file.clone(),
            line: shape.line,
            column: finding.column.clone(),
            value: shortened(&finding.value),
            reason: finding.reason,
        };
        let record = match outcome {
            Outcome::SetAside | Outcome::Duplicate => batch.fields(*shape).map(Value::from).collect(),
            _ => Value::Array(Vec::new()),
        };
        let label = match outcome {
            Outcome::SetAside => "set_aside",
            Outcome::Duplicate => "duplicate",
            _ => "flagged",
        };
        self.note(w, label, remark, &record)
    }

    /// Notes something about a row that was read before.
    pub fn flag(
        &mut self,
        w: &Write<'_>,
        plan: &Plan,
        line: u32,
        column: &str,
        value: &str,
        reason: Reason,
    ) -> Result<()> {
        let remark = RowRemark {
            file: plan.file.clone(),
            line,
            column: column.to_owned(),
            value: shortened(value),
            reason,
        };
        self.note(w, "flagged", remark, &Value::Array(Vec::new()))
    }

    /// Notes a row that was set aside before it became a record.
    pub fn set_aside(&mut self, w: &Write<'_>, remark: RowRemark, record: &[String]) -> Result<()> {
        self.note(w, "set_aside", remark, &record.iter().map(String::as_str).map(Value::from).collect())
    }

    fn note(&mut self, w: &Write<'_>, label: &str, remark: RowRemark, record: &Value) -> Result<()> {
        let batch = self.batch(w)?;
        let sql =
            "INSERT INTO import_rows (batch_id, outcome, file, line, column_name, value, reason, record_json)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        w.conn().prepare_cached(sql)?.execute((
            batch,
            label,
            &remark.file,
            remark.line,
            &remark.column,
            &remark.value,
            remark.reason,
            record.to_string(),
        ))?;
        let list = match label {
            "flagged" => {
                self.summary.flagged += 1;
                &mut self.summary.flagged_rows
            }
            "duplicate" => &mut self.summary.duplicate_rows,
            _ => &mut self.summary.set_aside_rows,
        };
        if list.len() < LISTED {
            list.push(remark);
        }
        Ok(())
    }

    fn batch(&mut self, w: &Write<'_>) -> Result<BatchId> {
        if let Some(batch) = self.batch {
            return Ok(batch);
        }
        let sql = "INSERT INTO import_batches (change_id, source, imported_at, summary_json) VALUES (?1, ?2, ?3, '{}')";
        w.conn().execute(sql, (w.change(), &self.source, w.now))?;
        let batch = BatchId(w.conn().last_insert_rowid());
        self.batch = Some(batch);
        Ok(batch)
    }

    /// Checks that everything is accounted for, and completes the batch. An import that found everything as it
    /// was leaves none.
    pub fn finish(mut self, w: &Write<'_>) -> Result<Summary> {
        let counts = self.summary.counts;
        let records = std::mem::take(&mut self.records);
        self.summary.by_kind =
            records.into_iter().map(|(kind, counts)| (kind.as_str().to_owned(), counts)).collect();
        let is_sound = counts.add_up()
            && self.summary.by_kind.values().all(Counts::add_up)
            && self.summary.sums.values().all(Sums::reconcile);
        if !is_sound {
            return Err(Error::new(Code::Internal, "the import's counts do not add up"));
        }
        if counts.rows > counts.same || self.batch.is_some() {
            let batch = self.batch(w)?;
            self.summary.batch = Some(batch);
            // The remarks are rows of their own.
            let kept = Summary {
                set_aside_rows: Vec::new(),
                duplicate_rows: Vec::new(),
                flagged_rows: Vec::new(),
                ..self.summary.clone()
            };
            let sql = "UPDATE import_batches SET summary_json = ?2 WHERE id = ?1";
            w.conn().execute(sql, (batch, serde_json::to_string(&kept)?))?;
        }
        if self.summary.is_dry_run {
            // It goes with everything else.
            self.summary.batch = None;
        }
        Ok(self.summary)
    }
}

fn too_large(name: &str) -> Error {
    Error::new(Code::TooLarge, format!("the sum of {name}"))
}

/// A value as a remark shows it.
fn shortened(value: &str) -> String {
    match value.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}
