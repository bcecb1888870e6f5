//! What a write changes, recorded by triggers generated from the schema: the rows before and after, and the
//! owners that they belong to. The triggers are temporary: they live with the writing connection.

use super::days;
use crate::{
    Result,
    values::{Instant, OwnerId, Zone},
};
use rusqlite::Connection;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Whether inserts leave an image each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Record {
    /// Every row.
    Everything,
    /// Updates and deletes; inserts are undone by their range of ids.
    ButInserts,
}

/// Tables that hold no facts: what follows from facts, what is about them, and what only one desk sees.
const WITHOUT_IMAGES: &[&str] = &[
    "audit",
    "backups",
    "category_buyers",
    "change_ranges",
    "change_rows",
    "changes",
    "drafts",
    "figure_gaps",
    "figures_state",
    "import_batches",
    "import_rows",
    "loyalty_balances",
    "model_fits",
    "owner_figures",
    "recents",
    "refinery_schema_history",
    "segment_members",
    "segment_moves",
    "segment_sizes",
    "shortcuts_state",
    "vaccinations_awaited",
];

/// A bulk write inserts a few of these too, by the door that all settings go through.
const SETTINGS: &str = "settings";

/// The tables whose rows are recorded, in the order they were created.
pub(crate) fn recorded_tables(conn: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT name FROM sqlite_schema
               WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%' ORDER BY rowid";
    let names =
        conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.into_iter().filter(|name| !WITHOUT_IMAGES.contains(&name.as_str())).collect())
}

/// Columns of recorded tables that follow from facts: counting anew is no change that an undo would trip over.
const FOLLOWING: &[(&str, &str)] =
    &[("pets", "next_due_on"), ("segments", "member_count"), ("segments", "last_calculated_at")];

/// A table's columns that a person decides.
pub(super) fn columns(conn: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.into_iter().filter(|name| !FOLLOWING.contains(&(table, name.as_str()))).collect())
}

/// The expression for a row as JSON; `row` is a table, `OLD` or `NEW`.
pub(super) fn row_json(row: &str, columns: &[String]) -> String {
    let pairs: Vec<String> = columns.iter().map(|column| format!("'{column}', {row}.{column}")).collect();
    format!("json_object({})", pairs.join(", "))
}

/// Creates the door's temporary tables and triggers.
pub(super) fn install(conn: &Connection, record: Record) -> Result<()> {
    let mut sql = String::from(
        "CREATE TEMP TABLE door (change_id INTEGER NOT NULL, is_recording INTEGER NOT NULL);
         INSERT INTO door VALUES (0, 0);
         CREATE TEMP TABLE touched (owner_id INTEGER PRIMARY KEY);\n",
    );
    for table in recorded_tables(conn)? {
        let columns = columns(conn, &table)?;
        let owners = owner_references(conn, &table)?;
        let (old, new) = (row_json("OLD", &columns), row_json("NEW", &columns));
        let changed: Vec<String> = columns.iter().map(|c| format!("OLD.{c} IS NOT NEW.{c}")).collect();
        let touch = |row: &str| -> String {
            owners.iter().map(|reference| reference.replace("{row}", row)).collect::<Vec<_>>().concat()
        };
        let recorded =
            |event: &str, id: &str, before: &str, after: &str, condition: &str, touched: String| {
                format!(
                    "CREATE TEMP TRIGGER image_{event}_{table} AFTER {event} ON {table}
                 WHEN (SELECT is_recording FROM door){condition} BEGIN
                   INSERT INTO change_rows (change_id, table_name, row_id, before_json, after_json)
                   VALUES ((SELECT change_id FROM door), '{table}', {id}, {before}, {after});
                   {touched}
                 END;\n"
                )
            };
        if record == Record::Everything || table == SETTINGS {
            sql += &recorded("INSERT", "NEW.id", "NULL", &new, "", touch("NEW"));
        }
        let differs = format!(" AND ({})", changed.join(" OR "));
        sql += &recorded("UPDATE", "NEW.id", &old, &new, &differs, touch("OLD") + &touch("NEW"));
        sql += &recorded("DELETE", "OLD.id", &old, "NULL", "", touch("OLD"));
    }
    conn.execute_batch(&sql)?;
    Ok(())
}

