//! Files whose place a person chooses. The page learns a file's name, never its path; nothing where the dialog was closed.

use super::reports;
use crate::{desk::Desk, dialogs, failure::Answer};
use crm::{Clinic, Result, clinic::Actor};
use std::{path::Path, sync::Arc};

/// Asks for a place and has a list written there as CSV, named after the day.
pub(super) async fn list<T>(
    desk: &Desk,
    proposed: String,
    write: impl FnOnce(&Clinic, &Actor, &Path) -> Result<T> + Send + 'static,
) -> Answer<Option<String>> {
    let dialogs = Arc::clone(&desk.dialogs);
    desk.work(move |clinic, actor| {
        let proposed = format!("{proposed}-{}.csv", clinic.today());
        let Some(path) = dialogs.save(dialogs::CSV, &proposed) else { return Ok(None) };
        write(clinic, actor, &path)?;
        Ok(Some(reports::name(&path)))
    })
    .await
}

/// Asks for a place, has a paper written there as PDF and opens it, for printing. `proposed` is its name without the
/// ending.
pub(super) async fn paper<T>(
    desk: &Desk,
    proposed: impl FnOnce(&Clinic) -> String + Send + 'static,
    write: impl FnOnce(&Clinic, &Actor, &Path) -> Result<T> + Send + 'static,
) -> Answer<Option<String>> {
    let dialogs = Arc::clone(&desk.dialogs);
    let path = desk
        .work(move |clinic, actor| {
            let proposed = format!("{}.pdf", proposed(clinic));
            let Some(path) = dialogs.save(dialogs::PDF, &proposed) else { return Ok(None) };
            write(clinic, actor, &path)?;
            Ok(Some(path))
        })
        .await?;
    if let Some(path) = &path {
        reports::open(desk, path);
    }
    Ok(path.as_deref().map(reports::name))
}
