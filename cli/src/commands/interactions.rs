//! What was said with owners.

use super::follow_ups::{moment, when};
use crate::{
    args::{InteractionsCommand, LogArguments},
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table},
};
use crm::{
    Clinic, Error, Result,
    clinic::View,
    interactions::{self, InteractionChannel, InteractionInput, InteractionKind, LogQuery, LogRow, Tally},
    owners,
    values::{
        Day, Lang,
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
        InteractionsCommand::Stats => stats(lang, &clinic),
    }
}

fn log(lang: Lang, clinic: &Clinic, arguments: LogArguments) -> Result<Shown> {
    let owner_id = clinic.read(&ACTOR, View::Records, |read| owners::find(read, &arguments.owner))?;
    let channel = arguments.channel.or_else(|| arguments.kind.only_channel());
    let channel =
        channel.ok_or_else(|| Error::invalid("channel", "this kind comes over several: name one"))?;
    let input = InteractionInput {
        owner_id,
        pet_id: None,
        kind: arguments.kind,
        channel,
        direction: arguments.direction,
        subject: arguments.subject,
        notes: arguments.notes,
        outcome: arguments.outcome,
        duration_minutes: arguments.minutes,
        sentiment: arguments.sentiment,
        happened_at: None,
        follow_up: arguments.follow_up.map(|when| moment(clinic, &when)).transpose()?,
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
            zone.local(one.happened_at).format("%Y-%m-%d %H:%M").to_string(),
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
