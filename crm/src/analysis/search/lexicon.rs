//! Every word that owners are found by, looked through for what was perhaps meant.

use super::query::{Candidate, Forgive, Kind, Query, Term, cost};
use std::collections::BTreeSet;

/// More words than these nearest ones are not tried for a term.
const MOST_MEANT: usize = 48;
/// Shorter terms are not taken apart where a space may be missing.
const SHORTEST_PAIR: usize = 5;

/// What the lexicon knows about a query's terms.
pub(super) struct Meaning<'q> {
    terms: Vec<Meant<'q>>,
    forgive: Forgive,
}

struct Meant<'q> {
    term: &'q Term,
    /// Whether some word begins with it.
    is_beginning: bool,
    /// Other words that answer it, with their cost.
    words: Vec<(u32, String)>,
    /// Lengths of words that the term begins with.
    lefts: BTreeSet<usize>,
    /// Where the rest of the term is the beginning of a word.
    rights: BTreeSet<usize>,
}

impl<'q> Meaning<'q> {
    pub(super) fn new(query: &'q Query, forgive: Forgive) -> Self {
        let terms = query.terms.iter().map(|term| Meant {
            term,
            is_beginning: false,
            words: Vec::new(),
            lefts: BTreeSet::new(),
            rights: BTreeSet::new(),
        });
        Self { terms: terms.collect(), forgive }
    }

    /// Looks at a word of the lexicon.
    pub(super) fn look(&mut self, word: &str) {
        let candidate = Candidate::new(word);
        for meant in &mut self.terms {
            if meant.term.kind != Kind::Word {
                continue;
            }
            match meant.term.answer(candidate, self.forgive) {
                Some(answered) if answered.cost <= cost::BEGINNING => meant.is_beginning = true,
                Some(answered) => meant.words.push((answered.cost, word.to_owned())),
                None => {}
            }
            if self.forgive == Forgive::Typos && meant.term.len() >= SHORTEST_PAIR {
                meant.look_for_pair(word);
            }
        }
    }

    /// Terms that no name answers: perhaps part of an address or a chip.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &'q Term> {
        self.terms.iter().filter(|meant| meant.expression().is_none()).map(|meant| meant.term)
    }

    /// The full-text expression for owners whose names answer every term; `None` where they cannot.
    pub(super) fn expression(&mut self) -> Option<String> {
        let mut groups = Vec::with_capacity(self.terms.len());
        for meant in &mut self.terms {
            meant.words.sort_unstable();
            meant.words.truncate(MOST_MEANT);
            groups.push(format!("({})", meant.expression()?));
        }
        (!groups.is_empty()).then(|| groups.join(" AND "))
    }
}

impl Meant<'_> {
    fn look_for_pair(&mut self, word: &str) {
        let text = self.term.text.as_str();
        if word.len() >= 2 && text.starts_with(word) {
            self.lefts.insert(word.len());
        }
        for (at, _) in text.char_indices().skip(2) {
            if text.get(at..).is_some_and(|rest| word.starts_with(rest)) {
                self.rights.insert(at);
            }
        }
    }

    fn expression(&self) -> Option<String> {
        let text = self.term.text.as_str();
        let beginning = (self.is_beginning || self.term.kind != Kind::Word).then(|| format!("\"{text}\" *"));
        let words = self.words.iter().map(|(_, word)| format!("\"{word}\""));
        let pairs = self.lefts.intersection(&self.rights).filter_map(|at| {
            let (left, right) = text.split_at_checked(*at)?;
            Some(format!("(\"{left}\" AND \"{right}\" *)"))
        });
        let all: Vec<String> = beginning.into_iter().chain(words).chain(pairs).collect();
        (!all.is_empty()).then(|| all.join(" OR "))
    }
}

/// The full-text expression for owners with all these words, whole or as beginnings.
pub(super) fn plain_expression(query: &Query, is_whole: bool) -> String {
    let mark = if is_whole { "" } else { " *" };
    let terms = query.terms.iter().filter(|term| term.kind != Kind::Mail);
    terms.map(|term| format!("\"{}\"{mark}", term.text)).collect::<Vec<_>>().join(" AND ")
}

/// More pieces of three characters than these narrow nothing down further.
const MOST_PIECES: usize = 8;

/// The full-text expression for a fragment of at least three characters: its pieces of three.
pub(super) fn fragment_expression(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let pieces: Vec<String> = chars
        .windows(3)
        .map(|piece| piece.iter().collect::<String>().replace('"', "\"\""))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let step = pieces.len().div_ceil(MOST_PIECES).max(1);
    let quoted: Vec<String> = pieces.iter().step_by(step).map(|piece| format!("\"{piece}\"")).collect();
    (!quoted.is_empty()).then(|| format!("({})", quoted.join(" AND ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(text: &str, forgive: Forgive) -> Option<String> {
        let query = Query::read(text);
        let mut meaning = Meaning::new(&query, forgive);
        ["ana", "garcia", "garza", "maria", "mario", "luna"].iter().for_each(|word| meaning.look(word));
        meaning.expression()
    }

    #[test]
    fn a_term_stands_for_the_words_it_may_mean() {
        let same = |text: &str, forgive, expected: &str| {
            assert_eq!(expression(text, forgive).as_deref(), Some(expected), "{text}");
        };
        same("gar", Forgive::Nothing, "(\"gar\" *)");
        same("arz luna", Forgive::Nothing, "(\"garza\") AND (\"luna\" *)");
        same("marja", Forgive::Typos, "(\"maria\")");
        same("lunagar", Forgive::Typos, "((\"luna\" AND \"gar\" *))");
        assert_eq!(expression("maria xyz", Forgive::Typos), None);
    }

    #[test]
    fn a_fragment_is_its_pieces_of_three() {
        assert_eq!(fragment_expression("4567").as_deref(), Some("(\"456\" AND \"567\")"));
        assert_eq!(fragment_expression("a\"b").as_deref(), Some("(\"a\"\"b\")"));
        assert_eq!(fragment_expression("45"), None);
        let long = fragment_expression("maria.garcia.lopez@correo.mx").unwrap();
        assert!(long.matches("AND").count() < MOST_PIECES, "{long}");
    }
}
