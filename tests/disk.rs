//! A full disk and a folder that cannot be written: said by name, nothing lost, and work goes on afterwards.

use crate::support::{ACTOR, again::again_by, opening};
use crm::{
    Clinic, Code,
    clinic::{self, Action, Opening, Progress, View},
    metrics,
};
use std::{fs, io::Write as _, path::Path, process::Command};

const FOLDER: &str = "HUELLA_TEST_SMALL_DISK";
const READ_ONLY: &str = "HUELLA_TEST_READ_ONLY_DISK";
const LIMITED: &str = "HUELLA_TEST_LIMITED_FILES";
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
    drop(clinic);

    // With no byte left not even the index of a log has room.
    let mut rest = fs::File::create(&ballast).unwrap();
    while rest.write_all(&[7; 512]).is_ok() {}
    let clinic = crm::open(&folder.join("clinic"), opening(TODAY)).expect("it can be read");
    assert_eq!(owners(&clinic), kept + 1);
    assert_eq!(add_owner(&clinic).unwrap_err().code, Code::DiskFull);
    drop(clinic);
    println!("filled after {kept} owners");
}

/// Runs on the read-only disk that the test below makes.
#[test]
fn work_where_nothing_can_be_written() {
    let Ok(folder) = std::env::var(READ_ONLY) else { return };
    let folder = Path::new(&folder);
    let error = crm::open(&folder.join("new"), opening(TODAY)).err().expect("none can be made");
    assert_eq!(error.code, Code::ReadOnly, "{error}");
    let window = crm::open(&folder.join("clinic"), Opening { is_window: true, ..opening(TODAY) });
    assert_eq!(window.err().expect("nothing for a window").code, Code::ReadOnly);

    let clinic = crm::open(&folder.join("clinic"), opening("2026-03-01")).unwrap();
    assert_eq!(owners(&clinic), 1);
    assert!(metrics::look_up_to_date(&clinic, &ACTOR, &Progress::silent()).unwrap());
    assert!(clinic.read(&ACTOR, View::Records, metrics::is_current).unwrap());
    let report =
        clinic.read(&ACTOR, View::Audit, |r| clinic::check(&clinic, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(add_owner(&clinic).unwrap_err().code, Code::ReadOnly);
    drop(clinic);

    // A log that cannot be read into would be missed.
    let error = crm::open(&folder.join("crashed"), opening(TODAY)).err().expect("not without its log");
    assert_eq!(error.code, Code::ReadOnly, "{error}");
    println!("read");
}

/// Works under the limit that the test below sets.
#[test]
fn grow_up_to_the_limit() {
    let Ok(folder) = std::env::var(LIMITED) else { return };
    let clinic = crm::open(Path::new(&folder), opening(TODAY)).unwrap();
    let mut kept = owners(&clinic);
    let error = loop {
        match add_owner(&clinic) {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 10_000, "the limit was never met");
    };
    assert_eq!(error.code, Code::DiskFull, "{error}");
    assert_eq!(owners(&clinic), kept);
    println!("limited after {kept} owners");
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_a_full_disk_and_no_end() {
    let folder = tempfile::tempdir().unwrap();
    drop(crm::open(folder.path(), opening(TODAY)).unwrap());
    // In blocks of 512 or 1,024 bytes, as the shell has it: 2 or 4 MB.
    let mut shell = Command::new("sh");
    shell.args(["-c", r#"ulimit -f 4000 && exec "$@""#, "sh"]);
    let test = "disk::grow_up_to_the_limit";
    let output = again_by(shell, test).env(LIMITED, folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("limited after"), "{output:?}");
    let clinic = crm::open(folder.path(), opening(TODAY)).unwrap();
    add_owner(&clinic).expect("works again without the limit");
    let report =
        clinic.read(&ACTOR, View::Audit, |r| clinic::check(&clinic, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

/// Runs `test` with a disk of its own mounted on a folder that `variable` names; returns what it printed. The disk is
/// filled from a folder first, and can be read only from then on, where one is given.
#[cfg(target_os = "linux")]
fn on_a_disk(size: &str, from: Option<&Path>, test: &str, variable: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut disk = Command::new("unshare");
    disk.args([
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        r#"mount -t tmpfs -o "$0" tmpfs "$1"
               if [ -n "$2" ]; then cp -a "$2"/. "$1" && mount -o remount,ro "$1"; fi
               shift 2 && exec "$@""#,
    ])
    .arg(size)
    .arg(folder.path())
    .arg(from.unwrap_or(Path::new("")));
    let output = again_by(disk, test)
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
    assert!(on_a_disk("size=6m", None, "disk::fill_the_disk", FOLDER).contains("filled after"));
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_written_everything_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, crashed) = (folder.path().join("clinic"), folder.path().join("crashed"));
    fs::create_dir(&crashed).unwrap();
    let clinic = crm::open(&whole, opening(TODAY)).unwrap();
    add_owner(&clinic).unwrap();
    for file in ["huella.db", "huella.db-wal"] {
        fs::copy(whole.join(file), crashed.join(file)).unwrap();
    }
    drop(clinic);
    let test = "disk::work_where_nothing_can_be_written";
    assert!(on_a_disk("size=40m", Some(folder.path()), test, READ_ONLY).contains("read"));
}
