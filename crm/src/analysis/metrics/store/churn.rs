//! The churn score as a function that SQL calls: the one rule, for as many owners as a statement looks at.

use super::super::{Figures, Gap, Rate, Yardsticks, rules::churn::Outlook};
use crate::{
    Result,
    values::{Day, Lifecycle},
};
use rusqlite::{
    Connection,
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
