//! The report put together: heading, key figures, sections, definitions.

use super::{
    census::Census,
    store::{self, People},
    tables::{self, Unit},
};
use crate::{
    Result,
    analysis::reports::report::{Better, Cell, Definition, Kpi, Label, Letterhead, Report},
    clinic::{Actor, Read, Thresholds},
    values::{Lifecycle, Money},
};

/// The report of these counts.
pub fn report(r: &Read<'_>, people: &People, mut census: Census) -> Result<Report> {
    let unit = Unit(&r.settings.currency);
    let mut sections = vec![tables::newcomers(&census)];
    sections.extend(tables::standing(&census));
    sections.push(tables::bands(&census, &unit));
    sections.extend(tables::origins(&census, people));
    sections.push(tables::best(r, &mut census, &unit)?);
    sections.push(tables::referrals(r, &census, people, &unit)?);
    if let Some(list) = &census.list {
        sections.push(tables::everybody(r, list, &unit)?);
    }
    // Until staff sign in, the built-in member makes it: nobody to name.
    let is_named = r.actor.staff != Actor::BUILT_IN.staff;
    let made_by = if is_named { store::maker(r.conn(), r.actor.staff)? } else { String::new() };
    let settings = &r.settings;
    let lines = [&settings.clinic_address, &settings.clinic_contact];
    Ok(Report {
        name: "customers",
        title: Label::Word("reports.customers"),
        letterhead: Letterhead {
            clinic: settings.clinic_name.clone(),
            lines: lines.into_iter().filter(|line| !line.trim().is_empty()).cloned().collect(),
            logo: settings.clinic_logo.clone(),
        },
        period: census.frame.period,
        compared: Some(census.frame.compared),
        kpis: kpis(&census, &unit),
        sections,
        definitions: definitions(&census, &settings.thresholds),
        data_on: r.today,
        data_time: None,
        made_by,
    })
}

fn kpis(census: &Census, unit: &Unit<'_>) -> Vec<Kpi> {
    let (now, before) = (census.now, census.before);
    let moved = |label, now: i64, before: i64| Kpi {
        label: Label::Word(label),
        value: Cell::Count(now),
        change: Some((Cell::Change { now, before }, Better::More)),
        detail: Some(Label::Phrase("reports.before", vec![("figure", Cell::Count(before))])),
    };
    let at_risk = census.stages.get(&Lifecycle::AtRisk).map_or(0, |tally| tally.owners);
    let of_all = |part| {
        Some(Label::Phrase("reports.of_owners", vec![("share", Cell::Share { part, whole: now.known })]))
    };
    let spent: Money = census.bands.iter().map(|band| band.spent).sum();
    let average = spent.ratio(1.into(), now.known.into());
    vec![
        moved("reports.active_owners", now.active, before.active),
        moved("reports.new_owners", now.new, before.new),
        moved("reports.seen_owners", now.seen, before.seen),
        Kpi {
            label: Label::Word("reports.at_risk_owners"),
            value: Cell::Count(at_risk),
            change: None,
            detail: of_all(at_risk),
        },
        Kpi {
            label: unit.heading("reports.value_per_owner"),
            value: average.map_or(Cell::Blank, Cell::Money),
            change: None,
            detail: Some(Label::Phrase("reports.owners", vec![("count", Cell::Count(now.known))])),
        },
    ]
}

fn definitions(census: &Census, limits: &Thresholds) -> Vec<Definition> {
    let day = || ("day", Cell::Day(census.frame.as_of));
    let [at_risk, churned] = limits.lifecycle_days.map(|days| Cell::Count(i64::from(days)));
    let visits = || ("visits", Cell::Count(limits.vip_visits));
    let spent = || ("spent", Cell::Money(limits.vip_spent));
    let define = |term, meaning, values| Definition {
        term: Label::Word(term),
        meaning: Label::Phrase(meaning, values),
    };
    vec![
        define("reports.who_counts", "reports.who_counts_is", vec![day()]),
        define("reports.active_owners", "reports.active_is", vec![day()]),
        define("reports.new_and_seen", "reports.new_and_seen_is", vec![]),
        define(
            "reports.stage",
            "reports.stage_is",
            vec![("at_risk", at_risk), ("churned", churned), visits(), spent()],
        ),
        define("reports.tier", "reports.tier_is", vec![visits(), spent()]),
        define("reports.value", "reports.value_is", vec![day()]),
        define("reports.best", "reports.best_is", vec![day()]),
        define("reports.referrals", "reports.referrals_is", vec![]),
        define(
            "reports.compared",
            "reports.compared_is",
            vec![("days", Cell::Count(i64::from(census.frame.period.days())))],
        ),
    ]
}
