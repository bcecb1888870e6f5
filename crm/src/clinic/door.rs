//! The door that everything is written through: [`Clinic::write`].

use super::{
    Action, Actor, Clinic, Derived, Progress, Read, Scope, Topic, audit, changes,
    connect::{self, Spill},
    days, images, log,
    readers::Apart,
    references,
    wait::{self, Wait},
};
use crate::{
    Code, Error, Result,
    values::{ChangeId, OwnerId},
};
use rusqlite::Connection;
use serde::Serialize;
use std::{collections::BTreeSet, ops::Deref, sync::Arc};

/// More touched owners than this are brought up to date by a rebuild of all.
const REBUILD_FROM: usize = 5_000;

/// A writing handle: reads like [`Read`], inside the write's transaction.
pub struct Write<'c> {
    read: Read<'c>,
    change: ChangeId,
    subject: String,
    is_undoable: bool,
    everyone: bool,
    progress: Progress,
}

impl<'c> Deref for Write<'c> {
    type Target = Read<'c>;

    fn deref(&self) -> &Read<'c> {
        &self.read
    }
}

impl Write<'_> {
    /// The change being made.
    pub fn change(&self) -> ChangeId {
        self.change
    }

    /// Names what is changed ("María García"), for the toast and the history.
    pub fn about(&mut self, subject: impl Into<String>) {
        self.subject = subject.into();
    }

    /// Says that this cannot be undone.
    pub fn not_undoable(&mut self) {
        self.is_undoable = false;
    }

    /// Says that the figures of all owners may have changed.
    pub fn touch_everyone(&mut self) {
        self.everyone = true;
    }

    /// The owners that the write has touched up to now.
    ///
    /// # Errors
    /// Only those of the database.
    pub fn touched(&self) -> Result<Vec<OwnerId>> {
        images::touched(self.conn())
    }

    /// How far a long write is, and whether it was cancelled.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }
}

/// What a write gives back, once it is on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Done<T> {
    /// The operation's own answer.
    pub value: T,
    /// The kinds of record that changed.
    pub changed: Vec<Topic>,
    /// The change, where one was made that can be undone.
    pub change: Option<ChangeId>,
}

/// Whether to keep what a write did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DryRun {
    /// Do everything, then roll it back.
    Yes,
    /// Keep it.
    No,
}

impl Clinic {
    /// From here on each reading connection has these tables for itself, filled by `fill`, in place of the kept ones:
    /// what is read of another day is kept nowhere. Facts written by this process are taken into account.
    pub(crate) fn put_apart(
        &self,
        tables: &'static [&'static str],
        fill: impl Fn(&Read<'_>) -> Result<()> + Send + Sync + 'static,
    ) {
        self.readers.put_apart(Apart { tables, fill: Box::new(fill) });
    }

    /// Changes records: checks the role, runs `f` in one transaction, brings what follows from the facts up
    /// to date, records undo and audit, and returns once the change is on the disk.
    ///
    /// # Errors
    /// `forbidden`, and what `f` gives; nothing was changed then.
    pub fn write<T>(
        &self,
        actor: &Actor,
        action: Action,
        f: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        self.through(actor, action, DryRun::No, f)
    }

    /// As [`Clinic::write`], and with [`DryRun::Yes`] rolled back at the very end.
    pub fn through<T>(
        &self,
        actor: &Actor,
        action: Action,
        dry_run: DryRun,
        f: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        permit(actor, action)?;
        let progress = Progress::silent();
        let mut wait = Wait::new(&self.patience, &progress);
        let conn = self.writer(&mut wait)?;
        let done = self.run(&conn, actor, action, dry_run, wait, f)?;
        self.emptying.edited(&self.file);
        Ok(done)
    }

    /// A bulk write on a connection of its own: rows it inserts are undone by their range of ids (recorded
    /// by the caller) instead of an image each. Other writes wait meanwhile.
    pub fn write_bulk<T>(
        &self,
        actor: &Actor,
        action: Action,
        dry_run: DryRun,
        progress: &Progress,
        f: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        self.apart(actor, action, dry_run, progress, images::Record::ButInserts, f)
    }

    /// The undo of a bulk write, on a connection of its own.
    pub(super) fn undo_bulk<T>(
        &self,
        actor: &Actor,
        f: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        self.apart(actor, Action::Undo, DryRun::No, &Progress::silent(), images::Record::Everything, f)
    }

    /// Writes on a connection of its own, which looks at references all together before the commit.
    fn apart<T>(
        &self,
        actor: &Actor,
        action: Action,
        dry_run: DryRun,
        progress: &Progress,
        record: images::Record,
        f: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        permit(actor, action)?;
        let mut wait = Wait::new(&self.patience, progress);
        let _others_wait = self.turn(&mut wait)?;
        let mut conn = connect::connect(&self.file)?;
        // It takes a fraction of looking each of them up.
        conn.pragma_update(None, "foreign_keys", false)?;
        log::leave(&conn, log::NEVER)?;
        connect::ready(&mut conn, &self.file, record, Spill::Disk)?;
        connect::interruptible(&mut conn, progress)?;
        let done = self.run(&conn, actor, action, dry_run, wait, |w| {
            let value = f(w)?;
            references::verify(w)?;
            Ok(value)
        })?;
        drop(conn);
        self.emptying.begin(&self.file);
        Ok(done)
    }

