//! What somebody typed into the box, and how well a word answers it.

use super::{
    sound::{letters, sound},
    typo::edits,
    words::words,
};
use crate::values::fold;

/// Longer texts are cut.
const LONGEST: usize = 200;
/// More words are left out.
const MOST_TERMS: usize = 8;

/// What a word costs that answers a term; the sum over the terms ranks the hits.
pub(super) mod cost {
    /// The name is another's than the one that was begun.
    pub(in super::super) const ASIDE: u32 = 2;
    /// The word begins like the term.
    pub(in super::super) const BEGINNING: u32 = 4;
    /// It sounds alike.
    pub(in super::super) const SOUND: u32 = 6;
    /// It begins with what sounds alike.
    pub(in super::super) const SOUND_BEGINNING: u32 = 7;
    /// It holds the term.
    pub(in super::super) const INSIDE: u32 = 8;
    /// One slip, or a space too much or too few. From here on a hit is only what was perhaps meant.
    pub(in super::super) const TYPO: u32 = 20;
    /// A slip in the beginning of a longer word.
    pub(in super::super) const TYPO_BEGINNING: u32 = 24;
    /// Two slips.
    pub(in super::super) const TYPOS: u32 = 32;
}

/// How near a word has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Forgive {
    /// Words that hold what was typed, or sound like it.
    Nothing,
    /// Slips too.
    Typos,
}

/// A part of a word that answers a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answered {
    pub cost: u32,
    /// The first folded character of the part.
    pub first: usize,
    /// How many.
    pub count: usize,
}

/// What kind of text a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, or the beginning or another part of one.
    Word,
    /// Digits of a phone or microchip, without what stands between them.
    Digits,
    /// A part of an e-mail address with its `@`.
    Mail,
}

/// A folded word that may answer, with what is asked of it again and again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'w> {
    text: &'w str,
    letters: u64,
}

impl<'w> Candidate<'w> {
    pub(super) fn new(text: &'w str) -> Self {
        Self { text, letters: letters(text) }
    }
}

/// One of the things that were typed.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub kind: Kind,
    /// Folded.
    pub text: String,
    chars: Vec<char>,
    sound: String,
    letters: u64,
    /// Whether it is the last, and so perhaps not typed to its end.
    is_last: bool,
}

impl Term {
    fn new(kind: Kind, text: String) -> Self {
        let (chars, sound, letters) = (text.chars().collect(), sound(&text), letters(&text));
        Self { kind, text, chars, sound, letters, is_last: false }
    }

    /// Characters typed.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// How a word answers, if it does.
    pub(super) fn answer(&self, word: Candidate<'_>, forgive: Forgive) -> Option<Answered> {
        let whole = |cost| Some(Answered { cost, first: 0, count: word.text.chars().count() });
        let part = |cost, first| Some(Answered { cost, first, count: self.len() });
        if let Some(rest) = word.text.strip_prefix(self.text.as_str()) {
            return part(if rest.is_empty() { 0 } else { cost::BEGINNING }, 0);
        }
        if self.kind != Kind::Word {
            return None;
        }
        let missing = (self.letters & !word.letters).count_ones() as usize;
        // Spellings of one sound differ in one letter at most (the u of gue and que).
        if self.len() >= 3 && missing <= 1 {
            if let Some(at) = word.text.find(self.text.as_str()) {
                return part(cost::INSIDE, word.text.get(..at).map_or(0, |before| before.chars().count()));
            }
            let heard = sound(word.text);
            if let Some(rest) = heard.strip_prefix(self.sound.as_str()).filter(|_| self.sound.len() >= 3) {
                return if rest.is_empty() { whole(cost::SOUND) } else { whole(cost::SOUND_BEGINNING) };
            }
        }
        if forgive == Forgive::Typos { whole(self.slips(word, missing)?) } else { None }
    }

    /// What a word costs that was perhaps meant. `missing` letters of the term are nowhere in the word.
    fn slips(&self, word: Candidate<'_>, missing: usize) -> Option<u32> {
        let most = if self.len() < 6 { 1 } else { 2 };
        if missing > most {
            return None;
        }
        let extra = (word.letters & !self.letters).count_ones() as usize;
        let may_go_on =
            self.is_last && self.len() >= 4 && word.text.chars().next() == self.chars.first().copied();
        if extra > most + 1 && !may_go_on {
            return None;
        }
        let chars: Vec<char> = word.text.chars().collect();
        if self.len() < 3 {
            // So short a word forgives a letter left out, nothing else.
            let is_left_out = chars.len() == self.len() + 1 && edits(&self.chars, &chars, 1).whole == 1;
            return is_left_out.then_some(cost::TYPO);
        }
        if chars.len() > self.len() + most + 1 && !may_go_on {
            return None;
        }
        // Slips are counted as written and as heard: a slip in a word misspelt by ear is one slip.
        let written = edits(&self.chars, &chars, most);
        if written.whole == 1 {
            return Some(cost::TYPO);
        }
        let (typed, heard): (Vec<char>, Vec<char>) =
            (self.sound.chars().collect(), sound(word.text).chars().collect());
        let heard = edits(&typed, &heard, most);
        if heard.whole <= 1 && typed.len() >= 3 {
            return Some(cost::TYPO);
        }
        if may_go_on && (written.beginning == 1 || (heard.beginning <= 1 && typed.len() >= 4)) {
            return Some(cost::TYPO_BEGINNING);
        }
        (most == 2 && (written.whole == 2 || heard.whole == 2)).then_some(cost::TYPOS)
    }
}

/// What was typed.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub terms: Vec<Term>,
    /// The text in one piece, folded: part of an e-mail address, perhaps.
    pub piece: Option<String>,
    /// All words as one name; none of one word, or where there is something else.
    pub name: Option<String>,
    /// What its reading costs beforehand.
    pub cost: u32,
}

