//! Owners, added and changed.

use super::owners::with_owner_id;
use crate::{
    args::OwnerFields,
    given::Given,
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Clinic, Error, Result,
    clinic::{Done, View},
    owners::{self, Owner, OwnerChange, OwnerInput},
    values::{
        OwnerId, Tier,
        words::{look_up, phrase},
    },
};
use serde_json::Value;

/// What an owner has that no form edits.
const NOT_EDITED: &[&str] = &[
    "id",
    "externalId",
    "name",
    "fullName",
    "phoneE164",
    "phoneSecondaryE164",
    "whatsappE164",
    "handTier",
    "handTierBy",
    "handTierAt",
    "handTierReason",
    "isActive",
    "createdAt",
    "updatedAt",
    "anonymisedAt",
    "blockedAt",
];

pub fn create(session: &Session, fields: OwnerFields) -> Result<Shown> {
    let clinic = session.write()?;
    let input: OwnerInput = given(&clinic, fields)?.form()?;
    shown(session, "terminal.ownerCreated", owners::create(&clinic, &ACTOR, &input)?)
}

pub fn update(session: &Session, id: &str, fields: OwnerFields) -> Result<Shown> {
    let clinic = session.write()?;
    let old = clinic.read(&ACTOR, View::Records, |read| owners::get(read, owners::find(read, id)?))?;
    let owner = given(&clinic, fields)?.form_over(&old, NOT_EDITED)?;
    let change = OwnerChange { owner, read_at: old.updated_at };
    shown(session, "terminal.ownerUpdated", owners::update(&clinic, &ACTOR, old.id, &change)?)
}

pub fn archive(session: &Session, id: &str) -> Result<Shown> {
    let clinic = session.write()?;
    shown(session, "terminal.ownerArchived", owners::archive(&clinic, &ACTOR, find(&clinic, id)?)?)
}

pub fn restore(session: &Session, id: &str) -> Result<Shown> {
    let clinic = session.write()?;
    shown(session, "terminal.ownerRestored", owners::restore(&clinic, &ACTOR, find(&clinic, id)?)?)
}

pub fn tier(session: &Session, id: &str, tier: Option<Tier>, reason: Option<&str>) -> Result<Shown> {
    let clinic = session.write()?;
    let id = find(&clinic, id)?;
    let done = owners::set_tier(&clinic, &ACTOR, id, tier, reason.unwrap_or_default())?;
    shown(session, if tier.is_some() { "terminal.tierSet" } else { "terminal.tierByRule" }, done)
}

fn find(clinic: &Clinic, id: &str) -> Result<OwnerId> {
    clinic.read(&ACTOR, View::Records, |read| owners::find(read, id))
}

fn given(clinic: &Clinic, fields: OwnerFields) -> Result<Given> {
    let mut given = Given::read(fields.from.as_deref(), &fields.set)?;
    for (name, value) in [
        ("first_name", &fields.first_name),
        ("last_name", &fields.last_name),
        ("company_name", &fields.company_name),
        ("phone", &fields.phone),
        ("whatsapp", &fields.whatsapp),
        ("email", &fields.email),
        ("city", &fields.city),
        ("acquisition_source", &fields.source),
        ("referred_by", &fields.referred_by),
    ] {
        given.say(name, value.as_deref());
    }
    if fields.company_name.is_some_and(|name| !name.trim().is_empty()) && given.get("kind").is_none() {
        given.say("kind", Some("corporate"));
    }
    // Who sent them is said by the id that an import gave, or by number.
    let referrer = match given.get("referred_by") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    if let Some(id) = referrer {
        let id = find(clinic, &id).map_err(|_| Error::invalid("referred_by", "not an owner"))?;
        given.set("referred_by", Some(id.0));
    }
    Ok(given)
}

fn shown(session: &Session, key: &'static str, done: Done<Owner>) -> Result<Shown> {
    let owner = done.value;
    let tier = owner.hand_tier.map(|tier| {
        look_up(session.lang(), &format!("values.tier.{tier}")).unwrap_or(tier.as_str()).to_owned()
    });
    let tier = tier.unwrap_or_default();
    let values = [("name", owner.name.clone()), ("id", owner.external_id.to_string()), ("tier", tier)];
    let json = with_owner_id(&owner, &owner.external_id.0)?;
    Shown::new(phrase(session.lang(), key, &values), &json)
}
