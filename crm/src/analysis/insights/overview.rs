//! The clinic's customers on one screen: how they stand, who moves where, who comes back, what they are worth. One pass
//! over the facts; shares and shades are computed here, so that a screen only draws them.

use super::store;
use crate::{
    Result,
    analysis::{
        metrics::{
            self, AppointmentFact, ChannelResponse, Facts, Figures, Outcome, Prospect, Rate, Retention,
            StageCount, StageFlow, Standing, YEAR_DAYS, standing,
        },
        model::{self, ClinicFit},
    },
    clinic::Read,
    values::{Day, Lifecycle, Money, OwnerId},
};
use chrono::Datelike as _;
use serde::Serialize;
use std::collections::BTreeMap;

/// Days of the flow between stages.
pub(super) const FLOW_DAYS: i32 = 30;
/// Quarters that are followed, and for how long.
const COHORTS: i32 = 8;
/// Limits between the bands of value, in whole units of the currency.
const BANDS: [i64; 5] = [1, 500, 1_000, 5_000, 10_000];
/// Limits between the bands of visits.
const VISITS: [i64; 5] = [1, 2, 3, 6, 12];

/// The customers of the clinic on one screen. Deactivated, blocked and anonymised owners count nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// The day it holds for.
    pub as_of: Day,
    /// Owners counted.
    pub owners: i64,
    /// Of those who came in the year before, who came in the last 12 months.
    pub retention: Retention,
    /// The same a year ago.
    pub retention_before: Retention,
    /// Spent in the last 12 months, by owners.
    pub spent: Spell,
    /// First visits this month up to today.
    pub new_this_month: i64,
    /// First visits in the whole month before.
    pub new_last_month: i64,
    /// Owners of the stage at risk, and 30 days ago.
    pub at_risk: i64,
    /// See `at_risk`.
    pub at_risk_before: i64,
    /// At stake with them together.
    pub at_stake_cents: Money,
    /// Messages sent and answered, by channel.
    pub responses: Vec<ChannelResponse>,
    /// Owners in each stage.
    pub stages: Vec<StageCount>,
    /// How owners moved between stages in the last 30 days; who stayed is not listed.
    pub flow: Vec<StageFlow>,
    /// Who came back after a first visit, by its quarter.
    pub cohorts: Vec<Cohort>,
    /// Owners by what they spent to date.
    pub values: Vec<Bar>,
    /// Owners by their visits.
    pub visits: Vec<Bar>,
    /// Owners by how they found the clinic.
    pub sources: Vec<SourceBar>,
    /// The three lifetime values.
    pub lifetime: [LifetimeValue; 3],
    /// Who brought the most others.
    pub referrers: Vec<Referrer>,
    /// The models, with their hold-out check.
    pub model: Option<ClinicFit>,
}

/// Spending of 12 months beside the 12 before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Spell {
    /// Net.
    pub cents: Money,
    /// Purchases.
    pub purchases: i64,
    /// Net in the 12 months before.
    pub before_cents: Money,
}

/// Owners who came first in a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Cohort {
    /// The year.
    pub year: i32,
    /// Its quarter, from 1.
    pub quarter: u32,
    /// Owners.
    pub owners: i64,
    /// Of those, who came in each later quarter that has begun.
    pub later: Vec<CohortCell>,
}

/// A later quarter of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CohortCell {
    /// Owners who came.
    pub came: i64,
    /// Their share.
    pub rate: Option<Rate>,
    /// How dark it is painted: 0 to 60 percent.
    pub shade: i64,
}

/// A bar of a distribution.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Bar {
    /// From this (cents, or visits).
    pub from: i64,
    /// To this; open in the last.
    pub to: Option<i64>,
    /// Owners.
    pub owners: i64,
    /// What they spent.
    pub spent_cents: Money,
    /// Its length: a share of the longest.
    pub length: Option<Rate>,
    /// Their share of all spending.
    pub share: Option<Rate>,
}

/// Owners who found the clinic in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceBar {
    /// How; none where it is not known.
    pub source: Option<String>,
    /// Owners.
    pub owners: i64,
    /// Its length: a share of the longest.
    pub length: Option<Rate>,
}

