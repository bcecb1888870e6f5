//! Sales behind a figure, each with the part of it that the figure counts.

use super::{
    Asked, Line, Listing, SalePart, SalesOf, Things,
    front::{Front, Key},
    store, text, value,
};
use crate::{
    Result,
    analysis::reports::{
        building::{Unit, column},
        report::{Cell, ColumnKind},
        revenue::Sources,
        sales::{self, Catalogue, Item, Sale},
    },
    values::{Money, OwnerId},
};
use std::collections::HashSet;

/// What a figure counts of a sale: paid, and given back.
type Counted = (Money, Money);

/// Those that the criterion means.
struct Sieve<'a> {
    of: &'a SalesOf,
    catalogue: Catalogue,
    sources: Sources,
}

impl<'a> Sieve<'a> {
    fn new(asked: &Asked<'_>, of: &'a SalesOf) -> Result<Self> {
        let conn = asked.r.conn();
        let sources = if of.sources.is_some() { Sources::read(conn)? } else { Sources::default() };
        Ok(Self { of, catalogue: sales::catalogue(conn)?, sources })
    }

    fn counted(&self, sale: &Sale) -> Option<Counted> {
        let source = || sale.owner.map(|_| self.sources.name(sale.owner).unwrap_or_default().to_owned());
        if self.of.sources.as_ref().is_some_and(|wanted| !wanted.contains(&source()))
            || !SalesOf::any_of(self.of.methods.as_ref(), &sale.method)
        {
            return None;
        }
        let (charged, refunded) = match &self.of.things {
            None => (sale.charged, sale.refunded),
            Some(things) => {
                let mut items = sale.items.iter().filter(|item| self.is_of(things, item)).peekable();
                items.peek()?;
                items.fold((Money::ZERO, Money::ZERO), |sum, item| {
                    (sum.0 + item.charged, sum.1 + item.refunded)
                })
            }
        };
        let is_meant = match self.of.part {
            SalePart::All => true,
            SalePart::Refunded => refunded > Money::ZERO,
            SalePart::Purchases => charged > refunded,
        };
        is_meant.then_some((charged, refunded))
    }

    fn is_of(&self, things: &Things, item: &Item) -> bool {
        match (things, item.product, item.service) {
            (Things::Services { names }, None, Some(service)) => {
                let name = self.catalogue.services.get(&service).map(|service| &service.name);
                names.is_empty() || names.iter().any(|wanted| wanted.as_ref() == name)
            }
            (Things::Categories { names }, Some(product), _) => {
                let product = self.catalogue.products.get(&product);
                let category = product.and_then(|product| product.category.as_ref());
                names.is_empty() || names.iter().any(|wanted| wanted.as_ref() == category)
            }
            (Things::Products { ids }, Some(product), _) => ids.contains(&product),
            (Things::Unknown, None, None) => true,
            _ => false,
        }
    }
}

/// A page of sales by their day.
pub(super) fn list(asked: &Asked<'_>, of: &SalesOf) -> Result<Listing> {
    use ColumnKind::{Day, Number, Strong, Text};
    let (mut count, mut sum) = (0, Money::ZERO);
    let mut front = Front::new(asked.part);
    each(asked, of, |sale, (charged, refunded)| {
        count += 1;
        sum += charged - refunded;
        front.add(key(sale), (charged, refunded));
    })?;
    let unit = Unit(&asked.r.settings.currency);
    let mut lines = Vec::new();
    for (key, (charged, refunded)) in front.rows() {
        let document = store::document(asked.r.conn(), key.1 / 2, key.1 % 2 == 1)?;
        let owner = match document.owner {
            Some(_) => text(document.owner_name),
            None => Cell::word("reports.no_owner"),
        };
        lines.push(Line {
            key,
            owner: document.owner,
            cells: vec![
                Cell::Day(crate::values::Day::from_number(i32::try_from(key.0).unwrap_or_default())),
                text(document.number),
                owner,
                text(document.what),
                value("payment", document.method),
                Cell::Money(charged),
                if refunded == Money::ZERO { Cell::Blank } else { Cell::Money(refunded) },
                Cell::Money(charged - refunded),
            ],
        });
    }
    let columns = vec![
        column("reports.day_column", Day),
        column("reports.number_column", Text),
        column("reports.owner", Text),
        column("reports.what_column", Text),
        column("reports.method", Text),
        unit.column("reports.charged", Number),
        unit.column("reports.refunded", Number),
        unit.column("reports.net", Strong),
    ];
    Ok(Listing { columns, lines, count, sum: Some(sum) })
}

/// Who bought.
pub(super) fn buyers(asked: &Asked<'_>, of: &SalesOf) -> Result<HashSet<OwnerId>> {
    let mut buyers = HashSet::new();
    each(asked, of, |sale, _| {
        if sale.is_purchase() {
            buyers.extend(sale.owner);
        }
    })?;
    Ok(buyers)
}

fn each(asked: &Asked<'_>, of: &SalesOf, mut f: impl FnMut(&Sale, Counted)) -> Result<()> {
    let sieve = Sieve::new(asked, of)?;
    sales::each(asked.r.conn(), asked.period, &sieve.catalogue, asked.who, asked.only, |sale| {
        if let Some(counted) = sieve.counted(sale) {
            f(sale, counted);
        }
    })
}

/// By day; of a day invoices and orders by their numbers.
fn key(sale: &Sale) -> Key {
    Key(i64::from(sale.day.number()), sale.id * 2 + i64::from(sale.is_order))
}
