//! Opening a clinic's folder.

use super::{
    Actor, Clock, DATABASE, Derived, Settings, Write, images, migrate, place, readers::Readers, settings,
};
use crate::{Code, Error, Result, values::fold};
use rusqlite::{
    Connection, OpenFlags,
    config::DbConfig,
    functions::FunctionFlags,
    hooks::{AuthAction, Authorization},
};
use std::{
    fs::{self, File, TryLockError},
    io::Read as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

/// "Huel", the application id of a clinic's database.
const APPLICATION_ID: i32 = 0x4875_656C;

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
    /// The settings of a new clinic.
    pub settings: Settings,
}

impl Default for Opening {
    fn default() -> Self {
        let settings = Settings { clinic_name: "Clínica veterinaria".into(), ..Settings::default() };
        Self { clock: Clock::System, create: Create::Never, is_window: false, settings }
    }
}

/// An open clinic: one writer, several readers.
pub struct Clinic {
    pub(super) folder: PathBuf,
    pub(super) clock: Clock,
    pub(super) derived: Vec<Box<dyn Derived>>,
    pub(super) settings: RwLock<Arc<Settings>>,
    pub(super) readers: Readers,
    writer: Mutex<Connection>,
    _lock: Option<File>,
}

impl Clinic {
    /// Opens the clinic in a folder. `derived` is what follows from the facts; `found` fills a new clinic.
    ///
    /// # Errors
    /// `synced_folder`, `network_folder`, `in_use`, `no_clinic` (and `Create::Never`), `not_a_clinic`,
    /// `newer_version` and `damaged`: in each of them nothing was written.
    pub fn open(
        folder: &Path,
        opening: Opening,
        derived: Vec<Box<dyn Derived>>,
        found: fn(&mut Write<'_>) -> Result<()>,
    ) -> Result<Self> {
        place::refuse_unsafe(folder)?;
        let file = folder.join(DATABASE);
        let is_new = inspect(&file)?;
        if is_new && opening.create == Create::Never {
            return Err(Error::new(Code::NoClinic, ""));
        }
        if is_new {
            fs::create_dir_all(folder)?;
        }
        let lock = if opening.is_window { Some(lock(folder)?) } else { None };
        let mut writer = connect(&file)?;
        let version: i32 = writer.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version > migrate::SCHEMA_VERSION {
            return Err(Error::new(Code::NewerVersion, version.to_string()));
        }
        if version < migrate::SCHEMA_VERSION {
            migrate::run(&mut writer)?;
        }
        ready(&mut writer, images::Record::Everything)?;
        let settings = settings::load(&writer)?;
        let clinic = Self {
            folder: folder.to_path_buf(),
            clock: opening.clock,
            derived,
            settings: RwLock::new(Arc::new(settings)),
            readers: Readers::new(file),
            writer: Mutex::new(writer),
            _lock: lock,
        };
        let is_founded: bool =
            clinic
                .writer()
                .query_row("SELECT EXISTS (SELECT 1 FROM staff WHERE id = 1)", [], |row| row.get(0))?;
        if !is_founded {
            clinic.found(&opening.settings, found)?;
        }
        Ok(clinic)
    }

    /// The built-in staff member, the settings, and what `found` adds.
    fn found(&self, new: &Settings, found: fn(&mut Write<'_>) -> Result<()>) -> Result<()> {
        self.found_write(&Actor::BUILT_IN, |w| {
            let sql = "INSERT OR IGNORE INTO staff (id, external_id, name, name_folded, role, created_at)
                       VALUES (1, 'huella', 'Huella', 'huella', 'admin', ?1)";
            w.conn().execute(sql, [w.now])?;
            settings::store(w, new)?;
            found(w)
        })
    }

    /// The folder that holds it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The settings in force.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Today in the clinic's zone.
    pub fn today(&self) -> crate::values::Day {
        self.clock.today(self.settings().zone())
    }

    pub(super) fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic inside a write rolled its transaction back: the connection is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the settings anew, after a write or when another process wrote.
    pub fn reload_settings(&self) -> Result<()> {
        let loaded = Arc::new(settings::load(&*self.readers.take()?)?);
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(())
    }

    /// A number that changes whenever another connection has written: this or another process.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.writer().pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}

/// Looks at the file without opening it as a database. True when there is nothing there yet.
fn inspect(file: &Path) -> Result<bool> {
    let mut header = Vec::with_capacity(100);
    match File::open(file) {
        Ok(opened) => opened.take(100).read_to_end(&mut header)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error.into()),
    };
    if header.is_empty() {
        return Ok(true);
    }
    let number = |at: usize| -> i32 {
        let bytes: Option<[u8; 4]> = header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, i32::from_be_bytes)
    };
    if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") {
        return Err(Error::new(Code::Damaged, "the database's header is not readable"));
    }
    let (version, application) = (number(60), number(68));
    if application != APPLICATION_ID && (application != 0 || version != 0) {
        return Err(Error::new(Code::NotAClinic, "another program's database"));
    }
    if version > migrate::SCHEMA_VERSION {
        return Err(Error::new(Code::NewerVersion, version.to_string()));
    }
    // The id is written first and the schema in one transaction: a creation cut short leaves no schema.
    Ok(application == 0)
}

