//! The product's texts: one source for screen, paper and terminal, in `assets/locales/<language>/<area>.json`.
//! The key of a text is `area.name`.

use super::text_enum;
use std::{collections::HashMap, sync::LazyLock};

text_enum! {
    /// A language that screens and reports speak.
    #[derive(Default)]
    Lang {
        /// Spanish, as written in Mexico.
        #[default]
        Es = "es",
        /// English.
        En = "en",
    }
}

/// The areas whose texts are written outside the screen: Spanish, English.
const AREAS: &[(&str, &str)] = &[
    (
        include_str!("../../../assets/locales/es/dialogs.json"),
        include_str!("../../../assets/locales/en/dialogs.json"),
    ),
    (
        include_str!("../../../assets/locales/es/errors.json"),
        include_str!("../../../assets/locales/en/errors.json"),
    ),
    (
        include_str!("../../../assets/locales/es/progress.json"),
        include_str!("../../../assets/locales/en/progress.json"),
    ),
    (
        include_str!("../../../assets/locales/es/import.json"),
        include_str!("../../../assets/locales/en/import.json"),
    ),
    (
        include_str!("../../../assets/locales/es/insights.json"),
        include_str!("../../../assets/locales/en/insights.json"),
    ),
    (
        include_str!("../../../assets/locales/es/papers.json"),
        include_str!("../../../assets/locales/en/papers.json"),
    ),
    (
        include_str!("../../../assets/locales/es/reports.json"),
        include_str!("../../../assets/locales/en/reports.json"),
    ),
    (
        include_str!("../../../assets/locales/es/segments.json"),
        include_str!("../../../assets/locales/en/segments.json"),
    ),
    (
        include_str!("../../../assets/locales/es/terminal.json"),
        include_str!("../../../assets/locales/en/terminal.json"),
    ),
    (
        include_str!("../../../assets/locales/es/values.json"),
        include_str!("../../../assets/locales/en/values.json"),
    ),
];

type Texts = HashMap<String, String>;

static TEXTS: LazyLock<(Texts, Texts)> = LazyLock::new(|| {
    let read = |json: &str| serde_json::from_str::<Texts>(json).unwrap_or_default();
    let mut both = (Texts::new(), Texts::new());
    for (es, en) in AREAS {
        both.0.extend(read(es));
        both.1.extend(read(en));
    }
    both
});

/// The text of this key, or the key itself where the language has none (a test refuses that).
pub fn word(lang: Lang, key: &'static str) -> &'static str {
    find(lang, key).unwrap_or(key)
}

/// The text of this key with its `{placeholders}` filled in.
pub fn phrase(lang: Lang, key: &'static str, values: &[(&str, String)]) -> String {
    fill(word(lang, key), values)
}

/// As [`phrase`], in the form (`key.one`, `key.other`) that `count` things take in either language; a text that has no
/// forms says the same of any number.
pub fn counted(lang: Lang, key: &'static str, count: i64, values: &[(&str, String)]) -> String {
    let form = if count == 1 { "one" } else { "other" };
    fill(find(lang, &format!("{key}.{form}")).unwrap_or_else(|| word(lang, key)), values)
}

/// The text of a key that is put together from a code, where there is one.
pub fn look_up(lang: Lang, key: &str) -> Option<&'static str> {
    find(lang, key)
}

fn find(lang: Lang, key: &str) -> Option<&'static str> {
    let texts = match lang {
        Lang::Es => &TEXTS.0,
        Lang::En => &TEXTS.1,
    };
    texts.get(key).map(String::as_str)
}

fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut rest = text;
    let mut filled = String::with_capacity(rest.len() + 16);
    // One pass, so that a value which itself holds braces is never filled again.
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_and_placeholders() {
        let (es, en) = &*TEXTS;
        assert!(!es.is_empty(), "the files are read");
        for (key, text) in es {
            let twin = en.get(key).unwrap_or_else(|| panic!("{key} is missing in English"));
            assert_eq!(placeholders(text), placeholders(twin), "{key}");
            assert!(!text.trim().is_empty() && !twin.trim().is_empty(), "{key} is blank");
        }
        assert_eq!(es.len(), en.len(), "a key is missing in Spanish");
    }

    #[test]
    fn placeholders_are_filled_once() {
        let filled =
            phrase(Lang::En, "reports.page_of", &[("page", "{pages}".into()), ("pages", "4".into())]);
        assert_eq!(filled, "Page {pages} of 4");
    }
}
