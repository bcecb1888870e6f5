//! SQL of kept views. Filters are kept with the permanent ids of tags, so that they travel and outlive numbers.

use super::{SavedView, SavedViewInput};
use crate::{
    Error, Result,
    clinic::{Read, Write},
    records::owners::{OwnerColumn, OwnerFilters},
    values::{ExternalId, SavedViewId, TagId},
};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::{Value, json};

const VIEWS: &str =
    "SELECT id, external_id, name, filters_json, sort, is_descending, columns_json, is_default
    FROM saved_views";

fn view_of(read: &Read, row: &Row<'_>) -> Result<SavedView> {
    let columns: Vec<String> = serde_json::from_str(row.get_ref(6)?.as_str()?).unwrap_or_default();
    Ok(SavedView {
        id: row.get(0)?,
        external_id: row.get(1)?,
        name: row.get(2)?,
        filters: filters_of(read, row.get_ref(3)?.as_str()?)?,
        sort: row.get(4)?,
        is_descending: row.get(5)?,
        columns: columns.iter().filter_map(|column| OwnerColumn::parse(column)).collect(),
        is_default: row.get(7)?,
    })
}

/// What is not understood (a later version's, an import's) narrows nothing.
fn filters_of(read: &Read, text: &str) -> Result<OwnerFilters> {
    let mut filters: Value = serde_json::from_str(text)?;
    if let Some(tags) = filters.get_mut("tags").and_then(Value::as_array_mut) {
        let sql = "SELECT id FROM tags WHERE external_id = ?1";
        let mut statement = read.conn().prepare_cached(sql)?;
        let mut known = Vec::new();
        for tag in tags.iter().filter_map(Value::as_str) {
            known.extend(statement.query_row([tag], |row| row.get::<_, TagId>(0)).optional()?);
        }
        *tags = known.iter().map(|tag| json!(tag)).collect();
    }
    Ok(serde_json::from_value(filters).unwrap_or_default())
}

/// Only what narrows: a filter that is added later finds its own default in what is kept today.
fn kept(read: &Read, filters: &OwnerFilters) -> Result<String> {
    let mut all = serde_json::to_value(filters)?;
    let sql = "SELECT external_id FROM tags WHERE id = ?1";
    let mut statement = read.conn().prepare_cached(sql)?;
    let mut tags = Vec::new();
    for tag in &filters.tags {
        let id = statement.query_row([tag], |row| row.get::<_, ExternalId>(0)).optional()?;
        tags.push(json!(id.ok_or_else(|| Error::not_found("tag"))?));
    }
    if let Some(all) = all.as_object_mut() {
        all.insert("tags".into(), tags.into());
        all.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
    Ok(all.to_string())
}

pub(super) fn list(read: &Read) -> Result<Vec<SavedView>> {
    let mut statement = read.conn().prepare_cached(&format!("{VIEWS} ORDER BY name"))?;
    let mut rows = statement.query([])?;
    let mut views = Vec::new();
    while let Some(row) = rows.next()? {
        views.push(view_of(read, row)?);
    }
    Ok(views)
}

pub(super) fn by_id(read: &Read, id: SavedViewId) -> Result<SavedView> {
    let mut statement = read.conn().prepare_cached(&format!("{VIEWS} WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    match rows.next()? {
        Some(row) => view_of(read, row),
        None => Err(Error::not_found("view")),
    }
}

pub(super) fn clear_default(w: &mut Write<'_>) -> Result<()> {
    w.conn().prepare_cached("UPDATE saved_views SET is_default = 0 WHERE is_default = 1")?.execute([])?;
    Ok(())
}

pub(super) fn insert(w: &mut Write<'_>, new: &SavedViewInput) -> Result<SavedViewId> {
    let sql = "INSERT INTO saved_views (name, filters_json, sort, is_descending, columns_json, is_default,
                 external_id, created_by, created_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    w.conn().prepare_cached(sql)?.execute(params![
        new.name,
        kept(w, &new.filters)?,
        new.sort,
        new.is_descending,
        serde_json::to_string(&new.columns)?,
        new.is_default,
        ExternalId::born(w.now),
        w.actor.staff,
        w.now
    ])?;
    Ok(SavedViewId(w.conn().last_insert_rowid()))
}

pub(super) fn update(w: &mut Write<'_>, id: SavedViewId, new: &SavedViewInput) -> Result<()> {
    let sql = "UPDATE saved_views SET name = ?1, filters_json = ?2, sort = ?3, is_descending = ?4, columns_json = ?5,
                 is_default = ?6 WHERE id = ?7";
    w.conn().prepare_cached(sql)?.execute(params![
        new.name,
        kept(w, &new.filters)?,
        new.sort,
        new.is_descending,
        serde_json::to_string(&new.columns)?,
        new.is_default,
        id
    ])?;
    Ok(())
}

pub(super) fn delete(w: &mut Write<'_>, id: SavedViewId) -> Result<()> {
    w.conn().prepare_cached("DELETE FROM saved_views WHERE id = ?1")?.execute([id])?;
    Ok(())
}
