//! SQL of interactions.

use super::{
    FollowUp, FollowUpCounts, FollowUpInput, Interaction, InteractionInput, LogQuery, LogRow,
    follow_ups::Place, statistics::Group,
};
use crate::{
    Result,
    clinic::{Read, Write},
    records::{columns::Columns, owners::OUT_OF_LISTS},
    values::{Day, ExternalId, Instant, InteractionId, OwnerId, PetId, StaffId},
};
use rusqlite::{OptionalExtension, Row, params};

/// Days within which an owner who gets in touch has answered a message.
const ANSWER_DAYS: i32 = 7;
/// Signs of the notes that stand for a missing subject.
const EXCERPT: u32 = 120;

const COLUMNS: &str = "id, external_id, owner_id, pet_id, kind, channel, direction, subject, notes, outcome,
    duration_minutes, sentiment, happened_at, happened_on, handled_by, follow_up_required, follow_up_on,
    follow_up_minute, follow_up_is_completed, follow_up_completed_at, created_at";

fn interaction_of(row: &Row<'_>) -> rusqlite::Result<Interaction> {
    next_interaction(&mut Columns::of(row))
}

fn next_interaction(columns: &mut Columns<'_, '_>) -> rusqlite::Result<Interaction> {
    Ok(Interaction {
        id: columns.next()?,
        external_id: columns.next()?,
        owner_id: columns.next()?,
        pet_id: columns.next()?,
        kind: columns.next()?,
        channel: columns.next()?,
        direction: columns.next()?,
        subject: columns.next()?,
        notes: columns.next()?,
        outcome: columns.next()?,
        duration_minutes: columns.next()?,
        sentiment: columns.next()?,
        happened_at: columns.next()?,
        happened_on: columns.next()?,
        handled_by: columns.next()?,
        follow_up_required: columns.next()?,
        follow_up_on: columns.next()?,
        follow_up_minute: columns.next()?,
        follow_up_is_completed: columns.next()?,
        follow_up_completed_at: columns.next()?,
        created_at: columns.next()?,
    })
}

pub(super) fn by_id(read: &Read, id: InteractionId) -> Result<Option<Interaction>> {
    let sql = format!("SELECT {COLUMNS} FROM interactions WHERE id = ?1");
    Ok(read.conn().prepare_cached(&sql)?.query_row([id], interaction_of).optional()?)
}

pub(super) fn insert(
    w: &mut Write<'_>,
    new: &InteractionInput,
    happened_at: Instant,
) -> Result<InteractionId> {
    let sql = "INSERT INTO interactions (external_id, owner_id, pet_id, kind, channel, direction, subject, notes,
                 outcome, duration_minutes, sentiment, happened_at, happened_on, handled_by, follow_up_required,
                 follow_up_on, follow_up_minute, created_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        new.owner_id,
        new.pet_id,
        new.kind,
        new.channel,
        new.direction,
        new.subject,
        new.notes,
        new.outcome,
        new.duration_minutes,
        new.sentiment,
        happened_at,
        w.zone.day(happened_at),
        w.actor.staff,
        new.follow_up.is_some(),
        new.follow_up.map(|follow_up| follow_up.on),
        new.follow_up.and_then(|follow_up| follow_up.minute),
        w.now
    ])?;
    Ok(InteractionId(w.conn().last_insert_rowid()))
}

pub(super) fn update(
    w: &mut Write<'_>,
    id: InteractionId,
    new: &InteractionInput,
    happened_at: Instant,
) -> Result<()> {
    let sql = "UPDATE interactions SET pet_id = ?2, kind = ?3, channel = ?4, direction = ?5, subject = ?6, notes = ?7,
                 outcome = ?8, duration_minutes = ?9, sentiment = ?10, happened_at = ?11, happened_on = ?12
               WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute(params![
        id,
        new.pet_id,
        new.kind,
        new.channel,
        new.direction,
        new.subject,
        new.notes,
        new.outcome,
        new.duration_minutes,
        new.sentiment,
        happened_at,
        w.zone.day(happened_at),
    ])?;
    Ok(())
}

