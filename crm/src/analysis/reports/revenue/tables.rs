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
        report::{Cell, Column, ColumnKind, Label, Row, Section, Span},
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
    let line = |name: Cell, tally: Tally, then: Option<Tally>| {
        let mut cells = vec![
            name,
            Cell::Count(tally.count),
            Cell::Money(tally.charged),
            refunded(tally),
            Cell::Money(tally.net()),
            share(tally.net(), now.all.net()),
        ];
        if is_compared {
            cells.push(then.map_or(Cell::Blank, |then| Cell::Money(then.net())));
            cells.push(then.map_or(Cell::Blank, |then| change(tally.net(), then.net())));
        }
        cells
    };
    let mut rows: Vec<Row> = frame
        .parts()
        .into_iter()
        .map(|(part, then)| {
            data(line(
                Cell::Label(Label::Span(part)),
                now.between(part),
                then.map(|then| before.between(then)),
            ))
        })
        .collect();
    rows.push(total(line(Cell::word("reports.total"), now.all, Some(before.all))));
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

/// A line of the table of things sold.
struct Thing {
    name: Cell,
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
    let line = |name: Cell, tally: Tally, then: Tally| {
        let mut cells = vec![
            name,
            Cell::Count(tally.count),
            Cell::Money(tally.charged),
            refunded(tally),
            Cell::Money(tally.net()),
            share(tally.net(), now.all.net()),
        ];
        if is_compared {
            cells.push(Cell::Money(then.net()));
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
        ("reports.services", "reports.services_total", services),
        ("reports.products_sold", "reports.products_total", products),
        ("reports.unknown_things", "", unknown),
    ];
    for (name, sum_name, things) in groups {
        if things.is_empty() {
            continue;
        }
        let sum = things.iter().fold((Tally::default(), Tally::default()), |sum, thing| {
            (sum.0.plus(thing.now), sum.1.plus(thing.before))
        });
        all = (all.0.plus(sum.0), all.1.plus(sum.1));
        rows.push(group(name, columns.len()));
        rows.extend(things.into_iter().map(|thing| data(line(thing.name, thing.now, thing.before))));
        if !sum_name.is_empty() {
            rows.push(subtotal(line(Cell::word(sum_name), sum.0, sum.1)));
        }
    }
    if !rows.is_empty() {
        rows.push(total(line(Cell::word("reports.total"), all.0, all.1)));
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
    let sorted = |tallies: Tallies, nameless: &'static str| {
        let mut things: Vec<Thing> = tallies
            .into_iter()
            .map(|(name, (now, before))| Thing {
                name: name.map_or(Cell::word(nameless), Cell::text),
                now,
                before,
            })
            .collect();
        things.sort_by_key(|thing| (-thing.now.net().cents(), -thing.before.net().cents()));
        things
    };
    let mut services = sorted(services, "reports.other_services");
    if services.len() > SERVICES + 1 {
        let rest = services.split_off(SERVICES);
        let name = Label::Phrase("reports.more_services", vec![("count", Cell::Count(count(&rest)))]);
        let sum = |side: fn(&Thing) -> Tally| rest.iter().map(side).fold(Tally::default(), Tally::plus);
        services.push(Thing {
            name: Cell::Label(name),
            now: sum(|thing| thing.now),
            before: sum(|thing| thing.before),
        });
    }
    (services, sorted(products, "reports.other_products"), sorted(unknown, "reports.unknown_thing"))
}

/// Where buyers came from, and how they paid: half a page each.
pub fn halves(now: &Ledger, sources: &Sources, unit: Unit<'_>) -> [Section; 2] {
    let by_source = now.sources.iter().map(|(number, tally)| {
        let name = number.and_then(|number| sources.names.get(number));
        let cell = name.map_or(Cell::word("reports.no_owner"), |name| named(SOURCES, name));
        (number.is_none(), cell, *tally)
    });
    let by_method =
        now.methods.iter().map(|(method, tally)| (method.is_empty(), named(METHODS, method), *tally));
    [
        half("reports.by_source", "reports.source", by_source.collect(), now.all, unit),
        half("reports.by_method", "reports.method", by_method.collect(), now.all, unit),
    ]
}

fn half(
    heading: &'static str,
    first: &'static str,
    mut tallies: Vec<(bool, Cell, Tally)>,
    all: Tally,
    unit: Unit<'_>,
) -> Section {
    use ColumnKind::{Bar, Number, Strong, Text};
    // A kind of which all was given back says nothing here; those not known come last.
    tallies.retain(|(_, _, tally)| tally.count > 0);
    tallies.sort_by_key(|(is_last, _, tally)| (*is_last, -tally.net().cents(), -tally.count));
    let line = |name: Cell, tally: Tally| {
        vec![name, Cell::Count(tally.count), Cell::Money(tally.net()), share(tally.net(), all.net())]
    };
    let columns: Vec<Column> = vec![
        column(first, Text),
        column("reports.purchases", Number),
        unit.column("reports.net", Strong),
        column("reports.share_column", Bar),
    ];
    let mut rows: Vec<Row> = tallies.into_iter().map(|(_, name, tally)| data(line(name, tally))).collect();
    if !rows.is_empty() {
        rows.push(total(line(Cell::word("reports.total"), all)));
    }
    table(heading, None, Span::Half, columns, rows, "reports.no_income")
}

/// What is still to be paid, by how long it has been due.
pub fn unpaid(outstanding: &Outstanding, unit: Unit<'_>) -> Section {
    use ColumnKind::{Bar, Number, Strong, Text};
    let (all_count, all) = outstanding.all();
    let ages = ["reports.not_due", "reports.due_30", "reports.due_90", "reports.due_longer"];
    let line = |name: Cell, (count, sum): (i64, Money)| {
        vec![name, Cell::Count(count), Cell::Money(sum), share(sum, all)]
    };
    let mut rows: Vec<Row> =
        ages.iter().zip(outstanding.ages).map(|(name, age)| data(line(Cell::word(name), age))).collect();
    rows.push(total(line(Cell::word("reports.total"), (all_count, all))));
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
