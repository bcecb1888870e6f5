//! Feedback: what owners say of the clinic, with a name or truly without one; what is unresolved; how it develops.
//!
//! Anonymous feedback holds its month and nothing else: no owner, no appointment, no staff member, no moment. It leaves
//! no picture for undo and no line in the audit, and its ids are drawn by lot, so that their order tells nothing.

mod list;
mod rules;
mod stats;
mod store;

pub use list::{FeedbackFilter, FeedbackPage, FeedbackScope, list, unresolved};
pub use rules::{sentiment_of, suggest};
pub use stats::{FeedbackMonth, FeedbackService, FeedbackStats, stats};

use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, Topic, Write},
    records::{
        appointments,
        input::{TEXT, text, word},
        interactions::{
            self, FollowUpInput, InteractionChannel, InteractionDirection, InteractionInput, InteractionKind,
            Sentiment,
        },
        owners,
    },
    values::{
        AppointmentId, Day, ExternalId, FeedbackId, Instant, InteractionId, Lang, MessageId, OwnerId,
        text_enum,
        words::{look_up, phrase},
    },
};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// Ratings up to this one want an answer.
pub const LOW: u8 = 2;

text_enum! {
    /// Where it came from.
    FeedbackSource {
        /// The web page.
        Web = "web",
        /// A telephone's app.
        Mobile = "mobile",
        /// By e-mail.
        Email = "email",
        /// Said at the desk.
        InPerson = "in_person",
        /// By telephone.
        Phone = "phone",
        /// Another way.
        Other = "other",
    }
}

/// Feedback as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are the columns of `feedback`, described in the schema")]
pub struct Feedback {
    pub id: FeedbackId,
    pub external_id: ExternalId,
    pub owner_id: Option<OwnerId>,
    pub owner_name: Option<String>,
    pub appointment_id: Option<AppointmentId>,
    pub is_anonymous: bool,
    pub service_type: String,
    pub rating: Option<u8>,
    pub comments: Option<String>,
    pub sentiment: Option<Sentiment>,
    pub source: FeedbackSource,
    /// The day; the first of the month where it is anonymous.
    pub received_on: Day,
    pub is_resolved: bool,
    pub resolution_notes: Option<String>,
    pub resolved_by_name: Option<String>,
    pub resolved_on: Option<Day>,
    /// The follow-up that it opened.
    pub interaction_id: Option<InteractionId>,
    /// Whether that is still owed.
    pub is_follow_up_open: bool,
}

/// Feedback's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Feedback`")]
pub struct FeedbackInput {
    #[serde(default)]
    pub owner_id: Option<OwnerId>,
    #[serde(default)]
    pub appointment_id: Option<AppointmentId>,
    #[serde(default)]
    pub is_anonymous: bool,
    pub service_type: String,
    #[serde(default)]
    pub rating: Option<u8>,
    #[serde(default)]
    pub comments: Option<String>,
    /// Only without a rating: with one, the rating says it.
    #[serde(default)]
    pub sentiment: Option<Sentiment>,
    pub source: FeedbackSource,
    /// Left out it is today.
    #[serde(default)]
    pub on: Option<Day>,
}

/// A message that is ready to be sent by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ThankYou {
    /// The draft.
    pub message_id: MessageId,
    /// Over which channel.
    pub channel: String,
    /// What it says.
    pub body: String,
}

/// Feedback.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, id: FeedbackId) -> Result<Feedback> {
    store::by_id(read, id)?.ok_or_else(|| Error::not_found("feedback"))
}

/// Feedback by its id in exports, or its number in the database.
///
/// # Errors
/// `not_found`.
pub fn find(read: &Read, known_as: &str) -> Result<FeedbackId> {
    store::find(read, known_as)?.ok_or_else(|| Error::not_found("feedback"))
}

/// Records feedback. One or two stars of an owner open a follow-up that is due the day after; without an owner they wait
/// in the queue. What is anonymous cannot be undone: nothing tells who entered it, or when.
///
/// # Errors
/// `invalid` with the field; `not_found` without the owner.
pub fn record(clinic: &Clinic, actor: &Actor, input: &FeedbackInput) -> Result<Done<Feedback>> {
    if input.is_anonymous {
        return clinic.write_untraced(actor, Action::RecordFeedback, Topic::Feedback, |w| {
            let new = checked(w, input)?;
            let month = input.on.unwrap_or(w.today).first_of_month();
            get(w, store::insert_anonymous(w, &new, month)?)
        });
    }
    clinic.write(actor, Action::RecordFeedback, |w| {
        let new = checked(w, input)?;
        let on = input.on.unwrap_or(w.today);
        let at = moment(w, on);
        let follow_up = match new.owner_id {
            Some(owner) => {
                w.about(owners::get(w, owner)?.name);
                let is_low = new.rating.is_some_and(|rating| rating <= LOW);
                if is_low { Some(open_follow_up(w, owner, &new, at, on)?) } else { None }
            }
            None => None,
        };
        let id = store::insert(w, &new, at, on, follow_up)?;
        get(w, id)
    })
}

