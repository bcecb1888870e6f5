//! SQL of lists and counts of feedback.

use super::{FEEDBACK, JOINS, feedback_of};
use crate::{
    Result,
    clinic::Read,
    records::feedback::{Feedback, FeedbackFilter, FeedbackScope, LOW},
    values::{Day, FeedbackId},
};
use rusqlite::params;

/// Feedback behind a place.
pub(in crate::records::feedback) fn page(
    read: &Read,
    filter: &FeedbackFilter,
    (day, id): (i32, FeedbackId),
    limit: usize,
) -> Result<Vec<Feedback>> {
    let sql = page_sql(filter.scope, filter.owner_id.is_some());
    let mut statement = read.conn().prepare_cached(&sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = params![day, id, limit, filter.service_type, filter.owner_id, LOW];
    let rows = statement.query_map(values, |row| feedback_of(row, read))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::records::feedback) fn unresolved(read: &Read) -> Result<u32> {
    let sql = "SELECT count(*) FROM feedback INDEXED BY feedback_unresolved
               WHERE is_resolved = 0 AND (rating <= ?1 OR (rating IS NULL AND sentiment = 'negative'))";
    Ok(read.conn().prepare_cached(sql)?.query_row([LOW], |row| row.get(0))?)
}

/// Feedback of a day, a service and a rating, counted.
pub(in crate::records::feedback) struct Counted {
    pub on: Day,
    pub service: String,
    pub rating: Option<u8>,
    pub times: u32,
    pub anonymous: u32,
}

pub(in crate::records::feedback) fn counted(read: &Read, from: Day, to: Day) -> Result<Vec<Counted>> {
    let sql = "SELECT received_on, service_type, rating, count(*), sum(is_anonymous) FROM feedback
               WHERE received_on BETWEEN ?1 AND ?2 GROUP BY received_on, service_type, rating";
    let mut statement = read.conn().prepare_cached(sql)?;
    let rows = statement.query_map(params![from, to], |row| {
        Ok(Counted {
            on: row.get(0)?,
            service: row.get(1)?,
            rating: row.get(2)?,
            times: row.get(3)?,
            anonymous: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn page_sql(scope: FeedbackScope, has_owner: bool) -> String {
    let (index, test, order) = match scope {
        FeedbackScope::Queue => (
            "feedback_unresolved",
            "f.is_resolved = 0 AND (f.rating <= ?6 OR (f.rating IS NULL AND f.sentiment = 'negative'))
             AND (f.received_on, f.id) > (?1, ?2)",
            "f.received_on, f.id",
        ),
        FeedbackScope::All => (
            "feedback_in_order",
            "(?6 > 0) AND (f.received_on, f.id) < (?1, ?2)",
            "f.received_on DESC, f.id DESC",
        ),
    };
    let (index, owner) =
        if has_owner { ("feedback_by_owner", "f.owner_id = ?5") } else { (index, "(?5 IS NULL)") };
    format!(
        "{FEEDBACK} FROM feedback f INDEXED BY {index} {JOINS}
         WHERE {test} AND (?4 IS NULL OR f.service_type = ?4) AND {owner} ORDER BY {order} LIMIT ?3"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn the_queue_and_the_list_walk_their_indexes() {
        for (scope, index) in
            [(FeedbackScope::Queue, "feedback_unresolved"), (FeedbackScope::All, "feedback_in_order")]
        {
            let plan = plan(&page_sql(scope, false));
            assert!(plan.contains(&format!("SEARCH f USING INDEX {index}")), "{plan}");
            assert!(!plan.contains("FOR ORDER BY"), "{plan}");
        }
        let plan = plan(&page_sql(FeedbackScope::All, true));
        assert!(plan.contains("SEARCH f USING INDEX feedback_by_owner"), "{plan}");
    }
}
