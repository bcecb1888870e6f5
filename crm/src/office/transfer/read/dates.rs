//! Dates as people and programs write them, beside `2026-10-31`: each gives the days that it may be.

use super::super::options::DateOrder;
use crate::values::{Day, fold};

/// The day number of a spreadsheet's day 0.
const SERIAL_ZERO: i32 = -25_569;
/// Milliseconds in a day.
const DAY: f64 = 86_400_000.0;

/// What a text may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dated<'t> {
    /// `0/0/00`: no day at all.
    Nothing,
    /// A day, and the time that stands behind it.
    Day(Day, &'t str),
    /// A spreadsheet's number: a day and milliseconds after its midnight.
    Serial(Day, i64),
    /// Another day in each order, where it is one; and the time.
    Orders(Orders, &'t str),
}

/// What a date is in each order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orders {
    dmy: Option<Day>,
    mdy: Option<Day>,
    ymd: Option<Day>,
}

impl Orders {
    /// The day in this order.
    pub fn in_order(self, order: DateOrder) -> Option<Day> {
        match order {
            DateOrder::Dmy => self.dmy,
            DateOrder::Mdy => self.mdy,
            DateOrder::Ymd => self.ymd,
        }
    }
}

/// Reads a date. A year of two digits is at most `latest`; that it comes first, only `order` can say.
pub fn dated(text: &str, latest: i32, order: Option<DateOrder>) -> Option<Dated<'_>> {
    let text = text.trim();
    let first = text.split([' ', 'T', ',']).next().unwrap_or_default();
    if !first.is_empty() && first.bytes().all(|b| matches!(b, b'0' | b'/' | b'-' | b'.')) {
        let is_date = first.bytes().filter(|b| *b != b'0').count() == 2;
        return is_date.then_some(Dated::Nothing);
    }
    if text.matches('.').count() < 2 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return number(text);
    }
    if first.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.')) && first.len() > 4 {
        let time = text.get(first.len()..)?.trim_start_matches([' ', 'T', ',']);
        return numeric(first, time, latest, order);
    }
    named(text, latest)
}

/// `20261031`, or a spreadsheet's count of days (five digits: 1927 to 2173), with the time as its fraction.
fn number(text: &str) -> Option<Dated<'_>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    if whole.len() == 8 && fraction.is_empty() {
        let part = |range: std::ops::Range<usize>| whole.get(range)?.parse().ok();
        let day = Day::from_ymd(i32::try_from(part(0..4)?).ok()?, part(4..6)?, part(6..8)?)?;
        return (1_900..2_200).contains(&part(0..4)?).then_some(Dated::Day(day, ""));
    }
    if whole.len() != 5 || whole.starts_with('0') {
        return None;
    }
    let share: f64 = if fraction.is_empty() { 0.0 } else { format!("0.{fraction}").parse().ok()? };
    // To the second: a spreadsheet keeps fractions of a day, not milliseconds.
    let millis = (share * DAY / 1_000.0).round() * 1_000.0;
    Some(Dated::Serial(Day::from_number(whole.parse::<i32>().ok()? + SERIAL_ZERO), millis as i64))
}

/// Three numbers.
fn numeric<'t>(date: &str, time: &'t str, latest: i32, order: Option<DateOrder>) -> Option<Dated<'t>> {
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let day = |year: &str, month: &str, day: &str| -> Option<Day> {
        let short = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<u32>().ok()).flatten();
        Day::from_ymd(full_year(year, latest)?, short(month)?, short(day)?)
    };
    // `31/10/26` with the year first is so rare that every column of short years would be in doubt.
    let may_begin_with_year = a.len() == 4 || (c.len() == 2 && order == Some(DateOrder::Ymd));
    let orders = Orders {
        dmy: day(c, b, a),
        mdy: day(c, a, b),
        ymd: may_begin_with_year.then(|| day(a, b, c)).flatten(),
    };
    let mut days = [orders.dmy, orders.mdy, orders.ymd].into_iter().flatten();
    let one = days.next()?;
    Some(if days.all(|day| day == one) { Dated::Day(one, time) } else { Dated::Orders(orders, time) })
}

/// A year of four digits, or of two: not later than `latest`.
fn full_year(text: &str, latest: i32) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => {
            let this_century = latest - latest.rem_euclid(100) + year;
            Some(if this_century > latest { this_century - 100 } else { this_century })
        }
        _ => None,
    }
}

