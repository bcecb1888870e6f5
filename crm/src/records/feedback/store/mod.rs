//! SQL of feedback.

pub(super) mod list;

use super::{Feedback, FeedbackInput};
use crate::{
    Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{Day, ExternalId, FeedbackId, Instant, InteractionId, MessageId, OwnerId},
};
use rusqlite::{OptionalExtension, Row, params};
use std::hash::{BuildHasher, RandomState};

pub(super) const FEEDBACK: &str =
    "SELECT f.id, f.external_id, f.owner_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END,
       f.appointment_id, f.is_anonymous, f.service_type, f.rating, f.comments, f.sentiment, f.source, f.received_on,
       f.is_resolved, f.resolution_notes, s.name, f.resolved_at, f.interaction_id,
       coalesce(i.follow_up_required = 1 AND i.follow_up_is_completed = 0, 0)";

/// What the columns of [`FEEDBACK`] are joined from.
pub(super) const JOINS: &str =
    "LEFT JOIN owners o ON o.id = f.owner_id LEFT JOIN staff s ON s.id = f.resolved_by
     LEFT JOIN interactions i ON i.id = f.interaction_id";

pub(super) fn feedback_of(row: &Row<'_>, read: &Read) -> rusqlite::Result<Feedback> {
    let mut columns = Columns::of(row);
    Ok(Feedback {
        id: columns.next()?,
        external_id: columns.next()?,
        owner_id: columns.next()?,
        owner_name: columns.next()?,
        appointment_id: columns.next()?,
        is_anonymous: columns.next()?,
        service_type: columns.next()?,
        rating: columns.next()?,
        comments: columns.next()?,
        sentiment: columns.next()?,
        source: columns.next()?,
        received_on: columns.next()?,
        is_resolved: columns.next()?,
        resolution_notes: columns.next()?,
        resolved_by_name: columns.next()?,
        resolved_on: columns.next::<Option<Instant>>()?.map(|at| read.zone.day(at)),
        interaction_id: columns.next()?,
        is_follow_up_open: columns.next()?,
    })
}

pub(super) fn by_id(read: &Read, id: FeedbackId) -> Result<Option<Feedback>> {
    let sql = format!("{FEEDBACK} FROM feedback f {JOINS} WHERE f.id = ?1");
    Ok(read.conn().prepare_cached(&sql)?.query_row([id], |row| feedback_of(row, read)).optional()?)
}

pub(super) fn find(read: &Read, known_as: &str) -> Result<Option<FeedbackId>> {
    let sql = "SELECT id FROM feedback WHERE external_id = ?1
               UNION ALL SELECT id FROM feedback WHERE id = CAST(?1 AS INTEGER) AND CAST(id AS TEXT) = ?1 LIMIT 1";
    Ok(read.conn().prepare_cached(sql)?.query_row([known_as], |row| row.get(0)).optional()?)
}

pub(super) fn insert(
    w: &mut Write<'_>,
    new: &FeedbackInput,
    at: Instant,
    on: Day,
    follow_up: Option<InteractionId>,
) -> Result<FeedbackId> {
    // Not the database's own next id: after an anonymous one alone, that would be the one beside it.
    let sql = "INSERT INTO feedback (id, external_id, owner_id, appointment_id, service_type, rating, comments, sentiment,
                 source, received_at, received_on, interaction_id)
               VALUES ((SELECT max(coalesce(max(id), 0), 0) + 1 FROM feedback), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        new.owner_id,
        new.appointment_id,
        new.service_type,
        new.rating,
        new.comments,
        new.sentiment,
        new.source,
        at,
        on,
        follow_up
    ])?;
    Ok(FeedbackId(w.conn().last_insert_rowid()))
}

/// Writes what is anonymous under ids drawn by lot: below zero, so that the ids of others go on as if it were not there.
pub(super) fn insert_anonymous(w: &Write<'_>, new: &FeedbackInput, month: Day) -> Result<FeedbackId> {
    let sql = "INSERT INTO feedback (id, external_id, is_anonymous, service_type, rating, comments, sentiment, source,
                 received_on) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8)";
    // The standard library's hasher keys are random and differ at each call: no need for a generator.
    let lot = || RandomState::new().hash_one(0_u8);
    // Within what a page's numbers hold exactly.
    let id = -1 - i64::try_from(lot() >> 12).unwrap_or(0);
    w.conn().prepare_cached(sql)?.execute(params![
        id,
        format!("A{:016X}{:016X}", lot(), lot()),
        new.service_type,
        new.rating,
        new.comments,
        new.sentiment,
        new.source,
        month
    ])?;
    Ok(FeedbackId(id))
}

pub(super) fn resolve(w: &mut Write<'_>, id: FeedbackId, notes: Option<&str>) -> Result<()> {
    let sql = "UPDATE feedback SET is_resolved = 1, resolution_notes = ?2, resolved_by = ?3, resolved_at = ?4 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute(params![id, notes, w.actor.staff, w.now])?;
    Ok(())
}

pub(super) fn reopen(w: &mut Write<'_>, id: FeedbackId) -> Result<()> {
    let sql = "UPDATE feedback SET is_resolved = 0, resolved_by = NULL, resolved_at = NULL WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute([id])?;
    Ok(())
}

pub(super) fn draft(w: &mut Write<'_>, owner: OwnerId, channel: &str, body: &str) -> Result<MessageId> {
    let sql =
        "INSERT INTO messages (external_id, owner_id, channel, direction, purpose, body, status, created_at)
               VALUES (?1, ?2, ?3, 'outbound', 'feedback_thanks', ?4, 'draft', ?5)";
    w.conn().prepare_cached(sql)?.execute(params![ExternalId::born(w.now), owner, channel, body, w.now])?;
    Ok(MessageId(w.conn().last_insert_rowid()))
}
