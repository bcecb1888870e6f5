//! References of a bulk write, which runs without foreign keys: every row that it wrote is looked at before the commit.
//! Row by row the database would look each parent up in a tree; here the ids referred to are gathered in one pass over
//! the new rows, and compared with those that are there in one pass over each parent.

use super::{Write, images, ranges};
use crate::{Code, Error, Result};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// Rows between two looks at whether the work was cancelled.
const STRIDE: u64 = 65_536;
/// Up to so many ids are looked up one by one.
const FEW: usize = 4_096;

/// A table's columns that refer to others, with the table that each refers to.
type Columns = Vec<(String, String)>;

/// Fails where a row that the change inserted or changed refers to a row that is not there.
pub(super) fn verify(w: &Write<'_>) -> Result<()> {
    let conn = w.conn();
    let mut wanted: BTreeMap<String, Ids> = BTreeMap::new();
    let ranges = ranges::of(conn, w.change())?;
    for (child, columns) in references(conn)? {
        let names: Vec<String> = columns.iter().map(|(column, _)| format!("{child}.{column}")).collect();
        let names = names.join(", ");
        let changed = format!(
            "SELECT {names} FROM change_rows r JOIN {child} ON {child}.id = r.row_id
             WHERE r.change_id = ?1 AND r.table_name = '{child}'"
        );
        gather(w, &changed, [w.change().0].as_slice(), &columns, &mut wanted)?;
        let inserted = format!("SELECT {names} FROM {child} WHERE id BETWEEN ?1 AND ?2");
        for range in ranges.iter().filter(|range| range.table == child) {
            gather(w, &inserted, &[range.first, range.last], &columns, &mut wanted)?;
        }
    }
    wanted.iter().try_for_each(|(parent, ids)| all_there(w, parent, ids))
}

/// The tables of records that refer to others.
fn references(conn: &Connection) -> Result<BTreeMap<String, Columns>> {
    let mut statement = conn.prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")?;
    let mut references = BTreeMap::new();
    for table in images::recorded_tables(conn)? {
        let columns = statement.query_map([&table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let columns = columns.collect::<rusqlite::Result<Columns>>()?;
        if !columns.is_empty() {
            references.insert(table, columns);
        }
    }
    Ok(references)
}

fn gather(
    w: &Write<'_>,
    sql: &str,
    bound: &[i64],
    columns: &Columns,
    wanted: &mut BTreeMap<String, Ids>,
) -> Result<()> {
    let mut statement = w.conn().prepare(sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(bound))?;
    let mut found: Vec<Ids> = columns.iter().map(|_| Ids::default()).collect();
    let mut done = 0_u64;
    while let Some(row) = rows.next()? {
        for (at, ids) in found.iter_mut().enumerate() {
            if let Some(id) = row.get_ref(at)?.as_i64_or_null()? {
                ids.add(id);
            }
        }
        done += 1;
        if done.is_multiple_of(STRIDE) {
            w.progress().step("progress.references", 0, 0)?;
        }
    }
    for ((_, parent), ids) in columns.iter().zip(found) {
        wanted.entry(parent.clone()).or_default().join(ids);
    }
    Ok(())
}

/// Whether all of these rows are in the table.
fn all_there(w: &Write<'_>, parent: &str, wanted: &Ids) -> Result<()> {
    let missing = || Err(Error::new(Code::Internal, format!("a reference to a missing row of {parent}")));
    if wanted.count <= FEW {
        let mut there = w.conn().prepare(&format!("SELECT 1 FROM {parent} WHERE id = ?1"))?;
        for id in wanted.iter() {
            if !there.exists([id])? {
                return missing();
            }
        }
        return Ok(());
    }
    let mut statement = w.conn().prepare(&format!("SELECT id FROM {parent}"))?;
    let mut rows = statement.query([])?;
    let (mut met, mut done) = (0, 0_u64);
    while let Some(row) = rows.next()? {
        met += usize::from(wanted.has(row.get(0)?));
        done += 1;
        if done.is_multiple_of(STRIDE) {
            w.progress().step("progress.references", 0, 0)?;
        }
    }
    if met == wanted.count { Ok(()) } else { missing() }
}

/// A set of row ids, in pages of 4,096.
#[derive(Default)]
struct Ids {
    pages: HashMap<i64, [u64; 64]>,
    count: usize,
    /// Rows next to each other often refer to the same.
    last: Option<i64>,
}

impl Ids {
    fn add(&mut self, id: i64) {
        if self.last == Some(id) {
            return;
        }
        self.last = Some(id);
        let (page, word, bit) = place(id);
        if let Some(word) = self.pages.entry(page).or_insert([0; 64]).get_mut(word) {
            self.count += usize::from(*word & bit == 0);
            *word |= bit;
        }
    }

    fn has(&self, id: i64) -> bool {
        let (page, word, bit) = place(id);
        self.pages.get(&page).and_then(|page| page.get(word)).is_some_and(|word| word & bit != 0)
    }

    fn join(&mut self, other: Self) {
        other.iter().for_each(|id| self.add(id));
    }

    fn iter(&self) -> impl Iterator<Item = i64> {
        self.pages.iter().flat_map(|(page, words)| {
            let ids = (0..4_096_i64).map(move |within| page * 4_096 + within);
            ids.filter(move |id| {
                let (_, word, bit) = place(*id);
                words.get(word).is_some_and(|word| word & bit != 0)
            })
        })
    }
}

fn place(id: i64) -> (i64, usize, u64) {
    let within = id & 4_095;
    (id >> 12, usize::try_from(within >> 6).unwrap_or_default(), 1 << (within & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn ids_are_a_set(ids in prop::collection::vec(prop_oneof![0..9_000_i64, any::<i64>()], 0..300)) {
            let mut set = Ids::default();
            ids.iter().for_each(|id| set.add(*id));
            let expected: BTreeSet<i64> = ids.into_iter().collect();
            prop_assert_eq!(set.count, expected.len());
            prop_assert!(expected.iter().all(|id| set.has(*id)));
            prop_assert_eq!(set.iter().collect::<BTreeSet<i64>>(), expected);
        }
    }
}
