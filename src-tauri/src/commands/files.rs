//! Files whose place a person chooses. The page learns a file's name, never its path; nothing where the dialog was closed.

use super::reports;
use crate::{
    desk::Desk,
    dialogs::{self, Kind},
    failure::Answer,
};
use crm::{Clinic, Result, clinic::Actor};
use std::path::{Path, PathBuf};

/// Asks for a place, with a proposed name, and has a file written there.
pub(super) async fn file<T: Send + 'static>(
    desk: &Desk,
    kind: Kind,
    proposed: String,
    write: impl FnOnce(&Clinic, &Actor, &Path) -> Result<T> + Send + 'static,
) -> Answer<Option<PathBuf>> {
    let Some(path) = desk.ask_where(kind, proposed).await? else { return Ok(None) };
    let at = path.clone();
    desk.work(move |clinic, actor| write(clinic, actor, &at)).await?;
    Ok(Some(path))
}

/// Asks for a place and has a list written there as CSV, named after the day.
pub(super) async fn list<T: Send + 'static>(
    desk: &Desk,
    proposed: String,
    write: impl FnOnce(&Clinic, &Actor, &Path) -> Result<T> + Send + 'static,
) -> Answer<Option<String>> {
    let proposed = format!("{proposed}-{}.csv", desk.clinic()?.today());
    Ok(file(desk, dialogs::CSV, proposed, write).await?.as_deref().map(reports::name))
}

/// Asks for a place, has a paper written there as PDF and opens it, for printing. `proposed` is its name without the
/// ending.
pub(super) async fn paper<T: Send + 'static>(
    desk: &Desk,
    proposed: impl FnOnce(&Clinic) -> String,
    write: impl FnOnce(&Clinic, &Actor, &Path) -> Result<T> + Send + 'static,
) -> Answer<Option<String>> {
    let proposed = format!("{}.pdf", proposed(&*desk.clinic()?));
    let Some(path) = file(desk, dialogs::PDF, proposed, write).await? else { return Ok(None) };
    reports::open(desk, &path);
    Ok(Some(reports::name(&path)))
}
