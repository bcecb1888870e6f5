//! Products behind a figure.

use super::{Asked, Line, Listing, ProductState, SalesOf, front::Key, text};
use crate::{
    Result,
    analysis::reports::{
        building::{Unit, amount, column},
        products::Ledger,
        report::{Cell, ColumnKind},
        sales,
    },
    values::Money,
};

/// Products by name: a clinic has a few hundred, so that all are looked at for each page.
pub(super) fn list(
    asked: &Asked<'_>,
    state: ProductState,
    categories: Option<&Vec<Option<String>>>,
) -> Result<Listing> {
    use ColumnKind::{Number, Strong, Text};
    let conn = asked.r.conn();
    let catalogue = sales::catalogue(conn)?;
    let mut ledger = Ledger::default();
    sales::each(conn, asked.period, &catalogue, asked.who, asked.only, |sale| ledger.add(sale))?;
    let owners = ledger.owners_of_each();
    let mut products: Vec<_> = catalogue
        .products
        .iter()
        .map(|(id, product)| (*id, product, ledger.products.get(id).copied().unwrap_or_default()))
        .filter(|(_, product, tally)| {
            let is_meant = match state {
                ProductState::Sold => tally.units_milli > 0,
                ProductState::Idle => product.is_active && tally.units_milli == 0,
            };
            is_meant
                && SalesOf::any_of(categories, &product.category)
                && asked.only.category.as_ref().is_none_or(|wanted| product.category.as_ref() == Some(wanted))
        })
        .collect();
    products.sort_by(|(_, one, _), (_, other, _)| (&one.name, &one.sku).cmp(&(&other.name, &other.sku)));
    let sum: Money = products.iter().map(|(_, _, tally)| tally.net).sum();
    let count = i64::try_from(products.len()).unwrap_or(i64::MAX);
    let unit = Unit(&asked.r.settings.currency);
    let lines = (0_i64..)
        .zip(products)
        .filter(|(place, _)| asked.part.after.is_none_or(|after| *place > after.0))
        .take(asked.part.limit)
        .map(|(place, (id, product, tally))| Line {
            key: Key(place, id.0),
            owner: None,
            cells: vec![
                Cell::text(&product.name),
                Cell::text(&product.sku),
                text(product.category.clone()),
                amount(product.price),
                Cell::Quantity(tally.units_milli),
                Cell::Count(owners.get(&id).copied().unwrap_or(0)),
                Cell::Money(tally.net),
            ],
        })
        .collect();
    let columns = vec![
        column("reports.product", Text),
        column("reports.sku", Text),
        column("reports.category", Text),
        unit.column("reports.price", Number),
        column("reports.units", Number),
        column("reports.buyers", Number),
        unit.column("reports.net", Strong),
    ];
    Ok(Listing { columns, lines, count, sum: Some(sum) })
}
