//! External ids and the rows they name, compactly: an import of a large clinic holds millions of them.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
};

/// A run of numbered ids may have so many gaps for each id in it.
const SPARSE: usize = 8;

/// Ids that end in a number of fixed width (`A00000001`) are kept as a plain list by that number; others by a
/// hash of 128 bits, keyed anew in each import.
#[derive(Default)]
pub struct Ids {
    runs: Vec<Run>,
    others: HashMap<u128, i64>,
    keys: (RandomState, RandomState),
}

struct Run {
    prefix: String,
    width: usize,
    rows: Vec<u32>,
    count: usize,
}

impl Ids {
    /// Notes which row an id names.
    pub fn insert(&mut self, id: &str, row: i64) {
        if let (Some((prefix, width, number)), Ok(row)) = (numbered(id), u32::try_from(row)) {
            let run = match self.runs.iter().position(|run| run.width == width && run.prefix == prefix) {
                Some(at) => self.runs.get_mut(at),
                None if self.runs.len() < 16 => {
                    self.runs.push(Run { prefix: prefix.to_owned(), width, rows: Vec::new(), count: 0 });
                    self.runs.last_mut()
                }
                None => None,
            };
            if let Some(run) = run.filter(|run| number < run.rows.len() + 64 + run.count * SPARSE) {
                if number >= run.rows.len() {
                    run.rows.resize(number + 1, 0);
                }
                if let Some(place) = run.rows.get_mut(number) {
                    *place = row;
                    run.count += 1;
                    return;
                }
            }
        }
        self.others.insert(self.hash(id), row);
    }

    /// The row that an id names.
    pub fn get(&self, id: &str) -> Option<i64> {
        if let Some((prefix, width, number)) = numbered(id) {
            let run = self.runs.iter().find(|run| run.width == width && run.prefix == prefix);
            if let Some(row) = run.and_then(|run| run.rows.get(number)).filter(|row| **row != 0) {
                return Some(i64::from(*row));
            }
        }
        if self.others.is_empty() { None } else { self.others.get(&self.hash(id)).copied() }
    }

    fn hash(&self, id: &str) -> u128 {
        u128::from(self.keys.0.hash_one(id)) << 64 | u128::from(self.keys.1.hash_one(id))
    }
}

/// The id's prefix, the width of the number at its end, and the number.
fn numbered(id: &str) -> Option<(&str, usize, usize)> {
    let width = id.bytes().rev().take(9).take_while(u8::is_ascii_digit).count();
    let (prefix, digits) = id.split_at_checked(id.len() - width)?;
    let number = digits.bytes().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
    (width > 0).then_some((prefix, width, number))
}

/// A set of row ids.
#[derive(Debug, Default)]
pub struct RowSet(Vec<u64>);

impl RowSet {
    /// Adds a row; true when it was there already.
    pub fn add(&mut self, row: i64) -> bool {
        let Ok(row) = usize::try_from(row) else { return false };
        if row / 64 >= self.0.len() {
            self.0.resize(row / 64 + 1, 0);
        }
        let Some(word) = self.0.get_mut(row / 64) else { return false };
        let was_there = *word >> (row % 64) & 1 == 1;
        *word |= 1 << (row % 64);
        was_there
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_id_finds_its_own_row(ids in prop::collection::btree_set("[A-C]{0,2}[0-9]{0,10}[a-z]?", 1..200)) {
            let mut kept = Ids::default();
            for (row, id) in ids.iter().enumerate() {
                kept.insert(id, row as i64 + 1);
            }
            for (row, id) in ids.iter().enumerate() {
                prop_assert_eq!(kept.get(id), Some(row as i64 + 1));
            }
            prop_assert_eq!(kept.get("not there"), None);
        }
    }

    #[test]
    fn numbered_ids_take_four_bytes_each() {
        let mut ids = Ids::default();
        (1..=1_000).for_each(|row| ids.insert(&format!("A{row:08}"), row));
        assert_eq!((ids.runs.len(), ids.others.len()), (1, 0));
        let mut rows = RowSet::default();
        assert!(!rows.add(1_000) && rows.add(1_000) && !rows.add(0));
    }
}
