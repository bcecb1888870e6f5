//! What owners agreed to, and when they said so.

use crate::{
    args::{ConsentArguments, ConsentsCommand},
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table},
};
use crm::{
    Clinic, Result,
    clinic::View,
    consents::{self, ConsentInput, Said},
    owners,
    values::{
        Lang, OwnerId,
        words::{look_up, phrase, word},
    },
};

pub fn run(session: &Session, command: ConsentsCommand) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    match command {
        ConsentsCommand::List { owner } => list(lang, &clinic, find(&clinic, &owner)?),
        ConsentsCommand::Record(arguments) => record(lang, &clinic, arguments),
    }
}

fn find(clinic: &Clinic, owner: &str) -> Result<OwnerId> {
    clinic.read(&ACTOR, View::Records, |read| owners::find(read, owner))
}

fn list(lang: Lang, clinic: &Clinic, owner: OwnerId) -> Result<Shown> {
    let said = clinic.read(&ACTOR, View::Records, |read| consents::history(read, owner))?;
    let json = snake_case(serde_json::to_value(&said)?);
    if said.is_empty() {
        return Shown::new(word(lang, "terminal.noConsents"), &json);
    }
    let zone = clinic.settings().zone();
    let heading = ["terminal.date", "terminal.about", "terminal.answer", "terminal.how", "terminal.staff"];
    let mut lines = vec![heading.map(|key| look_up(lang, key).unwrap_or_default().to_owned()).to_vec()];
    lines.extend(said.iter().map(|one| {
        let Said { purpose, channel, .. } = one;
        vec![
            zone.day(one.given_at).to_string(),
            about(lang, channel.map(|one| one.as_str()), purpose.map(|one| one.as_str())),
            word(lang, if one.is_given { "terminal.given" } else { "terminal.withdrawn" }).to_owned(),
            look_up(lang, &format!("values.consentSource.{}", one.source)).unwrap_or(&one.source).to_owned(),
            one.staff_name.clone().unwrap_or_default(),
        ]
    }));
    Shown::new(table(&[Align::Start; 5], &lines), &json)
}

fn record(lang: Lang, clinic: &Clinic, arguments: ConsentArguments) -> Result<Shown> {
    let owner = find(clinic, &arguments.owner)?;
    let ConsentArguments { channel, purpose, given, how, wording, .. } = arguments;
    let input = ConsentInput { purpose, channel, is_given: given, source: how, wording_version: wording };
    let state = consents::record(clinic, &ACTOR, owner, &input)?.value;
    let name = clinic.read(&ACTOR, View::Records, |read| Ok(owners::get(read, owner)?.name))?;
    let key = if given { "terminal.consentGiven" } else { "terminal.consentWithdrawn" };
    let what = about(lang, channel.map(|one| one.as_str()), purpose.map(|one| one.as_str()));
    Shown::new(
        phrase(lang, key, &[("name", name), ("what", what)]),
        &snake_case(serde_json::to_value(&state)?),
    )
}

/// "WhatsApp · Promociones".
fn about(lang: Lang, channel: Option<&str>, purpose: Option<&str>) -> String {
    let part = |list: &str, value: Option<&str>| {
        value.map(|value| look_up(lang, &format!("values.{list}.{value}")).unwrap_or(value).to_owned())
    };
    [part("channel", channel), part("purpose", purpose)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
