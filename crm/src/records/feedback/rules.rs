//! How something was meant: a rating says it; of a comment without one, words suggest it and a person decides.

use crate::{records::interactions::Sentiment, values::fold};

/// The sentiment of a rating.
pub fn sentiment_of(rating: u8) -> Sentiment {
    match rating {
        0..=2 => Sentiment::Negative,
        3 => Sentiment::Neutral,
        _ => Sentiment::Positive,
    }
}

/// Beginnings of words, folded, Spanish and English.
const GOOD: &[&str] = &[
    "amable",
    "agradec",
    "amor",
    "atent",
    "bien",
    "bonit",
    "carin",
    "content",
    "encant",
    "excelent",
    "feliz",
    "genial",
    "gracias",
    "limpi",
    "maravill",
    "mejor",
    "perfect",
    "profesional",
    "puntual",
    "rapid",
    "recomiend",
    "amazing",
    "best",
    "caring",
    "clean",
    "excellent",
    "friendly",
    "great",
    "happy",
    "helpful",
    "kind",
    "love",
    "perfect",
    "recommend",
    "thank",
    "wonderful",
];
const BAD: &[&str] = &[
    "car[oa]",
    "cobr",
    "decepcion",
    "demor",
    "enoj",
    "error",
    "espera",
    "falta",
    "fatal",
    "grit",
    "grosera",
    "grosero",
    "horribl",
    "lent",
    "mal",
    "molest",
    "nunca",
    "peor",
    "perdi",
    "pesim",
    "problem",
    "queja",
    "ruid",
    "suci",
    "tard",
    "trist",
    "angry",
    "awful",
    "bad",
    "complain",
    "dirty",
    "disappoint",
    "expensive",
    "horribl",
    "late",
    "never",
    "poor",
    "rude",
    "slow",
    "terribl",
    "unhappy",
    "upset",
    "wait",
    "worst",
    "wrong",
];
/// Words that turn the next ones round.
const NOT: &[&str] = &["no", "not", "ni", "sin", "nada", "dont", "didnt", "wasnt", "isnt", "without"];
/// How many words behind it a negation reaches.
const REACH: usize = 3;

/// What the words of a comment suggest; nothing where they say nothing.
pub fn suggest(comment: &str) -> Option<Sentiment> {
    let folded = fold(&comment.replace(['\'', '’'], ""));
    let mut score = 0_i32;
    let mut is_any = false;
    // A negation ends with its clause.
    for clause in folded.split([',', '.', ';', ':', '!', '?']) {
        let words: Vec<&str> =
            clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for (at, word) in words.iter().enumerate() {
            let is_turned = words.iter().take(at).rev().take(REACH).any(|before| NOT.contains(before));
            let value = match (begins(word, GOOD), begins(word, BAD)) {
                (true, false) => 1,
                (false, true) => -1,
                _ => continue,
            };
            is_any = true;
            score += if is_turned { -value } else { value };
        }
    }
    is_any.then_some(match score {
        0 => Sentiment::Neutral,
        1.. => Sentiment::Positive,
        _ => Sentiment::Negative,
    })
}

fn begins(word: &str, list: &[&str]) -> bool {
    list.iter().any(|start| match *start {
        // A short word of its own: it begins too many others.
        "car[oa]" => matches!(word, "caro" | "cara" | "caros" | "caras"),
        "mal" | "bad" | "late" | "love" | "kind" | "best" | "poor" | "slow" | "rude" | "wait" => {
            word == *start
                || word.strip_prefix(start).is_some_and(|rest| {
                    matches!(rest, "a" | "o" | "as" | "os" | "d" | "ed" | "ing" | "r" | "er" | "ly")
                })
        }
        start => word.starts_with(start),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_says_how_it_was_meant() {
        let said = [1, 2, 3, 4, 5].map(|rating| sentiment_of(rating).as_str());
        assert_eq!(said, ["negative", "negative", "neutral", "positive", "positive"]);
    }

    #[test]
    fn words_only_suggest() {
        for (comment, is) in [
            ("Excelente atención, muy amables", Some("positive")),
            ("Muy tardado y además caro", Some("negative")),
            ("No me gustó, pésimo trato", Some("negative")),
            ("No fue malo", Some("positive")),
            ("Rápido pero caro", Some("neutral")),
            ("Great staff, thank you!", Some("positive")),
            ("We waited two hours and they were rude", Some("negative")),
            ("I wasn't happy", Some("negative")),
            ("Trajimos a Max el martes", None),
            ("Maleta", None),
            ("", None),
        ] {
            assert_eq!(suggest(comment).map(Sentiment::as_str), is, "{comment}");
        }
    }
}
