//! The kept figures, and the day they hold for.

use super::super::{ClinicMedians, Figures, Gap, figures::Standing, gap::MedianPlace};
use crate::{
    Result,
    values::{Day, Lifecycle, OwnerId},
};
use rusqlite::{
    Connection, OptionalExtension, Row, ToSql, params, params_from_iter,
    types::{Null, ToSqlOutput},
};
use std::iter::once;

/// For what day and by which rules the kept figures were computed, and the clinic's medians among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct State {
    pub(in super::super) computed_for: Day,
    pub(in super::super) rules_hash: String,
    pub(in super::super) standing: Standing,
}

impl State {
    pub(in super::super) fn medians(&self) -> ClinicMedians {
        self.standing.medians
    }
}

pub(in super::super) fn state(conn: &Connection) -> Result<Option<State>> {
    let sql = "SELECT computed_for, rules_hash, visit_gap_quarters, purchase_gap_quarters, visit_gap_owners,
                 visit_gap_below, purchase_gap_owners, purchase_gap_below FROM figures_state";
    let mut statement = conn.prepare_cached(sql)?;
    let state = statement.query_row([], |row| {
        let gap =
            |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Gap::from_quarters));
        Ok(State {
            computed_for: row.get(0)?,
            rules_hash: row.get(1)?,
            standing: Standing {
                medians: ClinicMedians { visit_gap: gap(2)?, purchase_gap: gap(3)? },
                visits: MedianPlace { owners: row.get(4)?, below: row.get(5)? },
                purchases: MedianPlace { owners: row.get(6)?, below: row.get(7)? },
            },
        })
    });
    Ok(state.optional()?)
}

/// Keeps the state.
pub(in super::super) fn set_state(conn: &Connection, state: &State) -> Result<()> {
    let sql = "INSERT INTO figures_state (id, computed_for, rules_hash, visit_gap_quarters, purchase_gap_quarters,
                 visit_gap_owners, visit_gap_below, purchase_gap_owners, purchase_gap_below)
               VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT (id) DO UPDATE SET computed_for = ?1, rules_hash = ?2, visit_gap_quarters = ?3,
                 purchase_gap_quarters = ?4, visit_gap_owners = ?5, visit_gap_below = ?6, purchase_gap_owners = ?7,
                 purchase_gap_below = ?8";
    let Standing { medians, visits, purchases } = &state.standing;
    conn.prepare_cached(sql)?.execute(params![
        state.computed_for,
        state.rules_hash,
        medians.visit_gap.map(Gap::quarters),
        medians.purchase_gap.map(Gap::quarters),
        visits.owners,
        visits.below,
        purchases.owners,
        purchases.below,
    ])?;
    Ok(())
}

/// The figures' columns, in the order of [`figures`] and [`values`].
const COLUMNS: [&str; 30] = [
    "first_visit_on",
    "last_visit_on",
    "total_visits",
    "total_appointments",
    "cancelled_appointments",
    "no_show_count",
    "next_appointment_on",
    "total_spent_cents",
    "order_count",
    "last_purchase_on",
    "visit_gap_halves",
    "purchase_gap_halves",
    "messages_sent",
    "messages_responded",
    "interaction_count",
    "last_interaction_on",
    "last_engagement_on",
    "referral_count",
    "value_score",
    "engagement_score",
    "churn_risk",
    "lifecycle",
    "tier",
    "visit_pattern",
    "stale_on",
    "first_purchase_on",
    "purchase_days",
    "first_purchase_cents",
    "created_at",
    "year_spent_cents",
];

fn select(rest: &str) -> String {
    format!("SELECT owner_id, {} FROM owner_figures {rest}", COLUMNS.join(", "))
}

fn figures(row: &Row<'_>) -> rusqlite::Result<Figures> {
    let gap = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Gap::from_halves));
    Ok(Figures {
        first_visit_on: row.get(1)?,
        last_visit_on: row.get(2)?,
        total_visits: row.get(3)?,
        total_appointments: row.get(4)?,
        cancelled_appointments: row.get(5)?,
        no_show_count: row.get(6)?,
        next_appointment_on: row.get(7)?,
        total_spent: row.get(8)?,
        order_count: row.get(9)?,
        last_purchase_on: row.get(10)?,
        visit_gap: gap(11)?,
        purchase_gap: gap(12)?,
        messages_sent: row.get(13)?,
        messages_responded: row.get(14)?,
        interaction_count: row.get(15)?,
        last_interaction_on: row.get(16)?,
        last_engagement_on: row.get(17)?,
        referral_count: row.get(18)?,
        value_score: row.get(19)?,
        engagement_score: row.get(20)?,
        churn_risk: row.get(21)?,
        lifecycle: row.get(22)?,
        tier: row.get(23)?,
        visit_pattern: row.get(24)?,
        stale_on: row.get(25)?,
        first_purchase_on: row.get(26)?,
        purchase_days: row.get(27)?,
        first_purchase: row.get(28)?,
        created_at: row.get(29)?,
        year_spent: row.get(30)?,
    })
}

