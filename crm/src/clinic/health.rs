//! Whether the database is sound, as it was last looked at. The findings are kept in a small file beside it: a damaged
//! database is no place for them.

use super::{Actor, CheckReport, Clinic, Progress, View, check, connect, connect::Spill, write_file};
use crate::{Code, Error, Result, values::Instant};
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};

/// The file in a clinic's folder.
pub(super) const FILE: &str = "huella.health.json";
/// Faults that are kept.
const FAULTS: usize = 20;
/// A whole look is due after so many milliseconds.
const WEEK: i64 = 7 * 24 * 60 * 60 * 1_000;

/// A look at the database, and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    /// When it ended.
    pub at: Instant,
    /// What is wrong, as SQLite names pages, tables and indexes, or by the name of what is derived; no values.
    pub faults: Vec<String>,
}

/// What the last looks found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Health {
    /// The last look at the pages alone.
    pub quick: Option<Look>,
    /// The last look at everything.
    pub full: Option<Look>,
}

impl Health {
    /// What is wrong: of the newer look, but a short one does not speak for what only a whole one sees.
    pub fn faults(&self) -> &[String] {
        let faults = |look: &'_ Option<Look>| look.as_ref().is_some_and(|look| !look.faults.is_empty());
        match (&self.quick, &self.full) {
            (Some(quick), _) if faults(&self.quick) => &quick.faults,
            (_, Some(full)) => &full.faults,
            _ => &[],
        }
    }

    /// Whether it is time for a whole look. A clock that was turned back makes it due too.
    pub fn is_full_due(&self, now: Instant) -> bool {
        self.full.as_ref().is_none_or(|look| !(0..WEEK).contains(&(now.millis() - look.at.millis())))
    }
}

impl Clinic {
    /// What the last looks at the database found.
    pub fn health(&self) -> Health {
        read(&self.folder)
    }

    /// Looks at the pages of the database, a second for some hundred megabytes, and keeps what it found. Beside all other
    /// work: run it off the screen's thread.
    ///
    /// # Errors
    /// `cancelled`, and where the folder cannot be written; a database that cannot be read is a finding.
    pub fn look_quickly(&self, progress: &Progress) -> Result<Health> {
        progress.step("progress.integrity", 0, 0)?;
        let found = self.quick_check(progress);
        let faults = findings(found, progress)?;
        self.keep(|health| health.quick = Some(Look { at: Instant::now(), faults }))
    }

    /// Looks at everything as [`check`] does, and keeps what it found.
    ///
    /// # Errors
    /// Those of [`Clinic::look_quickly`].
    pub fn look_fully(&self, progress: &Progress) -> Result<Health> {
        let found = self.whole_check(progress);
        let faults = findings(found, progress)?;
        self.keep(|health| {
            let look = Look { at: Instant::now(), faults };
            health.quick = Some(look.clone());
            health.full = Some(look);
        })
    }

    fn quick_check(&self, progress: &Progress) -> Result<Vec<String>> {
        let mut conn = self.readers.own(Spill::Disk)?;
        connect::interruptible(&mut conn, progress)?;
        // A full-text index that another connection wrote to is read by its old structure unless a query came before.
        for index in ["search_words", "search_fragments"] {
            conn.prepare(&format!("SELECT rowid FROM {index} LIMIT 1"))?.exists([])?;
        }
        let mut statement = conn.prepare(&format!("PRAGMA quick_check({FAULTS})"))?;
        let mut faults =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        faults.retain(|line| line != "ok");
        Ok(faults)
    }

    fn whole_check(&self, progress: &Progress) -> Result<Vec<String>> {
        let report = self.read(&Actor::BUILT_IN, View::Audit, |read| check(self, read, progress))?;
        Ok(faults_of(report))
    }

    fn keep(&self, change: impl FnOnce(&mut Health)) -> Result<Health> {
        let mut health = self.health();
        change(&mut health);
        let text = serde_json::to_vec_pretty(&health)?;
        write_file(&self.folder.join(FILE), |out| Ok(out.write_all(&text)?))?;
        Ok(health)
    }
}

/// A database that cannot be read through is damaged; whatever else went wrong says nothing of it.
fn findings(found: Result<Vec<String>>, progress: &Progress) -> Result<Vec<String>> {
    progress.proceed()?;
    match found {
        Ok(faults) => Ok(faults),
        Err(error) if error.code == Code::Damaged => Ok(vec![error.detail]),
        Err(error) => Err(error),
    }
}

fn faults_of(report: CheckReport) -> Vec<String> {
    let mut faults = report.integrity;
    if report.broken_references > 0 {
        faults.push(format!("{} references to missing rows", report.broken_references));
    }
    let differing = report.differing.iter().filter(|(_, owners)| **owners > 0);
    faults.extend(differing.map(|(what, owners)| format!("{what}: {owners} owners differ from a rebuild")));
    faults.extend(report.audit.broken_at.map(|row| format!("audit: the chain breaks at row {row}")));
    faults.truncate(FAULTS);
    faults
}

/// A file that is not there or not readable says nothing.
fn read(folder: &Path) -> Health {
    let text = fs::read(folder.join(FILE)).map_err(Error::from);
    text.and_then(|text| Ok(serde_json::from_slice(&text)?)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(at: i64, faults: &[&str]) -> Option<Look> {
        let faults = faults.iter().map(|fault| (*fault).to_owned()).collect();
        Some(Look { at: Instant::from_millis(at), faults })
    }

    #[test]
    fn a_short_look_does_not_acquit_what_only_a_whole_one_sees() {
        let health = Health { quick: look(9, &[]), full: look(1, &["audit"]) };
        assert_eq!(health.faults(), ["audit"]);
        let health = Health { quick: look(9, &["page 3"]), full: look(1, &[]) };
        assert_eq!(health.faults(), ["page 3"]);
        assert!(Health { quick: look(9, &[]), full: None }.faults().is_empty());
    }

    #[test]
    fn a_whole_look_is_due_once_a_week_whatever_the_clock_does() {
        let health = Health { quick: None, full: look(WEEK, &[]) };
        let due = |now| health.is_full_due(Instant::from_millis(now));
        assert!(!due(WEEK) && !due(2 * WEEK - 1) && due(2 * WEEK) && due(0));
        assert!(Health::default().is_full_due(Instant::from_millis(0)));
    }
}
