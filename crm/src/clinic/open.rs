//! Opening a clinic's folder.

use super::{
    Actor, Clock, Consequence, DATABASE, Derived, Patience, Progress, Settings, Write,
    connect::{self, Reading, Spill},
    header::{self, Found},
    images, limits,
    log::{self, Emptying},
    migrate, place,
    readers::Readers,
    settings, temporary,
    wait::{self, Wait},
};
use crate::{Code, Error, Result};
use rusqlite::Connection;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::Write as _,
    ops::{Deref, DerefMut},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    thread,
    time::{Duration, Instant},
};

/// Whether a missing clinic is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Create {
    /// No: it is an error.
    Never,
    /// Yes, with defaults.
    IfMissing,
}

/// How to open a clinic.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The clock it lives by.
    pub clock: Clock,
    /// Whether a missing one is created.
    pub create: Create,
    /// Whether this is the window: only one at a time has a clinic open.
    pub is_window: bool,
    /// Whether it is only to be looked at: an older schema stays, and closing it changes no file.
    pub is_look: bool,
    /// The settings of a new clinic.
    pub settings: Settings,
    /// Who is told that writes wait for another program.
    pub patience: Patience,
}

impl Default for Opening {
    fn default() -> Self {
        let settings = Settings { clinic_name: "Clínica veterinaria".into(), ..Settings::default() };
        Self {
            clock: Clock::System,
            create: Create::Never,
            is_window: false,
            is_look: false,
            settings,
            patience: Patience::default(),
        }
    }
}

/// An open clinic: one writer, several readers.
pub struct Clinic {
    pub(super) folder: PathBuf,
    pub(super) file: PathBuf,
    pub(super) clock: Clock,
    pub(super) derived: Vec<Box<dyn Derived>>,
    pub(super) consequences: Vec<Box<dyn Consequence>>,
    pub(super) settings: RwLock<Arc<Settings>>,
    pub(super) readers: Readers,
    pub(super) patience: Patience,
    schema: i32,
    was_cut_short: bool,
    /// Opened by the first write: a clinic where nothing can be written can be read.
    writer: Mutex<Option<Connection>>,
    pub(super) emptying: Emptying,
    _lock: Option<Lock>,
}

