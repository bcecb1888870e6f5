//! The figures of all owners today: the kept ones where they hold, else from the facts.

use super::{ClinicGaps, Figures, Yardsticks, each_owner_as_of, store, upkeep};
use crate::{Result, analysis::model, clinic::Read, values::OwnerId};

/// Goes through all owners, active or not, in the order of their ids, with their figures today: the kept ones where they
/// hold, else one pass over the facts. Returns what they are measured by.
///
/// # Errors
/// What `f` gives, and what the database says.
pub fn each_today(r: &Read, mut f: impl FnMut(OwnerId, &Figures) -> Result<()>) -> Result<Yardsticks> {
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
