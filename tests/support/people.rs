//! The people of the worked example, as the front desk would type them.

use super::{ACTOR, Place};
use crm::{
    clinic::Action,
    owners::{self, Owner, OwnerInput, OwnerKind},
};

/// A person's form with a name.
pub fn person(first: &str, last: &str) -> OwnerInput {
    OwnerInput { first_name: first.into(), last_name: last.into(), ..OwnerInput::default() }
}

/// A company's form.
pub fn company(name: &str) -> OwnerInput {
    OwnerInput { kind: OwnerKind::Corporate, company_name: Some(name.into()), ..OwnerInput::default() }
}

/// María García of Puerto Morelos.
pub fn maria() -> OwnerInput {
    OwnerInput {
        phone: Some("998-123-4567".into()),
        email: Some("maria.garcia@email.com".into()),
        street_address: Some("Calle Coral 45".into()),
        ..person("María", "García")
    }
}

/// Carlos Méndez.
pub fn carlos() -> OwnerInput {
    OwnerInput { phone: Some("998 310 7742".into()), ..person("Carlos", "Méndez") }
}

/// Sarah Johnson, who reads English.
pub fn sarah() -> OwnerInput {
    OwnerInput {
        phone: Some("998 577 3005".into()),
        preferred_language: "en".into(),
        ..person("Sarah", "Johnson")
    }
}

/// Roberto Sánchez of Cancún.
pub fn roberto() -> OwnerInput {
    OwnerInput {
        phone: Some("998 204 1183".into()),
        city: Some("Cancún".into()),
        ..person("Roberto", "Sánchez")
    }
}

/// Adds an owner.
pub fn add(place: &Place, input: &OwnerInput) -> Owner {
    owners::create(place, &ACTOR, input).unwrap().value
}

/// The form of an owner as it stands.
pub fn form(owner: &Owner) -> OwnerInput {
    let owner = owner.clone();
    OwnerInput {
        kind: owner.kind,
        first_name: owner.first_name,
        last_name: owner.last_name,
        company_name: owner.company_name,
        second_contact_name: owner.second_contact_name,
        second_contact_phone: owner.second_contact_phone,
        email: owner.email,
        phone: owner.phone,
        phone_secondary: owner.phone_secondary,
        whatsapp: owner.whatsapp,
        street_address: owner.street_address,
        neighborhood: owner.neighborhood,
        city: owner.city,
        region: owner.region,
        country: owner.country,
        postal_code: owner.postal_code,
        location_notes: owner.location_notes,
        birth_on: owner.birth_on,
        gender: owner.gender,
        occupation: owner.occupation,
        nationality: owner.nationality,
        preferred_language: owner.preferred_language,
        contact_preference: owner.contact_preference,
        preferred_contact_time: owner.preferred_contact_time,
        reminder_preference: owner.reminder_preference,
        acquisition_source: owner.acquisition_source,
        acquisition_detail: owner.acquisition_detail,
        referred_by: owner.referred_by,
        facebook_url: owner.facebook_url,
        instagram_handle: owner.instagram_handle,
        notes: owner.notes,
        internal_notes: owner.internal_notes,
    }
}

/// Runs a statement that no operation offers: facts of a kind that only an import brings yet.
pub fn sql(place: &Place, statement: &str) {
    place
        .write(&ACTOR, Action::Import, |w| {
            w.not_undoable();
            Ok(w.conn().execute_batch(statement)?)
        })
        .unwrap();
}
