//! What a form gives, and the owner it makes once every field is accepted.

use super::{AcquisitionSource, ContactChannel, ContactTime, Owner, OwnerKind, Reminder, social};
use crate::{
    Error, Result,
    clinic::Read,
    records::input::{PhoneInput, email, line_over, past_over, phone, text_over, word_over},
    values::{Day, Instant, OwnerId},
};
use serde::Deserialize;

/// The editable part of an owner, as a form holds it. A field left out is blank.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the columns of `owners`, described in the schema")]
pub struct OwnerInput {
    pub kind: OwnerKind,
    pub first_name: String,
    pub last_name: String,
    pub company_name: Option<String>,
    pub second_contact_name: Option<String>,
    pub second_contact_phone: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub phone_secondary: Option<String>,
    pub whatsapp: Option<String>,
    pub street_address: Option<String>,
    pub neighborhood: Option<String>,
    /// Left out of a new owner it is the clinic's; given but blank it is nothing.
    pub city: Option<String>,
    pub region: Option<String>,
    /// As the city.
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
    pub facebook_url: Option<String>,
    pub instagram_handle: Option<String>,
    pub notes: Option<String>,
    pub internal_notes: Option<String>,
}

impl Default for OwnerInput {
    fn default() -> Self {
        Self {
            kind: OwnerKind::Individual,
            first_name: String::new(),
            last_name: String::new(),
            company_name: None,
            second_contact_name: None,
            second_contact_phone: None,
            email: None,
            phone: None,
            phone_secondary: None,
            whatsapp: None,
            street_address: None,
            neighborhood: None,
            city: None,
            region: None,
            country: None,
            postal_code: None,
            location_notes: None,
            birth_on: None,
            gender: None,
            occupation: None,
            nationality: None,
            preferred_language: "es".into(),
            contact_preference: ContactChannel::Whatsapp,
            preferred_contact_time: None,
            reminder_preference: Reminder::Day,
            acquisition_source: None,
            acquisition_detail: None,
            referred_by: None,
            facebook_url: None,
            instagram_handle: None,
            notes: None,
            internal_notes: None,
        }
    }
}

/// An edited owner, and when the screen had read it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnerChange {
    /// The whole editable owner.
    pub owner: OwnerInput,
    /// The `updatedAt` of the owner that was edited.
    pub read_at: Instant,
}

/// An owner whose every field was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOwner {
    pub(super) name: String,
    pub(super) kind: OwnerKind,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) full_name: String,
    pub(super) company_name: Option<String>,
    pub(super) second_contact_name: Option<String>,
    pub(super) second_contact_phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: PhoneInput,
    pub(super) phone_secondary: PhoneInput,
    pub(super) whatsapp: PhoneInput,
    pub(super) street_address: Option<String>,
    pub(super) neighborhood: Option<String>,
    pub(super) city: Option<String>,
    pub(super) region: Option<String>,
    pub(super) country: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) location_notes: Option<String>,
    pub(super) birth_on: Option<Day>,
    pub(super) gender: Option<String>,
    pub(super) occupation: Option<String>,
    pub(super) nationality: Option<String>,
    pub(super) preferred_language: String,
    pub(super) contact_preference: ContactChannel,
    pub(super) preferred_contact_time: Option<ContactTime>,
    pub(super) reminder_preference: Reminder,
    pub(super) acquisition_source: Option<AcquisitionSource>,
    pub(super) acquisition_detail: Option<String>,
    pub(super) referred_by: Option<OwnerId>,
    pub(super) facebook_url: Option<String>,
    pub(super) instagram_handle: Option<String>,
    pub(super) notes: Option<String>,
    pub(super) internal_notes: Option<String>,
}

impl NewOwner {
    /// A new owner; city and country not given are the clinic's.
    ///
    /// # Errors
    /// `invalid` with the field.
    pub fn new(input: &OwnerInput, read: &Read) -> Result<Self> {
        let mut input = input.clone();
        input.city.get_or_insert_with(|| read.settings.city.clone());
        input.country.get_or_insert_with(|| read.settings.country.clone());
        Self::check(&input, None, read)
    }

    /// An edited owner. What stands on record and was left alone is not checked again.
    pub(super) fn over(input: &OwnerInput, old: &Owner, read: &Read) -> Result<Self> {
        Self::check(input, Some(old), read)
    }

