//! Days and instants as text, fast: a large import reads tens of millions of them.

use crate::values::{Day, Instant, Zone};
use std::{collections::HashMap, fmt::Write as _};

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// Reads days and instants; keeps the zone's offset of each day it has seen.
pub struct Moments {
    zone: Zone,
    offsets: HashMap<i32, Option<i64>>,
    last: (i32, Option<i64>),
}

/// An instant with the day it falls on in the clinic's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Instant,
    /// Its day.
    pub on: Day,
}

impl Moments {
    /// For the clinic's zone.
    pub fn new(zone: Zone) -> Self {
        Self { zone, offsets: HashMap::new(), last: (i32::MIN, None) }
    }

    /// `2026-10-31`, also with `/`, and with midnight behind it as spreadsheets write a day.
    pub fn day(text: &str) -> Option<Day> {
        let (date, time) = split(text)?;
        is_midnight(time).then_some(date)
    }

    /// `2026-10-31 09:45`, with seconds, fractions, `T` between, and `Z` or an offset behind; without one it is
    /// the clinic's time. A day alone is its midnight.
    pub fn instant(&mut self, text: &str) -> Option<Moment> {
        let (on, time) = split(text)?;
        self.timed(on, time)
    }

    /// The instant of a day and the time behind it.
    pub fn timed(&mut self, on: Day, time: &str) -> Option<Moment> {
        let (clock, offset) = offset_of(time)?;
        let local = i64::from(on.number()) * DAY + millis(clock)?;
        match offset {
            None => Some(Moment { at: self.local(on, local), on }),
            Some(minutes) => {
                let at = Instant::from_millis(local - minutes * 60_000);
                Some(Moment { at, on: self.zone.day(at) })
            }
        }
    }

    /// The instant so many milliseconds after a day's midnight by the clinic's clock.
    pub fn after(&mut self, on: Day, millis: i64) -> Moment {
        Moment { at: self.local(on, i64::from(on.number()) * DAY + millis), on }
    }

    /// An instant as files hold it, appended: the clinic's wall clock, with milliseconds where there are any,
    /// and in UTC (`Z`) in an hour that comes twice.
    pub fn write(&mut self, at: Instant, out: &mut String) {
        let on = self.zone_day(at);
        let local = match self.last.1 {
            Some(offset) => at.millis() + offset,
            None => self.zone.local(at).and_utc().timestamp_millis(),
        };
        let is_told_apart = self.last.1.is_some() || self.local(on, local) == at;
        let (day, clock) = if is_told_apart {
            (on, local - i64::from(on.number()) * DAY)
        } else {
            let day = at.millis().div_euclid(DAY);
            (Day::from_number(i32::try_from(day).unwrap_or(0)), at.millis() - day * DAY)
        };
        let seconds = clock / 1_000;
        // Writing to a String cannot fail.
        let _ = write!(out, "{day} {:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
        if clock % 1_000 != 0 {
            let _ = write!(out, ".{:03}", clock % 1_000);
        }
        if !is_told_apart {
            out.push('Z');
        }
    }

    /// The day of an instant, with its offset at hand.
    fn zone_day(&mut self, at: Instant) -> Day {
        if let (day, Some(offset)) = self.last
            && (at.millis() + offset).div_euclid(DAY) == i64::from(day)
        {
            return Day::from_number(day);
        }
        let on = self.zone.day(at);
        self.offset(on);
        on
    }

    fn offset(&mut self, on: Day) -> Option<i64> {
        if self.last.0 != on.number() {
            let zone = self.zone;
            let offset = *self.offsets.entry(on.number()).or_insert_with(|| whole_day_offset(zone, on));
            self.last = (on.number(), offset);
        }
        self.last.1
    }

    fn local(&mut self, on: Day, local: i64) -> Instant {
        match self.offset(on) {
            Some(offset) => Instant::from_millis(local - offset),
            // The clocks change on this day.
            None => {
                let time = chrono::DateTime::from_timestamp_millis(local).unwrap_or_default().naive_utc();
                self.zone.instant(time)
            }
        }
    }
}

/// Whether a time behind a day says nothing: none, or midnight.
pub fn is_midnight(time: &str) -> bool {
    time.bytes().all(|b| matches!(b, b'0' | b':' | b'.'))
}

/// The zone's offset when it holds for the whole day.
fn whole_day_offset(zone: Zone, on: Day) -> Option<i64> {
    let offset = |day: Day| i64::from(day.number()) * DAY - zone.start_of(day).millis();
    let (start, end) = (offset(on), offset(on.plus(1)));
    (start == end).then_some(start)
}

/// The day at the start of the text, and what follows the blank or `T` after it.
fn split(text: &str) -> Option<(Day, &str)> {
    let date = text.get(..10)?;
    let rest = text.get(10..)?;
    let day = match date.as_bytes() {
        [.., b'/', _, _] => Day::parse(&date.replace('/', "-"))?,
        _ => Day::parse(date)?,
    };
    let time = match rest.as_bytes().first() {
        None => "",
        Some(b' ' | b'T' | b't') => rest.get(1..)?.trim_start(),
        Some(_) => return None,
    };
    Some((day, time))
}

/// The time of day without the offset behind it, and that offset in minutes.
fn offset_of(time: &str) -> Option<(&str, Option<i64>)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock.trim_end(), Some(0)));
    }
    let Some(sign) = time.rfind(['+', '-']) else { return Some((time, None)) };
    let (clock, offset) = time.split_at_checked(sign)?;
    let digits: String = offset.chars().skip(1).filter(|c| *c != ':').collect();
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i64>().ok();
    let minutes = match digits.len() {
        2 => number(0..2)? * 60,
        4 => number(0..2)? * 60 + number(2..4)?,
        _ => return None,
    };
    (minutes <= 18 * 60)
        .then_some((clock.trim_end(), Some(if offset.starts_with('-') { -minutes } else { minutes })))
}

