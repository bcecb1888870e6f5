//! SQL of an owner's screen: what no area offers by itself.

use super::{Alert, LastVisit, OwnerName, TabCounts};
use crate::{
    Result,
    clinic::Read,
    records::owners::Owner,
    values::{Day, OwnerId},
};
use rusqlite::{OptionalExtension, params};

/// Signs of a text that an alert shows.
const EXCERPT: u32 = 200;
/// Owners shown of those whom this one brought.
const REFERRED: u32 = 50;

/// What the owner waits for: what was promised up to today, and an answer.
pub(super) fn urgent(read: &Read, owner: OwnerId) -> Result<Vec<Alert>> {
    let mut alerts = Vec::new();
    let mut statement = read.conn().prepare_cached(include_str!("follow_ups.sql"))?;
    let mut rows = statement.query(params![owner, read.today, EXCERPT])?;
    while let Some(row) = rows.next()? {
        let on: Day = row.get(3)?;
        alerts.push(Alert::FollowUp {
            id: row.get(0)?,
            subject: row.get(1)?,
            pet_name: row.get(2)?,
            on,
            minute: row.get(4)?,
            days_late: read.today.since(on),
        });
    }
    let mut statement = read.conn().prepare_cached(include_str!("unanswered.sql"))?;
    let unanswered = statement.query_row(params![owner, EXCERPT], |row| {
        Ok(Alert::Unanswered { id: row.get(0)?, channel: row.get(1)?, body: row.get(2)?, at: row.get(3)? })
    });
    alerts.extend(unanswered.optional()?);
    Ok(alerts)
}

/// Who brought the owner, and whom the owner brought.
pub(super) fn family(read: &Read, owner: &Owner) -> Result<(Option<OwnerName>, Vec<OwnerName>)> {
    const NAME: &str =
        "SELECT id, CASE kind WHEN 'corporate' THEN company_name ELSE full_name END FROM owners";
    let name_of = |row: &rusqlite::Row<'_>| Ok(OwnerName { id: row.get(0)?, name: row.get(1)? });
    let referrer = match owner.referred_by {
        Some(id) => {
            let sql = format!("{NAME} WHERE id = ?1");
            read.conn().prepare_cached(&sql)?.query_row([id], name_of).optional()?
        }
        None => None,
    };
    let sql = format!("{NAME} WHERE referred_by = ?1 ORDER BY sort_name, id LIMIT ?2");
    let mut statement = read.conn().prepare_cached(&sql)?;
    let referred = statement.query_map(params![owner.id, REFERRED], name_of)?;
    Ok((referrer, referred.collect::<rusqlite::Result<_>>()?))
}

pub(super) fn last_visit(read: &Read, owner: OwnerId) -> Result<Option<LastVisit>> {
    let mut statement = read.conn().prepare_cached(include_str!("last_visit.sql"))?;
    let visit = statement.query_row(params![owner, read.today], |row| {
        let on: Day = row.get(0)?;
        Ok(LastVisit {
            on,
            days_ago: read.today.since(on),
            service: row.get(1)?,
            pet_name: row.get(2)?,
            staff_name: row.get(3)?,
            reason: row.get(4)?,
        })
    });
    Ok(visit.optional()?)
}

pub(super) fn counts(read: &Read, owner: OwnerId, notes: u32) -> Result<TabCounts> {
    let mut statement = read.conn().prepare_cached(include_str!("counts.sql"))?;
    let mut counts = statement.query_row([owner], |row| {
        Ok(TabCounts {
            history: 0,
            pets: row.get(0)?,
            appointments: row.get(1)?,
            purchases: row.get(2)?,
            interactions: row.get(3)?,
            messages: row.get(4)?,
            notes,
            vaccinations: row.get(5)?,
            feedback: row.get(6)?,
            referred: row.get(7)?,
            loyalty_points: row.get(8)?,
        })
    })?;
    counts.history = counts.appointments
        + counts.purchases
        + counts.interactions
        + counts.messages
        + counts.notes
        + counts.vaccinations
        + counts.feedback;
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use crate::records::plan::plan;

    #[test]
    fn everything_of_the_screen_is_sought_by_the_owner() {
        for sql in [
            include_str!("follow_ups.sql"),
            include_str!("unanswered.sql"),
            include_str!("last_visit.sql"),
            include_str!("counts.sql"),
        ] {
            let plan = plan(sql);
            // The counts are a row of constants, and the newest message is a row of its own.
            assert!(!plan.replace("SCAN CONSTANT ROW", "").replace("SCAN m", "").contains("SCAN"), "{plan}");
        }
        assert!(
            plan(include_str!("unanswered.sql")).contains("SEARCH messages USING INDEX messages_by_owner")
        );
        assert!(plan(include_str!("counts.sql")).contains("COVERING INDEX pets_by_owner"));
    }
}
