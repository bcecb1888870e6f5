//! Pets: the list, one of them, the changes.

use crate::{
    args::{PetFields, PetListArguments, PetsCommand},
    given::Given,
    session::{ACTOR, Session},
    shown::{Align, Shown, phone, snake_case, table},
};
use crm::{
    Clinic, Result,
    clinic::View,
    owners::{self, Direction},
    pets::{
        self, Age, AgeUnit, Pet, PetCard, PetChange, PetFilters, PetInput, PetRow, PetStatus, PetsQuery,
        TransferInput,
    },
    values::{
        Lang, PetId,
        words::{counted, look_up, phrase, word},
    },
};
use serde::Serialize;
use serde_json::{Value, json};

/// Lines that are asked for at once.
const PAGE: u32 = 1_000;
/// What a pet has that no form edits.
const NOT_EDITED: &[&str] = &["id", "externalId", "ownerId", "age", "createdAt", "updatedAt"];

pub fn run(session: &Session, command: PetsCommand) -> Result<Shown> {
    match command {
        PetsCommand::List(arguments) => list(session, arguments),
        PetsCommand::Show { id } => show(session, &id),
        PetsCommand::Create { owner, fields } => create(session, &owner, fields),
        PetsCommand::Update { id, fields } => update(session, &id, fields),
        PetsCommand::Transfer { id, to, on, reason, .. } => {
            let clinic = session.write()?;
            let to = to
                .map(|to| clinic.read(&ACTOR, View::Records, |read| owners::find(read, &to)))
                .transpose()?;
            let input = TransferInput { to, on, reason };
            let done = pets::transfer(&clinic, &ACTOR, find(&clinic, &id)?, &input)?.value;
            let card = card(&clinic, done.pet.id)?;
            let key = if to.is_some() { "terminal.petTransferred" } else { "terminal.petElsewhere" };
            let values = [("name", card.pet.name.clone()), ("owner", card.owner.name.clone())];
            let mut json = as_json(&card)?;
            add(&mut json, [("moved", json!(done.moved)), ("stopped", part(&done.stopped)?)]);
            Shown::new(phrase(session.lang(), key, &values), &json)
        }
        PetsCommand::Deceased { id, on } => {
            let clinic = session.write()?;
            let done = pets::deceased(&clinic, &ACTOR, find(&clinic, &id)?, on)?.value;
            let lang = session.lang();
            let values = [
                ("name", done.pet.name.clone()),
                ("appointments", done.stopped.appointments.to_string()),
                ("messages", done.stopped.messages.to_string()),
                ("follow_ups", done.stopped.follow_ups.to_string()),
            ];
            let mut lines = vec![phrase(lang, "terminal.petDied", &values)];
            if done.is_home_closed {
                lines.push(word(lang, "terminal.homeClosed").to_owned());
            }
            lines.push(format!("\n{}", done.condolence));
            let mut json = as_json(&card(&clinic, done.pet.id)?)?;
            let more = [
                ("stopped", part(&done.stopped)?),
                ("is_home_closed", json!(done.is_home_closed)),
                ("condolence", json!(done.condolence)),
            ];
            add(&mut json, more);
            Shown::new(lines.join("\n"), &json)
        }
    }
}

pub fn find(clinic: &Clinic, id: &str) -> Result<PetId> {
    clinic.read(&ACTOR, View::Records, |read| pets::find(read, id))
}

fn card(clinic: &Clinic, id: PetId) -> Result<PetCard> {
    clinic.read(&ACTOR, View::Records, |read| pets::card(read, id))
}

fn list(session: &Session, arguments: PetListArguments) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let mut query = PetsQuery {
        filters: PetFilters {
            text: arguments.text,
            species: arguments.species,
            statuses: if arguments.status.is_empty() { vec![PetStatus::Active] } else { arguments.status },
            due: arguments.due,
            months_min: arguments.months_min,
            months_max: arguments.months_max,
        },
        sort: arguments.sort,
        direction: if arguments.descending { Direction::Descending } else { Direction::Ascending },
        cursor: None,
        limit: arguments.limit.unwrap_or(PAGE).min(PAGE),
    };
    if let Some(file) = arguments.csv {
        let count = pets::export(&clinic, &ACTOR, &query, &file)?;
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let number = i64::try_from(count).unwrap_or(i64::MAX);
        let said =
            counted(lang, "terminal.petsWritten", number, &[("count", count.to_string()), ("file", name)]);
        return Shown::new(said, &json!({ "rows": count }));
    }
    let most = arguments.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let rows: Vec<PetRow> = clinic.read(&ACTOR, View::Records, |read| {
        let mut rows = Vec::new();
        loop {
            let page = pets::page(read, &query)?;
            rows.extend(page.rows);
            match page.next {
                Some(next) if rows.len() < most => query.cursor = Some(next),
                _ => return Ok(rows),
            }
        }
    })?;
    let rows: Vec<PetRow> = rows.into_iter().take(most).collect();
    let json: Vec<Value> = rows.iter().map(row_json).collect::<Result<_>>()?;
    let settings = clinic.settings();
    let heading = ["petId", "name", "species", "age", "due", "owner", "phone"];
    let mut lines = vec![heading.map(|name| heading_of(lang, name)).to_vec()];
    lines.extend(rows.iter().map(|row| {
        vec![
            row.external_id.to_string(),
            row.name.clone(),
            species(lang, &row.species),
            row.age.map(|age| said_age(lang, age)).unwrap_or_default(),
            row.next_due_on.map(|day| day.to_string()).unwrap_or_default(),
            row.owner_name.clone(),
            phone(row.owner_phone.as_deref(), &settings.country),
        ]
    }));
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let total = counted(lang, "terminal.petCount", count, &[("count", count.to_string())]);
    Shown::new(format!("{}{total}", table(&[Align::Start; 7], &lines)), &json)
}

