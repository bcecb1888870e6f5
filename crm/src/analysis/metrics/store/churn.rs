//! The churn score as a function that SQL calls: the one rule, for as many owners as a statement looks at.

use super::{
    super::{Figures, Gap, Rate, Yardsticks, rules::churn::Outlook},
    facts::Span,
};
use crate::{
    Result,
    values::{Day, Lifecycle, OwnerId},
};
use rusqlite::{
    Connection, Params,
    functions::{Context, FunctionFlags},
};

/// What the rule reads of an owner, in the order of [`asked`].
const CALL: &str = "churn_score(f.lifecycle, f.next_appointment_on, f.first_visit_on, f.last_visit_on, f.total_visits, \
    f.visit_gap_halves, f.first_purchase_on, f.last_purchase_on, f.purchase_days, f.first_purchase_cents, f.total_spent_cents, \
    f.order_count)";
const COLUMNS: i32 = 12;

/// Gives the connection the function as it is today, and how it is called. `nobody` is an owner without facts.
pub(in super::super) fn offer_churn_score(
    conn: &Connection,
    nobody: Figures,
    yardsticks: Yardsticks,
    today: Day,
) -> Result<&'static str> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("churn_score", COLUMNS, flags, move |context| {
        let figures = asked(context, &nobody)?;
        Ok(Outlook::of(&figures, &yardsticks, today).churn.score.map(Rate::millionths))
    })?;
    Ok(CALL)
}

macro_rules! outlook {
    ($rest:literal) => {
        concat!(
            "SELECT owner_id, lifecycle, next_appointment_on, first_visit_on, last_visit_on, total_visits,
               visit_gap_halves, first_purchase_on, last_purchase_on, purchase_days, first_purchase_cents,
               total_spent_cents, order_count, purchase_gap_halves
             FROM owner_figures ",
            $rest
        )
    };
}

/// Goes through the owners of a stage, with what the rule reads of them, in no order.
pub(in super::super) fn each_outlook_of_stage(
    conn: &Connection,
    stage: Lifecycle,
    nobody: Figures,
    f: impl FnMut(OwnerId, &Figures),
) -> Result<()> {
    each(conn, outlook!("WHERE lifecycle = ?1"), [stage], nobody, f)
}

/// Goes through some of the owners, with what the rule reads of them, in the order of their ids.
pub(in super::super) fn each_outlook_of(
    conn: &Connection,
    ids: Span,
    nobody: Figures,
    f: impl FnMut(OwnerId, &Figures),
) -> Result<()> {
    each(conn, outlook!("WHERE owner_id BETWEEN ?1 AND ?2 ORDER BY owner_id"), ids, nobody, f)
}

fn each(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    nobody: Figures,
    mut f: impl FnMut(OwnerId, &Figures),
) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut figures = nobody;
    while let Some(row) = rows.next()? {
        figures.lifecycle = row.get(1)?;
        figures.next_appointment_on = row.get(2)?;
        figures.first_visit_on = row.get(3)?;
        figures.last_visit_on = row.get(4)?;
        figures.total_visits = row.get(5)?;
        figures.visit_gap = row.get::<_, Option<i64>>(6)?.map(Gap::from_halves);
        figures.first_purchase_on = row.get(7)?;
        figures.last_purchase_on = row.get(8)?;
        figures.purchase_days = row.get(9)?;
        figures.first_purchase = row.get(10)?;
        figures.total_spent = row.get(11)?;
        figures.order_count = row.get(12)?;
        figures.purchase_gap = row.get::<_, Option<i64>>(13)?.map(Gap::from_halves);
        f(row.get(0)?, &figures);
    }
    Ok(())
}

fn asked(context: &Context<'_>, nobody: &Figures) -> rusqlite::Result<Figures> {
    Ok(Figures {
        lifecycle: context.get::<Lifecycle>(0)?,
        next_appointment_on: context.get(1)?,
        first_visit_on: context.get(2)?,
        last_visit_on: context.get(3)?,
        total_visits: context.get(4)?,
        visit_gap: context.get::<Option<i64>>(5)?.map(Gap::from_halves),
        first_purchase_on: context.get(6)?,
        last_purchase_on: context.get(7)?,
        purchase_days: context.get(8)?,
        first_purchase: context.get(9)?,
        total_spent: context.get(10)?,
        order_count: context.get(11)?,
        ..nobody.clone()
    })
}
