//! Criteria from JSON. What is not understood is refused by its path: `any[1].min_spent`.

use super::{
    Bought, Criteria, Key, LoyaltyStatus, MOST_RULES, Measure, Node, OptIn, Permission, Rule, Shape, Since,
    VERSION,
};
use crate::{
    Error, Result,
    records::{consents::Purpose, owners::ContactChannel},
    values::Day,
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The longest word, and the most words in one rule.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 500;

impl Criteria {
    /// Reads criteria: a group (`all`, `any`, `none`), a flat object of rules (all of them), or
    /// `{"everyone": true}`.
    ///
    /// # Errors
    /// `invalid`, with the path of what is not understood.
    pub fn parse(text: &str) -> Result<Self> {
        let value = serde_json::from_str(text).map_err(|error| {
            Error::invalid(
                "criteria",
                format!("not JSON at line {}, column {}", error.line(), error.column()),
            )
        })?;
        Self::from_json(&value)
    }

    /// As [`Criteria::parse`].
    ///
    /// # Errors
    /// As there.
    pub fn from_json(value: &Value) -> Result<Self> {
        let Value::Object(map) = value else { return Err(wrong("criteria", "not an object")) };
        let mut map = map.clone();
        if map.remove("version").is_some_and(|version| version.as_i64() != Some(VERSION)) {
            return Err(wrong("version", "not a version that this program knows"));
        }
        let node = object("", &map)?;
        if node.rules() > MOST_RULES {
            return Err(wrong("criteria", "more than 200 rules"));
        }
        Ok(Self(node))
    }
}

fn wrong(path: &str, detail: &str) -> Error {
    Error::invalid(path, detail)
}

/// `any[1]` and `min_spent` → `any[1].min_spent`.
fn under(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn object(path: &str, map: &Map<String, Value>) -> Result<Node> {
    for (key, group) in
        [("all", Node::All as fn(Vec<Node>) -> Node), ("any", Node::Any), ("none", Node::None)]
    {
        if let Some(value) = map.get(key) {
            alone(path, key, map)?;
            return group_of(&under(path, key), value).map(group);
        }
    }
    if let Some(value) = map.get("everyone") {
        alone(path, "everyone", map)?;
        return match value {
            Value::Bool(true) => Ok(Node::Everyone),
            _ => Err(wrong(&under(path, "everyone"), "not true")),
        };
    }
    let mut rules = flat(path, map)?;
    match (rules.pop(), rules.is_empty()) {
        (Some(only), true) => Ok(Node::Rule(only)),
        (Some(last), false) => {
            rules.push(last);
            Ok(Node::All(rules.into_iter().map(Node::Rule).collect()))
        }
        (None, _) => {
            let here = if path.is_empty() { "criteria" } else { path };
            Err(wrong(here, "no rule: to match everyone, say {\"everyone\": true}"))
        }
    }
}

/// A group stands by itself in its object.
fn alone(path: &str, key: &str, map: &Map<String, Value>) -> Result<()> {
    match map.keys().find(|other| *other != key) {
        Some(other) => Err(wrong(&under(path, other), &format!("stands beside “{key}”"))),
        None => Ok(()),
    }
}

fn group_of(path: &str, value: &Value) -> Result<Vec<Node>> {
    let Value::Array(values) = value else { return Err(wrong(path, "not a list")) };
    if values.is_empty() {
        return Err(wrong(path, "empty"));
    }
    let parts = values.iter().enumerate().map(|(index, value)| {
        let path = format!("{path}[{index}]");
        match value {
            Value::Object(map) => object(&path, map),
            _ => Err(wrong(&path, "not an object")),
        }
    });
    parts.collect()
}

/// The rules of a flat object, in the order of the keys. The three about purchases are one.
fn flat(path: &str, map: &Map<String, Value>) -> Result<Vec<Rule>> {
    let mut found: Vec<(Key, &str, &Value)> = Vec::new();
    for (name, value) in map {
        let key = Key::find(name).ok_or_else(|| wrong(&under(path, name), "no such rule"))?;
        if let Some((_, other, _)) = found.iter().find(|(known, ..)| *known == key) {
            return Err(wrong(&under(path, name), &format!("the same rule as “{other}”")));
        }
        found.push((key, name, value));
    }
    found.sort_by_key(|(key, ..)| *key);
    let mut rules = Vec::new();
    let mut bought = Bought::default();
    for (key, name, value) in found {
        let path = under(path, name);
        if key.shape() == Shape::Bought {
            if bought == Bought::default() {
                rules.push(Rule::Bought(Bought::default()));
            }
            match key {
                Key::BoughtProduct => bought.products = words(&path, value)?,
                Key::BoughtCategory => bought.categories = words(&path, value)?,
                _ => bought.since = Some(since(&path, value)?),
            }
        } else {
            rules.push(rule(key, &path, value)?);
        }
    }
    if let Some(Rule::Bought(slot)) = rules.iter_mut().find(|rule| matches!(rule, Rule::Bought(_))) {
        *slot = bought;
    }
    Ok(rules)
}

fn rule(key: Key, path: &str, value: &Value) -> Result<Rule> {
    Ok(match key.shape() {
        Shape::AtLeast(measure, limit) => Rule::AtLeast(measure, figure(path, value, measure, limit)?),
        Shape::AtMost(measure, limit) => Rule::AtMost(measure, figure(path, value, measure, limit)?),
        Shape::Choice(quality, choices) => Rule::OneOf(quality, chosen(path, value, choices)?),
        Shape::Word(quality) => Rule::OneOf(quality, words(path, value)?),
        Shape::Tags(quantity) => Rule::Tags(quantity, words(path, value)?),
        Shape::Species => Rule::Species(words(path, value)?),
        Shape::Loyalty => {
            let names: Vec<&str> = LoyaltyStatus::ALL.iter().map(|status| status.as_str()).collect();
            let chosen = chosen(path, value, &names)?;
            Rule::Loyalty(chosen.iter().filter_map(|name| LoyaltyStatus::parse(name)).collect())
        }
        Shape::OptIn => Rule::OptedIn(opt_in(path, value)?),
        Shape::YesNo => yes_no_rule(key, yes_no(path, value)?),
        Shape::Months => Rule::BirthdayMonth(months(path, value)?),
        Shape::Bought => Rule::Bought(Bought::default()),
        Shape::Days => Rule::VaccinationDueWithin(days(path, value)?),
        Shape::Rating => Rule::FeedbackMaxRating(whole(path, value, 1, 5)?),
        Shape::Since => Rule::FirstVisitSince(since(path, value)?),
        Shape::Owners => Rule::Owners(owners(path, value)?),
    })
}

fn yes_no_rule(key: Key, value: bool) -> Rule {
    match key {
        Key::EmailOptIn => Rule::EmailOptIn(value),
        Key::Referred => Rule::Referred(value),
        Key::HasFutureAppointment => Rule::FutureAppointment(value),
        _ => Rule::IsActive(value),
    }
}

fn figure(path: &str, value: &Value, measure: Measure, limit: i64) -> Result<i64> {
    match measure {
        Measure::Spent => scaled(path, value, 2, limit),
        Measure::ChurnScore => scaled(path, value, 6, limit),
        _ => whole(path, value, 0, limit),
    }
}

fn whole(path: &str, value: &Value, from: i64, to: i64) -> Result<i64> {
    let number = scaled(path, value, 0, i64::MAX)?;
    if (from..=to).contains(&number) {
        Ok(number)
    } else {
        Err(wrong(path, &format!("not between {from} and {to}")))
    }
}

fn days(path: &str, value: &Value) -> Result<i32> {
    Ok(i32::try_from(whole(path, value, 0, 36_525)?).unwrap_or(i32::MAX))
}

/// A number with so many decimals as a whole number of its last one.
fn scaled(path: &str, value: &Value, decimals: u32, limit: i64) -> Result<i64> {
    let Value::Number(number) = value else { return Err(wrong(path, "not a number")) };
    let exact = number.to_string().parse::<rust_decimal::Decimal>();
    let exact = exact.or_else(|_| rust_decimal::Decimal::from_scientific(&number.to_string()));
    let scaled = exact.ok().and_then(|exact| exact.checked_mul(10_i64.pow(decimals).into()));
    let Some(scaled) = scaled.filter(|scaled| *scaled >= 0.into() && *scaled <= limit.into()) else {
        return Err(wrong(path, "out of range"));
    };
    if !scaled.is_integer() {
        let detail = if decimals == 0 {
            "not a whole number".to_owned()
        } else {
            format!("more than {decimals} decimals")
        };
        return Err(wrong(path, &detail));
    }
    scaled.trunc().to_string().parse().map_err(|_| wrong(path, "out of range"))
}

/// One value or a list of them, none of them twice.
fn listed<T: PartialEq>(
    path: &str,
    value: &Value,
    one: impl Fn(&str, &Value) -> Result<T>,
) -> Result<Vec<T>> {
    let Value::Array(values) = value else { return Ok(vec![one(path, value)?]) };
    if values.is_empty() || values.len() > MOST_WORDS {
        return Err(wrong(path, "empty, or longer than 500"));
    }
    let mut read = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let value = one(&format!("{path}[{index}]"), value)?;
        if !read.contains(&value) {
            read.push(value);
        }
    }
    Ok(read)
}

fn word<'v>(path: &str, value: &'v Value) -> Result<&'v str> {
    let Value::String(text) = value else { return Err(wrong(path, "not a text")) };
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST || text.contains('\0') {
        return Err(wrong(path, "blank, or too long"));
    }
    Ok(text)
}

