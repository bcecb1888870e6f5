//! What was promised and is still owed.

use crate::{
    args::FollowUpsCommand,
    session::{ACTOR, Session},
    shown::{Align, Shown, phone, table},
};
use crm::{
    Clinic, Error, Result,
    clinic::View,
    interactions::{self, FollowUpInput, FollowUpScope},
    values::{
        InteractionId, Lang, natural,
        words::{phrase, word},
    },
};

pub fn run(session: &Session, command: &FollowUpsCommand) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    match command {
        FollowUpsCommand::List { scope, limit } => list(lang, &clinic, *scope, *limit),
        FollowUpsCommand::Done { id } => {
            let done = interactions::complete_follow_up(&clinic, &ACTOR, InteractionId(*id))?;
            Shown::new(phrase(lang, "terminal.followUpDone", &[("id", id.to_string())]), &done.value)
        }
        FollowUpsCommand::Postpone { id, to } => {
            let to = moment(&clinic, to)?;
            let done = interactions::postpone(&clinic, &ACTOR, InteractionId(*id), to)?;
            moved(lang, *id, to, &done.value)
        }
        FollowUpsCommand::NoAnswer { id, to } => {
            let to = to.as_ref().map(|to| moment(&clinic, to)).transpose()?;
            let done = interactions::no_answer(&clinic, &ACTOR, InteractionId(*id), to)?;
            moved(lang, *id, done.value, &done.value)
        }
    }
}

fn moved(lang: Lang, id: i64, to: FollowUpInput, value: &impl serde::Serialize) -> Result<Shown> {
    let values = [("id", id.to_string()), ("when", when(&to.on.to_string(), to.minute))];
    Shown::new(phrase(lang, "terminal.followUpMoved", &values), value)
}

/// The day that is meant today by what was typed.
pub fn moment(clinic: &Clinic, text: &str) -> Result<FollowUpInput> {
    let (on, minute) = natural::moment(text, clinic.today())
        .ok_or_else(|| Error::invalid("follow_up_on", "no day that is understood"))?;
    Ok(FollowUpInput { on, minute })
}

fn list(lang: Lang, clinic: &Clinic, scope: FollowUpScope, limit: u32) -> Result<Shown> {
    let found = clinic
        .read(&ACTOR, View::Records, |read| Ok(interactions::follow_ups(read, scope, None, limit)?.rows))?;
    if found.is_empty() {
        return Shown::new(word(lang, "terminal.nothingOwed"), &found);
    }
    let country = clinic.settings().country.clone();
    let heading = ["terminal.number", "terminal.when", "terminal.name", "terminal.phone", "terminal.about"];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(found.iter().map(|one| {
        vec![
            one.id.0.to_string(),
            when(&one.on.to_string(), one.minute),
            one.owner_name.clone(),
            phone(one.phone.as_deref(), &country),
            one.subject.clone(),
        ]
    }));
    let columns = [Align::End, Align::Start, Align::Start, Align::Start, Align::Start];
    Shown::new(table(&columns, &lines), &found)
}

/// `2026-11-30 10:00`.
pub fn when(on: &str, minute: Option<u16>) -> String {
    minute.map_or_else(|| on.to_owned(), |minute| format!("{on} {:02}:{:02}", minute / 60, minute % 60))
}
