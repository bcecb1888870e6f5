//! Every word that owners are found by, looked through for what was perhaps meant.

use super::query::{Candidate, Forgive, Kind, Query, Term, cost};
use crate::Result;
use std::collections::BTreeSet;

/// More words than these nearest ones are not tried for a term.
const MOST_MEANT: usize = 48;
/// The index holds beginnings of up to this many letters ready; longer ones it would gather from all their words.
const READY: usize = 3;
/// Shorter terms are not taken apart where a space may be missing.
const SHORTEST_PAIR: usize = 5;

/// What the lexicon knows about a query's terms.
pub(super) struct Meaning<'q> {
    terms: Vec<Meant<'q>>,
    forgive: Forgive,
}

struct Meant<'q> {
    term: &'q Term,
    /// How many words begin with it.
    beginnings: usize,
    /// Words that answer it, with their cost.
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
            beginnings: 0,
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
            if let Some(answered) = meant.term.answer(candidate, self.forgive) {
                meant.beginnings += usize::from(answered.cost <= cost::BEGINNING);
                meant.words.push((answered.cost, word.to_owned()));
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
        let is_gathered = self.term.kind == Kind::Word && !is_ready(self.term, self.beginnings);
        let is_begun = self.term.kind != Kind::Word || self.beginnings > 0;
        let begun = (is_begun && !is_gathered).then(|| beginning(text));
        let words = self.words.iter().filter(|(cost, _)| is_gathered || *cost > cost::BEGINNING);
        let words = words.map(|(_, word)| quoted(word));
        let pairs = self.lefts.intersection(&self.rights).filter_map(|at| {
            let (left, right) = text.split_at_checked(*at)?;
            Some(format!("({} AND {})", quoted(left), beginning(right)))
        });
        let all: Vec<String> = begun.into_iter().chain(words).chain(pairs).collect();
        (!all.is_empty()).then(|| all.join(" OR "))
    }
}

/// The full-text expression for owners with all these words.
pub(super) fn whole_expression(query: &Query) -> String {
    query.terms.iter().map(|term| quoted(&term.text)).collect::<Vec<_>>().join(" AND ")
}

/// The full-text expression for owners with a word that begins with each term; `None` where there is none.
/// `words_beginning` looks them up.
pub(super) fn beginning_expression(
    query: &Query,
    mut words_beginning: impl FnMut(&str) -> Result<Vec<String>>,
) -> Result<Option<String>> {
    let mut groups = Vec::with_capacity(query.terms.len());
    for term in &query.terms {
        if term.len() <= READY {
            groups.push(beginning(&term.text));
            continue;
        }
        let words = words_beginning(&term.text)?;
        if words.is_empty() {
            return Ok(None);
        }
        groups.push(match is_ready(term, words.len()) {
            true => beginning(&term.text),
            false => format!("({})", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" OR ")),
        });
    }
    Ok(Some(groups.join(" AND ")))
}

/// Whether the index gives a beginning faster than the words behind it.
fn is_ready(term: &Term, words: usize) -> bool {
    term.len() <= READY || words > MOST_MEANT
}

fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

fn beginning(text: &str) -> String {
    format!("\"{text}\" *")
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
        same("arz luna", Forgive::Nothing, "(\"garza\") AND (\"luna\")");
        same("marja", Forgive::Typos, "(\"maria\")");
        same("lunagar", Forgive::Typos, "((\"luna\" AND \"gar\" *))");
        assert_eq!(expression("maria xyz", Forgive::Typos), None);
    }

    #[test]
    fn a_beginning_is_its_words_unless_the_index_has_it_ready() {
        let words = ["maria", "mario", "luna"];
        let beginning = |text: &str| {
            let begins = |text: &str| {
                Ok(words
                    .iter()
                    .filter(|word| word.starts_with(text))
                    .map(|word| (*word).to_owned())
                    .collect())
            };
            beginning_expression(&Query::read(text), begins).unwrap()
        };
        assert_eq!(beginning("mar").as_deref(), Some("\"mar\" *"));
        assert_eq!(beginning("lu mari").as_deref(), Some("\"lu\" * AND (\"maria\" OR \"mario\")"));
        assert_eq!(beginning("mari xyzw"), None);
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
