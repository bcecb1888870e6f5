//! A calendar day.

use chrono::{Datelike, Days, NaiveDate};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A calendar day in the clinic's zone, kept as days since 1970-01-01 so that a difference is a subtraction.
/// On the bridge and in files it is ISO text (`2026-10-31`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, specta::Type)]
#[specta(transparent)]
pub struct Day(#[specta(type = String)] i32);

impl Day {
    /// The day this many days after 1970-01-01.
    pub const fn from_number(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// This day of the calendar, or `None` where there is none (February 30).
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from)
    }

    /// The day as chrono sees it.
    pub fn date(self) -> NaiveDate {
        let epoch = NaiveDate::default();
        let span = Days::new(u64::from(self.0.unsigned_abs()));
        let date = if self.0 < 0 { epoch.checked_sub_days(span) } else { epoch.checked_add_days(span) };
        date.unwrap_or(if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// The day `days` later (earlier when negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Whole calendar days from `earlier` to this day: 0 on the day itself.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The first of this day's month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        self.date().with_day(1).map_or(self, Self::from)
    }

    /// ISO text (`2026-10-31`) read strictly.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<i32> {
            let digits = bytes.get(range)?;
            digits
                .iter()
                .try_fold(0, |sum: i32, b| b.is_ascii_digit().then(|| sum * 10 + i32::from(b - b'0')))
        };
        Self::from_ymd(number(0..4)?, number(5..7)?.try_into().ok()?, number(8..10)?.try_into().ok()?)
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(i32::try_from(date.signed_duration_since(NaiveDate::default()).num_days()).unwrap_or(i32::MAX))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().format("%Y-%m-%d").fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a day like 2026-10-31"))
    }
}

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        i32::try_from(number).map(Self).map_err(|_| FromSqlError::OutOfRange(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_iso_days() {
        let day = Day::parse("2026-10-31").unwrap();
        assert_eq!(day.to_string(), "2026-10-31");
        assert_eq!(day.number(), 20_757);
        assert_eq!(Day::parse("1970-01-01").unwrap().number(), 0);
        assert_eq!(Day::parse("1969-12-31").unwrap().number(), -1);
        assert_eq!(Day::from_number(-1).to_string(), "1969-12-31");
        for wrong in ["2026-02-30", "2026-1-01", "31/10/2026", "", "2026-10-31 ", "२०२६-१०-३१"]
        {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn counts_whole_days() {
        let day = Day::parse("2025-11-17").unwrap();
        assert_eq!(day.since(day), 0);
        assert_eq!(day.since(Day::parse("2025-07-20").unwrap()), 120);
        assert_eq!(day.plus(-1).first_of_month().to_string(), "2025-11-01");
    }
}
