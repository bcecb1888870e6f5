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
    values::plain,
};

/// A setting as the file has it; a long one in several rows (`clinicLogo#1`, `clinicLogo#2`).
struct Entry {
    key: String,
    value: String,
    rows: Vec<(u32, Vec<String>)>,
}

/// Takes over what the file says, and gives back the settings that then hold.
pub fn import(w: &Write<'_>, tally: &mut Tally, source: &Source) -> Result<Settings> {
    let mut settings = (*w.settings).clone();
    let opened = read::open(&source.path)?;
    let plan = Plan::new(&source.recipe, &source.name, opened.headings.clone())?;
    let (key_at, value_at) = (plan.id_at.unwrap_or(0), plan.column_of("value").unwrap_or(1));
    let mut seen = opened.seen(&plan);
    let mut entries: Vec<Entry> = Vec::new();
    for row in opened.records() {
        let (line, record) = row?;
        let field = |at: usize| record.get(at).map_or("", |text| plain(text)).to_owned();
        let (key, value) = (field(key_at), field(value_at));
        let (name, piece) = key.split_once('#').unwrap_or((&key, "1"));
        match entries.last_mut().filter(|entry| piece != "1" && entry.key == name) {
            Some(entry) => {
                entry.value.push_str(&value);
                entry.rows.push((line, record));
            }
            None => entries.push(Entry { key: name.to_owned(), value, rows: vec![(line, record)] }),
        }
        seen.rows += 1;
    }
    for entry in entries {
        let value = serde_json::from_str(&entry.value).ok();
        let changed = value.and_then(|value| clinic::settings_with(&settings, &entry.key, value));
        let outcome = match changed {
            None => Outcome::SetAside,
            Some(new) if new == settings => Outcome::Same,
            Some(new) => {
                settings = new;
                Outcome::Updated
            }
        };
        for (line, record) in &entry.rows {
            tally.summary.counts.add(outcome);
            tally.record(Kind::Settings, outcome);
            if outcome == Outcome::SetAside {
                let (file, column, value) = (source.name.clone(), "value".into(), entry.key.clone());
                let remark = RowRemark { file, line: *line, column, value, reason: Reason::NotASetting };
                tally.set_aside(w, remark, record)?;
            }
        }
    }
    tally.summary.files.push(seen);
    clinic::settings_store(w, &settings)?;
    Ok(settings)
}
