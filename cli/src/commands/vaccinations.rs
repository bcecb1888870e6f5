//! Vaccinations: a pet's, one more, those that fall due.

use super::pets::find;
use crate::{
    args::VaccinationsCommand,
    session::{ACTOR, Session},
    shown::{Align, Shown, phone, snake_case, table},
};
use crm::{
    Error, Result,
    clinic::View,
    vaccinations::{self, Vaccination, VaccinationInput},
    values::{
        Day, Lang, VaccinationId, fold,
        words::{counted, look_up, phrase},
    },
};
use serde_json::Value;

/// Days back and ahead where none are given.
const MONTH: i32 = 30;

pub fn run(session: &Session, command: VaccinationsCommand) -> Result<Shown> {
    match command {
        VaccinationsCommand::List { pet } => list(session, &pet),
        VaccinationsCommand::Record { pet, vaccine, given, due, next } => {
            let input = VaccinationInput { vaccine, given_on: given, due_on: due, staff_id: None };
            record(session, &pet, input, next)
        }
        VaccinationsCommand::Update { id, vaccine, given, due } => {
            let clinic = session.write()?;
            let id = VaccinationId(id);
            let stands = clinic.read(&ACTOR, View::Records, |read| vaccinations::get(read, id))?;
            let input = VaccinationInput {
                vaccine: vaccine.unwrap_or(stands.vaccine),
                given_on: given.or(stands.given_on),
                due_on: due.or(stands.due_on),
                staff_id: stands.staff_id,
            };
            recorded(session.lang(), &vaccinations::update(&clinic, &ACTOR, id, &input)?.value)
        }
        VaccinationsCommand::Delete { id } => {
            let clinic = session.write()?;
            let id = VaccinationId(id);
            let stands = clinic.read(&ACTOR, View::Records, |read| vaccinations::get(read, id))?;
            vaccinations::delete(&clinic, &ACTOR, id)?;
            let values = [("vaccine", stands.vaccine.clone())];
            Shown::new(phrase(session.lang(), "terminal.vaccinationDeleted", &values), &json_of(&stands)?)
        }
        VaccinationsCommand::Due { from, to, limit } => due(session, from, to, limit),
    }
}

fn day(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn json_of(vaccination: &Vaccination) -> Result<Value> {
    let mut json = snake_case(serde_json::to_value(vaccination)?);
    if let Some(json) = json.as_object_mut()
        && let Some(id) = json.remove("external_id")
    {
        json.insert("vaccination_id".into(), id);
    }
    Ok(json)
}

fn list(session: &Session, pet: &str) -> Result<Shown> {
    let clinic = session.read()?;
    let pet = find(&clinic, pet)?;
    let given = clinic.read(&ACTOR, View::Records, |read| vaccinations::list(read, pet))?;
    let line = |one: &Vaccination| {
        vec![one.id.0.to_string(), one.vaccine.clone(), day(one.given_on), day(one.due_on)]
    };
    let lines: Vec<Vec<String>> = given.iter().map(line).collect();
    let json: Vec<Value> = given.iter().map(json_of).collect::<Result<_>>()?;
    Shown::new(table(&[Align::End, Align::Start, Align::Start, Align::Start], &lines), &json)
}

fn record(session: &Session, pet: &str, mut input: VaccinationInput, next: bool) -> Result<Shown> {
    let clinic = session.write()?;
    let pet = find(&clinic, pet)?;
    if let Some(given) = input.given_on.filter(|_| next) {
        let usual = clinic.read(&ACTOR, View::Records, vaccinations::usual)?;
        let known = usual.into_iter().find(|one| fold(&one.vaccine) == fold(&input.vaccine));
        let known = known.ok_or_else(|| Error::invalid("next", "no usual interval is known"))?;
        input.due_on = Some(given.plus(known.days));
    }
    recorded(session.lang(), &vaccinations::record(&clinic, &ACTOR, pet, &input)?.value)
}

fn recorded(lang: Lang, done: &Vaccination) -> Result<Shown> {
    let values = [
        ("vaccine", done.vaccine.clone()),
        ("due", done.due_on.map_or_else(|| "—".into(), |on| on.to_string())),
    ];
    Shown::new(phrase(lang, "terminal.vaccinationRecorded", &values), &json_of(done)?)
}

fn due(session: &Session, from: Option<Day>, to: Option<Day>, limit: u32) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let due = clinic.read(&ACTOR, View::Records, |read| {
        let (from, to) = (from.unwrap_or(read.today.plus(-MONTH)), to.unwrap_or(read.today.plus(MONTH)));
        vaccinations::due(read, from, to, limit)
    })?;
    let settings = clinic.settings();
    let heading = ["due", "vaccine", "name", "owner", "phone"];
    let heading = heading.map(|name| look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned());
    let mut lines = vec![heading.to_vec()];
    lines.extend(due.iter().map(|one| {
        vec![
            one.due_on.to_string(),
            one.vaccine.clone(),
            one.pet_name.clone(),
            one.owner_name.clone(),
            phone(one.phone.as_deref(), &settings.country),
        ]
    }));
    let count = i64::try_from(due.len()).unwrap_or(i64::MAX);
    let total = counted(lang, "terminal.vaccinations", count, &[("count", count.to_string())]);
    let json = snake_case(serde_json::to_value(&due)?);
    Shown::new(format!("{}{total}", table(&[Align::Start; 5], &lines)), &json)
}
