//! Numbers, amounts, yes and no, as people and programs write them.

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

/// An amount: `1234.56`, `1,234.56`, `1.234,56`, `$1,234.56`, `-420.81`, `(420.81)`, `MXN 12.50`.
///
/// Of two kinds of separator the last is the decimal one; one alone is a decimal point or, in groups of three, a
/// thousands comma.
pub fn amount(text: &str) -> Option<Money> {
    Money::parse(text).or_else(|| scaled(text, 2).map(Money::from_cents))
}

/// A number in thousandths: a quantity, or kilograms as grams.
pub fn thousandths(text: &str) -> Option<i64> {
    match text.len() {
        1 => text.parse::<i64>().ok().map(|number| number * 1_000),
        _ => scaled(text, 3),
    }
}

/// A decimal number × 10^places, exactly: more decimals than that must be zeros.
fn scaled(text: &str, places: usize) -> Option<i64> {
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
    if has_minus && in_brackets {
        return None;
    }
    let (whole, decimals) = parts(digits)?;
    let (kept, beyond) = decimals.split_at_checked(places).unwrap_or((decimals, ""));
    if beyond.bytes().any(|b| b != b'0') {
        return None;
    }
    let mut value: i64 = 0;
    let zeros = std::iter::repeat_n(b'0', places - kept.len());
    for byte in whole.bytes().filter(u8::is_ascii_digit).chain(kept.bytes()).chain(zeros) {
        value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
    }
    Some(if has_minus || in_brackets { -value } else { value })
}

fn without_currency(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '$' | '€' | '£'));
    let text = ["MXN", "USD", "EUR", "mxn", "M.N."]
        .iter()
        .fold(text, |text, code| text.strip_prefix(code).or_else(|| text.strip_suffix(code)).unwrap_or(text));
    text.trim_matches(|c: char| c.is_whitespace() || c == '$')
}

/// The whole and the decimal digits of a number, its thousands checked.
fn parts(digits: &str) -> Option<(&str, &str)> {
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (whole, decimals, thousands) = match (digits.rfind('.'), digits.rfind(',')) {
        (Some(point), Some(comma)) => {
            let (at, thousands) = if point > comma { (point, ',') } else { (comma, '.') };
            (digits.get(..at)?, digits.get(at + 1..)?, Some(thousands))
        }
        (Some(point), None) => (digits.get(..point)?, digits.get(point + 1..)?, None),
        (None, Some(_)) => (digits, "", Some(',')),
        (None, None) => (digits, "", None),
    };
    let is_whole = match thousands {
        None => is_digits(whole),
        Some(separator) => whole.split(separator).enumerate().all(|(group, text)| {
            is_digits(text) && if group == 0 { (1..=3).contains(&text.len()) } else { text.len() == 3 }
        }),
    };
    (is_whole && is_digits(decimals) && !whole.is_empty()).then_some((whole, decimals))
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
            ("$1,234.5", 123_450),
            ("(420.81)", -42_081),
            ("-$420.81", -42_081),
            ("$ 12", 1_200),
            ("MXN 12.50", 1_250),
            ("12.500", 1_250),
            ("1,234", 123_400),
            ("1,234,567.00", 123_456_700),
            ("1.234.567,00", 123_456_700),
        ] {
            assert_eq!(amount(text).map(Money::cents), Some(cents), "{text}");
        }
        for wrong in [
            "",
            "12,5",
            "1,23,4.00",
            "12.345",
            "abc",
            "(-5)",
            "--5",
            "1e5",
            ".5",
            "5..5",
            "$",
            "99999999999999999999.00",
        ] {
            assert_eq!(amount(wrong), None, "{wrong}");
        }
        assert_eq!(thousandths("4.9"), Some(4_900));
        assert_eq!(thousandths("2"), Some(2_000));
        assert_eq!(thousandths("x"), None);
        assert_eq!(whole("-12"), Some(-12));
        assert_eq!(whole("1.0"), None);
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_however_it_is_grouped(cents in -9_999_999_999_i64..9_999_999_999) {
            let plain = Money::from_cents(cents).to_string();
            prop_assert_eq!(amount(&plain).map(Money::cents), Some(cents));
            let (whole, decimals) = plain.trim_start_matches('-').split_once('.').unwrap();
            let grouped: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap()).collect();
            let sign = if cents < 0 { "-" } else { "" };
            prop_assert_eq!(amount(&format!("{sign}{}.{decimals}", grouped.join(","))).map(Money::cents), Some(cents));
            if grouped.len() > 1 {
                prop_assert_eq!(amount(&format!("{sign}{},{decimals}", grouped.join("."))).map(Money::cents), Some(cents));
            }
        }

        #[test]
        fn no_text_breaks_the_readers(text in ".{0,40}") {
            let _ = (yes_no(&text), whole(&text), amount(&text), thousandths(&text));
        }
    }
}