fn heading_of(lang: Lang, name: &str) -> String {
    look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned()
}

fn species(lang: Lang, species: &str) -> String {
    look_up(lang, &format!("values.species.{species}")).unwrap_or(species).to_owned()
}

fn said_age(lang: Lang, age: Age) -> String {
    let key = match age.unit {
        AgeUnit::Months => "terminal.months",
        AgeUnit::Years => "terminal.years",
    };
    counted(lang, key, age.count.into(), &[("count", age.count.to_string())])
}

fn row_json(row: &PetRow) -> Result<Value> {
    let mut json = snake_case(serde_json::to_value(row)?);
    rename(&mut json, &row.external_id.0, &row.owner_external_id.0);
    Ok(json)
}

/// The ids that the two were imported under, as in the files.
fn rename(json: &mut Value, pet: &str, owner: &str) {
    if let Some(json) = json.as_object_mut() {
        json.remove("external_id");
        json.remove("owner_external_id");
        json.insert("pet_id".into(), pet.into());
        json.insert("owner_id".into(), owner.into());
    }
}

fn add<const N: usize>(json: &mut Value, more: [(&str, Value); N]) {
    if let Some(json) = json.as_object_mut() {
        json.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
}

/// A part of an answer under the names of the domain.
fn part(part: &impl Serialize) -> Result<Value> {
    Ok(snake_case(serde_json::to_value(part)?))
}

/// A pet as a program reads it: its fields, its vaccinations, whose it was.
fn as_json(card: &PetCard) -> Result<Value> {
    let mut json = snake_case(serde_json::to_value(&card.pet)?);
    rename(&mut json, &card.pet.external_id.0, &card.owner.external_id.0);
    add(
        &mut json,
        [
            ("owner_name", json!(card.owner.name)),
            ("vaccinations", part(&card.vaccinations)?),
            ("booked", part(&card.booked)?),
            ("transfers", part(&card.transfers)?),
        ],
    );
    Ok(json)
}

fn show(session: &Session, id: &str) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let card = card(&clinic, find(&clinic, id)?)?;
    let pet = &card.pet;
    let mut lines = vec![format!("{}  {}", pet.external_id, pet.name)];
    let about: Vec<String> = [
        Some(species(lang, &pet.species)),
        pet.breed.clone(),
        pet.sex.map(|sex| look_up(lang, &format!("values.sex.{sex}")).unwrap_or(sex.as_str()).to_owned()),
        pet.age.map(|age| said_age(lang, age)),
        pet.weight_g.map(|grams| format!("{}.{:03} kg", grams / 1_000, grams % 1_000)),
        pet.microchip.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    lines.push(about.join(", "));
    if pet.status != PetStatus::Active {
        let status =
            look_up(lang, &format!("values.petStatus.{}", pet.status)).unwrap_or(pet.status.as_str());
        lines.push(pet.deceased_on.map_or_else(|| status.to_owned(), |on| format!("{status} {on}")));
    }
    let phone = phone(card.owner.phone.as_deref(), &clinic.settings().country);
    lines.push(format!("{}  {} {phone}", card.owner.external_id, card.owner.name).trim_end().to_owned());
    for given in &card.vaccinations {
        let day = |day: Option<crm::values::Day>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
        lines.push(format!("{}: {} → {}", given.vaccine, day(given.given_on), day(given.due_on)));
    }
    for change in &card.transfers {
        let nobody = || word(lang, "terminal.elsewhere").to_owned();
        let from = change.from_name.clone().unwrap_or_else(nobody);
        lines.push(format!("{}: {from} → {}", change.on, change.to_name.clone().unwrap_or_else(nobody)));
    }
    Shown::new(lines.join("\n"), &as_json(&card)?)
}

fn create(session: &Session, owner: &str, fields: PetFields) -> Result<Shown> {
    let clinic = session.write()?;
    let owner = clinic.read(&ACTOR, View::Records, |read| owners::find(read, owner))?;
    let input: PetInput = given(fields)?.form()?;
    let pet = pets::create(&clinic, &ACTOR, owner, &input)?.value;
    said(session, &clinic, "terminal.petCreated", &pet)
}

fn update(session: &Session, id: &str, fields: PetFields) -> Result<Shown> {
    let clinic = session.write()?;
    let old = clinic.read(&ACTOR, View::Records, |read| pets::get(read, pets::find(read, id)?))?;
    let pet = given(fields)?.form_over(&old, NOT_EDITED)?;
    let pet = pets::update(&clinic, &ACTOR, old.id, &PetChange { pet, read_at: old.updated_at })?.value;
    said(session, &clinic, "terminal.petUpdated", &pet)
}

fn given(fields: PetFields) -> Result<Given> {
    let mut given = Given::read(fields.from.as_deref(), &fields.set)?;
    for (name, value) in [
        ("name", &fields.name),
        ("species", &fields.species),
        ("breed", &fields.breed),
        ("sex", &fields.sex),
        ("birth_on", &fields.birth_on),
        ("colour", &fields.colour),
        ("microchip", &fields.microchip),
    ] {
        given.say(name, value.as_deref());
    }
    given.set("is_neutered", fields.is_neutered);
    given.set("weight_g", fields.weight);
    Ok(given)
}

fn said(session: &Session, clinic: &Clinic, key: &'static str, pet: &Pet) -> Result<Shown> {
    let values = [("name", pet.name.clone()), ("id", pet.external_id.to_string())];
    Shown::new(phrase(session.lang(), key, &values), &as_json(&card(clinic, pet.id)?)?)
}
