//! The lists' SQL: each walks an index in its order and stops at its limit.

use super::{InsightReason, MOURNING_DAYS, Referrer, SourceBar};
use crate::{
    Result,
    analysis::metrics::{self, Gap, Rate},
    clinic::Read,
    records::owners::{self, OUT_OF_LISTS},
    values::{Day, Money, OwnerId},
};
use rusqlite::{OptionalExtension as _, Params, Row, params};

/// Days in which a low rating is remembered.
const RATING_DAYS: i32 = 180;

/// Owners of whom a pet died lately: found by the few pets that are gone.
const BEREAVED: &str = "SELECT owner_id FROM pets INDEXED BY pets_gone WHERE status <> 'active'
    AND status = 'deceased' AND deceased_on BETWEEN {mourning} AND {today}";

const AT_RISK: &str = "SELECT owner_id FROM owner_figures INDEXED BY owner_figures_by_last_visit
    WHERE last_visit_on < ?1 AND next_appointment_on IS NULL AND lifecycle <> 'closed'
      AND owner_id NOT IN ({out_of_lists}) AND owner_id NOT IN ({bereaved})
    ORDER BY last_visit_on, owner_id LIMIT ?2";
const LAPSED: &str = "SELECT owner_id FROM owner_figures INDEXED BY owner_figures_by_spent
    WHERE last_visit_on < ?1 AND next_appointment_on IS NULL AND lifecycle <> 'closed'
      AND owner_id NOT IN ({out_of_lists}) AND owner_id NOT IN ({bereaved})
    ORDER BY total_spent_cents DESC, owner_id DESC LIMIT ?2";
const HIGH_VALUE: &str = "SELECT owner_id FROM owner_figures INDEXED BY owner_figures_by_spent
    WHERE total_spent_cents >= ?1 AND lifecycle <> 'closed' AND owner_id NOT IN ({out_of_lists})
    ORDER BY total_spent_cents DESC, owner_id DESC LIMIT ?2";
const OVERDUE: &str = "SELECT owner_id, purchase_gap_halves, last_purchase_on
    FROM owner_figures INDEXED BY owner_figures_by_spent
    WHERE last_purchase_on >= ?1 AND purchase_gap_halves IS NOT NULL
      AND ({today} - last_purchase_on) * 4 >= purchase_gap_halves * 3
      AND next_appointment_on IS NULL AND lifecycle <> 'closed'
      AND owner_id NOT IN ({out_of_lists}) AND owner_id NOT IN ({bereaved})
    ORDER BY total_spent_cents DESC, owner_id DESC LIMIT ?2";

const NOT_TO_BE_CALLED: &str = "{out_of_lists} UNION {bereaved} UNION
    SELECT owner_id FROM appointments WHERE starts_on = {today} AND status = 'scheduled' ORDER BY 1";

/// Fills in whom a statement leaves out.
fn sql(read: &Read, text: &str) -> String {
    text.replace("{out_of_lists}", OUT_OF_LISTS)
        .replace("{bereaved}", BEREAVED)
        .replace("{mourning}", &read.today.plus(-MOURNING_DAYS).number().to_string())
        .replace("{today}", &read.today.number().to_string())
}

fn rows<T>(
    read: &Read,
    text: &str,
    params: impl Params,
    take: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = read.conn().prepare_cached(&sql(read, text))?;
    Ok(statement.query_map(params, take)?.collect::<rusqlite::Result<_>>()?)
}

/// Last visit before a day, nothing booked, not closed: the longest ago first.
pub(super) fn at_risk(read: &Read, before: Day, limit: u32) -> Result<Vec<OwnerId>> {
    rows(read, AT_RISK, params![before, limit], |row| row.get(0))
}

/// Last visit before a day, nothing booked, not closed: who had spent the most first.
pub(super) fn lapsed(read: &Read, before: Day, limit: u32) -> Result<Vec<OwnerId>> {
    rows(read, LAPSED, params![before, limit], |row| row.get(0))
}

/// Who spent so much or more, the most first.
pub(super) fn high_value(read: &Read, from: Money, limit: u32) -> Result<Vec<OwnerId>> {
    rows(read, HIGH_VALUE, params![from, limit], |row| row.get(0))
}

