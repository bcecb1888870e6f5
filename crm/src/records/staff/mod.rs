//! Staff members.

use crate::{
    Result,
    clinic::{Read, Role},
    values::StaffId,
};
use serde::Serialize;

/// A staff member as lists offer them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StaffMember {
    /// The staff member.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// Their role; none of who was only met in imported records and cannot sign in.
    pub role: Option<Role>,
}

mod store;

/// Active staff members by name.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read) -> Result<Vec<StaffMember>> {
    store::list(read)
}
