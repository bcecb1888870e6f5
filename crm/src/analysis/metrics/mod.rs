//! The figures of every owner and of the clinic, as the formulas define them.
//!
//! Facts go through one pure function, [`figures`]. What it gives is kept per owner and brought up to date by
//! the write door; what moves with every day is computed when read ([`OwnerFigures`]).

mod clinic;
mod everyone;
mod export;
mod facts;
mod figures;
mod gap;
mod habits;
mod profile;
mod rules;
mod shopping;
mod stakes;
mod store;
mod upkeep;

pub use clinic::{
    ChannelCount, ChannelResponse, ClinicFigures, DayCount, InteractionFigures, Retention, StaffCount,
    StageCount, StageFlow, TopOwner, VisitBand, clinic, responses, retained, retention, stage_flow,
    top_customers, top_referrers,
};
pub use everyone::each_today;
pub use export::export;
pub use facts::{AppointmentFact, Facts, MessageFact, Outcome, PurchaseFact};
pub use figures::{ClinicGaps, ClinicMedians, Figures, VisitPattern, Yardsticks};
pub use gap::{Gap, GapCounts, Rate};
pub use habits::{Habits, StageChange, TierChange, habits};
pub use profile::{OwnerFigures, lifetime_value_estimate};
pub use rules::{
    Standing, YEAR_DAYS,
    churn::{Churn, ChurnVoice},
    figures,
    scores::{Bound, Score, ScorePart, ScorePartName, ScoreRule, ScoreStep},
    standing,
};

pub use shopping::{BoughtItem, CategoryCadence, PreferredProduct, Shopping, bought, shopping};
pub use stakes::{Prospect, Stake, all_stakes, each_prospect, stakes, stakes_of, top_stakes};

use crate::{
    Clinic, Error, Result,
    analysis::model,
    clinic::{Action, Actor, Derived, Progress, Read, View},
    values::{Day, OwnerId},
};
use serde::Serialize;

/// The kept figures, for the write door.
pub(crate) fn derived() -> Box<dyn Derived> {
    Box::new(upkeep::Upkeep)
}

/// What a rebuild did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Rebuilt {
    /// Owners computed.
    pub owners: u64,
    /// Of those, rows that differed and were written.
    pub written: u64,
}

/// Brings the kept figures to today: at start, at midnight and when the machine wakes up. On a new day only
/// the owners whose figures change by the calendar are computed; after a change of the limits, all.
/// Returns whether anything was to be done. Run it off the screen's thread.
///
/// # Errors
/// `cancelled`, and what the database says.
pub fn bring_up_to_date(clinic: &Clinic, actor: &Actor, progress: &Progress) -> Result<bool> {
    let brought = clinic.write_aside(actor, |r| upkeep::bring_up_to_date(r, progress))?;
    Ok(brought != upkeep::Brought::Current)
}

/// Whether the kept figures hold for today.
///
/// # Errors
/// What the database says.
pub fn is_current(r: &Read) -> Result<bool> {
    Ok(upkeep::current(r)?.is_some())
}

/// As [`bring_up_to_date`], for a clinic that only reads, on a day of its own: where the kept figures hold for another
/// day, those of today are computed for this process alone, and nothing is written. Returns whether that was so.
///
/// # Errors
/// `cancelled`, and what the database says.
pub fn look_up_to_date(clinic: &Clinic, actor: &Actor, progress: &Progress) -> Result<bool> {
    if clinic.read(actor, View::Records, is_current)? {
        return Ok(false);
    }
    let progress = progress.clone();
    clinic.put_apart(store::TABLES, move |r| upkeep::rebuild(r, &progress).map(drop));
    // Now, and not within the first question.
    clinic.read(actor, View::Records, is_current)
}

/// Computes every kept figure anew from the facts, and writes the rows that differ.
///
/// # Errors
/// `forbidden`, `cancelled`, and what the database says.
pub fn rebuild(clinic: &Clinic, actor: &Actor, progress: &Progress) -> Result<Rebuilt> {
    Ok(clinic.write(actor, Action::RebuildFigures, |w| upkeep::rebuild(w, progress))?.value)
}

/// Every figure of an owner today, with the rules behind them.
///
/// # Errors
/// `not_found` where there is no such owner.
pub fn of_owner(r: &Read, owner: OwnerId) -> Result<OwnerFigures> {
    let limits = &r.settings.thresholds;
    let (figures, medians) = match upkeep::current(r)? {
        Some(state) => (store::kept_of(r.conn(), owner)?, state.medians()),
        // A new day has begun and nothing was rolled over yet: from the facts, by the last day's medians.
        None => {
            let facts = store::of_owner(r.conn(), owner)?;
            let medians = store::state(r.conn())?.map(|state| state.medians()).unwrap_or_default();
            (facts.map(|facts| figures(&facts, limits, r.today)), medians)
        }
    };
    let figures = figures.ok_or_else(|| Error::not_found("owner"))?;
    let yardsticks = Yardsticks { medians, model: model::speaker(r)? };
    Ok(OwnerFigures::new(owner, &figures, &yardsticks, limits, r.today))
}

