//! The report put together: heading, key figures, sections, definitions.

use super::{census::Census, store::People, tables};
use crate::{
    Result,
    analysis::reports::{
        building::{self, Unit, amount, compared_is, define, plain},
        report::{Better, Cell, Definition, Kpi, Label, Report},
        rows::{OwnersOf, Rows, RowsOf},
    },
    clinic::{Read, Thresholds},
    values::{Lifecycle, Money},
};

/// The report of these counts.
pub fn report(r: &Read<'_>, people: &People, mut census: Census) -> Result<Report> {
    let unit = Unit(&r.settings.currency);
    let mut sections = vec![tables::newcomers(&census)];
    sections.extend(tables::standing(&census));
    sections.push(tables::bands(&census, unit));
    sections.extend(tables::origins(&census, people));
    sections.push(tables::best(r, &mut census, unit)?);
    sections.push(tables::referrals(r, &census, people, unit)?);
    if let Some(list) = &census.list {
        sections.push(tables::everybody(r, census.frame.now(), list, unit)?);
    }
    let mut report = building::begin(r, "customers", "reports.customers", &census.frame)?;
    report.kpis = kpis(&census, unit);
    report.definitions = definitions(&census, &r.settings.thresholds);
    report.sections = sections;
    Ok(report)
}

/// Those who count as at risk, those who left too.
const AT_RISK: [Lifecycle; 2] = [Lifecycle::AtRisk, Lifecycle::Churned];

fn kpis(census: &Census, unit: Unit<'_>) -> Vec<Kpi> {
    let (now, before) = (census.now, census.before);
    let those = |who, is_new| RowsOf::Owners { who, is_new }.within(census.frame.now());
    let moved = |label, now: i64, before: i64, rows: Rows| {
        let before = census.frame.compared.map(|_| Cell::Count(before));
        building::moved(Label::Word(label), Cell::Count(now).opens(rows), before, Better::More)
    };
    // As everywhere: who has not come for so long and is not booked, those who are gone by their stage included.
    let at_risk = AT_RISK.iter().filter_map(|stage| census.stages.get(stage)).map(|tally| tally.owners).sum();
    let of_all = |part| {
        Some(Label::Phrase("reports.of_owners", vec![("share", Cell::Share { part, whole: now.known })]))
    };
    let spent: Money = census.bands.iter().map(|band| band.spent).sum();
    let average = spent.ratio(1.into(), now.known.into());
    let owners = Label::Phrase("reports.owners", vec![("count", Cell::Count(now.known))]);
    vec![
        moved("reports.active_owners", now.active, before.active, those(OwnersOf::Active, false)),
        moved("reports.new_owners", now.new, before.new, those(OwnersOf::Known, true)),
        moved("reports.seen_owners", now.seen, before.seen, those(OwnersOf::Seen, false)),
        plain(
            Label::Word("reports.at_risk_owners"),
            Cell::Count(at_risk).opens(those(OwnersOf::Stages { stages: AT_RISK.to_vec() }, false)),
            of_all(at_risk),
        ),
        plain(
            unit.heading("reports.value_per_owner"),
            amount(average).opens(those(OwnersOf::Known, false)),
            Some(owners),
        ),
    ]
}

fn definitions(census: &Census, limits: &Thresholds) -> Vec<Definition> {
    let day = || ("day", Cell::Day(census.frame.as_of));
    let [at_risk, churned] = limits.lifecycle_days.map(|days| move || Cell::Count(i64::from(days)));
    let visits = || ("visits", Cell::Count(limits.vip_visits));
    let spent = || ("spent", Cell::Money(limits.vip_spent));
    vec![
        define("reports.who_counts", "reports.who_counts_is", vec![day()]),
        define("reports.active_owners", "reports.active_is", vec![day()]),
        define("reports.new_and_seen", "reports.new_and_seen_is", vec![]),
        define("reports.at_risk_owners", "reports.at_risk_is", vec![("at_risk", at_risk())]),
        define(
            "reports.stage",
            "reports.stage_is",
            vec![("at_risk", at_risk()), ("churned", churned()), visits(), spent()],
        ),
        define("reports.tier", "reports.tier_is", vec![visits(), spent()]),
        define("reports.value", "reports.value_is", vec![day()]),
        define("reports.best", "reports.best_is", vec![day()]),
        define("reports.referrals", "reports.referrals_is", vec![]),
    ]
    .into_iter()
    .chain(compared_is(&census.frame))
    .collect()
}
