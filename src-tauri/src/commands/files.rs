//! Files whose place a person chooses. The page learns a file's name, never its path; nothing where the dialog was closed.

use super::reports;
use crate::{desk::Desk, dialogs, failure::Answer};
use crm::{Clinic, Result, clinic::Actor};
use std::path::Path;

/// Asks for a place and has a list written there as CSV, named after the day.
pub(super) async fn list<T: Send + 'static>(
    desk: &Desk,
    proposed: String,
    write: impl FnOnce(&Clinic, &Actor, &Path) -> Result<T> + Send + 'static,
) -> Answer<Option<String>> {
    let proposed = format!("{proposed}-{}.csv", desk.clinic()?.today());
    let Some(path) = desk.ask_where(dialogs::CSV, proposed).await? else { return Ok(None) };
    let name = reports::name(&path);
    desk.work(move |clinic, actor| write(clinic, actor, &path)).await?;
    Ok(Some(name))
}

/// Asks for a place, has a paper written there as PDF and opens it, for printing. `proposed` is its name without the
/// ending.
pub(super) async fn paper<T: Send + 'static>(
    desk: &Desk,
    proposed: impl FnOnce(&Clinic) -> String,
    write: impl FnOnce(&Clinic, &Actor, &Path) -> Result<T> + Send + 'static,
) -> Answer<Option<String>> {
    let proposed = format!("{}.pdf", proposed(&*desk.clinic()?));
    let Some(path) = desk.ask_where(dialogs::PDF, proposed).await? else { return Ok(None) };
    let at = path.clone();
    desk.work(move |clinic, actor| write(clinic, actor, &at)).await?;
    reports::open(desk, &path);
    Ok(Some(reports::name(&path)))
}
