//! Services: what the clinic does, how long it takes and what it costs.

mod store;

use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read},
    records::{
        appointments::AppointmentKind,
        input::{line, required},
    },
    values::{ExternalId, Money, ServiceId, fold},
};
use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// A service of the clinic's list, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are the columns of `services`, described in the schema")]
pub struct ListedService {
    pub id: ServiceId,
    pub external_id: ExternalId,
    pub name: String,
    pub category: Option<String>,
    pub kind: AppointmentKind,
    pub duration_minutes: Option<u32>,
    pub price_cents: Option<Money>,
    pub is_active: bool,
}

/// A service's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `ListedService`")]
pub struct ServiceInput {
    pub name: String,
    pub category: Option<String>,
    pub kind: AppointmentKind,
    pub duration_minutes: Option<u32>,
    pub price_cents: Option<Money>,
    pub is_active: bool,
}

impl Default for ServiceInput {
    fn default() -> Self {
        Self {
            name: String::new(),
            category: None,
            kind: AppointmentKind::Routine,
            duration_minutes: None,
            price_cents: None,
            is_active: true,
        }
    }
}

/// Every service by name; those that are retired last.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read) -> Result<Vec<ListedService>> {
    store::list(read)
}

/// A service by its name, its id in exports, or its number in the database.
///
/// # Errors
/// `not_found`.
pub fn find(read: &Read, known_as: &str) -> Result<ListedService> {
    let folded = fold(known_as);
    let is_it = |service: &&ListedService| {
        fold(&service.name) == folded
            || service.external_id.0 == known_as
            || service.id.0.to_string() == known_as
    };
    list(read)?.iter().find(is_it).cloned().ok_or_else(|| Error::not_found("service"))
}

/// Adds a service.
///
/// # Errors
/// `invalid` with the field; `taken` for a `name` that another has, however it is written.
pub fn create(clinic: &Clinic, actor: &Actor, input: &ServiceInput) -> Result<Done<ListedService>> {
    clinic.write(actor, Action::CreateService, |w| {
        let new = checked(w, input, None)?;
        let id = store::insert(w, &new)?;
        w.about(new.name);
        store::by_id(w, id)
    })
}

/// Changes a service; one that is not active keeps its appointments and is not offered any more.
///
/// # Errors
/// As [`create`], and `not_found`.
pub fn update(
    clinic: &Clinic,
    actor: &Actor,
    id: ServiceId,
    input: &ServiceInput,
) -> Result<Done<ListedService>> {
    clinic.write(actor, Action::UpdateService, |w| {
        store::by_id(w, id)?;
        let new = checked(w, input, Some(id))?;
        store::update(w, id, &new)?;
        w.about(new.name);
        store::by_id(w, id)
    })
}

fn checked(read: &Read, input: &ServiceInput, id: Option<ServiceId>) -> Result<ServiceInput> {
    let name = required("name", &input.name)?;
    let folded = fold(&name);
    if list(read)?.iter().any(|service| Some(service.id) != id && fold(&service.name) == folded) {
        return Err(Error { field: Some("name".into()), ..Error::new(Code::Taken, "service") });
    }
    if input.duration_minutes.is_some_and(|minutes| !(1..=DAY).contains(&minutes)) {
        return Err(Error::invalid("duration_minutes", "not between a minute and a day"));
    }
    if input.price_cents.is_some_and(|price| price < Money::ZERO || price > Money::MOST) {
        return Err(Error::invalid("price_cents", "negative, or too much"));
    }
    Ok(ServiceInput { name, category: line("category", input.category.as_deref())?, ..input.clone() })
}
