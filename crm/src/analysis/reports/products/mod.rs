//! The products' report: what was sold, how much of it, to how many, and what stays on the shelf.

mod ledger;
mod tables;

use super::{
    Report,
    building::{Unit, amount, begin, compared_is, count, define, money_chart, moved, plain},
    params::{Frame, LongList, ReportParams},
    report::{Better, Cell, Definition, Kpi, Label},
    rows::{ProductState, RowsOf, SalePart, SalesOf, Things},
    sales::{self, Catalogue},
    scope,
    scope::Concern,
};
use crate::{Result, clinic::Read};
pub(super) use ledger::Ledger;

/// The products' report of a period.
///
/// # Errors
/// `invalid` for a period that cannot be, and what the database says.
pub fn build(r: &Read<'_>, params: &ReportParams) -> Result<Report> {
    let frame = params.frame(r.today)?;
    let conn = r.conn();
    let who = scope::who(r, &params.only)?;
    let catalogue = sales::catalogue(conn)?;
    let ledger = |r: &Read<'_>, period| -> Result<Ledger> {
        let mut ledger = Ledger::default();
        sales::each_of_products(r.conn(), period, &catalogue, who.as_ref(), &params.only, |sale| {
            ledger.add(sale)
        })?;
        Ok(ledger)
    };
    let compared = |r: &Read<'_>| frame.compared.map(|period| ledger(r, period)).transpose();
    let (before, now) = r.both(compared, |r| ledger(r, frame.now()))?;
    let before = before.unwrap_or_default();

    let unit = Unit(&r.settings.currency);
    let mut report = begin(r, "products", "reports.products", &frame)?;
    report.scope = scope::words(conn, &params.only, Concern { staff: false, category: true })?;
    report.kpis = kpis(&frame, &now, &before, &catalogue, unit);
    report.sections = vec![
        money_chart(
            "reports.product_income_chart",
            &frame,
            |part| now.between(part),
            |part| before.between(part),
            |part| sold().rows(SalePart::All).within(part),
            "reports.no_products",
        ),
        tables::by_category(&frame, &now, &before, &catalogue, unit),
        tables::best(&frame, &now, &before, &catalogue, unit),
        tables::idle(&frame, &now, &before, &catalogue, &params.only, unit),
    ];
    if params.list == LongList::Included {
        report.sections.push(tables::every(&frame, &now, &before, &catalogue, unit));
    }
    report.definitions = definitions(&frame);
    Ok(report)
}

/// Everything that is a product.
fn sold() -> SalesOf {
    SalesOf::things(Things::Categories { names: Vec::new() })
}

fn kpis(frame: &Frame, now: &Ledger, before: &Ledger, catalogue: &Catalogue, unit: Unit<'_>) -> Vec<Kpi> {
    let then = |cell: Cell| frame.compared.map(|_| cell);
    let on_offer: Vec<_> = catalogue.products.values().filter(|product| product.is_active).collect();
    let on_offer = Label::Phrase("reports.of_offered", vec![("count", Cell::Count(count(&on_offer)))]);
    let of_state = RowsOf::Products { state: ProductState::Sold, categories: None }.within(frame.now());
    let buyers = || RowsOf::Buyers { sales: sold() }.within(frame.now());
    let per_owner = |ledger: &Ledger| amount(ledger.named.ratio(1.into(), ledger.owners().into()));
    vec![
        moved(
            unit.heading("reports.product_income"),
            Cell::Money(now.all.net).opens(sold().rows(SalePart::All).within(frame.now())),
            then(Cell::Money(before.all.net)),
            Better::More,
        ),
        moved(
            Label::Word("reports.units"),
            Cell::Quantity(now.all.units_milli).opens(sold().rows(SalePart::Purchases).within(frame.now())),
            then(Cell::Quantity(before.all.units_milli)),
            Better::More,
        ),
        plain(
            Label::Word("reports.products_sold_kpi"),
            Cell::Count(now.sold()).opens(of_state),
            Some(on_offer),
        ),
        moved(
            Label::Word("reports.buyers"),
            Cell::Count(now.owners()).opens(buyers()),
            then(Cell::Count(before.owners())),
            Better::More,
        ),
        moved(
            unit.heading("reports.per_buyer"),
            per_owner(now).opens(buyers()),
            then(per_owner(before)),
            Better::More,
        ),
    ]
}

fn definitions(frame: &Frame) -> Vec<Definition> {
    [
        define("reports.product_income_term", "reports.product_income_is", vec![]),
        define("reports.units", "reports.units_are", vec![]),
        define("reports.buyers", "reports.buyers_are", vec![]),
        define("reports.idle", "reports.idle_is", vec![]),
    ]
    .into_iter()
    .chain(compared_is(frame))
    .collect()
}
