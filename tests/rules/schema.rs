//! Rules of the schema (migrations/README.md), read off a migrated database and the migrations themselves.

use crate::support::{ACTOR, clinic};
use crm::clinic::View;
use rusqlite::Connection;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Tables of records: imports and exports know their rows by an id that stays.
const WITHOUT_EXTERNAL_ID: &[&str] = &[
    "audit",
    "backups",
    "category_buyers",
    "change_ranges",
    "change_rows",
    "changes",
    "distinct_owners", // known by the two
    "drafts",
    "figure_gaps",
    "figures_state",
    "import_batches",
    "import_rows",
    "loyalty_balances",
    "model_fits",
    "owner_figures",
    "owner_tags", // known by its owner and its tag
    "recent_spending",
    "recents",
    "segment_members",
    "segment_moves",
    "segment_sizes",
    "settings",
    "shortcuts_state",
    "vaccinations_awaited",
];

/// What follows from facts is known by what it is about.
const FOLLOWING: &[&str] = &[
    "category_buyers",
    "figure_gaps",
    "loyalty_balances",
    "owner_figures",
    "recent_spending",
    "segment_members",
    "segment_moves",
    "vaccinations_awaited",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations")
}

fn migrations() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "sql") && !path.ends_with("schema.sql")
        })
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

/// Runs a question on a migrated database.
fn migrated<T>(ask: impl FnOnce(&Connection) -> T) -> T {
    clinic().read(&ACTOR, View::Records, |r| Ok(ask(r.conn()))).unwrap()
}

/// A database's objects by name: what each is created by, without comments and with single blanks.
fn objects(conn: &Connection) -> BTreeMap<String, String> {
    let sql = "SELECT type || ' ' || name, sql FROM sqlite_schema
               WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'refinery_schema_history'";
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).unwrap();
    rows.map(|row| row.map(|(name, sql)| (name, plain(&sql))).unwrap()).collect()
}

