//! The clinic is opened before there is a window: while the system's toolkit starts on the window's thread, on one of its
//! own. Little is asked there, for the two hold each other up.

use crate::{
    arguments::Arguments,
    commands::search,
    desk::Which,
    events::{WritesWait, tell},
    failure::Failure,
};
use crm::{
    Clinic,
    clinic::{Actor, Clock, Create, DATABASE, Opening, Patience, View},
    search::Answer as Found,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    thread,
};
use tauri::AppHandle;
use tokio::sync::oneshot;

/// The two clinics of this program, and the own one on its way.
pub(crate) struct Beginning {
    /// The day that the clinics live in.
    pub(crate) clock: Clock,
    own: PathBuf,
    sample: PathBuf,
    app: Arc<OnceLock<AppHandle>>,
    opened: Mutex<Option<oneshot::Receiver<crm::Result<Arc<Clinic>>>>>,
    recents: Arc<Mutex<Option<Found>>>,
}

impl Beginning {
    /// Begins to open the clinic's own database, if there is one. Called once the environment is set: others may not
    /// read it meanwhile.
    ///
    /// # Errors
    /// `file_missing` when this account has no home folder.
    pub(crate) fn new(arguments: Arguments) -> crm::Result<Self> {
        let (own, sample) = match arguments.clinic {
            Some(own) => {
                let mut sample = own.clone().into_os_string();
                sample.push("-sample");
                (own, sample.into())
            }
            None => (crm::clinic::data_folder()?.join("clinic"), crm::clinic::data_folder()?.join("sample")),
        };
        let beginning = Self {
            clock: arguments.today.map_or(Clock::System, Clock::On),
            own,
            sample,
            app: Arc::default(),
            opened: Mutex::default(),
            recents: Arc::default(),
        };
        if beginning.exists(Which::Own) {
            beginning.open();
        }
        Ok(beginning)
    }

    fn open(&self) {
        let (tell_opened, opened) = oneshot::channel();
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(opened);
        let (folder, opening, recents) =
            (self.own.clone(), self.opening(Create::Never), Arc::clone(&self.recents));
        thread::spawn(move || {
            let clinic = crm::open(&folder, opening).map(Arc::new);
            let asked = clinic.as_ref().ok().map(Arc::clone);
            // A window that is gone already hears nothing.
            let _ = tell_opened.send(clinic);
            if let Some(clinic) = asked.filter(|clinic| !clinic.was_cut_short())
                && let Err(error) = ask(&clinic, &recents)
            {
                // The page asks again, and hears what is wrong.
                tracing::warn!(%error, "the last records could not be read ahead");
            }
        });
    }

    /// How a clinic of this window is opened.
    pub(crate) fn opening(&self, create: Create) -> Opening {
        let app = Arc::clone(&self.app);
        let patience = Patience::new(move |is_waiting| {
            if let Some(app) = app.get() {
                tell(app, WritesWait { is_waiting });
            }
        });
        Opening { clock: self.clock, create, is_window: true, patience, ..Opening::default() }
    }

    /// Who hears from now on what the clinics say.
    pub(crate) fn tells(&self, app: AppHandle) {
        // There is one application in a program.
        let _ = self.app.set(app);
    }

    /// The clinic's own database once it is open; nothing where there is none. Asked once.
    pub(crate) async fn opened(&self) -> Option<Result<Arc<Clinic>, Failure>> {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(match opened.await {
            Ok(clinic) => clinic.map_err(Failure::from),
            Err(_panicked) => Err(Failure::internal()),
        })
    }

    /// The last records, if they were read by now. Taken once: the page that comes later asks itself.
    pub(crate) fn recents(&self) -> Option<Found> {
        self.recents.lock().unwrap_or_else(PoisonError::into_inner).take()
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
}

/// Asks what the one box shows before anything is typed.
fn ask(clinic: &Clinic, recents: &Mutex<Option<Found>>) -> crm::Result<()> {
    let found = clinic.read(&Actor::BUILT_IN, View::Records, |read| search::found(read, ""))?;
    *recents.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};
    use tauri::async_runtime::block_on;

    /// A clinic that was made and closed again, begun anew.
    fn beginning() -> (tempfile::TempDir, Beginning) {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("clinic");
        drop(crm::open(&folder, Opening { create: Create::IfMissing, ..Opening::default() }).unwrap());
        let beginning = Beginning::new(Arguments { clinic: Some(folder), ..Arguments::default() }).unwrap();
        (place, beginning)
    }

    fn recents(beginning: &Beginning) -> Option<Found> {
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(2) {
            if let Some(recents) = beginning.recents() {
                return Some(recents);
            }
            thread::sleep(Duration::from_millis(5));
        }
        None
    }

    #[test]
    fn the_clinic_opens_by_itself_and_its_last_records_are_read_once() {
        let (_place, beginning) = beginning();
        assert!(block_on(beginning.opened()).unwrap().is_ok());
        assert_eq!(recents(&beginning).unwrap().hits.len(), 0);
        assert_eq!(beginning.recents(), None);
        assert!(block_on(beginning.opened()).is_none());
    }

    #[test]
    fn where_there_is_no_clinic_nothing_is_opened() {
        let place = tempfile::tempdir().unwrap();
        let clinic = Some(place.path().join("clinic"));
        let beginning = Beginning::new(Arguments { clinic, ..Arguments::default() }).unwrap();
        assert!(!beginning.exists(Which::Own));
        assert!(block_on(beginning.opened()).is_none());
    }

    #[test]
    fn what_is_no_clinic_is_said_when_it_is_asked_for() {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join(DATABASE), "a letter to the bank").unwrap();
        let clinic = Some(place.path().to_owned());
        let beginning = Beginning::new(Arguments { clinic, ..Arguments::default() }).unwrap();
        assert!(block_on(beginning.opened()).unwrap().is_err());
    }
}
