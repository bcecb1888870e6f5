//! The days between two events, and shares: figures that are fractions, kept exact.

use serde::{Serialize, Serializer};
use std::{collections::BTreeMap, fmt};

/// A median number of days, exact: in quarters of a day, since the mean of two medians can end in .25.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, specta::Type)]
#[specta(transparent)]
pub struct Gap(#[specta(type = f64)] i64);

impl Gap {
    /// A gap of this many half days: the median of whole days is one.
    pub const fn from_halves(halves: i64) -> Self {
        Self(halves * 2)
    }

    /// A gap of this many quarters of a day.
    pub const fn from_quarters(quarters: i64) -> Self {
        Self(quarters)
    }

    /// Whole half days.
    pub const fn halves(self) -> i64 {
        self.0 / 2
    }

    /// Quarters of a day.
    pub const fn quarters(self) -> i64 {
        self.0
    }

    /// The days as a number for a screen; exact.
    #[allow(clippy::cast_precision_loss, reason = "a gap in days is far below 2^53")]
    pub fn days(self) -> f64 {
        self.0 as f64 / 4.0
    }

    /// The median of these whole days, which are sorted on the way; `None` of none.
    pub fn median(days: &mut [i64]) -> Option<Self> {
        days.sort_unstable();
        let middle = days.len() / 2;
        let upper = *days.get(middle)?;
        let lower = if days.len() % 2 == 1 { upper } else { *days.get(middle.checked_sub(1)?)? };
        Some(Self::from_halves(lower + upper))
    }
}

impl fmt::Display for Gap {
    /// Without trailing zeros: `62`, `62.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            self.0 / 4,
            ["", ".25", ".5", ".75"].get((self.0 % 4).unsigned_abs() as usize).unwrap_or(&"")
        )
    }
}

impl Serialize for Gap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.days())
    }
}

/// A share of 1, exact to six decimals, rounded half-even once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, specta::Type)]
#[specta(transparent)]
pub struct Rate(#[specta(type = f64)] i64);

impl Rate {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    const ONE: i128 = 1_000_000;

    /// `part` of `whole`; `None` where there is no whole.
    pub fn of(part: i64, whole: i64) -> Option<Self> {
        if whole <= 0 {
            return None;
        }
        let (scaled, whole) = (i128::from(part) * Self::ONE, i128::from(whole));
        let (quotient, rest) = (scaled.div_euclid(whole), scaled.rem_euclid(whole));
        let rounds_up = match (rest * 2).cmp(&whole) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => quotient % 2 != 0,
        };
        i64::try_from(quotient + i128::from(rounds_up)).ok().map(Self)
    }

    /// The number with six decimals that is nearest; `None` of what is none.
    #[allow(clippy::cast_possible_truncation, reason = "a number beyond an i64 is held at its end")]
    pub fn near(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self((number * 1e6).round_ties_even() as i64))
    }

    /// The share in millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// The share as a number for a screen.
    #[allow(clippy::cast_precision_loss, reason = "millionths of a share are far below 2^53")]
    pub fn number(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl fmt::Display for Rate {
    /// With six decimals: `0.333333`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.number())
    }
}

/// How many owners have which median gap: what the clinic's own median is read from.
#[derive(Debug, Clone, Default)]
pub struct GapCounts(BTreeMap<i64, i64>);

impl GapCounts {
    /// Counts `owners` more with this gap (fewer when negative).
    pub fn add(&mut self, gap: Option<Gap>, owners: i64) {
        if let Some(gap) = gap {
            *self.0.entry(gap.halves()).or_default() += owners;
        }
    }

    /// The median over the owners that have a gap: of an even number the mean of the middle two.
    pub fn median(&self) -> Option<Gap> {
        let owners: i64 = self.0.values().sum();
        let (lower, upper) = ((owners - 1) / 2, owners / 2);
        let mut seen = 0;
        let mut low = None;
        for (&halves, &count) in &self.0 {
            seen += count;
            if low.is_none() && seen > lower {
                low = Some(halves);
            }
            if seen > upper {
                return Some(Gap::from_quarters(low? + halves));
            }
        }
        None
    }

