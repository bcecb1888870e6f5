//! What was said with owners.

use super::follow_ups::{moment, when};
use crate::{
    args::{InteractionFields, InteractionsCommand, LogArguments},
    commands::pets,
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table, to_the_minute},
};
use crm::{
    Clinic, Error, Result,
    clinic::View,
    interactions::{
        self, FollowUpInput, InteractionChannel, InteractionDirection, InteractionInput, InteractionKind,
        LogQuery, LogRow, Tally,
    },
    owners,
    values::{
        Day, Instant, InteractionId, Lang, natural,
        words::{look_up, phrase, word},
    },
};
use serde_json::{Value, json};

/// Days that are listed where none are named.
const DAYS: i32 = 30;

pub fn run(session: &Session, command: InteractionsCommand) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    match command {
        InteractionsCommand::Log(arguments) => log(lang, &clinic, arguments),
        InteractionsCommand::List { owner, from, to, limit } => {
            list(lang, &clinic, owner.as_deref(), (from, to), limit)
        }
        InteractionsCommand::Update { id, fields } => update(lang, &clinic, InteractionId(id), *fields),
        InteractionsCommand::Delete { id } => {
            let stands =
                clinic.read(&ACTOR, View::Records, |read| interactions::get(read, InteractionId(id)))?;
            interactions::delete(&clinic, &ACTOR, stands.id)?;
            Shown::new(phrase(lang, "terminal.interactionDeleted", &[("id", id.to_string())]), &stands)
        }
        InteractionsCommand::Stats => stats(lang, &clinic),
    }
}

fn log(lang: Lang, clinic: &Clinic, LogArguments { owner, subject, said }: LogArguments) -> Result<Shown> {
    let owner_id = clinic.read(&ACTOR, View::Records, |read| owners::find(read, &owner))?;
    let kind_of = said.kind.unwrap_or(InteractionKind::Call);
    let channel = said.channel.or_else(|| kind_of.only_channel());
    let channel =
        channel.ok_or_else(|| Error::invalid("channel", "this kind comes over several: name one"))?;
    let input = InteractionInput {
        owner_id,
        pet_id: said.pet.map(|pet| pets::find(clinic, &pet)).transpose()?,
        kind: kind_of,
        channel,
        direction: said.direction.unwrap_or(InteractionDirection::Inbound),
        subject,
        notes: said.notes,
        outcome: said.outcome,
        duration_minutes: said.minutes,
        sentiment: said.sentiment,
        happened_at: said.at.map(|when| instant(clinic, &when)).transpose()?,
        follow_up: said.follow_up.map(|when| moment(clinic, &when)).transpose()?,
    };
    let logged = interactions::create(clinic, &ACTOR, &input)?.value;
    let name = clinic.read(&ACTOR, View::Records, |read| Ok(owners::get(read, owner_id)?.name))?;
    let said = [("kind", kind(lang, logged.kind)), ("name", name), ("id", logged.id.0.to_string())];
    let mut lines = vec![phrase(lang, "terminal.logged", &said)];
    // What was read out of "mañana 10am" is said, with its weekday's date.
    if let Some(on) = logged.follow_up_on {
        let when = when(&on.to_string(), logged.follow_up_minute);
        lines.push(phrase(lang, "terminal.followUpOn", &[("when", when)]));
    }
    Shown::new(lines.join("\n"), &logged)
}

/// The moment that is meant by a day and an hour.
fn instant(clinic: &Clinic, text: &str) -> Result<Instant> {
    natural::moment(text, clinic.today())
        .and_then(|(on, minute)| on.date().and_hms_opt(u32::from(minute? / 60), u32::from(minute? % 60), 0))
        .map(|at| clinic.settings().zone().instant(at))
        .ok_or_else(|| Error::invalid("happened_at", "not a day and an hour"))
}

