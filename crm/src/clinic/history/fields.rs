//! What a change did to a row, field by field, told without a code where there is a word.

use super::store::{self, Image};
use crate::{
    Result,
    clinic::{Read, Role, View},
    values::text_enum,
};
use serde::Serialize;
use serde_json::{Map, Value};

/// The longest name of a row.
const LONGEST: usize = 80;

text_enum! {
    /// What became of a row.
    RowFate {
        /// It was added.
        Added = "added",
        /// It was changed.
        Changed = "changed",
        /// It was deleted.
        Deleted = "deleted",
    }
}

text_enum! {
    /// How a value is to be read.
    FieldKind {
        /// As it stands.
        Text = "text",
        /// A calendar day, `2026-11-27`.
        Day = "day",
        /// An instant in milliseconds.
        Moment = "moment",
        /// A minute of the day.
        Minute = "minute",
        /// Minor units of the currency.
        Money = "money",
        /// 1 or 0.
        YesNo = "yes_no",
        /// A number.
        Number = "number",
        /// Grams.
        Grams = "grams",
        /// A value of the list that is named.
        Word = "word",
        /// It changed, and is too long or too technical to be told.
        Untold = "untold",
    }
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RowChange {
    /// Its table.
    pub table: String,
    /// What it is called, where it has a name.
    pub name: Option<String>,
    /// What became of it.
    pub fate: RowFate,
    /// The fields that differ; of an added or deleted row those with a value.
    pub fields: Vec<FieldChange>,
    /// It is a private note of somebody else's: nothing of it is told.
    pub is_hidden: bool,
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The column.
    pub field: String,
    /// How the values are to be read.
    pub kind: FieldKind,
    /// The list of the locales that has the words for the values.
    pub list: Option<String>,
    /// The value before; nothing where there was none.
    pub before: Option<String>,
    /// The value after; nothing where there is none.
    pub after: Option<String>,
}

/// Columns that say nothing to a person: they follow from others, or from the hour.
const SILENT: &[&str] = &[
    "id",
    "external_id",
    "extra_json",
    "sort_name",
    "name_folded",
    "created_at",
    "updated_at",
    "password_hash",
    "moved_json",
    "fields_json",
    "slug",
    "member_count",
    "last_calculated_at",
];
/// What rows are called by, the first that is there.
const NAMES: &[&str] =
    &["company_name", "full_name", "name", "number", "vaccine", "subject", "content", "description", "key"];
/// Or by what they refer to.
const REFERENCES: &[(&str, &str)] = &[
    ("tag_id", "tags"),
    ("service_id", "services"),
    ("product_id", "products"),
    ("pet_id", "pets"),
    ("owner_id", "owners"),
];
/// Columns that hold a value of a list, and the list of the locales with its words.
const LISTS: &[(&str, &str, &str)] = &[
    ("appointments", "kind", "visit"),
    ("appointments", "status", "appointmentStatus"),
    ("consents", "channel", "channel"),
    ("consents", "purpose", "purpose"),
    ("interactions", "channel", "channel"),
    ("interactions", "direction", "direction"),
    ("interactions", "kind", "event"),
    ("interactions", "sentiment", "sentiment"),
    ("feedback", "sentiment", "sentiment"),
    ("feedback", "service_type", "serviceType"),
    ("invoices", "payment_method", "payment"),
    ("invoices", "status", "state"),
    ("notes", "visibility", "visibility"),
    ("orders", "payment_method", "payment"),
    ("orders", "payment_status", "state"),
    ("orders", "delivery_status", "state"),
    ("owners", "acquisition_source", "source"),
    ("owners", "contact_preference", "channel"),
    ("owners", "hand_tier", "tier"),
    ("owners", "kind", "kind"),
    ("owners", "preferred_contact_time", "contactTime"),
    ("owners", "preferred_language", "language"),
    ("owners", "reminder_preference", "reminder"),
    ("pets", "sex", "sex"),
    ("pets", "species", "species"),
    ("pets", "status", "petStatus"),
    ("saved_views", "sort", "ownerColumn"),
    ("settings", "language", "language"),
    ("settings", "model_basis", "basis"),
    ("settings", "start_screen", "startScreen"),
    ("settings", "theme", "theme"),
];

/// A row's change in words and values.
pub(super) fn told(read: &Read, image: &Image) -> Result<RowChange> {
    let parse = |json: &Option<String>| -> Result<Map<String, Value>> {
        Ok(json.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default())
    };
    let (before, after) = (parse(&image.before)?, parse(&image.after)?);
    let fate = match (&image.before, &image.after) {
        (None, _) => RowFate::Added,
        (_, None) => RowFate::Deleted,
        _ => RowFate::Changed,
    };
    let table = image.table.clone();
    if is_private(read, &table, &before) || is_private(read, &table, &after) {
        return Ok(RowChange { table, name: None, fate, fields: Vec::new(), is_hidden: true });
    }
    let latest = if after.is_empty() { &before } else { &after };
    if table == "settings" {
        return Ok(RowChange {
            table,
            name: None,
            fate,
            fields: vec![setting(&before, &after)],
            is_hidden: false,
        });
    }
    let mut fields = Vec::new();
    for column in latest.keys().filter(|column| !is_silent(column, latest)) {
        let (was, is) = (before.get(column), after.get(column));
        if was != is {
            fields.extend(field(read, &table, column, was, is)?);
        }
    }
    Ok(RowChange { name: name(read, latest)?, table, fate, fields, is_hidden: false })
}

fn is_private(read: &Read, table: &str, row: &Map<String, Value>) -> bool {
    let is_author = row.get("author_id").and_then(Value::as_i64) == Some(read.actor.staff.0);
    table == "notes"
        && row.get("visibility").and_then(Value::as_str) == Some("private")
        && !View::PrivateNotes.is_allowed(read.actor.role)
        && (!is_author || read.actor.role == Role::Assistant)
}

fn is_silent(column: &str, row: &Map<String, Value>) -> bool {
    // A day that stands beside its instant only repeats it.
    let is_beside = column.strip_suffix("_on").is_some_and(|stem| row.contains_key(&format!("{stem}_at")));
    SILENT.contains(&column) || column.ends_with("_e164") || is_beside
}

/// A setting is a row of its own; its key is the field.
fn setting(before: &Map<String, Value>, after: &Map<String, Value>) -> FieldChange {
    let key = after.get("key").or_else(|| before.get("key")).and_then(Value::as_str).unwrap_or_default();
    let value = |row: &Map<String, Value>| -> Option<String> {
        let value: Value = serde_json::from_str(row.get("value_json")?.as_str()?).ok()?;
        plain(&value)
    };
    // Groups of limits and rules are no values for a line.
    let is_group = [before, after].iter().any(|row| {
        let text = row.get("value_json").and_then(Value::as_str).unwrap_or_default();
        text.starts_with(['{', '['])
    });
    let (before, after) = (value(before), value(after));
    let is_long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.len() > 200);
    let is_untold = is_group || is_long(&before) || is_long(&after);
    let field = snake_case(key);
    let (kind, list) = match kind_of("settings", &field) {
        _ if is_untold => (FieldKind::Untold, None),
        (FieldKind::Word, list) => (FieldKind::Word, list.map(str::to_owned)),
        _ => (FieldKind::Text, None),
    };
    let told = |text: Option<String>| text.filter(|_| !is_untold);
    FieldChange { field, kind, list, before: told(before), after: told(after) }
}

