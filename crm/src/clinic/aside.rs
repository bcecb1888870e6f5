//! What a write brings with it as facts of their own, and what is written without a trace.

use super::{
    Action, Actor, Clinic, Done, Progress, Topic, Write,
    door::permit,
    wait::{self, Wait},
};
use crate::{Result, values::ChangeId};
use std::collections::BTreeSet;

impl Clinic {
    /// Lets what follows from a write of these tables as facts of their own be written too.
    pub(super) fn follow(&self, write: &mut Write<'_>, tables: &BTreeSet<String>) -> Result<()> {
        for consequence in &self.consequences {
            if tables.iter().any(|table| consequence.follows_from(table)) {
                consequence.follow(write)?;
            }
        }
        Ok(())
    }

    /// Writes what nobody may trace: no audit, no undo, no picture of the rows, so neither who wrote it nor when. Only
    /// for records that are anonymous by their own promise.
    ///
    /// # Errors
    /// `forbidden`, and what `f` gives.
    pub fn write_untraced<T>(
        &self,
        actor: &Actor,
        action: Action,
        topic: Topic,
        f: impl FnOnce(&Write<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        permit(actor, action)?;
        let progress = Progress::silent();
        let mut wait = Wait::new(&self.patience, &progress);
        let conn = self.writer(&mut wait)?;
        let transaction = wait::begin(&conn, &mut wait)?;
        drop(wait);
        let value = f(&self.writing(&transaction, actor, ChangeId(0), &progress))?;
        transaction.commit()?;
        self.committed();
        Ok(Done { value, changed: vec![topic], change: None })
    }
}
