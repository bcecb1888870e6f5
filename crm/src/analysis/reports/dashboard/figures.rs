//! The figures of the dashboard, added up from what the store reads day by day.

use super::{DAYS, months, store};
use crate::{
    Result,
    analysis::{
        metrics::{self, Facts, Outcome, Stake, stakes},
        reports::{customers, params::Frame, report::Period, retention::Flow},
    },
    clinic::{Read, Thresholds},
    values::{Day, Lifecycle, Money, OwnerId, StaffId},
};
use std::collections::BTreeMap;

/// What some days brought: of so many, so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Of {
    pub(super) part: i64,
    pub(super) whole: i64,
}

/// A figure now, in the days it is compared with, and month by month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Series<T> {
    pub(super) now: T,
    pub(super) before: T,
    pub(super) months: Vec<(Period, T)>,
}

impl<T> Series<T> {
    /// Of a figure that some days have.
    fn of(frame: &Frame, mut figure: impl FnMut(Period) -> T) -> Self {
        let before = frame.compared.unwrap_or_else(|| frame.period.before());
        Self {
            now: figure(frame.now()),
            before: figure(before),
            months: months(frame.as_of).into_iter().map(|month| (month, figure(month))).collect(),
        }
    }
}

/// All of them.
pub(super) struct Figures {
    /// Owners who count.
    pub(super) owners: i64,
    pub(super) income: Series<Money>,
    pub(super) visits: Series<i64>,
    pub(super) new: Series<i64>,
    /// Of those seen in the year before 12 months, who came in them; by calendar month as the retention report has it.
    pub(super) retention: Series<Of>,
    /// The days of `retention.now`.
    pub(super) year: Period,
    /// Owners in each stage.
    pub(super) stages: BTreeMap<Lifecycle, i64>,
    /// At risk so many days ago.
    pub(super) at_risk_before: i64,
    pub(super) at_stake: Money,
    pub(super) responses: Series<Of>,
    pub(super) follow_ups: Series<Of>,
    /// Sum of the ratings, and how many.
    pub(super) feedback: Series<Of>,
    pub(super) interactions: Series<i64>,
    pub(super) channels: Vec<(String, i64)>,
    pub(super) staff: Vec<(Option<StaffId>, i64)>,
    pub(super) per_day: Vec<(Day, i64)>,
    pub(super) staff_names: std::collections::HashMap<StaffId, String>,
    pub(super) points: Series<i64>,
}

/// Sums over days, for any span of them.
struct Days<T>(BTreeMap<Day, T>);

impl<T: Copy + Default> Days<T> {
    fn between(&self, span: Period, plus: impl Fn(T, T) -> T) -> T {
        if span.to < span.from {
            return T::default();
        }
        self.0.range(span.from..=span.to).fold(T::default(), |sum, (_, one)| plus(sum, *one))
    }
}

impl Of {
    fn plus(self, other: Self) -> Self {
        Self { part: self.part + other.part, whole: self.whole + other.whole }
    }
}

impl Figures {
    pub(super) fn read(r: &Read<'_>, frame: &Frame) -> Result<Self> {
        let conn = r.conn();
        let to = frame.as_of;
        // Twelve months, or the days compared with where those begin earlier.
        let first = months(to).first().map_or(frame.period.from, |month| month.from);
        let span = Period { from: frame.compared.map_or(first, |before| before.from.min(first)), to };

        let (standing, sums) = r.both(|r| Standing::count(r, frame), |r| Sums::read(r, span))?;
        let Sums { income, visits, follow_ups, feedback, sent, talks, ledger, stakes, out_of_lists } = sums;

        let last = Period { from: to.plus(1 - DAYS), to };
        let mut per_day: BTreeMap<Day, i64> = (0..DAYS).map(|day| (last.from.plus(day), 0)).collect();
        let (mut channels, mut staff) = (BTreeMap::new(), BTreeMap::new());
        let mut talk_days: BTreeMap<Day, i64> = BTreeMap::new();
        for talk in &talks {
            *talk_days.entry(talk.day).or_default() += talk.count;
            if talk.day < last.from {
                continue;
            }
            *per_day.entry(talk.day).or_default() += talk.count;
            *channels.entry(talk.channel.clone()).or_default() += talk.count;
            *staff.entry(talk.staff).or_default() += talk.count;
        }
        let talk_days = Days(talk_days);
        let counted = stakes.iter().filter(|stake| out_of_lists.binary_search(&stake.owner_id).is_err());
        let answered = |span: Period| {
            let of_span = sent.iter().filter(|sent| sent.day >= span.from && sent.day <= span.to);
            of_span.fold(Of::default(), |sum, sent| {
                let is_answered = sent.answered.is_some_and(|day| day <= span.to);
                sum.plus(Of { part: if is_answered { sent.count } else { 0 }, whole: sent.count })
            })
        };
        let balance = |span: Period| ledger.0.range(..=span.to).map(|(_, points)| points).sum();
        Ok(Self {
            owners: standing.stages.values().sum(),
            income: Series::of(frame, |span| income.between(span, |a, b| a + b)),
            visits: Series::of(frame, |span| visits.between(span, |a, b| a + b)),
            new: Series::of(frame, |span| standing.new_on.between(span, |a, b| a + b)),
            year: standing.year,
            retention: standing.retention,
            stages: standing.stages,
            at_risk_before: standing.at_risk_before,
            at_stake: counted.filter_map(|stake| stake.at_stake_cents).sum(),
            responses: Series::of(frame, answered),
            follow_ups: Series::of(frame, |span| follow_ups.between(span, Of::plus)),
            feedback: Series::of(frame, |span| feedback.between(span, Of::plus)),
            interactions: Series::of(frame, |span| talk_days.between(span, |a, b| a + b)),
            channels: most_first(channels),
            staff: most_first(staff),
            per_day: per_day.into_iter().collect(),
            staff_names: store::staff_names(conn)?,
            points: Series::of(frame, balance),
        })
    }
}

