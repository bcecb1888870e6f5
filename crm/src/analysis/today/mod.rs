//! What the front desk needs to know today.

mod store;

use crate::{
    Result,
    analysis::birthdays::{keys_of, next_birthday},
    clinic::Read,
    records::{
        appointments::{self, Booking},
        interactions::{self, FollowUp, FollowUpCounts, FollowUpScope},
        vaccinations::{self, VaccinationDue},
    },
    values::{Day, OwnerId, PetId},
};
use serde::Serialize;

/// As many of a kind as a day on paper lists: follow-ups, and anywhere what is still open, birthdays and vaccinations.
pub const SHOWN: u32 = 20;
/// Days ahead and back in which a vaccination that nobody booked is listed.
const VACCINATION_DAYS: i32 = 14;

/// Everything of the screen of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Today {
    /// Today in the clinic's zone.
    pub date: Day,
    /// The minute of the day by the clinic's wall clock.
    pub minute: u32,
    /// How many follow-ups are owed.
    pub follow_up_counts: FollowUpCounts,
    /// Those owed the longest, and today's.
    pub follow_ups: Vec<FollowUp>,
    /// Appointments of the week before of which nobody has said what became of them, the latest day first.
    pub unclosed: Vec<Booking>,
    /// Today's appointments in the order of the clock.
    pub appointments: Vec<Booking>,
    /// Birthdays of today and tomorrow.
    pub birthdays: Vec<Birthday>,
    /// Vaccinations due about now, with nothing booked.
    pub vaccinations: Vec<VaccinationDue>,
}

/// Somebody's birthday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Birthday {
    /// The owner, or whose pet it is.
    pub owner_id: OwnerId,
    /// The owner's name on the screen.
    pub owner_name: String,
    /// The pet; none where it is the owner's own birthday.
    pub pet_id: Option<PetId>,
    /// The pet's name.
    pub pet_name: Option<String>,
    /// The pet's species.
    pub species: Option<String>,
    /// The pet's breed.
    pub breed: Option<String>,
    /// Days until then; 0 today.
    pub days_left: i32,
    /// What age it is.
    pub turns: i32,
}

/// The numbers beside the sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RailCounts {
    /// Owners who are not deactivated, blocked or anonymised.
    pub owners: u32,
    /// Pets that live and are still here.
    pub pets: u32,
    /// Follow-ups that are owed up to today.
    pub follow_ups: u32,
}

/// The screen of the day, with so many of the follow-ups; the rest stands behind their counts.
///
/// # Errors
/// Only those of the database.
pub fn get(read: &Read, follow_ups: u32) -> Result<Today> {
    let (from, to) = (read.today.plus(-VACCINATION_DAYS), read.today.plus(VACCINATION_DAYS));
    Ok(Today {
        date: read.today,
        minute: appointments::minute_of_day(read, read.now),
        follow_up_counts: interactions::counts(read)?,
        follow_ups: interactions::follow_ups(read, FollowUpScope::Due, None, follow_ups)?.rows,
        unclosed: appointments::unclosed(read, read.today, SHOWN)?,
        appointments: appointments::of_day(read, read.today)?,
        birthdays: birthdays_within(read, 1, SHOWN)?,
        vaccinations: vaccinations::due(read, from, to, SHOWN)?,
    })
}

/// The numbers beside the sections.
///
/// # Errors
/// Only those of the database.
pub fn rail(read: &Read) -> Result<RailCounts> {
    let counts = interactions::counts(read)?;
    let (owners, pets) = store::sizes(read)?;
    Ok(RailCounts { owners, pets, follow_ups: counts.overdue + counts.today })
}

/// Birthdays of today and the days after it, one after the other; of a day pets before people, for they are why one
/// calls. No more than `limit`.
pub(super) fn birthdays_within(read: &Read, days: i32, limit: u32) -> Result<Vec<Birthday>> {
    let mut found = Vec::new();
    for day in (0..=days).map(|ahead| read.today.plus(ahead)) {
        for (born, mut birthday) in store::born_on(read, &keys_of(day), limit)? {
            let Some(next) = next_birthday(born, read.today).filter(|next| next.turns > 0) else { continue };
            (birthday.days_left, birthday.turns) = (next.days_left, next.turns);
            found.push(birthday);
        }
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}
