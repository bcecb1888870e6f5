//! Files to import, and what came of them.

use super::{ACTOR, Place, clinic_on};
use crm::{
    Result,
    clinic::{DryRun, Progress, View},
    transfer::{self, Reason, Summary},
};
use std::path::{Path, PathBuf};

/// The headings of the shortest owners' file.
pub const OWNERS: &str = "owner_id,full_name,email,phone_primary\n";

/// An empty clinic on the sample's day.
pub fn place() -> Place {
    clinic_on("2026-10-31")
}

/// Writes a file beside the clinic.
pub fn file(place: &Place, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = place.folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

pub fn try_import(place: &Place, path: &Path) -> Result<Summary> {
    Ok(transfer::import(place, &ACTOR, path, DryRun::No, &Progress::silent())?.value)
}

/// Imports what must come in; every row and every amount is accounted for.
pub fn import(place: &Place, name: &str, bytes: impl AsRef<[u8]>) -> Summary {
    import_path(place, &file(place, name, bytes))
}

pub fn import_path(place: &Place, path: &Path) -> Summary {
    let summary = try_import(place, path).unwrap();
    let c = summary.counts;
    assert_eq!(c.rows, c.new + c.updated + c.same + c.duplicate + c.set_aside);
    assert!(summary.sums.values().all(|sums| sums.reconcile()));
    summary
}

/// One value as text.
pub fn text(place: &Place, sql: &str) -> String {
    place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap()
}

/// The rows set aside: line, column, value and reason.
pub fn reasons(summary: &Summary) -> Vec<(u32, &str, &str, Reason)> {
    summary.set_aside_rows.iter().map(|r| (r.line, r.column.as_str(), r.value.as_str(), r.reason)).collect()
}
