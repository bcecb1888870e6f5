//! Text cells that a spreadsheet would take for a formula: marked with an apostrophe on the way out, and the
//! mark taken off on the way in.

use std::borrow::Cow;

/// Whether a spreadsheet could run this text, apostrophes and blanks before it aside.
fn is_formula(text: &str) -> bool {
    let before = |c: char| c == '\'' || (c.is_whitespace() && c != '\t' && c != '\r');
    text.trim_start_matches(before).starts_with(['=', '+', '-', '@', '\t', '\r', '\0'])
}

/// The text as a cell holds it.
pub fn neutral(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a cell holds.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_neutralised() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+52 998", "'+52 998"),
            (" @sum", "' @sum"),
            ("\t=1", "'\t=1"),
            ("'=1", "''=1"),
            ("'hello", "'hello"),
            ("María", "María"),
            ("a=b", "a=b"),
            ("-", "'-"),
            ("\n=1", "'\n=1"),
        ] {
            assert_eq!(neutral(text), cell);
            assert_eq!(plain(cell), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_no_cell_is_a_formula(text in "['=+@ \\-\t\r\na-c]{0,8}") {
            let cell = neutral(&text).into_owned();
            prop_assert_eq!(plain(&cell), &text);
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']));
        }
    }
}
