//! What was said, newest first: with one owner, or with everybody over some days.

use super::{Interaction, store};
use crate::{
    Error, Result,
    clinic::Read,
    values::{Day, ExternalId, OwnerId},
};
use serde::Serialize;

/// The longest page.
const MAX_PAGE: u32 = 1_000;

/// Which interactions are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogQuery {
    /// Only with this owner.
    pub owner: Option<OwnerId>,
    /// From this day on.
    pub from: Day,
    /// Up to this day.
    pub to: Day,
    /// How many at most, up to 1,000.
    pub limit: u32,
}

/// An interaction with the names of those who spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogRow {
    /// The interaction.
    pub interaction: Interaction,
    /// The owner's name on the screen.
    pub owner_name: String,
    /// The owner's permanent id.
    pub owner_external_id: ExternalId,
    /// Who handled it.
    pub staff_name: Option<String>,
}

/// Interactions, newest first.
///
/// # Errors
/// `invalid` for a limit that is not between 1 and 1,000.
pub fn list(read: &Read, query: &LogQuery) -> Result<Vec<LogRow>> {
    if query.limit == 0 || query.limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    store::logged(read, query)
}
