//! SQL of the history.

use super::{Added, HistoryQuery, HistoryRow};
use crate::{
    Result,
    clinic::{Read, changes},
    values::{ChangeId, Day, Instant},
};
use rusqlite::{OptionalExtension, Row, params};

const ROWS: &str = "SELECT c.id, c.action, c.subject, c.made_at, c.staff_id, s.name, u.made_at, us.name,
      c.is_undoable = 1 AND c.undone_by IS NULL
    FROM changes c LEFT JOIN staff s ON s.id = c.staff_id
      LEFT JOIN changes u ON u.id = c.undone_by LEFT JOIN staff us ON us.id = u.staff_id";

/// Rows that are compared before one tries; the undo itself compares all.
const COMPARED: u32 = 5_000;

/// A row as a change found it and left it.
pub(super) struct Image {
    pub(super) table: String,
    pub(super) row: i64,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

fn row_of(row: &Row<'_>) -> rusqlite::Result<HistoryRow> {
    Ok(HistoryRow {
        id: row.get(0)?,
        action: row.get(1)?,
        subject: row.get(2)?,
        made_at: row.get(3)?,
        staff_id: row.get(4)?,
        staff_name: row.get(5)?,
        undone_at: row.get(6)?,
        undone_by: row.get(7)?,
        is_undoable: row.get(8)?,
    })
}

/// What a page of changes is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// A few days: all of theirs are sorted.
    Days,
    Area,
    Person,
    All,
}

impl By {
    fn of(query: &HistoryQuery, area: Option<&str>) -> Self {
        match query {
            HistoryQuery { from: Some(from), to: Some(to), .. } if to.since(*from) < FEW_DAYS => Self::Days,
            _ if area.is_some() => Self::Area,
            HistoryQuery { staff: Some(_), .. } => Self::Person,
            _ => Self::All,
        }
    }

    fn index(self) -> &'static str {
        match self {
            Self::Days => "INDEXED BY changes_by_moment",
            Self::Area => "INDEXED BY changes_by_area",
            Self::Person => "INDEXED BY changes_by_staff",
            Self::All => "NOT INDEXED",
        }
    }
}

/// So many days are found by their moments; of more, the page is sooner full on a walk back from the latest.
const FEW_DAYS: i32 = 8;

