//! Which value of two a survivor has, and where the other one is kept.

use crate::values::{Day, Lang, Phone, words::look_up};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A row of an owner: its columns.
pub type Row = BTreeMap<String, Value>;

/// Columns that go together.
#[derive(Debug)]
pub struct MergeField {
    /// Its name, on the bridge and in the words.
    pub name: &'static str,
    /// The columns.
    pub columns: &'static [&'static str],
    /// What becomes of a value that gives way.
    rest: Rest,
    /// The words of its values, where it is one of a list.
    list: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// It is written into the internal notes.
    Noted,
    /// It becomes a further phone where there is room, else it is noted.
    Phone,
    /// Both stand, one under the other.
    Joined,
    /// It stays with the merged owner: a preference, not a fact.
    Stays,
}

const fn noted(name: &'static str, columns: &'static [&'static str]) -> MergeField {
    MergeField { name, columns, rest: Rest::Noted, list: None }
}

const fn stays(name: &'static str, columns: &'static [&'static str]) -> MergeField {
    MergeField { name, columns, rest: Rest::Stays, list: None }
}

const fn phone(name: &'static str, columns: &'static [&'static str]) -> MergeField {
    MergeField { name, columns, rest: Rest::Phone, list: None }
}

const fn joins(name: &'static str, columns: &'static [&'static str]) -> MergeField {
    MergeField { name, columns, rest: Rest::Joined, list: None }
}

const fn of(list: &'static str, field: MergeField) -> MergeField {
    MergeField { list: Some(list), ..field }
}

/// What is chosen of two owners.
pub const FIELDS: &[MergeField] = &[
    noted("name", &["kind", "first_name", "last_name", "full_name", "company_name"]),
    phone("phone", &["phone", "phone_e164"]),
    phone("phone_secondary", &["phone_secondary", "phone_secondary_e164"]),
    phone("whatsapp", &["whatsapp", "whatsapp_e164"]),
    noted("email", &["email"]),
    noted(
        "address",
        &["street_address", "neighborhood", "city", "region", "country", "postal_code", "location_notes"],
    ),
    noted("second_contact", &["second_contact_name", "second_contact_phone"]),
    noted("birth_on", &["birth_on"]),
    of("gender", noted("gender", &["gender"])),
    noted("occupation", &["occupation"]),
    noted("nationality", &["nationality"]),
    noted("facebook_url", &["facebook_url"]),
    noted("instagram_handle", &["instagram_handle"]),
    of("language", stays("preferred_language", &["preferred_language"])),
    of("channel", stays("contact_preference", &["contact_preference"])),
    of("contactTime", stays("preferred_contact_time", &["preferred_contact_time"])),
    of("reminder", stays("reminder_preference", &["reminder_preference"])),
    of("source", stays("acquisition_source", &["acquisition_source", "acquisition_detail"])),
    stays("referred_by", &["referred_by"]),
    of("tier", stays("hand_tier", &["hand_tier", "hand_tier_by", "hand_tier_at", "hand_tier_reason"])),
    joins("notes", &["notes"]),
    joins("internal_notes", &["internal_notes"]),
];

/// A field of two owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldPair {
    /// Its name.
    pub name: String,
    /// As a person reads them; blank where there is none.
    pub values: [String; 2],
    /// Whether one has to be chosen: both have a value, and not the same one.
    pub is_choice: bool,
    /// Whether both are kept together, so that there is nothing to choose.
    pub is_joined: bool,
}

/// What it takes to say a field in words.
pub struct Wording<'w> {
    /// The reader's language.
    pub lang: Lang,
    /// The country of a phone without one.
    pub country: &'w str,
    /// Who referred the one and the other, by name.
    pub referrers: [String; 2],
}

/// The fields that either has.
pub fn side_by_side(one: &Row, other: &Row, wording: &Wording<'_>) -> Vec<FieldPair> {
    let pairs = FIELDS.iter().map(|field| {
        let [by, others] = &wording.referrers;
        let values = [said(field, one, by, wording), said(field, other, others, wording)];
        let is_joined = field.rest == Rest::Joined;
        let differ = values.iter().all(|value| !value.is_empty()) && values[0] != values[1];
        FieldPair { name: field.name.into(), values, is_choice: differ && !is_joined, is_joined }
    });
    pairs.filter(|pair| pair.values.iter().any(|value| !value.is_empty())).collect()
}

/// The survivor's columns after a merge. Whether she may have been brought by who brought the other is for the caller
/// to say.
pub fn merged(survivor: &Row, other: &Row, take: &[String], may_follow: bool, lang: Lang, today: Day) -> Row {
    let mut new = survivor.clone();
    let mut lines: Vec<String> = Vec::new();
    let mut phones: Vec<[Value; 2]> = Vec::new();
    for field in FIELDS {
        let (mine, theirs) = (shown(field, survivor), shown(field, other));
        let is_taken = take.iter().any(|name| name == field.name) || mine.is_empty();
        if field.rest == Rest::Joined {
            continue;
        }
        let (kept, rest) = if is_taken && !theirs.is_empty() { (other, survivor) } else { (survivor, other) };
        for column in field.columns {
            new.insert((*column).to_owned(), value(kept, column));
        }
        let left = shown(field, rest);
        if left.is_empty() || left == shown(field, kept) {
            continue;
        }
        match field.rest {
            Rest::Phone => {
                if let [typed, e164] = field.columns {
                    phones.push([value(rest, typed), value(rest, e164)]);
                }
            }
            Rest::Noted => {
                lines.push(format!("{}: {}", label(field.name, lang), in_words(field, &left, lang)))
            }
            Rest::Joined | Rest::Stays => {}
        }
    }
    referrer(&mut new, survivor, other, may_follow);
    for [typed, e164] in phones {
        if !keep_phone(&mut new, &typed, &e164) {
            lines.push(format!("{}: {}", label("phone", lang), text(&typed)));
        }
    }
    for column in ["notes", "internal_notes"] {
        let both = joined(&text(&value(survivor, column)), &text(&value(other, column)));
        new.insert(column.to_owned(), blank_is_nothing(both));
    }
    if !lines.is_empty() {
        let head = look_up(lang, "values.mergeNote").unwrap_or_default();
        let head =
            head.replace("{name}", &text(&value(other, "full_name"))).replace("{day}", &today.to_string());
        let note = format!("{head}\n{}", lines.join("\n"));
        let notes = joined(&text(&value(&new, "internal_notes")), &note);
        new.insert("internal_notes".to_owned(), Value::String(notes));
    }
    // She has been the clinic's since the first of the two was.
    let since = [survivor, other].iter().filter_map(|row| value(row, "created_at").as_i64()).min();
    new.insert("created_at".to_owned(), since.into());
    new
}

/// Nobody is brought by herself, or by somebody she brought.
fn referrer(new: &mut Row, survivor: &Row, other: &Row, may_follow: bool) {
    let by = |row: &Row| value(row, "referred_by");
    let own = if by(survivor) == value(other, "id") { Value::Null } else { by(survivor) };
    let chosen = if by(new) == by(survivor) && !own.is_null() { own.clone() } else { by(other) };
    let is_others = chosen != own;
    new.insert("referred_by".to_owned(), if is_others && !may_follow { own } else { chosen });
}

/// A phone that gave way, in the first place that is free; true when it is kept, or was there already.
fn keep_phone(new: &mut Row, typed: &Value, e164: &Value) -> bool {
    const PLACES: [[&str; 2]; 3] =
        [["phone", "phone_e164"], ["phone_secondary", "phone_secondary_e164"], ["whatsapp", "whatsapp_e164"]];
    let is_same = |new: &Row, [place, place_e164]: [&str; 2]| {
        value(new, place) == *typed || (!e164.is_null() && value(new, place_e164) == *e164)
    };
    if PLACES.iter().any(|place| is_same(new, *place)) {
        return true;
    }
    let Some([place, place_e164]) =
        PLACES.into_iter().take(2).find(|[place, _]| text(&value(new, place)).is_empty())
    else {
        return false;
    };
    new.insert(place.to_owned(), typed.clone());
    new.insert(place_e164.to_owned(), e164.clone());
    true
}

/// The survivor's columns after a merge was taken back: those that nobody changed since are as before it.
pub fn unmerged(is_now: &Row, changed: &BTreeMap<String, [Value; 2]>) -> Row {
    let mut back = Row::new();
    for (column, [before, after]) in changed {
        let now = value(is_now, column);
        if now == *after {
            back.insert(column.clone(), before.clone());
        } else if column.ends_with("notes")
            && let (Value::String(now), Value::String(after)) = (&now, after)
        {
            // Somebody wrote more: only what the merge added goes.
            let added = after.strip_prefix(&text(before)).unwrap_or(after).trim();
            if !added.is_empty() && now.contains(added) {
                let rest = now.replacen(added, "", 1);
                let lines: Vec<&str> = rest.lines().map(str::trim_end).collect();
                back.insert(column.clone(), blank_is_nothing(lines.join("\n").trim().to_owned()));
            }
        }
    }
    // Nothing else of the row is touched.
    back.retain(|column, value| is_now.get(column) != Some(value));
    back
}

fn value(row: &Row, column: &str) -> Value {
    row.get(column).cloned().unwrap_or_default()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn blank_is_nothing(text: String) -> Value {
    if text.is_empty() { Value::Null } else { Value::String(text) }
}

fn joined(one: &str, other: &str) -> String {
    match (one.trim(), other.trim()) {
        ("", other) => other.to_owned(),
        (one, other) if other.is_empty() || one.contains(other) => one.to_owned(),
        (one, other) => format!("{one}\n{other}"),
    }
}

/// A field as a person reads it: phones in groups, lists in words, who referred her by name.
fn said(field: &MergeField, row: &Row, referrer: &str, wording: &Wording<'_>) -> String {
    let shown = shown(field, row);
    match (field.name, field.rest) {
        (_, Rest::Phone) => Phone::parse(&shown, wording.country).map_or(shown, |phone| phone.to_string()),
        ("referred_by", _) => referrer.to_owned(),
        _ => in_words(field, &shown, wording.lang),
    }
}

/// A value of a list in words; any other is its own, as is what stands behind it.
fn in_words(field: &MergeField, shown: &str, lang: Lang) -> String {
    let Some(list) = field.list else { return shown.to_owned() };
    let (first, rest) = shown.split_once(", ").map_or((shown, None), |(first, rest)| (first, Some(rest)));
    let word = look_up(lang, &format!("values.{list}.{first}")).unwrap_or(first);
    rest.map_or_else(|| word.to_owned(), |rest| format!("{word}, {rest}"))
}

/// A field as it is kept, in one line.
fn shown(field: &MergeField, row: &Row) -> String {
    let text = |column: &str| text(&value(row, column));
    match field.name {
        "name" if text("kind") == "corporate" => format!("{} ({})", text("company_name"), text("full_name")),
        "name" => text("full_name"),
        "birth_on" => {
            let day = value(row, "birth_on").as_i64().and_then(|day| i32::try_from(day).ok());
            day.map(|day| Day::from_number(day).to_string()).unwrap_or_default()
        }
        "hand_tier" | "phone" | "phone_secondary" | "whatsapp" => {
            field.columns.first().map(|column| text(column)).unwrap_or_default()
        }
        _ => {
            let parts =
                field.columns.iter().map(|column| text(column)).filter(|part| !part.trim().is_empty());
            parts.collect::<Vec<_>>().join(", ")
        }
    }
}

fn label(name: &str, lang: Lang) -> String {
    look_up(lang, &format!("values.mergeField.{name}")).unwrap_or(name).to_owned()
}