fn most_first<K: Ord>(counts: BTreeMap<K, i64>) -> Vec<(K, i64)> {
    let mut counts: Vec<(K, i64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| -count);
    counts
}

/// What is summed by days, and what is at stake.
struct Sums {
    income: Days<Money>,
    visits: Days<i64>,
    follow_ups: Days<Of>,
    feedback: Days<Of>,
    sent: Vec<store::Sent>,
    talks: Vec<store::Talk>,
    ledger: Days<i64>,
    stakes: Vec<Stake>,
    out_of_lists: Vec<OwnerId>,
}

impl Sums {
    fn read(r: &Read<'_>, span: Period) -> Result<Self> {
        let conn = r.conn();
        Ok(Self {
            income: Days(store::income(conn, span)?),
            visits: Days(store::visits(conn, span)?),
            follow_ups: Days(store::follow_ups(conn, span)?),
            feedback: Days(store::feedback(conn, span)?),
            sent: store::messages(conn, span)?,
            talks: store::talks(conn, span)?,
            ledger: Days(store::points(conn, span.to)?),
            stakes: stakes(r, Lifecycle::AtRisk)?,
            out_of_lists: store::left_out(conn)?,
        })
    }
}

/// What one pass over the owners with their visits gives.
struct Standing {
    stages: BTreeMap<Lifecycle, i64>,
    at_risk_before: i64,
    new_on: Days<i64>,
    year: Period,
    retention: Series<Of>,
}

impl Standing {
    /// By the kept stages and the visits where the figures of the day are kept; else by all facts.
    fn count(r: &Read<'_>, frame: &Frame) -> Result<Self> {
        let to = frame.as_of;
        let mut survey = Survey::new(r, to);
        if customers::are_figures_kept(r, to)? {
            let but = store::not_counted(r.conn(), r.zone.start_of(to.plus(1)))?;
            survey.stages = store::stages(r.conn(), &but)?;
            metrics::each_owner_coming(r, |owner, facts| {
                if !but.has(owner.0) {
                    survey.add(facts);
                }
                Ok(())
            })?;
        } else {
            customers::each_with_facts(r, Period { from: to, to }, |facts, standing| {
                *survey.stages.entry(standing.lifecycle).or_default() += 1;
                survey.add(facts);
            })?;
        }
        Ok(survey.finish())
    }
}

/// Owners looked at one after the other.
struct Survey<'r> {
    limits: &'r Thresholds,
    to: Day,
    stages: BTreeMap<Lifecycle, i64>,
    at_risk_before: i64,
    new_on: BTreeMap<Day, i64>,
    /// The year, the year before, and the months.
    spans: Vec<(Period, Flow)>,
    visits: Vec<Day>,
}

impl<'r> Survey<'r> {
    fn new(r: &'r Read<'_>, to: Day) -> Self {
        let year = Period { from: to.plus(-364), to };
        let year_before = Period { from: to.plus(-729), to: to.plus(-365) };
        Self {
            limits: &r.settings.thresholds,
            to,
            stages: Lifecycle::ALL.iter().map(|stage| (*stage, 0)).collect(),
            at_risk_before: 0,
            new_on: BTreeMap::new(),
            spans: [year, year_before]
                .into_iter()
                .chain(months(to))
                .map(|span| (span, Flow::default()))
                .collect(),
            visits: Vec::new(),
        }
    }

    /// Whether somebody was at risk is told by visits and pets alone.
    fn add(&mut self, facts: &Facts) {
        let to = self.to;
        let then = metrics::standing(facts, self.limits, to.plus(-DAYS)).lifecycle;
        self.at_risk_before += i64::from(then == Lifecycle::AtRisk);
        let visits = &mut self.visits;
        visits.clear();
        let completed = facts.appointments.iter().filter(|a| a.outcome == Outcome::Completed);
        visits.extend(completed.map(|appointment| appointment.day).take_while(|day| *day <= to));
        visits.dedup();
        if let Some(first) = visits.first() {
            *self.new_on.entry(*first).or_default() += 1;
        }
        // Who has not come for three years is in none of the spans.
        let [_, limit] = self.limits.lifecycle_days;
        if visits.last().is_some_and(|last| to.since(*last) <= 3 * 365) {
            self.spans.iter_mut().for_each(|(span, flow)| flow.add(visits, *span, limit));
        }
    }

    fn finish(self) -> Standing {
        let share = |flow: &Flow| Of { part: flow.returned, whole: flow.base };
        let (now, before) = match self.spans.as_slice() {
            [(_, now), (_, before), ..] => (share(now), share(before)),
            _ => (Of::default(), Of::default()),
        };
        let months = self.spans.iter().skip(2).map(|(span, flow)| (*span, share(flow))).collect();
        Standing {
            stages: self.stages,
            at_risk_before: self.at_risk_before,
            new_on: Days(self.new_on),
            year: Period { from: self.to.plus(-364), to: self.to },
            retention: Series { now, before, months },
        }
    }
}