/// One window a clinic. The system gives the lock back when the process ends, however it ends.
fn lock(folder: &Path) -> Result<File> {
    let file = File::create(folder.join("huella.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::new(Code::InUse, "")),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// The one place where a database file is opened for writing; a key for its encryption would be given here.
pub(super) fn connect(file: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(file, flags)?;
    configure(&conn)?;
    // Before the write-ahead log, so that a creation cut short is known again by its header.
    if conn.pragma_query_value(None, "application_id", |row| row.get::<_, i32>(0))? == 0 {
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::new(Code::ReadOnly, "no write-ahead log here"));
    }
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "secure_delete", true)?;
    Ok(conn)
}

/// A connection that cannot write.
pub(super) fn connect_reader(file: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(file, flags)?;
    configure(&conn)?;
    conn.pragma_update(None, "query_only", true)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    guard(&mut conn, false)?;
    Ok(conn)
}

fn configure(conn: &Connection) -> Result<()> {
    // Before anything is prepared: without it each new bound value would plan its statement again.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    conn.pragma_update(None, "cache_size", -32_768)?;
    // After a large import the log gives its room back.
    conn.pragma_update_and_check(None, "journal_size_limit", 64 * 1024 * 1024, |_| Ok(()))?;
    conn.set_prepared_statement_cache_capacity(256);
    // For conditions on what people typed; no index or constraint may use it: other programs do not know it.
    let is_pure = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("folded", 1, is_pure, |call| {
        Ok(call.get_raw(0).as_str_or_null()?.map(fold))
    })?;
    Ok(())
}

/// Makes a writing connection ready for the door: images of what it changes, and no change of the schema.
pub(super) fn ready(conn: &mut Connection, record: images::Record) -> Result<()> {
    if record == images::Record::Everything {
        conn.pragma_update(None, "temp_store", "memory")?;
    }
    images::install(conn, record)?;
    guard(conn, record == images::Record::ButInserts)
}

/// Lets a cancelled work stop in the middle of a long statement.
pub(super) fn interruptible(conn: &mut Connection, progress: &super::Progress) -> Result<()> {
    let progress = progress.clone();
    Ok(conn.progress_handler(20_000, Some(move || progress.is_cancelled()))?)
}

/// From here on no statement attaches a file or changes the schema, whatever it says.
///
/// A bulk write may drop indexes and build them again, all in its one transaction.
fn guard(conn: &mut Connection, may_index: bool) -> Result<()> {
    conn.authorizer(Some(move |context: rusqlite::hooks::AuthContext<'_>| match context.action {
        AuthAction::CreateIndex { .. } | AuthAction::DropIndex { .. } if may_index => Authorization::Allow,
        AuthAction::Attach { .. }
        | AuthAction::Detach { .. }
        | AuthAction::AlterTable { .. }
        | AuthAction::CreateTable { .. }
        | AuthAction::CreateIndex { .. }
        | AuthAction::CreateTrigger { .. }
        | AuthAction::CreateView { .. }
        | AuthAction::CreateVtable { .. }
        | AuthAction::DropTable { .. }
        | AuthAction::DropIndex { .. }
        | AuthAction::DropTrigger { .. }
        | AuthAction::DropView { .. }
        | AuthAction::DropVtable { .. } => Authorization::Deny,
        _ => Authorization::Allow,
    }))?;
    Ok(())
}
