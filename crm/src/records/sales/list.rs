//! The list of sales: invoices and orders together, newest first, page by page; its sums; what an owner owes.

use super::{SaleKind, SaleRef, SaleStatus, rules, store};
use crate::{
    Error, Result,
    clinic::Read,
    values::{Day, Money, OwnerId},
};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The longest page.
const MAX_PAGE: u32 = 500;

/// Which sales are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SaleFilter {
    /// Only invoices, or only orders.
    pub kind: Option<SaleKind>,
    /// Only of this status.
    pub status: Option<SaleStatus>,
    /// From this day on.
    pub from: Option<Day>,
    /// Up to this day.
    pub to: Option<Day>,
    /// With each of its words in the owner's name; or with a number that begins so, or ends so from three letters on.
    pub text: String,
}

/// Which page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SalesQuery {
    /// Which sales.
    #[serde(default)]
    pub filter: SaleFilter,
    /// Where the page before ended.
    #[serde(default)]
    pub cursor: Option<String>,
    /// How many lines at most: 1 to 500.
    pub limit: u32,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are those of `Sale`")]
pub struct SaleRow {
    pub sale: SaleRef,
    pub external_id: String,
    pub number: Option<String>,
    pub owner_id: Option<OwnerId>,
    pub owner_name: Option<String>,
    pub on: Day,
    pub due_on: Option<Day>,
    pub status: SaleStatus,
    pub has_failed: bool,
    /// Whether an invoice took this order's place: it counts in no sum.
    pub is_billed: bool,
    pub total_cents: Money,
    pub refunded_cents: Money,
    /// Still waited for.
    pub outstanding_cents: Money,
    pub payment_method: Option<String>,
    pub paid_on: Option<Day>,
    /// What the first line is.
    pub first_line: Option<String>,
    /// How many lines there are.
    pub lines: u32,
}

/// A page of sales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SalesPage {
    /// The lines.
    pub rows: Vec<SaleRow>,
    /// Where the next page begins; none after the last.
    pub next: Option<String>,
}

/// What the listed sales add up to. A billed order counts once, as its invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SaleSums {
    /// How many.
    pub count: u32,
    /// Paid, less what was given back of it.
    pub paid_cents: Money,
    /// Given back.
    pub refunded_cents: Money,
    /// Still waited for.
    pub outstanding_cents: Money,
}

/// Where a page ended: the day, the kind, the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Place(i32, SaleKind, i64);

impl Place {
    /// Newest first; of one day the invoices first.
    fn order(&self) -> impl Ord + use<> {
        (Reverse(self.0), self.1, Reverse(self.2))
    }
}

pub(super) const KINDS: [SaleKind; 2] = [SaleKind::Invoice, SaleKind::Order];

/// A page of sales, newest first; of one day the invoices first.
///
/// # Errors
/// `invalid` for a cursor that is none, or a limit that is not between 1 and 500.
pub fn page(read: &Read, query: &SalesQuery) -> Result<SalesPage> {
    if query.limit == 0 || query.limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let place: Option<Place> = match query.cursor.as_deref() {
        Some(text) => Some(
            serde_json::from_str(text).map_err(|_| Error::invalid("cursor", "not a cursor of this list"))?,
        ),
        None => None,
    };
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let asked = store::list::Asked::of(read, &query.filter)?;
    let found = |read: &Read, kind: SaleKind| -> Result<Vec<Place>> {
        if query.filter.kind.is_some_and(|only| only != kind) {
            return Ok(Vec::new());
        }
        let behind = behind(kind, &query.filter, place);
        let found = store::list::places(read, kind, &asked, behind, limit + 1)?;
        Ok(found.into_iter().map(|(day, id)| Place(day, kind, id)).collect())
    };
    let (invoices, orders) =
        (|read: &Read| found(read, SaleKind::Invoice), |read: &Read| found(read, SaleKind::Order));
    // Where a text is sought, it is in both at once.
    let (mut places, orders) =
        if asked.has_text() { read.both(invoices, orders)? } else { (invoices(read)?, orders(read)?) };
    places.extend(orders);
    places.sort_by_key(Place::order);
    let has_more = places.len() > limit;
    places.truncate(limit);
    let next = places.last().filter(|_| has_more).map(serde_json::to_string).transpose()?;
    let mut rows = Vec::with_capacity(places.len());
    for kind in KINDS {
        let ids = places.iter().filter(|Place(_, of, _)| *of == kind).map(|Place(_, _, id)| *id);
        rows.extend(store::list::lines(read, kind, ids)?);
    }
    rows.sort_by_key(|row| Place(row.on.number(), row.sale.kind, row.sale.id).order());
    Ok(SalesPage { rows, next })
}

/// The first place behind the cursor among the rows of a kind: the day, and the row.
fn behind(kind: SaleKind, filter: &SaleFilter, place: Option<Place>) -> (i32, i64) {
    let (day, id) = match place {
        None => (i32::MAX, i64::MAX),
        Some(Place(day, at, id)) if at == kind => (day, id),
        Some(Place(day, at, _)) if at < kind => (day, i64::MAX),
        Some(Place(day, _, _)) => (day, i64::MIN),
    };
    let to = filter.to.map_or(i32::MAX, Day::number);
    if to < day { (to, i64::MAX) } else { (day, id) }
}

/// The sums of all sales of a filter.
///
/// # Errors
/// Only those of the database.
pub fn sums(read: &Read, filter: &SaleFilter) -> Result<SaleSums> {
    let mut sums = SaleSums::default();
    let asked = store::list::Asked::of(read, filter)?;
    for kind in KINDS.into_iter().filter(|kind| filter.kind.is_none_or(|only| only == *kind)) {
        store::list::sums(read, kind, &asked, |part| {
            sums.count += part.count;
            match part.status {
                SaleStatus::Paid => {
                    sums.paid_cents += part.total - part.refunded;
                    sums.refunded_cents += part.refunded;
                }
                SaleStatus::Refunded => sums.refunded_cents += part.total,
                _ if rules::is_awaited(part.status, part.has_failed, false) => {
                    sums.outstanding_cents += part.total - part.received;
                }
                SaleStatus::Open | SaleStatus::Draft | SaleStatus::Void => {}
            }
        })?;
    }
    Ok(sums)
}

/// What an owner still has to pay, oldest first; an order that is billed as its invoice, and none whose payment failed.
///
/// # Errors
/// Only those of the database.
pub fn owed(read: &Read, owner: OwnerId) -> Result<Vec<SaleRow>> {
    let mut rows = Vec::new();
    for kind in KINDS {
        rows.extend(store::list::owed(read, kind, owner)?);
    }
    rows.retain(|row| row.outstanding_cents > Money::ZERO);
    rows.sort_by_key(|row| (row.on, row.sale.kind, row.sale.id));
    Ok(rows)
}
