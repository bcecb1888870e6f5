//! What a person chose or dropped to be imported: the page knows a number and a name, never a path.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use tauri_specta::Event;

/// A file or folder to be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The number by which the page asks for it.
    pub token: u32,
    /// Its name.
    pub name: String,
    /// Its CSV files, by name.
    pub files: Vec<SourceFile>,
}

/// A file of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceFile {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// Something was dropped onto the window.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct SourceDropped {
    /// What.
    pub source: Source,
}

/// The chosen paths; a source's token is its place in the list.
#[derive(Default)]
pub(crate) struct Sources(Mutex<Vec<PathBuf>>);

impl Sources {
    /// Keeps a path and describes it for the page.
    pub fn add(&self, path: PathBuf) -> crm::Result<Source> {
        let (name, files) = (name(&path), files(&path)?);
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.push(path);
        Ok(Source { token: u32::try_from(paths.len()).unwrap_or(u32::MAX), name, files })
    }

    /// The path of a source.
    pub fn path(&self, token: u32) -> Option<PathBuf> {
        let paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.get(usize::try_from(token).ok()?.checked_sub(1)?).cloned()
    }
}

fn files(path: &Path) -> crm::Result<Vec<SourceFile>> {
    if path.is_file() {
        return Ok(vec![SourceFile { name: name(path), bytes: fs::metadata(path)?.len() }]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let is_csv = entry.path().extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        if is_csv {
            files.push(SourceFile { name: name(&entry.path()), bytes: entry.metadata()?.len() });
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_known_by_a_number_and_its_csv_files() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["pets.csv", "owners.CSV", "notes.txt"] {
            fs::write(folder.path().join(file), "a").unwrap();
        }
        let sources = Sources::default();
        let source = sources.add(folder.path().to_owned()).unwrap();
        let names: Vec<&str> = source.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((source.token, names), (1, vec!["owners.CSV", "pets.csv"]));
        assert_eq!(sources.path(1).as_deref(), Some(folder.path()));
        assert_eq!((sources.path(0), sources.path(2)), (None, None));
    }

    #[test]
    fn what_is_not_there_is_no_source() {
        assert_eq!(
            Sources::default().add("/nowhere/at/all".into()).unwrap_err().code,
            crm::Code::FileMissing
        );
    }
}
