//! Whom to call, to thank, to write to: lists of owners, each with its reason and what to do about it.

mod candidates;
mod overview;
mod paper;
mod portrait;
mod reasons;
mod rows;
mod store;
mod words;

pub use overview::{Bar, Cohort, CohortCell, LifetimeValue, Overview, Referrer, SourceBar, Spell, overview};
pub use paper::{file_name, paper};
pub use portrait::{portrait, read_aloud};
pub use reasons::InsightReason;
pub use rows::{Figure, FigureRow, FigureRows, FigureUnit, export_rows, keep_rows, rows};
pub use words::sentence;

use crate::{
    Result,
    analysis::metrics::{self, OwnerFigures, Shopping},
    clinic::Read,
    records::{
        consents::{self, ConsentState, Consents},
        owners::{self, ContactChannel, Owner},
        pets::{self, Pet, PetStatus},
        vaccinations::{self, VaccinationDue},
    },
    values::{Day, ExternalId, Lang, Lifecycle, Money, OwnerId, Tier, text_enum},
};
use serde::Serialize;

text_enum! {
    /// A list.
    InsightKind {
        /// At risk of leaving, by what is at stake: whom to call first.
        CallList = "call_list",
        /// Who spent the most in the last 12 months.
        TopCustomers = "top_customers",
        /// Last visit longer ago than the limit, nothing booked, by days.
        AtRisk = "at_risk",
        /// First visit this month.
        NewCustomers = "new_customers",
        /// Last visit over a year ago, by what they had spent.
        Lapsed = "lapsed",
        /// Spent as much as a VIP does, or more.
        HighValue = "high_value",
        /// Promised, and owed up to today.
        FollowUpsDue = "follow_ups_due",
        /// Birthdays of owners and pets, today and in the coming week.
        Birthdays = "birthdays",
        /// Vaccinations due about now, with nothing booked.
        VaccinationsDue = "vaccinations_due",
        /// Should have bought again: 1.5 × the usual gap.
        OverduePurchases = "overdue_purchases",
        /// Gave a low rating that nobody has settled.
        Unhappy = "unhappy",
    }
}

text_enum! {
    /// What to do.
    InsightAction {
        /// Call them.
        Call = "call",
        /// Write to them.
        Message = "message",
        /// Offer an appointment.
        Book = "book",
        /// Say thank you.
        Thank = "thank",
    }
}

/// Days after a pet's death in which its owner is not called.
const MOURNING_DAYS: i32 = 30;
/// Days ahead in which a vaccination is a reason to call.
const VACCINATION_DAYS: i32 = 30;

/// A list of owners.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Insights {
    /// Which.
    pub kind: InsightKind,
    /// The day it holds for.
    pub as_of: Day,
    /// The owners, first things first.
    pub rows: Vec<InsightRow>,
}

/// An owner of a list.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct InsightRow {
    /// The owner.
    pub owner_id: OwnerId,
    /// The id in exports.
    pub external_id: ExternalId,
    /// The name on the screen.
    pub name: String,
    /// The telephone as typed.
    pub phone: Option<String>,
    /// The tier.
    pub tier: Tier,
    /// The stage.
    pub lifecycle: Lifecycle,
    /// Pets that live here.
    pub pets: Vec<InsightPet>,
    /// Days since the last visit.
    pub days_since_last_visit: Option<i32>,
    /// The last talk or message, either way: who was called today is not called again.
    pub last_contact_on: Option<Day>,
    /// Spent to date.
    pub total_spent_cents: Money,
    /// What 12 months would bring × the chance that the owner is gone.
    pub at_stake_cents: Option<Money>,
    /// Why the owner is here, from their own facts; the most telling first.
    pub reasons: Vec<InsightReason>,
    /// The same as a sentence in the reader's language.
    pub reason: String,
    /// What to do.
    pub action: InsightAction,
    /// Over which channel.
    pub channel: ContactChannel,
}

/// A pet of such an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct InsightPet {
    /// Its name.
    pub name: String,
    /// Its species.
    pub species: String,
    /// Its breed.
    pub breed: Option<String>,
}

/// Everything that reasons are made of.
struct Known {
    owner: Owner,
    figures: OwnerFigures,
    pets: Vec<Pet>,
    due: Vec<VaccinationDue>,
    shopping: Shopping,
    consents: Consents,
    low_rating: Option<InsightReason>,
}

/// A list, its first `limit` owners, in this language.
///
/// # Errors
/// What the database says.
pub fn list(read: &Read, kind: InsightKind, limit: u32, lang: Lang) -> Result<Insights> {
    let mut rows = Vec::new();
    for candidate in candidates::of(read, kind, limit)? {
        let known = know(read, candidate.owner)?;
        let reasons = reasons::of(kind, candidate.why, &known);
        rows.push(row(kind, known, reasons, lang, &read.settings.currency, read.today));
    }
    Ok(Insights { kind, as_of: read.today, rows })
}