/// One of the three lifetime values: to date, estimate, expected in 12 months.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LifetimeValue {
    /// Of all together.
    pub total_cents: Money,
    /// Owners who have one.
    pub owners: i64,
    /// Per owner that has one.
    pub average_cents: Option<Money>,
}

/// An owner who brought others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Referrer {
    /// Who.
    pub owner_id: OwnerId,
    /// Their name.
    pub name: String,
    /// Owners they brought.
    pub brought: i64,
}

impl LifetimeValue {
    fn add(&mut self, value: Option<Money>) {
        if let Some(value) = value {
            self.total_cents += value;
            self.owners += 1;
        }
    }

    fn finish(&mut self) {
        self.average_cents = self.total_cents.ratio(1.into(), self.owners.into());
    }
}

/// A quarter as a number that rises by one.
pub(super) fn quarter(day: Day) -> i32 {
    let date = day.date();
    date.year() * 4 + date.month0().cast_signed() / 3
}

/// What follows from the facts.
#[derive(Default)]
struct Moves {
    spent: Spell,
    flow: BTreeMap<(Lifecycle, Lifecycle), i64>,
    at_risk_before: i64,
    /// Owners by the quarter of their first visit, and of those by the quarters since in which they came.
    cohorts: BTreeMap<i32, (i64, BTreeMap<i32, i64>)>,
}

/// What follows from the kept figures.
#[derive(Default)]
struct Sums {
    new: [i64; 2],
    stages: BTreeMap<Lifecycle, i64>,
    at_stake: Money,
    values: Vec<Bar>,
    visits: Vec<Bar>,
    lifetime: [LifetimeValue; 3],
    owners: i64,
}

/// The screen's figures. One pass over visits, purchases and pets, and beside it one over the kept figures: run it off the
/// screen's thread.
///
/// # Errors
/// What the database says.
pub fn overview(r: &Read) -> Result<Overview> {
    let left_out = store::out_of_lists(r)?;
    let counts = |owner: OwnerId| left_out.binary_search(&owner).is_err();
    let (moves, sums) = r.both(
        |r| {
            let mut moves = Moves::default();
            metrics::each_owner_standing(r, r.today, |owner, facts, now| {
                if counts(owner) {
                    moves.add(r, facts, now);
                }
                Ok(())
            })?;
            Ok(moves)
        },
        |r| {
            let mut sums = Sums {
                values: bars(&BANDS.map(|from| from * 100)),
                visits: bars(&VISITS),
                ..Sums::default()
            };
            metrics::each_prospect(r, |owner, now, prospect| {
                if counts(owner) {
                    sums.add(r.today, now, prospect);
                }
            })?;
            Ok(sums)
        },
    )?;
    sums.finish(r, moves, model::kept(r)?)
}

impl Moves {
    fn add(&mut self, r: &Read, facts: &Facts, now: &Standing) {
        let then = standing(facts, &r.settings.thresholds, r.today.plus(-FLOW_DAYS)).lifecycle;
        if then != now.lifecycle {
            *self.flow.entry((then, now.lifecycle)).or_default() += 1;
        }
        self.at_risk_before += i64::from(then == Lifecycle::AtRisk);
        for purchase in facts.purchases.iter().rev() {
            match r.today.since(purchase.day) {
                0..YEAR_DAYS => {
                    self.spent.cents += purchase.net;
                    self.spent.purchases += 1;
                }
                YEAR_DAYS..730 => self.spent.before_cents += purchase.net,
                730.. => break,
                _ => {}
            }
        }
        let completed = |a: &&AppointmentFact| a.outcome == Outcome::Completed && a.day <= r.today;
        let mut visits = facts.appointments.iter().filter(completed).map(|visit| quarter(visit.day));
        let Some(first) = visits.next() else { return };
        if first >= quarter(r.today) - COHORTS {
            let (owners, later) = self.cohorts.entry(first).or_default();
            *owners += 1;
            let mut quarters: Vec<i32> = visits.map(|visit| visit - first).collect();
            quarters.dedup();
            quarters
                .iter()
                .filter(|since| **since > 0)
                .for_each(|since| *later.entry(*since).or_default() += 1);
        }
    }
}

