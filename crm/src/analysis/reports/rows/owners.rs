//! Owners behind a figure: found by the pass that counted them, listed by name.

use super::{
    Asked, Line, Listing, OwnersOf, StayPart,
    front::{Front, Key},
    store, text,
};
use crate::{
    Result,
    analysis::{
        metrics,
        reports::{
            building::{Unit, amount, column},
            customers::{self, labels::stage_word},
            report::{Cell, ColumnKind, Period},
            retention::{self, Flow},
            scope,
        },
    },
    values::{Day, Lifecycle, Money, OwnerId},
};
use std::collections::HashSet;

/// A page of owners by name, with their figures on the last day.
pub(super) fn list(asked: &Asked<'_>, owners: &HashSet<OwnerId>) -> Result<Listing> {
    use ColumnKind::{Day as OnDay, Number, Strong, Text};
    let r = asked.r;
    let after = asked.part.after.map(|key| OwnerId(key.1));
    let mut lines = Vec::new();
    for owner in store::by_name(r.conn(), owners, after, asked.part.limit)? {
        let figures = metrics::figures_as_of(r, owner.id, asked.period.to)?;
        lines.push(Line {
            key: Key(0, owner.id.0),
            owner: Some(owner.id),
            cells: vec![
                text(Some(owner.name)),
                text(owner.phone),
                text(owner.pets),
                Cell::word(stage_word(figures.lifecycle)),
                Cell::day(figures.last_visit_on),
                Cell::Count(figures.total_visits),
                Cell::Count(figures.order_count),
                Cell::Money(figures.total_spent),
            ],
        });
    }
    let columns = vec![
        column("reports.owner", Text),
        column("reports.phone", Text),
        column("reports.pets_column", Text),
        column("reports.stage", Text),
        column("reports.last_visit", OnDay),
        column("reports.visits", Number),
        column("reports.purchases", Number),
        Unit(&r.settings.currency).column("reports.value_column", Strong),
    ];
    Ok(Listing { columns, lines, count: i64::try_from(owners.len()).unwrap_or(i64::MAX), sum: None })
}

/// Owners by how they stand.
pub(super) fn standing(asked: &Asked<'_>, of: &OwnersOf, is_new: bool) -> Result<HashSet<OwnerId>> {
    if let OwnersOf::One { id } = of {
        return Ok(HashSet::from([*id]));
    }
    let mut found = HashSet::new();
    customers::each(asked.r, asked.period, asked.who, |person, people, presence, standing| {
        let of_text = |texts: &[String], number: usize, name: &String| texts.get(number) == Some(name);
        let is_meant = match of {
            OwnersOf::Known => true,
            OwnersOf::Active => presence.is_active,
            OwnersOf::Seen => presence.is_seen,
            OwnersOf::Buying => presence.year_spent > Money::ZERO,
            OwnersOf::Stages { stages } => stages.contains(&standing.lifecycle),
            OwnersOf::Tier { tier } => standing.tier == *tier,
            OwnersOf::Band { band } => customers::band(standing.spent) == usize::from(*band),
            OwnersOf::Source { name } => of_text(&people.sources, person.source, name),
            OwnersOf::Language { name } => of_text(&people.languages, person.language, name),
            OwnersOf::Referred { by } => {
                person.referred_by.is_some_and(|by_whom| by.as_ref().is_none_or(|by| by.contains(&by_whom)))
            }
            OwnersOf::One { id } => person.id == *id,
        };
        if is_meant && (presence.is_new || !is_new) {
            found.insert(person.id);
        }
    })?;
    Ok(found)
}

/// Owners by whether they come back.
pub(super) fn staying(asked: &Asked<'_>, part: StayPart) -> Result<HashSet<OwnerId>> {
    let [_, limit] = asked.r.settings.thresholds.lifecycle_days;
    visiting(asked, asked.period.to, |visits| {
        let mut flow = Flow::default();
        flow.add(visits, asked.period, limit);
        let owners = match part {
            StayPart::Base => flow.base,
            StayPart::Returned => flow.returned,
            StayPart::Missing => flow.base - flow.returned,
            StayPart::Seen => flow.seen,
            StayPart::Fresh => flow.fresh,
            StayPart::Reactivated => flow.reactivated,
            StayPart::Lapsed => flow.lapsed,
            StayPart::Active => flow.active,
        };
        owners > 0
    })
}

/// Owners who came first in the days, and again.
pub(super) fn cohort(asked: &Asked<'_>, again: Option<Period>) -> Result<HashSet<OwnerId>> {
    let holds = |span: Period, day: Day| day >= span.from && day <= span.to;
    let to = again.map_or(asked.period.to, |again| again.to);
    visiting(asked, to, |visits| {
        visits.first().is_some_and(|first| holds(asked.period, *first))
            && again.is_none_or(|again| visits.iter().any(|day| holds(again, *day)))
    })
}

fn visiting(asked: &Asked<'_>, to: Day, is_meant: impl Fn(&[Day]) -> bool) -> Result<HashSet<OwnerId>> {
    let conn = asked.r.conn();
    let left_out = retention::left_out(conn)?;
    let mut found = HashSet::new();
    retention::each(conn, to, |owner, visits| {
        if !left_out.contains(&owner) && scope::counts(asked.who, Some(owner)) && is_meant(visits) {
            found.insert(owner);
        }
    })?;
    Ok(found)
}

/// Owners at risk today, those with the most at stake first.
pub(super) fn at_stake(asked: &Asked<'_>) -> Result<Listing> {
    use ColumnKind::{Day as OnDay, Strong, Text};
    let r = asked.r;
    let left_out = retention::left_out(r.conn())?;
    let (mut count, mut sum) = (0, Money::ZERO);
    let mut front = Front::new(asked.part);
    for stake in metrics::stakes(r, Lifecycle::AtRisk)? {
        if left_out.contains(&stake.owner_id) || !scope::counts(asked.who, Some(stake.owner_id)) {
            continue;
        }
        let at_stake = stake.at_stake_cents.unwrap_or_default();
        count += 1;
        sum += at_stake;
        front.add(Key(-at_stake.cents(), stake.owner_id.0), stake.at_stake_cents);
    }
    let mut lines = Vec::new();
    for (key, at_stake) in front.rows() {
        let owner = store::owner(r.conn(), OwnerId(key.1))?;
        let figures = metrics::figures_as_of(r, owner.id, r.today)?;
        lines.push(Line {
            key,
            owner: Some(owner.id),
            cells: vec![
                text(Some(owner.name)),
                text(owner.phone),
                text(owner.pets),
                Cell::day(figures.last_visit_on),
                amount(at_stake),
            ],
        });
    }
    let columns = vec![
        column("reports.owner", Text),
        column("reports.phone", Text),
        column("reports.pets_column", Text),
        column("reports.last_visit", OnDay),
        Unit(&r.settings.currency).column("reports.at_stake_column", Strong),
    ];
    Ok(Listing { columns, lines, count, sum: Some(sum) })
}