impl Query {
    /// Reads a text. Digits that stand together are one number, however they are spaced.
    pub(super) fn read(text: &str) -> Self {
        let text: String = text.chars().take(LONGEST).map(plain).collect();
        let mut terms = Vec::new();
        let mut digits = String::new();
        for piece in text.split_whitespace() {
            if piece.chars().all(is_of_a_number) {
                digits.extend(piece.chars().filter(char::is_ascii_digit));
                continue;
            }
            push_digits(&mut terms, &mut digits);
            if piece.contains('@') {
                let mail = fold(piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '@'));
                terms.push(Term::new(Kind::Mail, mail));
            } else {
                terms.extend(words(piece).into_iter().map(|word| Term::new(Kind::Word, word.text)));
            }
        }
        push_digits(&mut terms, &mut digits);
        terms.truncate(MOST_TERMS);
        if let Some(last) = terms.last_mut() {
            last.is_last = true;
        }
        let whole = fold(&text);
        let piece = (!whole.contains(' ') && whole.chars().count() >= 3).then_some(whole);
        let is_name = terms.len() > 1 && terms.iter().all(|term| term.kind == Kind::Word);
        let name = is_name.then(|| terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join(" "));
        Self { terms, piece, name, cost: 0 }
    }

    /// The readings with one space less: `guada lupe` is perhaps `guadalupe`.
    pub(super) fn joined(&self) -> Vec<Self> {
        let mut readings = Vec::new();
        for at in 1..self.terms.len() {
            let (before, after) = (self.terms.get(..at - 1), self.terms.get(at + 1..));
            let (Some(before), Some(after)) = (before, after) else { continue };
            let pair = self.terms.get(at - 1).zip(self.terms.get(at));
            if let Some((one, other)) = pair.filter(|(a, b)| a.kind == Kind::Word && b.kind == Kind::Word) {
                let mut joined = Term::new(Kind::Word, format!("{}{}", one.text, other.text));
                joined.is_last = other.is_last;
                let terms = before.iter().cloned().chain([joined]).chain(after.iter().cloned()).collect();
                readings.push(Self { terms, piece: None, name: None, cost: cost::TYPO });
            }
        }
        readings
    }
}

fn push_digits(terms: &mut Vec<Term>, digits: &mut String) {
    if !digits.is_empty() {
        terms.push(Term::new(Kind::Digits, std::mem::take(digits)));
    }
}

/// Digits, and what people put between them.
fn is_of_a_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2015}')
}

/// Digits of other keyboards as 0 to 9, and nothing that cannot be seen.
fn plain(c: char) -> char {
    if c.is_control() {
        return ' ';
    }
    ['\u{660}', '\u{6f0}', '\u{ff10}']
        .into_iter()
        .find_map(|zero| u32::from(c).checked_sub(zero.into()).filter(|digit| *digit < 10))
        .and_then(|digit| char::from_digit(digit, 10))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Kind, String)> {
        Query::read(text).terms.into_iter().map(|term| (term.kind, term.text)).collect()
    }

    #[test]
    fn a_text_is_words_numbers_and_addresses() {
        use Kind::{Digits, Mail, Word};
        for (text, expected) in [
            ("  María GARCÍA ", vec![(Word, "maria"), (Word, "garcia")]),
            ("998 123-45", vec![(Digits, "99812345")]),
            ("+52 (998) 123 4567", vec![(Digits, "529981234567")]),
            ("٩٩٨", vec![(Digits, "998")]),
            ("Luna 4567", vec![(Word, "luna"), (Digits, "4567")]),
            ("<Maria.G@Correo.mx>", vec![(Mail, "maria.g@correo.mx")]),
            (
                "a OR \"b\" NEAR(c) -d * : ^",
                vec![(Word, "a"), (Word, "or"), (Word, "b"), (Word, "near"), (Word, "c"), (Word, "d")],
            ),
            ("- . ( )", vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(kind, text)| (kind, text.to_owned())).collect();
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn nearer_words_cost_less() {
        let query = Query::read("garcia");
        let costs: Vec<Option<u32>> =
            ["garcia", "garcialuz", "garzia", "monogarcia", "gacia", "gracias", "garza", "perez"]
                .iter()
                .map(|word| {
                    query.terms[0].answer(Candidate::new(word), Forgive::Typos).map(|answered| answered.cost)
                })
                .collect();
        assert!(costs[..5].is_sorted() && costs[..5].iter().all(Option::is_some), "{costs:?}");
        assert!(costs[5] >= Some(cost::TYPO) && costs[6] >= Some(cost::TYPO), "{costs:?}");
        assert_eq!(costs[7], None);
        assert_eq!(query.terms[0].answer(Candidate::new("gacia"), Forgive::Nothing), None);
    }

    #[test]
    fn slips_and_sounds_together_are_forgiven() {
        for (typed, word) in [
            ("ernamdes", "hernandez"),
            ("basqes", "vazquez"),
            ("yanes", "llanez"),
            ("guadlupe", "guadalupe"),
            ("gudalue", "guadalupe"),
            ("jun", "juan"),
            ("k", "ek"),
            ("ximnea", "ximena"),
        ] {
            assert!(
                Query::read(typed).terms[0].answer(Candidate::new(word), Forgive::Typos).is_some(),
                "{typed} {word}"
            );
        }
        for (typed, word) in [("luna", "pena"), ("ana", "eva"), ("jo", "eva"), ("maria", "perla")] {
            assert_eq!(
                Query::read(typed).terms[0].answer(Candidate::new(word), Forgive::Typos),
                None,
                "{typed} {word}"
            );
        }
    }
}
