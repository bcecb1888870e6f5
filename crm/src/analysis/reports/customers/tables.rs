//! The tables and the chart of the report, from its counts.

use super::{
    census::{BANDS, Census, Line, Tally},
    labels::{LANGUAGES, SOURCES, stage_word, tier_word},
    store::{self, People},
};
use crate::{
    Result,
    analysis::reports::{
        building::{self, Unit, amount, column, count, data, total},
        params::Grain,
        report::{Cell, Column, ColumnKind, Label, Period, Row, Scale, Section, Span},
        rows::{OwnersOf, Rows, RowsOf},
    },
    clinic::Read,
    values::{Money, OwnerId},
};
use std::collections::HashMap;

/// The best by what they spent.
const BEST: usize = 20;
/// Those who brought the most.
const REFERRERS: usize = 10;

fn table(
    heading: &'static str,
    note: Option<Label>,
    span: Span,
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> Section {
    building::table(heading, note, span, columns, rows, "reports.nobody")
}

fn sum(tallies: impl Iterator<Item = Tally>) -> Tally {
    tallies.fold(Tally::default(), Tally::plus)
}

/// New owners over the period, beside the period that it is compared with.
pub fn newcomers(census: &Census) -> Section {
    let new = |part: Period| census.new_between(part.from, part.to);
    let who = |part: Period| RowsOf::Owners { who: OwnersOf::Known, is_new: true }.within(part);
    let bars = building::bars(&census.frame, new, new, who);
    let chart = building::bar_chart(&census.frame, bars, Scale::Count, "reports.nobody_new");
    let note = match census.frame.grain {
        Grain::Day => "reports.by_day",
        Grain::Week => "reports.by_week",
        Grain::Month => "reports.by_month",
        Grain::Quarter => "reports.by_quarter",
        Grain::Year => "reports.by_year",
    };
    building::chart("reports.new_owners", Some(Label::Word(note)), chart)
}

/// How owners stand, half a page each.
pub fn standing(census: &Census) -> [Section; 2] {
    let stages = census.stages.iter().map(|(stage, tally)| {
        (Cell::word(stage_word(*stage)), OwnersOf::Stages { stages: vec![*stage] }, *tally)
    });
    let tiers = census
        .tiers
        .iter()
        .map(|(tier, tally)| (Cell::word(tier_word(*tier)), OwnersOf::Tier { tier: *tier }, *tally));
    let days = census.frame.now();
    [
        shares(days, "reports.stages", "reports.stage", stages.collect()),
        shares(days, "reports.tiers", "reports.tier", tiers.collect()),
    ]
}

/// Where owners came from and which language they prefer, half a page each; most first.
pub fn origins(census: &Census, people: &People) -> [Section; 2] {
    let days = census.frame.now();
    let by_count = |tallies: Vec<(Cell, &String, Tally)>, of: fn(String) -> OwnersOf| {
        let mut tallies = tallies;
        // Those not known come last.
        tallies.sort_by_key(|(_, name, tally)| (name.is_empty(), -tally.owners, (*name).clone()));
        tallies.into_iter().map(|(cell, name, tally)| (cell, of(name.clone()), tally)).collect()
    };
    let named = |texts: &'static [(&'static str, &'static str)], names: &'_ [String], number: usize| {
        let name = names.get(number).map_or("", String::as_str);
        let word = texts.iter().find(|(known, _)| *known == name).map(|(_, word)| *word);
        word.map_or_else(|| Cell::text(name), Cell::word)
    };
    let empty = String::new();
    let text =
        |names: &'_ [String], number: usize| names.get(number).cloned().unwrap_or_else(|| empty.clone());
    let source_names: Vec<String> =
        census.sources.keys().map(|number| text(&people.sources, *number)).collect();
    let language_names: Vec<String> =
        census.languages.keys().map(|number| text(&people.languages, *number)).collect();
    let sources = census.sources.iter().zip(&source_names);
    let languages = census.languages.iter().zip(&language_names);
    [
        shares(
            days,
            "reports.sources",
            "reports.source",
            by_count(
                sources
                    .map(|((n, tally), name)| (named(SOURCES, &people.sources, *n), name, *tally))
                    .collect(),
                |name| OwnersOf::Source { name },
            ),
        ),
        shares(
            days,
            "reports.languages",
            "reports.language",
            by_count(
                languages
                    .map(|((n, tally), name)| (named(LANGUAGES, &people.languages, *n), name, *tally))
                    .collect(),
                |name| OwnersOf::Language { name },
            ),
        ),
    ]
}

/// Names, owners, new ones, and shares with a bar.
fn shares(
    days: Period,
    heading: &'static str,
    first: &'static str,
    tallies: Vec<(Cell, OwnersOf, Tally)>,
) -> Section {
    use ColumnKind::{Bar, Number, Strong, Text};
    let all = sum(tallies.iter().map(|(_, _, tally)| *tally));
    let line = |name: Cell, who: OwnersOf, tally: Tally| {
        let [owners, new] = counted(days, who, tally);
        vec![name, owners, new, Cell::Share { part: tally.owners, whole: all.owners }]
    };
    let columns = vec![
        column(first, Text),
        column("reports.owners_column", Strong),
        column("reports.new_column", Number),
        column("reports.share_column", Bar),
    ];
    let mut rows: Vec<Row> =
        tallies.into_iter().map(|(name, who, tally)| data(line(name, who, tally))).collect();
    if !rows.is_empty() {
        rows.push(total(line(Cell::word("reports.total"), OwnersOf::Known, all)));
    }
    table(heading, None, Span::Half, columns, rows)
}

/// How many, and how many of them are new, each leading to them.
fn counted(days: Period, who: OwnersOf, tally: Tally) -> [Cell; 2] {
    let new = RowsOf::Owners { who: who.clone(), is_new: true }.within(days);
    [
        Cell::Count(tally.owners).opens(RowsOf::Owners { who, is_new: false }.within(days)),
        Cell::Count(tally.new).opens(new),
    ]
}

/// Owners by what they spent to date.
pub fn bands(census: &Census, unit: Unit<'_>) -> Section {
    use ColumnKind::{Bar, Number, Strong, Text};
    let all = sum(census.bands.iter().copied());
    let line = |name: Cell, who: OwnersOf, tally: Tally| {
        let those = RowsOf::Owners { who, is_new: false }.within(census.frame.now());
        vec![
            name,
            Cell::Count(tally.owners).opens(those.clone()),
            Cell::Share { part: tally.owners, whole: all.owners },
            Cell::Money(tally.spent).opens(those),
            Cell::Share { part: tally.spent.cents(), whole: all.spent.cents() },
            tally_average(tally),
        ]
    };
    let columns = vec![
        column("reports.band", Text),
        column("reports.owners_column", Strong),
        column("reports.share_column", Bar),
        unit.column("reports.value_column", Strong),
        column("reports.share_of_value_column", Bar),
        unit.column("reports.average_column", Number),
    ];
    let mut rows: Vec<Row> = census
        .bands
        .iter()
        .enumerate()
        .map(|(band, tally)| {
            let who = OwnersOf::Band { band: u8::try_from(band).unwrap_or(u8::MAX) };
            data(line(Cell::Label(band_name(band)), who, *tally))
        })
        .collect();
    rows.push(total(line(Cell::word("reports.total"), OwnersOf::Known, all)));
    table("reports.bands", unit.note("reports.money_note"), Span::Full, columns, rows)
}

fn tally_average(tally: Tally) -> Cell {
    amount(tally.spent.ratio(1.into(), tally.owners.into()))
}

fn band_name(band: usize) -> Label {
    let limit = |number: usize| BANDS.get(number).copied();
    match (band, limit(band.wrapping_sub(1)), limit(band)) {
        (0, ..) => Label::Word("reports.band_nothing"),
        (1, _, Some(below)) => Label::Phrase("reports.band_under", vec![("to", Cell::Count(below))]),
        (_, Some(from), Some(below)) => Label::Phrase(
            "reports.band_between",
            vec![("from", Cell::Count(from)), ("to", Cell::Count(below - 1))],
        ),
        (_, from, _) => {
            Label::Phrase("reports.band_from", vec![("from", Cell::Count(from.unwrap_or_default()))])
        }
    }
}

/// Those who spent the most in the year to the day.
pub fn best(r: &Read<'_>, census: &mut Census, unit: Unit<'_>) -> Result<Section> {
    use ColumnKind::{Day, Number, Strong, Text};
    let order = |a: &Line, b: &Line| (b.year_spent, b.spent, a.id).cmp(&(a.year_spent, a.spent, b.id));
    if census.buyers.len() > BEST {
        census.buyers.select_nth_unstable_by(BEST, order);
        census.buyers.truncate(BEST);
    }
    census.buyers.sort_by(order);
    let mut rows = Vec::with_capacity(BEST + 1);
    for line in &census.buyers {
        rows.push(data(vec![
            Cell::text(store::name(r.conn(), line.id)?).opens(one(census.frame.now(), line.id)),
            Cell::word(stage_word(line.lifecycle)),
            Cell::day(line.last_visit_on),
            Cell::Count(line.visits),
            Cell::Count(line.purchases),
            Cell::Money(line.spent),
            Cell::Money(line.year_spent),
            Cell::Share { part: line.year_spent.cents(), whole: census.year_spent.cents() },
        ]));
    }
    if !rows.is_empty() {
        let spent: Money = census.buyers.iter().map(|line| line.spent).sum();
        let year: Money = census.buyers.iter().map(|line| line.year_spent).sum();
        rows.push(total(vec![
            Cell::word("reports.total"),
            Cell::text(""),
            Cell::text(""),
            Cell::Count(census.buyers.iter().map(|line| line.visits).sum()),
            Cell::Count(census.buyers.iter().map(|line| line.purchases).sum()),
            Cell::Money(spent),
            Cell::Money(year),
            Cell::Share { part: year.cents(), whole: census.year_spent.cents() },
        ]));
    }
    let columns = vec![
        column("reports.owner", Text),
        column("reports.stage", Text),
        column("reports.last_visit", Day),
        column("reports.visits", Number),
        column("reports.purchases", Number),
        unit.column("reports.value_column", Number),
        unit.column("reports.year_spent_column", Strong),
        column("reports.share_of_year_column", Number),
    ];
    Ok(table("reports.best", unit.note("reports.best_note"), Span::Full, columns, rows))
}

/// Those who brought the most owners; the rest in one line, so that the sum is everybody who was brought.
pub fn referrals(r: &Read<'_>, census: &Census, people: &People, unit: Unit<'_>) -> Result<Section> {
    use ColumnKind::{Number, Strong, Text};
    let shown: HashMap<OwnerId, bool> =
        people.rows.iter().map(|person| (person.id, person.is_counted)).collect();
    let mut referrers: Vec<(OwnerId, Tally)> =
        census.referred.iter().map(|(owner, tally)| (*owner, *tally)).collect();
    // A referrer who is left out of lists is among the rest.
    let is_shown = |owner: &OwnerId| shown.get(owner).copied().unwrap_or(false);
    referrers.sort_by_key(|(owner, tally)| (!is_shown(owner), -tally.owners, -tally.spent.cents(), *owner));
    let named = referrers.iter().take(REFERRERS).take_while(|(owner, _)| is_shown(owner)).count();
    let (named, others) = referrers.split_at(named.min(referrers.len()));
    let days = census.frame.now();
    let line = |name: Cell, by: Option<Vec<OwnerId>>, tally: Tally| {
        let [owners, new] = counted(days, OwnersOf::Referred { by: by.clone() }, tally);
        let those = RowsOf::Owners { who: OwnersOf::Referred { by }, is_new: false }.within(days);
        vec![name, owners, new, Cell::Money(tally.spent).opens(those)]
    };
    let mut rows = Vec::new();
    for (owner, tally) in named {
        let name = Cell::text(store::name(r.conn(), *owner)?).opens(one(days, *owner));
        rows.push(data(line(name, Some(vec![*owner]), *tally)));
    }
    if !others.is_empty() {
        let name = Label::Phrase("reports.other_referrers", vec![("count", Cell::Count(count(others)))]);
        let by = others.iter().map(|(owner, _)| *owner).collect();
        rows.push(data(line(Cell::Label(name), Some(by), sum(others.iter().map(|(_, tally)| *tally)))));
    }
    if !rows.is_empty() {
        let all = sum(referrers.iter().map(|(_, tally)| *tally));
        rows.push(total(line(Cell::word("reports.total"), None, all)));
    }
    let columns = vec![
        column("reports.referrer", Text),
        column("reports.referred_column", Strong),
        column("reports.new_column", Number),
        unit.column("reports.referred_value_column", Number),
    ];
    Ok(table("reports.referrals", unit.note("reports.money_note"), Span::Full, columns, rows))
}

/// One owner.
const fn one(days: Period, id: OwnerId) -> Rows {
    RowsOf::Owners { who: OwnersOf::One { id }, is_new: false }.within(days)
}

/// Everybody by name.
pub fn everybody(r: &Read<'_>, days: Period, list: &[Line], unit: Unit<'_>) -> Result<Section> {
    use ColumnKind::{Day, Number, Strong, Text};
    let mut rows = Vec::with_capacity(list.len() + 1);
    store::each_by_name(r.conn(), |id, name, phone| {
        // The list is in the order of the ids.
        let Some(line) = list.binary_search_by_key(&id, |line| line.id).ok().and_then(|at| list.get(at))
        else {
            return;
        };
        rows.push(data(vec![
            Cell::text(name).opens(one(days, id)),
            if phone.is_empty() { Cell::Blank } else { Cell::text(phone) },
            Cell::word(stage_word(line.lifecycle)),
            Cell::word(tier_word(line.tier)),
            Cell::day(line.last_visit_on),
            Cell::Count(line.visits),
            Cell::Count(line.purchases),
            Cell::Money(line.spent),
        ]));
    })?;
    if !rows.is_empty() {
        rows.push(total(vec![
            Cell::Label(Label::Phrase("reports.owners", vec![("count", Cell::Count(count(list)))])),
            Cell::text(""),
            Cell::text(""),
            Cell::text(""),
            Cell::text(""),
            Cell::Count(list.iter().map(|line| line.visits).sum()),
            Cell::Count(list.iter().map(|line| line.purchases).sum()),
            Cell::Money(list.iter().map(|line| line.spent).sum()),
        ]));
    }
    let columns = vec![
        column("reports.owner", Text),
        column("reports.phone", Text),
        column("reports.stage", Text),
        column("reports.tier", Text),
        column("reports.last_visit", Day),
        column("reports.visits", Number),
        column("reports.purchases", Number),
        unit.column("reports.value_column", Strong),
    ];
    Ok(table("reports.list", unit.note("reports.money_note"), Span::Appendix, columns, rows))
}
