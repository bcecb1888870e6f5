//! The audit log: append-only, hash-chained, ids and field names only.

use super::{Action, Read};
use crate::{Result, values::ChangeId};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// A change of more rows than this is audited by its counts.
const ROWS_IN_DETAIL: i64 = 50;

/// What a check of the log found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditReport {
    /// Rows read.
    pub rows: u64,
    /// The first row whose hash does not follow from the one before.
    pub broken_at: Option<i64>,
    /// The hash of the last row.
    pub head: Option<String>,
}

/// Notes an action, with the rows and fields that its change touched.
pub(super) fn append(read: &Read<'_>, action: Action, change: ChangeId) -> Result<()> {
    write(read, action.label(), &details(read.conn(), change)?)
}

/// Notes something that changed no record, such as an export.
pub fn note(read: &Read<'_>, action: Action, details: &Value) -> Result<()> {
    write(read, action.label(), details)
}

fn write(read: &Read<'_>, action: &str, details: &Value) -> Result<()> {
    let conn = read.conn();
    let before = conn
        .prepare_cached("SELECT hash FROM audit ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| row.get::<_, String>(0))
        .optional()?
        .unwrap_or_default();
    let (at, staff, role, details) =
        (read.now.millis(), read.actor.staff.0, read.actor.role.as_str(), details.to_string());
    let hash = chained(&before, at, staff, role, action, &details);
    let sql =
        "INSERT INTO audit (at, staff_id, role, action, details_json, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    conn.prepare_cached(sql)?.execute((at, staff, role, action, details, hash))?;
    Ok(())
}

fn chained(before: &str, at: i64, staff: i64, role: &str, action: &str, details: &str) -> String {
    let mut hasher = Sha256::new();
    // A separator that no part holds keeps two different rows from reading the same.
    for part in [before, &at.to_string(), &staff.to_string(), role, action, details] {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of a change with the names of the fields that differ; of a large one the counts per table.
fn details(conn: &Connection, change: ChangeId) -> Result<Value> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM change_rows WHERE change_id = ?1 LIMIT ?2)";
    let rows: i64 = conn.prepare_cached(sql)?.query_row((change, ROWS_IN_DETAIL + 1), |row| row.get(0))?;
    let mut details = Map::new();
    if rows > ROWS_IN_DETAIL {
        let sql = "SELECT table_name, count(*) FROM change_rows WHERE change_id = ?1 GROUP BY table_name";
        let mut statement = conn.prepare_cached(sql)?;
        let mut counted = statement.query([change])?;
        while let Some(row) = counted.next()? {
            details.insert(row.get(0)?, json!({ "changed": row.get::<_, i64>(1)? }));
        }
    } else if rows > 0 {
        let sql = "SELECT table_name, row_id, before_json, after_json FROM change_rows WHERE change_id = ?1 ORDER BY id";
        let mut statement = conn.prepare_cached(sql)?;
        let mut touched = Vec::new();
        let mut images = statement.query([change])?;
        while let Some(row) = images.next()? {
            let fields =
                fields_that_differ(row.get_ref(2)?.as_str_or_null()?, row.get_ref(3)?.as_str_or_null()?)?;
            touched.push(json!([row.get::<_, String>(0)?, row.get::<_, i64>(1)?, fields]));
        }
        details.insert("rows".into(), Value::Array(touched));
    }
    let sql = "SELECT table_name, sum(last_row_id - first_row_id + 1) FROM change_ranges WHERE change_id = ?1 GROUP BY table_name";
    let mut statement = conn.prepare_cached(sql)?;
    let mut ranges = statement.query([change])?;
    while let Some(row) = ranges.next()? {
        details.insert(format!("added_{}", row.get::<_, String>(0)?), row.get::<_, i64>(1)?.into());
    }
    Ok(Value::Object(details))
}

/// Names only. An added or a deleted row has no list: all of it came or went.
fn fields_that_differ(before: Option<&str>, after: Option<&str>) -> Result<Value> {
    let (Some(before), Some(after)) = (before, after) else {
        return Ok(if before.is_some() { "deleted" } else { "added" }.into());
    };
    let (before, after): (Map<String, Value>, Map<String, Value>) =
        (serde_json::from_str(before)?, serde_json::from_str(after)?);
    Ok(after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(*value))
        .map(|(name, _)| name.clone())
        .collect())
}

/// Follows the chain from the first row to the last.
pub(super) fn verify(conn: &Connection) -> Result<AuditReport> {
    let mut statement =
        conn.prepare("SELECT id, at, staff_id, role, action, details_json, hash FROM audit ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut report = AuditReport { rows: 0, broken_at: None, head: None };
    while let Some(row) = rows.next()? {
        report.rows += 1;
        let before = report.head.take().unwrap_or_default();
        let (role, action, details): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let expected = chained(&before, row.get(1)?, row.get(2)?, &role, &action, &details);
        let hash: String = row.get(6)?;
        if hash != expected && report.broken_at.is_none() {
            report.broken_at = Some(row.get(0)?);
        }
        report.head = Some(hash);
    }
    Ok(report)
}
