//! Adding up what was sold of each product: pure.

use crate::{
    analysis::reports::{
        by_id::{ById, Ids},
        report::Period,
        sales::Sale,
    },
    values::{Day, Money, OwnerId, ProductId},
};
use std::collections::BTreeMap;

/// What was sold of one product, or of several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Units, in thousandths; those of purchases given back in full are not among them.
    pub units_milli: i64,
    /// What they brought.
    pub net: Money,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { units_milli: self.units_milli + other.units_milli, net: self.net + other.net }
    }
}

/// The products sold in a period.
#[derive(Debug, Default)]
pub struct Ledger {
    /// All of them.
    pub all: Tally,
    /// What they brought from owners that are known.
    pub named: Money,
    /// What they brought, by day.
    pub days: BTreeMap<Day, Money>,
    /// By product.
    pub products: ById<ProductId, Tally>,
    /// Who bought which.
    pub buyers: Ids<(ProductId, OwnerId)>,
}

impl Ledger {
    /// Adds what a sale holds of products.
    pub fn add(&mut self, sale: &Sale) {
        for item in &sale.items {
            let Some(product) = item.product else { continue };
            let units_milli = if sale.is_purchase() { item.quantity_milli } else { 0 };
            let tally = Tally { units_milli, net: item.net() };
            self.all = self.all.plus(tally);
            *self.days.entry(sale.day).or_default() += tally.net;
            let of = self.products.entry(product).or_default();
            *of = of.plus(tally);
            if sale.owner.is_some() {
                self.named += tally.net;
            }
            if let Some(owner) = sale.owner.filter(|_| sale.is_purchase()) {
                self.buyers.insert((product, owner));
            }
        }
    }

    /// What the products of some days brought.
    pub fn between(&self, part: Period) -> Money {
        if part.to < part.from {
            return Money::ZERO;
        }
        self.days.range(part.from..=part.to).map(|(_, net)| *net).sum()
    }

    /// Products of which something was sold.
    pub fn sold(&self) -> i64 {
        let sold = self.products.values().filter(|tally| tally.units_milli > 0).count();
        i64::try_from(sold).unwrap_or(i64::MAX)
    }

    /// Owners who bought one.
    pub fn owners(&self) -> i64 {
        let owners: Ids<OwnerId> = self.buyers.iter().map(|(_, owner)| *owner).collect();
        i64::try_from(owners.len()).unwrap_or(i64::MAX)
    }

    /// How many owners bought each product.
    pub fn owners_of_each(&self) -> ById<ProductId, i64> {
        let mut owners = ById::default();
        for (product, _) in &self.buyers {
            *owners.entry(*product).or_default() += 1;
        }
        owners
    }
}
