//! Whom to call, to thank, to write to.

use crate::{
    args::{InsightsArguments, InsightsList},
    commands::{duplicates, owners::with_owner_id},
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Result,
    clinic::View,
    insights::{self, read_aloud},
    values::words::{look_up, phrase},
};
use serde_json::{Value, json};

pub fn run(session: &Session, arguments: &InsightsArguments) -> Result<Shown> {
    let InsightsList::Owners(list) = arguments.list else {
        return duplicates::list(session, false, Some(arguments.limit));
    };
    let clinic = session.foresee()?;
    let lang = session.lang();
    let found =
        clinic.read(&ACTOR, View::Records, |read| insights::list(read, list, arguments.limit, lang))?;
    let rows: Vec<Value> =
        found.rows.iter().map(|row| with_owner_id(row, &row.external_id.0)).collect::<Result<_>>()?;
    let title = look_up(lang, &format!("values.insight.{}", found.kind)).unwrap_or_default();
    let heading =
        phrase(lang, "terminal.insights", &[("list", title.to_owned()), ("day", found.as_of.to_string())]);
    let text = format!("{heading}\n{}", read_aloud(lang, &clinic.settings().currency, &found));
    Shown::new(text, &json!({ "kind": found.kind, "as_of": found.as_of, "rows": rows }))
}
