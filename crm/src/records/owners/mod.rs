//! Owners: the people and companies who bring their pets.

mod family;
mod input;
mod list;
mod social;
mod store;

pub use family::{Family, Kin, family};
pub use input::{NewOwner, OwnerChange, OwnerInput};
pub(super) use list::Name;
pub use list::{
    ActiveFilter, CityFacet, Direction, Facets, OwnerColumn, OwnerFilters, OwnerPet, OwnerRow, OwnerSort,
    OwnerTag, OwnerTotals, OwnersExport, OwnersPage, OwnersQuery, export, facets, ids, page, selection,
    tags_of, totals,
};
pub use social::{Network, page_of};

use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, Write},
    values::{Day, ExternalId, Instant, OwnerId, StaffId, Tier, text_enum},
};
use serde::Serialize;

text_enum! {
    /// A person or a company.
    OwnerKind {
        /// A person.
        Individual = "individual",
        /// A company, a shelter, a ranch.
        Corporate = "corporate",
    }
}

text_enum! {
    /// A way to reach an owner.
    ContactChannel {
        /// E-mail.
        Email = "email",
        /// A text message.
        Sms = "sms",
        /// WhatsApp.
        Whatsapp = "whatsapp",
        /// A call.
        Phone = "phone",
    }
}

text_enum! {
    /// When an owner likes to be reached.
    ContactTime {
        /// Before noon.
        Morning = "morning",
        /// After noon.
        Afternoon = "afternoon",
        /// After work.
        Evening = "evening",
    }
}

text_enum! {
    /// How long before an appointment an owner is reminded.
    Reminder {
        /// Not at all.
        None = "none",
        /// Two hours.
        TwoHours = "2h",
        /// A day.
        Day = "24h",
        /// Two days.
        TwoDays = "48h",
        /// A week.
        Week = "1w",
    }
}

text_enum! {
    /// What brought an owner to the clinic.
    AcquisitionSource {
        /// Another owner.
        Referral = "referral",
        /// A search.
        Google = "google",
        /// Facebook.
        Facebook = "facebook",
        /// Instagram.
        Instagram = "instagram",
        /// Passed by.
        WalkIn = "walk_in",
        /// An event.
        Event = "event",
        /// Something else.
        Other = "other",
    }
}

/// Owners who stay out of lists, counts of what is owed, and everything else that leads to a contact. The index
/// that holds only them is named, for the planner would rather look at everybody.
pub(crate) const OUT_OF_LISTS: &str = "SELECT id FROM owners INDEXED BY owners_out_of_lists
    WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL";

/// An owner as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are the columns of `owners`, described in the schema")]
pub struct Owner {
    pub id: OwnerId,
    pub external_id: ExternalId,
    /// The name on the screen: a company's own, else the person's.
    pub name: String,
    pub kind: OwnerKind,
    pub first_name: String,
    pub last_name: String,
    pub full_name: String,
    pub company_name: Option<String>,
    pub second_contact_name: Option<String>,
    pub second_contact_phone: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub phone_e164: Option<String>,
    pub phone_secondary: Option<String>,
    pub phone_secondary_e164: Option<String>,
    pub whatsapp: Option<String>,
    pub whatsapp_e164: Option<String>,
    pub street_address: Option<String>,
    pub neighborhood: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub country: Option<String>,
    pub postal_code: Option<String>,
    pub location_notes: Option<String>,
    pub birth_on: Option<Day>,
    pub gender: Option<String>,
    pub occupation: Option<String>,
    pub nationality: Option<String>,
    pub preferred_language: String,
    pub contact_preference: ContactChannel,
    pub preferred_contact_time: Option<ContactTime>,
    pub reminder_preference: Reminder,
    pub acquisition_source: Option<AcquisitionSource>,
    pub acquisition_detail: Option<String>,
    pub referred_by: Option<OwnerId>,
    pub hand_tier: Option<Tier>,
    pub hand_tier_by: Option<StaffId>,
    pub hand_tier_at: Option<Instant>,
    pub hand_tier_reason: Option<String>,
    pub facebook_url: Option<String>,
    pub instagram_handle: Option<String>,
    pub notes: Option<String>,
    pub internal_notes: Option<String>,
    pub is_active: bool,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub anonymised_at: Option<Instant>,
    pub blocked_at: Option<Instant>,
}

/// An owner.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, id: OwnerId) -> Result<Owner> {
    store::by_id(read, id)?.ok_or_else(|| Error::not_found("owner"))
}

/// The owner with this external id, or else with this number; not where external ids are numbers themselves: a wrong
/// id would show somebody else.
///
/// # Errors
/// `not_found`.
pub fn find(read: &Read, id: &str) -> Result<OwnerId> {
    if let Some(owner) = store::by_external_id(read, id)? {
        return Ok(owner);
    }
    match id.parse().map(OwnerId) {
        Ok(number) if !store::has_numbers_as_ids(read)? => Ok(get(read, number)?.id),
        _ => Err(Error::not_found("owner")),
    }
}