fn plain(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn tables(conn: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_list
               WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'refinery_schema_history'
               ORDER BY name";
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn schema_sql_is_the_migrated_database() {
    let file = folder().join("schema.sql");
    if std::env::var_os("HUELLA_WRITE_SCHEMA").is_some() {
        let mut text = String::from(
            "-- The whole schema as it stands: the migrations one after the other. Do not run this; it is for reading,\n\
             -- and a test holds it equal to a migrated database (see README.md).\n",
        );
        for (name, sql) in migrations() {
            text += &format!("\n-- {name}\n{}\n", sql.trim_end());
        }
        fs::write(&file, text).unwrap();
    }
    let written = Connection::open_in_memory().unwrap();
    written.execute_batch(&fs::read_to_string(&file).unwrap()).unwrap();
    let (written, is) = (objects(&written), migrated(objects));
    assert!(
        written == is,
        "migrations/schema.sql is not the migrated database: {:?}. Write it anew:\n  \
         HUELLA_WRITE_SCHEMA=1 cargo test -p crm --test core rules::schema",
        is.iter()
            .filter(|(name, sql)| written.get(*name) != Some(*sql))
            .map(|(name, _)| name)
            .chain(written.keys().filter(|name| !is.contains_key(*name)))
            .collect::<Vec<_>>()
    );
}

#[test]
fn every_reference_says_what_happens_when_its_target_goes() {
    let unruled = migrated(|conn| {
        let sql =
            "SELECT t.name || '.' || f.\"from\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
                   WHERE t.schema = 'main' AND f.on_delete NOT IN ('CASCADE', 'SET NULL')";
        let mut statement = conn.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect::<Vec<String>>()
    });
    assert_eq!(unruled, [""; 0]);
    let to_owners: i64 = migrated(|conn| {
        let sql = "SELECT count(*) FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
                   WHERE t.schema = 'main' AND f.\"table\" = 'owners'";
        conn.query_row(sql, [], |row| row.get(0)).unwrap()
    });
    assert!(to_owners >= 12, "the references were not found: {to_owners}");
}

#[test]
fn every_reference_to_an_owner_or_a_pet_has_an_index_that_begins_with_it() {
    let slow = migrated(|conn| {
        let sql = "SELECT t.name || '.' || f.\"from\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
                   WHERE t.schema = 'main' AND f.\"table\" IN ('owners', 'pets')
                     AND NOT EXISTS (
                       SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c
                       WHERE c.seqno = 0 AND c.name = f.\"from\")
                     AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = f.\"from\" AND c.pk = 1)";
        let mut statement = conn.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect::<Vec<String>>()
    });
    // A person's last owners are at most fifty rows.
    assert_eq!(slow, ["recents.owner_id"]);
}

#[test]
fn tables_are_strict_and_have_their_ids() {
    migrated(|conn| {
        for table in tables(conn) {
            if table.starts_with("search") {
                continue; // the search index's own tables
            }
            let strict: bool = conn
                .query_row("SELECT strict FROM pragma_table_list WHERE name = ?1", [&table], |row| row.get(0))
                .unwrap();
            assert!(strict, "{table}");
            let has = |column: &str| -> bool {
                let sql = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2)";
                conn.query_row(sql, (&table, column), |row| row.get(0)).unwrap()
            };
            assert!(has("external_id") || WITHOUT_EXTERNAL_ID.contains(&table.as_str()), "{table}");
            assert!(has("id") || FOLLOWING.contains(&table.as_str()), "{table}");
        }
    });
}

#[test]
fn columns_are_named_by_what_they_hold() {
    migrated(|conn| {
        for table in tables(conn).iter().filter(|table| !table.starts_with("search")) {
            let sql = plain(
                &conn
                    .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [table], |row| {
                        row.get::<_, String>(0)
                    })
                    .unwrap(),
            );
            let mut statement = conn.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
            let columns = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            for column in columns {
                let (name, kind): (String, String) = column.unwrap();
                let is_number =
                    ["_on", "_at", "_cents", "_milli", "_g"].iter().any(|end| name.ends_with(end));
                assert!(!is_number || kind == "INTEGER", "{table}.{name} is {kind}");
                assert!(!name.ends_with("_date"), "{table}.{name}");
                if name.starts_with("is_") {
                    assert!(
                        sql.contains(&format!("CHECK ({name} IN (0, 1))")),
                        "{table}.{name} is not checked"
                    );
                }
                if name.ends_with("_json") && table != "change_rows" {
                    assert!(sql.contains(&format!("json_valid({name})")), "{table}.{name} is not checked");
                }
            }
        }
    });
}

#[test]
fn every_index_says_who_needs_it() {
    for (file, sql) in migrations() {
        let mut before = "";
        for line in sql.lines() {
            if line.starts_with("CREATE INDEX") || line.starts_with("CREATE UNIQUE INDEX") {
                let is_said = before.starts_with("--") || before.starts_with("CREATE INDEX");
                assert!(is_said, "{file}: {line}");
            }
            before = line;
        }
    }
}

/// The tables that grow with the clinic. A closed list of three words and more that is asked by IN costs each row that is
/// written a table of its own: `CHECK (kind = 'a' OR kind = 'b' OR kind = 'c')` is several times faster.
const LARGE: [&str; 12] = [
    "appointments",
    "consents",
    "feedback",
    "interactions",
    "invoices",
    "loyalty_entries",
    "messages",
    "notes",
    "orders",
    "owner_figures",
    "owners",
    "pets",
];

#[test]
fn rows_of_large_tables_are_checked_without_a_table_for_each() {
    migrated(|conn| {
        for table in LARGE {
            let sql = format!(
                "EXPLAIN INSERT INTO {table} ({}) VALUES (?1)",
                if table == "owner_figures" { "owner_id" } else { "external_id" }
            );
            let mut statement = conn.prepare(&sql).unwrap();
            let steps = statement.query_map([rusqlite::types::Null], |row| row.get(1)).unwrap();
            let steps: Vec<String> = steps.map(Result::unwrap).collect();
            assert!(steps.iter().any(|step| step == "MakeRecord"), "{table}");
            assert!(!steps.iter().any(|step| step == "OpenEphemeral"), "{table}");
        }
    });
}
