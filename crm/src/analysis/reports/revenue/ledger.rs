//! Adding up sales: pure.

use crate::{
    analysis::reports::{
        by_id::{ById, Ids},
        report::Period,
        sales::Sale,
    },
    values::{Day, Money, OwnerId, ProductId, ServiceId},
};
use std::collections::BTreeMap;

/// Sales of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Purchases; of things sold, lines.
    pub count: i64,
    /// What was paid.
    pub charged: Money,
    /// What was given back.
    pub refunded: Money,
}

impl Tally {
    /// The income.
    pub fn net(self) -> Money {
        self.charged - self.refunded
    }

    fn add(&mut self, charged: Money, refunded: Money) {
        self.count += i64::from(charged > refunded);
        self.charged += charged;
        self.refunded += refunded;
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            charged: self.charged + other.charged,
            refunded: self.refunded + other.refunded,
        }
    }
}

/// What an amount was paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// A service.
    Service(ServiceId),
    /// A product.
    Product(ProductId),
    /// Nothing that is on record.
    Unknown,
}

/// The sales of a period.
#[derive(Debug, Default)]
pub struct Ledger {
    /// All of them.
    pub all: Tally,
    /// By day.
    pub days: BTreeMap<Day, Tally>,
    /// By where the owner came from: a number of the sources' list; `None` without an owner.
    pub sources: ById<Option<usize>, Tally>,
    /// By how they were paid.
    pub methods: BTreeMap<String, Tally>,
    /// By what was sold.
    pub things: ById<What, Tally>,
    /// Who bought.
    pub buyers: Ids<OwnerId>,
}

impl Ledger {
    /// Adds a sale of an owner from this source.
    pub fn add(&mut self, sale: &Sale, source: Option<usize>) {
        let (charged, refunded) = (sale.charged, sale.refunded);
        self.all.add(charged, refunded);
        self.days.entry(sale.day).or_default().add(charged, refunded);
        self.sources.entry(source).or_default().add(charged, refunded);
        match self.methods.get_mut(&sale.method) {
            Some(tally) => tally.add(charged, refunded),
            None => self.methods.entry(sale.method.clone()).or_default().add(charged, refunded),
        }
        if let Some(owner) = sale.owner.filter(|_| sale.is_purchase()) {
            self.buyers.insert(owner);
        }
        for item in &sale.items {
            let what = match (item.product, item.service) {
                (Some(product), _) => What::Product(product),
                (None, Some(service)) => What::Service(service),
                (None, None) => What::Unknown,
            };
            self.things.entry(what).or_default().add(item.charged, item.refunded);
        }
    }

    /// The sales of some days.
    pub fn between(&self, part: Period) -> Tally {
        if part.to < part.from {
            return Tally::default();
        }
        self.days.range(part.from..=part.to).fold(Tally::default(), |sum, (_, tally)| sum.plus(*tally))
    }
}
