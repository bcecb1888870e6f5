//! The clinic that a command works on.

use crate::{args::SessionArguments, pace::Pace};
use crm::{
    Clinic, Result,
    clinic::{Actor, Clock, Create, DATABASE, Opening, Progress, Settings, data_folder},
    metrics,
    model::{self, Freshness},
    search,
    values::Lang,
};
use std::{
    cell::Cell,
    io::{IsTerminal as _, Write as _, stderr},
    path::PathBuf,
    sync::Mutex,
    time::Instant,
};

/// Until staff sign in, the built-in staff member acts.
pub const ACTOR: Actor = Actor::BUILT_IN;

/// What a command opens the clinic with.
pub struct Session {
    folder: Option<PathBuf>,
    clock: Clock,
    lang: Cell<Lang>,
}

impl Session {
    /// Of the arguments that every command takes.
    pub fn new(arguments: SessionArguments) -> Self {
        Self {
            folder: arguments.clinic,
            clock: arguments.today.map_or(Clock::System, Clock::On),
            lang: Cell::new(Lang::default()),
        }
    }

    /// The clinic's folder: the one given, or the one that the window uses.
    pub fn folder(&self) -> Result<PathBuf> {
        match &self.folder {
            Some(folder) => Ok(folder.clone()),
            None => Ok(data_folder()?.join("clinic")),
        }
    }

    /// Whether there is a clinic in the folder.
    pub fn exists(&self) -> Result<bool> {
        Ok(self.folder()?.join(DATABASE).is_file())
    }

    /// The clinic, for a command that reads; its figures are those of today.
    ///
    /// # Errors
    /// `no_clinic` where there is none, and those of opening.
    pub fn read(&self) -> Result<Clinic> {
        let clinic = self.open(Opening::default())?;
        search::bring_up_to_date(&clinic, &ACTOR, &self.progress())?;
        metrics::bring_up_to_date(&clinic, &ACTOR, &self.progress())?;
        Ok(clinic)
    }

    /// As [`Session::read`], for a command that shows what is to be expected of owners: the models are as of today too.
    ///
    /// # Errors
    /// Those of [`Session::read`].
    pub fn foresee(&self) -> Result<Clinic> {
        let clinic = self.read()?;
        model::refresh(&clinic, &ACTOR, Freshness::Exact, &self.progress())?;
        Ok(clinic)
    }

    /// The clinic, for a command that writes; a new one with defaults where there is none.
    ///
    /// # Errors
    /// Those of opening.
    pub fn write(&self) -> Result<Clinic> {
        self.open(Opening { create: Create::IfMissing, ..Opening::default() })
    }

    /// As [`Session::write`]; a new clinic begins with these settings.
    pub fn create(&self, settings: Settings) -> Result<Clinic> {
        self.open(Opening { create: Create::IfMissing, settings, ..Opening::default() })
    }

    /// An empty clinic that is forgotten at the end, for a trial run where there is none yet.
    pub fn nowhere(&self) -> Result<(tempfile::TempDir, Clinic)> {
        let folder = tempfile::tempdir()?;
        let opening = Opening { create: Create::IfMissing, clock: self.clock, ..Opening::default() };
        let clinic = crm::open(folder.path(), opening)?;
        Ok((folder, clinic))
    }

    fn open(&self, opening: Opening) -> Result<Clinic> {
        let clinic = crm::open(&self.folder()?, Opening { clock: self.clock, ..opening })?;
        self.lang.set(Lang::parse(&clinic.settings().language).unwrap_or_default());
        Ok(clinic)
    }

    /// The language of what is printed: the clinic's, once it is open.
    pub fn lang(&self) -> Lang {
        self.lang.get()
    }

    /// Long work shows its numbers on standard error, where a person is looking.
    pub fn progress(&self) -> Progress {
        if !stderr().is_terminal() {
            return Progress::silent();
        }
        let pace = Mutex::new((Pace::new(Instant::now()), 0));
        let lang = self.lang();
        Progress::new(move |step| {
            let Ok(mut pace) = pace.lock() else { return };
            let line = pace.0.line(&step, Instant::now(), lang);
            // Blanks over what the line before had more.
            let width = std::mem::replace(&mut pace.1, line.chars().count());
            // Nobody is looking any more: no reason to stop the work.
            let _ = write!(stderr().lock(), "\r{line:<width$}\r");
        })
    }
}
