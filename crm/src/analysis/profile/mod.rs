//! Everything about one owner that a call needs, on one screen.

mod rules;
mod store;

use crate::{
    Result,
    analysis::metrics::{self, OwnerFigures},
    clinic::Read,
    records::{
        appointments::{self, Booking},
        consents::{self, Consents},
        notes::{self, Note},
        owners::{self, Owner, OwnerTag},
        pets::{self, Pet},
        vaccinations::{self, VaccinationDue},
    },
    values::{Day, Instant, InteractionId, MessageId, OwnerId, PetId},
};
use serde::Serialize;

/// Days ahead in which a vaccination that falls due is an alert.
const VACCINATION_DAYS: i32 = 30;

/// Everything of an owner's screen but the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerProfile {
    /// The owner.
    pub owner: Owner,
    /// Every figure, with the rules behind them.
    pub figures: OwnerFigures,
    /// Pets: those that live first.
    pub pets: Vec<Pet>,
    /// What wants attention, the most urgent first.
    pub alerts: Vec<Alert>,
    /// Tags by name.
    pub tags: Vec<OwnerTag>,
    /// Pinned notes that this reader may see.
    pub pinned: Vec<Note>,
    /// What the owner agreed to.
    pub consents: Consents,
    /// Who brought them.
    pub referrer: Option<OwnerName>,
    /// Whom they brought, by name; at most 50.
    pub referred: Vec<OwnerName>,
    /// The last completed visit.
    pub last_visit: Option<LastVisit>,
    /// When they come next.
    pub next_appointment: Option<Booking>,
    /// How many records each tab holds.
    pub counts: TabCounts,
}

/// An owner by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerName {
    /// The owner.
    pub id: OwnerId,
    /// The name on the screen.
    pub name: String,
}

/// The last completed visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LastVisit {
    /// The day.
    pub on: Day,
    /// Days since then.
    pub days_ago: i32,
    /// For which service.
    pub service: Option<String>,
    /// With which pet.
    pub pet_name: Option<String>,
    /// With whom.
    pub staff_name: Option<String>,
    /// Why they came.
    pub reason: Option<String>,
}

/// How many records each tab holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "named after the records")]
pub struct TabCounts {
    /// All entries of the timeline.
    pub history: u32,
    pub pets: u32,
    pub appointments: u32,
    pub purchases: u32,
    pub interactions: u32,
    pub messages: u32,
    pub notes: u32,
    pub vaccinations: u32,
    pub feedback: u32,
    /// Owners whom this one brought.
    pub referred: u32,
    /// The balance of the points ledger.
    pub loyalty_points: i64,
}

/// What wants attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "type")]
pub enum Alert {
    /// The owner is deactivated.
    Deactivated,
    /// The owner asked for their data to be blocked.
    Blocked,
    /// What was promised is owed today, or was before.
    FollowUp {
        /// The interaction that promised it.
        id: InteractionId,
        /// What it is about.
        subject: String,
        /// About which pet.
        pet_name: Option<String>,
        /// The day.
        on: Day,
        /// The minute of the day, when an hour was agreed.
        minute: Option<u16>,
        /// Days it is overdue.
        days_late: i32,
    },
    /// The owner wrote last, and nobody has answered.
    Unanswered {
        /// The message.
        id: MessageId,
        /// Over which channel.
        channel: String,
        /// What it says.
        body: String,
        /// When it came.
        at: Instant,
    },
    /// A vaccination falls due, or is overdue, and nothing is booked.
    Vaccination {
        /// Which.
        due: VaccinationDue,
    },
    /// A birthday within a week.
    Birthday {
        /// The pet's; none for the owner's own.
        pet_id: Option<PetId>,
        /// Whose.
        name: String,
        /// Days until then; 0 today.
        days_left: i32,
        /// What age it is.
        turns: i32,
    },
    /// A pet died in the last month.
    Deceased {
        /// Which.
        pet_id: PetId,
        /// Its name.
        name: String,
        /// When.
        on: Day,
    },
}

/// Everything about an owner.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, id: OwnerId) -> Result<OwnerProfile> {
    let owner = owners::get(read, id)?;
    let pets = pets::list(read, id)?;
    let due = vaccinations::due_of_owner(read, id, read.today.plus(VACCINATION_DAYS))?;
    let urgent = store::urgent(read, id)?;
    let (referrer, referred) = store::family(read, &owner)?;
    Ok(OwnerProfile {
        figures: metrics::of_owner(read, id)?,
        alerts: rules::alerts(&owner, &pets, due, urgent, read.today),
        tags: owners::tags_of(read, id)?,
        pinned: notes::pinned(read, id)?,
        consents: consents::state(read, id)?,
        referrer,
        referred,
        last_visit: store::last_visit(read, id)?,
        next_appointment: appointments::next_of(read, id)?,
        counts: store::counts(read, id, notes::count(read, id)?)?,
        owner,
        pets,
    })
}
