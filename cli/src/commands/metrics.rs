//! Figures of every owner.

use crate::{
    args::MetricsCommand,
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Result, figure_files, metrics,
    values::words::{counted, phrase},
};
use serde_json::json;
use std::path::Path;

pub fn run(session: &Session, command: MetricsCommand) -> Result<Shown> {
    match command {
        MetricsCommand::Rebuild => rebuild(session),
        MetricsCommand::Export { file } => export(session, &file),
    }
}

fn rebuild(session: &Session) -> Result<Shown> {
    let rebuilt = metrics::rebuild(&session.write()?, &ACTOR, &session.progress())?;
    let values = [("owners", rebuilt.owners.to_string()), ("written", rebuilt.written.to_string())];
    Shown::new(phrase(session.lang(), "terminal.metricsRebuilt", &values), &rebuilt)
}

fn export(session: &Session, file: &Path) -> Result<Shown> {
    let owners = figure_files::figures(&session.foresee()?, &ACTOR, file)?;
    let lang = session.lang();
    let count = [("count", owners.to_string())];
    let owners_said = counted(lang, "terminal.owners", i64::try_from(owners).unwrap_or(i64::MAX), &count);
    let file = file.display().to_string();
    let said = format!("{owners_said}\n{}", phrase(lang, "terminal.file", &[("file", file.clone())]));
    Shown::new(said, &json!({ "owners": owners, "file": file }))
}
