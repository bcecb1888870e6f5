//! A file on its way out: written beside its place, flushed to the disk, then renamed.

use crate::{Code, Error, Result};
use std::{
    io::{BufWriter, Write},
    path::Path,
};

/// Whether a file can stand there: its folder is there, and no folder has its name. Asked before what cannot be taken
/// back, so that it is not done for nothing. Gives the folder.
///
/// # Errors
/// `file_missing` without the folder, `read_only` where a folder has the name.
pub fn place_of(file: &Path) -> Result<&Path> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !std::fs::metadata(folder)?.is_dir() {
        return Err(Error::new(Code::ReadOnly, "not a folder"));
    }
    if file.is_dir() {
        return Err(Error::new(Code::ReadOnly, "a folder"));
    }
    Ok(folder)
}

/// Writes a file whole or not at all; one that stands there is replaced once the new one is complete.
///
/// # Errors
/// What `write` gives, and those of the disk; the place is then as it was.
pub fn write_file<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    let folder = place_of(path)?;
    let mut builder = tempfile::Builder::new();
    // As any saved file: others may read it where the person's own mask lets them.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = BufWriter::new(builder.prefix(".huella-").tempfile_in(folder)?);
    let value = write(&mut file)?;
    let file = file.into_inner().map_err(|error| Error::from(error.into_error()))?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| Error::from(error.error))?;
    // The name itself is on the disk once the folder is; Windows has no such call.
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("figures.csv");
        write_file(&path, |out| Ok(out.write_all(b"first")?)).unwrap();
        let failed = write_file(&path, |out| {
            out.write_all(b"half")?;
            Err::<(), _>(Error::new(Code::Cancelled, ""))
        });
        assert_eq!(failed.unwrap_err().code, Code::Cancelled);
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let failed = write_file(&folder.path().join("none/figures.csv"), |_| Ok(()));
        assert_eq!(failed.unwrap_err().code, Code::FileMissing);
        assert_eq!(write_file(folder.path(), |_| Ok(())).unwrap_err().code, Code::ReadOnly);
    }
}
