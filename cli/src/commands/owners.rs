//! Owners: the list, the search, one of them.

use crate::{
    args::OwnersCommand,
    commands::{duplicates, owners_edit, tags, views},
    session::{ACTOR, Session},
    shown::{Align, Shown, phone, snake_case, table},
};
use crm::{
    Clinic, Result,
    clinic::View,
    notes,
    owners::{self, Kin, OwnerRow, OwnersQuery},
    profile::{self, OwnerProfile},
    search,
    values::{
        Lang,
        words::{counted, look_up, phrase, word},
    },
};
use serde::Serialize;
use serde_json::Value;

/// Lines that are asked for at once.
const PAGE: u32 = 1_000;

pub fn run(session: &Session, command: OwnersCommand) -> Result<Shown> {
    match command {
        OwnersCommand::List { filters, order, part } => views::owners(session, *filters, order, part),
        OwnersCommand::Search { text, limit } => {
            let clinic = session.read()?;
            search(session.lang(), &clinic, &text, limit)
        }
        OwnersCommand::Show { id } => {
            let clinic = session.foresee()?;
            show(session.lang(), &clinic, &id)
        }
        OwnersCommand::Create(fields) => owners_edit::create(session, fields),
        OwnersCommand::Update { id, fields } => owners_edit::update(session, &id, fields),
        OwnersCommand::Archive { id } => owners_edit::archive(session, &id),
        OwnersCommand::Restore { id } => owners_edit::restore(session, &id),
        OwnersCommand::Tier { id, tier, reason } => owners_edit::tier(session, &id, tier, reason.as_deref()),
        OwnersCommand::Family { id } => {
            let clinic = session.read()?;
            family(session.lang(), &clinic, &id)
        }
        OwnersCommand::Merges => duplicates::merges(session),
        OwnersCommand::Tag(tags) => tags::assign(session, &tags, true),
        OwnersCommand::Untag(tags) => tags::assign(session, &tags, false),
        OwnersCommand::Duplicates { hints } => duplicates::list(session, hints, None),
        OwnersCommand::Merge { survivor, merged, take } => {
            duplicates::merge(session, &survivor, &merged, take)
        }
        OwnersCommand::Unmerge { id } => duplicates::unmerge(session, &id),
        OwnersCommand::KeepApart { one, other } => duplicates::keep_apart(session, &one, &other),
    }
}

/// The owners that a query lets through, at most so many where a limit is given.
pub fn as_a_list(lang: Lang, clinic: &Clinic, mut query: OwnersQuery, limit: Option<u32>) -> Result<Shown> {
    query.limit = limit.unwrap_or(PAGE).min(PAGE);
    let most = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let mut rows: Vec<OwnerRow> = clinic.read(&ACTOR, View::Records, |read| {
        let mut rows = Vec::new();
        loop {
            let page = owners::page(read, &query)?;
            rows.extend(page.rows);
            match page.next {
                Some(next) if rows.len() < most => query.cursor = Some(next),
                _ => return Ok(rows),
            }
        }
    })?;
    rows.truncate(most);

    let settings = clinic.settings();
    let country = settings.country.as_str();
    let heading = ["ownerId", "name", "phone", "lastVisit", "spent"];
    let heading = heading.map(|name| look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned());
    let mut lines = vec![heading.to_vec()];
    lines.extend(rows.iter().map(|row| {
        vec![
            row.external_id.to_string(),
            row.name.clone(),
            phone(row.phone.as_deref(), country),
            row.last_visit_on.map(|day| day.to_string()).unwrap_or_default(),
            row.spent_cents.to_string(),
        ]
    }));
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let owners = counted(lang, "terminal.owners", count, &[("count", count.to_string())]);
    let columns = [Align::Start, Align::Start, Align::Start, Align::Start, Align::End];
    let json: Vec<Value> =
        rows.iter().map(|row| with_owner_id(row, &row.external_id.0)).collect::<Result<_>>()?;
    Shown::new(format!("{}{owners}", table(&columns, &lines)), &json)
}

/// The tree of referrals: above, the nearest first; below, each followed by whom that one sent.
fn family(lang: Lang, clinic: &Clinic, id: &str) -> Result<Shown> {
    let (name, family) = clinic.read(&ACTOR, View::Records, |read| {
        let id = owners::find(read, id)?;
        Ok((owners::get(read, id)?.name, owners::family(read, id)?))
    })?;
    let line = |kin: &Kin, indent: usize| {
        vec![
            format!("{}{}", "  ".repeat(indent), kin.name),
            kin.sent.to_string(),
            kin.spent_cents.to_string(),
        ]
    };
    let heading = ["terminal.name", "terminal.sent", "terminal.spent"];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(family.above.iter().rev().map(|kin| line(kin, 0)));
    let below = usize::from(!family.above.is_empty());
    lines.push(vec![format!("{}» {name}", "  ".repeat(below)), family.direct.to_string(), String::new()]);
    let steps = |kin: &Kin| usize::try_from(kin.depth).unwrap_or_default();
    lines.extend(family.below.iter().map(|kin| line(kin, below + steps(kin))));
    let said = [("count", family.all.to_string()), ("spent", family.spent_cents.to_string())];
    let total = phrase(lang, "terminal.familySums", &said);
    Shown::new(format!("{}{total}", table(&[Align::Start, Align::End, Align::End], &lines)), &family)
}

