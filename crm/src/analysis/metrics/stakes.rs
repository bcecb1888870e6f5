//! What is at stake with every owner of a stage, in one pass.

use super::{Facts, Figures, Yardsticks, everyone, figures, in_halves, rules::churn::Outlook, store, upkeep};
use crate::{
    Result,
    analysis::model,
    clinic::Read,
    values::{Lifecycle, Money, OwnerId},
};
use std::{
    cmp::{Ordering, Reverse},
    collections::HashMap,
};

/// What is at stake with an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stake {
    /// Who.
    pub owner_id: OwnerId,
    /// What 12 months would bring × the churn score.
    pub at_stake_cents: Option<Money>,
}

/// The owners of a stage with the most at stake, the most first, but for those left out (in the order of their ids). Only
/// whoever may be among them is computed in full.
///
/// # Errors
/// What the database says.
pub fn top_stakes(r: &Read, stage: Lifecycle, limit: usize, left_out: &[OwnerId]) -> Result<Vec<Stake>> {
    let order = |stake: &Stake| (Reverse(stake.at_stake_cents), stake.owner_id);
    let is_left_out = |owner: OwnerId| left_out.binary_search(&owner).is_ok();
    let Some(state) = upkeep::current(r)? else {
        let mut all = stakes(r, stage)?;
        all.retain(|stake| !is_left_out(stake.owner_id));
        all.sort_unstable_by_key(order);
        all.truncate(limit);
        return Ok(all);
    };
    let yardsticks = Yardsticks { medians: state.medians(), model: model::speaker(r)? };
    let nobody = figures(&Facts::default(), &r.settings.thresholds, r.today);
    let mut candidates: Vec<(Option<f64>, OwnerId)> = Vec::new();
    store::each_outlook_of_stage(r.conn(), stage, nobody, |owner, figures| {
        if !is_left_out(owner) {
            candidates.push((Outlook::stake_at_most(figures, &yardsticks, r.today), owner));
        }
    })?;
    candidates.sort_unstable_by(|(one, first), (other, second)| {
        other.partial_cmp(one).unwrap_or(Ordering::Equal).then(first.cmp(second))
    });
    let mut top: Vec<Stake> = Vec::new();
    for (at_most, owner_id) in candidates {
        let last = top.get(limit.saturating_sub(1)).map(|stake| stake.at_stake_cents);
        let is_beyond = |last: Money| at_most.is_none_or(|at_most| at_most < last.cents() as f64);
        if last.is_some_and(|last| last.map_or(at_most.is_none(), is_beyond)) {
            break;
        }
        let Some(kept) = store::kept_of(r.conn(), owner_id)? else { continue };
        let stake = Stake { owner_id, at_stake_cents: Outlook::of(&kept, &yardsticks, r.today).at_stake };
        let place = top.partition_point(|other| order(other) < order(&stake));
        top.insert(place, stake);
        top.truncate(limit);
    }
    Ok(top)
}

/// What is at stake with each of these owners.
///
/// # Errors
/// What the database says.
pub fn stakes_of(r: &Read, owners: &[OwnerId]) -> Result<HashMap<OwnerId, Option<Money>>> {
    let state = upkeep::current(r)?;
    let medians = match &state {
        Some(state) => state.medians(),
        None => store::state(r.conn())?.map(|state| state.medians()).unwrap_or_default(),
    };
    let yardsticks = Yardsticks { medians, model: model::speaker(r)? };
    let mut stakes = HashMap::with_capacity(owners.len());
    for &owner in owners {
        let kept = match state {
            Some(_) => store::kept_of(r.conn(), owner)?,
            None => store::of_owner(r.conn(), owner)?
                .map(|facts| figures(&facts, &r.settings.thresholds, r.today)),
        };
        stakes.insert(owner, kept.and_then(|kept| Outlook::of(&kept, &yardsticks, r.today).at_stake));
    }
    Ok(stakes)
}

/// What is to be expected of an owner, beyond what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prospect {
    /// Expected value, 12 months.
    pub expected_value_cents: Option<Money>,
    /// What 12 months would bring × the churn score.
    pub at_stake_cents: Option<Money>,
}

/// Goes through all owners in the order of their ids, those out of lists too, with their figures today and what is to be
/// expected of each.
///
/// # Errors
/// What the database says.
pub fn each_prospect(r: &Read, mut f: impl FnMut(OwnerId, &Figures, Prospect)) -> Result<()> {
    let prospect = |figures: &Figures, yardsticks: &Yardsticks| {
        let (expected_value_cents, at_stake_cents) = Outlook::prospect(figures, yardsticks, r.today);
        Prospect { expected_value_cents, at_stake_cents }
    };
    if let Some(state) = upkeep::current(r)? {
        let yardsticks = Yardsticks { medians: state.medians(), model: model::speaker(r)? };
        return store::each_kept(r.conn(), |next| {
            while let Some((owner, figures)) = next()? {
                f(owner, &figures, prospect(&figures, &yardsticks));
            }
            Ok(())
        });
    }
    // The medians come with the pass, so what follows from them waits for its end.
    let mut all = Vec::new();
    let yardsticks = everyone::each_today(r, |owner, figures| {
        all.push((owner, figures.clone()));
        Ok(())
    })?;
    all.iter().for_each(|(owner, figures)| f(*owner, figures, prospect(figures, &yardsticks)));
    Ok(())
}

/// What is at stake with everybody, in the order of their ids; with those out of lists too. Half of them on a second thread.
///
/// # Errors
/// What the database says.
pub fn all_stakes(r: &Read) -> Result<Vec<Stake>> {
    let Some(state) = upkeep::current(r)? else {
        let mut stakes = Vec::new();
        each_prospect(r, |owner_id, _, prospect| {
            stakes.push(Stake { owner_id, at_stake_cents: prospect.at_stake_cents });
        })?;
        return Ok(stakes);
    };
    in_halves(r, |r, owners| {
        let yardsticks = Yardsticks { medians: state.medians(), model: model::speaker(r)? };
        let nobody = figures(&Facts::default(), &r.settings.thresholds, r.today);
        let mut stakes = Vec::new();
        store::each_outlook_of(r.conn(), owners, nobody, |owner_id, figures| {
            let (_, at_stake_cents) = Outlook::prospect(figures, &yardsticks, r.today);
            stakes.push(Stake { owner_id, at_stake_cents });
        })?;
        Ok(stakes)
    })
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
            let yardsticks = Yardsticks { medians: state.medians(), model: model::speaker(r)? };
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
