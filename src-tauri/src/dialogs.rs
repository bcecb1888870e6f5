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
/// Excel files.
pub(crate) const XLSX: Kind = Kind { name: "Excel", endings: &["xlsx"] };
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

/// Answers in the place of a person, for tests that drive the window: WebDriver cannot reach the system's dialogs. The
/// folder HUELLA_ANSWERS holds a file for each kind of dialog, whose text is the path; without it, the person cancels.
#[cfg(feature = "automation")]
pub(crate) struct Prepared;

#[cfg(feature = "automation")]
impl Prepared {
    fn answer(dialog: &str) -> Option<PathBuf> {
        let folder = std::env::var_os("HUELLA_ANSWERS")?;
        std::fs::read_to_string(PathBuf::from(folder).join(dialog)).ok().map(PathBuf::from)
    }
}

#[cfg(feature = "automation")]
impl Dialogs for Prepared {
    /// The proposed name, in the folder of the answer.
    fn save(&self, _kind: Kind, name: &str) -> Option<PathBuf> {
        Self::answer("save").map(|folder| folder.join(name))
    }

    fn open_file(&self, _kind: Kind) -> Option<PathBuf> {
        Self::answer("file")
    }

    fn open_folder(&self) -> Option<PathBuf> {
        Self::answer("folder")
    }
}
