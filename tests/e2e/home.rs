//! What a window of a test lives in: a home folder with its clinic, and the answers to its file dialogs.

use crm::{
    clinic::{Actor, Clock, Create, DryRun, Opening, Progress},
    transfer,
    values::Day,
};
use std::{
    env,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The day of the sample extract.
pub const TODAY: &str = "2026-10-31";

/// A home of one's own; it goes with the test.
pub struct Home {
    folder: TempDir,
    /// The way to the programs that are already open, of a test that opens two.
    pub bus: Option<String>,
}

impl Home {
    /// A home without a clinic. Dialogs answer with the sample extract, and save into a folder of the home.
    pub fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap(), bus: None };
        fs::create_dir(home.path("saved")).unwrap();
        fs::create_dir(home.path("answers")).unwrap();
        home.stand_in_for("xdg-open");
        home.answer("folder", &sample());
        home.answer("save", &home.path("saved"));
        home
    }

    /// A home whose clinic holds the sample extract.
    pub fn imported() -> Self {
        let home = Self::new();
        let today = Day::parse(TODAY).unwrap();
        let opening = Opening { clock: Clock::On(today), create: Create::IfMissing, ..Opening::default() };
        let clinic = crm::open(&home.path("clinic"), opening).unwrap();
        transfer::import(&clinic, &Actor::BUILT_IN, &sample(), DryRun::No, &Progress::silent()).unwrap();
        home
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A program of the system is not run, but what it was asked is noted.
    fn stand_in_for(&self, program: &str) {
        let path = self.path("programs").join(program);
        fs::create_dir_all(self.path("programs")).unwrap();
        let note = self.path("opened");
        fs::write(&path, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{}'\n", note.display())).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
    }

    /// What the system was asked to open, one a line.
    pub fn opened(&self) -> String {
        fs::read_to_string(self.path("opened")).unwrap_or_default()
    }

    /// The programs of the system, behind those that only note what they are asked.
    fn programs(&self) -> PathBuf {
        let paths = env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(self.path("programs")).chain(env::split_paths(&paths));
        env::join_paths(paths).unwrap().into()
    }

    /// From now on a dialog (`file`, `folder`, `save`) answers with this path.
    pub fn answer(&self, dialog: &str, path: &Path) {
        fs::write(self.path("answers").join(dialog), path.to_str().unwrap()).unwrap();
    }

    /// A file that was saved through a dialog.
    pub fn saved(&self, ending: &str) -> PathBuf {
        let files = fs::read_dir(self.path("saved")).unwrap();
        let mut files = files.map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|is| is == ending)).expect("a saved file")
    }

    /// What the programs of this home are told by their environment.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HOME", self.path("")),
            ("PATH", self.programs()),
            ("XDG_DATA_HOME", self.path("data")),
            ("XDG_CONFIG_HOME", self.path("config")),
            ("XDG_CACHE_HOME", self.path("cache")),
            ("HUELLA_CLINIC", self.path("clinic")),
            ("HUELLA_ANSWERS", self.path("answers")),
            // Without a bus of its own a window knows of no other one.
            ("DBUS_SESSION_BUS_ADDRESS", self.bus.clone().unwrap_or_else(|| "disabled:".into()).into()),
        ]
    }
}

/// The sample extract.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/clinic-300")
}
