//! Telephone numbers: whatever way they are typed, one number.

use rusqlite::types::{ToSql, ToSqlOutput};
use serde::Serialize;
use std::fmt;

/// Longest text that is looked at: no number is longer, however it is spaced.
const MAX_TEXT: usize = 64;
/// Digits of a Mexican number without its prefixes.
const MEXICAN: usize = 10;

/// A telephone number in E.164 (`+529981234567`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(transparent)]
pub struct Phone(String);

/// One of several numbers in a cell, with what was written beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelledPhone {
    /// The number as typed, without the label.
    pub typed: String,
    /// The number; `None` where the text is none.
    pub phone: Option<Phone>,
    /// What stood in brackets or after the number ("esposo").
    pub label: Option<String>,
}

impl Phone {
    /// Reads a number as typed; one without a country code is of `country` (ISO 3166, `MX`). Mexican forms of
    /// all times are one number: ten digits, `+52`, `+521`, `044`, `045` and `01` before them.
    pub fn parse(text: &str, country: &str) -> Option<Self> {
        let typed = Typed::read(text)?;
        typed.mexican(country).or_else(|| typed.of_the_world(country)).map(Self)
    }

    /// A number that is kept in E.164 already.
    pub fn from_e164(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let is_number = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| Self(text.to_owned()))
    }

    /// `+529981234567`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits that people in the country dial: a Mexican number without its `+52`, another one whole.
    pub fn national(&self) -> &str {
        self.0.strip_prefix("+52").unwrap_or(&self.0)
    }
}

impl fmt::Display for Phone {
    /// `998 123 4567` for a Mexican number, `+33 6 12 34 56 78` for another.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(digits) = self.0.strip_prefix("+52").filter(|digits| digits.len() == MEXICAN)
            && let (Some(area), Some(first), Some(last)) =
                (digits.get(..3), digits.get(3..6), digits.get(6..))
        {
            return write!(f, "{area} {first} {last}");
        }
        match phonenumber::parse(None, &self.0) {
            Ok(number) => write!(f, "{}", number.format().mode(phonenumber::Mode::International)),
            Err(_) => f.write_str(&self.0),
        }
    }
}

impl ToSql for Phone {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

/// The digits of a typed text, and whether a country code stands before them.
struct Typed {
    digits: String,
    is_international: bool,
}

impl Typed {
    /// `None` where something else than digits and what people put between them is there.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > MAX_TEXT {
            return None;
        }
        let mut digits = String::with_capacity(16);
        let mut is_international = false;
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '+' | '＋' if digits.is_empty() && !is_international => is_international = true,
                ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' => {}
                // Invisible marks that come along when a number is copied from a web page.
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
                other => digits.push(char::from_digit(other_digit(other)?, 10)?),
            }
        }
        if let Some(rest) = digits.strip_prefix("00").filter(|_| !is_international) {
            (digits, is_international) = (rest.to_owned(), true);
        }
        (7..=17).contains(&digits.len()).then_some(Self { digits, is_international })
    }

    fn mexican(&self, country: &str) -> Option<String> {
        let digits = self.digits.as_str();
        let is_here = country.eq_ignore_ascii_case("MX");
        let prefixes: &[&str] = match (self.is_international, digits.len()) {
            (true, 12) => &["52"],
            (true, 13) => &["521"],
            (false, 10) if is_here => &[""],
            (false, 12) if is_here => &["01", "52"],
            (false, 13) if is_here => &["044", "045", "521"],
            _ => return None,
        };
        let national = prefixes.iter().find_map(|prefix| digits.strip_prefix(prefix))?;
        // No Mexican area code begins with 0 or 1.
        let is_number = national.len() == MEXICAN && !national.starts_with(['0', '1']);
        is_number.then(|| format!("+52{national}"))
    }

    fn of_the_world(&self, country: &str) -> Option<String> {
        let plus = if self.is_international { "+" } else { "" };
        let country = country.to_ascii_uppercase().parse().ok();
        let number = phonenumber::parse(country, format!("{plus}{}", self.digits)).ok()?;
        // A Mexican number that its own rules refused is none.
        let is_number = number.is_valid() && number.code().value() != 52;
        is_number.then(|| number.format().mode(phonenumber::Mode::E164).to_string())
    }
}

/// Digits of other scripts: Arabic, Persian and full-width keyboards.
fn other_digit(c: char) -> Option<u32> {
    let zero = ['\u{660}', '\u{6f0}', '\u{ff10}'];
    zero.into_iter().find_map(|zero| u32::from(c).checked_sub(zero.into()).filter(|digit| *digit < 10))
}

