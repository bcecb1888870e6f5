//! What a command prints: for a person in words, for a program as JSON.

use crm::{
    Error, Result,
    values::{
        Instant, Lang, Phone, Zone,
        words::{look_up, word},
    },
};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// How a command ended that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should.
    Good,
    /// With a finding: the exit status is 1.
    Bad,
}

/// A command's result.
#[derive(Debug)]
pub struct Shown {
    /// For a person.
    pub text: String,
    /// For a program.
    pub json: Value,
    /// How it ended.
    pub verdict: Verdict,
}

impl Shown {
    /// A good result.
    ///
    /// # Errors
    /// None that the core's own types could have.
    pub fn new(text: impl Into<String>, value: &impl Serialize) -> Result<Self> {
        Ok(Self { text: text.into(), json: snake_case(serde_json::to_value(value)?), verdict: Verdict::Good })
    }
}

/// What went wrong, for a program.
pub fn error_json(error: &Error) -> Value {
    json!({ "error": { "code": error.code, "field": error.field, "detail": error.detail } })
}

/// What went wrong, in words: what happened, what is safe and what to do, and the technical detail.
pub fn error(lang: Lang, error: &Error) -> String {
    let code = serde_json::to_value(error.code).ok();
    let key = format!("errors.{}", code.as_ref().and_then(Value::as_str).unwrap_or("internal"));
    let what = look_up(lang, &key).unwrap_or_else(|| word(lang, "errors.internal"));
    let next = look_up(lang, &format!("{key}.next")).unwrap_or_default();
    let detail = match (&error.field, error.detail.as_str()) {
        (Some(field), "") => format!(" ({field})"),
        (Some(field), detail) => format!(" ({field}: {detail})"),
        (None, "") => String::new(),
        (None, detail) => format!(" ({detail})"),
    };
    format!("{what}{detail}\n{next}").trim_end().to_owned()
}

/// The names of the bridge (`setAside`) as those of the domain and the files (`set_aside`).
pub fn snake_case(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter().map(|(name, value)| (snake(&name), snake_case(value))).collect::<Map<_, _>>(),
        ),
        Value::Array(values) => Value::Array(values.into_iter().map(snake_case).collect()),
        other => other,
    }
}

/// `birthOn` as `birth_on`.
pub fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// A phone as it is read aloud: `998 123 4567`; what is no number stays as typed.
pub fn phone(typed: Option<&str>, country: &str) -> String {
    let typed = typed.unwrap_or_default();
    Phone::parse(typed, country).map_or_else(|| typed.to_owned(), |phone| phone.to_string())
}

/// A moment in the clinic's zone: `2026-10-31 09:15`.
pub fn to_the_minute(zone: Zone, at: Instant) -> String {
    zone.local(at).format("%Y-%m-%d %H:%M").to_string()
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Start,
    /// Numbers.
    End,
}

/// Lines in columns, two spaces between them, the first line a heading.
pub fn table(columns: &[Align], lines: &[Vec<String>]) -> String {
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let mut text = String::new();
    for line in lines {
        let mut written = String::new();
        for ((cell, align), width) in line.iter().zip(columns).zip(&widths) {
            match align {
                Align::Start => written.push_str(&format!("{cell:<width$}  ")),
                Align::End => written.push_str(&format!("{cell:>width$}  ")),
            }
        }
        text.push_str(written.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crm::Code;
    use serde_json::json;

    #[test]
    fn names_are_those_of_the_domain() {
        let bridge =
            json!({ "setAsideRows": [{ "line": 3 }], "byKind": { "order_items": { "setAside": 1 } } });
        let domain =
            json!({ "set_aside_rows": [{ "line": 3 }], "by_kind": { "order_items": { "set_aside": 1 } } });
        assert_eq!(snake_case(bridge), domain);
    }

    #[test]
    fn columns_stand_under_each_other() {
        let lines = [vec!["nombre".into(), "gasto".into()], vec!["Núñez".into(), "9.00".into()]];
        assert_eq!(table(&[Align::Start, Align::End], &lines), "nombre  gasto\nNúñez    9.00\n");
    }

    #[test]
    fn an_error_says_what_happened_and_what_to_do() {
        let said = error(Lang::Es, &Error::new(Code::DiskFull, ""));
        assert!(said.contains("disco") && said.lines().count() == 2, "{said}");
        let said = error(Lang::En, &Error::invalid("zone", "not a time zone"));
        assert!(said.contains("(zone: not a time zone)"), "{said}");
    }
}
