//! What is at stake with every owner of a stage, in one pass.

use super::{Yardsticks, everyone, rules::churn::Outlook, store, upkeep};
use crate::{
    Result,
    analysis::model,
    clinic::Read,
    values::{Lifecycle, Money, OwnerId},
};

/// What is at stake with an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stake {
    /// Who.
    pub owner_id: OwnerId,
    /// What 12 months would bring × the churn score.
    pub at_stake_cents: Option<Money>,
}

/// What is at stake with every owner of a stage, in no order; of those out of lists too.
///
/// # Errors
/// What the database says.
pub fn stakes(r: &Read, stage: Lifecycle) -> Result<Vec<Stake>> {
    let mut stakes = Vec::new();
    let mut kept = Vec::new();
    let yardsticks = match upkeep::current(r)? {
        Some(state) => {
            let yardsticks = Yardsticks { medians: state.medians, model: model::speaker(r)? };
            store::each_kept_of_stage(r.conn(), stage, |owner_id, figures| {
                let at_stake_cents = Outlook::of(figures, &yardsticks, r.today).at_stake;
                stakes.push(Stake { owner_id, at_stake_cents });
            })?;
            return Ok(stakes);
        }
        None => everyone::each_today(r, |owner_id, figures| {
            if figures.lifecycle == stage {
                kept.push((owner_id, figures.clone()));
            }
            Ok(())
        })?,
    };
    stakes.extend(kept.iter().map(|(owner_id, figures)| Stake {
        owner_id: *owner_id,
        at_stake_cents: Outlook::of(figures, &yardsticks, r.today).at_stake,
    }));
    Ok(stakes)
}
