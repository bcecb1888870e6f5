//! The tables of the revenue report.

use super::{
    ledger::{Ledger, Tally, What},
    store::{Outstanding, Sources},
};
use crate::{
    analysis::reports::{
        building::{Unit, by_grain, change, column, count, data, group, share, subtotal, table, total},
        customers::labels::SOURCES,
        params::Frame,
        report::{Cell, Column, ColumnKind, Label, Period, Row, Section, Span},
        rows::{RowsOf, SalePart, SalesOf, Things},
        sales::Catalogue,
    },
    values::Money,
};
use std::collections::BTreeMap;

/// Services with a line of their own.
const SERVICES: usize = 15;

/// How sales are paid: kept as, and the key of its text.
const METHODS: &[(&str, &str)] = &[
    ("cash", "reports.method_cash"),
    ("card", "reports.method_card"),
    ("transfer", "reports.method_transfer"),
    ("mercado_pago", "reports.method_mercado_pago"),
    ("", "reports.source_unknown"),
];

/// A word for what is kept under a code, or the text as it is.
fn named(words: &[(&str, &'static str)], kept: &str) -> Cell {
    let known = words.iter().find(|(code, _)| *code == kept);
    known.map_or_else(|| Cell::text(kept), |(_, word)| Cell::word(word))
}

/// The period part by part: the chart's figures exactly.
pub fn by_part(frame: &Frame, now: &Ledger, before: &Ledger, unit: Unit<'_>) -> Section {
    use ColumnKind::{Number, Strong, Text};
    let is_compared = frame.compared.is_some();
    let line = |name: Cell, (part, tally): (Period, Tally), then: Option<(Period, Tally)>| {
        let mut cells = vec![name];
        cells.extend(figures(tally, now.all.net(), part, &SalesOf::default()));
        if is_compared {
            let sold = |period| SalesOf::default().rows(SalePart::All).within(period);
            cells.push(then.map_or(Cell::Blank, |(days, then)| Cell::Money(then.net()).opens(sold(days))));
            cells.push(then.map_or(Cell::Blank, |(_, then)| change(tally.net(), then.net())));
        }
        cells
    };
    let mut rows: Vec<Row> = frame
        .parts()
        .into_iter()
        .map(|(part, then)| {
            data(line(
                Cell::Label(Label::Span(part)),
                (part, now.between(part)),
                then.map(|then| (then, before.between(then))),
            ))
        })
        .collect();
    let all_before = frame.compared.map(|days| (days, before.all));
    rows.push(total(line(Cell::word("reports.total"), (frame.now(), now.all), all_before)));
    let mut columns = vec![
        column("reports.days", Text),
        column("reports.purchases", Number),
        unit.column("reports.charged", Number),
        unit.column("reports.refunded", Number),
        unit.column("reports.net", Strong),
        column("reports.share_of_net", Number),
    ];
    if is_compared {
        columns.push(unit.column("reports.net_before", Number));
        columns.push(column("reports.change", Number));
    }
    let rows = if now.all == Tally::default() && before.all == Tally::default() { Vec::new() } else { rows };
    let note = Some(Label::Word(by_grain(frame.grain)));
    table("reports.income_by_part", note, Span::Full, columns, rows, "reports.no_income")
}

/// What was given back; nothing where nothing was.
fn refunded(tally: Tally) -> Cell {
    if tally.refunded == Money::ZERO { Cell::Blank } else { Cell::Money(tally.refunded) }
}

/// Purchases, charged, refunded, net and the share of all income, each leading to its sales.
fn figures(tally: Tally, all: Money, days: Period, of: &SalesOf) -> [Cell; 5] {
    let sold = |part| of.rows(part).within(days);
    [
        Cell::Count(tally.count).opens(sold(SalePart::Purchases)),
        Cell::Money(tally.charged).opens(sold(SalePart::All)),
        refunded(tally).opens(sold(SalePart::Refunded)),
        Cell::Money(tally.net()).opens(sold(SalePart::All)),
        share(tally.net(), all),
    ]
}

/// A line of the table of things sold.
struct Thing {
    name: Cell,
    of: Things,
    now: Tally,
    before: Tally,
}

/// Services and product categories, each group with its sum.
pub fn by_thing(
    frame: &Frame,
    now: &Ledger,
    before: &Ledger,
    catalogue: &Catalogue,
    unit: Unit<'_>,
) -> Section {
    use ColumnKind::{Number, Strong, Text};
    let is_compared = frame.compared.is_some();
    let (services, products, unknown) = things(now, before, catalogue);
    let line = |name: Cell, of: SalesOf, tally: Tally, then: Tally| {
        let mut cells = vec![name];
        cells.extend(figures(tally, now.all.net(), frame.now(), &of));
        if let Some(days) = frame.compared {
            cells.push(Cell::Money(then.net()).opens(of.rows(SalePart::All).within(days)));
            cells.push(change(tally.net(), then.net()));
        }
        cells
    };
    let mut columns = vec![
        column("reports.sold", Text),
        column("reports.lines", Number),
        unit.column("reports.charged", Number),
        unit.column("reports.refunded", Number),
        unit.column("reports.net", Strong),
        column("reports.share_of_net", Number),
    ];
    if is_compared {
        columns.push(unit.column("reports.net_before", Number));
        columns.push(column("reports.change", Number));
    }
    let mut rows = Vec::new();
    let mut all = (Tally::default(), Tally::default());
    let groups = [
        ("reports.services", "reports.services_total", services, Things::Services { names: Vec::new() }),
        (
            "reports.products_sold",
            "reports.products_total",
            products,
            Things::Categories { names: Vec::new() },
        ),
        ("reports.unknown_things", "", unknown, Things::Unknown),
    ];
    for (name, sum_name, things, whole) in groups {
        if things.is_empty() {
            continue;
        }
        let sum = things.iter().fold((Tally::default(), Tally::default()), |sum, thing| {
            (sum.0.plus(thing.now), sum.1.plus(thing.before))
        });
        all = (all.0.plus(sum.0), all.1.plus(sum.1));
        rows.push(group(name, columns.len()));
        rows.extend(
            things
                .into_iter()
                .map(|thing| data(line(thing.name, SalesOf::things(thing.of), thing.now, thing.before))),
        );
        if !sum_name.is_empty() {
            rows.push(subtotal(line(Cell::word(sum_name), SalesOf::things(whole), sum.0, sum.1)));
        }
    }
    if !rows.is_empty() {
        rows.push(total(line(Cell::word("reports.total"), SalesOf::default(), all.0, all.1)));
    }
    table("reports.by_thing", unit.note("reports.money_note"), Span::Full, columns, rows, "reports.no_income")
}

/// Services by name, the least of them in one line; products by category; the rest. The most first.
fn things(now: &Ledger, before: &Ledger, catalogue: &Catalogue) -> (Vec<Thing>, Vec<Thing>, Vec<Thing>) {
    type Tallies = BTreeMap<Option<String>, (Tally, Tally)>;
    let (mut services, mut products, mut unknown) = (Tallies::new(), Tallies::new(), Tallies::new());
    let both = [(now, true), (before, false)];
    for (what, tally, is_now) in both
        .iter()
        .flat_map(|(ledger, is_now)| ledger.things.iter().map(|(what, tally)| (*what, *tally, *is_now)))
    {
        let (tallies, name) = match what {
            What::Service(id) => (&mut services, catalogue.services.get(&id).map(|s| s.name.clone())),
            What::Product(id) => {
                (&mut products, catalogue.products.get(&id).and_then(|p| p.category.clone()))
            }
            What::Unknown => (&mut unknown, None),
        };
        let entry = tallies.entry(name).or_default();
        let side = if is_now { &mut entry.0 } else { &mut entry.1 };
        *side = side.plus(tally);
    }
    let sorted = |tallies: Tallies, nameless: &'static str, of: fn(Option<String>) -> Things| {
        let mut things: Vec<Thing> = tallies
            .into_iter()
            .map(|(name, (now, before))| Thing {
                of: of(name.clone()),
                name: name.map_or(Cell::word(nameless), Cell::text),
                now,
                before,
            })
            .collect();
        things.sort_by_key(|thing| (-thing.now.net().cents(), -thing.before.net().cents()));
        things
    };
    let service = |name| Things::Services { names: vec![name] };
    let category = |name| Things::Categories { names: vec![name] };
    let mut services = sorted(services, "reports.other_services", service);
    if services.len() > SERVICES + 1 {
        let rest = services.split_off(SERVICES);
        let name = Label::Phrase("reports.more_services", vec![("count", Cell::Count(count(&rest)))]);
        let sum = |side: fn(&Thing) -> Tally| rest.iter().map(side).fold(Tally::default(), Tally::plus);
        let names = rest.iter().flat_map(|thing| match &thing.of {
            Things::Services { names } => names.clone(),
            _ => Vec::new(),
        });
        services.push(Thing {
            of: Things::Services { names: names.collect() },
            name: Cell::Label(name),
            now: sum(|thing| thing.now),
            before: sum(|thing| thing.before),
        });
    }
    let products = sorted(products, "reports.other_products", category);
    (services, products, sorted(unknown, "reports.unknown_thing", |_| Things::Unknown))
}

/// Where buyers came from, and how they paid: half a page each.
pub fn halves(days: Period, now: &Ledger, sources: &Sources, unit: Unit<'_>) -> [Section; 2] {
    let by_source = now.sources.iter().map(|(number, tally)| {
        let name = number.and_then(|number| sources.names.get(number));
        let cell = name.map_or(Cell::word("reports.no_owner"), |name| named(SOURCES, name));
        let of = SalesOf { sources: Some(vec![name.cloned()]), ..SalesOf::default() };
        Half { is_last: number.is_none(), name: cell, of, tally: *tally }
    });
    let by_method = now.methods.iter().map(|(method, tally)| Half {
        is_last: method.is_empty(),
        name: named(METHODS, method),
        of: SalesOf { methods: Some(vec![method.clone()]), ..SalesOf::default() },
        tally: *tally,
    });
    [
        half(("reports.by_source", "reports.source"), by_source.collect(), (days, now.all), unit),
        half(("reports.by_method", "reports.method"), by_method.collect(), (days, now.all), unit),
    ]
}

/// A line of half a page.
struct Half {
    is_last: bool,
    name: Cell,
    of: SalesOf,
    tally: Tally,
}

fn half(
    (heading, first): (&'static str, &'static str),
    mut lines: Vec<Half>,
    (days, all): (Period, Tally),
    unit: Unit<'_>,
) -> Section {
    use ColumnKind::{Bar, Number, Strong, Text};
    // A kind of which all was given back says nothing here; those not known come last.
    lines.retain(|line| line.tally.count > 0);
    lines.sort_by_key(|line| (line.is_last, -line.tally.net().cents(), -line.tally.count));
    let line = |name: Cell, of: &SalesOf, tally: Tally| {
        let [count, _, _, net, share] = figures(tally, all.net(), days, of);
        vec![name, count, net, share]
    };
    let columns: Vec<Column> = vec![
        column(first, Text),
        column("reports.purchases", Number),
        unit.column("reports.net", Strong),
        column("reports.share_column", Bar),
    ];
    let mut rows: Vec<Row> =
        lines.into_iter().map(|half| data(line(half.name, &half.of, half.tally))).collect();
    if !rows.is_empty() {
        rows.push(total(line(Cell::word("reports.total"), &SalesOf::default(), all)));
    }
    table(heading, None, Span::Half, columns, rows, "reports.no_income")
}

/// What is still to be paid, by how long it has been due.
pub fn unpaid(days: Period, outstanding: &Outstanding, unit: Unit<'_>) -> Section {
    use ColumnKind::{Bar, Number, Strong, Text};
    let (all_count, all) = outstanding.all();
    let ages = ["reports.not_due", "reports.due_30", "reports.due_90", "reports.due_longer"];
    let line = |name: Cell, age: Option<u8>, (count, sum): (i64, Money)| {
        let owed = || RowsOf::Unpaid { age }.within(days);
        vec![name, Cell::Count(count).opens(owed()), Cell::Money(sum).opens(owed()), share(sum, all)]
    };
    let mut rows: Vec<Row> = (0..)
        .zip(ages.iter().zip(outstanding.ages))
        .map(|(age, (name, sum))| data(line(Cell::word(name), Some(age), sum)))
        .collect();
    rows.push(total(line(Cell::word("reports.total"), None, (all_count, all))));
    if all_count == 0 {
        rows.clear();
    }
    let columns = vec![
        column("reports.age", Text),
        column("reports.documents", Number),
        unit.column("reports.amount", Strong),
        column("reports.share_column", Bar),
    ];
    table("reports.outstanding_by_age", None, Span::Full, columns, rows, "reports.nothing_outstanding")
}
