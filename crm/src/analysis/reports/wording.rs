//! A report's values as one reads them: numbers and days in the reader's language.

use super::{
    marks::Page,
    report::{Cell, Label, Period},
};
use crate::values::{
    Day, Lang, Money,
    words::{counted, phrase, word},
};
use chrono::{Datelike, NaiveTime, Timelike};

const MONTHS: [(&str, &str); 12] = [
    ("reports.month_1", "reports.month_short_1"),
    ("reports.month_2", "reports.month_short_2"),
    ("reports.month_3", "reports.month_short_3"),
    ("reports.month_4", "reports.month_short_4"),
    ("reports.month_5", "reports.month_short_5"),
    ("reports.month_6", "reports.month_short_6"),
    ("reports.month_7", "reports.month_short_7"),
    ("reports.month_8", "reports.month_short_8"),
    ("reports.month_9", "reports.month_short_9"),
    ("reports.month_10", "reports.month_short_10"),
    ("reports.month_11", "reports.month_short_11"),
    ("reports.month_12", "reports.month_short_12"),
];

/// What stands in a table for nothing.
pub const NOTHING: &str = "—";
/// The true minus sign, as wide as a figure.
const MINUS: char = '−';

impl Label {
    /// The text in this language.
    pub fn read(&self, lang: Lang) -> String {
        match self {
            Self::Word(key) => word(lang, key).to_owned(),
            Self::Text(text) => text.clone(),
            Self::Phrase(key, values) => {
                let filled: Vec<_> = values.iter().map(|(name, value)| (*name, value.read(lang))).collect();
                match values.iter().find(|(name, _)| *name == "count") {
                    Some((_, Cell::Count(count))) => counted(lang, key, *count, &filled),
                    _ => phrase(lang, key, &filled),
                }
            }
        }
    }
}

impl Cell {
    /// The value as paper shows it; a share without its sign, which is the column's heading.
    pub fn read(&self, lang: Lang) -> String {
        match self {
            Self::Blank => NOTHING.to_owned(),
            Self::Label(label) => label.read(lang),
            Self::Count(count) => grouped(*count),
            Self::Money(amount) => money(*amount),
            Self::Share { part, whole } => {
                tenths(*part, *whole).map_or_else(|| NOTHING.to_owned(), one_decimal)
            }
            Self::Change { now, before } => change(lang, *now, *before),
            Self::Day(day) => short_day(lang, *day),
        }
    }
}

