//! A kind's records as rows of its canonical file.

use crate::{
    Error, Result,
    office::transfer::{
        kinds::{EXTRA, Field, Kind, Reading},
        read::moment::Moments,
    },
    values::{Day, Instant, Money, neutral},
};
use rusqlite::types::ValueRef;
use std::fmt::Write as _;

/// The fields of a kind in the order of its file: those of the first canonical files, then the others.
fn fields(kind: Kind) -> impl Iterator<Item = &'static Field> {
    let fields = kind.spec().fields.iter();
    fields.clone().filter(|field| !field.is_appended).chain(fields.filter(|field| field.is_appended))
}

/// The headings of a kind's file.
pub fn headings(kind: Kind) -> Vec<&'static str> {
    let id = std::iter::once(kind.spec().id).filter(|id| !id.is_empty());
    id.chain(fields(kind).map(|field| field.heading)).chain([EXTRA]).collect()
}

/// How each column of the file is written, in its order.
pub fn readings(kind: Kind) -> Vec<Reading> {
    let id = (!kind.spec().id.is_empty()).then_some(Reading::Text);
    id.into_iter().chain(fields(kind).map(|field| field.reading)).chain([Reading::Json]).collect()
}

/// The statement that reads them, sorted by external id.
pub fn sql(kind: Kind) -> String {
    let spec = kind.spec();
    let id = (!spec.id.is_empty()).then(|| "t.external_id".to_owned());
    let columns: Vec<String> = id
        .into_iter()
        .chain(fields(kind).map(|field| column(kind, field)))
        .chain([format!("t.{EXTRA}")])
        .collect();
    let order = if spec.id.is_empty() { "1, 2" } else { "t.external_id" };
    format!("SELECT {} FROM {} t ORDER BY {order}", columns.join(", "), spec.table)
}

fn column(kind: Kind, field: &Field) -> String {
    let column = field.column;
    let of = |table: &str, what: &str| format!("(SELECT {what} FROM {table} r WHERE r.id = t.{column})");
    match (field.reading, field.heading) {
        (_, "tier") => {
            "coalesce(t.hand_tier, (SELECT f.tier FROM owner_figures f WHERE f.owner_id = t.id), 'new')"
                .into()
        }
        (_, "is_private") => "t.visibility = 'private'".into(),
        (Reading::Reference(other), _) => of(other.spec().table, "external_id"),
        (Reading::Sibling, _) => of(kind.spec().table, "external_id"),
        (Reading::StaffName, _) => of("staff", "name"),
        (Reading::ServiceName, _) => of("services", "name"),
        (Reading::Points, _) => {
            "(SELECT coalesce(sum(e.points), 0) FROM loyalty_entries e WHERE e.owner_id = t.id)".into()
        }
        (Reading::Consent(purpose, channel), _) => {
            let is = |column: &str, value: Option<&str>| match value {
                Some(value) => format!("c.{column} = '{value}'"),
                None => format!("c.{column} IS NULL"),
            };
            format!(
                "(SELECT c.is_given FROM consents c WHERE c.owner_id = t.id AND {} AND {} ORDER BY c.given_at DESC, c.id DESC LIMIT 1)",
                is("purpose", purpose),
                is("channel", channel)
            )
        }
        // Of anonymous feedback only the month is kept.
        (Reading::InstantAndDay, _) => {
            let day = column.replace("_at", "_on");
            format!("CASE WHEN t.{column} IS NULL THEN 'on ' || t.{day} ELSE t.{column} END")
        }
        _ => format!("t.{column}"),
    }
}

/// Writes a value into an empty cell, as its field is read.
pub fn write(cell: &mut String, value: ValueRef<'_>, reading: Reading, moments: &mut Moments) -> Result<()> {
    match value {
        ValueRef::Null => {}
        ValueRef::Integer(number) => integer(cell, number, reading, moments),
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text)
                .map_err(|_| Error::new(crate::Code::Damaged, "text that is none"))?;
            match (reading, text.strip_prefix("on ").and_then(|day| day.parse().ok())) {
                (Reading::InstantAndDay, Some(day)) => append(cell, &Day::from_number(day)),
                _ => cell.push_str(&neutral(text)),
            }
        }
        ValueRef::Real(number) => append(cell, &number),
        ValueRef::Blob(_) => return Err(Error::new(crate::Code::Damaged, "a column holds another type")),
    }
    Ok(())
}

fn integer(cell: &mut String, number: i64, reading: Reading, moments: &mut Moments) {
    match reading {
        Reading::YesNo | Reading::Consent(..) => cell.push_str(if number == 0 { "false" } else { "true" }),
        Reading::Money | Reading::Amount => append(cell, &Money::from_cents(number)),
        Reading::Quantity | Reading::Kilograms => thousandths(cell, number),
        Reading::Day => append(cell, &Day::from_number(i32::try_from(number).unwrap_or(0))),
        Reading::Instant | Reading::InstantAndDay => moments.write(Instant::from_millis(number), cell),
        _ => append(cell, &number),
    }
}

fn append(cell: &mut String, value: &dyn std::fmt::Display) {
    // Writing to a String cannot fail.
    let _ = write!(cell, "{value}");
}

/// `4900` → `4.9`, `2000` → `2`.
fn thousandths(cell: &mut String, number: i64) {
    let sign = if number < 0 { "-" } else { "" };
    let number = number.unsigned_abs();
    append(cell, &format_args!("{sign}{}.{:03}", number / 1_000, number % 1_000));
    let kept = cell.trim_end_matches('0').trim_end_matches('.').len();
    cell.truncate(kept);
}