/// Adds an owner.
///
/// # Errors
/// `invalid` with the field.
pub fn create(clinic: &Clinic, actor: &Actor, input: &OwnerInput) -> Result<Done<Owner>> {
    clinic.write(actor, Action::CreateOwner, |w| {
        let new = NewOwner::new(input, w)?;
        let id = add(w, &new)?;
        get(w, id)
    })
}

/// Adds a checked owner within another write.
///
/// # Errors
/// `invalid` for a referrer who is not there.
pub fn add(w: &mut Write<'_>, new: &NewOwner) -> Result<OwnerId> {
    check_referrer(w, None, new.referred_by)?;
    let id = store::insert(w, new)?;
    w.about(&new.name);
    Ok(id)
}

/// Changes an owner: everything that can be edited, as it stands on the screen.
///
/// # Errors
/// `invalid` with the field; `changed_since` when the owner was changed after the screen had read it.
pub fn update(clinic: &Clinic, actor: &Actor, id: OwnerId, change: &OwnerChange) -> Result<Done<Owner>> {
    clinic.write(actor, Action::UpdateOwner, |w| {
        let old = get(w, id)?;
        if old.updated_at != change.read_at {
            return Err(Error::new(Code::ChangedSince, "owner"));
        }
        let new = NewOwner::over(&change.owner, &old, w)?;
        check_referrer(w, Some(id), new.referred_by)?;
        store::update(w, &old, &new)?;
        w.about(&new.name);
        get(w, id)
    })
}

/// Says who brought an owner, or that nobody did.
///
/// # Errors
/// `invalid` when the referrer is the owner, or was brought by them over any number of steps.
pub fn set_referrer(
    clinic: &Clinic,
    actor: &Actor,
    id: OwnerId,
    referrer: Option<OwnerId>,
) -> Result<Done<Owner>> {
    clinic.write(actor, Action::UpdateOwner, |w| {
        let old = get(w, id)?;
        check_referrer(w, Some(id), referrer)?;
        w.about(&old.name);
        if old.referred_by != referrer {
            store::set_referrer(w, &old, referrer)?;
        }
        get(w, id)
    })
}

/// Sets an owner's tier by hand, with the reason; `None` gives it back to the rule.
///
/// # Errors
/// `invalid` without a reason.
pub fn set_tier(
    clinic: &Clinic,
    actor: &Actor,
    id: OwnerId,
    tier: Option<Tier>,
    reason: &str,
) -> Result<Done<Owner>> {
    clinic.write(actor, Action::SetTier, |w| {
        let old = get(w, id)?;
        let reason = tier.map(|_| super::input::required("hand_tier_reason", reason)).transpose()?;
        w.about(&old.name);
        store::set_tier(w, &old, tier, reason.as_deref())?;
        get(w, id)
    })
}

/// Deactivates an owner: kept, and out of lists and figures of those to contact.
///
/// # Errors
/// `not_found`.
pub fn archive(clinic: &Clinic, actor: &Actor, id: OwnerId) -> Result<Done<Owner>> {
    clinic.write(actor, Action::ArchiveOwner, |w| set_active(w, id, false))
}

/// Takes a deactivation back.
///
/// # Errors
/// `not_found`.
pub fn restore(clinic: &Clinic, actor: &Actor, id: OwnerId) -> Result<Done<Owner>> {
    clinic.write(actor, Action::RestoreOwner, |w| set_active(w, id, true))
}

/// Deactivates within another write.
pub(super) fn deactivate(w: &mut Write<'_>, owner: &Owner) -> Result<()> {
    store::set_active(w, owner, false)
}

/// Reactivates within another write.
pub(super) fn reactivate(w: &mut Write<'_>, owner: &Owner) -> Result<()> {
    store::set_active(w, owner, true)
}

fn set_active(w: &mut Write<'_>, id: OwnerId, is_active: bool) -> Result<Owner> {
    let old = get(w, id)?;
    w.about(&old.name);
    if old.is_active != is_active {
        store::set_active(w, &old, is_active)?;
    }
    get(w, id)
}

/// A referrer must be there, and nobody brings whoever brought them.
fn check_referrer(read: &Read, id: Option<OwnerId>, referrer: Option<OwnerId>) -> Result<()> {
    let Some(referrer) = referrer else { return Ok(()) };
    let chain = store::referrers_of(read, referrer)?;
    if chain.is_empty() {
        return Err(Error::invalid("referred_by", "not an owner"));
    }
    match id {
        Some(id) if chain.contains(&id) => Err(Error::invalid("referred_by", "a circle")),
        _ => Ok(()),
    }
}

/// The moment of a change, after that of the one before: two readers never hold the same stamp for two states.
pub(crate) fn stamp(now: Instant, before: Instant) -> Instant {
    now.max(Instant::from_millis(before.millis().saturating_add(1)))
}
