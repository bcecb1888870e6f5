//! Points: an append-only ledger. A mistake is reversed and never edited; the balance is the ledger's sum.
//!
//! Points follow from what is paid and refunded ([`Consequence`]): whoever changes an invoice or an order, be it a
//! person, an undo or a redo, the same write enters what the purchase is worth now. So nothing is earned twice.

mod correct;
mod history;
mod list;
mod rules;
mod settle;
mod statement;
mod store;
mod upkeep;

pub(crate) use history::{Happened, ledger};
pub use list::{
    BalanceOrder, BalanceRow, BalancesPage, ExpiringRow, LoyaltyOverview, balances, expiring, overview,
};
pub use statement::{LoyaltyStatement, statement};

use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Consequence, Derived, Done, LoyaltyRules, Progress, Read, Write},
    records::{input::line, owners},
    values::{Day, InvoiceId, LoyaltyEntryId, OrderId, OwnerId, text_enum},
};
use serde::Serialize;
use store::NewEntry;

text_enum! {
    /// What an entry of the ledger is.
    EntryKind {
        /// Points for a purchase.
        Earn = "earn",
        /// Points used.
        Redeem = "redeem",
        /// Points that expired.
        Expire = "expire",
        /// A correction by a person, with the reason.
        Adjust = "adjust",
        /// Points that a refund took back, or a redemption that was given back.
        Reverse = "reverse",
        /// The balance that came from another system.
        Opening = "opening",
    }
}

text_enum! {
    /// The tier that points earned in the last 365 days make.
    LoyaltyTier {
        /// From the first point.
        Bronze = "bronze",
        /// By default from 500.
        Silver = "silver",
        /// By default from 1,500.
        Gold = "gold",
        /// By default from 5,000.
        Platinum = "platinum",
    }
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyEntry {
    /// The entry.
    pub id: LoyaltyEntryId,
    /// Its id in exports.
    pub external_id: String,
    /// What it is.
    pub kind: EntryKind,
    /// Points, negative where they went.
    pub points: i64,
    /// The balance after it.
    pub balance: i64,
    /// The number of the purchase, or the reason.
    pub description: String,
    /// The invoice it is for.
    pub invoice_id: Option<InvoiceId>,
    /// The order it is for.
    pub order_id: Option<OrderId>,
    /// The number of either.
    pub number: Option<String>,
    /// What kind of entry it takes back, where it does.
    pub reverses: Option<EntryKind>,
    /// Points that should have gone and were used already.
    pub shortfall: i64,
    /// Who entered it.
    pub staff_name: Option<String>,
    /// Its day: that of the payment or the refund.
    pub entered_on: Day,
}

/// Points that expire on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ExpiringPoints {
    /// The day on which they are gone.
    pub on: Day,
    /// How many.
    pub points: i64,
}

/// The next tier, and what is missing to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NextTier {
    /// The tier.
    pub tier: LoyaltyTier,
    /// Points to earn.
    pub missing: i64,
}

/// An owner's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyAccount {
    /// The owner.
    pub owner_id: OwnerId,
    /// The name on the screen.
    pub owner_name: String,
    /// Whether the programme runs today.
    pub is_running: bool,
    /// The ledger's sum.
    pub balance: i64,
    /// The tier.
    pub tier: LoyaltyTier,
    /// Points earned in the last 365 days.
    pub earned_lately: i64,
    /// The next tier; none from platinum on.
    pub next_tier: Option<NextTier>,
    /// What expires when, soonest first.
    pub expiries: Vec<ExpiringPoints>,
    /// All points earned, less those that refunds took back.
    pub earned_total: i64,
    /// All points used, less those given back.
    pub redeemed_total: i64,
    /// All points that expired.
    pub expired_total: i64,
    /// The ledger, newest first.
    pub entries: Vec<LoyaltyEntry>,
}

/// The ledger's consequences of what is paid, for the write door.
pub(crate) fn consequence() -> Box<dyn Consequence> {
    Box::new(settle::Settle)
}

/// The kept balances, for the write door.
pub(crate) fn derived() -> Box<dyn Derived> {
    Box::new(upkeep::Upkeep)
}

/// An owner's points with the whole ledger.
///
/// # Errors
/// `not_found`.
pub fn account(read: &Read, owner: OwnerId) -> Result<LoyaltyAccount> {
    let owner_name = owners::get(read, owner)?.name;
    let rules = &read.settings.loyalty;
    let postings = store::postings(read, owner)?;
    let earned_lately = rules::earned_lately(&postings, read.today);
    let (tier, next) = rules::tier(earned_lately, rules);
    let expiries = rules::expiries(&rules::lots(&postings, rules));
    let mut entries = store::entries(read, owner)?;
    entries.reverse();
    let (earned_total, redeemed_total, expired_total) = store::totals(read, owner)?;
    Ok(LoyaltyAccount {
        owner_id: owner,
        owner_name,
        is_running: rules.runs_on(read.today),
        balance: store::balance(read, owner)?,
        tier,
        earned_lately,
        next_tier: next.map(|(tier, missing)| NextTier { tier, missing }),
        expiries: expiries.into_iter().map(|(on, points)| ExpiringPoints { on, points }).collect(),
        earned_total,
        redeemed_total,
        expired_total,
        entries,
    })
}