pub(super) fn page(read: &Read, query: &HistoryQuery) -> Result<Vec<HistoryRow>> {
    let area = query.area.as_deref().filter(|area| !area.is_empty());
    let begins = |day: Day| -> Instant { read.zone.start_of(day) };
    let mut statement = read.conn().prepare_cached(&page_sql(By::of(query, area)))?;
    let rows = statement.query_map(
        params![
            query.before.map_or(i64::MAX, |id| id.0),
            query.staff,
            area,
            query.from.map(begins),
            query.to.map(|day| begins(day.plus(1))),
            query.limit
        ],
        row_of,
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn page_sql(by: By) -> String {
    let given = |is_given: bool, test: &str, parameter: &str| match is_given {
        true => test.to_owned(),
        false => format!("({parameter} IS NULL OR {test})"),
    };
    format!(
        "{rows} WHERE c.undoes IS NULL AND c.id < ?1 AND {staff} AND {area} AND {from} AND {to}
         ORDER BY c.id DESC LIMIT ?6",
        rows = ROWS.replace("changes c ", &format!("changes c {} ", by.index())),
        staff = given(by == By::Person, "c.staff_id = ?2", "?2"),
        area = given(
            by == By::Area,
            "substr(c.action, 1, instr(c.action, '_') - 1) = substr(?3, 1, instr(?3 || '_', '_') - 1)
               AND substr(c.action, 1, length(?3) + 1) = ?3 || '_'",
            "?3"
        ),
        from = given(by == By::Days, "c.made_at >= ?4", "?4"),
        to = given(by == By::Days, "c.made_at < ?5", "?5"),
    )
}

pub(super) fn by_id(read: &Read, id: ChangeId) -> Result<Option<HistoryRow>> {
    let sql = format!("{ROWS} WHERE c.id = ?1 AND c.undoes IS NULL");
    Ok(read.conn().prepare_cached(&sql)?.query_row([id], row_of).optional()?)
}

/// The rows of a change, each once: as it found them first and left them last.
pub(super) fn images(read: &Read, id: ChangeId, limit: u32) -> Result<Vec<Image>> {
    let sql = "SELECT table_name, row_id,
                 (SELECT before_json FROM change_rows WHERE id = first), (SELECT after_json FROM change_rows WHERE id = last)
               FROM (SELECT table_name, row_id, min(id) AS first, max(id) AS last FROM change_rows
                     WHERE change_id = ?1 GROUP BY table_name, row_id) ORDER BY first LIMIT ?2";
    let mut statement = read.conn().prepare_cached(sql)?;
    let images = statement.query_map(params![id, limit], |row| {
        Ok(Image { table: row.get(0)?, row: row.get(1)?, before: row.get(2)?, after: row.get(3)? })
    })?;
    Ok(images.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn count_rows(read: &Read, id: ChangeId) -> Result<u32> {
    let sql =
        "SELECT count(*) FROM (SELECT DISTINCT table_name, row_id FROM change_rows WHERE change_id = ?1)";
    Ok(read.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

pub(super) fn added(read: &Read, id: ChangeId) -> Result<Vec<Added>> {
    let sql = "SELECT table_name, sum(last_row_id - first_row_id + 1) FROM change_ranges
               WHERE change_id = ?1 GROUP BY table_name ORDER BY min(id)";
    let mut statement = read.conn().prepare_cached(sql)?;
    let added = statement.query_map([id], |row| Ok(Added { table: row.get(0)?, count: row.get(1)? }))?;
    Ok(added.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn is_bulk(read: &Read, id: ChangeId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM change_ranges WHERE change_id = ?1)
                   OR EXISTS (SELECT 1 FROM import_batches WHERE change_id = ?1)";
    Ok(read.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// Whether every row is still as the change left it; of a change of very many rows, whether the first are.
pub(super) fn is_as_left(read: &Read, id: ChangeId) -> Result<bool> {
    let mut rows = changes::Rows::default();
    for image in images(read, id, COMPARED)? {
        if !rows.is(read.conn(), &image.table, image.row, image.after.as_deref())? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Changes in force that touched rows of this one since, the latest first.
pub(super) fn later(read: &Read, id: ChangeId) -> Result<Vec<HistoryRow>> {
    let sql = format!(
        "{ROWS} WHERE c.undoes IS NULL AND c.undone_by IS NULL AND c.id IN (
           SELECT its.change_id FROM (SELECT DISTINCT table_name, row_id FROM change_rows WHERE change_id = ?1 LIMIT 200) mine
           JOIN change_rows its ON its.table_name = mine.table_name AND its.row_id = mine.row_id AND its.change_id > ?1)
         ORDER BY c.id DESC LIMIT 5"
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    let rows = statement.query_map([id], row_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The table that a column refers to.
pub(super) fn target(read: &Read, table: &str, column: &str) -> Result<Option<String>> {
    let sql = "SELECT \"table\" FROM pragma_foreign_key_list(?1) WHERE \"from\" = ?2";
    Ok(read.conn().prepare_cached(sql)?.query_row([table, column], |row| row.get(0)).optional()?)
}

/// What a row is called that is still there.
pub(super) fn name_of(read: &Read, table: &str, id: i64) -> Result<Option<String>> {
    let sql = match table {
        "owners" => {
            "SELECT CASE kind WHEN 'corporate' THEN company_name ELSE full_name END FROM owners WHERE id = ?1"
        }
        "pets" => "SELECT name FROM pets WHERE id = ?1",
        "tags" => "SELECT name FROM tags WHERE id = ?1",
        "staff" => "SELECT name FROM staff WHERE id = ?1",
        "services" => "SELECT name FROM services WHERE id = ?1",
        "products" => "SELECT name FROM products WHERE id = ?1",
        "segments" => "SELECT name FROM segments WHERE id = ?1",
        "invoices" => "SELECT number FROM invoices WHERE id = ?1",
        "orders" => "SELECT number FROM orders WHERE id = ?1",
        _ => return Ok(None),
    };
    let name = read.conn().prepare_cached(sql)?.query_row([id], |row| row.get::<_, Option<String>>(0));
    Ok(name.optional()?.flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn a_page_walks_back_and_only_days_are_sorted() {
        for (by, sought) in [
            (By::Days, "changes_by_moment (made_at>? AND made_at<?)"),
            (By::Area, "changes_by_area (<expr>=? AND id<?)"),
            (By::Person, "changes_by_staff (staff_id=? AND id<?)"),
            (By::All, "INTEGER PRIMARY KEY (rowid<?)"),
        ] {
            let plan = plan(&page_sql(by));
            assert!(plan.contains(sought), "{plan}");
            assert_eq!(plan.contains("FOR ORDER BY"), by == By::Days, "{plan}");
        }
    }
}
