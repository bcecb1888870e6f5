//! Slips of the finger: a letter missing, added or changed, or two swapped.

/// How far a typed word is from a word, and from the nearest beginning of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edits {
    /// Slips to the whole word.
    pub whole: usize,
    /// Slips to its nearest beginning.
    pub beginning: usize,
}

/// Counts slips; exact up to `most`, anything beyond where there are more.
pub(super) fn edits(typed: &[char], word: &[char], most: usize) -> Edits {
    let beyond = Edits { whole: most + 1, beginning: most + 1 };
    if typed.len() > word.len() + most {
        return beyond;
    }
    // Rows of the usual table (optimal string alignment): two back, one back, and the one being filled.
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=word.len()).collect();
    let mut typed_before = None;
    for (row_number, &typed_letter) in typed.iter().enumerate() {
        let mut row = Vec::with_capacity(above.len());
        let mut left = row_number + 1;
        row.push(left);
        let mut word_before = None;
        for (column, (&letter, pair)) in word.iter().zip(above.windows(2)).enumerate() {
            let &[diagonal, up] = pair else { continue };
            left = (diagonal + usize::from(typed_letter != letter)).min(up + 1).min(left + 1);
            if typed_before == Some(letter)
                && word_before == Some(typed_letter)
                && let Some(swapped) = column.checked_sub(1).and_then(|column| before.get(column))
            {
                left = left.min(swapped + 1);
            }
            row.push(left);
            word_before = Some(letter);
        }
        if row.iter().all(|slips| *slips > most) {
            return beyond;
        }
        before = std::mem::replace(&mut above, row);
        typed_before = Some(typed_letter);
    }
    Edits {
        whole: above.last().copied().unwrap_or(typed.len()),
        beginning: above.iter().copied().min().unwrap_or(typed.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (typed, word, whole, beginning) in [
            ("garcia", "garcia", 0, 0),
            ("gacia", "garcia", 1, 1),
            ("garciaa", "garcia", 1, 1),
            ("gracia", "garcia", 1, 1),
            ("garxia", "garcia", 1, 1),
            ("hernamd", "hernandez", 3, 1),
            ("hernadnes", "hernandez", 2, 2),
            ("luna", "perez", 3, 3),
            ("k", "ek", 1, 1),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let counted = edits(&chars(typed), &chars(word), 2);
            assert_eq!(
                (counted.whole.min(3), counted.beginning.min(3)),
                (whole, beginning),
                "{typed} {word}"
            );
        }
    }
}
