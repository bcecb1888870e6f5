//! The day, and the hour, that a person means by what is typed: "mañana", "lun 10am", "en 3 semanas", "next monday". The
//! window reads the same words as they are typed (`ui/src/lib/words/natural.ts`); here they are read for the terminal.

use super::{Day, fold};
use chrono::{Datelike as _, Months};

/// From Monday on, in both languages.
const WEEKDAYS: [&[&str]; 7] = [
    &["lunes", "lun", "monday", "mon"],
    &["martes", "mar", "tuesday", "tue", "tues"],
    &["miercoles", "mie", "wednesday", "wed"],
    &["jueves", "jue", "thursday", "thu", "thurs"],
    &["viernes", "vie", "friday", "fri"],
    &["sabado", "sab", "saturday", "sat"],
    &["domingo", "dom", "sunday", "sun"],
];

const MONTHS: [&[&str]; 12] = [
    &["enero", "ene", "january", "jan"],
    &["febrero", "feb", "february"],
    &["marzo", "mar", "march"],
    &["abril", "abr", "april", "apr"],
    &["mayo", "may"],
    &["junio", "jun", "june"],
    &["julio", "jul", "july"],
    &["agosto", "ago", "august", "aug"],
    &["septiembre", "setiembre", "sep", "sept", "september"],
    &["octubre", "oct", "october"],
    &["noviembre", "nov", "november"],
    &["diciembre", "dic", "december", "dec"],
];

const NUMBERS: [(&[&str], i32); 10] = [
    (&["un", "una", "uno", "a", "an", "one"], 1),
    (&["dos", "two"], 2),
    (&["tres", "three"], 3),
    (&["cuatro", "four"], 4),
    (&["cinco", "five"], 5),
    (&["seis", "six"], 6),
    (&["siete", "seven"], 7),
    (&["ocho", "eight"], 8),
    (&["diez", "ten"], 10),
    (&["quince", "fifteen"], 15),
];

/// Words that say nothing of which day.
const FILLERS: [&str; 10] = ["el", "la", "de", "del", "proximo", "proxima", "next", "on", "the", "of"];
/// What stands behind an hour, and whether it is of the afternoon.
const HALVES: [(&str, Option<bool>); 5] =
    [("am", Some(false)), ("pm", Some(true)), ("hrs", None), ("hr", None), ("h", None)];

/// The day to come that is meant, and the minute of it where an hour is said; an hour alone is today's. Day before month,
/// as in Mexico. `None` where the text means no day.
pub fn moment(text: &str, today: Day) -> Option<(Day, Option<u16>)> {
    let folded = fold(&text.replace([',', '.'], " "));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if let Some(day) = day(&words, today) {
        return Some((day, None));
    }
    let (before, minute) = hour(&words)?;
    let day = if before.is_empty() { today } else { day(before, today)? };
    Some((day, Some(minute)))
}

