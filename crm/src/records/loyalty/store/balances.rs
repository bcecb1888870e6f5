//! SQL of the clinic's balances.

use crate::{
    Result,
    clinic::Read,
    records::{
        loyalty::{BalanceOrder, BalanceRow, LoyaltyOverview, LoyaltyTier},
        owners::OUT_OF_LISTS,
    },
    values::OwnerId,
};
use rusqlite::{Row, params};

/// The clinic's points in a few figures; `soon` in days, both ways.
pub(in crate::records::loyalty) fn overview(read: &Read, soon: i32) -> Result<LoyaltyOverview> {
    let sql = "SELECT coalesce(sum(points), 0), coalesce(sum(points > 0), 0),
                 coalesce(sum(next_expiry_points) FILTER (WHERE next_expiry_on <= ?1), 0),
                 coalesce(sum(next_expiry_on <= ?1), 0)
               FROM loyalty_balances";
    let lately = "SELECT
                 coalesce(sum(points) FILTER (WHERE kind = 'earn' OR (kind = 'reverse' AND points < 0)), 0),
                 coalesce(-sum(points) FILTER (WHERE kind = 'redeem' OR (kind = 'reverse' AND points > 0)), 0)
               FROM loyalty_entries WHERE entered_on BETWEEN ?1 AND ?2";
    let mut overview = read.conn().prepare_cached(sql)?.query_row([read.today.plus(soon)], |row| {
        Ok(LoyaltyOverview {
            started_on: read.settings.loyalty.started_on,
            is_running: read.settings.loyalty.runs_on(read.today),
            outstanding: row.get(0)?,
            owners: row.get(1)?,
            earned: 0,
            redeemed: 0,
            expiring: row.get(2)?,
            expiring_owners: row.get(3)?,
        })
    })?;
    let mut statement = read.conn().prepare_cached(lately)?;
    (overview.earned, overview.redeemed) =
        statement.query_row([read.today.plus(1 - soon), read.today], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(overview)
}

/// Balances behind a place; their tiers are not told yet.
pub(in crate::records::loyalty) fn page(
    read: &Read,
    order: BalanceOrder,
    (key, owner): (i64, OwnerId),
    limit: usize,
) -> Result<Vec<BalanceRow>> {
    let mut statement = read.conn().prepare_cached(&page_sql(order))?;
    let rows = statement.query_map(params![key, owner, i64::try_from(limit).unwrap_or(i64::MAX)], row_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn page_sql(order: BalanceOrder) -> String {
    let (index, test, order) = match order {
        BalanceOrder::Points => (
            "loyalty_balances_by_points",
            "b.points > 0 AND (b.points, b.owner_id) < (?1, ?2)",
            "b.points DESC, b.owner_id DESC",
        ),
        BalanceOrder::Expiry => (
            "loyalty_balances_by_expiry",
            "b.next_expiry_on IS NOT NULL AND (b.next_expiry_on, b.owner_id) > (?1, ?2)",
            "b.next_expiry_on, b.owner_id",
        ),
    };
    format!(
        "SELECT b.owner_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.phone, b.points,
           b.next_expiry_on, b.next_expiry_points
         FROM loyalty_balances b INDEXED BY {index} CROSS JOIN owners o ON o.id = b.owner_id
         WHERE {test} AND b.owner_id NOT IN ({OUT_OF_LISTS})
         ORDER BY {order} LIMIT ?3"
    )
}

fn row_of(row: &Row<'_>) -> rusqlite::Result<BalanceRow> {
    Ok(BalanceRow {
        owner_id: row.get(0)?,
        owner_name: row.get(1)?,
        phone: row.get(2)?,
        points: row.get(3)?,
        tier: LoyaltyTier::Bronze,
        next_expiry_on: row.get(4)?,
        next_expiry_points: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::plan::plan;

    #[test]
    fn pages_of_balances_walk_their_indexes() {
        for (order, index) in [
            (BalanceOrder::Points, "loyalty_balances_by_points"),
            (BalanceOrder::Expiry, "loyalty_balances_by_expiry"),
        ] {
            let plan = plan(&page_sql(order));
            assert!(
                plan.contains(&format!("SEARCH b USING INDEX {index}"))
                    || plan.contains(&format!("SEARCH b USING COVERING INDEX {index}")),
                "{plan}"
            );
            assert!(!plan.contains("FOR ORDER BY"), "{plan}");
        }
    }
}