fn update(
    lang: Lang,
    clinic: &Clinic,
    id: InteractionId,
    InteractionFields { subject, said }: InteractionFields,
) -> Result<Shown> {
    let stands = clinic.read(&ACTOR, View::Records, |read| interactions::get(read, id))?;
    let kind = said.kind.unwrap_or(stands.kind);
    // Another kind comes over its own way, where it has only one.
    let own_way = if said.kind.is_some() { kind.only_channel() } else { None };
    let promised = stands.follow_up_on.filter(|_| !stands.follow_up_is_completed);
    let input = InteractionInput {
        owner_id: stands.owner_id,
        pet_id: said.pet.map(|pet| pets::find(clinic, &pet)).transpose()?.or(stands.pet_id),
        kind,
        channel: said.channel.or(own_way).unwrap_or(stands.channel),
        direction: said.direction.unwrap_or(stands.direction),
        subject: subject.unwrap_or(stands.subject),
        notes: said.notes.or(stands.notes),
        outcome: said.outcome.or(stands.outcome),
        duration_minutes: said.minutes.or(stands.duration_minutes),
        sentiment: said.sentiment.or(stands.sentiment),
        happened_at: said.at.map(|when| instant(clinic, &when)).transpose()?,
        follow_up: match said.follow_up {
            Some(when) => Some(moment(clinic, &when)?),
            None => promised.map(|on| FollowUpInput { on, minute: stands.follow_up_minute }),
        },
    };
    let kept = interactions::update(clinic, &ACTOR, id, &input)?.value;
    Shown::new(phrase(lang, "terminal.interactionKept", &[("id", id.0.to_string())]), &kept)
}

fn list(
    lang: Lang,
    clinic: &Clinic,
    owner: Option<&str>,
    (from, to): (Option<Day>, Option<Day>),
    limit: u32,
) -> Result<Shown> {
    let today = clinic.today();
    let rows = clinic.read(&ACTOR, View::Records, |read| {
        let owner = owner.map(|owner| owners::find(read, owner)).transpose()?;
        // Of one owner everything is wanted; of all of them the last days.
        let begin = if owner.is_some() { Day::from_number(i32::MIN / 2) } else { today.plus(1 - DAYS) };
        let query = LogQuery { owner, from: from.unwrap_or(begin), to: to.unwrap_or(today), limit };
        interactions::list(read, &query)
    })?;
    let json = rows.iter().map(as_json).collect::<Result<Vec<Value>>>()?;
    if rows.is_empty() {
        return Shown::new(word(lang, "terminal.nothingLogged"), &json);
    }
    let heading = ["terminal.number", "terminal.when", "terminal.name", "terminal.kind", "terminal.about"];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    let zone = clinic.settings().zone();
    lines.extend(rows.iter().map(|LogRow { interaction: one, owner_name, .. }| {
        let said =
            if one.subject.is_empty() { one.notes.clone().unwrap_or_default() } else { one.subject.clone() };
        vec![
            one.id.0.to_string(),
            to_the_minute(zone, one.happened_at),
            owner_name.clone(),
            kind(lang, one.kind),
            said.lines().next().unwrap_or_default().to_owned(),
        ]
    }));
    let columns = [Align::End, Align::Start, Align::Start, Align::Start, Align::Start];
    Shown::new(table(&columns, &lines), &json)
}

fn as_json(row: &LogRow) -> Result<Value> {
    let mut json = snake_case(serde_json::to_value(&row.interaction)?);
    if let Some(json) = json.as_object_mut() {
        json.insert("interaction_id".into(), json!(row.interaction.external_id));
        json.insert("owner_id".into(), json!(row.owner_external_id));
        json.insert("owner_name".into(), json!(row.owner_name));
        json.insert("staff_name".into(), json!(row.staff_name));
        json.remove("external_id");
    }
    Ok(json)
}

fn stats(lang: Lang, clinic: &Clinic) -> Result<Shown> {
    let found = clinic.read(&ACTOR, View::Records, interactions::statistics)?;
    let heading = ["", "terminal.todayHeading", "terminal.thirtyDays", "terminal.inbound"];
    let line = |name: String, tally: &Tally| {
        vec![name, tally.today.to_string(), tally.period.to_string(), tally.inbound.to_string()]
    };
    let mut lines = vec![
        heading.map(|key| if key.is_empty() { String::new() } else { word(lang, key).to_owned() }).to_vec(),
    ];
    lines.push(line(word(lang, "terminal.all").to_owned(), &found.all));
    lines.extend(found.channels.iter().map(|one| line(channel(lang, one.channel), &one.tally)));
    let nobody = word(lang, "terminal.unknownStaff");
    lines.extend(
        found.staff.iter().map(|one| line(one.name.clone().unwrap_or_else(|| nobody.into()), &one.tally)),
    );
    Shown::new(table(&[Align::Start, Align::End, Align::End, Align::End], &lines), &found)
}

fn kind(lang: Lang, kind: InteractionKind) -> String {
    look_up(lang, &format!("values.event.{kind}")).unwrap_or(kind.as_str()).to_owned()
}

fn channel(lang: Lang, channel: InteractionChannel) -> String {
    look_up(lang, &format!("values.channel.{channel}")).unwrap_or(channel.as_str()).to_owned()
}
