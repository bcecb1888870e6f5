//! SQL of the day: what no area offers by itself.

use super::Birthday;
use crate::{
    Result,
    clinic::Read,
    records::{columns::Columns, owners::OUT_OF_LISTS},
    values::Day,
};
use rusqlite::params;

/// Owners and living pets. Those that do not count are few and have indexes of their own: all of them are
/// counted in the narrowest index, and the few subtracted.
pub(super) fn sizes(read: &Read) -> Result<(u32, u32)> {
    Ok(read.conn().prepare_cached(&sizes_sql())?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn sizes_sql() -> String {
    format!(
        "SELECT (SELECT count(*) FROM owners) - (SELECT count(*) FROM ({OUT_OF_LISTS})),
           (SELECT count(*) FROM pets) - (SELECT count(*) FROM pets INDEXED BY pets_gone WHERE status <> 'active')"
    )
}

/// Pets, then owners, born on these days of a year, with the day of birth; of each day no more than `limit`.
pub(super) fn born_on(read: &Read, keys: &[String], limit: u32) -> Result<Vec<(Day, Birthday)>> {
    let mut found = Vec::new();
    for sql in [include_str!("pets_born.sql"), include_str!("owners_born.sql")] {
        let mut statement = read.conn().prepare_cached(sql)?;
        for key in keys {
            let rows = statement.query_map(params![key, limit], |row| {
                let mut columns = Columns::of(row);
                let born = columns.next()?;
                let birthday = Birthday {
                    owner_id: columns.next()?,
                    owner_name: columns.next()?,
                    pet_id: columns.next()?,
                    pet_name: columns.next()?,
                    species: columns.next()?,
                    breed: columns.next()?,
                    days_left: 0,
                    turns: 0,
                };
                Ok((born, birthday))
            })?;
            for row in rows {
                found.push(row?);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn birthdays_and_sizes_are_read_off_narrow_indexes() {
        for (sql, index) in [
            (include_str!("pets_born.sql"), "pets_by_birthday"),
            (include_str!("owners_born.sql"), "owners_by_birthday"),
        ] {
            let plan = plan(sql);
            assert!(plan.contains(&format!("USING INDEX {index}")), "{plan}");
            // In the order of the index, as far as is shown.
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
        let sizes = plan(&sizes_sql());
        assert!(sizes.contains("owners_out_of_lists") && sizes.contains("pets_gone"), "{sizes}");
        assert!(!sizes.contains("SCAN owners\n") && !sizes.contains("SCAN pets\n"), "{sizes}");
    }
}