fn words(path: &str, value: &Value) -> Result<Vec<String>> {
    listed(path, value, |path, value| word(path, value).map(str::to_owned))
}

/// A word of a closed list as that list writes it: case does not matter, nor a blank for a line below.
fn choice(text: &str) -> String {
    text.to_lowercase().replace([' ', '-'], "_")
}

fn chosen(path: &str, value: &Value, choices: &[&str]) -> Result<Vec<String>> {
    listed(path, value, |path, value| {
        let word = choice(word(path, value)?);
        if choices.contains(&word.as_str()) {
            Ok(word)
        } else {
            Err(wrong(path, &format!("not one of {}", choices.join(", "))))
        }
    })
}

fn yes_no(path: &str, value: &Value) -> Result<bool> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::String(text) if text.eq_ignore_ascii_case("yes") => Ok(true),
        Value::String(text) if text.eq_ignore_ascii_case("no") => Ok(false),
        _ => Err(wrong(path, "neither true nor false")),
    }
}

fn months(path: &str, value: &Value) -> Result<Vec<u32>> {
    listed(path, value, |path, value| Ok(u32::try_from(whole(path, value, 1, 12)?).unwrap_or(1)))
}

/// `2026-10-31`, or `30d` for the last 30 days.
fn since(path: &str, value: &Value) -> Result<Since> {
    let Value::String(text) = value else { return Err(wrong(path, "not a day")) };
    let last = text.trim().strip_suffix('d').and_then(|days| days.parse().ok());
    match (Day::parse(text.trim()), last) {
        (Some(day), _) => Ok(Since::Day(day)),
        (None, Some(days @ 1..=36_525)) => Ok(Since::LastDays(days)),
        _ => Err(wrong(path, "neither a day (2026-10-31) nor a number of days (30d)")),
    }
}

