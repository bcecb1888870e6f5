//! Text as files hold it: cleaned, never changed in meaning.

use crate::{office::transfer::summary::Reason, values::fold};
use std::borrow::Cow;

/// One of a closed list, however it is written.
pub fn choice(text: &str, choices: &'static [(&'static str, &'static str)]) -> Option<&'static str> {
    let find = |text: &str| choices.iter().find(|(read, _)| *read == text).map(|(_, kept)| *kept);
    find(text).or_else(|| {
        let folded = fold(text);
        find(&folded).or_else(|| find(&folded.replace([' ', '-'], "_")))
    })
}

/// Without control characters; a line break or tab is a blank.
pub fn single_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_control) {
        return Cow::Borrowed(text);
    }
    let clean: String = text
        .chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    Cow::Owned(clean.trim().to_owned())
}

/// Without control characters but tabs and line breaks, and those all `\n`.
pub fn sound(text: &str) -> Cow<'_, str> {
    let is_sound = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if text.chars().all(is_sound) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| is_sound(*c)).collect())
}

/// UTF-8 that was once read as Windows-1252 shows an Ã before a sign that no word has there.
pub fn mangled(text: &str) -> Option<Reason> {
    if text.is_ascii() {
        return None;
    }
    let after = text
        .split('Ã')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| ('\u{80}'..='\u{bf}').contains(&c) || "‰“”‘’šŸ".contains(c)));
    (after || text.contains('\u{fffd}')).then_some(Reason::MangledText)
}
