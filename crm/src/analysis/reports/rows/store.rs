//! What the rows read: a narrow pass that finds them, and the record of each that is shown.

use super::front::Key;
use crate::{
    Result,
    analysis::reports::report::Period,
    values::{Day, OwnerId, StaffId},
};
use rusqlite::{Connection, Params, Row, types::FromSql};
use std::collections::HashSet;

/// The name an owner is listed by, of `owners AS o`.
macro_rules! name {
    () => {
        "CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END"
    };
}

/// An owner as a line shows them.
pub(super) struct Person {
    pub(super) id: OwnerId,
    pub(super) name: String,
    pub(super) phone: Option<String>,
    pub(super) pets: Option<String>,
}

/// A sale as a line shows it.
pub(super) struct Document {
    pub(super) number: Option<String>,
    pub(super) owner: Option<OwnerId>,
    pub(super) owner_name: Option<String>,
    pub(super) method: Option<String>,
    pub(super) what: Option<String>,
}

/// An appointment as a line shows it.
pub(super) struct Visit {
    pub(super) owner: OwnerId,
    pub(super) owner_name: String,
    pub(super) pet: Option<String>,
    pub(super) service: Option<String>,
    pub(super) kind: String,
    pub(super) staff: Option<String>,
    pub(super) minutes: Option<i64>,
}

/// An interaction as a line shows it.
pub(super) struct Said {
    pub(super) owner: OwnerId,
    pub(super) owner_name: String,
    pub(super) phone: Option<String>,
    pub(super) channel: String,
    pub(super) direction: String,
    pub(super) subject: Option<String>,
    pub(super) staff: Option<String>,
    pub(super) is_kept: bool,
}

/// A message as a line shows it.
pub(super) struct Message {
    pub(super) owner: OwnerId,
    pub(super) owner_name: String,
    pub(super) channel: String,
    pub(super) purpose: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) answered_on: Option<Day>,
}

/// An opinion as a line shows it.
pub(super) struct Opinion {
    pub(super) owner: Option<OwnerId>,
    pub(super) owner_name: Option<String>,
    pub(super) rating: Option<i64>,
    pub(super) service: String,
    pub(super) comments: Option<String>,
}

fn one<T>(
    conn: &Connection,
    sql: &str,
    id: i64,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<T> {
    Ok(conn.prepare_cached(sql)?.query_row([id], read)?)
}

fn get<T: FromSql>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    row.get(column)
}

pub(super) fn owner(conn: &Connection, id: OwnerId) -> Result<Person> {
    let sql = concat!(
        "SELECT o.id, ",
        name!(),
        ", coalesce(o.phone, o.whatsapp, o.phone_secondary),
           (SELECT group_concat(name, ', ') FROM pets WHERE owner_id = o.id AND status = 'active')
         FROM owners o WHERE o.id = ?1"
    );
    one(conn, sql, id.0, |row| {
        Ok(Person { id: get(row, 0)?, name: get(row, 1)?, phone: get(row, 2)?, pets: get(row, 3)? })
    })
}

/// Of these owners, the first by name behind one.
pub(super) fn by_name(
    conn: &Connection,
    owners: &HashSet<OwnerId>,
    after: Option<OwnerId>,
    limit: usize,
) -> Result<Vec<Person>> {
    let from: (String, i64) = match after {
        Some(id) => one(conn, "SELECT sort_name, id FROM owners WHERE id = ?1", id.0, |row| {
            Ok((get(row, 0)?, get(row, 1)?))
        })?,
        None => (String::new(), i64::MIN),
    };
    let sql = "SELECT id FROM owners WHERE (sort_name, id) > (?1, ?2) ORDER BY sort_name, id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(from)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id: OwnerId = row.get(0)?;
        if owners.contains(&id) {
            found.push(owner(conn, id)?);
            if found.len() >= limit {
                break;
            }
        }
    }
    Ok(found)
}

/// An invoice, or an order.
pub(super) fn document(conn: &Connection, id: i64, is_order: bool) -> Result<Document> {
    let sql = if is_order { include_str!("order.sql") } else { include_str!("invoice.sql") };
    one(conn, sql, id, |row| {
        Ok(Document {
            number: get(row, 0)?,
            owner: get(row, 1)?,
            owner_name: get(row, 2)?,
            method: get(row, 3)?,
            what: get(row, 4)?,
        })
    })
}

pub(super) fn appointment(conn: &Connection, id: i64) -> Result<Visit> {
    let sql = concat!(
        "SELECT a.owner_id, ",
        name!(),
        ", p.name, s.name, a.kind, t.name, a.duration_minutes
         FROM appointments a JOIN owners o ON o.id = a.owner_id LEFT JOIN pets p ON p.id = a.pet_id
         LEFT JOIN services s ON s.id = a.service_id LEFT JOIN staff t ON t.id = a.staff_id WHERE a.id = ?1"
    );
    one(conn, sql, id, |row| {
        Ok(Visit {
            owner: get(row, 0)?,
            owner_name: get(row, 1)?,
            pet: get(row, 2)?,
            service: get(row, 3)?,
            kind: get(row, 4)?,
            staff: get(row, 5)?,
            minutes: get(row, 6)?,
        })
    })
}

