//! What follows in the ledger from purchases that a write changed: earned when paid, taken back when refunded, and
//! likewise when either is undone or done again.

use super::{
    EntryKind, correct, expire_of, rules,
    rules::{Settled, Settlement},
    store::{
        self, NewEntry, PurchaseMark,
        corrections::is_merge,
        purchases::{Change, Which, changed, standing},
    },
};
use crate::{
    Result,
    clinic::{Consequence, Read, Write},
    values::{Day, Instant, InvoiceId, Money, OrderId},
};
use chrono::NaiveTime;

/// The ledger as the write door sees it.
pub(super) struct Settle;

impl Consequence for Settle {
    fn follows_from(&self, table: &str) -> bool {
        matches!(table, "invoices" | "orders" | "loyalty_entries" | "merges")
    }

    fn follow(&self, w: &mut Write<'_>) -> Result<()> {
        let is_merge = is_merge(w)?;
        if is_merge {
            correct::follow_merge(w)?;
        }
        correct::after_undo(w)?;
        purchases(w)?;
        correct::deficits(w, is_merge)?;
        w.touched()?.into_iter().try_for_each(|owner| expire_of(w, owner))
    }
}

fn purchases(w: &mut Write<'_>) -> Result<()> {
    let mut grants = Vec::new();
    let mut takes = Vec::new();
    for (which, change) in changed(w)? {
        let (key, invoice, order) = match which {
            Which::Invoice(id) => (format!("invoice/{}", change.external_id), Some(InvoiceId(id)), None),
            Which::Order(id) => (format!("order/{}", change.external_id), None, Some(OrderId(id))),
        };
        let purchase = standing(w, which)?;
        let known = store::settled(w, &key, invoice, order)?;
        let (settled, owner, per_point) = match (known, &purchase) {
            (Some((settled, owner, per_point)), _) => (settled, Some(owner), per_point),
            (None, Some(purchase)) if is_new_payment(&change) && w.settings.loyalty.runs_on(purchase.on) => {
                (Settled::default(), purchase.owner, Some(w.settings.loyalty.amount_per_point))
            }
            _ => continue,
        };
        // Nobody to hold the points: no error for the payment.
        let Some(owner) = owner else { continue };
        let target = purchase.as_ref().filter(|purchase| purchase.is_paid).map_or(0, |purchase| {
            match per_point {
                Some(per_point) => rules::worth(purchase.net, per_point),
                // Earned elsewhere, at a rate that is not known: what is left of it by what is left of the amount.
                None => share(settled.granted, purchase.net, purchase.total),
            }
        });
        let is_there = purchase.is_some();
        let mark = PurchaseMark {
            key,
            invoice: invoice.filter(|_| is_there),
            order: order.filter(|_| is_there),
            due: Some(target),
            per_point,
        };
        let one = (owner, settled, target, mark, purchase);
        if target > settled.due { grants.push(one) } else { takes.push(one) }
    }
    // What is earned first, so that a purchase that moves from an order to its invoice costs nobody a point.
    for (owner, settled, target, mark, purchase) in grants.into_iter().chain(takes) {
        // Only what is taken back may be more than is left.
        let balance = if target < settled.due { store::balance(w, owner)? } else { 0 };
        let (kind, points, shortfall, at) = match rules::settle(settled, target, balance) {
            Settlement::Nothing => continue,
            Settlement::Grant(points) => {
                let on = purchase.as_ref().map_or(w.today, |purchase| purchase.on);
                (EntryKind::Earn, points, 0, moment(w, on))
            }
            Settlement::Take { points, shortfall } => {
                let on = purchase.as_ref().and_then(|purchase| purchase.refunded_on).unwrap_or(w.today);
                (EntryKind::Reverse, -points, shortfall, moment(w, on))
            }
        };
        let description = purchase.and_then(|purchase| purchase.number).unwrap_or_default();
        let entry = NewEntry::new(owner, kind, points, at);
        store::insert(w, &NewEntry { description, purchase: Some(mark), shortfall, ..entry })?;
    }
    Ok(())
}

/// A day's moment: now where it is today, else noon.
pub(super) fn moment(read: &Read, on: Day) -> Instant {
    if on == read.today {
        return read.now;
    }
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    read.zone.instant(on.date().and_time(noon))
}

fn share(granted: i64, net: Money, total: Money) -> i64 {
    let share = i128::from(granted) * i128::from(net.cents().max(0));
    share.checked_div(i128::from(total.cents())).and_then(|points| i64::try_from(points).ok()).unwrap_or(0)
}

/// Whether it was unpaid before this write: what came paid from elsewhere earns nothing later.
fn is_new_payment(change: &Change) -> bool {
    let was_paid = change.before.as_deref().is_some_and(|status| matches!(status, "paid" | "refunded"));
    !was_paid
}