    fn check(input: &OwnerInput, old: Option<&Owner>, read: &Read) -> Result<Self> {
        let names = Names::check(input, old)?;
        let dialled = read.settings.country.as_str();
        let stands = |field: fn(&Owner) -> &Option<String>| old.and_then(|old| field(old).as_deref());
        let second_contact_phone = phone(
            "second_contact_phone",
            input.second_contact_phone.as_deref(),
            stands(|old| &old.second_contact_phone),
            dialled,
        )?;
        Ok(Self {
            name: names.shown(input.kind),
            kind: input.kind,
            first_name: names.first,
            last_name: names.last,
            full_name: names.full,
            company_name: names.company,
            second_contact_name: line_over(
                "second_contact_name",
                input.second_contact_name.as_deref(),
                stands(|old| &old.second_contact_name),
            )?,
            second_contact_phone: second_contact_phone.typed,
            email: email("email", input.email.as_deref(), stands(|old| &old.email))?,
            phone: phone("phone", input.phone.as_deref(), stands(|old| &old.phone), dialled)?,
            phone_secondary: phone(
                "phone_secondary",
                input.phone_secondary.as_deref(),
                stands(|old| &old.phone_secondary),
                dialled,
            )?,
            whatsapp: phone("whatsapp", input.whatsapp.as_deref(), stands(|old| &old.whatsapp), dialled)?,
            street_address: line_over(
                "street_address",
                input.street_address.as_deref(),
                stands(|old| &old.street_address),
            )?,
            neighborhood: line_over(
                "neighborhood",
                input.neighborhood.as_deref(),
                stands(|old| &old.neighborhood),
            )?,
            city: line_over("city", input.city.as_deref(), stands(|old| &old.city))?,
            region: line_over("region", input.region.as_deref(), stands(|old| &old.region))?,
            country: line_over("country", input.country.as_deref(), stands(|old| &old.country))?,
            postal_code: line_over(
                "postal_code",
                input.postal_code.as_deref(),
                stands(|old| &old.postal_code),
            )?,
            location_notes: text_over(
                "location_notes",
                input.location_notes.as_deref(),
                stands(|old| &old.location_notes),
            )?,
            birth_on: past_over("birth_on", input.birth_on, old.and_then(|old| old.birth_on), read.today)?,
            gender: line_over("gender", input.gender.as_deref(), stands(|old| &old.gender))?,
            occupation: line_over("occupation", input.occupation.as_deref(), stands(|old| &old.occupation))?,
            nationality: line_over(
                "nationality",
                input.nationality.as_deref(),
                stands(|old| &old.nationality),
            )?,
            preferred_language: word_over(
                "preferred_language",
                &input.preferred_language,
                old.map(|old| old.preferred_language.as_str()),
            )?,
            contact_preference: input.contact_preference,
            preferred_contact_time: input.preferred_contact_time,
            reminder_preference: input.reminder_preference,
            acquisition_source: input.acquisition_source,
            acquisition_detail: line_over(
                "acquisition_detail",
                input.acquisition_detail.as_deref(),
                stands(|old| &old.acquisition_detail),
            )?,
            referred_by: input.referred_by,
            facebook_url: social::facebook_over(
                input.facebook_url.as_deref(),
                stands(|old| &old.facebook_url),
            )?,
            instagram_handle: social::instagram_over(
                input.instagram_handle.as_deref(),
                stands(|old| &old.instagram_handle),
            )?,
            notes: text_over("notes", input.notes.as_deref(), stands(|old| &old.notes))?,
            internal_notes: text_over(
                "internal_notes",
                input.internal_notes.as_deref(),
                stands(|old| &old.internal_notes),
            )?,
        })
    }
}

struct Names {
    first: String,
    last: String,
    full: String,
    company: Option<String>,
}

impl Names {
    /// A person has a first or a last name; a company its own, and a contact where one is known.
    fn check(input: &OwnerInput, old: Option<&Owner>) -> Result<Self> {
        let stands = |name: fn(&Owner) -> &str| old.map(name);
        let first = line_over("first_name", Some(&input.first_name), stands(|old| &old.first_name))?;
        let last = line_over("last_name", Some(&input.last_name), stands(|old| &old.last_name))?;
        let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
        let old_company = old.and_then(|old| old.company_name.as_deref());
        let company = line_over("company_name", input.company_name.as_deref(), old_company)?;
        if input.kind == OwnerKind::Corporate && company.is_none() {
            return Err(Error::invalid("company_name", "blank"));
        }
        let person = format!("{first} {last}").trim().to_owned();
        // An old system may know the whole name only, or write it in a way of its own.
        let stands = old.filter(|old| {
            old.first_name == first
                && old.last_name == last
                && Some(&old.full_name) != old.company_name.as_ref()
        });
        let full = match (stands, &company) {
            (Some(old), _) => old.full_name.clone(),
            (None, _) if !person.is_empty() => person,
            (None, Some(company)) if input.kind == OwnerKind::Corporate => company.clone(),
            _ => return Err(Error::invalid("first_name", "neither a first nor a last name")),
        };
        Ok(Self { first, last, full, company })
    }

    fn shown(&self, kind: OwnerKind) -> String {
        match (&self.company, kind) {
            (Some(company), OwnerKind::Corporate) => company.clone(),
            _ => self.full.clone(),
        }
    }
}