/// The words in front of the hour that ends them, and its minute of the day. A bare number is no hour: "lun 10" could be
/// the tenth.
fn hour<'w, 't>(words: &'w [&'t str]) -> Option<(&'w [&'t str], u16)> {
    if let [before @ .., "mediodia" | "noon"] = words {
        let leads = [["a"], ["al"], ["at"]];
        let led = leads.iter().find_map(|lead| before.strip_suffix(lead));
        return Some((led.unwrap_or(before), 12 * 60));
    }
    let (words, half) = match words {
        [before @ .., half @ ("a" | "p"), "m"] => (before, Some(Some(*half == "p"))),
        [before @ .., last] => match HALVES.iter().find(|(name, _)| name == last) {
            Some((_, half)) => (before, Some(*half)),
            None => (words, None),
        },
        [] => return None,
    };
    let (last, before) = words.split_last()?;
    let glued = HALVES.iter().find_map(|(name, half)| Some((last.strip_suffix(name)?, *half)));
    let (clock, half) = match (half, glued) {
        (None, Some((clock, half))) => (clock, Some(half)),
        (half, _) => (*last, half),
    };
    let (hours, minutes) =
        clock.split_once(':').map_or((clock, None), |(hours, minutes)| (hours, Some(minutes)));
    let is_led = [["a", "las"], ["a", "la"]].iter().find_map(|lead| before.strip_suffix(lead));
    let led = is_led.or_else(|| before.strip_suffix(&["at"]));
    if half.is_none() && minutes.is_none() && led.is_none() {
        return None;
    }
    let digits = |text: &str| -> Option<u16> {
        ((1..=2).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let (hours, minutes) = (digits(hours)?, minutes.map_or(Some(0), digits)?);
    let hours = match half.flatten() {
        Some(true) if hours < 12 => hours + 12,
        Some(false) if hours == 12 => 0,
        _ => hours,
    };
    (hours < 24 && minutes < 60).then_some((led.unwrap_or(before), hours * 60 + minutes))
}

fn day(words: &[&str], today: Day) -> Option<Day> {
    let has_article = matches!(words.first(), Some(&("el" | "the")));
    let words: Vec<&str> = words.iter().copied().filter(|word| !FILLERS.contains(word)).collect();
    match words.as_slice() {
        ["hoy" | "today"] => Some(today),
        ["manana" | "tomorrow"] => Some(today.plus(1)),
        ["pasado", "manana"] | ["day", "after", "tomorrow"] => Some(today.plus(2)),
        ["semana" | "week"] | ["semana", "que", "viene" | "entra"] => Some(today.plus(7 - weekday(today))),
        ["mes" | "month"] | ["mes", "que", "viene" | "entra"] => months_on(today.first_of_month(), 1),
        ["fin" | "fines", "mes"] | ["a", "fin" | "fines", "mes"] | ["end", "month"] | ["month", "end"] => {
            Some(months_on(today.first_of_month(), 1)?.plus(-1))
        }
        [one] => match (place(&WEEKDAYS, one), short(one)) {
            (Some(named), _) => Some(today.plus((named - weekday(today) - 1).rem_euclid(7) + 1)),
            // "el 24": the next day with that number.
            (None, Some(date)) if has_article => numbered(today, date),
            _ => written(one, today),
        },
        ["en" | "in" | "dentro", amount, unit] => shifted(today, count(amount)?, unit),
        [one, other] => {
            if let Some(day) = count(one).and_then(|amount| shifted(today, amount, other)) {
                return Some(day);
            }
            // "mar 24" could be the 24th of March, and "lun 24" only where that is a Monday.
            match (place(&MONTHS, one), place(&MONTHS, other)) {
                (Some(month), _) => of_year(today, month, short(other)?, None),
                (None, Some(month)) => of_year(today, month, short(one)?, None),
                (None, None) => {
                    let named = place(&WEEKDAYS, one)?;
                    numbered(today, short(other)?).filter(|day| weekday(*day) == named)
                }
            }
        }
        [one, other, year] => match (place(&MONTHS, one), place(&MONTHS, other)) {
            (Some(month), _) => of_year(today, month, short(other)?, Some(year)),
            (None, month) => of_year(today, month?, short(one)?, Some(year)),
        },
        _ => None,
    }
}

/// `2026-11-12`, `12/11/2026`, `12/11` or `12-11`.
fn written(text: &str, today: Day) -> Option<Day> {
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    match parts.as_slice() {
        [year, month, date] if year.len() == 4 => {
            Day::from_ymd(year.parse().ok()?, short(month)?, short(date)?)
        }
        [date, month] => of_year(today, zero_based(month)?, short(date)?, None),
        [date, month, year] => of_year(today, zero_based(month)?, short(date)?, Some(year)),
        _ => None,
    }
}

fn zero_based(month: &str) -> Option<i32> {
    i32::try_from(short(month)?.checked_sub(1)?).ok()
}

/// A day of a month (0 is January): of this year or the next where none is said.
fn of_year(today: Day, month: i32, date: u32, year: Option<&str>) -> Option<Day> {
    let month = u32::try_from(month).ok()? + 1;
    let this_year = today.date().year();
    let Some(year) = year else {
        let day = Day::from_ymd(this_year, month, date)?;
        return if day < today { Day::from_ymd(this_year + 1, month, date) } else { Some(day) };
    };
    let typed: i32 = year.bytes().all(|c| c.is_ascii_digit()).then(|| year.parse().ok())??;
    match year.len() {
        4 => Day::from_ymd(typed, month, date),
        2 => Day::from_ymd(typed + 2000, month, date),
        _ => None,
    }
}

/// The next day with this number in its month.
fn numbered(today: Day, date: u32) -> Option<Day> {
    (0..3).find_map(|ahead| {
        let first = months_on(today.first_of_month(), ahead)?.date();
        Day::from_ymd(first.year(), first.month(), date).filter(|day| *day >= today)
    })
}

fn shifted(today: Day, amount: i32, unit: &str) -> Option<Day> {
    match unit {
        "dia" | "dias" | "day" | "days" | "d" => Some(today.plus(amount)),
        "semana" | "semanas" | "week" | "weeks" | "sem" | "w" => Some(today.plus(amount.checked_mul(7)?)),
        "mes" | "meses" | "month" | "months" | "m" => months_on(today, u32::try_from(amount).ok()?),
        "ano" | "anos" | "year" | "years" | "y" => {
            months_on(today, u32::try_from(amount).ok()?.checked_mul(12)?)
        }
        _ => None,
    }
}

fn months_on(day: Day, months: u32) -> Option<Day> {
    day.date().checked_add_months(Months::new(months)).map(Day::from)
}

fn weekday(day: Day) -> i32 {
    i32::try_from(day.date().weekday().num_days_from_monday()).unwrap_or_default()
}

fn place(names: &[&[&str]], wanted: &str) -> Option<i32> {
    names.iter().position(|names| names.contains(&wanted)).and_then(|at| i32::try_from(at).ok())
}

fn count(text: &str) -> Option<i32> {
    let named = NUMBERS.iter().find(|(names, _)| names.contains(&text)).map(|(_, number)| *number);
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    named.or_else(|| is_number.then(|| text.parse().ok())?)
}

/// A number of one or two digits.
fn short(text: &str) -> Option<u32> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Saturday.
    const TODAY: &str = "2026-10-31";

    fn read(text: &str) -> Option<String> {
        let (day, minute) = moment(text, Day::parse(TODAY).unwrap())?;
        Some(minute.map_or(day.to_string(), |minute| format!("{day} {:02}:{:02}", minute / 60, minute % 60)))
    }

    #[test]
    fn a_day_is_read_as_it_is_said_in_either_language() {
        for (text, day) in [
            ("hoy", "2026-10-31"),
            ("mañana", "2026-11-01"),
            ("Tomorrow", "2026-11-01"),
            ("pasado mañana", "2026-11-02"),
            ("the day after tomorrow", "2026-11-02"),
            ("lun", "2026-11-02"),
            ("el próximo lunes", "2026-11-02"),
            ("next monday", "2026-11-02"),
            ("sábado", "2026-11-07"),
            ("en 3 semanas", "2026-11-21"),
            ("dentro de dos días", "2026-11-02"),
            ("in a month", "2026-11-30"),
            ("2 weeks", "2026-11-14"),
            ("la semana que viene", "2026-11-02"),
            ("next month", "2026-11-01"),
            ("fin de mes", "2026-10-31"),
            ("el 24", "2026-11-24"),
            ("mar 24", "2027-03-24"),
            ("lun 2", "2026-11-02"),
            ("12 nov", "2026-11-12"),
            ("3 de enero", "2027-01-03"),
            ("Nov 12, 2026", "2026-11-12"),
            ("12/11/2026", "2026-11-12"),
            ("1/2", "2027-02-01"),
            ("12-11-27", "2027-11-12"),
            ("2026-11-30", "2026-11-30"),
        ] {
            assert_eq!(read(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn an_hour_may_follow_and_alone_is_todays() {
        for (text, moment) in [
            ("lun 10am", "2026-11-02 10:00"),
            ("mañana 16:30", "2026-11-01 16:30"),
            ("mañana a las 9", "2026-11-01 09:00"),
            ("next monday at 4 p.m.", "2026-11-02 16:00"),
            ("en 3 días 12 am", "2026-11-03 00:00"),
            ("viernes a mediodía", "2026-11-06 12:00"),
            ("6pm", "2026-10-31 18:00"),
            ("2026-11-30 10:00", "2026-11-30 10:00"),
            ("mié 8 hrs", "2026-11-04 08:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn what_means_no_day_to_come_is_not_guessed() {
        for text in [
            "",
            "pronto",
            "lun 24",
            "last monday",
            "mañana 10",
            "mañana 25:00",
            "31 feb",
            "2026-13-01",
            "lun 10:75",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
