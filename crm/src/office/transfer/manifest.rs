//! The manifest of an exported folder: what was changed or lost on the way is said by name.

use super::{
    read,
    summary::{FileSeen, ManifestFault, ManifestNotice},
};
use crate::{Code, Error, Result, clinic::Progress};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs, io::Read as _, path::Path};

/// Its name in the folder.
pub const NAME: &str = "manifest.json";
/// A larger one is none of this program's.
const MAX_BYTES: u64 = 1024 * 1024;
/// Read at a time.
const CHUNK: usize = 1024 * 1024;

/// What a manifest says of the files beside it.
#[derive(Debug, Default, Deserialize)]
pub struct Manifest {
    files: BTreeMap<String, Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    rows: u64,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    /// The one of a folder; none where there is none, or where it is another program's.
    pub fn of(folder: &Path) -> Option<Self> {
        let path = folder.join(NAME);
        if fs::metadata(&path).ok()?.len() > MAX_BYTES {
            return None;
        }
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Files whose content is not what was exported.
    pub fn compare(&self, folder: &Path, progress: &Progress) -> Result<Vec<ManifestNotice>> {
        let total = self.files.values().map(|entry| entry.bytes).sum();
        let mut done = 0;
        let mut notices = Vec::new();
        for (name, entry) in &self.files {
            let fault = match content(folder, name, entry, |bytes| {
                done += bytes;
                progress.step("progress.comparing", done, total)
            })? {
                Some(true) => continue,
                Some(false) => ManifestFault::Changed,
                None => ManifestFault::Missing,
            };
            notices.push(ManifestNotice { file: name.clone(), fault });
        }
        Ok(notices)
    }

    /// Files of which other than the manifest's rows were read.
    pub fn count(&self, files: &[FileSeen]) -> Vec<ManifestNotice> {
        let differs =
            |seen: &&FileSeen| self.files.get(&seen.file).is_some_and(|entry| entry.rows != seen.rows);
        let notice = |seen: &FileSeen| ManifestNotice { file: seen.file.clone(), fault: ManifestFault::Rows };
        files.iter().filter(differs).map(notice).collect()
    }
}

/// Whether a file holds what was exported; nothing where it is not there. A name that leads out of the folder is none.
fn content(
    folder: &Path,
    name: &str,
    entry: &Entry,
    mut step: impl FnMut(u64) -> Result<()>,
) -> Result<Option<bool>> {
    if Path::new(name).file_name().is_none_or(|file| file != name) {
        return Ok(None);
    }
    let mut file = match read::encoding::open(&folder.join(name)) {
        Ok(file) => file,
        Err(error) if error.code == Code::FileMissing => return Ok(None),
        Err(error) => return Err(error),
    };
    if file.metadata()?.len() != entry.bytes {
        step(entry.bytes)?;
        return Ok(Some(false));
    }
    let mut hash = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        hash.update(chunk.get(..read).unwrap_or_default());
        step(read as u64)?;
    }
    Ok(Some(hex(&hash.finalize()) == entry.sha256))
}

/// A hash as it is written.
pub fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The error of a strict import.
pub fn mismatch(notices: &[ManifestNotice]) -> Error {
    let files: Vec<String> =
        notices.iter().map(|notice| format!("{}: {}", notice.file, notice.fault)).collect();
    Error::new(Code::ManifestMismatch, files.join(", "))
}