/// The key as columns are called: so it has its word.
fn snake_case(key: &str) -> String {
    let mut name = String::new();
    for letter in key.chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(yes) => Some(i32::from(*yes).to_string()),
        Value::Number(number) => {
            Some(number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()))
        }
        other => Some(other.to_string()),
    }
}

fn field(
    read: &Read,
    table: &str,
    column: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> Result<Option<FieldChange>> {
    let target = store::target(read, table, column)?;
    let (kind, list) = kind_of(table, column);
    let text = |value: Option<&Value>| -> Result<Option<String>> {
        let Some(value) = value else { return Ok(None) };
        match (&target, kind, value.as_i64()) {
            (Some(target), _, Some(id)) => store::name_of(read, target, id),
            (None, FieldKind::Day, Some(number)) => Ok(i32::try_from(number)
                .ok()
                .map(|number| crate::values::Day::from_number(number).to_string())),
            (_, FieldKind::Untold, _) => Ok(None),
            _ => Ok(plain(value)),
        }
    };
    let (before, after) = (text(before)?, text(after)?);
    // Nothing to nothing: an empty text became none, or what was referred to has no name.
    if before == after && kind != FieldKind::Untold {
        return Ok(None);
    }
    let kind = if target.is_some() { FieldKind::Text } else { kind };
    Ok(Some(FieldChange { field: column.to_owned(), kind, list: list.map(str::to_owned), before, after }))
}

fn kind_of(table: &str, column: &str) -> (FieldKind, Option<&'static str>) {
    if let Some((_, _, list)) = LISTS.iter().find(|(t, c, _)| (*t, *c) == (table, column)) {
        return (FieldKind::Word, Some(list));
    }
    let ends = |end: &str| column.ends_with(end);
    let kind = if ends("_json") {
        FieldKind::Untold
    } else if ends("_on") {
        FieldKind::Day
    } else if ends("_at") {
        FieldKind::Moment
    } else if ends("_cents") {
        FieldKind::Money
    } else if ends("_g") {
        FieldKind::Grams
    } else if column == "follow_up_minute" {
        FieldKind::Minute
    } else if column.starts_with("is_")
        || ["follow_up_required", "follow_up_is_completed", "was_active"].contains(&column)
    {
        FieldKind::YesNo
    } else if ends("_milli") || ["points", "rating", "duration_minutes", "days_offset"].contains(&column) {
        FieldKind::Number
    } else {
        FieldKind::Text
    };
    (kind, None)
}

fn name(read: &Read, row: &Map<String, Value>) -> Result<Option<String>> {
    let own = NAMES.iter().find_map(|column| row.get(*column).and_then(plain));
    if let Some(own) = own {
        return Ok(Some(own.chars().take(LONGEST).collect()));
    }
    for (column, table) in REFERENCES {
        if let Some(id) = row.get(*column).and_then(Value::as_i64)
            && let Some(name) = store::name_of(read, table, id)?
        {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
