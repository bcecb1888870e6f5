//! The state of the window: which clinic is open, and the way of every command to it.

use crate::{
    arguments::Arguments,
    dialogs::Dialogs,
    events::{Changed, tell},
    failure::{Answer, Failure},
    sources::Sources,
    works::Works,
};
use crm::{
    Clinic, Code, Error,
    clinic::{Actor, Clock, Create, DATABASE, Done, Opening, Read, Settings, View},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};
use tauri::{AppHandle, async_runtime::spawn_blocking};

/// Which of the two clinics of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// The clinic's own.
    Own,
    /// The sample, in a database of its own.
    Sample,
}

/// The state of the window.
pub struct Desk {
    app: AppHandle,
    clock: Clock,
    own: PathBuf,
    sample: PathBuf,
    open: RwLock<Option<Arc<Clinic>>>,
    started: tokio::sync::OnceCell<Option<Failure>>,
    /// The works under way.
    pub(crate) works: Works,
    /// What was chosen to be imported.
    pub(crate) sources: Sources,
    /// File dialogs.
    pub(crate) dialogs: Arc<dyn Dialogs>,
}

impl Desk {
    /// An empty desk; the clinic is opened by [`Desk::start`].
    ///
    /// # Errors
    /// `file_missing` when this account has no home folder.
    pub(crate) fn new(app: AppHandle, arguments: Arguments, dialogs: Arc<dyn Dialogs>) -> crm::Result<Self> {
        let (own, sample) = match arguments.clinic {
            Some(own) => {
                let mut sample = own.clone().into_os_string();
                sample.push("-sample");
                (own, sample.into())
            }
            None => (crm::clinic::data_folder()?.join("clinic"), crm::clinic::data_folder()?.join("sample")),
        };
        Ok(Self {
            app,
            clock: arguments.today.map_or(Clock::System, Clock::On),
            own,
            sample,
            open: RwLock::new(None),
            started: tokio::sync::OnceCell::new(),
            works: Works::default(),
            sources: Sources::default(),
            dialogs,
        })
    }

    /// Opens the clinic's own database, if there is one. Only the first call does; the others wait for it.
    /// What went wrong is kept for the first screen.
    pub(crate) async fn start(&self) -> Option<&Failure> {
        let open = async || {
            if !self.exists(Which::Own) {
                return None;
            }
            self.open(Which::Own, Create::Never, None).await.err()
        };
        self.started.get_or_init(open).await.as_ref()
    }

    /// Closes what is open and opens the other. A new one begins with these settings.
    pub(crate) async fn open(
        &self,
        which: Which,
        create: Create,
        settings: Option<Settings>,
    ) -> Answer<Arc<Clinic>> {
        let folder = self.folder(which).to_owned();
        if let Some(clinic) = self.opened().filter(|clinic| clinic.folder() == folder) {
            return Ok(clinic);
        }
        self.put(None);
        let mut opening = Opening { clock: self.clock, create, is_window: true, ..Opening::default() };
        if let Some(settings) = settings {
            opening.settings = settings;
        }
        let clinic = off_the_window(move || crm::open(&folder, opening)).await?;
        let clinic = Arc::new(clinic);
        self.put(Some(Arc::clone(&clinic)));
        Ok(clinic)
    }

    /// The open clinic.
    ///
    /// # Errors
    /// `no_clinic` when none is open.
    pub(crate) fn clinic(&self) -> Answer<Arc<Clinic>> {
        self.opened().ok_or_else(|| Error::new(Code::NoClinic, "no clinic is open").into())
    }

    /// The open clinic, if one is.
    pub(crate) fn opened(&self) -> Option<Arc<Clinic>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether there is a database to open.
    pub(crate) fn exists(&self, which: Which) -> bool {
        self.folder(which).join(DATABASE).is_file()
    }

    /// Where it is.
    pub(crate) fn folder(&self, which: Which) -> &Path {
        match which {
            Which::Own => &self.own,
            Which::Sample => &self.sample,
        }
    }

    /// Reads from the open clinic.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        view: View,
        question: impl FnOnce(&Read<'_>) -> crm::Result<T> + Send + 'static,
    ) -> Answer<T> {
        let clinic = self.clinic()?;
        off_the_window(move || clinic.read(&Actor::BUILT_IN, view, question)).await
    }

    /// Changes records of the open clinic, and tells the page which kinds changed once that is on the disk.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        operation: impl FnOnce(&Clinic, &Actor) -> crm::Result<Done<T>> + Send + 'static,
    ) -> Answer<Done<T>> {
        let clinic = self.clinic()?;
        let done = off_the_window(move || operation(&clinic, &Actor::BUILT_IN)).await?;
        if !done.changed.is_empty() {
            tell(&self.app, Changed { topics: done.changed.clone() });
        }
        Ok(done)
    }

    /// Works on the open clinic without changing records that a screen shows.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        operation: impl FnOnce(&Clinic, &Actor) -> crm::Result<T> + Send + 'static,
    ) -> Answer<T> {
        let clinic = self.clinic()?;
        off_the_window(move || operation(&clinic, &Actor::BUILT_IN)).await
    }

    /// The application, for events and plugins.
    pub(crate) fn app(&self) -> &AppHandle {
        &self.app
    }

    fn put(&self, clinic: Option<Arc<Clinic>>) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = clinic;
    }
}

/// Runs something that waits for the disk on a thread of its own. A panic in it becomes an error: the crash log has the
/// place, the window lives on.
pub(crate) async fn off_the_window<T: Send + 'static>(
    work: impl FnOnce() -> crm::Result<T> + Send + 'static,
) -> Answer<T> {
    match spawn_blocking(work).await {
        Ok(outcome) => Ok(outcome?),
        Err(_panicked) => Err(Failure::internal()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_command_is_an_error_and_no_end() {
        let answer: Answer<()> = tauri::async_runtime::block_on(off_the_window(|| panic!("on purpose")));
        assert_eq!(answer.unwrap_err().code, Code::Internal);
    }
}
