//! Everything that happened with an owner, in one list.

mod store;

use crate::{
    Error, Result,
    clinic::Read,
    records::{
        appointments::{AppointmentKind, AppointmentStatus},
        interactions::{InteractionChannel, InteractionDirection, InteractionKind, Sentiment},
        notes::Visibility,
    },
    values::{
        AppointmentId, Day, FeedbackId, Instant, InteractionId, InvoiceId, MessageId, Money, NoteId, OrderId,
        OwnerId, VaccinationId, text_enum,
    },
};
use serde::{Deserialize, Serialize};

/// The longest page.
const MAX_PAGE: u32 = 200;

text_enum! {
    /// A part of the timeline.
    TimelineKind {
        /// Appointments of any status.
        Appointments = "appointments",
        /// Invoices and orders.
        Purchases = "purchases",
        /// Interactions.
        Interactions = "interactions",
        /// Messages.
        Messages = "messages",
        /// Notes.
        Notes = "notes",
        /// Vaccinations.
        Vaccinations = "vaccinations",
        /// Feedback.
        Feedback = "feedback",
    }
}

/// A page of the timeline that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TimelineQuery {
    /// Whose.
    pub owner_id: OwnerId,
    /// Only these parts; all when empty.
    #[serde(default)]
    pub kinds: Vec<TimelineKind>,
    /// Where the page before ended; none for the first.
    #[serde(default)]
    pub cursor: Option<String>,
    /// How many entries, at most 200.
    pub limit: u32,
}

/// A page of the timeline, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelinePage {
    /// The entries.
    pub rows: Vec<TimelineRow>,
    /// Where the next page begins; none after the last.
    pub next: Option<String>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineRow {
    /// The day.
    pub on: Day,
    /// The minute of the day by the clinic's wall clock; none where only the day is known.
    pub minute: Option<u32>,
    /// What happened.
    pub entry: TimelineEntry,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "type")]
#[allow(missing_docs, reason = "the fields are the columns of the record's own table")]
pub enum TimelineEntry {
    /// An appointment.
    Appointment {
        id: AppointmentId,
        service: Option<String>,
        kind: AppointmentKind,
        status: AppointmentStatus,
        pet_name: Option<String>,
        staff_name: Option<String>,
        reason: Option<String>,
        notes: Option<String>,
    },
    /// An invoice, with the service of its appointment where it has no lines.
    Invoice {
        id: InvoiceId,
        number: String,
        status: String,
        total_cents: Money,
        refunded_cents: Money,
        payment_method: Option<String>,
        service: Option<String>,
        items: Vec<TimelineItem>,
    },
    /// An order that no paid invoice covers.
    Order {
        id: OrderId,
        number: Option<String>,
        status: String,
        total_cents: Money,
        refunded_cents: Money,
        payment_method: Option<String>,
        items: Vec<TimelineItem>,
    },
    /// An interaction.
    Interaction {
        id: InteractionId,
        kind: InteractionKind,
        channel: InteractionChannel,
        direction: InteractionDirection,
        subject: String,
        notes: Option<String>,
        outcome: Option<String>,
        duration_minutes: Option<u32>,
        sentiment: Option<Sentiment>,
        staff_name: Option<String>,
        pet_name: Option<String>,
        /// The day of a follow-up that is still owed.
        follow_up_on: Option<Day>,
    },
    /// A message.
    Message {
        id: MessageId,
        channel: String,
        direction: InteractionDirection,
        purpose: Option<String>,
        subject: Option<String>,
        body: Option<String>,
        status: String,
        answered_at: Option<Instant>,
    },
    /// A note that this reader may see.
    Note { id: NoteId, content: String, is_pinned: bool, visibility: Visibility, author: Option<String> },
    /// A vaccination that was given.
    Vaccination {
        id: VaccinationId,
        vaccine: String,
        pet_name: String,
        due_on: Option<Day>,
        staff_name: Option<String>,
    },
    /// Feedback.
    Feedback {
        id: FeedbackId,
        service_type: String,
        rating: Option<u8>,
        comments: Option<String>,
        sentiment: Option<Sentiment>,
        is_resolved: bool,
    },
}

/// What was bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineItem {
    /// Its name.
    pub name: String,
    /// How many, in thousandths.
    pub quantity_milli: i64,
}

/// An entry's place in the list: the moment, the part, the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Place(i64, u8, i64);

/// Behind everything: where the first page begins.
const BEGIN: Place = Place(i64::MAX, u8::MAX, i64::MAX);

/// Where an entry whose hour is not known stands in its day: an hour after midnight, so that a change of the
/// clock never moves it to the day before.
const HOUR: i64 = 3_600_000;

/// One page of an owner's timeline.
///
/// # Errors
/// `invalid` for a cursor that is none, or a limit that is not between 1 and 200.
pub fn page(read: &Read, query: &TimelineQuery) -> Result<TimelinePage> {
    if query.limit == 0 || query.limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let behind = match &query.cursor {
        Some(text) => {
            serde_json::from_str(text).map_err(|_| Error::invalid("cursor", "not a cursor of this list"))?
        }
        None => BEGIN,
    };
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    for kind in TimelineKind::ALL {
        if query.kinds.is_empty() || query.kinds.contains(kind) {
            store::part(read, query.owner_id, *kind, behind, limit + 1, &mut found)?;
        }
    }
    found.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next =
        found.last().filter(|_| has_more).map(|(place, _)| serde_json::to_string(place)).transpose()?;
    Ok(TimelinePage { rows: found.into_iter().map(|(_, row)| row).collect(), next })
}

/// Milliseconds from midnight UTC to the moment that stands for a whole day here.
fn day_offset(read: &Read) -> i64 {
    let midnight = i64::from(read.today.number()) * 24 * HOUR;
    read.zone.start_of(read.today).millis() - midnight + HOUR
}
