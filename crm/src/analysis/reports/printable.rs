//! Text that paper can hold: every sign of it is in the bundled font, nothing is dropped in silence.

use super::face::Face;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What stands for a sign that has neither a glyph nor a transcription.
const UNKNOWN: char = '□';
/// Around a transcription.
const OPEN: char = '‹';
const CLOSE: char = '›';

/// `text` on one line in signs of the font. Blanks become spaces, or stay where they do not break; control and invisible
/// formatting characters, which could reorder or hide what is read, become `□`; words in a script that the font
/// lacks are transcribed between `‹ ›`.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7F).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let composed =
        if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect::<String>()) };
    if composed.chars().all(is_plain) {
        return composed.into_owned().into();
    }
    let mut out = String::with_capacity(composed.len());
    let mut foreign = String::new();
    for c in composed.chars() {
        if is_foreign(c) || (!foreign.is_empty() && c == ' ') {
            foreign.push(c);
            continue;
        }
        transcribe(&mut foreign, &mut out);
        out.push(match c {
            c if is_plain(c) => c,
            c if c.is_whitespace() => ' ',
            _ => UNKNOWN,
        });
    }
    transcribe(&mut foreign, &mut out);
    out.into()
}

/// Whether a page with this text must explain the transcription.
pub fn is_transcribed(text: &str) -> bool {
    text.contains([OPEN, UNKNOWN])
}

fn is_plain(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}') || (!c.is_whitespace() && !c.is_control() && Face::has(c))
}

fn is_foreign(c: char) -> bool {
    !Face::has(c) && !c.is_control() && !c.is_whitespace() && !is_format(c)
}

/// Invisible characters that steer direction, joining or width.
fn is_format(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Moves the run of foreign signs over, transcribed; the blanks at its end stay outside.
fn transcribe(foreign: &mut String, out: &mut String) {
    if foreign.is_empty() {
        return;
    }
    let run = foreign.trim_end();
    let latin = deunicode::deunicode_with_tofu(run, "□");
    let latin: String = latin.chars().map(|c| if is_plain(c) { c } else { UNKNOWN }).collect();
    match latin.trim() {
        "" => out.push(UNKNOWN),
        latin if latin.chars().all(|c| c == UNKNOWN) => out.push_str(latin),
        latin => {
            out.push(OPEN);
            out.push_str(latin);
            out.push(CLOSE);
        }
    }
    out.extend(std::iter::repeat_n(' ', foreign.len() - run.len()));
    foreign.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn latin_text_stays_as_it_is() {
        for text in
            ["María Ñandú-Güemes", "Élodie “Lulu” Œuvre – 5 €", "Łódź, İstanbul, Nguyễn", "Андрей Ελένη"]
        {
            assert_eq!(printable(text), text);
            assert!(!is_transcribed(&printable(text)));
        }
    }

    #[test]
    fn letters_and_accents_in_two_pieces_are_joined() {
        assert_eq!(printable("Nun\u{303}ez"), "Nuñez");
    }

    #[test]
    fn other_scripts_are_transcribed_where_one_sees_it() {
        let arabic = printable("مريم النور García");
        assert!(arabic.starts_with('‹') && arabic.ends_with("› García"), "{arabic}");
        assert!(arabic.chars().filter(char::is_ascii_alphabetic).count() > 10, "{arabic}");
        assert!(is_transcribed(&arabic));
        assert!(is_transcribed(&printable("北京")));
        assert!(is_transcribed(&printable("\u{E000}")));
    }

    #[test]
    fn characters_that_hide_or_reorder_are_made_visible() {
        assert_eq!(printable("a\u{202E}b"), "a□b");
        assert_eq!(printable("a\u{0}b\u{1B}[0m"), "a□b□[0m");
        assert_eq!(printable("one\r\n two\tthree\u{2003}four\u{A0}five"), "one   two three four\u{A0}five");
    }

    proptest! {
        #[test]
        fn whatever_comes_the_font_can_set_it(text in any::<String>()) {
            let out = printable(&text);
            prop_assert!(out.chars().all(Face::has), "{:?}", out);
            prop_assert!(!out.chars().any(char::is_control));
            prop_assert_eq!(printable(&out), out.as_ref(), "twice changes nothing");
            prop_assert!(text.trim().is_empty() || !out.is_empty());
        }
    }
}
