//! The family of referrals: who sent an owner, and whom she sent in turn.

use super::store;
use crate::{
    Result,
    clinic::Read,
    values::{Money, OwnerId},
};
use serde::Serialize;

/// Steps down that are shown.
pub(super) const DEPTH: u32 = 6;
/// Owners shown below.
pub(super) const SHOWN: u32 = 200;

/// Somebody of the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Kin {
    /// The owner.
    pub id: OwnerId,
    /// The name on the screen.
    pub name: String,
    /// Steps from the owner whose family it is.
    pub depth: u32,
    /// How many she sent herself.
    pub sent: u32,
    /// Money spent to date.
    pub spent_cents: Money,
    /// False when deactivated.
    pub is_active: bool,
}

/// Who sent an owner, and whom she sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Family {
    /// Who sent her, who sent that one, and so on: the nearest first.
    pub above: Vec<Kin>,
    /// Whom she sent, each followed by whom that one sent; at most 200, six steps down.
    pub below: Vec<Kin>,
    /// How many she sent herself.
    pub direct: u32,
    /// How many came through her over any number of steps.
    pub all: u32,
    /// What all of these spent.
    pub spent_cents: Money,
}

/// An owner's family of referrals.
///
/// # Errors
/// Only those of the database.
pub fn family(read: &Read, id: OwnerId) -> Result<Family> {
    let below = store::kin_below(read, id)?;
    let (all, spent_cents) = store::sums_below(read, id)?;
    Ok(Family { above: store::kin_above(read, id)?, direct: store::sent(read, id)?, below, all, spent_cents })
}
