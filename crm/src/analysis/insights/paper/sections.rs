//! The tables: stages, a list, cohorts, spreads, lifetime values, sources, referrers.

use super::{signed, with};
use crate::{
    analysis::{
        insights::{InsightKind, Insights, Overview, overview::Bar},
        reports::{
            Body, Cell, Column, ColumnKind, Heat, HeatRow, Label, Row, RowKind, Section, Span, Table, phone,
        },
    },
    clinic::Read,
    values::Lifecycle,
};

const fn stage(stage: Lifecycle) -> &'static str {
    match stage {
        Lifecycle::Closed => "values.lifecycle.closed",
        Lifecycle::Lead => "values.lifecycle.lead",
        Lifecycle::Churned => "values.lifecycle.churned",
        Lifecycle::AtRisk => "values.lifecycle.at_risk",
        Lifecycle::Vip => "values.lifecycle.vip",
        Lifecycle::FirstVisit => "values.lifecycle.first_visit",
        Lifecycle::Active => "values.lifecycle.active",
    }
}

/// How somebody found the clinic.
fn source(stored: Option<&str>) -> Label {
    match stored {
        None => Label::Word("insights.unknownSource"),
        Some("referral") => Label::Word("values.source.referral"),
        Some("google") => Label::Word("values.source.google"),
        Some("facebook") => Label::Word("values.source.facebook"),
        Some("instagram") => Label::Word("values.source.instagram"),
        Some("walk_in") => Label::Word("values.source.walk_in"),
        Some("event") => Label::Word("values.source.event"),
        Some(_) => Label::Word("values.source.other"),
    }
}

const fn data(cells: Vec<Cell>) -> Row {
    Row { kind: RowKind::Data, cells }
}

fn table(heading: Label, note: Option<Label>, span: Span, columns: Vec<Column>, rows: Vec<Row>) -> Section {
    let body = Body::Table(Table { columns, rows, empty: Label::Word("insights.nobody") });
    Section { heading, note, span, body }
}

const fn column(heading: Label, kind: ColumnKind) -> Column {
    Column { heading, kind }
}

const fn named(heading: &'static str, kind: ColumnKind) -> Column {
    column(Label::Word(heading), kind)
}

fn counted(key: &'static str, view: &Overview, sign: &str) -> Option<Label> {
    Some(with(key, vec![("count", Cell::Count(view.owners)), ("sign", Cell::text(sign))]))
}

/// The tables, in the order of the screen.
pub(super) fn sections(r: &Read<'_>, view: &Overview, list: &Insights, sign: &str) -> Vec<Section> {
    use ColumnKind::{Bar as Share, Number, Strong, Text};
    let all = view.owners;
    let closed =
        view.stages.iter().find(|one| one.lifecycle == Lifecycle::Closed).map_or(0, |one| one.owners);
    let flow = |of: &dyn Fn(Lifecycle, Lifecycle) -> bool| -> i64 {
        view.flow.iter().filter(|one| of(one.from, one.to)).map(|one| one.owners).sum()
    };
    let stages = view.stages.iter().map(|one| {
        data(vec![
            Cell::word(stage(one.lifecycle)),
            Cell::Count(one.owners),
            Cell::Share { part: one.owners, whole: all },
            Cell::Count(flow(&|_, to| to == one.lifecycle)),
            Cell::Count(flow(&|from, _| from == one.lifecycle)),
        ])
    });
    let listed = list.rows.iter().map(|row| {
        data(vec![
            Cell::text(row.name.clone()),
            Cell::text(row.reason.clone()),
            phone(r, row.phone.as_deref()),
            row.at_stake_cents.map_or(Cell::Blank, Cell::Money),
        ])
    });
    let bars = |bars: &[Bar], name: &dyn Fn(&Bar) -> Cell| -> Vec<Row> {
        let row = |bar: &Bar| {
            let of_spending =
                Cell::Share { part: bar.spent_cents.cents(), whole: view.lifetime_to_date().cents() };
            data(vec![
                name(bar),
                Cell::Count(bar.owners),
                Cell::Share { part: bar.owners, whole: all },
                of_spending,
            ])
        };
        bars.iter().map(row).collect()
    };
    let band_columns = |heading: Label| {
        vec![
            column(heading, Text),
            named("insights.owners", Number),
            named("insights.ofOwners", Share),
            named("insights.ofSpending", Number),
        ]
    };
    let lifetimes = ["insights.toDate", "insights.estimate", "insights.expected"];
    let lifetime = lifetimes.iter().zip(&view.lifetime).map(|(name, one)| {
        data(vec![
            Cell::word(name),
            one.average_cents.map_or(Cell::Blank, Cell::Money),
            if one.owners == 0 { Cell::Blank } else { Cell::Money(one.total_cents) },
            Cell::Count(one.owners),
        ])
    });
    let sources = view.sources.iter().map(|one| {
        let name = Cell::Label(source(one.source.as_deref()));
        data(vec![name, Cell::Count(one.owners), Cell::Share { part: one.owners, whole: all }])
    });
    let referrers =
        view.referrers.iter().map(|one| data(vec![Cell::text(one.name.clone()), Cell::Count(one.brought)]));
    vec![
        table(
            Label::Word("insights.flow"),
            Some(with(
                "insights.flowOnPaper",
                vec![("owners", Cell::Count(all)), ("closed", Cell::Count(closed))],
            )),
            Span::Full,
            vec![
                named("insights.stage", Text),
                named("insights.owners", Strong),
                named("insights.ofOwners", Share),
                named("insights.arrivedOnPaper", Number),
                named("insights.leftOnPaper", Number),
            ],
            stages.collect(),
        ),
        table(
            Label::Word(list_name(list.kind)),
            Some(Label::Word("insights.listOnPaper")),
            Span::Full,
            vec![
                named("insights.owner", Text),
                named("insights.why", Text),
                named("insights.phone", Text),
                column(signed("insights.stakeHeading", sign), Strong),
            ],
            listed.collect(),
        ),
        cohorts(view),
        table(
            Label::Word("insights.valueSpread"),
            counted("insights.valueSpreadRule", view, sign),
            Span::Half,
            band_columns(signed("insights.spentBand", sign)),
            bars(&view.values, &|bar| spent_band(bar)),
        ),
        table(
            Label::Word("insights.frequency"),
            counted("insights.frequencyRule", view, sign),
            Span::Half,
            band_columns(Label::Word("insights.visitsBand")),
            bars(&view.visits, &|bar| band(bar.from, bar.to)),
        ),
        table(
            Label::Word("insights.lifetime"),
            Some(Label::Word("insights.lifetimeRule")),
            Span::Full,
            vec![
                named("insights.which", Text),
                column(signed("insights.perOwner", sign), Strong),
                column(signed("insights.inAll", sign), Number),
                named("insights.owners", Number),
            ],
            lifetime.collect(),
        ),
        table(
            Label::Word("insights.sources"),
            counted("insights.sourcesRule", view, sign),
            Span::Half,
            vec![
                named("insights.source", Text),
                named("insights.owners", Number),
                named("insights.ofOwners", Share),
            ],
            sources.collect(),
        ),
        table(
            Label::Word("insights.referrers"),
            Some(Label::Word("insights.referrersRule")),
            Span::Half,
            vec![named("insights.owner", Text), named("insights.brought", Number)],
            referrers.collect(),
        ),
    ]
}

