//! What day it is. Time never comes from SQL, and `--today` moves the whole clock.

use crate::values::{Day, Instant, Zone};

/// The clock of a clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// This machine's.
    #[default]
    System,
    /// This machine's time of day, on a fixed day.
    On(Day),
    /// Stands still: for tests.
    At(Instant),
}

impl Clock {
    /// Now.
    pub fn now(self, zone: Zone) -> Instant {
        let now = Instant::now();
        match self {
            Self::System => now,
            Self::On(day) => zone.instant(day.date().and_time(zone.local(now).time())),
            Self::At(instant) => instant,
        }
    }

    /// Today, in the clinic's zone.
    pub fn today(self, zone: Zone) -> Day {
        match self {
            Self::On(day) => day,
            other => zone.day(other.now(zone)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_clock_keeps_its_day() {
        let day = Day::parse("2025-11-17").unwrap();
        let zone = Zone::default();
        assert_eq!(Clock::On(day).today(zone), day);
        assert_eq!(zone.day(Clock::On(day).now(zone)), day);
        assert_eq!(Clock::At(Instant::from_millis(0)).today(zone).to_string(), "1969-12-31");
    }
}
