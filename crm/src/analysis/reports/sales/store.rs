//! Sales from the tables, one after the other, with the names of what was sold.

mod invoices;
mod unpaid;

use super::{Item, Sale, Services};
use crate::{
    Result,
    analysis::reports::report::Period,
    values::{Money, ProductId, ServiceId},
};
use rusqlite::Connection;
use std::collections::HashMap;

pub use unpaid::each_unpaid;

/// A service as reports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Its category, where it has one.
    pub category: Option<String>,
}

/// A product as reports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its name.
    pub name: String,
    /// Its number on the shelf.
    pub sku: String,
    /// Its category, where it has one.
    pub category: Option<String>,
    /// What it costs today.
    pub price: Option<Money>,
    /// Whether it is still sold.
    pub is_active: bool,
}

/// All that can be sold.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The services.
    pub services: HashMap<ServiceId, Service>,
    /// The products.
    pub products: HashMap<ProductId, Product>,
}

/// Reads the catalogue, a few hundred rows.
pub fn catalogue(conn: &Connection) -> Result<Catalogue> {
    let mut statement = conn.prepare_cached("SELECT id, name, category FROM services")?;
    let services = statement
        .query_map([], |row| Ok((row.get(0)?, Service { name: row.get(1)?, category: row.get(2)? })))?
        .collect::<rusqlite::Result<_>>()?;
    let mut statement =
        conn.prepare_cached("SELECT id, name, sku, category, price_cents, is_active FROM products")?;
    let products = statement
        .query_map([], |row| {
            let product = Product {
                name: row.get(1)?,
                sku: row.get(2)?,
                category: row.get(3)?,
                price: row.get(4)?,
                is_active: row.get(5)?,
            };
            Ok((row.get(0)?, product))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Catalogue { services, products })
}

/// Goes through the sales of a period, invoices before orders. Each is handed over with its items, not yet split.
pub fn each(
    conn: &Connection,
    period: Period,
    services: Services,
    mut f: impl FnMut(&mut Sale) -> Result<()>,
) -> Result<()> {
    invoices::each(conn, period, services, &mut f)?;
    let mut statement = conn.prepare_cached(include_str!("orders.sql"))?;
    let mut rows = statement.query([period.from, period.to])?;
    let mut sale = Sale::default();
    let mut at = None;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        // The rows of a sale follow each other.
        if at.replace(id) != Some(id) {
            if !sale.items.is_empty() {
                f(&mut sale)?;
            }
            let charged = row.get(3)?;
            (sale.id, sale.is_order) = (id, true);
            sale.day = row.get(1)?;
            sale.owner = row.get(2)?;
            sale.charged = charged;
            sale.refunded = row.get::<_, Money>(4)?.min(charged);
            sale.method.clear();
            sale.method.push_str(row.get_ref(5)?.as_str_or_null()?.unwrap_or_default());
            sale.items.clear();
        }
        sale.items.push(Item {
            service: None,
            product: row.get(6)?,
            quantity_milli: row.get(7)?,
            charged: row.get(8)?,
            refunded: Money::ZERO,
        });
    }
    if sale.items.is_empty() { Ok(()) } else { f(&mut sale) }
}

#[cfg(test)]
mod tests {
    use crate::clinic::{Actor, Create, Opening, View};

    #[test]
    fn a_period_is_read_from_covering_indexes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening { create: Create::IfMissing, ..Opening::default() };
        let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
        let plan = |sql: &str| -> Vec<String> {
            let explained = clinic.read(&Actor::BUILT_IN, View::Reports, |r| {
                let mut plan = r.conn().prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                let steps = plan.query_map([1, 2], |row| row.get(3))?;
                Ok(steps.collect::<rusqlite::Result<_>>()?)
            });
            explained.unwrap()
        };
        for (sql, index) in [
            (include_str!("store/invoices.sql"), "invoices_by_paid_day"),
            (include_str!("orders.sql"), "orders_by_paid_day"),
        ] {
            let steps = plan(sql);
            assert!(
                steps.iter().any(|step| step.contains(&format!("COVERING INDEX {index} (paid_on>"))),
                "{steps:?}"
            );
            // Only the orders that were found are gone through, in the order of their ids.
            assert!(steps.iter().all(|step| !step.starts_with("SCAN") || step == "SCAN o"), "{steps:?}");
            assert!(
                steps.iter().all(|step| !step.contains("order_items") || step.contains("COVERING")),
                "{steps:?}"
            );
        }
    }
}
