//! What the host notices by itself: a new day, and changes by another program.

use crate::{
    desk::{Desk, off_the_window},
    events::{Changed, DayTurned, FiguresProgress, tell},
};
use crm::{
    Clinic,
    clinic::{Actor, Progress, Topic, View},
    loyalty, metrics,
    model::{self, Freshness},
    search, segments,
    values::Day,
};
use std::{
    sync::{Arc, Weak},
    time::{Duration, Instant},
};
use tauri::{AppHandle, Manager};

/// A clock that is looked at this often also notices that the computer slept over midnight.
const EVERY: Duration = Duration::from_secs(1);

/// How often the models are looked at: whether enough has happened for a new fit.
const FORESEE_EVERY: Duration = Duration::from_secs(60);

/// What was last seen of the open clinic.
struct Seen {
    clinic: Weak<Clinic>,
    today: Day,
    data_version: i64,
    /// When the models were looked at.
    foreseen: Instant,
}

/// Watches the open clinic until the program ends.
pub(crate) fn begin(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let mut seen = None;
        loop {
            // First of all waited: the window opens before anything is computed beside it.
            tokio::time::sleep(EVERY).await;
            let desk = app.state::<Desk>();
            seen = match desk.opened() {
                Some(clinic) => look(&app, clinic, seen).await,
                None => None,
            };
        }
    });
}

/// Compares the clinic with what was seen of it last, and tells the page what is different.
async fn look(app: &AppHandle, clinic: Arc<Clinic>, seen: Option<Seen>) -> Option<Seen> {
    let asked = Arc::clone(&clinic);
    // The version waits for a write that is under way, so off this task's thread.
    let data_version = off_the_window(move || asked.data_version()).await.ok()?;
    let last = seen.filter(|seen| seen.clinic.as_ptr() == Arc::as_ptr(&clinic));
    let today = clinic.today();
    match &last {
        None => roll_over(app, &clinic).await,
        Some(last) => {
            if last.data_version != data_version {
                let asked = Arc::clone(&clinic);
                let reloaded = off_the_window(move || {
                    asked.reload_settings()?;
                    asked.read(&Actor::BUILT_IN, View::Records, metrics::is_current)
                });
                if let Ok(is_current) = reloaded.await {
                    // Another program may have worked on another day.
                    if !is_current && last.today == today {
                        roll_over(app, &clinic).await;
                    }
                    tell(app, Changed { topics: Topic::ALL.to_vec() });
                }
            }
            if last.today != today {
                roll_over(app, &clinic).await;
                tell(app, DayTurned { today });
            }
        }
    }
    let fresh = last.filter(|last| last.today == today && last.foreseen.elapsed() < FORESEE_EVERY);
    let foreseen = match fresh {
        Some(last) => last.foreseen,
        None => {
            foresee(app, &clinic).await;
            Instant::now()
        }
    };
    Some(Seen { clinic: Arc::downgrade(&clinic), today, data_version, foreseen })
}

/// Brings those figures up to date that a new day changes; also what an older version or a crash left behind.
async fn roll_over(app: &AppHandle, clinic: &Arc<Clinic>) {
    let (clinic, teller) = (Arc::clone(clinic), app.clone());
    let progress = Progress::new(move |step| tell(&teller, FiguresProgress::from(step)));
    let done = off_the_window(move || {
        search::bring_up_to_date(&clinic, &Actor::BUILT_IN, &progress)?;
        let brought = metrics::bring_up_to_date(&clinic, &Actor::BUILT_IN, &progress)?;
        segments::bring_up_to_date(&clinic, &Actor::BUILT_IN)?;
        let has_expired = loyalty::bring_up_to_date(&clinic, &Actor::BUILT_IN, &progress)? > 0;
        Ok((brought, has_expired))
    })
    .await;
    tell(app, FiguresProgress { is_over: true, ..FiguresProgress::default() });
    match done {
        Ok((brought, has_expired)) => {
            let topics: Vec<Topic> = [(brought, Topic::Figures), (has_expired, Topic::Loyalty)]
                .into_iter()
                .filter_map(|(is_so, topic)| is_so.then_some(topic))
                .collect();
            if !topics.is_empty() {
                tell(app, Changed { topics });
            }
        }
        Err(failure) => tracing::error!(?failure, "the figures could not be brought up to date"),
    }
}

/// Builds what an import left unbuilt, and fits the models anew when enough has happened since; the kept ones speak
/// meanwhile.
async fn foresee(app: &AppHandle, clinic: &Arc<Clinic>) {
    let clinic = Arc::clone(clinic);
    let silent = Progress::silent();
    let done = off_the_window(move || {
        segments::bring_up_to_date(&clinic, &Actor::BUILT_IN)?;
        model::refresh(&clinic, &Actor::BUILT_IN, Freshness::Enough, &silent)
    })
    .await;
    match done {
        Ok(true) => tell(app, Changed { topics: vec![Topic::Figures] }),
        Ok(false) => {}
        Err(failure) => tracing::error!(?failure, "the models could not be fitted"),
    }
}