/// Says that feedback is dealt with, and how; the follow-up that it opened is settled with it.
///
/// # Errors
/// `not_found`; `invalid` for one that is resolved.
pub fn resolve(
    clinic: &Clinic,
    actor: &Actor,
    id: FeedbackId,
    notes: Option<&str>,
) -> Result<Done<Feedback>> {
    clinic.write(actor, Action::ResolveFeedback, |w| {
        let old = get(w, id)?;
        w.about(old.owner_name.clone().unwrap_or_default());
        if old.is_resolved {
            return Err(Error::invalid("is_resolved", "resolved already"));
        }
        let notes = text("resolution_notes", notes, TEXT)?;
        store::resolve(w, id, notes.as_deref())?;
        if let Some(interaction) = old.interaction_id {
            interactions::settle_follow_up(w, interaction)?;
        }
        get(w, id)
    })
}

/// Opens resolved feedback again.
///
/// # Errors
/// `not_found`; `invalid` for one that is open.
pub fn reopen(clinic: &Clinic, actor: &Actor, id: FeedbackId) -> Result<Done<Feedback>> {
    clinic.write(actor, Action::ReopenFeedback, |w| {
        let old = get(w, id)?;
        w.about(old.owner_name.clone().unwrap_or_default());
        if !old.is_resolved {
            return Err(Error::invalid("is_resolved", "open already"));
        }
        store::reopen(w, id)?;
        get(w, id)
    })
}

/// Writes a thank-you as a draft, in the owner's language and over the channel they like: a person sends it.
///
/// # Errors
/// `not_found`; `invalid` for feedback without an owner.
pub fn thank(clinic: &Clinic, actor: &Actor, id: FeedbackId) -> Result<Done<ThankYou>> {
    clinic.write(actor, Action::ThankFeedback, |w| {
        let feedback = get(w, id)?;
        let owner = feedback.owner_id.ok_or_else(|| Error::invalid("owner_id", "nobody to thank"))?;
        let owner = owners::get(w, owner)?;
        w.about(owner.name.clone());
        let lang = Lang::parse(&owner.preferred_language).unwrap_or_default();
        let is_low = feedback.rating.is_some_and(|rating| rating <= LOW);
        let key = if is_low { "values.feedback.thanksLow" } else { "values.feedback.thanks" };
        let first = if owner.first_name.is_empty() { owner.name.clone() } else { owner.first_name.clone() };
        let values = [("name", first), ("clinic", w.settings.clinic_name.clone())];
        let body = phrase(lang, key, &values);
        let channel = owner.contact_preference.as_str().to_owned();
        let message_id = store::draft(w, owner.id, &channel, &body)?;
        Ok(ThankYou { message_id, channel, body })
    })
}

fn checked(w: &Write<'_>, input: &FeedbackInput) -> Result<FeedbackInput> {
    if input.is_anonymous && (input.owner_id.is_some() || input.appointment_id.is_some()) {
        return Err(Error::invalid("is_anonymous", "names an owner or an appointment"));
    }
    if input.rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
        return Err(Error::invalid("rating", "not between 1 and 5"));
    }
    if input.on.is_some_and(|on| on > w.today) {
        return Err(Error::invalid("on", "in the future"));
    }
    let comments = text("comments", input.comments.as_deref(), TEXT)?;
    if input.rating.is_none() && comments.is_none() {
        return Err(Error::invalid("rating", "neither a rating nor a comment"));
    }
    if let Some(owner) = input.owner_id {
        owners::get(w, owner)?;
    }
    if let Some(appointment) = input.appointment_id
        && Some(appointments::get(w, appointment)?.owner_id) != input.owner_id
    {
        return Err(Error::invalid("appointment_id", "another owner's appointment"));
    }
    let sentiment = input.rating.map(sentiment_of).or(input.sentiment);
    let service_type = word("service_type", &input.service_type)?;
    Ok(FeedbackInput { comments, sentiment, service_type, ..input.clone() })
}

fn open_follow_up(
    w: &mut Write<'_>,
    owner: OwnerId,
    new: &FeedbackInput,
    at: Instant,
    on: Day,
) -> Result<InteractionId> {
    let lang = Lang::parse(&w.settings.language).unwrap_or_default();
    let service =
        look_up(lang, &format!("values.serviceType.{}", new.service_type)).unwrap_or(&new.service_type);
    let rating = new.rating.unwrap_or_default().to_string();
    let subject =
        phrase(lang, "values.feedback.followUp", &[("rating", rating), ("service", service.to_owned())]);
    let channel = match new.source {
        FeedbackSource::Phone => InteractionChannel::Phone,
        FeedbackSource::Email => InteractionChannel::Email,
        FeedbackSource::Web | FeedbackSource::Mobile => InteractionChannel::Chat,
        FeedbackSource::InPerson | FeedbackSource::Other => InteractionChannel::InPerson,
    };
    let input = InteractionInput {
        owner_id: owner,
        pet_id: None,
        kind: InteractionKind::Feedback,
        channel,
        direction: InteractionDirection::Inbound,
        subject,
        notes: new.comments.clone(),
        outcome: None,
        duration_minutes: None,
        sentiment: new.sentiment,
        happened_at: None,
        follow_up: Some(FollowUpInput { on: on.plus(1), minute: None }),
    };
    interactions::log(w, &input, at)
}

/// A day's moment: now where it is today, else noon.
fn moment(read: &Read, on: Day) -> Instant {
    if on == read.today {
        return read.now;
    }
    read.zone.instant(on.date().and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()))
}
