//! A moment, and the zone that turns it into a day.

use super::Day;
use chrono::{DateTime, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

/// A moment in UTC, in milliseconds since 1970.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, specta::Type,
)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// The moment this many milliseconds after 1970.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This machine's clock.
    pub fn now() -> Self {
        Self(Utc::now().timestamp_millis())
    }
}

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

/// The clinic's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// The zone of this IANA name (`America/Cancun`).
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// Its IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The calendar day of a moment.
    pub fn day(self, at: Instant) -> Day {
        self.local(at).date().into()
    }

    /// The wall clock at a moment.
    pub fn local(self, at: Instant) -> NaiveDateTime {
        DateTime::<Utc>::from_timestamp_millis(at.0).unwrap_or_default().with_timezone(&self.0).naive_local()
    }

    /// The moment at which the wall clock shows this. Of an hour that comes twice the first; an hour that is
    /// skipped counts on from before the gap.
    pub fn instant(self, local: NaiveDateTime) -> Instant {
        let moment = self.0.from_local_datetime(&local).earliest().unwrap_or_else(|| {
            let before = local - chrono::Duration::hours(3);
            let offset = self.0.offset_from_utc_datetime(&before).fix();
            (local - offset).and_utc().with_timezone(&self.0)
        });
        Instant(moment.timestamp_millis())
    }

    /// Midnight at the start of a day.
    pub fn start_of(self, day: Day) -> Instant {
        self.instant(day.date().and_time(NaiveTime::MIN))
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(chrono_tz::America::Cancun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap()
    }

    #[test]
    fn a_day_is_the_clinics_day() {
        let zone = Zone::default();
        let late = zone.instant(at("2026-10-31 23:30:00"));
        assert_eq!(zone.day(late).to_string(), "2026-10-31");
        assert_eq!(Zone::parse("UTC").unwrap().day(late).to_string(), "2026-11-01");
        assert_eq!(zone.local(late), at("2026-10-31 23:30:00"));
    }

    #[test]
    fn hours_that_come_twice_or_never_have_one_answer() {
        let madrid = Zone::parse("Europe/Madrid").unwrap();
        let twice = madrid.instant(at("2026-10-25 02:30:00"));
        assert_eq!(twice.millis(), at("2026-10-25 00:30:00").and_utc().timestamp_millis());
        let never = madrid.instant(at("2026-03-29 02:30:00"));
        assert_eq!(madrid.local(never), at("2026-03-29 03:30:00"));
    }
}
