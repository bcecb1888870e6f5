//! File dialogs, opened in Rust: a path never comes from the page.

use crate::{
    desk::{Desk, off_the_window},
    failure::Answer,
};
use crm::values::{Lang, words::look_up};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::Mutex;
#[cfg(not(feature = "automation"))]
use {
    crate::window,
    tauri::{AppHandle, Manager as _, Wry},
    tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder},
};

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
    fn save(&self, title: &str, kind: Kind, name: &str) -> Option<PathBuf>;
    /// A file to read.
    fn open_file(&self, title: &str, kind: Kind) -> Option<PathBuf>;
    /// A folder to read or to write into.
    fn open_folder(&self, title: &str) -> Option<PathBuf>;
}

/// One dialog at a time: who asks for another while one is open has cancelled it.
static OPEN: Mutex<()> = Mutex::const_new(());

impl Desk {
    /// Asks for a place to write, with a proposed name; nothing when the person cancels.
    pub(crate) async fn ask_where(&self, kind: Kind, name: String) -> Answer<Option<PathBuf>> {
        let path = self.ask("dialogs.save", move |dialogs, title| dialogs.save(title, kind, &name)).await?;
        Ok(path.map(|path| with_ending(path, kind)))
    }

    /// Asks for a file to read; nothing when the person cancels.
    pub(crate) async fn ask_for_file(&self, kind: Kind) -> Answer<Option<PathBuf>> {
        self.ask("dialogs.file", move |dialogs, title| dialogs.open_file(title, kind)).await
    }

    /// Asks for a folder; nothing when the person cancels.
    pub(crate) async fn ask_for_folder(&self) -> Answer<Option<PathBuf>> {
        self.ask("dialogs.folder", |dialogs, title| dialogs.open_folder(title)).await
    }

    /// Nothing of the clinic is held while the person thinks: the window can close meanwhile.
    async fn ask(
        &self,
        title: &'static str,
        ask: impl FnOnce(&dyn Dialogs, &str) -> Option<PathBuf> + Send + 'static,
    ) -> Answer<Option<PathBuf>> {
        let lang = self.opened().and_then(|clinic| Lang::parse(&clinic.settings().language));
        let title = look_up(lang.unwrap_or_default(), title).unwrap_or_default();
        let Ok(_open) = OPEN.try_lock() else { return Ok(None) };
        let dialogs = Arc::clone(&self.dialogs);
        off_the_window(move || Ok(ask(dialogs.as_ref(), title))).await
    }
}

/// The path with its kind's ending where the person typed none. One that is there already was not asked about: then what
/// was typed stands.
fn with_ending(path: PathBuf, kind: Kind) -> PathBuf {
    let has_ending =
        path.extension().is_some_and(|own| kind.endings.iter().any(|e| own.eq_ignore_ascii_case(e)));
    if has_ending {
        return path;
    }
    let mut whole = path.clone().into_os_string();
    whole.push(format!(".{}", kind.ending()));
    if Path::new(&whole).exists() { path } else { whole.into() }
}

/// The system's own dialogs.
#[cfg(not(feature = "automation"))]
pub(crate) struct System(pub AppHandle);

#[cfg(not(feature = "automation"))]
impl System {
    /// A dialog of the window, where the system lets one belong to it.
    fn dialog(&self, title: &str) -> FileDialogBuilder<Wry> {
        let dialog = self.0.dialog().file().set_title(title);
        match self.0.get_webview_window(window::MAIN) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

#[cfg(not(feature = "automation"))]
impl Dialogs for System {
    fn save(&self, title: &str, kind: Kind, name: &str) -> Option<PathBuf> {
        let dialog = self.dialog(title).add_filter(kind.name, kind.endings).set_file_name(name);
        dialog.blocking_save_file().and_then(|path| path.into_path().ok())
    }

    fn open_file(&self, title: &str, kind: Kind) -> Option<PathBuf> {
        let dialog = self.dialog(title).add_filter(kind.name, kind.endings);
        dialog.blocking_pick_file().and_then(|path| path.into_path().ok())
    }

    fn open_folder(&self, title: &str) -> Option<PathBuf> {
        self.dialog(title).blocking_pick_folder().and_then(|path| path.into_path().ok())
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
    fn save(&self, _title: &str, _kind: Kind, name: &str) -> Option<PathBuf> {
        Self::answer("save").map(|folder| folder.join(name))
    }

    fn open_file(&self, _title: &str, _kind: Kind) -> Option<PathBuf> {
        Self::answer("file")
    }

    fn open_folder(&self, _title: &str) -> Option<PathBuf> {
        Self::answer("folder")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_its_ending_gets_it_unless_that_would_replace_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(with_ending(at("month"), PDF), at("month.pdf"));
        assert_eq!(with_ending(at("month.PDF"), PDF), at("month.PDF"));
        assert_eq!(with_ending(at("v1.2"), CSV), at("v1.2.csv"));
        assert_eq!(with_ending(at("logo.jpeg"), PICTURE), at("logo.jpeg"));
        std::fs::write(at("month.pdf"), "kept").unwrap();
        assert_eq!(with_ending(at("month"), PDF), at("month"));
    }
}
