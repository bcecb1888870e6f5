//! Looks after the database beside all other work: at its pages soon after each opening, and once a week, when nobody
//! works, at everything.

use crate::{
    commands::health::Condition,
    desk::{Desk, off_the_window},
    events::{HealthSeen, tell},
};
use crm::{
    Clinic, Code,
    clinic::{Health, Progress},
    values::Instant,
};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};
use tauri::{AppHandle, Manager};

/// The window is usable long before.
const EVERY: Duration = Duration::from_secs(10);
/// Nobody works when nothing was asked for so long.
const IDLE: Duration = Duration::from_secs(5 * 60);
/// How often a look asks whether it is still welcome.
const GLANCE: Duration = Duration::from_millis(200);

/// Looks after the open clinic until the program ends.
pub(crate) fn begin(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let mut seen: Weak<Clinic> = Weak::new();
        loop {
            tokio::time::sleep(EVERY).await;
            let desk = app.state::<Desk>();
            let Some(clinic) = desk.opened() else { continue };
            if seen.as_ptr() != Arc::as_ptr(&clinic) {
                seen = Arc::downgrade(&clinic);
                // After an unclean end it was looked at before it was shown.
                if !clinic.was_cut_short() {
                    look(&app, &clinic, None, Clinic::look_quickly).await;
                }
            } else if desk.is_idle(IDLE) && clinic.health().is_full_due(Instant::now()) {
                look(&app, &clinic, Some(IDLE), Clinic::look_fully).await;
            }
        }
    });
}

/// A look that stops when the clinic is closed, or when somebody works again; it begins anew another time.
async fn look(
    app: &AppHandle,
    clinic: &Arc<Clinic>,
    while_idle: Option<Duration>,
    look: fn(&Clinic, &Progress) -> crm::Result<Health>,
) {
    let progress = Progress::silent();
    let (asked, watched) = (Arc::clone(clinic), progress.clone());
    let (closed, open) = (app.clone(), Arc::downgrade(clinic));
    let glances = tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(GLANCE).await;
            let desk = closed.state::<Desk>();
            let is_open = desk.opened().is_some_and(|clinic| Arc::as_ptr(&clinic) == open.as_ptr());
            if !is_open || while_idle.is_some_and(|idle| !desk.is_idle(idle)) {
                watched.cancel();
            }
        }
    });
    let seen = off_the_window(move || look(&asked, &progress)).await;
    glances.abort();
    match seen {
        Ok(health) => tell(app, HealthSeen { condition: Condition::from(&health) }),
        Err(failure) if failure.code == Code::Cancelled => {}
        Err(failure) => tracing::error!(?failure, "the database could not be looked at"),
    }
}
