//! What was said and promised: interactions, messages, follow-ups, opinions; and points.

use super::{
    Asked, FollowUpState, Line, Listing,
    front::{Front, Key},
    store, text, value,
};
use crate::{
    Result,
    analysis::reports::{
        building::column,
        report::{Cell, Column, ColumnKind},
        scope,
        wording::clock,
    },
    values::{Day, Instant, OwnerId, StaffId},
};
use ColumnKind::{Day as OnDay, Number, Strong, Text};

fn owner_cell(name: Option<String>) -> Cell {
    name.map_or(Cell::word("reports.nobody_known"), Cell::text)
}

/// Counts rows of a table by their place, and gives those of the page.
fn gather(
    asked: &Asked<'_>,
    each: impl FnOnce(&mut dyn FnMut(Key, Option<OwnerId>)) -> Result<()>,
) -> Result<(i64, Vec<Key>)> {
    let mut count = 0;
    let mut front = Front::new(asked.part);
    each(&mut |key, owner| {
        if scope::counts(asked.who, owner) {
            count += 1;
            front.add(key, ());
        }
    })?;
    Ok((count, front.rows().into_iter().map(|(key, ())| key).collect()))
}

fn listing(columns: Vec<Column>, count: i64, lines: Vec<Line>) -> Listing {
    Listing { columns, lines, count, sum: None }
}

/// Interactions in the order of the clock.
pub(super) fn interactions(
    asked: &Asked<'_>,
    channels: Option<&Vec<String>>,
    staff: Option<&Vec<Option<StaffId>>>,
) -> Result<Listing> {
    let conn = asked.r.conn();
    let (count, keys) =
        gather(asked, |add| store::each_interaction(conn, asked.period, channels, staff, add))?;
    let mut lines = Vec::new();
    for key in keys {
        let said = store::interaction(conn, key.1)?;
        let at = asked.r.zone.local(Instant::from_millis(key.0));
        lines.push(Line {
            key,
            owner: Some(said.owner),
            cells: vec![
                Cell::Day(at.date().into()),
                Cell::text(clock(at.time())),
                owner_cell(Some(said.owner_name)),
                value("channel", Some(said.channel)),
                value("direction", Some(said.direction)),
                text(said.subject),
                text(said.staff),
            ],
        });
    }
    let columns = vec![
        column("reports.day_column", OnDay),
        column("reports.time_column", Number),
        column("reports.owner", Text),
        column("reports.channel_column", Text),
        column("reports.direction_column", Text),
        column("reports.subject_column", Text),
        column("reports.staff", Text),
    ];
    Ok(listing(columns, count, lines))
}

/// Messages that went out, by when.
pub(super) fn messages(
    asked: &Asked<'_>,
    channels: Option<&Vec<String>>,
    is_answered: bool,
) -> Result<Listing> {
    let conn = asked.r.conn();
    let (count, keys) =
        gather(asked, |add| store::each_message(conn, asked.period, channels, is_answered, add))?;
    let mut lines = Vec::new();
    for key in keys {
        let message = store::message(conn, key.1)?;
        lines.push(Line {
            key,
            owner: Some(message.owner),
            cells: vec![
                Cell::Day(Day::from_number(i32::try_from(key.0).unwrap_or_default())),
                owner_cell(Some(message.owner_name)),
                value("channel", Some(message.channel)),
                value("purpose", message.purpose),
                text(message.subject),
                Cell::day(message.answered_on.filter(|day| *day <= asked.period.to)),
            ],
        });
    }
    let columns = vec![
        column("reports.sent_column", OnDay),
        column("reports.owner", Text),
        column("reports.channel_column", Text),
        column("reports.purpose_column", Text),
        column("reports.subject_column", Text),
        column("reports.answered_column", OnDay),
    ];
    Ok(listing(columns, count, lines))
}

/// Follow-ups by the day they fell due.
pub(super) fn follow_ups(asked: &Asked<'_>, state: Option<FollowUpState>) -> Result<Listing> {
    let conn = asked.r.conn();
    let is_kept = state.map(|state| state == FollowUpState::Kept);
    let (count, keys) = gather(asked, |add| store::each_follow_up(conn, asked.period, is_kept, add))?;
    let mut lines = Vec::new();
    for key in keys {
        let said = store::interaction(conn, key.1)?;
        let state = if said.is_kept { "reports.follow_up_kept" } else { "reports.follow_up_owed" };
        lines.push(Line {
            key,
            owner: Some(said.owner),
            cells: vec![
                Cell::Day(Day::from_number(i32::try_from(key.0).unwrap_or_default())),
                owner_cell(Some(said.owner_name)),
                text(said.phone),
                text(said.subject),
                text(said.staff),
                Cell::word(state),
            ],
        });
    }
    let columns = vec![
        column("reports.due_column", OnDay),
        column("reports.owner", Text),
        column("reports.phone", Text),
        column("reports.subject_column", Text),
        column("reports.staff", Text),
        column("reports.outcome", Text),
    ];
    Ok(listing(columns, count, lines))
}

/// Opinions by their day; anonymous ones have nobody to lead to.
pub(super) fn feedback(asked: &Asked<'_>, ratings: Option<&Vec<u8>>) -> Result<Listing> {
    let conn = asked.r.conn();
    let (count, keys) = gather(asked, |add| store::each_feedback(conn, asked.period, ratings, add))?;
    let mut lines = Vec::new();
    for key in keys {
        let opinion = store::opinion(conn, key.1)?;
        lines.push(Line {
            key,
            owner: opinion.owner,
            cells: vec![
                Cell::Day(Day::from_number(i32::try_from(key.0).unwrap_or_default())),
                opinion.rating.map_or(Cell::Blank, Cell::Count),
                owner_cell(opinion.owner_name),
                value("serviceType", Some(opinion.service)),
                text(opinion.comments),
            ],
        });
    }
    let columns = vec![
        column("reports.day_column", OnDay),
        column("reports.rating_column", Strong),
        column("reports.owner", Text),
        column("reports.service", Text),
        column("reports.comments_column", Text),
    ];
    Ok(listing(columns, count, lines))
}

/// Owners with points, those with the most first.
pub(super) fn points(asked: &Asked<'_>) -> Result<Listing> {
    let conn = asked.r.conn();
    let (count, keys) = gather(asked, |add| store::each_balance(conn, asked.period.to, add))?;
    let mut lines = Vec::new();
    for key in keys {
        let owner = store::owner(conn, OwnerId(key.1))?;
        lines.push(Line {
            key,
            owner: Some(owner.id),
            cells: vec![text(Some(owner.name)), text(owner.phone), text(owner.pets), Cell::Count(-key.0)],
        });
    }
    let columns = vec![
        column("reports.owner", Text),
        column("reports.phone", Text),
        column("reports.pets_column", Text),
        column("reports.points_column", Strong),
    ];
    Ok(listing(columns, count, lines))
}
