//! File dialogs, opened in Rust: a path never comes from the page.

use std::path::PathBuf;
#[cfg(not(feature = "automation"))]
use {tauri::AppHandle, tauri_plugin_dialog::DialogExt as _};

/// A kind of file in a dialog.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// The name shown.
    #[cfg_attr(feature = "automation", allow(dead_code, reason = "only the system's dialogs show it"))]
    pub name: &'static str,
    /// Its endings, without the dot.
    pub endings: &'static [&'static str],
}

impl Kind {
    /// The ending of a file that is written.
    pub fn ending(self) -> &'static str {
        self.endings.first().copied().unwrap_or_default()
    }
}

/// CSV files.
pub(crate) const CSV: Kind = Kind { name: "CSV", endings: &["csv"] };
/// PDF files.
pub(crate) const PDF: Kind = Kind { name: "PDF", endings: &["pdf"] };
/// Pictures for the clinic's logo.
pub(crate) const PICTURE: Kind = Kind { name: "PNG, JPEG", endings: &["png", "jpg", "jpeg"] };

/// Asks a person for a path. Each waits for the answer: not to be called on the window's thread.
pub(crate) trait Dialogs: Send + Sync {
    /// Where to write a file, with a proposed name.
    fn save(&self, kind: Kind, name: &str) -> Option<PathBuf>;
    /// A file to read.
    fn open_file(&self, kind: Kind) -> Option<PathBuf>;
    /// A folder to read or to write into.
    fn open_folder(&self) -> Option<PathBuf>;
}

/// The system's own dialogs.
#[cfg(not(feature = "automation"))]
pub(crate) struct System(pub AppHandle);

#[cfg(not(feature = "automation"))]
impl Dialogs for System {
    fn save(&self, kind: Kind, name: &str) -> Option<PathBuf> {
        let dialog = self.0.dialog().file().add_filter(kind.name, kind.endings).set_file_name(name);
        dialog.blocking_save_file().and_then(|path| path.into_path().ok())
    }

    fn open_file(&self, kind: Kind) -> Option<PathBuf> {
        let dialog = self.0.dialog().file().add_filter(kind.name, kind.endings);
        dialog.blocking_pick_file().and_then(|path| path.into_path().ok())
    }

    fn open_folder(&self) -> Option<PathBuf> {
        self.0.dialog().file().blocking_pick_folder().and_then(|path| path.into_path().ok())
    }
}

/// Answers from the environment, for tests that drive the window: WebDriver cannot reach the system's dialogs.
#[cfg(feature = "automation")]
pub(crate) struct FromEnvironment;

#[cfg(feature = "automation")]
impl Dialogs for FromEnvironment {
    /// The proposed name, in the folder HUELLA_ANSWER_SAVE.
    fn save(&self, _kind: Kind, name: &str) -> Option<PathBuf> {
        std::env::var_os("HUELLA_ANSWER_SAVE").map(|folder| PathBuf::from(folder).join(name))
    }

    fn open_file(&self, _kind: Kind) -> Option<PathBuf> {
        std::env::var_os("HUELLA_ANSWER_FILE").map(PathBuf::from)
    }

    fn open_folder(&self) -> Option<PathBuf> {
        std::env::var_os("HUELLA_ANSWER_FOLDER").map(PathBuf::from)
    }
}