/// First visit on a day or after it, the newest first. Whoever came first since then came last since then too.
pub(super) fn new_since(read: &Read, from: Day, limit: u32) -> Result<Vec<(OwnerId, Day)>> {
    let text = "SELECT owner_id, first_visit_on FROM owner_figures INDEXED BY owner_figures_by_last_visit
                WHERE last_visit_on >= ?1 AND first_visit_on >= ?1 AND lifecycle <> 'closed'
                  AND owner_id NOT IN ({out_of_lists})
                ORDER BY first_visit_on DESC, owner_id DESC LIMIT ?2";
    rows(read, text, params![from, limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Whose last purchase, on a day or after it, is 1.5 × the usual gap ago or more: who spent the most first. In half days,
/// 8 d ≥ 3 × 2 × gap.
pub(super) fn overdue(read: &Read, from: Day, limit: u32) -> Result<Vec<(OwnerId, Gap, Day)>> {
    rows(read, OVERDUE, params![from, limit], |row| {
        Ok((row.get(0)?, Gap::from_halves(row.get(1)?), row.get(2)?))
    })
}

/// Who gave one or two stars that nobody has settled, the latest first: owner, rating, days ago.
pub(super) fn unhappy(read: &Read, limit: u32) -> Result<Vec<(OwnerId, i32, i32)>> {
    let text = "SELECT owner_id, rating, {today} - received_on FROM feedback INDEXED BY feedback_unresolved
                WHERE is_resolved = 0 AND rating <= 2 AND received_on <= {today} AND owner_id IS NOT NULL
                  AND owner_id NOT IN ({out_of_lists})
                  AND owner_id NOT IN (SELECT owner_id FROM owner_figures WHERE lifecycle = 'closed')
                ORDER BY received_on DESC, id DESC LIMIT ?1";
    rows(read, text, [limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// The latest rating of an owner, where it was low and not long ago.
pub(super) fn low_rating(read: &Read, owner: OwnerId) -> Result<Option<InsightReason>> {
    let text = "SELECT rating, received_on FROM feedback
                WHERE owner_id = ?1 AND rating IS NOT NULL AND received_on <= ?2 ORDER BY received_on DESC, id DESC LIMIT 1";
    let mut statement = read.conn().prepare_cached(text)?;
    let latest: Option<(i32, Day)> =
        statement.query_row((owner, read.today), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let days = |on: Day| read.today.since(on);
    Ok(latest
        .filter(|(rating, on)| *rating <= 2 && days(*on) <= RATING_DAYS)
        .map(|(rating, on)| InsightReason::LowRating { rating, days: days(on) }))
}

/// Those out of lists, by id.
pub(super) fn out_of_lists(read: &Read) -> Result<Vec<OwnerId>> {
    rows(read, "{out_of_lists} ORDER BY id", [], |row| row.get(0))
}

/// Owners by how they found the clinic, the most frequent first.
pub(super) fn sources(read: &Read) -> Result<Vec<SourceBar>> {
    let text = "SELECT acquisition_source, count(*) AS owners FROM owners
                WHERE id NOT IN ({out_of_lists}) GROUP BY acquisition_source ORDER BY owners DESC, acquisition_source";
    let found: Vec<(Option<String>, i64)> = rows(read, text, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let longest = found.first().map_or(0, |(_, owners)| *owners);
    let bar = |(source, owners)| SourceBar { source, owners, length: Rate::of(owners, longest) };
    Ok(found.into_iter().map(bar).collect())
}

/// The owners of [`sources`] who found the clinic in one way.
pub(super) fn of_source(read: &Read, source: Option<&str>) -> Result<Vec<OwnerId>> {
    let text = "SELECT id FROM owners WHERE acquisition_source IS ?1 AND id NOT IN ({out_of_lists})";
    rows(read, text, [source], |row| row.get(0))
}

/// To whom messages went over a channel, and how many; of those, only the answered ones where asked.
pub(super) fn messaged(read: &Read, channel: &str, answered: bool) -> Result<Vec<(OwnerId, i64)>> {
    let text = "SELECT owner_id, count(*) FROM messages
                WHERE channel = ?1 AND direction = 'outbound' AND sent_on <= {today}
                  AND status NOT IN ('draft', 'queued', 'failed') AND (?2 = 0 OR answered_on <= {today})
                GROUP BY owner_id";
    rows(read, text, params![channel, answered], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Whom an owner brought.
pub(super) fn brought_by(read: &Read, owner: OwnerId) -> Result<Vec<OwnerId>> {
    rows(read, "SELECT id FROM owners WHERE referred_by = ?1", [owner], |row| row.get(0))
}

/// Who brought the most others, with their names.
pub(super) fn referrers(read: &Read) -> Result<Vec<Referrer>> {
    let top = metrics::top_referrers(read)?;
    let named = |one: metrics::TopOwner| {
        let name = owners::get(read, one.owner_id)?.name;
        Ok(Referrer { owner_id: one.owner_id, name, brought: one.value })
    };
    top.into_iter().map(named).collect()
}

/// Those out of lists, the bereaved, and whoever is expected today: for the figures a day counts as booked only while it
/// lies ahead. By id.
pub(super) fn not_to_be_called(read: &Read) -> Result<Vec<OwnerId>> {
    rows(read, NOT_TO_BE_CALLED, [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn lists_walk_their_index_and_sort_nothing() {
        for (sql, index) in [
            (AT_RISK, "owner_figures_by_last_visit"),
            (LAPSED, "owner_figures_by_spent"),
            (HIGH_VALUE, "owner_figures_by_spent"),
            (OVERDUE, "owner_figures_by_spent"),
        ] {
            let sql = sql.replace("{out_of_lists}", OUT_OF_LISTS).replace("{bereaved}", BEREAVED);
            let plan = plan(&sql.replace("{mourning}", "1").replace("{today}", "9"));
            assert!(plan.contains(index) && !plan.contains("USE TEMP B-TREE FOR ORDER BY"), "{plan}");
            assert!(plan.contains("pets_gone") || !sql.contains("pets"), "{plan}");
        }
    }
}