/// What is promised from now on, or nothing.
pub(super) fn promise(w: &mut Write<'_>, id: InteractionId, to: Option<FollowUpInput>) -> Result<()> {
    let sql = "UPDATE interactions SET follow_up_required = ?2, follow_up_on = ?3, follow_up_minute = ?4 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((
        id,
        to.is_some(),
        to.map(|to| to.on),
        to.and_then(|to| to.minute),
    ))?;
    Ok(())
}

pub(super) fn delete(w: &mut Write<'_>, id: InteractionId) -> Result<()> {
    w.conn().prepare_cached("DELETE FROM interactions WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub(super) fn logged(read: &Read, query: &LogQuery) -> Result<Vec<LogRow>> {
    let mut statement = read.conn().prepare_cached(&logged_sql(query.owner.is_some()))?;
    let rows = statement.query_map(params![query.from, query.to, query.owner, query.limit], |row| {
        let mut columns = Columns::of(row);
        Ok(LogRow {
            interaction: next_interaction(&mut columns)?,
            owner_name: columns.next()?,
            owner_external_id: columns.next()?,
            staff_name: columns.next()?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Day by day, so that those of a day alone are sorted, and of these the index's entries: the wide rows are read for the
/// page alone.
fn logged_sql(is_of_owner: bool) -> String {
    let columns = COLUMNS.split(',').map(|column| format!("i.{}", column.trim()));
    let (index, owner) = match is_of_owner {
        true => ("interactions_by_owner", "i.owner_id = ?3"),
        false => ("interactions_by_day", "?3 IS NULL"),
    };
    let order = "ORDER BY i.happened_on DESC, i.happened_at DESC, i.id DESC";
    format!(
        "SELECT {}, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.external_id, s.name
         FROM (
           SELECT i.id FROM interactions i INDEXED BY {index}
           WHERE i.happened_on BETWEEN ?1 AND ?2 AND {owner} {order} LIMIT ?4
         ) page
           CROSS JOIN interactions i ON i.id = page.id
           CROSS JOIN owners o ON o.id = i.owner_id
           LEFT JOIN staff s ON s.id = i.handled_by
         {order}",
        columns.collect::<Vec<_>>().join(", ")
    )
}

const GROUPS: &str = "SELECT happened_on, channel, direction, handled_by, count(*) FROM interactions
    WHERE happened_on BETWEEN ?1 AND ?2 GROUP BY happened_on, channel, direction, handled_by";

pub(super) fn groups(read: &Read, from: Day, to: Day) -> Result<Vec<Group>> {
    let mut statement = read.conn().prepare_cached(GROUPS)?;
    let groups = statement.query_map([from, to], |row| {
        Ok(Group {
            on: row.get(0)?,
            channel: row.get(1)?,
            direction: row.get(2)?,
            staff: row.get(3)?,
            count: row.get(4)?,
        })
    })?;
    Ok(groups.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn staff_name(read: &Read, id: StaffId) -> Result<Option<String>> {
    let sql = "SELECT name FROM staff WHERE id = ?1";
    Ok(read.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
}

pub(super) fn answer_last_message(w: &mut Write<'_>, owner: OwnerId, at: Instant) -> Result<()> {
    let on = w.zone.day(at);
    w.conn().prepare_cached(include_str!("answer.sql"))?.execute((owner, at, on, on.plus(-ANSWER_DAYS)))?;
    Ok(())
}

pub(super) fn complete(w: &mut Write<'_>, id: InteractionId) -> Result<()> {
    let sql = "UPDATE interactions SET follow_up_is_completed = 1, follow_up_completed_at = ?2 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((id, w.now))?;
    Ok(())
}

/// Open follow-ups about a pet.
pub(super) fn owed_about_pet(read: &Read, pet: PetId) -> Result<Vec<InteractionId>> {
    let sql = "SELECT id FROM interactions WHERE pet_id = ?1 AND follow_up_required = 1 AND follow_up_is_completed = 0";
    let mut statement = read.conn().prepare_cached(sql)?;
    Ok(statement.query_map([pet], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn say_outcome(w: &mut Write<'_>, id: InteractionId, outcome: &str) -> Result<()> {
    let sql = "UPDATE interactions SET outcome = coalesce(outcome, ?2) WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((id, outcome))?;
    Ok(())
}

pub(super) fn postpone(w: &mut Write<'_>, id: InteractionId, to: FollowUpInput) -> Result<()> {
    let sql = "UPDATE interactions SET follow_up_on = ?2, follow_up_minute = ?3 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute((id, to.on, to.minute))?;
    Ok(())
}

/// The open follow-ups behind a place, up to a day.
pub(super) fn follow_ups(read: &Read, behind: Place, to: i32, limit: usize) -> Result<Vec<FollowUp>> {
    let sql = include_str!("follow_ups.sql").replace("{out_of_lists}", OUT_OF_LISTS);
    let mut statement = read.conn().prepare_cached(&sql)?;
    let Place(on, minute, id) = behind;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![on, minute, id, to, limit, EXCERPT], |row| {
        let mut columns = Columns::of(row);
        let mut follow_up = FollowUp {
            id: columns.next()?,
            owner_id: columns.next()?,
            owner_name: columns.next()?,
            phone: columns.next()?,
            pet_name: columns.next()?,
            species: columns.next()?,
            breed: columns.next()?,
            kind: columns.next()?,
            subject: columns.next()?,
            on: columns.next()?,
            minute: columns.next()?,
            days_late: 0,
        };
        follow_up.days_late = read.today.since(follow_up.on);
        Ok(follow_up)
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn follow_up_counts(read: &Read) -> Result<FollowUpCounts> {
    let counts = read.conn().prepare_cached(&counts_sql())?.query_row([read.today], |row| {
        Ok(FollowUpCounts { overdue: row.get(0)?, today: row.get(1)?, later: row.get(2)? })
    })?;
    Ok(counts)
}

fn counts_sql() -> String {
    format!(
        "SELECT coalesce(sum(follow_up_on < ?1), 0), coalesce(sum(follow_up_on = ?1), 0), coalesce(sum(follow_up_on > ?1), 0)
         FROM interactions WHERE follow_up_required = 1 AND follow_up_is_completed = 0 AND follow_up_on IS NOT NULL
           AND owner_id NOT IN ({OUT_OF_LISTS})"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn the_queue_of_follow_ups_is_walked_and_counted_in_its_index() {
        let page = plan(&include_str!("follow_ups.sql").replace("{out_of_lists}", OUT_OF_LISTS));
        assert!(page.contains("interactions_by_follow_up") && page.contains("owners_out_of_lists"), "{page}");
        assert!(!page.contains("SCAN i") && !page.contains("FOR ORDER BY"), "{page}");
        let counts = plan(&counts_sql());
        assert!(counts.contains("COVERING INDEX interactions_by_follow_up"), "{counts}");
    }

    #[test]
    fn what_was_said_is_walked_back_day_by_day() {
        for (is_of_owner, index) in [
            (false, "interactions_by_day (happened_on"),
            (true, "interactions_by_owner (owner_id=? AND happened_on"),
        ] {
            let plan = plan(&logged_sql(is_of_owner));
            assert!(plan.contains(index) && plan.contains("LAST 2 TERMS OF ORDER BY"), "{plan}");
        }
    }

    #[test]
    fn statistics_are_counted_in_their_index() {
        let plan = plan(GROUPS);
        assert!(plan.contains("COVERING INDEX interactions_by_day"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[test]
    fn the_message_that_is_answered_is_sought_among_the_owners_own() {
        let answer = plan(include_str!("answer.sql"));
        assert!(answer.contains("SEARCH messages USING INDEX messages_by_owner"), "{answer}");
    }
}
