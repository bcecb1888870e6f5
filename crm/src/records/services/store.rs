//! SQL of services.

use super::{ListedService, ServiceInput};
use crate::{
    Error, Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{ExternalId, ServiceId},
};
use rusqlite::{OptionalExtension, Row, params};

const SERVICES: &str =
    "SELECT id, external_id, name, category, kind, duration_minutes, price_cents, is_active FROM services";

fn service_of(row: &Row<'_>) -> rusqlite::Result<ListedService> {
    let mut columns = Columns::of(row);
    Ok(ListedService {
        id: columns.next()?,
        external_id: columns.next()?,
        name: columns.next()?,
        category: columns.next()?,
        kind: columns.next()?,
        duration_minutes: columns.next()?,
        price_cents: columns.next()?,
        is_active: columns.next()?,
    })
}

pub(super) fn list(read: &Read) -> Result<Vec<ListedService>> {
    let sql = format!("{SERVICES} ORDER BY is_active DESC, name COLLATE NOCASE, id");
    let mut statement = read.conn().prepare_cached(&sql)?;
    Ok(statement.query_map([], service_of)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn by_id(read: &Read, id: ServiceId) -> Result<ListedService> {
    let sql = format!("{SERVICES} WHERE id = ?1");
    let found = read.conn().prepare_cached(&sql)?.query_row([id], service_of).optional()?;
    found.ok_or_else(|| Error::not_found("service"))
}

pub(super) fn insert(w: &mut Write<'_>, new: &ServiceInput) -> Result<ServiceId> {
    let sql =
        "INSERT INTO services (external_id, name, category, kind, duration_minutes, price_cents, is_active)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        new.name,
        new.category,
        new.kind,
        new.duration_minutes,
        new.price_cents,
        new.is_active
    ])?;
    Ok(ServiceId(w.conn().last_insert_rowid()))
}

pub(super) fn update(w: &mut Write<'_>, id: ServiceId, new: &ServiceInput) -> Result<()> {
    let sql =
        "UPDATE services SET name = ?2, category = ?3, kind = ?4, duration_minutes = ?5, price_cents = ?6,
                 is_active = ?7 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute(params![
        id,
        new.name,
        new.category,
        new.kind,
        new.duration_minutes,
        new.price_cents,
        new.is_active
    ])?;
    Ok(())
}
