//! What the filters of reports offer.

use crate::{
    Result,
    clinic::Read,
    values::{SegmentId, StaffId, TagId},
};
use rusqlite::{Connection, types::FromSql};
use serde::Serialize;

/// The tags, sources, staff and categories that a report can be narrowed to, each list by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportChoices {
    /// Segments in use.
    pub segments: Vec<SegmentChoice>,
    /// Tags in use.
    pub tags: Vec<TagChoice>,
    /// Those that appointments are with.
    pub staff: Vec<StaffChoice>,
    /// Where owners came from.
    pub sources: Vec<String>,
    /// Categories of products and services.
    pub categories: Vec<String>,
}

/// A segment by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SegmentChoice {
    /// The segment.
    pub id: SegmentId,
    /// Its name.
    pub name: String,
}

/// A tag by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TagChoice {
    /// The tag.
    pub id: TagId,
    /// Its name.
    pub name: String,
}

/// A staff member by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StaffChoice {
    /// The staff member.
    pub id: StaffId,
    /// Their name.
    pub name: String,
}

/// What the filters of reports offer.
///
/// # Errors
/// What the database says.
pub fn choices(r: &Read<'_>) -> Result<ReportChoices> {
    let conn = r.conn();
    let tags = named(conn, "SELECT id, name FROM tags WHERE is_active = 1 ORDER BY name COLLATE NOCASE")?;
    let staff = named(conn, "SELECT id, name FROM staff WHERE is_active = 1 ORDER BY name_folded")?;
    let segments =
        named(conn, "SELECT id, name FROM segments WHERE is_active = 1 ORDER BY name COLLATE NOCASE")?;
    Ok(ReportChoices {
        segments: segments.into_iter().map(|(id, name)| SegmentChoice { id, name }).collect(),
        tags: tags.into_iter().map(|(id, name)| TagChoice { id, name }).collect(),
        staff: staff.into_iter().map(|(id, name)| StaffChoice { id, name }).collect(),
        sources: texts(
            conn,
            "SELECT DISTINCT acquisition_source FROM owners WHERE acquisition_source IS NOT NULL ORDER BY 1",
        )?,
        categories: texts(
            conn,
            "SELECT category FROM products WHERE category IS NOT NULL
             UNION SELECT category FROM services WHERE category IS NOT NULL ORDER BY 1",
        )?,
    })
}

fn named<Id: FromSql>(conn: &Connection, sql: &str) -> Result<Vec<(Id, String)>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn texts(conn: &Connection, sql: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