fn know(read: &Read, owner: OwnerId) -> Result<Known> {
    Ok(Known {
        owner: owners::get(read, owner)?,
        figures: metrics::of_owner(read, owner)?,
        pets: pets::list(read, owner)?,
        due: vaccinations::due_of_owner(read, owner, read.today.plus(VACCINATION_DAYS))?,
        shopping: metrics::shopping(read, owner)?,
        consents: consents::state(read, owner)?,
        low_rating: store::low_rating(read, owner)?,
    })
}

fn row(
    kind: InsightKind,
    known: Known,
    reasons: Vec<InsightReason>,
    lang: Lang,
    currency: &str,
    today: Day,
) -> InsightRow {
    let (action, channel) = suggested(kind, &known, &reasons, today);
    let Known { owner, figures, pets, .. } = known;
    let here = pets.into_iter().filter(|pet| pet.status == PetStatus::Active);
    InsightRow {
        owner_id: owner.id,
        external_id: owner.external_id,
        name: owner.name,
        phone: owner.phone,
        tier: figures.tier,
        lifecycle: figures.lifecycle,
        pets: here.map(|pet| InsightPet { name: pet.name, species: pet.species, breed: pet.breed }).collect(),
        days_since_last_visit: figures.days_since_last_visit,
        last_contact_on: figures.last_interaction_on,
        total_spent_cents: figures.total_spent_cents,
        at_stake_cents: figures.at_stake_cents,
        reason: sentence(lang, currency, &reasons),
        reasons,
        action,
        channel,
    }
}

/// What to do, and over which channel: a way that the owner has, has not refused, and likes best. The bereaved are
/// never called, and who is booked needs no appointment.
fn suggested(
    kind: InsightKind,
    known: &Known,
    reasons: &[InsightReason],
    today: Day,
) -> (InsightAction, ContactChannel) {
    let owner = &known.owner;
    let is_bereaved = known.pets.iter().any(|pet| {
        pet.deceased_on
            .is_some_and(|on| pet.status == PetStatus::Deceased && today.since(on) <= MOURNING_DAYS)
    });
    let is_refused = |channel: ContactChannel| {
        known
            .consents
            .channels
            .iter()
            .any(|word| word.channel == channel && word.state == ConsentState::Withdrawn)
    };
    let has = |channel: ContactChannel| match channel {
        ContactChannel::Email => owner.email.is_some(),
        ContactChannel::Whatsapp => owner.whatsapp.is_some() || owner.phone.is_some(),
        ContactChannel::Sms | ContactChannel::Phone => owner.phone.is_some(),
    };
    let can = |channel: ContactChannel| has(channel) && !is_refused(channel);
    let can_call = can(ContactChannel::Phone) && !is_bereaved;
    let written =
        [owner.contact_preference, ContactChannel::Whatsapp, ContactChannel::Email, ContactChannel::Sms];
    let written = written.into_iter().find(|&channel| channel != ContactChannel::Phone && can(channel));
    let is_vaccination = |reason: &InsightReason| matches!(reason, InsightReason::Vaccination { .. });
    let is_booked = known.figures.next_appointment_on.is_some();
    let (action, by_phone) = match kind {
        InsightKind::TopCustomers | InsightKind::HighValue | InsightKind::NewCustomers => {
            (InsightAction::Thank, false)
        }
        InsightKind::Birthdays | InsightKind::OverduePurchases => (InsightAction::Message, false),
        InsightKind::FollowUpsDue | InsightKind::Unhappy => (InsightAction::Call, true),
        InsightKind::VaccinationsDue => (InsightAction::Book, false),
        InsightKind::CallList | InsightKind::AtRisk | InsightKind::Lapsed => {
            if reasons.iter().any(is_vaccination) && !is_booked {
                (InsightAction::Book, true)
            } else {
                (InsightAction::Call, true)
            }
        }
    };
    match (action, written) {
        (action, _) if by_phone && can_call => (action, ContactChannel::Phone),
        (InsightAction::Call, written) => (InsightAction::Message, written.unwrap_or(ContactChannel::Email)),
        (InsightAction::Book | InsightAction::Message, _) if is_bereaved => {
            (InsightAction::Message, written.unwrap_or(ContactChannel::Email))
        }
        (action, Some(channel)) => (action, channel),
        (action, None) if can_call => (action, ContactChannel::Phone),
        (action, None) => (action, ContactChannel::Email),
    }
}
