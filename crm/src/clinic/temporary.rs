//! Where sorting goes that does not fit into memory: a folder of the clinic's own, so that no record of a person lands
//! in a folder that others read, and a small `/tmp` is no limit.

use crate::Result;
use rusqlite::Connection;
use std::{fs, path::Path};

/// The folder in a clinic's folder.
const FOLDER: &str = "tmp";
/// How SQLite calls its temporary files.
const PREFIX: &str = "etilqs_";

/// From here on temporary files are beside this database. Where nothing can be written they stay where the system has
/// them. The place is one for the whole process, and it has one clinic open at a time; for several it is any of theirs.
pub(super) fn beside(conn: &Connection, file: &Path) -> Result<()> {
    let Some(folder) = file.parent().map(|folder| folder.join(FOLDER)) else { return Ok(()) };
    let Ok(folder) = std::path::absolute(folder) else { return Ok(()) };
    if let (Ok(()), Some(folder)) = (fs::create_dir_all(&folder), folder.to_str()) {
        conn.pragma_update(None, "temp_store_directory", folder)?;
    }
    Ok(())
}

/// Removes what a program that was killed left there. A file in use has no name any more, or cannot be removed.
pub(super) fn clear(clinic: &Path) {
    let Ok(files) = fs::read_dir(clinic.join(FOLDER)) else { return };
    for file in files.flatten() {
        if file.file_name().to_string_lossy().starts_with(PREFIX) {
            // What stays is swept the next time.
            let _ = fs::remove_file(file.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinic::DATABASE;
    use crate::clinic::connect::{Reading, Spill, connect, connect_reader};

    #[test]
    fn a_long_sort_is_a_file_in_the_clinic_and_what_was_left_is_swept() {
        let clinic = tempfile::tempdir().unwrap();
        let file = clinic.path().join(DATABASE);
        connect(&file).unwrap();
        let conn = connect_reader(&file, Reading::Shared, Spill::Disk).unwrap();
        let place: String = conn.pragma_query_value(None, "temp_store_directory", |row| row.get(0)).unwrap();
        assert!(Path::new(&place).ends_with(FOLDER), "{place}");
        // More than the cache holds: it has to be somewhere else.
        let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
                   SELECT count(*) FROM (SELECT i, hex(randomblob(60)) AS text FROM n ORDER BY text LIMIT -1 OFFSET 1)";
        assert_eq!(conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 399_999);

        let folder = clinic.path().join(FOLDER);
        fs::write(folder.join("etilqs_left"), "María").unwrap();
        fs::write(folder.join("other"), "").unwrap();
        clear(clinic.path());
        let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left, ["other"]);
    }
}
