//! Where a clinic's folder may be.

use crate::{Code, Error, Result};
use std::path::{Path, PathBuf};

/// The database's file in a clinic's folder.
pub const DATABASE: &str = "huella.db";

/// The folder for this program's own data on this machine; never a synced one.
pub fn data_folder() -> Result<PathBuf> {
    directories::ProjectDirs::from("", "", "Huella")
        .map(|dirs| dirs.data_local_dir().to_path_buf())
        .ok_or_else(|| Error::new(Code::FileMissing, "no home folder"))
}

/// Refuses a folder that another program keeps in step with a cloud, or that is on a network drive: both
/// break the database's locks and can bring back an old copy of one of its files.
pub(super) fn refuse_unsafe(folder: &Path) -> Result<()> {
    let folder = real(folder)?;
    if let Some(name) = folder.components().find_map(|part| synced_by(&part.as_os_str().to_string_lossy())) {
        return Err(Error::new(Code::SyncedFolder, name));
    }
    if is_network_path(&folder) {
        return Err(Error::new(Code::NetworkFolder, ""));
    }
    Ok(())
}

/// Where the folder really is or will be: a link may lead elsewhere from what is there of it.
fn real(folder: &Path) -> Result<PathBuf> {
    let folder = std::path::absolute(folder)?;
    for there in folder.ancestors() {
        if let (Ok(real), Ok(rest)) = (there.canonicalize(), folder.strip_prefix(there)) {
            return Ok(real.join(rest));
        }
    }
    Ok(folder)
}

/// The program that syncs folders of this name.
fn synced_by(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let is = |brand: &str| name == brand || name.starts_with(&format!("{brand} "));
    if is("onedrive") {
        Some("OneDrive")
    } else if is("dropbox") {
        Some("Dropbox")
    } else if is("google drive") || is("googledrive") || name == "my drive" || name == "mi unidad" {
        Some("Google Drive")
    } else if is("icloud drive") || is("iclouddrive") || name == "com~apple~clouddocs" {
        Some("iCloud Drive")
    } else {
        None
    }
}

#[cfg(target_os = "linux")]
fn is_network_path(folder: &Path) -> bool {
    const NETWORK: &[&str] = &["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs"];
    let Ok(mounts) = std::fs::read_to_string("/proc/self/mounts") else { return false };
    mounts
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(' ').skip(1);
            Some((Path::new(parts.next()?), parts.next()?))
        })
        .filter(|(mount, _)| folder.starts_with(mount))
        .max_by_key(|(mount, _)| mount.components().count())
        .is_some_and(|(_, kind)| NETWORK.contains(&kind))
}

#[cfg(not(target_os = "linux"))]
fn is_network_path(folder: &Path) -> bool {
    let folder = folder.to_string_lossy();
    // How Windows names a real path: a drive's own, or a share.
    match folder.strip_prefix(r"\\?\") {
        Some(real) => real.starts_with("UNC"),
        None => folder.starts_with(r"\\"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synced_folders_are_refused_by_name() {
        for path in [
            "/home/ana/OneDrive/huella",
            "/home/ana/OneDrive - Clínica/h",
            "/Users/a/Dropbox/h",
            "/g/My Drive/h",
        ] {
            assert_eq!(refuse_unsafe(Path::new(path)).unwrap_err().code, Code::SyncedFolder, "{path}");
        }
        #[cfg(unix)]
        {
            let home = tempfile::tempdir().unwrap();
            std::fs::create_dir(home.path().join("OneDrive")).unwrap();
            std::os::unix::fs::symlink(home.path().join("OneDrive"), home.path().join("data")).unwrap();
            let led = refuse_unsafe(&home.path().join("data/huella/clinic")).unwrap_err();
            assert_eq!(led.code, Code::SyncedFolder);
        }
        for path in ["/home/ana/dropboxes/h", "/var/lib/huella"] {
            assert!(refuse_unsafe(Path::new(path)).is_ok(), "{path}");
        }
    }
}
