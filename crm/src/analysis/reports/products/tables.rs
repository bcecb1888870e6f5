//! The tables of the products' report.

use super::ledger::{Ledger, Tally};
use crate::{
    analysis::reports::{
        building::{Unit, amount, change, column, count, data, share, table, total},
        by_id::ById,
        params::{Frame, ReportFilter},
        report::{Cell, Column, ColumnKind, Label, Row, Section, Span},
        rows::{ProductState, RowsOf, SalePart, SalesOf, Things},
        sales::{Catalogue, Product},
    },
    values::{Money, ProductId},
};
use std::collections::{BTreeMap, HashSet};

/// Products with a line in the list of the best and in that of the idle.
const SHOWN: usize = 20;

/// A product in the lists.
struct Line<'a> {
    id: ProductId,
    product: &'a Product,
    now: Tally,
    before: Tally,
    owners: i64,
}

/// All products that were sold in either period, those that brought the most first.
fn lines<'a>(now: &Ledger, before: &Ledger, catalogue: &'a Catalogue) -> Vec<Line<'a>> {
    let owners = now.owners_of_each();
    let ids: HashSet<ProductId> = now.products.keys().chain(before.products.keys()).copied().collect();
    let mut lines: Vec<Line<'a>> = ids
        .into_iter()
        .filter_map(|id| {
            Some(Line {
                id,
                product: catalogue.products.get(&id)?,
                now: now.products.get(&id).copied().unwrap_or_default(),
                before: before.products.get(&id).copied().unwrap_or_default(),
                owners: owners.get(&id).copied().unwrap_or(0),
            })
        })
        .collect();
    let key = |line: &Line<'_>| (-line.now.net.cents(), -line.now.units_milli, -line.before.net.cents());
    lines.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.product.sku.cmp(&b.product.sku)));
    lines
}

fn category(product: &Product) -> Cell {
    product.category.as_ref().map_or(Cell::Blank, Cell::text)
}

/// By category, the one that brought the most first.
pub fn by_category(
    frame: &Frame,
    now: &Ledger,
    before: &Ledger,
    catalogue: &Catalogue,
    unit: Unit<'_>,
) -> Section {
    use ColumnKind::{Bar, Number, Strong, Text};
    #[derive(Default, Clone, Copy)]
    struct Sum {
        products: i64,
        now: Tally,
        before: Tally,
    }
    let mut categories: BTreeMap<Option<&str>, Sum> = BTreeMap::new();
    for line in lines(now, before, catalogue) {
        let sum = categories.entry(line.product.category.as_deref()).or_default();
        sum.products += i64::from(line.now.units_milli > 0);
        sum.now = sum.now.plus(line.now);
        sum.before = sum.before.plus(line.before);
    }
    let cells = |name: Cell, of: Option<Vec<Option<String>>>, sum: Sum| {
        let sold = SalesOf::things(Things::Categories { names: of.clone().unwrap_or_default() });
        let these = RowsOf::Products { state: ProductState::Sold, categories: of }.within(frame.now());
        let mut cells = vec![name, Cell::Count(sum.products).opens(these)];
        cells.extend(brought(frame, &sold, sum.now));
        cells.push(share(sum.now.net, now.all.net));
        if let Some(days) = frame.compared {
            cells.push(Cell::Money(sum.before.net).opens(sold.rows(SalePart::All).within(days)));
            cells.push(change(sum.now.net, sum.before.net));
        }
        cells
    };
    let mut sums: Vec<_> = categories.into_iter().collect();
    sums.sort_by_key(|(name, sum)| (-sum.now.net.cents(), *name));
    let mut rows: Vec<Row> = sums
        .iter()
        .map(|(name, sum)| {
            let cell = name.map_or(Cell::word("reports.other_products"), Cell::text);
            data(cells(cell, Some(vec![name.map(str::to_owned)]), *sum))
        })
        .collect();
    if !rows.is_empty() {
        let products = sums.iter().map(|(_, sum)| sum.products).sum();
        rows.push(total(cells(
            Cell::word("reports.total"),
            None,
            Sum { products, now: now.all, before: before.all },
        )));
    }
    let mut columns = vec![
        column("reports.category", Text),
        column("reports.products_column", Number),
        column("reports.units", Number),
        unit.column("reports.net", Strong),
        column("reports.share_column", Bar),
    ];
    if frame.compared.is_some() {
        columns.push(unit.column("reports.net_before", Number));
        columns.push(column("reports.change", Number));
    }
    let note = unit.note("reports.money_note");
    table("reports.by_category", note, Span::Full, columns, rows, "reports.no_products")
}