/// A list may be empty: everybody who was on it may be gone.
fn owners(path: &str, value: &Value) -> Result<Vec<String>> {
    let Value::Array(values) = value else { return Ok(vec![word(path, value)?.to_owned()]) };
    let ids = values
        .iter()
        .enumerate()
        .map(|(index, value)| word(&format!("{path}[{index}]"), value).map(str::to_owned));
    let ids: BTreeSet<String> = ids.collect::<Result<_>>()?;
    Ok(ids.into_iter().collect())
}

fn opt_in(path: &str, value: &Value) -> Result<OptIn> {
    if let Ok(yes) = yes_no(path, value) {
        return Ok(OptIn::Marketing(yes));
    }
    let permissions = listed(path, value, |path, value| {
        let text = choice(word(path, value)?);
        permission(&text).ok_or_else(|| wrong(path, "no channel, no purpose, and no channel:purpose"))
    });
    permissions.map(OptIn::Any)
}

fn permission(text: &str) -> Option<Permission> {
    if let Some((channel, purpose)) = text.split_once(':') {
        let purpose = Purpose::parse(purpose).filter(|purpose| *purpose != Purpose::Marketing)?;
        return Some(Permission::Pair(ContactChannel::parse(channel)?, purpose));
    }
    ContactChannel::parse(text)
        .map(Permission::Channel)
        .or_else(|| Purpose::parse(text).map(Permission::Purpose))
}
