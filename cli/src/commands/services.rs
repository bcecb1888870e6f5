//! Services.

use crate::{
    args::{ServiceArguments, ServicesCommand},
    session::{ACTOR, Session},
    shown::{Align, Shown, table},
};
use crm::{
    Error, Result,
    appointments::AppointmentKind,
    clinic::View,
    services::{self, ListedService, ServiceInput},
    values::words::{phrase, word},
};

pub fn run(session: &Session, command: ServicesCommand) -> Result<Shown> {
    match command {
        ServicesCommand::List => list(session),
        ServicesCommand::Create(arguments) => {
            let clinic = session.write()?;
            let input = given(arguments, ServiceInput::default())?;
            saved(session, &services::create(&clinic, &ACTOR, &input)?.value)
        }
        ServicesCommand::Update { id, service: arguments, retire, restore } => {
            let clinic = session.write()?;
            let old = clinic.read(&ACTOR, View::Records, |read| services::find(read, &id))?;
            let is_active = if retire || restore { restore } else { old.is_active };
            let stands = ServiceInput {
                name: old.name,
                category: old.category,
                kind: old.kind,
                duration_minutes: old.duration_minutes,
                price_cents: old.price_cents,
                is_active,
            };
            saved(session, &services::update(&clinic, &ACTOR, old.id, &given(arguments, stands)?)?.value)
        }
    }
}

fn given(arguments: ServiceArguments, stands: ServiceInput) -> Result<ServiceInput> {
    let kind = match arguments.kind.as_deref() {
        Some(kind) => {
            AppointmentKind::parse(kind).ok_or_else(|| Error::invalid("kind", "not one of the choices"))?
        }
        None => stands.kind,
    };
    Ok(ServiceInput {
        name: arguments.name.unwrap_or(stands.name),
        category: arguments.category.or(stands.category),
        kind,
        duration_minutes: arguments.minutes.or(stands.duration_minutes),
        price_cents: arguments.price.or(stands.price_cents),
        is_active: stands.is_active,
    })
}

fn list(session: &Session) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let all = clinic.read(&ACTOR, View::Records, services::list)?;
    if all.is_empty() {
        return Shown::new(word(lang, "terminal.noServices"), &all);
    }
    let mut lines = vec![vec![
        word(lang, "terminal.name").to_owned(),
        word(lang, "terminal.category").to_owned(),
        word(lang, "terminal.minutes").to_owned(),
        word(lang, "terminal.price").to_owned(),
        String::new(),
    ]];
    lines.extend(all.iter().map(|service| {
        vec![
            service.name.clone(),
            service.category.clone().unwrap_or_default(),
            service.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            service.price_cents.map(|price| price.to_string()).unwrap_or_default(),
            if service.is_active { String::new() } else { word(lang, "terminal.retired").to_owned() },
        ]
    }));
    let columns = [Align::Start, Align::Start, Align::End, Align::End, Align::Start];
    Shown::new(table(&columns, &lines), &all)
}

fn saved(session: &Session, service: &ListedService) -> Result<Shown> {
    Shown::new(phrase(session.lang(), "terminal.productSaved", &[("name", service.name.clone())]), service)
}
