//! Birthdays.

use crate::values::Day;
use chrono::Datelike;

/// The next birthday of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NextBirthday {
    /// Days until then; 0 today.
    pub(crate) days_left: i32,
    /// The age that it makes.
    pub(crate) turns: i32,
}

/// The next birthday of who was born on a day; none before the birth. Who was born on February 29 keeps it on
/// March 1 in other years.
pub(crate) fn next_birthday(born: Day, today: Day) -> Option<NextBirthday> {
    if born > today {
        return None;
    }
    let (birth, now) = (born.date(), today.date());
    let in_year =
        |year: i32| Day::from_ymd(year, birth.month(), birth.day()).or_else(|| Day::from_ymd(year, 3, 1));
    let mut year = now.year();
    if in_year(year)? < today {
        year += 1;
    }
    Some(NextBirthday { days_left: in_year(year)?.since(today), turns: year - birth.year() })
}

/// The month and day (`1117`) of everyone who has their birthday on a day.
pub(crate) fn keys_of(day: Day) -> Vec<String> {
    let date = day.date();
    let mut keys = vec![date.format("%m%d").to_string()];
    let has_leap_day = Day::from_ymd(date.year(), 2, 29).is_some();
    if date.month() == 3 && date.day() == 1 && !has_leap_day {
        keys.push("0229".into());
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(born: &str, today: &str) -> Option<(i32, i32)> {
        let day = |text| Day::parse(text).unwrap();
        next_birthday(day(born), day(today)).map(|next| (next.days_left, next.turns))
    }

    #[test]
    fn a_birthday_comes_every_year() {
        assert_eq!(next("2022-11-17", "2025-11-17"), Some((0, 3)));
        assert_eq!(next("2022-11-18", "2025-11-17"), Some((1, 3)));
        assert_eq!(next("2022-11-16", "2025-11-17"), Some((364, 4)));
        assert_eq!(next("2025-11-17", "2025-11-17"), Some((0, 0)));
        assert_eq!(next("2025-11-18", "2025-11-17"), None);
        assert_eq!(next("2020-01-02", "2025-12-31"), Some((2, 6)));
    }

    #[test]
    fn a_leap_day_is_kept_on_the_first_of_march() {
        assert_eq!(next("2020-02-29", "2025-02-28"), Some((1, 5)));
        assert_eq!(next("2020-02-29", "2024-02-28"), Some((1, 4)));
        let keys = |text| keys_of(Day::parse(text).unwrap());
        assert_eq!(keys("2025-03-01"), ["0301", "0229"]);
        assert_eq!(keys("2024-03-01"), ["0301"]);
        assert_eq!(keys("2024-02-29"), ["0229"]);
    }
}
