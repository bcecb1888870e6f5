//! Text in a CSV cell.

use std::borrow::Cow;

/// A text that no spreadsheet takes for a formula: one that begins with `= + - @`, a tab, a carriage return or
/// NUL, also after blanks, gets a leading `'`; so does one that begins with `'` before such a sign, so that
/// taking one off gives the text back.
pub fn neutral(text: &str) -> Cow<'_, str> {
    let inner = text.trim_start_matches('\'');
    let is_risky =
        inner.starts_with(['\t', '\r', '\0']) || inner.trim_start().starts_with(['=', '+', '-', '@', '\0']);
    if is_risky { format!("'{text}").into() } else { text.into() }
}

/// The text that a cell of [`neutral`]'s holds.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if matches!(neutral(rest), Cow::Owned(_)) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_texts() {
        for risky in ["=1+1", "+52 998", "-5", "@x", "\tx", "\rx", "  =1", "\u{A0}=1", "\0x", "'=1", "''=1"] {
            assert_eq!(neutral(risky), format!("'{risky}"), "{risky:?}");
        }
        for plain in ["María", "", "'quoted'", "a=b", "1-2", "  María"] {
            assert_eq!(neutral(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn taking_one_apostrophe_off_gives_every_text_back(text in any::<String>()) {
            let cell = neutral(&text);
            prop_assert_eq!(plain(&cell), &text);
        }
    }
}
