//! What a person left half typed, and whom they opened last.

use crate::{
    args::DraftsCommand,
    commands::owners::with_owner_id,
    session::{ACTOR, Session},
    shown::{Align, Shown, phone, table, to_the_minute},
};
use crm::{
    Clinic, Error, Result,
    clinic::View,
    drafts::{self, KeptDraft},
    owners, recents,
    values::{
        Lang,
        words::{phrase, word},
    },
};
use serde_json::{Value, json};

/// The longest beginning of a text in the list.
const BEGINNING: usize = 60;

pub fn run(session: &Session, command: DraftsCommand) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    match command {
        DraftsCommand::List => list(lang, &clinic),
        DraftsCommand::Show { key } => show(&clinic, &find(&clinic, &key)?),
        DraftsCommand::Discard { key } => {
            let draft = find(&clinic, &key)?;
            drafts::clear(&clinic, &ACTOR, &draft.key)?;
            Shown::new(
                phrase(lang, "terminal.draftDiscarded", &[("key", draft.key.clone())]),
                &as_json(&draft)?,
            )
        }
    }
}

fn all(clinic: &Clinic) -> Result<Vec<KeptDraft>> {
    clinic.read(&ACTOR, View::Records, drafts::list)
}

fn find(clinic: &Clinic, key: &str) -> Result<KeptDraft> {
    all(clinic)?.into_iter().find(|draft| draft.key == key).ok_or_else(|| Error::not_found("draft"))
}

fn list(lang: Lang, clinic: &Clinic) -> Result<Shown> {
    let drafts = all(clinic)?;
    let json = drafts.iter().map(as_json).collect::<Result<Vec<_>>>()?;
    if drafts.is_empty() {
        return Shown::new(word(lang, "terminal.noDrafts"), &json);
    }
    let zone = clinic.settings().zone();
    let mut lines = vec![
        [word(lang, "terminal.draft"), word(lang, "terminal.when"), word(lang, "terminal.typed")]
            .map(str::to_owned)
            .to_vec(),
    ];
    lines.extend(drafts.iter().map(|draft| {
        let typed = longest(&form(draft)).replace(['\n', '\r'], " ");
        let mut beginning: String = typed.chars().take(BEGINNING).collect();
        if typed.chars().count() > BEGINNING {
            beginning.push('…');
        }
        vec![draft.key.clone(), to_the_minute(zone, draft.saved_at), beginning]
    }));
    Shown::new(table(&[Align::Start; 3], &lines), &json)
}

fn show(clinic: &Clinic, draft: &KeptDraft) -> Result<Shown> {
    let zone = clinic.settings().zone();
    let mut lines = vec![format!("{}  {}", draft.key, to_the_minute(zone, draft.saved_at))];
    // What is blank was not typed.
    let fields = form(draft);
    lines.extend(fields.as_object().into_iter().flatten().filter_map(|(name, value)| match value {
        Value::Null => None,
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(format!("{name}: {text}")),
        other => Some(format!("{name}: {other}")),
    }));
    Shown::new(lines.join("\n"), &as_json(draft)?)
}

/// The fields of the form. What is kept is JSON by a check of the table; only the form understands it.
fn form(draft: &KeptDraft) -> Value {
    serde_json::from_str(&draft.value).unwrap_or_default()
}

fn as_json(draft: &KeptDraft) -> Result<Value> {
    Ok(json!({ "key": draft.key, "saved_at": serde_json::to_value(draft.saved_at)?, "form": form(draft) }))
}

/// The longest text of a form: what was being written.
fn longest(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(longest).max_by_key(String::len).unwrap_or_default(),
        Value::Object(fields) => fields.values().map(longest).max_by_key(String::len).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The owners that were opened last.
pub fn recents(session: &Session, limit: u32) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let found = clinic.read(&ACTOR, View::Records, |read| {
        let recents = recents::list(read, limit)?.into_iter();
        recents.map(|one| Ok((owners::get(read, one.id)?.external_id, one))).collect::<Result<Vec<_>>>()
    })?;
    let json: Vec<Value> = found.iter().map(|(id, one)| with_owner_id(one, &id.0)).collect::<Result<_>>()?;
    if found.is_empty() {
        return Shown::new(word(lang, "terminal.noRecents"), &json);
    }
    let settings = clinic.settings();
    let heading = ["terminal.ownerId", "terminal.name", "terminal.phone", "terminal.pets", "terminal.when"];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(found.iter().map(|(id, one)| {
        vec![
            id.to_string(),
            one.name.clone(),
            phone(one.phone.as_deref(), &settings.country),
            one.pets.join(", "),
            to_the_minute(settings.zone(), one.opened_at),
        ]
    }));
    Shown::new(table(&[Align::Start; 5], &lines), &json)
}