const fn list_name(kind: InsightKind) -> &'static str {
    match kind {
        InsightKind::CallList => "values.insight.call_list",
        InsightKind::TopCustomers => "values.insight.top_customers",
        InsightKind::AtRisk => "values.insight.at_risk",
        InsightKind::NewCustomers => "values.insight.new_customers",
        InsightKind::Lapsed => "values.insight.lapsed",
        InsightKind::HighValue => "values.insight.high_value",
        InsightKind::FollowUpsDue => "values.insight.follow_ups_due",
        InsightKind::Birthdays => "values.insight.birthdays",
        InsightKind::VaccinationsDue => "values.insight.vaccinations_due",
        InsightKind::OverduePurchases => "values.insight.overdue_purchases",
        InsightKind::Unhappy => "values.insight.unhappy",
    }
}

/// Cents, named in whole units of the currency.
fn spent_band(bar: &Bar) -> Cell {
    match bar.to {
        Some(to) if bar.from == 0 && to < 100 => Cell::word("insights.noSpending"),
        to => band(bar.from / 100, to.map(|to| to / 100)),
    }
}

fn band(from: i64, to: Option<i64>) -> Cell {
    match to {
        None => Cell::Label(with("insights.andMore", vec![("from", Cell::Count(from))])),
        Some(to) if to == from => Cell::Count(from),
        Some(to) => {
            let ends = vec![("from", Cell::Count(from)), ("to", Cell::Count(to))];
            Cell::Label(with("insights.fromUpTo", ends))
        }
    }
}

fn cohorts(view: &Overview) -> Section {
    let longest = view.cohorts.iter().map(|cohort| cohort.later.len()).max().unwrap_or(0);
    let rows = view.cohorts.iter().map(|cohort| HeatRow {
        label: Cell::Label(with(
            "insights.quarter",
            vec![
                ("quarter", Cell::Count(cohort.quarter.into())),
                ("year", Cell::text(cohort.year.to_string())),
            ],
        )),
        lead: Some(Cell::Count(cohort.owners)),
        cells: (0..longest)
            .map(|at| match cohort.later.get(at) {
                Some(cell) if cohort.owners > 0 => Cell::Share { part: cell.came, whole: cohort.owners },
                _ => Cell::Blank,
            })
            .collect(),
    });
    let body = Body::Heat(Heat {
        corner: Label::Word("insights.cohortBegan"),
        lead: Some(Label::Word("insights.owners")),
        columns: (1..=longest).map(|at| Label::Text(format!("+{at}"))).collect(),
        rows: rows.collect(),
        empty: Label::Word("insights.nobody"),
    });
    let note = Some(Label::Word("insights.cohortsRule"));
    Section { heading: Label::Word("insights.cohorts"), note, span: Span::Full, body }
}
