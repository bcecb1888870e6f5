//! The tables of the products' report.

use super::ledger::{Ledger, Tally};
use crate::{
    analysis::reports::{
        building::{Unit, amount, change, column, count, data, share, table, total},
        params::{Frame, ReportFilter},
        report::{Cell, Column, ColumnKind, Label, Row, Section, Span},
        sales::{Catalogue, Product},
    },
    values::{Money, ProductId},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Products with a line in the list of the best and in that of the idle.
const SHOWN: usize = 20;

/// A product in the lists.
struct Line<'a> {
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
    let is_compared = frame.compared.is_some();
    let cells = |name: Cell, sum: Sum| {
        let mut cells = vec![
            name,
            Cell::Count(sum.products),
            Cell::Quantity(sum.now.units_milli),
            Cell::Money(sum.now.net),
            share(sum.now.net, now.all.net),
        ];
        if is_compared {
            cells.push(Cell::Money(sum.before.net));
            cells.push(change(sum.now.net, sum.before.net));
        }
        cells
    };
    let mut sums: Vec<_> = categories.into_iter().collect();
    sums.sort_by_key(|(name, sum)| (-sum.now.net.cents(), *name));
    let mut rows: Vec<Row> = sums
        .iter()
        .map(|(name, sum)| data(cells(name.map_or(Cell::word("reports.other_products"), Cell::text), *sum)))
        .collect();
    if !rows.is_empty() {
        let products = sums.iter().map(|(_, sum)| sum.products).sum();
        rows.push(total(cells(
            Cell::word("reports.total"),
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
    if is_compared {
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
    cells.extend([
        Cell::Quantity(line.now.units_milli),
        Cell::Count(line.owners),
        Cell::Money(line.now.net),
        share(line.now.net, all),
    ]);
    if frame.compared.is_some() {
        cells.push(Cell::Money(line.before.net));
        cells.push(change(line.now.net, line.before.net));
    }
    data(cells)
}

/// The sum of lines, under a name.
fn sum_row(frame: &Frame, name: Cell, (now, before): (Tally, Money), all: Money, detail: Detail) -> Row {
    let mut cells = vec![name, Cell::text("")];
    if detail == Detail::Long {
        cells.push(Cell::text(""));
    }
    cells.extend([
        Cell::Quantity(now.units_milli),
        Cell::text(""),
        Cell::Money(now.net),
        share(now.net, all),
    ]);
    if frame.compared.is_some() {
        cells.push(Cell::Money(before));
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
        rows.push(sum_row(frame, Cell::word("reports.these"), (sum, then), now.all.net, Detail::Short));
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
        rows.push(sum_row(frame, Cell::word("reports.total"), sums, now.all.net, Detail::Long));
    }
    let note = unit.note("reports.money_note");
    let columns = columns(frame, unit, Detail::Long);
    table("reports.every_product", note, Span::Appendix, columns, rows, "reports.no_products")
}

/// Products on offer of which nothing was sold; those that sold before come first.
pub fn idle(
    now: &Ledger,
    before: &Ledger,
    catalogue: &Catalogue,
    only: &ReportFilter,
    unit: Unit<'_>,
) -> Section {
    use ColumnKind::{Number, Strong, Text};
    let none = Tally::default();
    let of = |ledger: &HashMap<ProductId, Tally>, id: &ProductId| ledger.get(id).copied().unwrap_or(none);
    let mut idle: Vec<(&Product, Tally)> = catalogue
        .products
        .iter()
        .filter(|(id, product)| {
            product.is_active
                && of(&now.products, id).units_milli == 0
                && only.category.as_ref().is_none_or(|wanted| product.category.as_ref() == Some(wanted))
        })
        .map(|(id, product)| (product, of(&before.products, id)))
        .collect();
    idle.sort_by(|(a, a_before), (b, b_before)| {
        (-a_before.net.cents(), &a.name, &a.sku).cmp(&(-b_before.net.cents(), &b.name, &b.sku))
    });
    let line = |(product, then): &(&Product, Tally)| {
        data(vec![
            Cell::text(&product.name),
            Cell::text(&product.sku),
            category(product),
            amount(product.price),
            Cell::Quantity(then.units_milli),
            Cell::Money(then.net),
        ])
    };
    let mut rows: Vec<Row> = idle.iter().take(SHOWN).map(line).collect();
    if let Some(rest) = idle.get(SHOWN..).filter(|rest| !rest.is_empty()) {
        let then = rest.iter().fold(none, |sum, (_, then)| sum.plus(*then));
        let name = Label::Phrase("reports.more_products", vec![("count", Cell::Count(count(rest)))]);
        let nothing = || Cell::text("");
        rows.push(data(vec![
            Cell::Label(name),
            nothing(),
            nothing(),
            nothing(),
            Cell::Quantity(then.units_milli),
            Cell::Money(then.net),
        ]));
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
