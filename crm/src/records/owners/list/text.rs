//! The text filter: each of its words is a part of what an owner is found by, the search's card of her.

use crate::values::fold;

/// A word of the filter, as it may stand on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded, as typed: so it stands in an address.
    pub(super) typed: String,
    /// Its letters and digits alone, where something else stands between them: so they stand in names and phones.
    pub(super) bare: Option<String>,
}

/// The words of a filter.
pub(super) fn words(text: &str) -> Vec<Word> {
    let word = |typed: &str| {
        let bare: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
        Word { typed: typed.to_owned(), bare: Some(bare).filter(|bare| !bare.is_empty() && bare != typed) }
    };
    fold(text).split_whitespace().map(word).collect()
}

impl Word {
    /// The ways in which it may stand on a card.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.typed.as_str()).chain(self.bare.as_deref())
    }

    /// Whether it has a letter or a digit.
    pub(super) fn has_letters(&self) -> bool {
        self.typed.chars().any(char::is_alphanumeric)
    }

    /// The full-text expression for phones, addresses and chips that hold it: all its runs of three. A shorter word has
    /// none.
    pub(super) fn in_fragments(&self) -> Option<String> {
        let forms: Option<Vec<String>> = self.forms().map(runs_of_three).collect();
        Some(forms?.join(" OR "))
    }
}

fn runs_of_three(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let runs = letters.windows(3).map(|run| quoted(&run.iter().collect::<String>()));
    let runs: Vec<String> = runs.collect();
    (!runs.is_empty()).then(|| format!("({})", runs.join(" AND ")))
}

/// A text as it stands in a full-text expression.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_in_addresses_as_typed_and_in_names_without_its_marks() {
        let forms = |text: &str| -> Vec<Vec<String>> {
            words(text).iter().map(|word| word.forms().map(str::to_owned).collect()).collect()
        };
        assert_eq!(forms("  García LÓPEZ "), [["garcia"], ["lopez"]]);
        assert_eq!(forms("998-123"), [["998-123", "998123"]]);
        assert_eq!(forms("a@b.mx"), [["a@b.mx", "abmx"]]);
        assert_eq!(forms("-"), [["-"]]);
        assert_eq!(forms(" "), Vec::<Vec<String>>::new());
    }

    #[test]
    fn fragments_are_sought_by_all_runs_of_three() {
        let sought = |text: &str| words(text).first().and_then(Word::in_fragments);
        assert_eq!(sought("9981").as_deref(), Some("(\"998\" AND \"981\")"));
        assert_eq!(
            sought("99-81").as_deref(),
            Some("(\"99-\" AND \"9-8\" AND \"-81\") OR (\"998\" AND \"981\")")
        );
        assert_eq!(sought("a\"b").as_deref(), None);
        assert_eq!(sought("ab"), None);
    }
}
