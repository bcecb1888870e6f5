//! An invented clinic.

use crate::{
    args::SampleCommand,
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{Result, sample, values::words::phrase};

pub fn run(session: &Session, command: SampleCommand) -> Result<Shown> {
    match command {
        SampleCommand::Create { owners, seed } => create(session, owners, seed),
    }
}

fn create(session: &Session, owners: u32, seed: u64) -> Result<Shown> {
    let clinic = session.create(sample::settings("es"))?;
    let summary = sample::create(&clinic, &ACTOR, owners, seed, &session.progress())?.value;
    let said = phrase(
        session.lang(),
        "terminal.sampleCreated",
        &[("owners", owners.to_string()), ("rows", summary.rows.to_string()), ("seed", seed.to_string())],
    );
    let place =
        phrase(session.lang(), "terminal.openedIn", &[("folder", clinic.folder().display().to_string())]);
    Shown::new(format!("{said}\n{place}"), &summary)
}
