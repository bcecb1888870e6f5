//! SQL of staff members.

use super::StaffMember;
use crate::{Result, clinic::Read};

pub(super) fn list(read: &Read) -> Result<Vec<StaffMember>> {
    let sql = "SELECT id, name, role FROM staff WHERE is_active = 1 ORDER BY name_folded";
    let mut statement = read.conn().prepare_cached(sql)?;
    let members = statement
        .query_map([], |row| Ok(StaffMember { id: row.get(0)?, name: row.get(1)?, role: row.get(2)? }))?;
    Ok(members.collect::<rusqlite::Result<_>>()?)
}