/// The kept figures of an owner.
pub(in super::super) fn kept_of(conn: &Connection, owner: OwnerId) -> Result<Option<Figures>> {
    let mut statement = conn.prepare_cached(&select("WHERE owner_id = ?1"))?;
    Ok(statement.query_row([owner], figures).optional()?)
}

/// Goes through all kept figures in the order of the owners' ids. What is asked for next comes from `f`'s
/// caller: the stream is handed out so that it can be merged with others.
pub(in super::super) fn each_kept<T>(
    conn: &Connection,
    f: impl FnOnce(&mut dyn FnMut() -> Result<Option<(OwnerId, Figures)>>) -> Result<T>,
) -> Result<T> {
    let mut statement = conn.prepare_cached(&select("ORDER BY owner_id"))?;
    let mut rows = statement.query([])?;
    f(&mut || match rows.next()? {
        Some(row) => Ok(Some((row.get(0)?, figures(row)?))),
        None => Ok(None),
    })
}

/// Goes through the kept figures of a stage, in no order.
pub(in super::super) fn each_kept_of_stage(
    conn: &Connection,
    stage: Lifecycle,
    mut f: impl FnMut(OwnerId, &Figures),
) -> Result<()> {
    let mut statement = conn.prepare_cached(&select("WHERE lifecycle = ?1"))?;
    let mut rows = statement.query([stage])?;
    while let Some(row) = rows.next()? {
        f(row.get(0)?, &figures(row)?);
    }
    Ok(())
}

fn values(figures: &Figures) -> Result<[ToSqlOutput<'_>; COLUMNS.len()]> {
    let halves = |gap: Option<Gap>| gap.map_or(Null.into(), |gap| gap.halves().into());
    Ok([
        figures.first_visit_on.to_sql()?,
        figures.last_visit_on.to_sql()?,
        figures.total_visits.to_sql()?,
        figures.total_appointments.to_sql()?,
        figures.cancelled_appointments.to_sql()?,
        figures.no_show_count.to_sql()?,
        figures.next_appointment_on.to_sql()?,
        figures.total_spent.to_sql()?,
        figures.order_count.to_sql()?,
        figures.last_purchase_on.to_sql()?,
        halves(figures.visit_gap),
        halves(figures.purchase_gap),
        figures.messages_sent.to_sql()?,
        figures.messages_responded.to_sql()?,
        figures.interaction_count.to_sql()?,
        figures.last_interaction_on.to_sql()?,
        figures.last_engagement_on.to_sql()?,
        figures.referral_count.to_sql()?,
        figures.value_score.to_sql()?,
        figures.engagement_score.to_sql()?,
        figures.churn_risk.to_sql()?,
        figures.lifecycle.to_sql()?,
        figures.tier.to_sql()?,
        figures.visit_pattern.to_sql()?,
        figures.stale_on.to_sql()?,
        figures.first_purchase_on.to_sql()?,
        figures.purchase_days.to_sql()?,
        figures.first_purchase.to_sql()?,
        figures.created_at.to_sql()?,
        figures.year_spent.to_sql()?,
    ])
}

/// Keeps the figures of an owner, in place of those kept before. Only what differs is written: an index of columns that
/// stayed as they were is left alone.
pub(in super::super) fn put(
    conn: &Connection,
    owner: OwnerId,
    kept: Option<&Figures>,
    figures: &Figures,
) -> Result<()> {
    let new = values(figures)?;
    let Some(kept) = kept else {
        let places: Vec<String> = (2..=COLUMNS.len() + 1).map(|place| format!("?{place}")).collect();
        let sql = format!(
            "INSERT INTO owner_figures (owner_id, {}) VALUES (?1, {})",
            COLUMNS.join(", "),
            places.join(", ")
        );
        let owner = owner.to_sql()?;
        conn.prepare_cached(&sql)?.execute(params_from_iter(once(&owner).chain(&new)))?;
        return Ok(());
    };
    let old = values(kept)?;
    let differing = COLUMNS.iter().zip(old.iter().zip(&new)).filter(|(_, (old, new))| old != new);
    let (columns, values): (Vec<String>, Vec<&ToSqlOutput<'_>>) =
        differing.map(|(column, (_, new))| (format!("{column} = ?"), new)).unzip();
    if columns.is_empty() {
        return Ok(());
    }
    let sql = format!("UPDATE owner_figures SET {} WHERE owner_id = ?", columns.join(", "));
    let owner = owner.to_sql()?;
    conn.prepare_cached(&sql)?.execute(params_from_iter(values.into_iter().chain(once(&owner))))?;
    Ok(())
}

/// How many owners there are.
pub(in super::super) fn owner_count(conn: &Connection) -> Result<u64> {
    let sql = "SELECT count(*) FROM owners";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
}

/// The owners whose figures change by the calendar up to this day.
pub(in super::super) fn stale_owners(conn: &Connection, today: Day) -> Result<Vec<OwnerId>> {
    let mut statement = conn.prepare_cached("SELECT owner_id FROM owner_figures WHERE stale_on <= ?1")?;
    Ok(statement.query_map([today], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
