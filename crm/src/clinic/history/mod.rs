//! What was done, by whom and when, in a form one can read; and for one change what it changed, field by field, and
//! whether it can still be taken back.

mod fields;
mod store;

pub use fields::{FieldChange, FieldKind, RowChange, RowFate};

use super::{Actor, Read, View};
use crate::{
    Error, Result,
    values::{ChangeId, Day, Instant, StaffId, text_enum},
};
use serde::{Deserialize, Serialize};

/// The longest page.
const MAX_PAGE: u32 = 500;
/// Rows of one change that are shown; the rest is counted.
const SHOWN: u32 = 100;

/// Which changes are listed. Who may not look at the audit sees only their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct HistoryQuery {
    /// Only this staff member's.
    pub staff: Option<StaffId>,
    /// Only of this area: the beginning of an action's name (`notes`).
    pub area: Option<String>,
    /// From this day on.
    pub from: Option<Day>,
    /// Up to this day.
    pub to: Option<Day>,
    /// Only those before this one: where the page before ended.
    pub before: Option<ChangeId>,
    /// How many at most, up to 500.
    pub limit: u32,
}

/// One thing that was done. What only took another back is told at that other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryRow {
    /// The change.
    pub id: ChangeId,
    /// What was done: a key of the locales (`action.owners_update`).
    pub action: String,
    /// To whom or what.
    pub subject: String,
    /// When.
    pub made_at: Instant,
    /// By whom.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
    /// When it was taken back, where it is.
    pub undone_at: Option<Instant>,
    /// By whom.
    pub undone_by: Option<String>,
    /// Whether it is of a kind that can be taken back, and is in force.
    pub is_undoable: bool,
}

text_enum! {
    /// Whether a change can be taken back now.
    Standing {
        /// It can.
        Free = "free",
        /// An import: but for what was changed since.
        Partly = "partly",
        /// It was taken back already.
        Undone = "undone",
        /// Something else stands on it: a row was changed since.
        ChangedSince = "changed_since",
        /// It is of a kind that cannot be taken back.
        Never = "never",
    }
}

/// A change with all that it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryDetail {
    /// The change.
    pub change: HistoryRow,
    /// Whether it can be taken back.
    pub standing: Standing,
    /// Changes in force that touched the same rows since, the latest first; a few of them.
    pub later: Vec<HistoryRow>,
    /// The rows it touched, in the order it did, each once.
    pub rows: Vec<RowChange>,
    /// Rows beyond those shown.
    pub more: u32,
    /// Rows that an import added, by table.
    pub added: Vec<Added>,
}

/// Rows that an import added to a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Added {
    /// The table.
    pub table: String,
    /// How many.
    pub count: u32,
}

/// Changes, the latest first.
///
/// # Errors
/// `invalid` for a limit that is not between 1 and 500.
pub fn history(read: &Read, query: &HistoryQuery) -> Result<Vec<HistoryRow>> {
    if query.limit == 0 || query.limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let staff = if sees_everybodys(&read.actor) { query.staff } else { Some(read.actor.staff) };
    store::page(read, &HistoryQuery { staff, ..query.clone() })
}

/// One change with what it changed.
///
/// # Errors
/// `not_found`, also for another's where the reader may only see their own.
pub fn change(read: &Read, id: ChangeId) -> Result<HistoryDetail> {
    let change = store::by_id(read, id)?.ok_or_else(|| Error::not_found("change"))?;
    if change.staff_id != Some(read.actor.staff) && !sees_everybodys(&read.actor) {
        return Err(Error::not_found("change"));
    }
    let images = store::images(read, id, SHOWN)?;
    let total = store::count_rows(read, id)?;
    let shown = u32::try_from(images.len()).unwrap_or(u32::MAX);
    let rows = images.iter().map(|image| fields::told(read, image)).collect::<Result<_>>()?;
    let standing = standing(read, &change)?;
    let later = if standing == Standing::Undone { Vec::new() } else { store::later(read, id)? };
    Ok(HistoryDetail {
        standing,
        later,
        rows,
        more: total.saturating_sub(shown),
        added: store::added(read, id)?,
        change,
    })
}

/// Whether this person sees, and may take back, what others did.
pub(super) fn sees_everybodys(actor: &Actor) -> bool {
    View::Audit.is_allowed(actor.role)
}

fn standing(read: &Read, change: &HistoryRow) -> Result<Standing> {
    Ok(if change.undone_at.is_some() {
        Standing::Undone
    } else if !change.is_undoable {
        Standing::Never
    } else if store::is_bulk(read, change.id)? {
        Standing::Partly
    } else if store::is_as_left(read, change.id)? {
        Standing::Free
    } else {
        Standing::ChangedSince
    })
}