/// The numbers of a cell that holds several ("998 123 4567 / 998 765 4321 (esposo)"). A cell with one number,
/// or with none, comes back as one.
pub fn split_phones(text: &str, country: &str) -> Vec<LabelledPhone> {
    let whole = labelled(text, country);
    if whole.phone.is_some() {
        return vec![whole];
    }
    let spaced = [" y ", " e ", " o ", " and ", " or "]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, "\n"));
    let parts: Vec<LabelledPhone> = spaced
        .split(['/', ';', ',', '|', '\n'])
        .filter(|part| !part.trim().is_empty())
        .map(|part| labelled(part, country))
        .collect();
    if parts.iter().filter(|part| part.phone.is_some()).count() < 2 { vec![whole] } else { parts }
}

/// A number with the words around it taken off as its label.
fn labelled(text: &str, country: &str) -> LabelledPhone {
    let text = text.trim();
    let alone = LabelledPhone { typed: text.to_owned(), phone: Phone::parse(text, country), label: None };
    if alone.phone.is_some() {
        return alone;
    }
    let is_part = |c: char| c.is_ascii_digit() || c == '+';
    let (Some(first), Some(last)) = (text.find(is_part), text.rfind(is_part)) else { return alone };
    let (Some(before), Some(typed), Some(after)) =
        (text.get(..first), text.get(first..=last), text.get(last + 1..))
    else {
        return alone;
    };
    let words = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let label =
        [words(before), words(after)].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
    match Phone::parse(typed, country) {
        Some(phone) => LabelledPhone {
            typed: typed.to_owned(),
            phone: Some(phone),
            label: (!label.is_empty()).then(|| label.join(" ")),
        },
        None => alone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e164(text: &str) -> Option<String> {
        Phone::parse(text, "MX").map(|phone| phone.as_str().to_owned())
    }

    #[test]
    fn every_mexican_form_is_one_number() {
        for text in [
            "9981234567",
            "998-123-4567",
            "998 123 4567",
            "(998) 123.4567",
            "+52 998 123 4567",
            "+52 1 998 123 4567",
            "+5219981234567",
            "5219981234567",
            "529981234567",
            "044 998 123 4567",
            "045-998-123-4567",
            "01 998 123 4567",
            "0052 998 123 4567",
            "\u{202a}998\u{a0}123\u{2011}4567\u{202c}",
            "٩٩٨١٢٣٤٥٦٧",
            "998/123/4567",
        ] {
            assert_eq!(e164(text).as_deref(), Some("+529981234567"), "{text}");
        }
        assert_eq!(Phone::parse("998 123 4567", "MX").unwrap().to_string(), "998 123 4567");
        assert_eq!(Phone::parse("+52 1 998 123 4567", "US").unwrap().as_str(), "+529981234567");
    }

    #[test]
    fn numbers_of_other_countries_are_read_by_their_rules() {
        for (text, country, expected) in [
            ("+33 6 12 34 56 78", "MX", "+33612345678"),
            ("+1 (305) 555-0142", "MX", "+13055550142"),
            ("305 555 0142", "US", "+13055550142"),
            ("06 12 34 56 78", "FR", "+33612345678"),
            ("+212 612-345678", "MX", "+212612345678"),
        ] {
            assert_eq!(Phone::parse(text, country).map(|p| p.0).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(Phone::parse("+33612345678", "MX").unwrap().to_string(), "+33 6 12 34 56 78");
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "9.98E+11",
            "12345",
            "no tiene",
            "0981234567",
            "998123456",
            "99812345678",
            "+52 098 123 4567",
            "1998123456",
            "998+1234567",
        ] {
            assert_eq!(e164(text), None, "{text}");
        }
        assert_eq!(Phone::from_e164("+529981234567").unwrap().national(), "9981234567");
        assert_eq!(Phone::from_e164("9981234567"), None);
    }

    #[test]
    fn two_numbers_in_a_cell_are_two() {
        let split = split_phones("998 123 4567 / 998 765 4321 (esposo)", "MX");
        let seen: Vec<_> = split.iter().map(|p| (p.typed.as_str(), p.label.as_deref())).collect();
        assert_eq!(seen, [("998 123 4567", None), ("998 765 4321", Some("esposo"))]);
        assert_eq!(split_phones("998 123 4567 o 998 765 4321", "MX").len(), 2);
        assert_eq!(split_phones("998-123-4567", "MX").len(), 1);
        let one = split_phones("Casa: 998 123 4567", "MX");
        assert_eq!((one.len(), one[0].label.as_deref()), (1, Some("Casa")));
        let none = split_phones("por la tarde", "MX");
        assert_eq!((none.len(), none[0].typed.as_str(), none[0].phone.as_ref()), (1, "por la tarde", None));
    }
}