/// Uses points. What has expired up to today goes first.
///
/// # Errors
/// `invalid` for `points` that are none or more than the balance; `not_found`.
pub fn redeem(
    clinic: &Clinic,
    actor: &Actor,
    owner: OwnerId,
    points: i64,
    description: Option<&str>,
) -> Result<Done<LoyaltyAccount>> {
    clinic.write(actor, Action::RedeemPoints, |w| {
        w.about(owners::get(w, owner)?.name);
        let description = line("description", description)?.unwrap_or_default();
        expire_of(w, owner)?;
        if points <= 0 {
            return Err(Error::invalid("points", "not above nothing"));
        }
        if points > store::balance(w, owner)? {
            return Err(Error::invalid("points", "more than the balance"));
        }
        store::insert(
            w,
            &NewEntry { description, ..NewEntry::new(owner, EntryKind::Redeem, -points, w.now) },
        )?;
        account(w, owner)
    })
}

/// Corrects a balance, with the reason.
///
/// # Errors
/// `invalid` without a reason, for no points, or for more than there are to take; `not_found`.
pub fn adjust(
    clinic: &Clinic,
    actor: &Actor,
    owner: OwnerId,
    points: i64,
    reason: &str,
) -> Result<Done<LoyaltyAccount>> {
    clinic.write(actor, Action::AdjustPoints, |w| {
        w.about(owners::get(w, owner)?.name);
        let reason = line("reason", Some(reason))?.ok_or_else(|| Error::invalid("reason", "blank"))?;
        expire_of(w, owner)?;
        if points == 0 || points.abs() > MOST {
            return Err(Error::invalid("points", "none, or too many"));
        }
        if -points > store::balance(w, owner)? {
            return Err(Error::invalid("points", "more than the balance"));
        }
        let entry =
            NewEntry { description: reason, ..NewEntry::new(owner, EntryKind::Adjust, points, w.now) };
        store::insert(w, &entry)?;
        account(w, owner)
    })
}

/// The most points of one entry.
const MOST: i64 = 1_000_000_000;

/// Enters what the calendar has let expire up to today, dated by the day it expired: at start, at midnight and when the
/// machine wakes up. Returns for how many owners; asked again, none.
///
/// # Errors
/// What the database says.
pub fn bring_up_to_date(clinic: &Clinic, actor: &Actor, progress: &Progress) -> Result<u32> {
    let due =
        clinic.read(actor, crate::clinic::View::Records, |read| store::owners_to_expire(read, read.today))?;
    if due.is_empty() {
        return Ok(0);
    }
    let done = clinic.write(actor, Action::ExpirePoints, |w| {
        // The calendar is nobody's to undo.
        w.not_undoable();
        let owners = store::owners_to_expire(w, w.today)?;
        let total = u64::try_from(owners.len()).unwrap_or(u64::MAX);
        for (done, owner) in (1..).zip(&owners) {
            expire_of(w, *owner)?;
            progress.step("progress.points", done, total)?;
        }
        Ok(u32::try_from(owners.len()).unwrap_or(u32::MAX))
    })?;
    Ok(done.value)
}

/// Starts the programme on a day, or ends it: what was earned stays.
///
/// # Errors
/// `forbidden`.
pub fn set_start(clinic: &Clinic, actor: &Actor, on: Option<Day>) -> Result<Done<LoyaltyRules>> {
    let mut settings = (*clinic.settings()).clone();
    settings.loyalty.started_on = on;
    let done = crate::clinic::settings_update(clinic, actor, &settings)?;
    Ok(Done { value: done.value.loyalty, changed: done.changed, change: done.change })
}

/// Enters what of an owner's points has expired. An entry of a day that is past may change what later ones took from
/// which points, so that more are over: each round leaves fewer points.
fn expire_of(w: &mut Write<'_>, owner: OwnerId) -> Result<()> {
    loop {
        let lots = rules::lots(&store::postings(w, owner)?, &w.settings.loyalty);
        let expired = rules::expired(&lots, w.today);
        if expired.is_empty() || !store::exists(w, owner)? {
            return Ok(());
        }
        for lot in expired {
            if let Some(on) = lot.expires_on {
                store::expire(w, owner, lot, on)?;
            }
        }
    }
}