/// Lets the statements of this connection ask for the churn score, by the rule and the model of today: gives the call,
/// over `f` (`owner_figures`), in millionths and null where there is no score.
///
/// # Errors
/// What the database says.
pub fn offer_churn_score(r: &Read) -> Result<&'static str> {
    let medians = store::state(r.conn())?.map(|state| state.medians()).unwrap_or_default();
    let yardsticks = Yardsticks { medians, model: model::speaker(r)? };
    let nobody = figures(&Facts::default(), &r.settings.thresholds, r.today);
    store::offer_churn_score(r.conn(), nobody, yardsticks, r.today)
}

/// Goes through all owners with their visits and purchases, and no other facts: what the models are fitted on.
pub(super) fn each_owner_buying(r: &Read, f: impl FnMut(OwnerId, &Facts) -> Result<()>) -> Result<()> {
    store::each_owner_buying(r.conn(), f)
}

/// Goes through all owners, active or not, in the order of their ids, with their visits, purchases and pets and how they
/// stand at the end of a day: what reports on a period count by, in half the time of [`each_owner_as_of`].
///
/// # Errors
/// What `f` gives, and what the database says.
pub fn each_owner_standing(
    r: &Read,
    day: Day,
    mut f: impl FnMut(OwnerId, &Facts, &Standing) -> Result<()>,
) -> Result<()> {
    store::each_owner_standing(r.conn(), |owner, facts| {
        f(owner, facts, &standing(facts, &r.settings.thresholds, day))
    })
}

/// What `read` makes of every owner it wants, as [`each_owner_standing`] goes through them; half of them on a second thread.
///
/// # Errors
/// What the database says.
pub fn standings<T: Send>(
    r: &Read,
    day: Day,
    read: impl Fn(OwnerId, &Facts, &Standing) -> Option<T> + Sync,
) -> Result<Vec<T>> {
    in_halves(r, |r, owners| {
        let mut made = Vec::new();
        store::each_owner_standing_of(r.conn(), owners, |owner, facts| {
            made.extend(read(owner, facts, &standing(facts, &r.settings.thresholds, day)));
            Ok(())
        })?;
        Ok(made)
    })
}

/// What is asked of all owners, in the order of their ids: of half of them on this thread, of the others on a second one.
fn in_halves<T: Send>(r: &Read, ask: impl Fn(&Read, store::Span) -> Result<Vec<T>> + Sync) -> Result<Vec<T>> {
    let [lower, upper] = store::halves(r.conn())?;
    let (rest, mut all) = r.both(|r| ask(r, upper), |r| ask(r, lower))?;
    all.extend(rest);
    Ok(all)
}

/// Goes through all owners, active or not, in the order of their ids, with their visits and pets, and no other facts:
/// enough for who came when, and for who was at risk on a day.
///
/// # Errors
/// What `f` gives, and what the database says.
pub fn each_owner_coming(r: &Read, f: impl FnMut(OwnerId, &Facts) -> Result<()>) -> Result<()> {
    store::each_owner_coming(r.conn(), f)
}

/// The figures of an owner at the end of a day.
///
/// # Errors
/// `not_found` where there is no such owner.
pub fn figures_as_of(r: &Read, owner: OwnerId, day: Day) -> Result<Figures> {
    let facts = store::of_owner(r.conn(), owner)?.ok_or_else(|| Error::not_found("owner"))?;
    Ok(figures(&facts, &r.settings.thresholds, day))
}

/// Goes through all owners, active or not, in the order of their ids, with their facts and their figures as of
/// the end of a day: for reports on a period, and for the past. One pass over the facts (a few µs an owner);
/// nothing is kept. The facts hold later days too: a caller that sums them looks at their days. The clinic's
/// medians on that day come from adding each owner's figures to a [`ClinicGaps`].
///
/// # Errors
/// What `f` gives, and what the database says.
pub fn each_owner_as_of(
    r: &Read,
    day: Day,
    mut f: impl FnMut(OwnerId, &Facts, &Figures) -> Result<()>,
) -> Result<()> {
    store::each_owner(r.conn(), |owner, facts| f(owner, facts, &figures(facts, &r.settings.thresholds, day)))
}
