//! Numbers, amounts, yes and no, as people and programs write them.

use super::super::options::DecimalMark;
use crate::values::Money;

/// Yes or no; anything else is neither.
pub fn yes_no(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => return Some(true),
        "false" | "0" => return Some(false),
        _ => {}
    }
    match crate::values::fold(text).as_str() {
        "si" | "s" | "yes" | "y" | "true" | "verdadero" | "x" | "1" => Some(true),
        "no" | "n" | "false" | "falso" | "0" => Some(false),
        _ => None,
    }
}

/// A whole number.
pub fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// A number as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// This one, times ten to the places asked for.
    Is(i64),
    /// Groups of thousands or decimals: `1,234` and `12.500` may be either.
    Doubtful,
    /// None.
    None,
}

/// An amount in cents: `1234.56`, `1,234.56`, `1.234,56`, `$1,234.56`, `-420.81`, `(420.81)`, `MXN 12.50`.
pub fn amount(text: &str, mark: Option<DecimalMark>) -> Number {
    match Money::parse(text) {
        Some(money) => Number::Is(money.cents()),
        None => scaled(text, 2, mark),
    }
}

/// A number in thousandths: a quantity, or kilograms as grams.
pub fn thousandths(text: &str, mark: Option<DecimalMark>) -> Number {
    match text.parse::<i32>() {
        Ok(number) => Number::Is(i64::from(number) * 1_000),
        Err(_) => scaled(text, 3, mark),
    }
}

/// What a number's separators allow: a decimal point, a decimal comma.
pub fn marks(text: &str) -> (bool, bool) {
    let (digits, _) = unsigned(text).unwrap_or_default();
    (parts(digits, '.', ',').is_some(), parts(digits, ',', '.').is_some())
}

/// A decimal number × 10^places, exactly: more decimals than that must be zeros.
fn scaled(text: &str, places: usize, mark: Option<DecimalMark>) -> Number {
    let Some((digits, is_negative)) = unsigned(text) else { return Number::None };
    let (point, comma) = (parts(digits, '.', ','), parts(digits, ',', '.'));
    let read = match (point, comma, mark) {
        (Some(point), Some(comma), _) if point == comma => Some(point),
        (Some(_), Some(_), None) => return Number::Doubtful,
        (Some(point), Some(_), Some(DecimalMark::Point)) => Some(point),
        (Some(_), Some(comma), Some(DecimalMark::Comma)) => Some(comma),
        (one, other, _) => one.or(other),
    };
    let number = read.and_then(|(whole, decimals)| exact(whole, decimals, places));
    number.map_or(Number::None, |number| Number::Is(if is_negative { -number } else { number }))
}

fn exact(whole: &str, decimals: &str, places: usize) -> Option<i64> {
    let (kept, beyond) = decimals.split_at_checked(places).unwrap_or((decimals, ""));
    if beyond.bytes().any(|b| b != b'0') {
        return None;
    }
    let zeros = std::iter::repeat_n(b'0', places - kept.len());
    let mut value: i64 = 0;
    for byte in whole.bytes().filter(u8::is_ascii_digit).chain(kept.bytes()).chain(zeros) {
        value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
    }
    Some(value)
}

/// The digits without sign, brackets and currency, and whether the number is below zero.
fn unsigned(text: &str) -> Option<(&str, bool)> {
    let text = text.trim();
    let (text, in_brackets) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let text = without_currency(text);
    let (digits, has_minus) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (without_currency(rest), true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    if has_minus && in_brackets { None } else { Some((digits, has_minus || in_brackets)) }
}

fn without_currency(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '$' | '€' | '£'));
    let text = ["MXN", "USD", "EUR", "mxn", "M.N."]
        .iter()
        .fold(text, |text, code| text.strip_prefix(code).or_else(|| text.strip_suffix(code)).unwrap_or(text));
    text.trim_matches(|c: char| c.is_whitespace() || c == '$')
}