    /// Writes beside the records: drafts, recents, derived rows. No audit and no undo, so no record may change.
    pub fn write_aside<T>(&self, actor: &Actor, f: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        let progress = Progress::silent();
        let mut wait = Wait::new(&self.patience, &progress);
        let conn = self.writer(&mut wait)?;
        let transaction = wait::begin(&conn, &mut wait)?;
        drop(wait);
        let value = f(&self.reading(&transaction, actor))?;
        transaction.commit()?;
        self.committed();
        Ok(value)
    }

    /// Brings derived rows up to date by themselves: at start, at midnight, or all anew.
    pub fn refresh_derived(
        &self,
        actor: &Actor,
        progress: &Progress,
        choose: impl Fn(&dyn Derived) -> bool,
    ) -> Result<()> {
        let mut wait = Wait::new(&self.patience, progress);
        let conn = self.writer(&mut wait)?;
        let transaction = wait::begin(&conn, &mut wait)?;
        drop(wait);
        let write = self.writing(&transaction, actor, ChangeId(0), progress);
        for derived in self.derived.iter().filter(|derived| choose(derived.as_ref())) {
            derived.refresh(&write, Scope::Everyone, progress)?;
        }
        transaction.commit()?;
        self.committed();
        Ok(())
    }

    /// What follows the commit of a write that is none of [`Self::run`], for whoever reads and for the log.
    pub(super) fn committed(&self) {
        self.readers.facts_changed();
        self.emptying.edited(&self.file);
    }

    /// The first write of a new clinic: no undo.
    pub(super) fn found_write(
        &self,
        actor: &Actor,
        f: impl FnOnce(&mut Write<'_>) -> Result<()>,
    ) -> Result<()> {
        let progress = Progress::silent();
        let mut wait = Wait::new(&self.patience, &progress);
        let conn = self.writer(&mut wait)?;
        let transaction = wait::begin(&conn, &mut wait)?;
        drop(wait);
        f(&mut self.writing(&transaction, actor, ChangeId(0), &progress))?;
        transaction.commit()?;
        drop(conn);
        self.reload_settings()
    }

    fn run<T>(
        &self,
        conn: &Connection,
        actor: &Actor,
        action: Action,
        dry_run: DryRun,
        mut wait: Wait<'_>,
        f: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        let transaction = wait::begin(conn, &mut wait)?;
        let progress = wait.over();
        let change = changes::begin(&transaction, actor, action, self.clock.now(self.settings().zone()))?;
        images::begin(&transaction, change.0)?;
        let mut write = self.writing(&transaction, actor, change, progress);
        let value = f(&mut write)?;
        let mut tables = changes::tables(&transaction, change)?;
        if !action.brings_facts() {
            let written = transaction.total_changes();
            self.follow(&mut write, &tables)?;
            if transaction.total_changes() != written {
                tables = changes::tables(&transaction, change)?;
            }
        }
        let touched = images::touched(&transaction)?;
        images::pause(&transaction)?;
        if tables.contains("settings") {
            self.settings_changed(&mut write)?;
        }
        if write.everyone || !touched.is_empty() {
            self.refresh(&write, &touched, &tables)?;
        }
        let everyone = write.everyone;
        let is_undoable = changes::end(&transaction, change, &write.subject, write.is_undoable)?;
        audit::append(&write.read, action, change)?;
        drop(write);
        match dry_run {
            DryRun::Yes => transaction.rollback()?,
            DryRun::No => {
                transaction.commit()?;
                self.readers.facts_changed();
            }
        }
        if tables.contains("settings") {
            self.reload_settings()?;
        }
        let mut changed: BTreeSet<Topic> = tables.iter().map(|table| Topic::of_table(table)).collect();
        if everyone || !touched.is_empty() {
            changed.insert(Topic::Figures);
        }
        Ok(Done { value, changed: changed.into_iter().collect(), change: is_undoable.then_some(change) })
    }

    fn refresh(&self, write: &Write<'_>, touched: &[OwnerId], tables: &BTreeSet<String>) -> Result<()> {
        let everyone = write.everyone || touched.len() > REBUILD_FROM;
        let scope = if everyone { Scope::Everyone } else { Scope::Owners(touched, tables) };
        for derived in &self.derived {
            if write.everyone || tables.iter().any(|table| derived.follows_from(table)) {
                derived.refresh(write, scope, write.progress())?;
            }
        }
        Ok(())
    }

    /// The days kept beside instants are days in the clinic's zone, and all figures follow the thresholds.
    fn settings_changed(&self, write: &mut Write<'_>) -> Result<()> {
        let old = Arc::clone(&write.settings);
        let new = super::settings::load(write.conn())?;
        if old.zone != new.zone {
            days::move_to(write.conn(), new.zone())?;
        }
        if old.zone != new.zone || old.thresholds != new.thresholds || old.loyalty != new.loyalty {
            write.everyone = true;
        }
        write.read.zone = new.zone();
        write.read.today = self.clock.today(new.zone());
        write.read.settings = Arc::new(new);
        Ok(())
    }

    pub(super) fn writing<'c>(
        &self,
        conn: &'c Connection,
        actor: &Actor,
        change: ChangeId,
        progress: &Progress,
    ) -> Write<'c> {
        Write {
            read: self.reading(conn, actor),
            change,
            subject: String::new(),
            is_undoable: true,
            everyone: false,
            progress: progress.clone(),
        }
    }
}

pub(super) fn permit(actor: &Actor, action: Action) -> Result<()> {
    if action.is_allowed(actor.role) { Ok(()) } else { Err(Error::new(Code::Forbidden, action.label())) }
}