/// Statements that note the owners a row belongs to: those it references, and whose figures it decides.
fn owner_references(conn: &Connection, table: &str) -> Result<Vec<String>> {
    let sql = "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = 'owners'";
    let mut statement = conn.prepare(sql)?;
    let references =
        statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let touch = |column: &str| {
        // Not OR IGNORE: what cascades from a foreign key would fire this with its own way of conflicts.
        format!(
            "INSERT INTO touched SELECT {{row}}.{column} WHERE {{row}}.{column} IS NOT NULL ON CONFLICT DO NOTHING;\n"
        )
    };
    let mut statements: Vec<String> = references.iter().map(|column| touch(column)).collect();
    match table {
        "owners" => statements.push(touch("id")),
        // An order that an invoice bills is a purchase only while that invoice is none.
        "invoices" => statements.push(
            "INSERT INTO touched SELECT owner_id FROM orders WHERE invoice_id = {row}.id AND owner_id IS NOT NULL ON CONFLICT DO NOTHING;\n".into(),
        ),
        // The order whose goods stand for the invoice's while that has none.
        "invoice_lines" => statements.push(
            "INSERT INTO touched SELECT owner_id FROM orders WHERE invoice_id = {row}.invoice_id AND owner_id IS NOT NULL ON CONFLICT DO NOTHING;\n".into(),
        ),
        _ => {}
    }
    if let Some((parent, column)) = parent_of(table) {
        statements.push(format!(
            "INSERT INTO touched SELECT owner_id FROM {parent} WHERE id = {{row}}.{column} AND owner_id IS NOT NULL ON CONFLICT DO NOTHING;\n"
        ));
    }
    Ok(statements)
}

/// The record that a row is part of, and the column that says which: its owner is the row's.
pub(crate) fn parent_of(table: &str) -> Option<(&'static str, &'static str)> {
    match table {
        "invoice_lines" => Some(("invoices", "invoice_id")),
        "order_items" => Some(("orders", "order_id")),
        "vaccinations" => Some(("pets", "pet_id")),
        _ => None,
    }
}

/// Begins to record for a change.
pub(super) fn begin(conn: &Connection, change: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM temp.touched")?.execute([])?;
    conn.prepare_cached("UPDATE temp.door SET change_id = ?1, is_recording = 1")?.execute([change])?;
    Ok(())
}

/// Records no more until the next [`begin`]: what follows from the facts is not a change of them.
pub(super) fn pause(conn: &Connection) -> Result<()> {
    conn.prepare_cached("UPDATE temp.door SET is_recording = 0")?.execute([])?;
    Ok(())
}

/// Records again for the same change.
pub(super) fn resume(conn: &Connection) -> Result<()> {
    conn.prepare_cached("UPDATE temp.door SET is_recording = 1")?.execute([])?;
    Ok(())
}

/// The owners that the change touched.
pub(super) fn touched(conn: &Connection) -> Result<Vec<OwnerId>> {
    let mut statement = conn.prepare_cached("SELECT owner_id FROM temp.touched ORDER BY owner_id")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Whether a row is as its image says. Days that a change of the zone moved are the same, and a column that a later
/// version of this program added or took away says nothing.
pub(super) fn is_same(table: &str, now: Option<&str>, image: Option<&str>) -> Result<bool> {
    let (Some(now), Some(image)) = (now, image) else { return Ok(now.is_none() && image.is_none()) };
    if now == image {
        return Ok(true);
    }
    let (now, image): (Map<String, Value>, Map<String, Value>) =
        (serde_json::from_str(now)?, serde_json::from_str(image)?);
    let is_day = |column: &str| days_of(table).any(|(day, _)| day == column);
    Ok(image
        .iter()
        .filter(|(column, _)| !is_day(column))
        .all(|(column, value)| now.get(column).is_none_or(|now| now == value)))
}

/// A row from its image, with its days as they are in the zone of today, and the columns that it has of the table's.
pub(super) fn restored(
    table: &str,
    image: &str,
    columns: &[String],
    zone: Zone,
) -> Result<(String, Vec<String>)> {
    let mut row: Map<String, Value> = serde_json::from_str(image)?;
    for (day, instant) in days_of(table) {
        if let Some(millis) = row.get(instant).and_then(Value::as_i64) {
            row.insert(day.to_owned(), zone.day(Instant::from_millis(millis)).number().into());
        }
    }
    let known = columns.iter().filter(|column| row.contains_key(*column)).cloned().collect();
    Ok((Value::Object(row).to_string(), known))
}

/// A table's days with the instants that they follow from.
fn days_of(table: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_table = days::OF_INSTANTS.iter().filter(move |(of, _, _)| *of == table);
    of_table.map(|(_, day, instant)| (*day, *instant))
}

/// The statement that puts a row back from its JSON (`?1`): inserts it, or replaces its columns.
pub(super) fn restore_sql(table: &str, columns: &[String], exists: bool) -> String {
    let mut sql = String::new();
    let value = |column: &String| format!("json_extract(?1, '$.{column}')");
    // Writing to a String cannot fail.
    let _ = if exists {
        let set: Vec<String> = columns.iter().map(|c| format!("{c} = {}", value(c))).collect();
        write!(sql, "UPDATE {table} SET {} WHERE id = json_extract(?1, '$.id')", set.join(", "))
    } else {
        let values: Vec<String> = columns.iter().map(value).collect();
        write!(sql, "INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), values.join(", "))
    };
    sql
}