pub(super) fn interaction(conn: &Connection, id: i64) -> Result<Said> {
    let sql = concat!(
        "SELECT i.owner_id, ",
        name!(),
        ", coalesce(o.phone, o.whatsapp), i.channel, i.direction,
           CASE i.subject WHEN '' THEN substr(i.notes, 1, 120) ELSE i.subject END, t.name, i.follow_up_is_completed
         FROM interactions i JOIN owners o ON o.id = i.owner_id LEFT JOIN staff t ON t.id = i.handled_by
         WHERE i.id = ?1"
    );
    one(conn, sql, id, |row| {
        Ok(Said {
            owner: get(row, 0)?,
            owner_name: get(row, 1)?,
            phone: get(row, 2)?,
            channel: get(row, 3)?,
            direction: get(row, 4)?,
            subject: get(row, 5)?,
            staff: get(row, 6)?,
            is_kept: get(row, 7)?,
        })
    })
}

pub(super) fn message(conn: &Connection, id: i64) -> Result<Message> {
    let sql = concat!(
        "SELECT m.owner_id, ",
        name!(),
        ", m.channel, m.purpose, coalesce(m.subject, substr(m.body, 1, 120)), m.answered_on
         FROM messages m JOIN owners o ON o.id = m.owner_id WHERE m.id = ?1"
    );
    one(conn, sql, id, |row| {
        Ok(Message {
            owner: get(row, 0)?,
            owner_name: get(row, 1)?,
            channel: get(row, 2)?,
            purpose: get(row, 3)?,
            subject: get(row, 4)?,
            answered_on: get(row, 5)?,
        })
    })
}

pub(super) fn opinion(conn: &Connection, id: i64) -> Result<Opinion> {
    let sql = concat!(
        "SELECT f.owner_id, ",
        name!(),
        ", f.rating, f.service_type, f.comments
         FROM feedback f LEFT JOIN owners o ON o.id = f.owner_id WHERE f.id = ?1"
    );
    one(conn, sql, id, |row| {
        Ok(Opinion {
            owner: get(row, 0)?,
            owner_name: get(row, 1)?,
            rating: get(row, 2)?,
            service: get(row, 3)?,
            comments: get(row, 4)?,
        })
    })
}

type Add<'a> = &'a mut dyn FnMut(Key, Option<OwnerId>);

/// Runs a statement that gives the two numbers of a place, and an owner.
fn each(conn: &Connection, sql: &str, params: impl Params, add: Add<'_>) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        add(Key(row.get(0)?, row.get(1)?), row.get(2)?);
    }
    Ok(())
}

/// A list as a statement takes it; nothing for any.
fn json<T: serde::Serialize>(list: Option<&T>) -> Result<Option<String>> {
    Ok(list.map(serde_json::to_string).transpose()?)
}

pub(super) fn each_interaction(
    conn: &Connection,
    period: Period,
    channels: Option<&Vec<String>>,
    staff: Option<&Vec<Option<StaffId>>>,
    add: Add<'_>,
) -> Result<()> {
    let sql = "SELECT happened_at, id, owner_id FROM interactions
               WHERE happened_on BETWEEN ?1 AND ?2
                 AND (?3 IS NULL OR channel IN (SELECT value FROM json_each(?3)))
                 AND (?4 IS NULL OR EXISTS (SELECT 1 FROM json_each(?4) WHERE value IS handled_by))";
    each(conn, sql, (period.from, period.to, json(channels)?, json(staff)?), add)
}

pub(super) fn each_message(
    conn: &Connection,
    period: Period,
    channels: Option<&Vec<String>>,
    is_answered: bool,
    add: Add<'_>,
) -> Result<()> {
    let sql = "SELECT sent_on, id, owner_id FROM messages
               WHERE direction = 'outbound' AND sent_on BETWEEN ?1 AND ?2
                 AND status NOT IN ('draft', 'queued', 'failed') AND (NOT ?4 OR answered_on <= ?2)
                 AND (?3 IS NULL OR channel IN (SELECT value FROM json_each(?3)))";
    each(conn, sql, (period.from, period.to, json(channels)?, is_answered), add)
}

pub(super) fn each_follow_up(
    conn: &Connection,
    period: Period,
    is_kept: Option<bool>,
    add: Add<'_>,
) -> Result<()> {
    // What is owed and what was kept have an index each.
    let days = [period.from, period.to];
    if is_kept != Some(true) {
        let sql = "SELECT follow_up_on, id, owner_id FROM interactions
                   WHERE follow_up_required = 1 AND follow_up_is_completed = 0 AND follow_up_on BETWEEN ?1 AND ?2";
        each(conn, sql, days, &mut *add)?;
    }
    if is_kept != Some(false) {
        let sql = "SELECT follow_up_on, id, owner_id FROM interactions
                   WHERE follow_up_required = 1 AND follow_up_is_completed = 1 AND follow_up_on BETWEEN ?1 AND ?2";
        each(conn, sql, days, add)?;
    }
    Ok(())
}

pub(super) fn each_feedback(
    conn: &Connection,
    period: Period,
    ratings: Option<&Vec<u8>>,
    add: Add<'_>,
) -> Result<()> {
    let sql = "SELECT received_on, id, owner_id FROM feedback
               WHERE received_on BETWEEN ?1 AND ?2
                 AND (?3 IS NULL OR rating IN (SELECT value FROM json_each(?3)))";
    each(conn, sql, (period.from, period.to, json(ratings)?), add)
}

/// Balances of points at the end of a day, the highest first.
pub(super) fn each_balance(conn: &Connection, day: Day, add: Add<'_>) -> Result<()> {
    let sql = "SELECT -sum(points), owner_id, owner_id FROM loyalty_entries WHERE entered_on <= ?1
               GROUP BY owner_id HAVING sum(points) <> 0";
    each(conn, sql, [day], add)
}