/// `1234567` → `1,234,567`. Mexico and the English-speaking countries write numbers alike.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push(MINUS);
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1,234.50`.
pub fn money(amount: Money) -> String {
    let cents = amount.cents();
    let sign = if cents < 0 { "−" } else { "" };
    // The whole part of the least amount has a magnitude that fits.
    format!("{sign}{}.{:02}", grouped((cents / 100).saturating_abs()), cents.unsigned_abs() % 100)
}

/// `part / whole` in tenths of a percent, rounded half-even; `None` for a whole of 0.
pub fn tenths(part: i64, whole: i64) -> Option<i64> {
    let (scaled, whole) = (i128::from(part) * 1000, i128::from(whole));
    if whole == 0 {
        return None;
    }
    let (quotient, rest) = (scaled.div_euclid(whole), scaled.rem_euclid(whole));
    let up = match (rest * 2).cmp(&whole.abs()) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => quotient % 2 != 0,
    };
    let away = if whole < 0 { -1 } else { 1 };
    i64::try_from(if up { quotient + away } else { quotient }).ok()
}

fn one_decimal(tenths: i64) -> String {
    let sign = if tenths < 0 { "−" } else { "" };
    format!("{sign}{}.{}", grouped((tenths / 10).saturating_abs()), tenths.unsigned_abs() % 10)
}

fn change(lang: Lang, now: i64, before: i64) -> String {
    match tenths(now.saturating_sub(before), before.saturating_abs()) {
        Some(change) => {
            let plus = if change > 0 { "+" } else { "" };
            phrase(lang, "reports.percent", &[("number", format!("{plus}{}", one_decimal(change)))])
        }
        None => NOTHING.to_owned(),
    }
}

fn month(lang: Lang, day: Day) -> &'static str {
    MONTHS.get(day.date().month0() as usize).map_or("", |(long, _)| word(lang, long))
}

fn month_short(lang: Lang, day: Day) -> &'static str {
    MONTHS.get(day.date().month0() as usize).map_or("", |(_, short)| word(lang, short))
}

fn day_with(lang: Lang, key: &'static str, month: &str, day: Day) -> String {
    let date = day.date();
    let values =
        [("day", date.day().to_string()), ("month", month.to_owned()), ("year", date.year().to_string())];
    phrase(lang, key, &values)
}

/// `17 de noviembre de 2025`, `November 17, 2025`.
pub fn long_day(lang: Lang, day: Day) -> String {
    day_with(lang, "reports.day_long", month(lang, day), day)
}

/// `17 nov 2025`, `Nov 17, 2025`.
pub fn short_day(lang: Lang, day: Day) -> String {
    day_with(lang, "reports.day_short", month_short(lang, day), day)
}

/// `17 nov`, `Nov 17`: where the year is said elsewhere.
pub fn day_of_year(lang: Lang, day: Day) -> String {
    day_with(lang, "reports.day_of_year", month_short(lang, day), day)
}

/// `nov 2025`.
pub fn month_of_year(lang: Lang, day: Day) -> String {
    day_with(lang, "reports.month_of_year", month_short(lang, day), day)
}

/// `Del 1 de septiembre al 16 de noviembre de 2025`; what both days share is said once.
pub fn long_period(lang: Lang, period: Period) -> String {
    let (from, to) = (period.from.date(), period.to.date());
    let key = if from == to {
        return long_day(lang, period.to);
    } else if from.year() != to.year() {
        "reports.period_years"
    } else if from.month() != to.month() {
        "reports.period_months"
    } else {
        "reports.period_days"
    };
    let values = [
        ("from_day", from.day().to_string()),
        ("from_month", month(lang, period.from).to_owned()),
        ("from_year", from.year().to_string()),
        ("day", to.day().to_string()),
        ("month", month(lang, period.to).to_owned()),
        ("year", to.year().to_string()),
    ];
    phrase(lang, key, &values)
}

/// `16 jun – 31 ago 2025`.
pub fn short_period(lang: Lang, period: Period) -> String {
    let to = short_day(lang, period.to);
    if period.from == period.to {
        to
    } else if period.from.date().year() == period.to.date().year() {
        format!("{} – {to}", day_of_year(lang, period.from))
    } else {
        format!("{} – {to}", short_day(lang, period.from))
    }
}

/// `9:42`.
pub fn clock(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// How many pages there are, for the foot of each.
pub fn page_of(lang: Lang, page: usize, pages: &[Page]) -> String {
    phrase(lang, "reports.page_of", &[("page", page.to_string()), ("pages", pages.len().to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn numbers_are_grouped_alike_in_both_languages() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(-1_234_567), "−1,234,567");
        assert_eq!(money(Money::from_cents(97_475_300)), "974,753.00");
        assert_eq!(money(Money::from_cents(-5)), "−0.05");
        assert_eq!(money(Money::from_cents(i64::MIN)), "−92,233,720,368,547,758.08");
    }

    #[rstest]
    #[case(1, 3, "33.3")]
    #[case(2, 3, "66.7")]
    #[case(1, 2000, "0.0")] // 0.05 %: half to even
    #[case(3, 2000, "0.2")] // 0.15 %
    #[case(-1, 3, "−33.3")]
    #[case(1, 0, "—")]
    #[case(5, 5, "100.0")]
    fn shares_round_half_even_to_one_decimal(#[case] part: i64, #[case] whole: i64, #[case] text: &str) {
        assert_eq!(Cell::Share { part, whole }.read(Lang::Es), text);
    }

    #[test]
    fn changes_carry_their_sign() {
        let read = |now, before, lang| Cell::Change { now, before }.read(lang);
        assert_eq!(read(97_475_300, 96_306_550, Lang::Es), "+1.2 %");
        assert_eq!(read(90, 100, Lang::En), "−10.0%");
        assert_eq!(read(100, 100, Lang::Es), "0.0 %");
        assert_eq!(read(1, 0, Lang::Es), "—");
        assert_eq!(read(i64::MAX, i64::MIN, Lang::En), "+100.0%");
    }

    #[rstest]
    #[case("2026-10-01", "2026-10-31", "Del 1 al 31 de octubre de 2026", "October 1–31, 2026")]
    #[case(
        "2025-09-01",
        "2025-11-16",
        "Del 1 de septiembre al 16 de noviembre de 2025",
        "September 1 – November 16, 2025"
    )]
    #[case(
        "2025-12-15",
        "2026-01-14",
        "Del 15 de diciembre de 2025 al 14 de enero de 2026",
        "December 15, 2025 – January 14, 2026"
    )]
    #[case("2026-02-28", "2026-02-28", "28 de febrero de 2026", "February 28, 2026")]
    fn periods_say_each_part_once(#[case] from: &str, #[case] to: &str, #[case] es: &str, #[case] en: &str) {
        let period = Period { from: day(from), to: day(to) };
        assert_eq!(long_period(Lang::Es, period), es);
        assert_eq!(long_period(Lang::En, period), en);
    }

    #[test]
    fn days_have_their_month_in_words() {
        assert_eq!(short_day(Lang::Es, day("2025-11-17")), "17 nov 2025");
        assert_eq!(short_day(Lang::En, day("2025-11-17")), "Nov 17, 2025");
        assert_eq!(long_day(Lang::En, day("2025-01-02")), "January 2, 2025");
        let across = Period { from: day("2025-06-16"), to: day("2025-08-31") };
        assert_eq!(short_period(Lang::Es, across), "16 jun – 31 ago 2025");
    }

    #[test]
    fn one_thing_is_not_many() {
        let owners =
            |count| Label::Phrase("reports.owners", vec![("count", Cell::Count(count))]).read(Lang::Es);
        assert_eq!(owners(1), "1 dueño");
        assert_eq!(owners(1200), "1,200 dueños");
    }
}
