//! Lists of feedback: the queue of what wants an answer, and all of it.

use super::{Feedback, store};
use crate::{
    Error, Result,
    clinic::Read,
    values::{FeedbackId, OwnerId, text_enum},
};
use serde::{Deserialize, Serialize};

/// The longest page.
const MAX_PAGE: u32 = 500;

text_enum! {
    /// Which feedback is listed.
    FeedbackScope {
        /// Low or unhappy, and not resolved.
        Queue = "queue",
        /// All.
        All = "all",
    }
}

/// Which feedback.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FeedbackFilter {
    /// The queue, or all.
    pub scope: FeedbackScope,
    /// Only of this service.
    #[serde(default)]
    pub service_type: Option<String>,
    /// Only of this owner.
    #[serde(default)]
    pub owner_id: Option<OwnerId>,
}

/// A page of feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackPage {
    /// The queue oldest first; else newest first.
    pub rows: Vec<Feedback>,
    /// Where the next page begins; none after the last.
    pub next: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Place(i32, FeedbackId);

/// A page of feedback.
///
/// # Errors
/// `invalid` for a cursor that is none, or a limit that is not between 1 and 500.
pub fn list(read: &Read, filter: &FeedbackFilter, cursor: Option<&str>, limit: u32) -> Result<FeedbackPage> {
    if limit == 0 || limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let place = match (cursor, filter.scope) {
        (Some(text), _) => {
            serde_json::from_str(text).map_err(|_| Error::invalid("cursor", "not a cursor of this list"))?
        }
        (None, FeedbackScope::Queue) => Place(i32::MIN, FeedbackId(i64::MIN)),
        (None, FeedbackScope::All) => Place(i32::MAX, FeedbackId(i64::MAX)),
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows = store::list::page(read, filter, (place.0, place.1), limit + 1)?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| has_more).map(|row| Place(row.received_on.number(), row.id));
    Ok(FeedbackPage { next: last.map(|place| serde_json::to_string(&place)).transpose()?, rows })
}

/// How much waits in the queue.
///
/// # Errors
/// Only those of the database.
pub fn unresolved(read: &Read) -> Result<u32> {
    store::list::unresolved(read)
}
