//! Sales of a period: what each paid or refunded invoice and order brought, split exactly among what was sold.

mod store;

use super::{
    params::ReportFilter,
    report::Period,
    scope::{self, Who},
};
use crate::{
    Result,
    values::{Day, Money, OwnerId, ProductId, ServiceId},
};
use rusqlite::Connection;
pub use store::{Catalogue, Product, catalogue, each_unpaid};

/// A paid or refunded invoice or order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// The invoice or order.
    pub id: i64,
    /// Whether it is an order.
    pub is_order: bool,
    /// The day it was paid; where that is not known, issued or ordered.
    pub day: Day,
    /// Who bought; nobody known at the counter.
    pub owner: Option<OwnerId>,
    /// What was paid, tax included.
    pub charged: Money,
    /// What of it was given back.
    pub refunded: Money,
    /// How it was paid; empty where that is not known.
    pub method: String,
    /// What was sold, at least one.
    pub items: Vec<Item>,
}

/// Something sold; after the split, with its part of the sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The service.
    pub service: Option<ServiceId>,
    /// The product.
    pub product: Option<ProductId>,
    /// How much, in thousandths.
    pub quantity_milli: i64,
    /// Its part of what was paid; before the split the line's own total.
    pub charged: Money,
    /// Its part of what was given back.
    pub refunded: Money,
}

impl Default for Sale {
    fn default() -> Self {
        Self {
            id: 0,
            is_order: false,
            day: Day::from_number(0),
            owner: None,
            charged: Money::ZERO,
            refunded: Money::ZERO,
            method: String::new(),
            items: Vec::new(),
        }
    }
}

impl Sale {
    /// Whether something of it is left: then it is a purchase.
    pub fn is_purchase(&self) -> bool {
        self.charged > self.refunded
    }

    /// Shares what was paid and given back among the items, by their lines' totals and to the cent.
    fn split(&mut self) {
        let weights: Vec<i64> = self.items.iter().map(|item| item.charged.cents().max(0)).collect();
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        let (charged, refunded) = (self.charged, self.refunded);
        let mut reached = 0;
        let mut given = (0, 0);
        let last = self.items.len().saturating_sub(1);
        for (i, (item, weight)) in self.items.iter_mut().zip(weights).enumerate() {
            reached += i128::from(weight);
            // Up to here, rounded once; the last item takes what is left.
            let up_to = |amount: Money| match whole {
                _ if i == last => amount.cents(),
                0 => 0,
                _ => i64::try_from(i128::from(amount.cents()) * reached / whole).unwrap_or(0),
            };
            let (paid, back) = (up_to(charged), up_to(refunded));
            item.charged = Money::from_cents(paid - given.0);
            item.refunded = Money::from_cents(back - given.1);
            given = (paid, back);
        }
    }

    /// Leaves the items of one category, and of the sale what was paid for them.
    fn keep(&mut self, catalogue: &Catalogue, category: &str) {
        self.items.retain(|item| catalogue.category(item) == Some(category));
        self.charged = self.items.iter().map(|item| item.charged).sum();
        self.refunded = self.items.iter().map(|item| item.refunded).sum();
    }
}

impl Item {
    /// What is left of its part.
    pub fn net(&self) -> Money {
        self.charged - self.refunded
    }
}

impl Catalogue {
    /// The category of what was sold.
    pub fn category(&self, item: &Item) -> Option<&str> {
        let product = item.product.and_then(|id| self.products.get(&id)).and_then(|p| p.category.as_deref());
        let service =
            || item.service.and_then(|id| self.services.get(&id)).and_then(|s| s.category.as_deref());
        product.or_else(service)
    }
}

/// Whether the service of an invoice without lines is looked up, by its appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Services {
    /// It is.
    Named,
    /// It is not: only products are asked for.
    Unnamed,
}

/// Goes through the sales of a period that count.
pub fn each(
    conn: &Connection,
    period: Period,
    catalogue: &Catalogue,
    who: Option<&Who>,
    only: &ReportFilter,
    f: impl FnMut(&Sale),
) -> Result<()> {
    each_with(conn, (period, Services::Named), catalogue, who, only, f)
}

/// As [`each`]; of a sale without products nothing is said of what was sold. A category needs the services: one may be of
/// either.
pub fn each_of_products(
    conn: &Connection,
    period: Period,
    catalogue: &Catalogue,
    who: Option<&Who>,
    only: &ReportFilter,
    f: impl FnMut(&Sale),
) -> Result<()> {
    let services = if only.category.is_some() { Services::Named } else { Services::Unnamed };
    each_with(conn, (period, services), catalogue, who, only, f)
}

fn each_with(
    conn: &Connection,
    (period, services): (Period, Services),
    catalogue: &Catalogue,
    who: Option<&Who>,
    only: &ReportFilter,
    mut f: impl FnMut(&Sale),
) -> Result<()> {
    store::each(conn, period, services, |sale| {
        if !scope::counts(who, sale.owner) {
            return Ok(());
        }
        sale.split();
        if let Some(category) = &only.category {
            sale.keep(catalogue, category);
        }
        if !sale.items.is_empty() {
            f(sale);
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sale(charged: i64, refunded: i64, lines: &[i64]) -> Sale {
        let item = |cents: &i64| Item {
            service: None,
            product: None,
            quantity_milli: 1000,
            charged: Money::from_cents(*cents),
            refunded: Money::ZERO,
        };
        Sale {
            charged: Money::from_cents(charged),
            refunded: Money::from_cents(refunded),
            items: lines.iter().map(item).collect(),
            ..Sale::default()
        }
    }

    fn parts(mut sale: Sale) -> Vec<(i64, i64)> {
        sale.split();
        sale.items.iter().map(|item| (item.charged.cents(), item.refunded.cents())).collect()
    }

    #[test]
    fn tax_and_discount_are_shared_by_the_lines_totals() {
        assert_eq!(parts(sale(11_600, 1_160, &[7_500, 2_500])), [(8_700, 870), (2_900, 290)]);
        assert_eq!(parts(sale(100, 0, &[1, 1, 1])), [(33, 0), (33, 0), (34, 0)]);
        assert_eq!(parts(sale(500, 0, &[0, 0])), [(0, 0), (500, 0)], "nothing to go by");
        assert_eq!(
            parts(sale(500, 0, &[1_000, -500])),
            [(500, 0), (0, 0)],
            "a discount's line takes nothing"
        );
    }

    proptest! {
        #[test]
        fn the_parts_sum_up_to_the_cent(
            charged in 0_i64..1_000_000_000,
            part in 0_i64..=100,
            lines in prop::collection::vec(-5_000_i64..10_000_000, 1..12),
        ) {
            let refunded = charged / 100 * part;
            let parts = parts(sale(charged, refunded, &lines));
            prop_assert_eq!(parts.iter().map(|(paid, _)| paid).sum::<i64>(), charged);
            prop_assert_eq!(parts.iter().map(|(_, back)| back).sum::<i64>(), refunded);
            prop_assert!(parts.iter().all(|(paid, back)| *paid >= 0 && *back >= 0));
        }
    }
}