/// Milliseconds since midnight of `09:45`, `09:45:00`, `9:45:00.123`, `9:45 p. m.`; of nothing, 0.
fn millis(clock: &str) -> Option<i64> {
    const NOON: i64 = DAY / 2;
    match clock.strip_suffix(['m', 'M', '.']).map(|_| half_of_day(clock)) {
        None => wall_clock(clock),
        Some(half) => {
            let (clock, is_after_noon) = half?;
            let millis = wall_clock(clock).filter(|millis| *millis < NOON + 3_600_000)?;
            // Twelve is the first hour of each half.
            Some(millis % NOON + if is_after_noon { NOON } else { 0 })
        }
    }
}

/// `9:45 p. m.` → the clock, and whether it is after noon.
fn half_of_day(clock: &str) -> Option<(&str, bool)> {
    let at = clock.find(|c: char| c.is_ascii_alphabetic())?;
    let (clock, half) = clock.split_at_checked(at)?;
    let half: String = half.chars().filter(char::is_ascii_alphabetic).collect();
    let is_after_noon = match half.to_ascii_lowercase().as_str() {
        "am" => false,
        "pm" => true,
        _ => return None,
    };
    Some((clock.trim_end(), is_after_noon)).filter(|(clock, _)| !clock.is_empty())
}

fn wall_clock(clock: &str) -> Option<i64> {
    if clock.is_empty() {
        return Some(0);
    }
    let mut parts = clock.split(':');
    let mut whole = |limit: i64, is_optional: bool| -> Option<i64> {
        let Some(part) = parts.next() else { return is_optional.then_some(0) };
        let is_number = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<i64>().ok()).flatten().filter(|value| *value < limit)
    };
    let (hours, minutes) = (whole(24, false)?, whole(60, false)?);
    let (seconds, fraction) = match clock.split_once('.') {
        Some((before, fraction)) => {
            (before.splitn(3, ':').nth(2)?.parse::<i64>().ok().filter(|s| (0..60).contains(s))?, fraction)
        }
        None => (whole(60, true)?, ""),
    };
    if clock.split(':').count() > 3 || fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let thousandths =
        fraction.bytes().chain(*b"000").take(3).fold(0, |sum, b| sum * 10 + i64::from(b - b'0'));
    Some(((hours * 60 + minutes) * 60 + seconds) * 1_000 + thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(zone: Zone, at: Instant) -> String {
        let mut text = String::new();
        Moments::new(zone).write(at, &mut text);
        text
    }

    fn madrid() -> Zone {
        Zone::parse("Europe/Madrid").unwrap()
    }

    #[test]
    fn reads_the_clinics_time() {
        let mut moments = Moments::new(Zone::default());
        let moment = moments.instant("2026-10-31 23:30:00").unwrap();
        assert_eq!(moment.on.to_string(), "2026-10-31");
        assert_eq!(moment.at.millis() % DAY, (4 * 60 + 30) * 60_000);
        for same in [
            "2026-10-31T23:30",
            "2026-10-31 23:30:00.000",
            "2026-11-01T04:30:00Z",
            "2026/10/31 23:30:00",
            "2026-11-01 05:30+01:00",
            "2026-10-31 11:30 p. m.",
            "2026-10-31 11:30PM",
        ] {
            assert_eq!(moments.instant(same), Some(moment), "{same}");
        }
        assert_eq!(moments.instant("2026-10-31").unwrap().on.to_string(), "2026-10-31");
        for wrong in [
            "",
            "31/10/2026 10:00",
            "2026-10-31 24:00",
            "2026-10-31 10",
            "2026-10-31 10:61",
            "2026-02-30 10:00",
            "2026-10-31x10:00",
            "2026-10-31 10:00:00:00",
            "2026-10-31 13:00 pm",
            "2026-10-31 pm",
            "2026-10-31 -1:00",
        ] {
            assert_eq!(moments.instant(wrong), None, "{wrong}");
        }
        assert_eq!(Moments::day("2026-10-31 00:00:00").unwrap().to_string(), "2026-10-31");
        assert_eq!(Moments::day("2026-10-31 10:00"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(millis in 0_i64..4_102_444_800_000) {
            for zone in [Zone::default(), madrid()] {
                let at = Instant::from_millis(millis);
                let moment = Moments::new(zone).instant(&written(zone, at)).unwrap();
                prop_assert_eq!(moment.at, at);
                prop_assert_eq!(moment.on, zone.day(at));
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,40}") {
            let mut moments = Moments::new(madrid());
            let _ = moments.instant(&text);
            let _ = Moments::day(&text);
        }
    }

    #[test]
    fn an_hour_that_comes_twice_is_told_apart() {
        let first = Instant::from_millis(
            chrono::DateTime::parse_from_rfc3339("2026-10-25T00:30:00Z").unwrap().timestamp_millis(),
        );
        let second = Instant::from_millis(first.millis() + 3_600_000);
        assert_eq!(written(madrid(), first), "2026-10-25 02:30:00");
        assert_eq!(written(madrid(), second), "2026-10-25 01:30:00Z");
    }
}
