//! The clinic's tags, and who carries them.

use crate::{
    args::{TagArguments, TagsCommand},
    session::{ACTOR, Session},
    shown::{Align, Shown, table},
};
use crm::{
    Clinic, Result,
    clinic::View,
    owners,
    tags::{self, Tag, TagChange, TagInput},
    values::{
        Lang, TagId,
        words::{phrase, word},
    },
};

pub fn run(session: &Session, command: TagsCommand) -> Result<Shown> {
    let clinic = session.write()?;
    let lang = session.lang();
    let find = |text: &str| clinic.read(&ACTOR, View::Records, |read| tags::find(read, text));
    match command {
        TagsCommand::List => list(lang, &clinic),
        TagsCommand::Create { name, colour, description } => {
            let input = TagInput { name, colour, description, is_active: true };
            kept(lang, &tags::create(&clinic, &ACTOR, &input)?.value)
        }
        TagsCommand::Update { tag, name, colour, description } => {
            let stands = find(&tag)?;
            let input = TagInput {
                name: name.unwrap_or_else(|| stands.name.clone()),
                colour: colour.unwrap_or_else(|| stands.colour.clone()),
                description: description.or_else(|| stands.description.clone()),
                is_active: stands.is_active,
            };
            kept(lang, &tags::update(&clinic, &ACTOR, stands.id, &input)?.value)
        }
        TagsCommand::Merge { into, from } => {
            let (into, from) = (find(&into)?, find(&from)?);
            let stays = tags::merge(&clinic, &ACTOR, into.id, from.id)?.value;
            let said =
                [("from", from.name), ("into", stays.name.clone()), ("count", stays.owners.to_string())];
            Shown::new(phrase(lang, "terminal.tagsMerged", &said), &stays)
        }
        TagsCommand::Retire { tag, back } => {
            let Tag { id, name, colour, description, .. } = find(&tag)?;
            let input = TagInput { name, colour, description, is_active: back };
            kept(lang, &tags::update(&clinic, &ACTOR, id, &input)?.value)
        }
    }
}

fn list(lang: Lang, clinic: &Clinic) -> Result<Shown> {
    let found = clinic.read(&ACTOR, View::Records, tags::list)?;
    let heading = ["terminal.tag", "terminal.colour", "terminal.ownersHeading", "terminal.about"];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(found.iter().map(|tag| {
        let retired = if tag.is_active { None } else { Some(word(lang, "terminal.retiredTag")) };
        let about: Vec<&str> = [retired, tag.description.as_deref()].into_iter().flatten().collect();
        vec![tag.name.clone(), tag.colour.clone(), tag.owners.to_string(), about.join(" · ")]
    }));
    Shown::new(table(&[Align::Start, Align::Start, Align::End, Align::Start], &lines), &found)
}

fn kept(lang: Lang, tag: &Tag) -> Result<Shown> {
    Shown::new(phrase(lang, "terminal.tagKept", &[("name", tag.name.clone())]), tag)
}

/// Puts tags on an owner, or takes them off.
pub fn assign(session: &Session, arguments: &TagArguments, is_on: bool) -> Result<Shown> {
    let clinic = session.read()?;
    let (owner, chosen) = clinic.read(&ACTOR, View::Records, |read| {
        let chosen = arguments.tags.iter().map(|tag| Ok(tags::find(read, tag)?.id));
        Ok((owners::find(read, &arguments.owner)?, chosen.collect::<Result<Vec<TagId>>>()?))
    })?;
    let (add, remove) = if is_on { (chosen, Vec::new()) } else { (Vec::new(), chosen) };
    tags::assign(&clinic, &ACTOR, &TagChange { owners: vec![owner], add, remove })?;
    let (name, carried) = clinic.read(&ACTOR, View::Records, |read| {
        Ok((owners::get(read, owner)?.name, tags::carried(read, owner)?))
    })?;
    let names: Vec<&str> = carried.iter().map(|tag| tag.name.as_str()).collect();
    let said = [("name", name), ("tags", if names.is_empty() { "—".into() } else { names.join(", ") })];
    Shown::new(phrase(session.lang(), "terminal.tagged", &said), &carried)
}
