//! SQL of recents.

use super::Recent;
use crate::{Result, clinic::Read, values::OwnerId};
use rusqlite::params;

pub(super) fn list(read: &Read, limit: u32) -> Result<Vec<Recent>> {
    let sql = "SELECT o.id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.phone,
                 o.is_active, r.opened_at,
                 (SELECT json_group_array(name) FROM pets WHERE owner_id = o.id AND status = 'active')
               FROM recents r JOIN owners o ON o.id = r.owner_id
               WHERE r.staff_id = ?1 ORDER BY r.id DESC LIMIT ?2";
    let mut statement = read.conn().prepare_cached(sql)?;
    let mut rows = statement.query(params![read.actor.staff, limit])?;
    let mut recents = Vec::new();
    while let Some(row) = rows.next()? {
        recents.push(Recent {
            id: row.get(0)?,
            name: row.get(1)?,
            phone: row.get(2)?,
            is_active: row.get(3)?,
            opened_at: row.get(4)?,
            pets: serde_json::from_str(row.get_ref(5)?.as_str()?)?,
        });
    }
    Ok(recents)
}

pub(super) fn note(read: &Read, owner: OwnerId, kept: u32) -> Result<()> {
    let conn = read.conn();
    // Deleted and inserted anew: the ids are the order of opening, whatever the clock did in between.
    let sql = "DELETE FROM recents WHERE staff_id = ?1 AND owner_id = ?2";
    conn.prepare_cached(sql)?.execute(params![read.actor.staff, owner])?;
    let sql = "INSERT INTO recents (staff_id, owner_id, opened_at)
               SELECT ?1, id, ?3 FROM owners WHERE id = ?2";
    conn.prepare_cached(sql)?.execute(params![read.actor.staff, owner, read.now])?;
    let sql = "DELETE FROM recents WHERE staff_id = ?1 AND id NOT IN
               (SELECT id FROM recents WHERE staff_id = ?1 ORDER BY id DESC LIMIT ?2)";
    conn.prepare_cached(sql)?.execute(params![read.actor.staff, kept])?;
    Ok(())
}
