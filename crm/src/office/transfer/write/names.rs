//! Staff members and services that rows name: found by their name, added where they are new.

use super::table::Table;
use crate::{
    Result,
    values::{Instant, fold},
};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;

/// Names met so far.
#[derive(Clone, Default)]
pub struct Names {
    staff: HashMap<String, i64>,
    services: HashMap<String, i64>,
}

impl Names {
    /// The staff member of this name, without sign-in or role where new. True with it when it was added.
    pub fn staff(
        &mut self,
        table: &mut Table<'_>,
        conn: &Connection,
        name: &str,
        now: Instant,
    ) -> Result<(i64, bool)> {
        if let Some(id) = self.staff.get(name) {
            return Ok((*id, false));
        }
        let folded = fold(name);
        let known: Option<i64> = conn
            .prepare_cached("SELECT id FROM staff WHERE name_folded = ?1")?
            .query_row([&folded], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                let sql =
                    "INSERT INTO staff (external_id, name, name_folded, created_at) VALUES (?1, ?2, ?3, ?4)";
                conn.prepare_cached(sql)?.execute((named_id("staff", &folded), name, &folded, now))?;
                added(table, conn)
            }
        };
        self.staff.insert(name.to_owned(), id);
        Ok((id, known.is_none()))
    }

    /// The service of this name.
    pub fn service(&mut self, table: &mut Table<'_>, conn: &Connection, name: &str) -> Result<(i64, bool)> {
        if let Some(id) = self.services.get(name) {
            return Ok((*id, false));
        }
        let known: Option<i64> = conn
            .prepare_cached("SELECT id FROM services WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                let sql = "INSERT INTO services (external_id, name) VALUES (?1, ?2)";
                conn.prepare_cached(sql)?.execute((named_id("service", &fold(name)), name))?;
                added(table, conn)
            }
        };
        self.services.insert(name.to_owned(), id);
        Ok((id, known.is_none()))
    }
}

fn added(table: &mut Table<'_>, conn: &Connection) -> i64 {
    table.last = conn.last_insert_rowid();
    table.last
}

/// The same name gets the same id in every clinic that it is imported into.
fn named_id(kind: &str, folded: &str) -> String {
    format!("{kind}/{}", folded.replace(' ', "-"))
}