/// Whether the category has a column: only the appendix has room for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    Short,
    Long,
}

fn columns(frame: &Frame, unit: Unit<'_>, detail: Detail) -> Vec<Column> {
    use ColumnKind::{Number, Strong, Text};
    let mut columns = vec![column("reports.product", Text), column("reports.sku", Text)];
    if detail == Detail::Long {
        columns.push(column("reports.category", Text));
    }
    columns.extend([
        column("reports.units", Number),
        column("reports.buyers", Number),
        unit.column("reports.net", Strong),
        column("reports.share_column", Number),
    ]);
    if frame.compared.is_some() {
        columns.push(unit.column("reports.net_before", Number));
        columns.push(column("reports.change", Number));
    }
    columns
}

fn row(frame: &Frame, line: &Line<'_>, all: Money, detail: Detail) -> Row {
    let mut cells = vec![Cell::text(&line.product.name), Cell::text(&line.product.sku)];
    if detail == Detail::Long {
        cells.push(category(line.product));
    }
    let sold = SalesOf::things(Things::Products { ids: vec![line.id] });
    let [units, net] = brought(frame, &sold, line.now);
    let buyers = RowsOf::Buyers { sales: sold.clone() }.within(frame.now());
    cells.extend([units, Cell::Count(line.owners).opens(buyers), net, share(line.now.net, all)]);
    if let Some(days) = frame.compared {
        cells.push(Cell::Money(line.before.net).opens(sold.rows(SalePart::All).within(days)));
        cells.push(change(line.now.net, line.before.net));
    }
    data(cells)
}

/// Units and income, each leading to its sales.
fn brought(frame: &Frame, sold: &SalesOf, tally: Tally) -> [Cell; 2] {
    let rows = |part| sold.rows(part).within(frame.now());
    [
        Cell::Quantity(tally.units_milli).opens(rows(SalePart::Purchases)),
        Cell::Money(tally.net).opens(rows(SalePart::All)),
    ]
}

/// The sum of lines, under a name.
fn sum_row(
    frame: &Frame,
    (name, sold): (Cell, &SalesOf),
    (now, before): (Tally, Money),
    all: Money,
    detail: Detail,
) -> Row {
    let mut cells = vec![name, Cell::text("")];
    if detail == Detail::Long {
        cells.push(Cell::text(""));
    }
    let [units, net] = brought(frame, sold, now);
    cells.extend([units, Cell::text(""), net, share(now.net, all)]);
    if let Some(days) = frame.compared {
        cells.push(Cell::Money(before).opens(sold.rows(SalePart::All).within(days)));
        cells.push(change(now.net, before));
    }
    total(cells)
}

/// The products that brought the most.
pub fn best(frame: &Frame, now: &Ledger, before: &Ledger, catalogue: &Catalogue, unit: Unit<'_>) -> Section {
    let lines = lines(now, before, catalogue);
    let best: Vec<&Line<'_>> = lines.iter().filter(|line| line.now.net > Money::ZERO).take(SHOWN).collect();
    let mut rows: Vec<Row> = best.iter().map(|line| row(frame, line, now.all.net, Detail::Short)).collect();
    if !rows.is_empty() {
        let sum = best.iter().fold(Tally::default(), |sum, line| sum.plus(line.now));
        let then = best.iter().map(|line| line.before.net).sum();
        let these = SalesOf::things(Things::Products { ids: best.iter().map(|line| line.id).collect() });
        let name = (Cell::word("reports.these"), &these);
        rows.push(sum_row(frame, name, (sum, then), now.all.net, Detail::Short));
    }
    let note = unit.note("reports.money_note");
    let columns = columns(frame, unit, Detail::Short);
    table("reports.best_products", note, Span::Full, columns, rows, "reports.no_products")
}

