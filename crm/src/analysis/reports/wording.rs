//! A report's values as one reads them: numbers and days in the reader's language.

use super::{
    marks::Page,
    params::Grain,
    report::{Cell, Label, Period, Scale},
};
use crate::values::{
    Day, Lang, Money,
    words::{counted, look_up, phrase, word},
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

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] = [
    "reports.weekday_1",
    "reports.weekday_2",
    "reports.weekday_3",
    "reports.weekday_4",
    "reports.weekday_5",
    "reports.weekday_6",
    "reports.weekday_7",
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
            Self::Value(area, code) => {
                look_up(lang, &format!("values.{area}.{code}")).map_or_else(|| code.clone(), str::to_owned)
            }
            Self::Text(text) => text.clone(),
            Self::Span(period) => span(lang, *period),
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
            Self::Opens(figure, _) => figure.read(lang),
            Self::Blank => NOTHING.to_owned(),
            Self::Label(label) => label.read(lang),
            Self::Count(count) => grouped(*count),
            Self::Money(amount) => money(*amount),
            Self::Share { part, whole } => {
                tenths(*part, *whole).map_or_else(|| NOTHING.to_owned(), one_decimal)
            }
            Self::Change { now, before } => change(lang, *now, *before),
            Self::Points(millionths) => points(lang, *millionths),
            Self::Day(day) => short_day(lang, *day),
            Self::Quantity(milli) => quantity(*milli),
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

/// Thousandths of a unit: `12`, `2.5`, without noughts at the end.
fn quantity(milli: i64) -> String {
    let whole = grouped(milli / 1000);
    let part = format!("{:03}", (milli % 1000).abs());
    let part = part.trim_end_matches('0');
    let sign = if milli < 0 && milli > -1000 { "−" } else { "" };
    if part.is_empty() { whole } else { format!("{sign}{whole}.{part}") }
}

/// The figure of a chart: `1,234`, or thousands of units as `79.0`.
pub fn charted(scale: Scale, value: i64) -> String {
    match scale {
        Scale::Count => grouped(value),
        Scale::Units => tenths(value, 100_000).map_or_else(String::new, grouped),
        Scale::Thousands => tenths(value, 10_000_000).map_or_else(String::new, one_decimal),
    }
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

fn points(lang: Lang, millionths: i64) -> String {
    let change = tenths(millionths, 1_000_000).unwrap_or(0);
    let plus = if change > 0 { "+" } else { "" };
    phrase(lang, "reports.points", &[("number", format!("{plus}{}", one_decimal(change)))])
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

/// `16 jun – 31 ago 2025`, `1–7 ago 2025`.
pub fn short_period(lang: Lang, period: Period) -> String {
    let (from, end) = (period.from.date(), period.to.date());
    let to = short_day(lang, period.to);
    if from == end {
        to
    } else if (from.year(), from.month()) == (end.year(), end.month()) {
        let values = [
            ("from_day", from.day().to_string()),
            ("day", end.day().to_string()),
            ("month", month_short(lang, period.to).to_owned()),
            ("year", end.year().to_string()),
        ];
        phrase(lang, "reports.span_days", &values)
    } else if from.year() == end.year() {
        format!("{} – {to}", day_of_year(lang, period.from))
    } else {
        format!("{} – {to}", short_day(lang, period.from))
    }
}

/// A year, a quarter or a month by its name where the days are a whole one; else as `16 jun – 31 ago 2025`.
pub fn span(lang: Lang, period: Period) -> String {
    let is_whole = |grain: Grain| {
        let longer = Period { from: period.from.plus(-1), to: period.to.plus(1) };
        period.days() > 1 && grain.parts(longer).get(1) == Some(&period)
    };
    let year = period.from.date().year().to_string();
    if is_whole(Grain::Year) {
        year
    } else if is_whole(Grain::Quarter) {
        phrase(
            lang,
            "reports.quarter",
            &[("number", (period.from.date().month0() / 3 + 1).to_string()), ("year", year)],
        )
    } else if is_whole(Grain::Month) {
        month_of_year(lang, period.from)
    } else {
        short_period(lang, period)
    }
}

/// The name of a part below a chart, which says the year elsewhere: a day or a week by its first day.
pub fn part(lang: Lang, period: Period) -> String {
    match period.days() {
        ..=7 => day_of_year(lang, period.from),
        8..=31 => month_of_year(lang, period.from),
        32..=92 => {
            let whole = Grain::Quarter.parts(Period { from: period.from, to: period.from.plus(100) });
            let end = whole.first().map_or(period.to, |quarter| quarter.to);
            let first = end.plus(-80).first_of_month();
            span(lang, Period { from: first, to: end })
        }
        _ => period.from.date().year().to_string(),
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
    fn charts_round_what_tables_say_exactly() {
        assert_eq!(charted(Scale::Count, 1_234), "1,234");
        assert_eq!(charted(Scale::Units, 123_450), "1,234", "half to even");
        assert_eq!(charted(Scale::Thousands, 7_896_000), "79.0");
    }

    #[test]
    fn quantities_have_no_noughts_at_the_end() {
        let read = |milli| Cell::Quantity(milli).read(Lang::Es);
        assert_eq!(
            [read(2_000), read(2_500), read(1_234_125), read(-500)],
            ["2", "2.5", "1,234.125", "−0.5"]
        );
    }

    #[rstest]
    #[case("2026-01-01", "2026-12-31", "2026")]
    #[case("2026-04-01", "2026-06-30", "T2 2026")]
    #[case("2026-02-01", "2026-02-28", "feb 2026")]
    #[case("2026-02-01", "2026-02-27", "1–27 feb 2026")]
    #[case("2026-02-01", "2026-02-01", "1 feb 2026")]
    fn whole_months_have_a_name(#[case] from: &str, #[case] to: &str, #[case] name: &str) {
        assert_eq!(span(Lang::Es, Period { from: day(from), to: day(to) }), name);
    }

    #[test]
    fn one_thing_is_not_many() {
        let owners =
            |count| Label::Phrase("reports.owners", vec![("count", Cell::Count(count))]).read(Lang::Es);
        assert_eq!(owners(1), "1 dueño");
        assert_eq!(owners(1200), "1,200 dueños");
    }
}