/// The whole and the decimal digits of a number with this decimal mark, its thousands checked.
fn parts(digits: &str, mark: char, thousands: char) -> Option<(&str, &str)> {
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (whole, decimals) = digits.split_once(mark).unwrap_or((digits, ""));
    let mut groups = whole.split(thousands);
    let first = groups.next().unwrap_or_default();
    let is_grouped = whole.len() > first.len();
    let is_whole = is_digits(first)
        && !first.is_empty()
        && groups.all(|group| group.len() == 3 && is_digits(group))
        // 0,500 are five tenths, and 1234,567 has no group of four.
        && (!is_grouped || (first.len() <= 3 && !first.starts_with('0')));
    (is_whole && is_digits(decimals)).then_some((whole, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        for yes in ["sí", "SI", "s", "yes", "Y", "true", "Verdadero", "X", "1"] {
            assert_eq!(yes_no(yes), Some(true), "{yes}");
        }
        for no in ["no", "N", "false", "FALSO", "0"] {
            assert_eq!(yes_no(no), Some(false), "{no}");
        }
        for neither in ["", "2", "quizá", "t", "ok", "-"] {
            assert_eq!(yes_no(neither), None, "{neither}");
        }
    }

    #[test]
    fn amounts_in_every_way_they_are_written() {
        for (text, cents) in [
            ("1234.56", 123_456),
            ("1,234.56", 123_456),
            ("1.234,56", 123_456),
            ("12,5", 1_250),
            ("0,50", 50),
            ("$1,234.5", 123_450),
            ("(420.81)", -42_081),
            ("-$420.81", -42_081),
            ("$ 12", 1_200),
            ("MXN 12.50", 1_250),
            ("1234.500", 123_450),
            ("0.500", 50),
            ("1,234,567", 123_456_700),
            ("1.234.567,00", 123_456_700),
        ] {
            assert_eq!(amount(text, None), Number::Is(cents), "{text}");
        }
        for wrong in [
            "",
            "1,23,4.00",
            "0,123",
            "abc",
            "(-5)",
            "--5",
            "1e5",
            ".5",
            "5..5",
            "$",
            "1.2.3",
            "99999999999999999999.00",
        ] {
            assert_eq!(amount(wrong, None), Number::None, "{wrong}");
        }
        assert_eq!(thousandths("4.9", None), Number::Is(4_900));
        assert_eq!(thousandths("2", None), Number::Is(2_000));
        assert_eq!(thousandths("x", None), Number::None);
        assert_eq!(whole("-12"), Some(-12));
        assert_eq!(whole("1.0"), None);
    }

    #[test]
    fn three_digits_behind_one_mark_are_in_doubt() {
        let (point, comma) = (Some(DecimalMark::Point), Some(DecimalMark::Comma));
        for (text, with_point, with_comma) in [
            ("1,234", Number::Is(123_400), Number::None),
            ("1,230", Number::Is(123_000), Number::Is(123)),
            ("12.500", Number::Is(1_250), Number::Is(1_250_000)),
            ("12.345", Number::None, Number::Is(1_234_500)),
        ] {
            let read = [amount(text, None), amount(text, point), amount(text, comma)];
            assert_eq!(read, [Number::Doubtful, with_point, with_comma], "{text}");
        }
        assert_eq!(marks("12.50"), (true, false));
        assert_eq!(marks("$1.234,5"), (false, true));
        assert_eq!(marks("1,234"), (true, true));
        assert_eq!(marks("12"), (true, true));
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_however_it_is_grouped(cents in -9_999_999_999_i64..9_999_999_999) {
            let plain = Money::from_cents(cents).to_string();
            prop_assert_eq!(amount(&plain, None), Number::Is(cents));
            let (whole, decimals) = plain.trim_start_matches('-').split_once('.').unwrap();
            let grouped: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap()).collect();
            let sign = if cents < 0 { "-" } else { "" };
            prop_assert_eq!(amount(&format!("{sign}{}.{decimals}", grouped.join(",")), None), Number::Is(cents));
            prop_assert_eq!(amount(&format!("{sign}{},{decimals}", grouped.join(".")), None), Number::Is(cents));
        }

        #[test]
        fn no_text_breaks_the_readers(text in ".{0,40}") {
            let _ = (yes_no(&text), whole(&text), amount(&text, None), thousandths(&text, None), marks(&text));
        }
    }
}
