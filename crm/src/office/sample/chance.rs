//! Chance that falls alike on every machine and for ever: a sample of one seed is one clinic.
//!
//! The generators of the `rand` crates may draw differently in a later version, and functions like `ln`
//! differ between platforms in their last bit; SplitMix64 with tables of quantiles does neither.

/// A source of chance.
pub(super) struct Chance(u64);

impl Chance {
    /// The source of one owner (or of the clinic itself, number 0) in the sample of this seed.
    pub(super) fn of(seed: u64, number: u64) -> Self {
        let mut chance = Self(seed ^ number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to 1, without 1.
    pub(super) fn unit(&mut self) -> f64 {
        // 53 bits: exact in a double.
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// Whether something of this probability happens.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number from `low` to `high`, both included; `low` where the range is empty.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap_or(1).max(1);
        let drawn = (u128::from(self.next()) * u128::from(width)) >> 64;
        low + i64::try_from(drawn).unwrap_or(0)
    }

    /// A number of days, or of years, from `low` to `high`.
    pub(super) fn days(&mut self, low: i32, high: i32) -> i32 {
        i32::try_from(self.between(low.into(), high.into())).unwrap_or(low)
    }

    /// A value of the distribution with these equally spaced quantiles.
    pub(super) fn quantile(&mut self, table: &[f64]) -> f64 {
        let at = self.unit() * (table.len().saturating_sub(1)) as f64;
        let index = at as usize;
        let (low, high) = (table.get(index), table.get(index + 1));
        let low = low.copied().unwrap_or(0.0);
        low + (high.copied().unwrap_or(low) - low) * (at - index as f64)
    }

    /// One of a list, each as likely.
    pub(super) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let index = self.between(0, list.len() as i64 - 1) as usize;
        list.get(index).copied().unwrap_or_default()
    }

    /// One of a list whose earlier entries are commoner, as names are.
    pub(super) fn name<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let unit = self.unit();
        let index = (list.len() as f64 * unit * (0.3 + 0.7 * unit)) as usize;
        list.get(index).copied().unwrap_or_default()
    }

    /// One of a list with weights.
    pub(super) fn weighted<T: Copy + Default>(&mut self, list: &[(u32, T)]) -> T {
        let total: u32 = list.iter().map(|(weight, _)| weight).sum();
        let mut left = self.between(0, i64::from(total) - 1);
        for (weight, value) in list {
            left -= i64::from(*weight);
            if left < 0 {
                return *value;
            }
        }
        T::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_is_one_history() {
        let draw = |number| {
            let mut chance = Chance::of(1, number);
            (chance.between(0, 999_999), chance.between(0, 999_999), chance.days(-5, 5))
        };
        assert_eq!(draw(1), (786_206, 790_328, -3));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn draws_stay_in_their_range() {
        let mut chance = Chance::of(7, 0);
        for _ in 0..10_000 {
            assert!((3..=5).contains(&chance.between(3, 5)));
            assert!((1.0..=9.0).contains(&chance.quantile(&[1.0, 2.0, 9.0])));
            assert!([1, 2].contains(&chance.weighted(&[(1, 1), (3, 2), (0, 9)])));
        }
        assert_eq!(chance.between(4, 2), 4);
        assert_eq!(chance.pick::<&str>(&[]), "");
    }
}
