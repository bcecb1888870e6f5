//! An owner's statement of points over a period: what a paper prints.

use super::{ExpiringPoints, LoyaltyEntry, LoyaltyTier, account};
use crate::{
    Error, Result,
    clinic::Read,
    records::owners,
    values::{Day, OwnerId},
};
use serde::Serialize;

/// A statement of points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyStatement {
    /// The owner.
    pub owner_id: OwnerId,
    /// The owner's id in exports.
    pub external_id: String,
    /// The name on the screen.
    pub owner_name: String,
    /// The language that the owner reads.
    pub language: String,
    /// The first day; that of the first entry where none was asked for.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The balance before the first day.
    pub opening_balance: i64,
    /// Entries of the period, oldest first, each with the balance after it.
    pub entries: Vec<LoyaltyEntry>,
    /// Points that came in the period.
    pub came: i64,
    /// Points that went in the period, as a positive number.
    pub went: i64,
    /// The balance at the end of the last day.
    pub closing_balance: i64,
    /// The tier today.
    pub tier: LoyaltyTier,
    /// What expires when, from today on.
    pub expiries: Vec<ExpiringPoints>,
}

/// The statement of an owner's points from one day to another, both included; without them, of the whole ledger to today.
///
/// # Errors
/// `not_found`; `invalid` for a period that ends before it begins.
pub fn statement(
    read: &Read,
    owner: OwnerId,
    from: Option<Day>,
    to: Option<Day>,
) -> Result<LoyaltyStatement> {
    let person = owners::get(read, owner)?;
    let account = account(read, owner)?;
    let mut entries = account.entries;
    entries.reverse();
    let to = to.unwrap_or(read.today);
    let from = from.unwrap_or_else(|| entries.first().map_or(to, |entry| entry.entered_on.min(to)));
    if from > to {
        return Err(Error::invalid("from", "after the last day"));
    }
    let sum = |keep: &dyn Fn(&LoyaltyEntry) -> bool| {
        entries.iter().filter(|entry| keep(entry)).map(|entry| entry.points).sum::<i64>()
    };
    let opening_balance = sum(&|entry| entry.entered_on < from);
    let is_in = |entry: &LoyaltyEntry| entry.entered_on >= from && entry.entered_on <= to;
    let came = sum(&|entry| is_in(entry) && entry.points > 0);
    let went = -sum(&|entry| is_in(entry) && entry.points < 0);
    entries.retain(is_in);
    let mut balance = opening_balance;
    for entry in &mut entries {
        balance += entry.points;
        entry.balance = balance;
    }
    Ok(LoyaltyStatement {
        owner_id: owner,
        external_id: person.external_id.0,
        owner_name: account.owner_name,
        language: person.preferred_language,
        from,
        to,
        opening_balance,
        entries,
        came,
        went,
        closing_balance: balance,
        tier: account.tier,
        expiries: account.expiries,
    })
}
