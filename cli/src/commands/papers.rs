//! Small papers.

use super::reports::{file, style};
use crate::{
    args::{OfOwner, PaperFile, PapersCommand, To},
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Clinic, Error, Result,
    clinic::View,
    owners, paper_files,
    reports::{LabelSheet, Recipients, SmallPaper},
    segments,
    values::{OwnerId, words::counted},
};

pub fn run(session: &Session, command: PapersCommand) -> Result<Shown> {
    // Plan B says whom to call: the models are as of today.
    let clinic =
        if matches!(command, PapersCommand::Plan(_)) { session.foresee()? } else { session.read()? };
    let (paper, file) = match command {
        PapersCommand::Card(OfOwner { owner, file }) => {
            (SmallPaper::Card { owner: owner_of(&clinic, &owner)? }, file)
        }
        PapersCommand::Statement(OfOwner { owner, file }) => {
            (SmallPaper::Statement { owner: owner_of(&clinic, &owner)? }, file)
        }
        PapersCommand::Vaccinations { owner, file } => {
            let owner = owner.map(|owner| owner_of(&clinic, &owner)).transpose()?;
            (SmallPaper::Vaccinations { owner }, file)
        }
        PapersCommand::FollowUps(file) => (SmallPaper::FollowUps, file),
        PapersCommand::Plan(file) => (SmallPaper::Plan, file),
        PapersCommand::Agenda { from, to, file } => {
            let from = from.or(to).unwrap_or_else(|| clinic.today());
            (SmallPaper::Agenda { from, to: to.unwrap_or(from) }, file)
        }
        PapersCommand::Labels { to, sheet, used, file } => {
            let sheet = LabelSheet::parse(&sheet).unwrap_or_default();
            (SmallPaper::Labels { to: recipients(&clinic, &to)?, sheet, used }, file)
        }
        PapersCommand::Letters { to, subject, body, file } => {
            let body = body.map(std::fs::read_to_string).transpose()?.unwrap_or_default();
            (SmallPaper::Letters { to: recipients(&clinic, &to)?, subject, body }, file)
        }
    };
    written(session, &clinic, &paper, &file)
}

fn owner_of(clinic: &Clinic, owner: &str) -> Result<OwnerId> {
    clinic.read(&ACTOR, View::Records, |read| owners::find(read, owner))
}

fn recipients(clinic: &Clinic, to: &To) -> Result<Recipients> {
    if let Some(slug) = &to.segment {
        let segment = clinic.read(&ACTOR, View::Records, |read| segments::find(read, slug))?;
        return Ok(Recipients::Segment { id: segment.id });
    }
    let ids = to.owners.iter().map(|owner| owner_of(clinic, owner)).collect::<Result<_>>()?;
    Ok(Recipients::Owners { ids })
}

fn written(session: &Session, clinic: &Clinic, paper: &SmallPaper, to: &PaperFile) -> Result<Shown> {
    let style = style(session, &to.style);
    let lang = style.language;
    let saved = paper_files::save(clinic, &ACTOR, paper, style, &to.pdf)?;
    if saved.pages == 0 {
        return Err(Error::invalid("to", "nobody with an address"));
    }
    let pages = i64::try_from(saved.pages).unwrap_or(i64::MAX);
    let mut lines = vec![format!(
        "{} · {}",
        saved.title,
        counted(lang, "papers.pages", pages, &[("count", pages.to_string())])
    )];
    if saved.left_out > 0 {
        let count = i64::from(saved.left_out);
        lines.push(counted(lang, "papers.left_out", count, &[("count", count.to_string())]));
    }
    lines.push(file(lang, &to.pdf));
    Shown::new(lines.join("\n"), &saved)
}
