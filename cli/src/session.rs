//! The clinic that a command works on.

use crate::{args::SessionArguments, pace::Pace};
use crm::{
    Clinic, Code, Result,
    clinic::{Actor, Clock, Create, DATABASE, Opening, Patience, Progress, Settings, View, data_folder},
    loyalty, metrics,
    model::{self, Freshness},
    search,
    values::{Lang, words::word},
};
use std::{
    io::{IsTerminal as _, Write as _, stderr},
    path::PathBuf,
    sync::{Arc, Mutex, RwLock},
    time::Instant,
};

/// Until staff sign in, the built-in staff member acts.
pub const ACTOR: Actor = Actor::BUILT_IN;

/// What a command opens the clinic with.
pub struct Session {
    folder: Option<PathBuf>,
    clock: Clock,
    lang: Arc<RwLock<Lang>>,
}

impl Session {
    /// Of the arguments that every command takes.
    pub fn new(arguments: SessionArguments) -> Self {
        Self {
            folder: arguments.clinic,
            clock: arguments.today.map_or(Clock::System, Clock::On),
            lang: Arc::default(),
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

    /// The clinic, for a command that reads; its figures are those of today. Those of a day that `--today` names are
    /// kept nowhere, and where nothing can be written none are.
    ///
    /// # Errors
    /// `no_clinic` where there is none, and those of opening.
    pub fn read(&self) -> Result<Clinic> {
        let clinic = self.open(Opening::default())?;
        unless_read_only(search::bring_up_to_date(&clinic, &ACTOR, &self.progress()))?;
        let is_kept = !clinic.is_moved() && unless_read_only(self.roll_over(&clinic))?.is_some();
        if !is_kept {
            metrics::look_up_to_date(&clinic, &ACTOR, &self.progress())?;
        }
        // A ledger is for good: a look at another day enters nothing.
        if !clinic.is_moved() {
            unless_read_only(loyalty::bring_up_to_date(&clinic, &ACTOR, &self.progress()))?;
        }
        Ok(clinic)
    }

    fn roll_over(&self, clinic: &Clinic) -> Result<()> {
        if !clinic.read(&ACTOR, View::Records, metrics::is_current)? {
            metrics::bring_up_to_date(clinic, &ACTOR, &self.progress())?;
        }
        Ok(())
    }

    /// The clinic as it stands, to be looked at: nothing is brought up to date, and no file changes.
    ///
    /// # Errors
    /// Those of [`Session::read`].
    pub fn look(&self) -> Result<Clinic> {
        self.open(Opening { is_look: true, ..Opening::default() })
    }

    /// As [`Session::read`], for a command that shows what is to be expected of owners: the models are as of today too.
    ///
    /// # Errors
    /// Those of [`Session::read`].
    pub fn foresee(&self) -> Result<Clinic> {
        let clinic = self.read()?;
        let refresh = || model::refresh(&clinic, &ACTOR, Freshness::Exact, &self.progress());
        let is_kept = !clinic.is_moved() && unless_read_only(refresh())?.is_some();
        if !is_kept {
            model::look_fresh(&clinic, &ACTOR, &self.progress())?;
        }
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
        let lang = Arc::clone(&self.lang);
        // A person who looks on sees why nothing happens; Ctrl+C gives up.
        let patience = Patience::new(move |is_waiting| {
            if is_waiting {
                let lang = lang.read().map_or_else(|_| Lang::default(), |lang| *lang);
                eprintln!("{}", word(lang, "terminal.waiting"));
            }
        });
        let clinic = crm::open(&self.folder()?, Opening { clock: self.clock, patience, ..opening })?;
        if let Ok(mut lang) = self.lang.write() {
            *lang = Lang::parse(&clinic.settings().language).unwrap_or_default();
        }
        Ok(clinic)
    }

    /// The language of what is printed: the clinic's, once it is open.
    pub fn lang(&self) -> Lang {
        self.lang.read().map_or_else(|_| Lang::default(), |lang| *lang)
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

/// Nothing where it would have had to be written, and cannot.
fn unless_read_only<T>(done: Result<T>) -> Result<Option<T>> {
    match done {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code == Code::ReadOnly => Ok(None),
        Err(error) => Err(error),
    }
}
