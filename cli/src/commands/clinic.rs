//! The clinic itself.

use crate::{args::ClinicCommand, session::Session, shown::Shown};
use crm::{Code, Error, Result, clinic::Settings, values::words::phrase};
use serde_json::json;

pub fn run(session: &Session, command: ClinicCommand) -> Result<Shown> {
    match command {
        ClinicCommand::Create { name, language } => create(session, name, language),
    }
}

fn create(session: &Session, name: String, language: String) -> Result<Shown> {
    if session.exists()? {
        return Err(Error::new(Code::ClinicExists, ""));
    }
    let settings = Settings { clinic_name: name, language, ..Settings::default() };
    settings.check()?;
    let clinic = session.create(settings)?;
    let (name, folder) = (clinic.settings().clinic_name.clone(), clinic.folder().display().to_string());
    let said = phrase(
        session.lang(),
        "terminal.clinicCreated",
        &[("name", name.clone()), ("folder", folder.clone())],
    );
    Shown::new(said, &json!({ "name": name, "folder": folder }))
}
