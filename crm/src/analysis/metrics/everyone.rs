//! The figures of all owners today: the kept ones where they hold, else from the facts.

use super::{ClinicGaps, Facts, Figures, Yardsticks, each_owner_as_of, figures, store, upkeep};
use crate::{Result, analysis::model, clinic::Read, values::OwnerId};

/// Goes through all owners, active or not, in the order of their ids, with their figures today and the facts that decide
/// how they stand (visits, purchases, pets; no messages and interactions), and returns what they are measured by. The
/// kept figures where they hold, else one pass over all facts.
///
/// # Errors
/// What `f` gives, and what the database says.
pub fn each_owner_today(
    r: &Read,
    mut f: impl FnMut(OwnerId, &Facts, &Figures) -> Result<()>,
) -> Result<Yardsticks> {
    let Some(state) = upkeep::current(r)? else {
        let mut gaps = ClinicGaps::default();
        each_owner_as_of(r, r.today, |owner, facts, now| {
            gaps.add(now);
            f(owner, facts, now)
        })?;
        return Ok(Yardsticks { medians: gaps.medians(), model: model::speaker(r)? });
    };
    store::each_kept(r.conn(), |next| {
        let mut kept = next()?;
        store::each_owner_standing(r.conn(), |owner, facts| {
            while kept.as_ref().is_some_and(|(id, _)| *id < owner) {
                kept = next()?;
            }
            match &kept {
                Some((id, now)) if *id == owner => f(owner, facts, now),
                // Nothing is kept of an owner only while her row is being written.
                _ => f(owner, facts, &figures(facts, &r.settings.thresholds, r.today)),
            }
        })
    })?;
    Ok(Yardsticks { medians: state.medians(), model: model::speaker(r)? })
}

/// Goes through all owners in the order of their ids, and returns what they are measured by.
pub(super) fn each_today(r: &Read, mut f: impl FnMut(OwnerId, &Figures) -> Result<()>) -> Result<Yardsticks> {
    if let Some(state) = upkeep::current(r)? {
        store::each_kept(r.conn(), |next| {
            while let Some((owner, figures)) = next()? {
                f(owner, &figures)?;
            }
            Ok(())
        })?;
        return Ok(Yardsticks { medians: state.medians(), model: model::speaker(r)? });
    }
    let mut gaps = ClinicGaps::default();
    each_owner_as_of(r, r.today, |owner, _, figures| {
        gaps.add(figures);
        f(owner, figures)
    })?;
    Ok(Yardsticks { medians: gaps.medians(), model: model::speaker(r)? })
}
