//! Every figure of every owner as CSV.

use super::{OwnerFigures, everyone, store};
use crate::{
    Code, Error, Result,
    clinic::Read,
    values::{Sheet, neutral},
};
use std::{collections::HashMap, io::Write};

/// Excel takes a file without it for one in the old code page.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A column's name in the formulas, and its text for an owner.
type Column = (&'static str, fn(&OwnerFigures) -> String);

const COLUMNS: &[Column] = &[
    ("first_visit_on", |f| text(f.first_visit_on)),
    ("last_visit_on", |f| text(f.last_visit_on)),
    ("total_visits", |f| f.total_visits.to_string()),
    ("total_appointments", |f| f.total_appointments.to_string()),
    ("cancelled_appointments", |f| f.cancelled_appointments.to_string()),
    ("no_show_count", |f| f.no_show_count.to_string()),
    ("total_spent", |f| f.total_spent_cents.to_string()),
    ("order_count", |f| f.order_count.to_string()),
    ("average_order_value", |f| text(f.average_order_value_cents)),
    ("average_per_visit", |f| text(f.average_per_visit_cents)),
    ("last_purchase_on", |f| text(f.last_purchase_on)),
    ("days_since_last_visit", |f| text(f.days_since_last_visit)),
    ("days_between_visits", |f| text(f.days_between_visits)),
    ("days_between_purchases", |f| text(f.days_between_purchases)),
    ("messages_sent", |f| f.messages_sent.to_string()),
    ("messages_responded", |f| f.messages_responded.to_string()),
    ("response_rate", |f| text(f.response_rate)),
    ("last_engagement_on", |f| text(f.last_engagement_on)),
    ("last_interaction_on", |f| text(f.last_interaction_on)),
    ("referral_count", |f| f.referral_count.to_string()),
    ("value_score", |f| f.value_score.points.to_string()),
    ("engagement_score", |f| f.engagement_score.points.to_string()),
    ("churn_risk", |f| f.churn_risk.to_string()),
    ("churn_risk_score", |f| text(f.churn.score)),
    ("churn_voice", |f| f.churn.voice.to_string()),
    ("expected_purchases", |f| text(f.expected_purchases)),
    ("expected_amount", |f| text(f.expected_amount_cents)),
    ("expected_value", |f| text(f.expected_value_cents)),
    ("lifetime_value_estimate", |f| text(f.lifetime_value_estimate_cents)),
    ("at_stake", |f| text(f.at_stake_cents)),
    ("lifecycle", |f| f.lifecycle.to_string()),
    ("tier", |f| f.tier.to_string()),
    ("visit_pattern", |f| text(f.visit_pattern)),
];

/// Nothing is an empty cell.
fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Writes one line per owner, deactivated ones too, sorted by `owner_id`: the id that the owner was imported
/// under, then every figure by its name in the formulas. Amounts with two decimals, rates with six, days ISO,
/// empty for nothing; UTF-8 with BOM, CRLF, comma or what the settings say. Returns the number of owners.
///
/// # Errors
/// What the database or the writer says.
pub fn export(r: &Read, mut out: impl Write) -> Result<usize> {
    let mut all = HashMap::new();
    let yardsticks = everyone::each_today(r, |owner, figures| {
        all.insert(owner, figures.clone());
        Ok(())
    })?;
    out.write_all(BOM)?;
    let sheet = Sheet::of(&r.settings.csv_separator);
    let mut writer = sheet.writer(out);
    let headings = std::iter::once("owner_id").chain(COLUMNS.iter().map(|(name, _)| *name));
    writer.write_record(headings).map_err(unwritten)?;
    store::each_external_id(r.conn(), |owner, external_id| {
        let Some(figures) = all.get(&owner) else { return Ok(()) };
        let figures = OwnerFigures::new(owner, figures, &yardsticks, &r.settings.thresholds, r.today);
        writer.write_field(neutral(external_id).as_bytes()).map_err(unwritten)?;
        for (_, value) in COLUMNS {
            writer.write_field(sheet.figure(value(&figures)).as_bytes()).map_err(unwritten)?;
        }
        writer.write_record(None::<&[u8]>).map_err(unwritten)
    })?;
    writer.flush()?;
    Ok(all.len())
}

fn unwritten(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => Error::new(Code::Internal, "a line of another width"),
    }
}
