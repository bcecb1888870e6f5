//! A ledger that is written at once, from a history of purchases: what each payment, refund, redemption and day would have
//! entered, by the rules that enter it in production.

use super::{
    EntryKind,
    rules::{self, Lot, Posting, Settled, Settlement},
};
use crate::{
    clinic::LoyaltyRules,
    values::{Day, LoyaltyEntryId, Money},
};

/// What happened with somebody's points on a day.
#[derive(Debug, Clone)]
pub(crate) enum Happened {
    /// They came from another system.
    Opening(i64),
    /// A purchase was paid: its key in the ledger, and what was paid.
    Paid(String, Money),
    /// Of a purchase that was paid this is left.
    Returned(String, Money),
    /// So many points were used, where there were as many.
    Redeemed(i64),
}

/// An entry as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entered {
    pub kind: EntryKind,
    pub points: i64,
    pub on: Day,
    /// The key of the purchase.
    pub purchase: Option<String>,
    /// What the purchase was worth then.
    pub due: Option<i64>,
    pub shortfall: i64,
    /// Which entry before it is undone: its place, from 0.
    pub reverses: Option<usize>,
}

/// The ledger of one owner after what happened, in the order of the days, up to today. Purchases of before the programme
/// earn nothing.
pub(crate) fn ledger(mut happened: Vec<(Day, Happened)>, rules: &LoyaltyRules, today: Day) -> Vec<Entered> {
    happened.sort_by_key(|(on, _)| *on);
    let mut ledger = Ledger { rules, postings: Vec::new(), entries: Vec::new() };
    for (on, what) in happened {
        ledger.expire(on);
        match what {
            Happened::Opening(points) => ledger.enter(EntryKind::Opening, points, on, None),
            Happened::Paid(key, paid) if rules.runs_on(on) => ledger.settle(key, paid, on),
            Happened::Returned(key, left) => ledger.settle(key, left, on),
            Happened::Redeemed(points) if points > 0 && points <= ledger.balance() => {
                ledger.enter(EntryKind::Redeem, -points, on, None);
            }
            Happened::Paid(..) | Happened::Redeemed(_) => {}
        }
    }
    ledger.expire(today);
    ledger.entries
}

struct Ledger<'r> {
    rules: &'r LoyaltyRules,
    postings: Vec<Posting>,
    entries: Vec<Entered>,
}

impl Ledger<'_> {
    fn balance(&self) -> i64 {
        self.entries.iter().map(|entry| entry.points).sum()
    }

    fn settle(&mut self, key: String, net: Money, on: Day) {
        let of_it = || self.entries.iter().filter(|entry| entry.purchase.as_ref() == Some(&key));
        let mut settled = Settled::default();
        for entry in of_it() {
            settled.standing += entry.points;
            if matches!(entry.kind, EntryKind::Earn | EntryKind::Reverse) {
                settled.granted += entry.points;
            }
            settled.due = entry.due.unwrap_or(settled.due);
        }
        let target = rules::worth(net, self.rules.amount_per_point);
        let (kind, points, shortfall) = match rules::settle(settled, target, self.balance()) {
            Settlement::Nothing => return,
            Settlement::Grant(points) => (EntryKind::Earn, points, 0),
            Settlement::Take { points, shortfall } => (EntryKind::Reverse, -points, shortfall),
        };
        self.enter(kind, points, on, None);
        if let (Some(entry), Some(posting)) = (self.entries.last_mut(), self.postings.last_mut()) {
            (entry.purchase, entry.due, entry.shortfall) = (Some(key.clone()), Some(target), shortfall);
            posting.purchase = Some(key);
        }
    }

    /// What has expired up to a day, dated by the day it expired.
    fn expire(&mut self, today: Day) {
        // The oldest points expire first: before they do, nothing has.
        let oldest = self.postings.first().map(|posting| posting.on.plus(self.rules.expiry_days));
        if oldest.is_none_or(|on| on > today) {
            return;
        }
        let lots = rules::lots(&self.postings, self.rules);
        let expired: Vec<Lot> = rules::expired(&lots, today).into_iter().cloned().collect();
        for lot in expired {
            let place = usize::try_from(lot.entry.0).unwrap_or_default();
            let purchase = self.entries.get(place).and_then(|entry| entry.purchase.clone());
            self.enter(EntryKind::Expire, -lot.left, lot.expires_on.unwrap_or(today), Some(place));
            if let (Some(entry), Some(posting)) = (self.entries.last_mut(), self.postings.last_mut()) {
                (entry.purchase, posting.purchase) = (purchase.clone(), purchase);
            }
        }
    }

    fn enter(&mut self, kind: EntryKind, points: i64, on: Day, reverses: Option<usize>) {
        let id = |place: usize| LoyaltyEntryId(i64::try_from(place).unwrap_or(i64::MAX));
        let place = id(self.entries.len());
        self.postings.push(Posting {
            id: place,
            kind,
            points,
            on,
            purchase: None,
            reverses: reverses.map(id),
        });
        self.entries.push(Entered { kind, points, on, purchase: None, due: None, shortfall: 0, reverses });
    }
}
