//! The state of the window: which clinic is open, and the way of every command to it.

use crate::{
    begin::Beginning,
    dialogs::Dialogs,
    events::{Changed, FiguresProgress, tell},
    failure::{Answer, Failure},
    sources::Sources,
    works::Works,
};
use crm::{
    Clinic, Code, Error,
    clinic::{Actor, Create, Done, Progress, Read, Settings, View},
    search::Answer as Found,
};
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError, RwLock},
    thread,
    time::{Duration, Instant},
};
use tauri::{
    AppHandle,
    async_runtime::{spawn, spawn_blocking},
};

/// How often the first screen hears what it waits for.
const SAY_AGAIN: Duration = Duration::from_millis(500);

/// How long a window that closes waits for what is under way.
const CLOSING: Duration = Duration::from_secs(3);

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
    beginning: Beginning,
    open: RwLock<Option<Arc<Clinic>>>,
    used: Mutex<Instant>,
    started: tokio::sync::OnceCell<Option<Failure>>,
    /// The works under way.
    pub(crate) works: Works,
    /// What was chosen to be imported.
    pub(crate) sources: Sources,
    /// File dialogs.
    pub(crate) dialogs: Arc<dyn Dialogs>,
}

impl Desk {
    /// An empty desk; the clinic that is on its way lies on it after [`Desk::start`].
    pub(crate) fn new(app: AppHandle, beginning: Beginning, dialogs: Arc<dyn Dialogs>) -> Self {
        beginning.tells(app.clone());
        Self {
            app,
            beginning,
            open: RwLock::new(None),
            used: Mutex::new(Instant::now()),
            started: tokio::sync::OnceCell::new(),
            works: Works::default(),
            sources: Sources::default(),
            dialogs,
        }
    }

    /// Takes the clinic's own database once it is open, if there is one. Only the first call does; the others wait for
    /// it. What went wrong is kept for the first screen.
    pub(crate) async fn start(&self) -> Option<&Failure> {
        let open = async || match self.beginning.opened().await? {
            Ok(clinic) => {
                self.show(&clinic).await;
                None
            }
            Err(failure) => Some(failure),
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
        let mut opening = self.beginning.opening(create);
        if let Some(settings) = settings {
            opening.settings = settings;
        }
        let clinic = off_the_window(move || crm::open(&folder, opening)).await?;
        let clinic = Arc::new(clinic);
        self.show(&clinic).await;
        Ok(clinic)
    }

    async fn show(&self, clinic: &Arc<Clinic>) {
        if clinic.was_cut_short() {
            self.look_at_once(clinic).await;
        }
        self.put(Some(Arc::clone(clinic)));
    }

    /// After an unclean end the pages are looked at before anybody writes; the first screen says so meanwhile.
    async fn look_at_once(&self, clinic: &Arc<Clinic>) {
        let app = self.app.clone();
        let says = spawn(async move {
            loop {
                let phase = "progress.cutShort".to_owned();
                tell(&app, FiguresProgress { phase, ..FiguresProgress::default() });
                tokio::time::sleep(SAY_AGAIN).await;
            }
        });
        let asked = Arc::clone(clinic);
        // What is found stands beside the database, and the page asks for it.
        if let Err(failure) = off_the_window(move || asked.look_quickly(&Progress::silent())).await {
            tracing::error!(?failure, "the database could not be looked at");
        }
        says.abort();
        tell(&self.app, FiguresProgress { is_over: true, ..FiguresProgress::default() });
    }

    /// Closes the clinic, so that everything is in the database's one file. Works under way are stopped; one that does
    /// not hear of it in time is cut short, and leaves no trace.
    pub(crate) fn close(&self) {
        self.works.cancel_all();
        let clinic = self.open.write().unwrap_or_else(PoisonError::into_inner).take();
        let Some(clinic) = clinic else { return };
        clinic.patience().give_up();
        let since = Instant::now();
        while Arc::strong_count(&clinic) > 1 && since.elapsed() < CLOSING {
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether nothing was asked or done for so long.
    pub(crate) fn is_idle(&self, so_long: Duration) -> bool {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).elapsed() >= so_long
    }

    /// The open clinic.
    ///
    /// # Errors
    /// `no_clinic` when none is open.
    pub(crate) fn clinic(&self) -> Answer<Arc<Clinic>> {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.opened().ok_or_else(|| Error::new(Code::NoClinic, "no clinic is open").into())
    }

    /// The open clinic, if one is.
    pub(crate) fn opened(&self) -> Option<Arc<Clinic>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether there is a database to open.
    pub(crate) fn exists(&self, which: Which) -> bool {
        self.beginning.exists(which)
    }

    /// Where it is.
    pub(crate) fn folder(&self, which: Which) -> &Path {
        self.beginning.folder(which)
    }

    /// The last records, where they were read ahead.
    pub(crate) fn recents(&self) -> Option<Found> {
        self.beginning.recents()
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
