//! Interactions: what was said with an owner, when and how, and what was promised to follow.

mod change;
mod follow_ups;
mod log;
mod rules;
mod statistics;
mod store;

pub use change::{delete, update};
pub(super) use follow_ups::settle_of_pet;
pub use follow_ups::{
    FollowUp, FollowUpCounts, FollowUpScope, FollowUps, complete_follow_up, counts, follow_ups, no_answer,
    postpone,
};
pub use log::{LogQuery, LogRow, list};
pub use statistics::{ChannelTally, DayTally, InteractionStatistics, StaffTally, Tally, statistics};

use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, Write},
    records::{
        input::{TEXT, text},
        owners, pets,
    },
    values::{Day, ExternalId, Instant, InteractionId, OwnerId, PetId, StaffId, text_enum},
};
use serde::{Deserialize, Serialize};

/// The longest subject and outcome.
const SUBJECT: usize = 500;
const OUTCOME: usize = 200;
/// The last minute of a day.
const LAST_MINUTE: u16 = 24 * 60 - 1;

text_enum! {
    /// What kind of interaction it was.
    InteractionKind {
        /// A call.
        Call = "call",
        /// An e-mail.
        Email = "email",
        /// A chat.
        Chat = "chat",
        /// A visit.
        Visit = "visit",
        /// A text message.
        Sms = "sms",
        /// A WhatsApp message.
        Whatsapp = "whatsapp",
        /// A chat with an assistant.
        AiChat = "ai_chat",
        /// A public review.
        Review = "review",
        /// A complaint.
        Complaint = "complaint",
        /// Feedback.
        Feedback = "feedback",
        /// A recommendation.
        Referral = "referral",
    }
}

text_enum! {
    /// Over which way.
    InteractionChannel {
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// In a chat.
        Chat = "chat",
        /// Face to face.
        InPerson = "in_person",
        /// By text message.
        Sms = "sms",
        /// Over WhatsApp.
        Whatsapp = "whatsapp",
        /// On a social network.
        Social = "social",
    }
}

text_enum! {
    /// Who began.
    InteractionDirection {
        /// The owner.
        Inbound = "inbound",
        /// The clinic.
        Outbound = "outbound",
    }
}

text_enum! {
    /// How it went.
    Sentiment {
        /// Well.
        Positive = "positive",
        /// Neither well nor badly.
        Neutral = "neutral",
        /// Badly.
        Negative = "negative",
    }
}

impl InteractionKind {
    /// The only channel of this kind, where it has one: a call is by phone, a visit in person.
    pub fn only_channel(self) -> Option<InteractionChannel> {
        match self {
            Self::Call => Some(InteractionChannel::Phone),
            Self::Email => Some(InteractionChannel::Email),
            Self::Chat => Some(InteractionChannel::Chat),
            Self::Visit => Some(InteractionChannel::InPerson),
            Self::Sms => Some(InteractionChannel::Sms),
            Self::Whatsapp => Some(InteractionChannel::Whatsapp),
            _ => None,
        }
    }

    /// Whether this kind comes over that channel. An import keeps what does not, and flags it.
    pub fn fits(self, channel: InteractionChannel) -> bool {
        self.only_channel().is_none_or(|only| only == channel)
    }

    /// Whether an owner who does this has answered the clinic's last message.
    fn is_answer(self) -> bool {
        matches!(self, Self::Call | Self::Email | Self::Chat | Self::Sms | Self::Whatsapp)
    }
}

/// An interaction as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are the columns of `interactions`, described in the schema")]
pub struct Interaction {
    pub id: InteractionId,
    pub external_id: ExternalId,
    pub owner_id: OwnerId,
    pub pet_id: Option<PetId>,
    pub kind: InteractionKind,
    pub channel: InteractionChannel,
    pub direction: InteractionDirection,
    pub subject: String,
    pub notes: Option<String>,
    pub outcome: Option<String>,
    pub duration_minutes: Option<u32>,
    pub sentiment: Option<Sentiment>,
    pub happened_at: Instant,
    pub happened_on: Day,
    pub handled_by: Option<StaffId>,
    pub follow_up_required: bool,
    pub follow_up_on: Option<Day>,
    /// The minute of the day, when an hour was agreed.
    pub follow_up_minute: Option<u16>,
    pub follow_up_is_completed: bool,
    pub follow_up_completed_at: Option<Instant>,
    pub created_at: Instant,
}

