//! Who entered and who left a segment, from one counting to the next.

use super::{
    Member,
    criteria::Criteria,
    sql::{Compiled, Ground},
    store::{self, moves::Kept},
};
use crate::{
    Result,
    clinic::Read,
    values::{Day, SegmentId},
};
use serde::Serialize;

/// More at once is no coming and going but an import or another kind of clinic: all begins anew.
const MOST: usize = 5_000;
/// The longest list.
const SHOWN: usize = 500;

/// Who entered and who left a segment in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Moves {
    /// The first day that is looked at.
    pub from: Day,
    /// From when on it is known who is in; nothing where the segment was never counted.
    pub known_from: Option<Day>,
    /// Entered, and still in.
    pub came: u32,
    /// Left, and still out.
    pub left: u32,
    /// Both, the latest first.
    pub rows: Vec<Move>,
}

/// An owner who entered or left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Move {
    /// The owner as a line.
    pub member: Member,
    /// The day.
    pub on: Day,
    /// Entered, or left.
    pub is_in: bool,
}

/// Who entered and who left in the last days, today among them. An owner who did both stands where she stands now.
///
/// # Errors
/// What the database says.
pub fn moves(read: &Read<'_>, id: SegmentId, days: u32) -> Result<Moves> {
    let days = i32::try_from(days.clamp(1, 3_660)).unwrap_or(i32::MAX);
    let from = read.today.plus(1 - days);
    let known_from = store::moves::kept(read.conn(), id)?.map(|kept| kept.begun_on);
    let moved = store::moves::since(read.conn(), id, from)?;
    let came = moved.iter().filter(|one| one.is_in).count();
    let first: Vec<_> = moved.iter().take(SHOWN).map(|one| one.owner).collect();
    let members = store::members(read, &first)?;
    let rows = members.into_iter().filter_map(|member| {
        let moved = moved.iter().find(|one| one.owner == member.id)?;
        Some(Move { on: moved.on, is_in: moved.is_in, member })
    });
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Moves { from, known_from, came: number(came), left: number(moved.len() - came), rows: rows.collect() })
}

/// Looks who is in, and notes who entered and who left since the last time. Gives how many are in.
pub(super) fn note(read: &Read<'_>, id: SegmentId, criteria: &Criteria) -> Result<u32> {
    let conn = read.conn();
    let now = store::meeting(read, &Compiled::of(&Ground::of(read)?, criteria)?)?;
    let count = now.count();
    let rules = criteria.to_json().to_string();
    let begun_on = match store::moves::kept(conn, id)?.filter(|kept| kept.criteria == rules) {
        None => read.today,
        Some(Kept { begun_on, owners, .. }) => {
            let (came, left) = (now.clone().less(&owners), owners.less(&now));
            match came.count() + left.count() {
                0 => return Ok(count),
                many if many as usize > MOST => read.today,
                _ => {
                    came.ids().try_for_each(|owner| store::moves::note(conn, id, read.today, owner, true))?;
                    left.ids()
                        .try_for_each(|owner| store::moves::note(conn, id, read.today, owner, false))?;
                    begun_on
                }
            }
        }
    };
    store::moves::keep(conn, id, &Kept { begun_on, criteria: rules, owners: now })?;
    Ok(count)
}
