//! The settings' file: read before all others, because days and phones are read by what it says.

use super::{
    kinds::Kind,
    read::{self, Source, plan::Plan},
    summary::{Outcome, Reason, RowRemark},
    write::Tally,
};
use crate::{
    Result,
    clinic::{self, Settings, Write},
};
use serde_json::Value;

/// Takes over what the file says, and gives back the settings that then hold.
pub fn import(w: &Write<'_>, tally: &mut Tally, source: &Source) -> Result<Settings> {
    let mut settings = (*w.settings).clone();
    let opened = read::open(&source.path)?;
    let plan = Plan::new(&source.recipe, &source.name, opened.headings.clone())?;
    let (key_at, value_at) = (plan.id_at.unwrap_or(0), plan.column_of("value").unwrap_or(1));
    let mut seen = opened.seen(&plan);
    for row in opened.records() {
        let (line, record) = row?;
        let field = |at: usize| record.get(at).map_or("", |text| super::cell::plain(text.trim()));
        let (key, text) = (field(key_at), field(value_at));
        let value: Option<Value> = serde_json::from_str(text).ok();
        let changed = value.and_then(|value| clinic::settings_with(&settings, key, value));
        let outcome = match changed {
            None => Outcome::SetAside,
            Some(new) if new == settings => Outcome::Same,
            Some(new) => {
                settings = new;
                Outcome::Updated
            }
        };
        tally.summary.counts.add(outcome);
        tally.record(Kind::Settings, outcome);
        if outcome == Outcome::SetAside {
            let remark = RowRemark {
                file: source.name.clone(),
                line,
                column: "value".into(),
                value: text.to_owned(),
                reason: Reason::NotASetting,
            };
            tally.set_aside(w, remark, &record)?;
        }
        seen.rows += 1;
    }
    tally.summary.files.push(seen);
    clinic::settings_store(w, &settings)?;
    Ok(settings)
}
