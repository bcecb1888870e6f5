//! Drafts: what a person was typing, kept until it is saved or thrown away. Each person sees their own.

mod store;

use crate::{
    Error, Result,
    clinic::{Actor, Clinic, Read},
    values::Instant,
};
use serde::Serialize;

/// The longest key.
const LONGEST_KEY: usize = 200;
/// The largest draft, in bytes: the settings hold a picture.
const LARGEST: usize = 2_500_000;

/// A draft as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// What the form held, as JSON that only the form understands.
    pub value: String,
    /// When it was saved.
    pub saved_at: Instant,
}

/// A draft, with the form that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptDraft {
    /// The form and its record (`owner.7`).
    pub key: String,
    /// What the form held, as JSON.
    pub value: String,
    /// When it was saved.
    pub saved_at: Instant,
}

/// All that this person has left half typed, the latest first.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read) -> Result<Vec<KeptDraft>> {
    store::list(read)
}

/// This person's draft under a key (`owner.7`).
///
/// # Errors
/// Only those of the database.
pub fn get(read: &Read, key: &str) -> Result<Option<Draft>> {
    store::by_key(read, key)
}

/// Keeps a draft, in place of the one before.
///
/// # Errors
/// `invalid` for a key that is blank or too long, and for a value that is too large or no JSON.
pub fn set(clinic: &Clinic, actor: &Actor, key: &str, value: &str) -> Result<()> {
    if key.trim().is_empty() || key.len() > LONGEST_KEY {
        return Err(Error::invalid("key", "blank or too long"));
    }
    if value.len() > LARGEST || serde_json::from_str::<serde::de::IgnoredAny>(value).is_err() {
        return Err(Error::invalid("value", "too large or no JSON"));
    }
    clinic.write_aside(actor, |r| store::set(r, key, value))
}

/// Throws a draft away; one that is not there is no error.
///
/// # Errors
/// Only those of the database.
pub fn clear(clinic: &Clinic, actor: &Actor, key: &str) -> Result<()> {
    clinic.write_aside(actor, |r| store::clear(r, key))
}