/// Every product that was sold, as an appendix.
pub fn every(frame: &Frame, now: &Ledger, before: &Ledger, catalogue: &Catalogue, unit: Unit<'_>) -> Section {
    let lines = lines(now, before, catalogue);
    let mut rows: Vec<Row> = lines.iter().map(|line| row(frame, line, now.all.net, Detail::Long)).collect();
    if !rows.is_empty() {
        let sums = (now.all, before.all.net);
        let sold = super::sold();
        let name = (Cell::word("reports.total"), &sold);
        rows.push(sum_row(frame, name, sums, now.all.net, Detail::Long));
    }
    let note = unit.note("reports.money_note");
    let columns = columns(frame, unit, Detail::Long);
    table("reports.every_product", note, Span::Appendix, columns, rows, "reports.no_products")
}

/// Products on offer of which nothing was sold; those that sold before come first.
pub fn idle(
    frame: &Frame,
    now: &Ledger,
    before: &Ledger,
    catalogue: &Catalogue,
    only: &ReportFilter,
    unit: Unit<'_>,
) -> Section {
    use ColumnKind::{Number, Strong, Text};
    let none = Tally::default();
    let of = |ledger: &ById<ProductId, Tally>, id: &ProductId| ledger.get(id).copied().unwrap_or(none);
    let mut idle: Vec<(ProductId, &Product, Tally)> = catalogue
        .products
        .iter()
        .filter(|(id, product)| {
            product.is_active
                && of(&now.products, id).units_milli == 0
                && only.category.as_ref().is_none_or(|wanted| product.category.as_ref() == Some(wanted))
        })
        .map(|(id, product)| (*id, product, of(&before.products, id)))
        .collect();
    idle.sort_by(|(_, a, a_before), (_, b, b_before)| {
        (-a_before.net.cents(), &a.name, &a.sku).cmp(&(-b_before.net.cents(), &b.name, &b.sku))
    });
    let sold = |ids: Vec<ProductId>, then: Tally| {
        let sold = SalesOf::things(Things::Products { ids });
        let days = frame.compared.unwrap_or_else(|| frame.now());
        [
            Cell::Quantity(then.units_milli).opens(sold.rows(SalePart::Purchases).within(days)),
            Cell::Money(then.net).opens(sold.rows(SalePart::All).within(days)),
        ]
    };
    let line = |(id, product, then): &(ProductId, &Product, Tally)| {
        let [units, net] = sold(vec![*id], *then);
        data(vec![
            Cell::text(&product.name),
            Cell::text(&product.sku),
            category(product),
            amount(product.price),
            units,
            net,
        ])
    };
    let mut rows: Vec<Row> = idle.iter().take(SHOWN).map(line).collect();
    if let Some(rest) = idle.get(SHOWN..).filter(|rest| !rest.is_empty()) {
        let then = rest.iter().fold(none, |sum, (_, _, then)| sum.plus(*then));
        let [units, net] = sold(rest.iter().map(|(id, _, _)| *id).collect(), then);
        let name = Label::Phrase("reports.more_products", vec![("count", Cell::Count(count(rest)))]);
        let nothing = || Cell::text("");
        rows.push(data(vec![Cell::Label(name), nothing(), nothing(), nothing(), units, net]));
    }
    let columns = vec![
        column("reports.product", Text),
        column("reports.sku", Text),
        column("reports.category", Text),
        unit.column("reports.price", Number),
        column("reports.units_before", Number),
        unit.column("reports.net_before", Strong),
    ];
    let count = Label::Phrase("reports.idle_note", vec![("count", Cell::Count(count(&idle)))]);
    table("reports.idle", Some(count), Span::Full, columns, rows, "reports.none_idle")
}
