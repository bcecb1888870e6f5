//! The owners that a person opened last: what F4 goes back to, and what an empty search box shows.

mod store;

use crate::{
    Result,
    clinic::{Actor, Clinic, Read},
    values::{Instant, OwnerId},
};
use serde::Serialize;

/// How many are kept for each person.
const KEPT: u32 = 50;

/// An owner that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Recent {
    /// The owner.
    pub id: OwnerId,
    /// The name on the screen.
    pub name: String,
    /// The telephone as typed.
    pub phone: Option<String>,
    /// Names of the pets that live and are still here.
    pub pets: Vec<String>,
    /// False when deactivated.
    pub is_active: bool,
    /// When.
    pub opened_at: Instant,
}

/// This person's last owners, the latest first.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read, limit: u32) -> Result<Vec<Recent>> {
    store::list(read, limit.min(KEPT))
}

/// Notes that this person opened an owner. An owner who is not there is not noted.
///
/// # Errors
/// Only those of the database.
pub fn note(clinic: &Clinic, actor: &Actor, owner: OwnerId) -> Result<()> {
    clinic.write_aside(actor, |r| store::note(r, owner, KEPT))
}
