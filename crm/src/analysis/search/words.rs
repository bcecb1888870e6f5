//! Text taken apart into folded words, each knowing where it stood.

use crate::values::fold_into;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: no name is longer, and a pasted text must not take long.
const LONGEST: usize = 40;

/// A folded word, and where it stood in the text as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, without accents: letters and digits only.
    pub text: String,
    /// For each folded character, the stretch of the shown text it came from, in UTF-16 units.
    at: Vec<(u32, u32)>,
    /// Whether only a hyphen stands between this word and the one before.
    follows_hyphen: bool,
}

impl Word {
    /// The stretch of the shown text behind these folded characters.
    pub(super) fn stretch(&self, first: usize, count: usize) -> (u32, u32) {
        let start = self.at.get(first).map_or(0, |(start, _)| *start);
        let end =
            self.at.get((first + count).saturating_sub(1)).or(self.at.last()).map_or(start, |(_, end)| *end);
        (start, end)
    }
}

/// The words of a text. An apostrophe joins (`O'Neill`), everything else that is no letter or digit parts.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word = Word { text: String::new(), at: Vec::new(), follows_hyphen: false };
    let mut gap = String::new();
    let mut buffer = String::new();
    let mut position = 0;
    for c in text.chars() {
        let start = position;
        position += u32::try_from(c.len_utf16()).unwrap_or(1);
        if c.is_alphanumeric() {
            if word.text.is_empty() {
                word.follows_hyphen = gap == "-" && !words.is_empty();
            }
            gap.clear();
            buffer.clear();
            fold_into(c.encode_utf8(&mut [0; 4]), &mut buffer);
            for folded in buffer.chars().filter(|folded| folded.is_alphanumeric()) {
                if word.at.len() < LONGEST {
                    word.text.push(folded);
                    word.at.push((start, position));
                }
            }
        } else if is_combining_mark(c) || (is_apostrophe(c) && !word.text.is_empty()) {
            if let Some((_, end)) = word.at.last_mut().filter(|_| is_combining_mark(c)) {
                *end = position;
            }
        } else {
            if !word.text.is_empty() {
                let next = Word { text: String::new(), at: Vec::new(), follows_hyphen: false };
                words.push(std::mem::replace(&mut word, next));
            }
            gap.push(c);
        }
    }
    if !word.text.is_empty() {
        words.push(word);
    }
    words
}

/// The words of a text for the index: hyphenated ones also joined (`Saint-James`: saint, james, saintjames).
pub(super) fn index_words(text: &str) -> Vec<String> {
    let words = words(text);
    let mut joined: Vec<String> = Vec::new();
    let mut run = String::new();
    for word in &words {
        if word.follows_hyphen {
            run.push_str(&word.text);
            joined.push(run.clone());
        } else {
            run.clone_from(&word.text);
        }
    }
    words.into_iter().map(|word| word.text).chain(joined).collect()
}

/// A text folded character by character, those that `keep` wants, each with the stretch of the text behind it
/// in UTF-16 units.
pub(super) fn folded_at(text: &str, keep: impl Fn(char) -> bool) -> (String, Vec<(u32, u32)>) {
    let (mut folded, mut at, mut buffer) = (String::new(), Vec::new(), String::new());
    let mut position = 0;
    for c in text.chars() {
        let start = position;
        position += u32::try_from(c.len_utf16()).unwrap_or(1);
        buffer.clear();
        fold_into(c.encode_utf8(&mut [0; 4]), &mut buffer);
        for c in buffer.chars().filter(|c| keep(*c)) {
            folded.push(c);
            at.push((start, position));
        }
    }
    (folded, at)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_apart_into_folded_words() {
        for (text, expected) in [
            ("José  NÚÑEZ-Peña", vec!["jose", "nunez", "pena", "nunezpena"]),
            ("O'Neill, L’Écuyer", vec!["oneill", "lecuyer"]),
            ("أمينة بناني", vec!["امينه", "بناني"]),
            ("\"DROP\" * (K9)", vec!["drop", "k9"]),
            ("Jose\u{301} ﬁn", vec!["jose", "fin"]),
            ("' - ", vec![]),
        ] {
            assert_eq!(index_words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_knows_where_it_stood() {
        let words = words("Ñu 🐶 Jose\u{301}s");
        assert_eq!(words[0].stretch(0, 2), (0, 2));
        assert_eq!(words[1].text, "joses");
        assert_eq!(words[1].stretch(3, 1), (9, 11));
        assert_eq!(words[1].stretch(0, 5), (6, 12));
    }
}