/// `31 de octubre de 2026`, `31-oct-26`, `Oct 31, 2026 9:45 PM`, `sáb 31 oct 2026`.
fn named(text: &str, latest: i32) -> Option<Dated<'_>> {
    let mut numbers: Vec<&str> = Vec::new();
    let (mut month, mut month_at, mut end) = (None, 0, text.len());
    for word in text.split([' ', ',', '-', '/', '.']).filter(|word| !word.is_empty()) {
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        if word.contains(':') {
            end = from;
            break;
        }
        let folded = fold(word);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = folded.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
            let ending = folded.get(digits..).unwrap_or_default();
            if numbers.len() == 2 {
                end = from;
                break;
            }
            if !["", "st", "nd", "rd", "th", "o"].contains(&ending) {
                return None;
            }
            numbers.push(word.get(..digits)?);
        } else if !["de", "del", "of", "the", "dia"].contains(&folded.as_str()) {
            match (month_of(&folded), month) {
                (Some(number), None) => (month, month_at) = (Some(number), numbers.len()),
                _ if is_weekday(&folded) => {}
                _ => return None,
            }
        }
    }
    let month: u32 = month?;
    let [one, other] = numbers.as_slice() else { return None };
    let (year, day) = if one.len() == 4 && month_at == 1 { (one, other) } else { (other, one) };
    if !(1..=2).contains(&day.len()) {
        return None;
    }
    let day = Day::from_ymd(full_year(year, latest)?, month, day.parse().ok()?)?;
    Some(Dated::Day(day, text.get(end..)?.trim()))
}

/// The month of a folded Spanish or English name, in full or in its first three letters.
fn month_of(folded: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["enero", "january"],
        &["febrero", "february"],
        &["marzo", "march"],
        &["abril", "april"],
        &["mayo", "may"],
        &["junio", "june"],
        &["julio", "july"],
        &["agosto", "august"],
        &["septiembre", "september", "setiembre"],
        &["octubre", "october"],
        &["noviembre", "november"],
        &["diciembre", "december"],
    ];
    let is_it =
        |name: &&str| *name == folded || (folded.len() >= 3 && folded.len() <= 4 && name.starts_with(folded));
    let at = NAMES.iter().position(|names| names.iter().any(is_it))?;
    u32::try_from(at + 1).ok()
}

fn is_weekday(folded: &str) -> bool {
    const STEMS: [&str; 14] =
        ["lun", "mar", "mie", "jue", "vie", "sab", "dom", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    STEMS.iter().any(|stem| folded.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn iso(text: &str) -> Option<String> {
        match dated(text, 2036, None)? {
            Dated::Day(day, "") => Some(day.to_string()),
            Dated::Day(day, time) => Some(format!("{day}|{time}")),
            Dated::Serial(day, 0) => Some(day.to_string()),
            Dated::Serial(day, millis) => Some(format!("{day}+{}", millis / 60_000)),
            Dated::Nothing => Some("nothing".into()),
            Dated::Orders(orders, _) => {
                let text = |order| orders.in_order(order).map_or("-".to_owned(), |day| day.to_string());
                Some(format!("{}/{}/{}", text(DateOrder::Dmy), text(DateOrder::Mdy), text(DateOrder::Ymd)))
            }
        }
    }

    #[test]
    fn dates_in_every_way_they_are_written() {
        for (text, day) in [
            ("31/10/2026", "2026-10-31"),
            ("10/31/2026", "2026-10-31"),
            ("31.10.26", "2026-10-31"),
            ("31-10-1945", "1945-10-31"),
            ("5/5/45", "1945-05-05"),
            ("2026/1/5", "2026-01-05"),
            ("02/01/2026", "2026-01-02/2026-02-01/-"),
            ("2/1/26 9:45 p.m.", "2026-01-02/2026-02-01/-"),
            ("31/10/2026 09:45", "2026-10-31|09:45"),
            ("31 de octubre de 2026", "2026-10-31"),
            ("31-oct-26", "2026-10-31"),
            ("Oct 31, 2026 9:45 PM", "2026-10-31|9:45 PM"),
            ("October 31st 2026", "2026-10-31"),
            ("sáb 31 oct. 2026", "2026-10-31"),
            ("martes 3 de marzo de 2026", "2026-03-03"),
            ("1 ENE 2026", "2026-01-01"),
            ("2026-ene-05", "2026-01-05"),
            ("sept 5 2026", "2026-09-05"),
            ("20261031", "2026-10-31"),
            ("46326", "2026-10-31"),
            ("46326.40625", "2026-10-31+585"),
            ("0/0/00", "nothing"),
            ("00/00/0000", "nothing"),
            ("0000-00-00 00:00:00", "nothing"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(day), "{text}");
        }
        for none in [
            "",
            "abc",
            "32/10/2026",
            "10/2026",
            "2026",
            "1234567",
            "12.5",
            "31 foo 2026",
            "oct 2026",
            "0",
            "00000",
            "99999999",
            "1/2/3/4",
        ] {
            assert_eq!(iso(none), None, "{none}");
        }
        let short = |text| match dated(text, 2036, Some(DateOrder::Ymd)) {
            Some(Dated::Orders(orders, _)) => orders.in_order(DateOrder::Ymd).map(|day| day.to_string()),
            _ => None,
        };
        assert_eq!(short("26/10/05").as_deref(), Some("2026-10-05"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[0-9a-z /.:,é-]{0,30}") {
            let _ = dated(&text, 2036, None);
        }
    }
}
