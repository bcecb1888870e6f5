//! A file on its way out: written under another name beside its place, flushed to the disk, then renamed.

use crate::{Code, Error, Result, office::transfer::manifest::hex};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};
use tempfile::NamedTempFile;

/// A file that is not in its place yet.
pub struct Pending {
    name: String,
    file: BufWriter<NamedTempFile>,
    hash: Sha256,
    bytes: u64,
}

/// A file, complete on the disk.
pub struct Complete {
    name: String,
    file: NamedTempFile,
    /// SHA-256 of what it holds.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Pending {
    /// Begins a file for a folder.
    pub fn new(folder: &Path, name: &str) -> Result<Self> {
        let file = tempfile::Builder::new().prefix(".huella-").tempfile_in(folder)?;
        Ok(Self {
            name: name.to_owned(),
            file: BufWriter::with_capacity(256 * 1024, file),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Brings it onto the disk.
    pub fn complete(self) -> Result<Complete> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        let sha256 = hex(&self.hash.finalize());
        Ok(Complete { name: self.name, file, sha256, bytes: self.bytes })
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Puts files into their places.
pub fn place(files: Vec<Complete>, folder: &Path) -> Result<()> {
    for file in files {
        // A target that another program has open, as Excel does on Windows, is not replaced.
        file.file.persist(folder.join(&file.name)).map_err(|error| Error::from(error.error))?;
    }
    // The names themselves are on the disk once the folder is; Windows has no such call.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// The folder, made where it is missing.
pub fn folder(path: &Path) -> Result<()> {
    if path.exists() && !path.is_dir() {
        return Err(Error::new(Code::ReadOnly, "not a folder"));
    }
    Ok(std::fs::create_dir_all(path)?)
}
