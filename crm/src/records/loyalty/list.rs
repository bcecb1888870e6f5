//! The clinic's points: what is outstanding, who has most, whose expire.

use super::{LoyaltyTier, rules, store};
use crate::{
    Error, Result,
    clinic::Read,
    values::{Day, OwnerId, text_enum},
};
use serde::{Deserialize, Serialize};

/// The longest page.
const MAX_PAGE: u32 = 500;
/// Days ahead within which points are said to expire soon.
const SOON: i32 = 30;

text_enum! {
    /// How balances are sorted.
    BalanceOrder {
        /// The largest first.
        Points = "points",
        /// Those that expire first.
        Expiry = "expiry",
    }
}

/// The clinic's points in a few figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyOverview {
    /// The first day of the programme.
    pub started_on: Option<Day>,
    /// Whether it runs today.
    pub is_running: bool,
    /// Points that can still be used.
    pub outstanding: i64,
    /// Owners with points.
    pub owners: u32,
    /// Points earned in the last 30 days, less those taken back.
    pub earned: i64,
    /// Points used in the last 30 days, less those given back.
    pub redeemed: i64,
    /// Points that expire within the next 30 days.
    pub expiring: i64,
    /// Their owners.
    pub expiring_owners: u32,
}

/// An owner's balance in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BalanceRow {
    /// The owner.
    pub owner_id: OwnerId,
    /// The name on the screen.
    pub owner_name: String,
    /// The telephone as typed.
    pub phone: Option<String>,
    /// Points.
    pub points: i64,
    /// The tier.
    pub tier: LoyaltyTier,
    /// The next day on which some expire.
    pub next_expiry_on: Option<Day>,
    /// How many.
    pub next_expiry_points: i64,
}

/// A page of balances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BalancesPage {
    /// The lines.
    pub rows: Vec<BalanceRow>,
    /// Where the next page begins; none after the last.
    pub next: Option<String>,
}

/// Points of an owner that expire soon.
pub type ExpiringRow = BalanceRow;

/// Where a page ended.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Place(i64, OwnerId);

/// The clinic's points in a few figures.
///
/// # Errors
/// Only those of the database.
pub fn overview(read: &Read) -> Result<LoyaltyOverview> {
    store::balances::overview(read, SOON)
}

/// Owners with points, a page at a time. Owners who are deactivated, blocked or anonymised are left out.
///
/// # Errors
/// `invalid` for a cursor that is none, or a limit that is not between 1 and 500.
pub fn balances(read: &Read, order: BalanceOrder, cursor: Option<&str>, limit: u32) -> Result<BalancesPage> {
    if limit == 0 || limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let begin = match order {
        BalanceOrder::Points => Place(i64::MAX, OwnerId(i64::MAX)),
        BalanceOrder::Expiry => Place(i64::MIN, OwnerId(i64::MIN)),
    };
    let place = match cursor {
        Some(text) => {
            serde_json::from_str(text).map_err(|_| Error::invalid("cursor", "not a cursor of this list"))?
        }
        None => begin,
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows = store::balances::page(read, order, (place.0, place.1), limit + 1)?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    for row in &mut rows {
        let earned = rules::earned_lately(&store::postings(read, row.owner_id)?, read.today);
        row.tier = rules::tier(earned, &read.settings.loyalty).0;
    }
    let last = rows.last().filter(|_| has_more).map(|row| {
        let key = match order {
            BalanceOrder::Points => row.points,
            BalanceOrder::Expiry => row.next_expiry_on.map_or(i64::MAX, |on| i64::from(on.number())),
        };
        Place(key, row.owner_id)
    });
    Ok(BalancesPage { next: last.map(|place| serde_json::to_string(&place)).transpose()?, rows })
}

/// The first whose points expire within 30 days.
///
/// # Errors
/// As [`balances`].
pub fn expiring(read: &Read, limit: u32) -> Result<Vec<ExpiringRow>> {
    let mut rows = balances(read, BalanceOrder::Expiry, None, limit)?.rows;
    let until = read.today.plus(SOON);
    rows.retain(|row| row.next_expiry_on.is_some_and(|on| on <= until));
    Ok(rows)
}
