//! The counts of gaps behind the clinic's medians.

use super::super::{ClinicGaps, ClinicMedians, Gap, GapCounts, figures::Standing, gap::MedianPlace};
use crate::Result;
use rusqlite::{Connection, OptionalExtension};

const VISITS: &str = "visits";
const PURCHASES: &str = "purchases";

/// The kept counts of gaps.
pub(in super::super) fn gaps(conn: &Connection) -> Result<ClinicGaps> {
    counted(conn, "SELECT kind, gap_halves, owners FROM figure_gaps")
}

/// The counts of gaps as the kept figures have them.
pub(in super::super) fn recount_gaps(conn: &Connection) -> Result<ClinicGaps> {
    let sql = "SELECT 'visits', visit_gap_halves, count(*) FROM owner_figures
               WHERE visit_gap_halves IS NOT NULL GROUP BY visit_gap_halves
               UNION ALL
               SELECT 'purchases', purchase_gap_halves, count(*) FROM owner_figures
               WHERE purchase_gap_halves IS NOT NULL GROUP BY purchase_gap_halves";
    counted(conn, sql)
}

fn counted(conn: &Connection, sql: &str) -> Result<ClinicGaps> {
    let (mut visits, mut purchases) = (Vec::new(), Vec::new());
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let counts =
            if row.get_ref(0)?.as_bytes()? == VISITS.as_bytes() { &mut visits } else { &mut purchases };
        counts.push((row.get(1)?, row.get(2)?));
    }
    Ok(ClinicGaps { visits: visits.into_iter().collect(), purchases: purchases.into_iter().collect() })
}

/// Keeps the counts `new` in place of the kept ones, writing what differs.
pub(in super::super) fn set_gaps(conn: &Connection, old: &ClinicGaps, new: &ClinicGaps) -> Result<()> {
    for (kind, old, new) in [(VISITS, &old.visits, &new.visits), (PURCHASES, &old.purchases, &new.purchases)]
    {
        for (halves, _) in old.iter().filter(|(halves, _)| new.owners_with(*halves) == 0) {
            set_owners(conn, kind, halves, 0)?;
        }
        for (halves, owners) in new.iter().filter(|(halves, owners)| old.owners_with(*halves) != *owners) {
            set_owners(conn, kind, halves, owners)?;
        }
    }
    Ok(())
}

/// Counts owners in and out, and gives the medians then. After one visit this touches a few rows near the
/// median, however many owners there are.
pub(in super::super) fn change_gaps(
    conn: &Connection,
    before: Standing,
    change: &ClinicGaps,
) -> Result<Standing> {
    let Standing { medians, visits, purchases } = before;
    let (visit_gap, visits) = moved(conn, VISITS, medians.visit_gap, visits, &change.visits)?;
    let (purchase_gap, purchases) =
        moved(conn, PURCHASES, medians.purchase_gap, purchases, &change.purchases)?;
    Ok(Standing { medians: ClinicMedians { visit_gap, purchase_gap }, visits, purchases })
}

fn moved(
    conn: &Connection,
    kind: &str,
    before: Option<Gap>,
    mut place: MedianPlace,
    change: &GapCounts,
) -> Result<(Option<Gap>, MedianPlace)> {
    let near = before.map_or(0, Gap::halves);
    let mut is_changed = false;
    for (halves, owners) in change.iter() {
        let sql = "SELECT owners FROM figure_gaps WHERE kind = ?1 AND gap_halves = ?2";
        let kept =
            conn.prepare_cached(sql)?.query_row((kind, halves), |row| row.get::<_, i64>(0)).optional()?;
        set_owners(conn, kind, halves, kept.unwrap_or(0) + owners)?;
        place.owners += owners;
        place.below += if halves < near { owners } else { 0 };
        is_changed = true;
    }
    if !is_changed {
        return Ok((before, place));
    }
    let lower = gap_at(conn, kind, (place.owners - 1) / 2, near, place.below)?;
    let upper = gap_at(conn, kind, place.owners / 2, near, place.below)?;
    let median = lower.zip(upper).map(|(lower, upper)| Gap::from_quarters(lower + upper));
    let at = median.map_or(0, Gap::halves);
    place.below += if at > near {
        owners_between(conn, kind, near, at)?
    } else {
        -owners_between(conn, kind, at, near)?
    };
    Ok((median, place))
}

/// Owners with a gap from one number of half days up to, not with, another.
fn owners_between(conn: &Connection, kind: &str, from: i64, to: i64) -> Result<i64> {
    if from == to {
        return Ok(0);
    }
    let sql = "SELECT coalesce(sum(owners), 0) FROM figure_gaps WHERE kind = ?1 AND gap_halves >= ?2 AND gap_halves < ?3";
    Ok(conn.prepare_cached(sql)?.query_row((kind, from, to), |row| row.get(0))?)
}

fn set_owners(conn: &Connection, kind: &str, halves: i64, owners: i64) -> Result<()> {
    if owners == 0 {
        let sql = "DELETE FROM figure_gaps WHERE kind = ?1 AND gap_halves = ?2";
        conn.prepare_cached(sql)?.execute((kind, halves))?;
    } else {
        let sql = "INSERT INTO figure_gaps (kind, gap_halves, owners) VALUES (?1, ?2, ?3)
                   ON CONFLICT (kind, gap_halves) DO UPDATE SET owners = ?3";
        conn.prepare_cached(sql)?.execute((kind, halves, owners))?;
    }
    Ok(())
}

/// The gap of the owner at this place in the order of gaps, in half days; `below` owners have less than `near`.
fn gap_at(conn: &Connection, kind: &str, place: i64, near: i64, below: i64) -> Result<Option<i64>> {
    let goes_up = place >= below;
    let sql = if goes_up {
        "SELECT gap_halves, owners FROM figure_gaps WHERE kind = ?1 AND gap_halves >= ?2 ORDER BY gap_halves"
    } else {
        "SELECT gap_halves, owners FROM figure_gaps WHERE kind = ?1 AND gap_halves < ?2 ORDER BY gap_halves DESC"
    };
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((kind, near))?;
    let mut passed = below;
    while let Some(row) = rows.next()? {
        let owners: i64 = row.get(1)?;
        passed += if goes_up { owners } else { -owners };
        if (goes_up && place < passed) || (!goes_up && place >= passed) {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}
