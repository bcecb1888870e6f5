//! Consents: append-only entries, from which the state is derived. What nobody was asked is unknown, and
//! unknown is not yes.

mod rules;
mod store;

pub use rules::{ChannelConsent, ConsentCell, ConsentState, Consents, Entry, PurposeConsent, state_of};

use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read},
    records::{
        input::{line, word},
        owners::{self, ContactChannel},
    },
    values::{ExternalId, Instant, OwnerId, text_enum},
};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What an owner may be written to about.
    Purpose {
        /// Marketing of any kind: stands above newsletters, promotions and birthdays.
        Marketing = "marketing",
        /// Newsletters.
        Newsletters = "newsletters",
        /// Promotions.
        Promotions = "promotions",
        /// Reminders of appointments.
        AppointmentReminders = "appointment_reminders",
        /// Reminders of vaccinations.
        VaccinationReminders = "vaccination_reminders",
        /// Birthday wishes.
        BirthdayMessages = "birthday_messages",
    }
}

impl Purpose {
    /// Whether it needs a consent that was given; care needs only one that was not withdrawn.
    pub fn is_marketing(self) -> bool {
        !matches!(self, Self::AppointmentReminders | Self::VaccinationReminders)
    }
}

/// An owner's word on a channel, a purpose, or one over the other.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentInput {
    /// None for every purpose.
    pub purpose: Option<Purpose>,
    /// None for every channel.
    pub channel: Option<ContactChannel>,
    /// Given, or withdrawn.
    pub is_given: bool,
    /// How it was said: `in_person`, `phone`, `form`…
    pub source: String,
    /// Which wording was shown.
    pub wording_version: Option<String>,
}

/// What an owner said once, with when, how and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// Its id in exports.
    pub external_id: ExternalId,
    /// None for every purpose.
    pub purpose: Option<Purpose>,
    /// None for every channel.
    pub channel: Option<ContactChannel>,
    /// Given, or withdrawn.
    pub is_given: bool,
    /// When.
    pub given_at: Instant,
    /// How it was said.
    pub source: String,
    /// Which wording was shown.
    pub wording_version: Option<String>,
    /// Who noted it.
    pub staff_name: Option<String>,
}

/// Records what an owner said. Nothing is overwritten.
///
/// # Errors
/// `invalid` with the field; `not_found` without the owner.
pub fn record(
    clinic: &Clinic,
    actor: &Actor,
    owner: OwnerId,
    input: &ConsentInput,
) -> Result<Done<Consents>> {
    clinic.write(actor, Action::RecordConsent, |w| {
        if input.purpose.is_none() && input.channel.is_none() {
            return Err(Error::invalid("channel", "neither a channel nor a purpose"));
        }
        let source = word("source", &input.source)?;
        let wording_version = line("wording_version", input.wording_version.as_deref())?;
        w.about(owners::get(w, owner)?.name);
        store::insert(w, owner, &ConsentInput { source, wording_version, ..input.clone() })?;
        state(w, owner)
    })
}

/// What an owner has said, channel by channel and purpose by purpose.
///
/// # Errors
/// Only those of the database.
pub fn state(read: &Read, owner: OwnerId) -> Result<Consents> {
    Ok(state_of(&store::of_owner(read, owner)?))
}

/// Everything that an owner has said, the newest first.
///
/// # Errors
/// Only those of the database.
pub fn history(read: &Read, owner: OwnerId) -> Result<Vec<Said>> {
    store::history(read, owner)
}
