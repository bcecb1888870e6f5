//! Points by the book: which are left and until when, what a purchase is worth, what a refund takes back.

use super::{EntryKind, LoyaltyTier};
use crate::{
    clinic::LoyaltyRules,
    values::{Day, LoyaltyEntryId, Money},
};
use std::collections::HashMap;

/// Days over which earned points make a tier, today among them.
const TIER_DAYS: i32 = 365;

/// An entry as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Posting {
    pub id: LoyaltyEntryId,
    pub kind: EntryKind,
    pub points: i64,
    pub on: Day,
    pub purchase: Option<String>,
    pub reverses: Option<LoyaltyEntryId>,
}

/// Points that came in together, and what is left of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lot {
    pub entry: LoyaltyEntryId,
    pub left: i64,
    pub on: Day,
    pub expires_on: Option<Day>,
    /// The day on which points of it came back that had expired meanwhile: they are over from that moment.
    pub back_on: Option<Day>,
    purchase: Option<String>,
}

/// What is left of each lot after all entries, in the order in which they are used: the oldest first.
///
/// A negative entry takes from the lot that it names or whose purchase it is about, and then from the oldest; what gives
/// a redemption back gives it to the lots it was taken from, so that points get no younger by it.
pub(super) fn lots(postings: &[Posting], rules: &LoyaltyRules) -> Vec<Lot> {
    let mut replay = Replay::default();
    for posting in postings {
        if posting.points > 0 {
            replay.come(posting, rules);
        } else {
            replay.go(posting);
        }
    }
    replay.settle();
    replay.lots.sort_by_key(|lot| lot.on);
    replay.lots
}

#[derive(Default)]
struct Replay<'p> {
    lots: Vec<Lot>,
    /// What an entry took from which lot.
    taken: HashMap<LoyaltyEntryId, Vec<(LoyaltyEntryId, i64)>>,
    /// What could not be taken yet: an entry that is dated before the points it is about.
    unmet: Vec<(&'p Posting, i64)>,
}

impl<'p> Replay<'p> {
    fn come(&mut self, posting: &Posting, rules: &LoyaltyRules) {
        let mut points = posting.points;
        let given = posting.reverses.and_then(|redeemed| self.taken.remove(&redeemed)).unwrap_or_default();
        for (entry, amount) in given {
            let back = amount.min(points);
            if let Some(lot) = self.lots.iter_mut().find(|lot| lot.entry == entry) {
                lot.left += back;
                points -= back;
                if back > 0 && lot.expires_on.is_some_and(|over| over <= posting.on) {
                    lot.back_on = Some(posting.on);
                }
            }
        }
        if points > 0 {
            let (entry, on, purchase) = (posting.id, posting.on, posting.purchase.clone());
            let expires_on = expires_on(on, rules);
            self.lots.push(Lot { entry, left: points, on, expires_on, back_on: None, purchase });
        }
    }

    fn go(&mut self, posting: &'p Posting) {
        let rest = self.take(posting, -posting.points);
        if rest > 0 {
            self.unmet.push((posting, rest));
        }
    }

    /// Takes points from the lots and returns what they did not hold.
    fn take(&mut self, posting: &Posting, points: i64) -> i64 {
        let is_its_own = |lot: &Lot| {
            Some(lot.entry) == posting.reverses
                || (lot.purchase.is_some() && lot.purchase == posting.purchase)
        };
        let mut order: Vec<&mut Lot> = self.lots.iter_mut().filter(|lot| lot.left > 0).collect();
        order.sort_by_key(|lot| (!is_its_own(lot), lot.on));
        let mut rest = points;
        let taken = self.taken.entry(posting.id).or_default();
        for lot in order {
            let amount = rest.min(lot.left);
            if amount > 0 {
                lot.left -= amount;
                rest -= amount;
                taken.push((lot.entry, amount));
            }
        }
        rest
    }

    fn settle(&mut self) {
        for (posting, points) in std::mem::take(&mut self.unmet) {
            self.take(posting, points);
        }
    }
}

fn expires_on(on: Day, rules: &LoyaltyRules) -> Option<Day> {
    let start = rules.started_on.filter(|_| rules.expiry_days > 0)?;
    Some(on.max(start).plus(rules.expiry_days))
}

/// The lots that have expired up to a day and hold points still, the first to expire first.
pub(super) fn expired(lots: &[Lot], today: Day) -> Vec<&Lot> {
    let is_over = |lot: &&Lot| lot.left > 0 && lot.expires_on.is_some_and(|on| on <= today);
    let mut expired: Vec<&Lot> = lots.iter().filter(is_over).collect();
    expired.sort_by_key(|lot| (lot.expires_on, lot.on));
    expired
}

/// The days on which points will expire, with how many, soonest first.
pub(super) fn expiries(lots: &[Lot]) -> Vec<(Day, i64)> {
    let mut days: std::collections::BTreeMap<Day, i64> = std::collections::BTreeMap::new();
    for lot in lots.iter().filter(|lot| lot.left > 0) {
        if let Some(on) = lot.expires_on {
            *days.entry(on).or_default() += lot.left;
        }
    }
    days.into_iter().collect()
}

/// The points that a net amount is worth: whole ones only.
pub(super) fn worth(net: Money, per_point: Money) -> i64 {
    if net <= Money::ZERO { 0 } else { net.cents().checked_div(per_point.cents()).unwrap_or(0).max(0) }
}

/// What the ledger says of a purchase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Settled {
    /// Points earned for it less those taken back.
    pub granted: i64,
    /// The same less those that expired.
    pub standing: i64,
    /// What it was worth when it was settled last.
    pub due: i64,
}

/// What is to be entered for a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settlement {
    /// Nothing: it is settled.
    Nothing,
    /// So many points more; none where they were never given up.
    Grant(i64),
    /// So many points less, and what could not be taken since it was used.
    Take { points: i64, shortfall: i64 },
}

/// Settles a purchase that is worth `target` now, for an owner with this balance. Asked again, it is nothing.
pub(super) fn settle(settled: Settled, target: i64, balance: i64) -> Settlement {
    if target == settled.due {
        Settlement::Nothing
    } else if target > settled.due {
        Settlement::Grant((target - settled.granted).max(0))
    } else {
        let over = (settled.standing - target).max(0);
        let points = over.min(balance.max(0));
        Settlement::Take { points, shortfall: over - points }
    }
}

/// Points that count for the tier: earned in the last 365 days, an opening balance on its day among them, less what
/// refunds took back.
pub(super) fn earned_lately(postings: &[Posting], today: Day) -> i64 {
    let counts = |posting: &&Posting| {
        let is_recent = posting.on <= today && today.since(posting.on) < TIER_DAYS;
        let earns = matches!(posting.kind, EntryKind::Earn | EntryKind::Opening);
        is_recent && (earns || (posting.kind == EntryKind::Reverse && posting.points < 0))
    };
    postings.iter().filter(counts).map(|posting| posting.points).sum()
}

/// The tier that points earned in the last 365 days make, and what is missing to the next.
pub(super) fn tier(earned: i64, rules: &LoyaltyRules) -> (LoyaltyTier, Option<(LoyaltyTier, i64)>) {
    let tiers = LoyaltyTier::ALL;
    let reached = rules.tier_points.iter().filter(|least| earned >= **least).count();
    let tier = tiers.get(reached).copied().unwrap_or(LoyaltyTier::Platinum);
    let next = rules.tier_points.get(reached).zip(tiers.get(reached + 1));
    (tier, next.map(|(least, tier)| (*tier, least - earned)))
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
