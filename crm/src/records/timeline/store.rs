//! SQL of the timeline: one statement a part, each giving the entries behind a place, newest first. The first
//! columns are the moment, the record's id, and whether the hour is known. `?1` is the owner; `?2` and `?3` are
//! the moment and the id that the page begins behind; `?4` is the limit, and `?5` what turns a day into the
//! moment that stands for it.

use super::{Place, TimelineEntry, TimelineItem, TimelineKind, TimelineRow, day_offset};
use crate::{
    Result,
    clinic::Read,
    records::{appointments::minute_of_day, columns::Columns, notes},
    values::{Instant, OwnerId},
};
use rusqlite::Row;

type Found = Vec<(Place, TimelineRow)>;

/// The part's statements, each with its number in a place and what makes an entry of its row.
fn statements(kind: TimelineKind) -> &'static [(u8, &'static str, Entry)] {
    match kind {
        TimelineKind::Appointments => &[(7, include_str!("appointments.sql"), appointment)],
        TimelineKind::Interactions => &[(6, include_str!("interactions.sql"), interaction)],
        TimelineKind::Messages => &[(5, include_str!("messages.sql"), message)],
        TimelineKind::Purchases => {
            &[(4, include_str!("invoices.sql"), invoice), (3, include_str!("orders.sql"), order)]
        }
        TimelineKind::Vaccinations => &[(2, include_str!("vaccinations.sql"), vaccination)],
        TimelineKind::Feedback => &[(1, include_str!("feedback.sql"), feedback)],
        TimelineKind::Notes => &[],
    }
}

type Entry = fn(&mut Columns<'_, '_>) -> rusqlite::Result<TimelineEntry>;

pub(super) fn part(
    read: &Read,
    owner: OwnerId,
    kind: TimelineKind,
    behind: Place,
    limit: usize,
    found: &mut Found,
) -> Result<()> {
    if kind == TimelineKind::Notes {
        return note_entries(read, owner, behind, found);
    }
    let Place(at, number, id) = behind;
    for (mine, sql, entry) in statements(kind) {
        // Of the cursor's moment those of a smaller number stand behind, of its own number those of a smaller id.
        let before = match mine.cmp(&number) {
            std::cmp::Ordering::Less => i64::MAX,
            std::cmp::Ordering::Equal => id,
            std::cmp::Ordering::Greater => i64::MIN,
        };
        let mut statement = read.conn().prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let values = [owner.0, at, before, limit, day_offset(read)];
        // Only the parts that know no hour have the last one.
        for (place, value) in values.iter().enumerate().take(statement.parameter_count()) {
            statement.raw_bind_parameter(place + 1, value)?;
        }
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            found.push(entry_of(read, row, *mine, *entry)?);
        }
    }
    Ok(())
}

fn entry_of(read: &Read, row: &Row<'_>, number: u8, entry: Entry) -> Result<(Place, TimelineRow)> {
    let mut columns = Columns::of(row);
    let (at, id, has_hour): (i64, i64, bool) = (columns.next()?, columns.next()?, columns.next()?);
    let entry = entry(&mut columns)?;
    Ok((Place(at, number, id), row_at(read, Instant::from_millis(at), has_hour, entry)))
}

fn row_at(read: &Read, at: Instant, has_hour: bool, entry: TimelineEntry) -> TimelineRow {
    TimelineRow { on: read.zone.day(at), minute: has_hour.then(|| minute_of_day(read, at)), entry }
}

/// Who may read a note is known in one place only.
fn note_entries(read: &Read, owner: OwnerId, behind: Place, found: &mut Found) -> Result<()> {
    for note in notes::list(read, owner)? {
        let place = Place(note.created_at.millis(), 0, note.id.0);
        if place < behind {
            let entry = TimelineEntry::Note {
                id: note.id,
                content: note.content,
                is_pinned: note.is_pinned,
                visibility: note.visibility,
                author: note.author,
            };
            found.push((place, row_at(read, note.created_at, true, entry)));
        }
    }
    Ok(())
}

fn appointment(columns: &mut Columns<'_, '_>) -> rusqlite::Result<TimelineEntry> {
    Ok(TimelineEntry::Appointment {
        id: columns.next()?,
        service: columns.next()?,
        kind: columns.next()?,
        status: columns.next()?,
        pet_name: columns.next()?,
        staff_name: columns.next()?,
        reason: columns.next()?,
        notes: columns.next()?,
    })
}

fn invoice(columns: &mut Columns<'_, '_>) -> rusqlite::Result<TimelineEntry> {
    Ok(TimelineEntry::Invoice {
        id: columns.next()?,
        number: columns.next()?,
        status: columns.next()?,
        total_cents: columns.next()?,
        refunded_cents: columns.next()?,
        payment_method: columns.next()?,
        service: columns.next()?,
        items: items(&columns.next::<String>()?)?,
    })
}

fn order(columns: &mut Columns<'_, '_>) -> rusqlite::Result<TimelineEntry> {
    Ok(TimelineEntry::Order {
        id: columns.next()?,
        number: columns.next()?,
        status: columns.next()?,
        total_cents: columns.next()?,
        refunded_cents: columns.next()?,
        payment_method: columns.next()?,
        items: items(&columns.next::<String>()?)?,
    })
}

fn items(json: &str) -> rusqlite::Result<Vec<TimelineItem>> {
    serde_json::from_str(json).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn interaction(columns: &mut Columns<'_, '_>) -> rusqlite::Result<TimelineEntry> {
    Ok(TimelineEntry::Interaction {
        id: columns.next()?,
        kind: columns.next()?,
        channel: columns.next()?,
        direction: columns.next()?,
        subject: columns.next()?,
        notes: columns.next()?,
        outcome: columns.next()?,
        duration_minutes: columns.next()?,
        sentiment: columns.next()?,
        staff_name: columns.next()?,
        pet_name: columns.next()?,
        follow_up_on: columns.next()?,
    })
}

fn message(columns: &mut Columns<'_, '_>) -> rusqlite::Result<TimelineEntry> {
    Ok(TimelineEntry::Message {
        id: columns.next()?,
        channel: columns.next()?,
        direction: columns.next()?,
        purpose: columns.next()?,
        subject: columns.next()?,
        body: columns.next()?,
        status: columns.next()?,
        answered_at: columns.next()?,
    })
}

fn vaccination(columns: &mut Columns<'_, '_>) -> rusqlite::Result<TimelineEntry> {
    Ok(TimelineEntry::Vaccination {
        id: columns.next()?,
        vaccine: columns.next()?,
        pet_name: columns.next()?,
        due_on: columns.next()?,
        staff_name: columns.next()?,
    })
}

fn feedback(columns: &mut Columns<'_, '_>) -> rusqlite::Result<TimelineEntry> {
    Ok(TimelineEntry::Feedback {
        id: columns.next()?,
        service_type: columns.next()?,
        rating: columns.next()?,
        comments: columns.next()?,
        sentiment: columns.next()?,
        is_resolved: columns.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn every_part_begins_with_the_owners_own() {
        for kind in TimelineKind::ALL {
            for (_, sql, _) in statements(*kind) {
                let plan = plan(sql);
                assert!(plan.starts_with("SEARCH") && plan.contains("_by_owner"), "{kind}: {plan}");
                assert!(!plan.contains("SCAN"), "{kind}: {plan}");
            }
        }
    }
}
