//! Sets of ids. SQL puts one together itself: half the time of reading it row by row.

use crate::Result;
use rusqlite::{
    Connection,
    functions::{Aggregate, Context, FunctionFlags},
    params_from_iter,
    types::Value,
};

/// `bits(id)`: ids as bits, the lowest first. A negative one is none.
struct Bits;

impl Aggregate<Vec<u8>, Vec<u8>> for Bits {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn step(&self, context: &mut Context<'_>, bits: &mut Vec<u8>) -> rusqlite::Result<()> {
        let Ok(id) = usize::try_from(context.get::<i64>(0)?) else { return Ok(()) };
        if bits.len() <= id / 8 {
            bits.resize(id / 8 + 1, 0);
        }
        if let Some(byte) = bits.get_mut(id / 8) {
            *byte |= 1 << (id % 8);
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, bits: Option<Vec<u8>>) -> rusqlite::Result<Vec<u8>> {
        Ok(bits.unwrap_or_default())
    }
}

/// Ids as bits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct IdSet(Vec<u64>);

impl IdSet {
    /// The ids that a query gives in its only column, each once or more often. It may bind only the first of the values.
    pub(crate) fn of(conn: &Connection, sql: &str, values: &[Value]) -> Result<Self> {
        let mut statement = conn.prepare_cached(&format!("WITH s (id) AS ({sql}) SELECT bits(id) FROM s"))?;
        let bound = params_from_iter(values.iter().take(statement.parameter_count()));
        Ok(statement.query_row(bound, |row| Ok(Self::from_bytes(row.get_ref(0)?.as_blob()?)))?)
    }

    pub(crate) fn add(&mut self, id: i64) {
        let Ok(id) = usize::try_from(id) else { return };
        if self.0.len() <= id / 64 {
            self.0.resize(id / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(id / 64) {
            *word |= 1 << (id % 64);
        }
    }

    pub(crate) fn has(&self, id: i64) -> bool {
        let Ok(id) = usize::try_from(id) else { return false };
        self.0.get(id / 64).is_some_and(|word| (word >> (id % 64)) & 1 == 1)
    }

    pub(crate) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
        self
    }

    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
        self
    }

    pub(crate) fn less(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
        self
    }

    /// Their ids, the lowest first.
    pub(crate) fn ids(&self) -> impl Iterator<Item = i64> {
        self.0.iter().zip(0_i64..).flat_map(|(word, place)| {
            (0..64).filter(move |bit| (word >> bit) & 1 == 1).map(move |bit| place * 64 + bit)
        })
    }

    /// As a JSON list, in order.
    pub(crate) fn json(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.ids().collect::<Vec<i64>>())?)
    }

    /// As bytes, without the empty ones at the end.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.0.iter().flat_map(|word| word.to_le_bytes()).collect();
        bytes.truncate(bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1));
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let (words, end) = bytes.as_chunks();
        let mut last = [0; 8];
        last.iter_mut().zip(end).for_each(|(byte, given)| *byte = *given);
        let last = (!end.is_empty()).then_some(&last);
        Self(words.iter().chain(last).map(|word| u64::from_le_bytes(*word)).collect())
    }
}

/// Gives the connection the function.
pub(super) fn install(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    Ok(conn.create_aggregate_function("bits", 1, flags, Bits)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("SELECT 1 WHERE FALSE", &[])]
    #[case("VALUES (0), (7), (8), (7)", &[0b1000_0001, 1])]
    #[case("VALUES (17), (-3)", &[0, 0, 0b10])]
    fn ids_are_bits_from_the_lowest_on(#[case] ids: &str, #[case] bits: &[u8]) {
        let conn = Connection::open_in_memory().unwrap();
        install(&conn).unwrap();
        let sql = format!("WITH s (id) AS ({ids}) SELECT bits(id) FROM s");
        assert_eq!(conn.query_row(&sql, [], |row| row.get::<_, Vec<u8>>(0)).unwrap(), bits);
    }

    fn ids(ids: &[i64]) -> IdSet {
        let mut set = IdSet::default();
        ids.iter().for_each(|id| set.add(*id));
        set
    }

    #[test]
    fn a_set_holds_what_was_added() {
        assert_eq!(ids(&[3, 64, 65]), ids(&[65, 3, 64, 64]));
    }

    #[test]
    fn sets_are_joined_met_and_taken_away() {
        let (odd, small) = (ids(&[1, 3, 5, 701]), ids(&[1, 2, 3]));
        assert_eq!(odd.clone().and(&small).count(), 2);
        assert_eq!(odd.clone().or(&small).count(), 5);
        assert_eq!(odd.clone().less(&small).count(), 2);
        assert_eq!(small.less(&odd).count(), 1);
        assert_eq!(ids(&[-4]).count(), 0);
    }

    proptest! {
        #[test]
        fn a_set_reads_back_from_its_bytes(ids in proptest::collection::btree_set(0..2_000_i64, 0..60)) {
            let mut set = IdSet::default();
            ids.iter().for_each(|id| set.add(*id));
            let again = IdSet::from_bytes(&set.to_bytes());
            prop_assert_eq!(again.ids().collect::<Vec<_>>(), ids.into_iter().collect::<Vec<_>>());
        }
    }
}