/// What is promised to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FollowUpInput {
    /// On which day.
    pub on: Day,
    /// At which minute of the day (600 is 10:00), when an hour was agreed.
    pub minute: Option<u16>,
}

/// An interaction's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Interaction`")]
pub struct InteractionInput {
    pub owner_id: OwnerId,
    #[serde(default)]
    pub pet_id: Option<PetId>,
    pub kind: InteractionKind,
    pub channel: InteractionChannel,
    pub direction: InteractionDirection,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub notes: Option<String>,
    #[serde(default)]
    pub outcome: Option<String>,
    #[serde(default)]
    pub duration_minutes: Option<u32>,
    #[serde(default)]
    pub sentiment: Option<Sentiment>,
    /// Left out it is now.
    #[serde(default)]
    pub happened_at: Option<Instant>,
    #[serde(default)]
    pub follow_up: Option<FollowUpInput>,
}

/// An interaction.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, id: InteractionId) -> Result<Interaction> {
    store::by_id(read, id)?.ok_or_else(|| Error::not_found("interaction"))
}

/// Logs an interaction. An owner who calls or writes within a week of the clinic's last unanswered message has
/// answered it.
///
/// # Errors
/// `invalid` with the field: for a kind that does not come over that channel `channel`; `not_found` without
/// the owner.
pub fn create(clinic: &Clinic, actor: &Actor, input: &InteractionInput) -> Result<Done<Interaction>> {
    clinic.write(actor, Action::CreateInteraction, |w| {
        w.about(owners::get(w, input.owner_id)?.name);
        let input = checked(input, w)?;
        let happened_at = input.happened_at.unwrap_or(w.now);
        let id = store::insert(w, &input, happened_at)?;
        if input.direction == InteractionDirection::Inbound && input.kind.is_answer() {
            store::answer_last_message(w, input.owner_id, happened_at)?;
        }
        get(w, id)
    })
}

/// Logs an interaction that follows from another record, within its write and dated by it.
pub(crate) fn log(
    w: &mut Write<'_>,
    input: &InteractionInput,
    happened_at: Instant,
) -> Result<InteractionId> {
    store::insert(w, input, happened_at)
}

/// Settles the follow-up of an interaction where it is still owed, within another write.
pub(crate) fn settle_follow_up(w: &mut Write<'_>, id: InteractionId) -> Result<()> {
    let interaction = get(w, id)?;
    if interaction.follow_up_required && !interaction.follow_up_is_completed {
        store::complete(w, id)?;
    }
    Ok(())
}

fn checked(input: &InteractionInput, read: &Read) -> Result<InteractionInput> {
    if !input.kind.fits(input.channel) {
        return Err(Error::invalid("channel", "not a channel of this kind"));
    }
    input.follow_up.as_ref().map_or(Ok(()), |follow_up| check_follow_up(follow_up, read.today))?;
    checked_but_for_its_kind(input, read)
}

fn checked_but_for_its_kind(input: &InteractionInput, read: &Read) -> Result<InteractionInput> {
    // A clock that runs a little ahead is none of the person's fault.
    let soon = Instant::from_millis(read.now.millis().saturating_add(60_000));
    if input.happened_at.is_some_and(|at| at > soon) {
        return Err(Error::invalid("happened_at", "in the future"));
    }
    if input.duration_minutes.is_some_and(|minutes| minutes > 24 * 60) {
        return Err(Error::invalid("duration_minutes", "longer than a day"));
    }
    let pet = input.pet_id.map(|id| pets::get(read, id)).transpose()?;
    if pet.is_some_and(|pet| pet.owner_id != input.owner_id) {
        return Err(Error::invalid("pet_id", "another owner's pet"));
    }
    let subject = text("subject", Some(&input.subject), SUBJECT)?.unwrap_or_default();
    let notes = text("notes", input.notes.as_deref(), TEXT)?;
    if subject.is_empty() && notes.is_none() {
        return Err(Error::invalid("subject", "neither a subject nor notes"));
    }
    Ok(InteractionInput {
        subject,
        notes,
        outcome: text("outcome", input.outcome.as_deref(), OUTCOME)?,
        ..input.clone()
    })
}

fn check_follow_up(follow_up: &FollowUpInput, today: Day) -> Result<()> {
    if follow_up.on < today {
        return Err(Error::invalid("follow_up_on", "in the past"));
    }
    if follow_up.minute.is_some_and(|minute| minute > LAST_MINUTE) {
        return Err(Error::invalid("follow_up_minute", "not a minute of a day"));
    }
    Ok(())
}