    /// Where the median stands among these owners.
    pub(super) fn place(&self) -> MedianPlace {
        let median = self.median().map_or(0, Gap::halves);
        let owners = |(_, owners): (&i64, &i64)| *owners;
        MedianPlace {
            owners: self.0.iter().map(owners).sum(),
            below: self.0.range(..median).map(owners).sum(),
        }
    }

    /// How many owners have this gap, in half days.
    pub fn owners_with(&self, halves: i64) -> i64 {
        self.0.get(&halves).copied().unwrap_or(0)
    }

    /// These counts less others.
    #[must_use]
    pub(super) fn less(&self, left: &Self) -> Self {
        let mut new = self.clone();
        left.iter().for_each(|(halves, owners)| new.add(Some(Gap::from_halves(halves)), -owners));
        new
    }

    /// Half days and how many owners have them; none stands for nobody.
    pub fn iter(&self) -> impl Iterator<Item = (i64, i64)> {
        self.0.iter().map(|(&halves, &owners)| (halves, owners)).filter(|&(_, owners)| owners != 0)
    }
}

/// Where a median stands: what it takes to move it by a few owners without a look at the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct MedianPlace {
    /// Owners that have a gap.
    pub(super) owners: i64,
    /// Those of them whose gap is less than the median in whole half days.
    pub(super) below: i64,
}

/// A gap that nobody has is not there.
impl PartialEq for GapCounts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for GapCounts {}

impl FromIterator<(i64, i64)> for GapCounts {
    fn from_iter<I: IntoIterator<Item = (i64, i64)>>(counts: I) -> Self {
        Self(counts.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_exact_and_written_without_trailing_zeros() {
        for (days, text) in [
            (vec![62], "62"),
            (vec![90, 30], "60"),
            (vec![63, 62], "62.5"),
            (vec![1, 500, 2], "2"),
            (vec![4, 3, 2, 1], "2.5"),
        ] {
            assert_eq!(Gap::median(&mut days.clone()).unwrap().to_string(), text, "{days:?}");
        }
        assert_eq!(Gap::median(&mut []), None);
        assert_eq!(Gap::from_quarters(9).to_string(), "2.25");
        assert_eq!(Gap::from_quarters(11).days(), 2.75);
        assert_eq!(serde_json::to_string(&Gap::from_halves(125)).unwrap(), "62.5");
    }

    #[test]
    fn shares_have_six_decimals_rounded_half_even() {
        for (part, whole, text) in [
            (1, 3, "0.333333"),
            (2, 3, "0.666667"),
            (0, 5, "0.000000"),
            (5, 5, "1.000000"),
            (1, 2_000_000, "0.000000"),
            (3, 2_000_000, "0.000002"),
            (1, 1_999_999, "0.000001"),
        ] {
            assert_eq!(Rate::of(part, whole).unwrap().to_string(), text, "{part}/{whole}");
        }
        assert_eq!(Rate::of(0, 0), None);
        assert_eq!(serde_json::to_string(&Rate::of(1, 4)).unwrap(), "0.25");
    }

    #[test]
    fn the_clinics_median_weighs_every_owner_alike() {
        let mut counts = GapCounts::default();
        assert_eq!(counts.median(), None);
        counts.add(None, 1);
        assert_eq!(counts.median(), None);
        for (halves, owners) in [(60, 1), (121, 1)] {
            counts.add(Some(Gap::from_halves(halves)), owners);
        }
        assert_eq!(counts.median().unwrap().to_string(), "45.25");
        counts.add(Some(Gap::from_halves(60)), 1);
        assert_eq!(counts.median().unwrap().to_string(), "30");
        counts.add(Some(Gap::from_halves(60)), -2);
        assert_eq!(counts.median().unwrap().to_string(), "60.5");
        assert_eq!(counts.iter().collect::<Vec<_>>(), [(121, 1)]);
    }
}
