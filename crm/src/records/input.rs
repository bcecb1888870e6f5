//! What a field accepts. An empty text is nothing; an error names the field and never the value.

use crate::{
    Error, Result,
    values::{Day, Email, Phone},
};

/// The longest line: a name, a street, a subject.
pub(crate) const LINE: usize = 200;
/// The longest text: a note.
pub(crate) const TEXT: usize = 20_000;

/// A text without blanks around it; nothing when blank.
pub(crate) fn text(field: &str, typed: Option<&str>, longest: usize) -> Result<Option<String>> {
    let Some(text) = typed.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    if text.chars().count() > longest {
        return Err(Error::invalid(field, format!("longer than {longest} characters")));
    }
    if text.contains('\0') {
        return Err(Error::invalid(field, "holds a character that no text has"));
    }
    Ok(Some(text.to_owned()))
}

/// A text on one line.
pub(crate) fn line(field: &str, typed: Option<&str>) -> Result<Option<String>> {
    let text = text(field, typed, LINE)?;
    if text.as_deref().is_some_and(|text| text.contains(['\n', '\r'])) {
        return Err(Error::invalid(field, "more than one line"));
    }
    Ok(text)
}

/// What stands on record, where it was left alone: an import may have brought what a form would not take.
pub(crate) fn left_alone(typed: Option<&str>, stands: Option<&str>) -> Option<String> {
    let stands = stands.filter(|stands| !stands.trim().is_empty())?;
    (typed.map(str::trim) == Some(stands.trim())).then(|| stands.to_owned())
}

/// As [`line`]; what stands on record may stay.
pub(crate) fn line_over(field: &str, typed: Option<&str>, stands: Option<&str>) -> Result<Option<String>> {
    left_alone(typed, stands).map_or_else(|| line(field, typed), |kept| Ok(Some(kept)))
}

/// As [`text`]; what stands on record may stay.
pub(crate) fn text_over(field: &str, typed: Option<&str>, stands: Option<&str>) -> Result<Option<String>> {
    left_alone(typed, stands).map_or_else(|| text(field, typed, TEXT), |kept| Ok(Some(kept)))
}

/// As [`word`]; what stands on record may stay.
pub(crate) fn word_over(field: &str, typed: &str, stands: Option<&str>) -> Result<String> {
    left_alone(Some(typed), stands).map_or_else(|| word(field, typed), Ok)
}

/// As [`past`]; what stands on record may stay.
pub(crate) fn past_over(
    field: &str,
    day: Option<Day>,
    stands: Option<Day>,
    today: Day,
) -> Result<Option<Day>> {
    if day.is_some() && day == stands { Ok(day) } else { past(field, day, today) }
}

/// A line that must be there.
pub(crate) fn required(field: &str, typed: &str) -> Result<String> {
    line(field, Some(typed))?.ok_or_else(|| Error::invalid(field, "blank"))
}

/// A word of an open list (`species`, `language`): lower case, without blanks.
pub(crate) fn word(field: &str, typed: &str) -> Result<String> {
    let word = required(field, typed)?.to_lowercase();
    if word.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') && word.len() <= 40 {
        Ok(word)
    } else {
        Err(Error::invalid(field, "not a single word"))
    }
}

/// An e-mail address as typed. One that stands on record already may stay as it came, however odd.
pub(crate) fn email(field: &str, typed: Option<&str>, stands: Option<&str>) -> Result<Option<String>> {
    let email = line_over(field, typed, stands)?;
    match &email {
        Some(typed) if stands != Some(typed.as_str()) && Email::parse(typed).is_none() => {
            Err(Error::invalid(field, "not an e-mail address"))
        }
        _ => Ok(email),
    }
}

/// A telephone number as typed, and in E.164.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PhoneInput {
    /// As typed.
    pub typed: Option<String>,
    /// `+529981234567`; none where an old record holds something that is no number.
    pub e164: Option<String>,
}

/// A number of this country, or with its own country's code. What stands on record already may stay.
pub(crate) fn phone(
    field: &str,
    typed: Option<&str>,
    stands: Option<&str>,
    country: &str,
) -> Result<PhoneInput> {
    let Some(typed) = line_over(field, typed, stands)? else { return Ok(PhoneInput::default()) };
    let e164 = Phone::parse(&typed, country).map(|phone| phone.as_str().to_owned());
    if e164.is_none() && stands != Some(typed.as_str()) {
        return Err(Error::invalid(field, "not a telephone number"));
    }
    Ok(PhoneInput { typed: Some(typed), e164 })
}

/// A day that has come already.
pub(crate) fn past(field: &str, day: Option<Day>, today: Day) -> Result<Option<Day>> {
    match day {
        Some(day) if day > today => Err(Error::invalid(field, "in the future")),
        Some(day) if today.since(day) > 200 * 366 => Err(Error::invalid(field, "more than 200 years ago")),
        other => Ok(other),
    }
}