fn search(lang: Lang, clinic: &Clinic, text: &str, limit: u32) -> Result<Shown> {
    let found = clinic.read(&ACTOR, View::Records, |read| {
        let hits = search::find(read, text, limit)?.hits;
        hits.into_iter()
            .map(|hit| Ok((owners::get(read, hit.owner_id)?.external_id, hit)))
            .collect::<Result<Vec<_>>>()
    })?;
    if found.is_empty() {
        return Shown::new(word(lang, "terminal.noOwners"), &Vec::<Value>::new());
    }
    let settings = clinic.settings();
    let country = settings.country.as_str();
    let lines: Vec<Vec<String>> = found
        .iter()
        .map(|(id, hit)| {
            let why = hit.matches.first();
            let field = why.map(|why| {
                look_up(lang, &format!("values.field.{}", why.field)).unwrap_or(why.field.as_str()).to_owned()
            });
            vec![
                id.to_string(),
                hit.name.clone(),
                phone(hit.phone.as_deref(), country),
                field.unwrap_or_default(),
                why.map(|why| why.text.clone()).unwrap_or_default(),
            ]
        })
        .collect();
    let json: Vec<Value> = found
        .iter()
        .map(|(id, hit)| {
            let mut json = snake_case(serde_json::to_value(hit)?);
            if let Some(hit) = json.as_object_mut() {
                // The bridge's name for the number in this database; a script knows the imported id.
                let number = hit.remove("owner_id").unwrap_or_default();
                hit.insert("id".into(), number);
            }
            with_owner_id(&json, &id.0)
        })
        .collect::<Result<_>>()?;
    Shown::new(table(&[Align::Start; 5], &lines), &json)
}

fn show(lang: Lang, clinic: &Clinic, id: &str) -> Result<Shown> {
    let (profile, notes) = clinic.read(&ACTOR, View::Records, |read| {
        let id = owners::find(read, id)?;
        Ok((profile::get(read, id)?, notes::list(read, id)?))
    })?;
    let mut json = with_owner_id(&profile, &profile.owner.external_id.0)?;
    if let Some(json) = json.as_object_mut() {
        json.insert("notes".into(), serde_json::to_value(notes)?);
    }
    Shown::new(said(lang, &profile, &clinic.settings().country), &json)
}

/// The record with the id under which it was imported as `owner_id`.
pub fn with_owner_id(record: &impl Serialize, id: &str) -> Result<Value> {
    let mut json = snake_case(serde_json::to_value(record)?);
    if let Some(json) = json.as_object_mut() {
        json.insert("owner_id".into(), id.into());
        json.remove("external_id");
    }
    Ok(json)
}

fn said(lang: Lang, profile: &OwnerProfile, country: &str) -> String {
    let OwnerProfile { owner, figures, pets, tags, .. } = profile;
    let label = |group: &str, value: &str| {
        look_up(lang, &format!("values.{group}.{value}")).unwrap_or(value).to_owned()
    };
    let mut lines = vec![format!("{}  {}", owner.external_id, owner.name)];
    lines.extend(owner.phone.as_deref().map(|typed| phone(Some(typed), country)));
    lines.extend(owner.email.clone());
    for pet in pets {
        let breed = pet.breed.clone().unwrap_or_else(|| label("species", &pet.species));
        lines.push(format!("{}, {breed}", pet.name));
    }
    if !tags.is_empty() {
        let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        lines.push(format!("{}: {}", word(lang, "terminal.tags"), names.join(", ")));
    }
    let day = |day: Option<crm::values::Day>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    lines.push(format!(
        "{}: {} · {}: {} · {}: {} · {}: {}",
        word(lang, "terminal.visits"),
        figures.total_visits,
        word(lang, "terminal.lastVisit"),
        day(figures.last_visit_on),
        word(lang, "terminal.spent"),
        figures.total_spent_cents,
        word(lang, "terminal.lifecycle"),
        label("lifecycle", figures.lifecycle.as_str()),
    ));
    let values = [
        ("value", figures.value_score.points.to_string()),
        ("engagement", figures.engagement_score.points.to_string()),
        ("risk", label("risk", figures.churn_risk.as_str())),
    ];
    lines.push(phrase(lang, "terminal.values", &values));
    lines.join("\n")
}