impl Sums {
    fn add(&mut self, today: Day, now: &Figures, prospect: Prospect) {
        self.owners += 1;
        *self.stages.entry(now.lifecycle).or_default() += 1;
        put(&mut self.values, now.total_spent.cents(), now.total_spent);
        put(&mut self.visits, now.total_visits, now.total_spent);
        let [to_date, estimate, expected] = &mut self.lifetime;
        to_date.add(Some(now.total_spent));
        estimate.add(metrics::lifetime_value_estimate(now, today));
        expected.add(prospect.expected_value_cents);
        if now.lifecycle == Lifecycle::AtRisk {
            self.at_stake += prospect.at_stake_cents.unwrap_or_default();
        }
        let Some(first) = now.first_visit_on else { return };
        let month = today.first_of_month();
        let last_month = month.plus(-1).first_of_month();
        let [this, last] = &mut self.new;
        *this += i64::from(first >= month);
        *last += i64::from(first >= last_month && first < month);
    }

    fn finish(mut self, r: &Read, moves: Moves, model: Option<ClinicFit>) -> Result<Overview> {
        self.lifetime.iter_mut().for_each(LifetimeValue::finish);
        [&mut self.values, &mut self.visits].into_iter().for_each(|bars| measure(bars));
        let year_ago = r.today.plus(-YEAR_DAYS);
        let now = quarter(r.today);
        let count = |stage| self.stages.get(&stage).copied().unwrap_or(0);
        let [new_this_month, new_last_month] = self.new;
        Ok(Overview {
            as_of: r.today,
            owners: self.owners,
            retention: metrics::retention(r, year_ago.plus(1), r.today)?,
            retention_before: metrics::retention(r, year_ago.plus(1 - YEAR_DAYS), year_ago)?,
            spent: moves.spent,
            new_this_month,
            new_last_month,
            at_risk: count(Lifecycle::AtRisk),
            at_risk_before: moves.at_risk_before,
            at_stake_cents: self.at_stake,
            responses: metrics::responses(r)?,
            stages: Lifecycle::ALL
                .iter()
                .map(|&lifecycle| StageCount { lifecycle, owners: count(lifecycle) })
                .collect(),
            flow: moves.flow.into_iter().map(|((from, to), owners)| StageFlow { from, to, owners }).collect(),
            cohorts: (now - COHORTS..now)
                .filter_map(|begun| Some(cohort(begun, now, moves.cohorts.get(&begun)?)))
                .collect(),
            values: self.values,
            visits: self.visits,
            sources: store::sources(r)?,
            lifetime: self.lifetime,
            referrers: store::referrers(r)?,
            model,
        })
    }
}

fn cohort(begun: i32, now: i32, (owners, later): &(i64, BTreeMap<i32, i64>)) -> Cohort {
    let cell = |since: i32| {
        let came = later.get(&since).copied().unwrap_or(0);
        CohortCell { came, rate: Rate::of(came, *owners), shade: came * 60 / owners.max(&1) }
    };
    let begun_in = begun.rem_euclid(4).unsigned_abs() + 1;
    Cohort {
        year: begun.div_euclid(4),
        quarter: begun_in,
        owners: *owners,
        later: (1..=now - begun).map(cell).collect(),
    }
}

/// Bars that begin at 0 and at each limit.
fn bars(limits: &[i64]) -> Vec<Bar> {
    let froms = std::iter::once(0).chain(limits.iter().copied());
    let ends = limits.iter().map(|next| Some(next - 1)).chain([None]);
    froms.zip(ends).map(|(from, to)| Bar { from, to, ..Bar::default() }).collect()
}

fn put(bars: &mut [Bar], value: i64, spent: Money) {
    let place = bars.partition_point(|bar| bar.from <= value).saturating_sub(1);
    if let Some(bar) = bars.get_mut(place) {
        bar.owners += 1;
        bar.spent_cents += spent;
    }
}

fn measure(bars: &mut [Bar]) {
    let longest = bars.iter().map(|bar| bar.owners).max().unwrap_or(0);
    let spent: i64 = bars.iter().map(|bar| bar.spent_cents.cents()).sum();
    for bar in bars {
        bar.length = Rate::of(bar.owners, longest);
        bar.share = Rate::of(bar.spent_cents.cents(), spent);
    }
}