impl Clinic {
    /// Opens the clinic in a folder. `derived` is what is computed from the facts, `consequences` are
    /// the facts that follow from others; `found` fills a new clinic.
    ///
    /// # Errors
    /// `synced_folder`, `network_folder`, `in_use`, `no_clinic` (and `Create::Never`), `not_a_clinic`,
    /// `newer_version` and `damaged`: in each of them nothing was written.
    pub fn open(
        folder: &Path,
        opening: Opening,
        derived: Vec<Box<dyn Derived>>,
        consequences: Vec<Box<dyn Consequence>>,
        found: fn(&mut Write<'_>) -> Result<()>,
    ) -> Result<Self> {
        limits::endure();
        place::refuse_unsafe(folder)?;
        if folder.is_file() {
            return Err(Error::new(Code::NotAClinic, "a file"));
        }
        let file = folder.join(DATABASE);
        let is_new = header::look(&file)? == Found::Nothing;
        if is_new && opening.create == Create::Never {
            return Err(Error::new(Code::NoClinic, ""));
        }
        if is_new {
            fs::create_dir_all(folder)?;
        }
        // Before the log is read into the database by whoever opens it.
        let has_log = connect::has_log(&file);
        let lock = if opening.is_window { Some(Lock::take(folder, STILL_CLOSING)?) } else { None };
        let is_look = opening.is_look;
        if is_new {
            migrate::run(&mut connect::connect(&file).map_err(not_writable)?)?;
        }
        // Without a log there is nothing that closing would read into the database, and its files go again.
        let wanted = if is_look && has_log { Reading::Untouched } else { Reading::Shared };
        // A window stays open long enough for others to write again where nothing could be written at its start.
        let reading = if opening.is_window { wanted } else { connect::way_of_reading(&file, wanted)? };
        let mut readers = Readers::new(file.clone(), reading);
        let mut schema = version(&readers)?;
        if schema > migrate::SCHEMA_VERSION {
            return Err(Error::new(Code::NewerVersion, schema.to_string()));
        }
        if schema < migrate::SCHEMA_VERSION && !is_look {
            migrate::run(&mut connect::connect(&file)?)?;
            readers = Readers::new(file.clone(), Reading::Shared);
            schema = migrate::SCHEMA_VERSION;
        }
        if !is_look {
            temporary::clear(folder);
        }
        let settings = settings::load(&*readers.take(Spill::Memory)?)?;
        let clinic = Self {
            folder: folder.to_path_buf(),
            file,
            clock: opening.clock,
            // An older schema has other tables to follow.
            derived: if schema < migrate::SCHEMA_VERSION { Vec::new() } else { derived },
            consequences,
            settings: RwLock::new(Arc::new(settings)),
            readers,
            patience: opening.patience,
            schema,
            was_cut_short: lock.as_ref().is_some_and(|lock| lock.was_cut_short || has_log),
            writer: Mutex::new(None),
            emptying: Emptying::default(),
            _lock: lock,
        };
        let sql = "SELECT EXISTS (SELECT 1 FROM staff WHERE id = 1)";
        let is_founded: bool = clinic.readers.take(Spill::Memory)?.query_row(sql, [], |row| row.get(0))?;
        if !is_founded && !is_look {
            clinic.found(&opening.settings, found)?;
        }
        Ok(clinic)
    }

    /// The built-in staff member, the settings, and what `found` adds.
    fn found(&self, new: &Settings, found: fn(&mut Write<'_>) -> Result<()>) -> Result<()> {
        self.found_write(&Actor::BUILT_IN, |w| {
            let sql = "INSERT OR IGNORE INTO staff (id, external_id, name, name_folded, role, created_at)
                       VALUES (1, 'huella', 'Huella', 'huella', 'admin', ?1)";
            if w.conn().execute(sql, [w.now])? == 0 {
                // Another program founded it meanwhile.
                return Ok(());
            }
            settings::store(w, new)?;
            found(w)
        })
    }

    /// The folder that holds it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The version of its schema: an older one only where it was opened to be looked at.
    pub fn schema(&self) -> i32 {
        self.schema
    }

    /// Whether the window ended last time without closing its clinic, or another program left its log behind.
    pub fn was_cut_short(&self) -> bool {
        self.was_cut_short
    }

    /// The settings in force.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Today in the clinic's zone.
    pub fn today(&self) -> crate::values::Day {
        self.clock.today(self.settings().zone())
    }

    /// Whether its clock was moved to another day than this machine's.
    pub fn is_moved(&self) -> bool {
        self.clock != Clock::System
    }

    /// The writing connection, once nobody else of this process writes.
    pub(super) fn writer(&self, wait: &mut Wait<'_>) -> Result<Writer<'_>> {
        let mut conn = self.turn(wait)?;
        if conn.is_none() {
            let mut new = connect::connect(&self.file)?;
            log::leave(&new, log::FULL)?;
            connect::ready(&mut new, &self.file, images::Record::Everything, Spill::Memory)?;
            *conn = Some(new);
        }
        Ok(Writer(conn))
    }

    /// The turn to write, without a connection.
    pub(super) fn turn(&self, wait: &mut Wait<'_>) -> Result<MutexGuard<'_, Option<Connection>>> {
        if self.readers.are_frozen() {
            return Err(match connect::connect(&self.file) {
                Err(error) if error.code == Code::DiskFull => error,
                _ => Error::new(Code::ReadOnly, DATABASE),
            });
        }
        wait::lock(&self.writer, wait)
    }

    /// Reads the settings anew, after a write or when another process wrote.
    pub fn reload_settings(&self) -> Result<()> {
        let loaded = Arc::new(settings::load(&*self.readers.take(Spill::Memory)?)?);
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(())
    }

    /// A number that changes whenever another connection has written: this or another process. Waits for a write of
    /// this process that is under way, and says nothing of that.
    pub fn data_version(&self) -> Result<i64> {
        let unheard = Patience::default();
        let conn = self.writer(&mut Wait::new(&unheard, &Progress::silent()))?;
        Ok(conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}

/// The writing connection, lent to one write.
pub(super) struct Writer<'c>(MutexGuard<'c, Option<Connection>>);

impl Deref for Writer<'_> {
    type Target = Connection;

    #[allow(clippy::expect_used, reason = "it is only made with a connection")]
    fn deref(&self) -> &Connection {
        self.0.as_ref().expect("opened before it is lent")
    }
}

impl DerefMut for Writer<'_> {
    #[allow(clippy::expect_used, reason = "it is only made with a connection")]
    fn deref_mut(&mut self) -> &mut Connection {
        self.0.as_mut().expect("opened before it is lent")
    }
}

/// A database that cannot be made: SQLite only knows that it cannot be opened.
fn not_writable(error: Error) -> Error {
    if error.code == Code::FileUnreadable { Error { code: Code::ReadOnly, ..error } } else { error }
}

fn version(readers: &Readers) -> Result<i32> {
    Ok(readers.take(Spill::Memory)?.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// A window that was killed holds its lock until the system has cleared it away, and one that closes until its last work
/// has ended: seconds on a busy machine.
const STILL_CLOSING: Duration = Duration::from_secs(3);
/// Between two looks at the lock.
const ASK_AGAIN: Duration = Duration::from_millis(25);

/// One window a clinic. The system gives the lock back when the process ends, however it ends; the word in the file
/// goes only when the clinic is closed.
struct Lock {
    file: File,
    was_cut_short: bool,
}

impl Lock {
    /// Who ended a moment ago, or is just closing, may hold it still: it is asked for again and again so long.
    fn take(folder: &Path, patience: Duration) -> Result<Self> {
        let path = folder.join("huella.lock");
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let since = Instant::now();
        while let Err(refused) = file.try_lock() {
            match refused {
                TryLockError::WouldBlock if since.elapsed() < patience => thread::sleep(ASK_AGAIN),
                TryLockError::WouldBlock => return Err(Error::new(Code::InUse, "")),
                TryLockError::Error(error) => return Err(error.into()),
            }
        }
        let was_cut_short = file.metadata()?.len() > 0;
        file.write_all(b"open")?;
        file.sync_all()?;
        Ok(Self { file, was_cut_short })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // One that stays costs the next start a look at the pages.
        let _ = self.file.set_len(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_let_go_of_is_waited_for_and_one_that_is_held_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::take(folder.path(), Duration::ZERO).unwrap();
        assert_eq!(Lock::take(folder.path(), Duration::from_millis(60)).err().unwrap().code, Code::InUse);

        let closing = thread::spawn(move || {
            thread::sleep(Duration::from_millis(200));
            drop(held);
        });
        let next = Lock::take(folder.path(), STILL_CLOSING).unwrap();
        closing.join().unwrap();
        assert!(!next.was_cut_short, "it was closed");
    }
}
