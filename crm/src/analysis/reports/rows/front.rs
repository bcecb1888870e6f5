//! The first rows behind a place, gathered in one pass in whatever order they come: a page costs the same memory
//! wherever it begins.

use super::Part;
use std::fmt;

/// The place of a row among its like: what they are ordered by, then the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(pub i64, pub i64);

impl Key {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (one, other) = text.split_once(':')?;
        Some(Self(one.parse().ok()?, other.parse().ok()?))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0, self.1)
    }
}

/// Keeps the first rows behind a place.
pub(super) struct Front<T> {
    part: Part,
    kept: Vec<(Key, T)>,
}

impl<T> Front<T> {
    pub(super) fn new(part: Part) -> Self {
        Self { part, kept: Vec::new() }
    }

    /// A row; one that cannot be among the first is let go.
    pub(super) fn add(&mut self, key: Key, row: T) {
        if self.part.after.is_some_and(|after| key <= after) {
            return;
        }
        self.kept.push((key, row));
        if self.kept.len() >= self.part.limit.saturating_mul(2).saturating_add(64) {
            self.cut();
        }
    }

    /// The rows in their order.
    pub(super) fn rows(mut self) -> Vec<(Key, T)> {
        self.cut();
        self.kept.sort_unstable_by_key(|(key, _)| *key);
        self.kept
    }

    fn cut(&mut self) {
        if self.kept.len() > self.part.limit {
            self.kept.select_nth_unstable_by_key(self.part.limit, |(key, _)| *key);
            self.kept.truncate(self.part.limit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        assert_eq!(Key::parse(&Key(-7, 9).to_string()), Some(Key(-7, 9)));
        assert_eq!((Key::parse("7"), Key::parse("a:b")), (None, None));
    }

    proptest! {
        #[test]
        fn pages_one_after_the_other_are_all_rows_in_order(
            keys in prop::collection::hash_set(-1_000_i64..1_000, 0..400),
            limit in 1_usize..50,
        ) {
            let mut after = None;
            let mut seen = Vec::new();
            loop {
                let mut front = Front::new(Part { after, limit });
                keys.iter().for_each(|key| front.add(Key(*key, 0), ()));
                let rows = front.rows();
                prop_assert!(rows.len() <= limit);
                let Some((last, ())) = rows.last() else { break };
                after = Some(*last);
                seen.extend(rows.iter().map(|(key, ())| key.0));
            }
            let mut all: Vec<i64> = keys.into_iter().collect();
            all.sort_unstable();
            prop_assert_eq!(seen, all);
        }
    }
}
