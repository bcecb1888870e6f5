//! A full disk and a folder that cannot be written: said by name, nothing lost, and work goes on afterwards.

use crate::support::{ACTOR, again::again, opening};
use crm::{
    Clinic, Code,
    clinic::{self, Action, Progress, View},
};
use std::{fs, path::Path, process::Command};

const FOLDER: &str = "HUELLA_TEST_SMALL_DISK";
const READ_ONLY: &str = "HUELLA_TEST_READ_ONLY_DISK";
const TODAY: &str = "2025-11-17";

fn add_owner(clinic: &Clinic) -> crm::Result<()> {
    let done = clinic.write(&ACTOR, Action::CreateOwner, |w| {
        let sql = "INSERT INTO owners (external_id, full_name, internal_notes, created_at, updated_at)
                   VALUES (hex(randomblob(8)), 'Roberto Sánchez', hex(randomblob(8000)), 0, 0)";
        w.conn().execute(sql, [])?;
        Ok(())
    });
    done.map(|_| ())
}

fn owners(clinic: &Clinic) -> i64 {
    let count =
        |r: &clinic::Read| Ok(r.conn().query_row("SELECT count(*) FROM owners", [], |row| row.get(0))?);
    clinic.read(&ACTOR, View::Records, count).unwrap()
}

/// Runs inside the small disk that the test below makes; in a normal run there is none.
#[test]
fn fill_the_disk() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let ballast = folder.join("ballast");
    fs::write(&ballast, vec![7; 2_000_000]).unwrap();
    let clinic = crm::open(&folder.join("clinic"), opening(TODAY)).unwrap();
    let mut kept = 0;
    let error = loop {
        match add_owner(&clinic) {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 10_000, "the disk never filled");
    };
    assert_eq!(error.code, Code::DiskFull, "{error}");
    assert_eq!(owners(&clinic), kept, "what was acknowledged is there, and nothing else");
    fs::remove_file(&ballast).unwrap();
    add_owner(&clinic).expect("works again without a restart");
    assert_eq!(owners(&clinic), kept + 1);
    let report =
        clinic.read(&ACTOR, View::Audit, |r| clinic::check(&clinic, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
    println!("filled after {kept} owners");
}

/// Runs on the read-only disk that the test below makes.
#[test]
fn open_where_nothing_can_be_written() {
    let Ok(folder) = std::env::var(READ_ONLY) else { return };
    let error = crm::open(&Path::new(&folder).join("clinic"), opening(TODAY)).err().expect("it cannot open");
    assert_eq!(error.code, Code::ReadOnly, "{error}");
    println!("refused");
}

/// Runs `test` with a disk of its own mounted on a folder that `variable` names; returns what it printed.
#[cfg(target_os = "linux")]
fn on_a_disk(options: &str, test: &str, variable: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let test = again(test);
    let output = Command::new("unshare")
        .args([
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            r#"mount -t tmpfs -o "$0" tmpfs "$1" && shift && exec "$@""#,
        ])
        .arg(options)
        .arg(folder.path())
        .arg(test.get_program())
        .args(test.get_args())
        .env(variable, folder.path())
        .output()
        .expect("unshare, of util-linux, makes a disk for the test");
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{complained}");
    said.into_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_called_that_and_loses_nothing() {
    assert!(on_a_disk("size=6m", "disk::fill_the_disk", FOLDER).contains("filled after"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_folder_is_called_that() {
    assert!(on_a_disk("ro", "disk::open_where_nothing_can_be_written", READ_ONLY).contains("refused"));
}
