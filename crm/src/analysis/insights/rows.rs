//! The owners behind a figure of the screen: whoever it counts, and how much of it is theirs.

use super::{
    overview::{FLOW_DAYS, quarter},
    store,
};
use crate::{
    Clinic, Error, Result,
    analysis::{
        metrics::{self, AppointmentFact, Facts, Figures, Outcome, Standing, YEAR_DAYS, standing},
        segments::{self, Member, Segment},
    },
    clinic::{Actor, Done, Read, View},
    values::{Day, Lang, Lifecycle, Money, OwnerId},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{cmp::Reverse, path::Path};

/// The most rows that are shown at once.
const MOST: u32 = 1_000;

/// A figure of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "of")]
pub enum Figure {
    /// Everybody who counts.
    Everyone,
    /// Who came in the 12 months before the last 12; of those, who came in these or who did not.
    Retention {
        /// Those who came again, or those who did not; all where it is left out.
        returned: Option<bool>,
    },
    /// Who spent in the last 12 months, by how much.
    Spent,
    /// The same, by how many purchases.
    Purchases,
    /// First visit in this month up to today, or in the month before.
    New {
        /// The month before.
        last_month: bool,
    },
    /// To whom messages went over a channel, by how many.
    Response {
        /// The channel.
        channel: String,
        /// Only those that were answered.
        answered: bool,
    },
    /// Who is in a stage.
    Stage {
        /// The stage.
        stage: Lifecycle,
    },
    /// Who moved between stages in the last 30 days.
    Moved {
        /// From one of these.
        from: Vec<Lifecycle>,
        /// To one of these.
        to: Vec<Lifecycle>,
    },
    /// Who came first in a quarter; of those, who came in a later one.
    Cohort {
        /// The year.
        year: i32,
        /// Its quarter, from 1.
        quarter: u32,
        /// So many quarters later; all of the cohort where it is left out.
        later: Option<u32>,
    },
    /// Who spent so much to date, in cents.
    Value {
        /// From this.
        from: i64,
        /// To this.
        to: Option<i64>,
    },
    /// Who came so many times.
    Visits {
        /// From this.
        from: i64,
        /// To this.
        to: Option<i64>,
    },
    /// Who found the clinic in one way.
    Source {
        /// How; none where it is not known.
        source: Option<String>,
    },
    /// Who has one of the lifetime values, by how much: to date 0, estimate 1, expected in 12 months 2.
    Lifetime {
        /// Which.
        which: u32,
    },
    /// Whom an owner brought.
    Brought {
        /// Who brought them.
        by: OwnerId,
    },
}

/// The owners behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FigureRows {
    /// How many owners.
    pub owners: u32,
    /// Their parts together: the figure.
    pub total: i64,
    /// What the parts are.
    pub unit: FigureUnit,
    /// The first of them, the largest part first.
    pub rows: Vec<FigureRow>,
    /// The same owners as criteria of a segment, where there are rules for them; else a segment can only hold them as
    /// they are now.
    pub criteria: Option<String>,
}

/// What a part of a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum FigureUnit {
    /// An owner counts once.
    Owners,
    /// Cents.
    Cents,
    /// Purchases.
    Purchases,
    /// Messages.
    Messages,
}

/// An owner behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FigureRow {
    /// The owner.
    pub member: Member,
    /// How much of the figure is theirs.
    pub part: i64,
}

impl Figure {
    const fn unit(&self) -> FigureUnit {
        match self {
            Self::Spent | Self::Lifetime { .. } => FigureUnit::Cents,
            Self::Purchases => FigureUnit::Purchases,
            Self::Response { .. } => FigureUnit::Messages,
            _ => FigureUnit::Owners,
        }
    }

    /// The rules that mean the same owners.
    fn criteria(&self, r: &Read<'_>) -> Option<String> {
        let criteria = match self {
            Self::Everyone => json!({ "everyone": true }),
            Self::New { last_month: false } => {
                json!({ "first_visit_since": r.today.first_of_month().to_string() })
            }
            Self::Stage { stage } => json!({ "lifecycle": stage.as_str() }),
            Self::Value { from, to } => {
                range(("min_spent", amount(*from)), to.map(|to| ("lifetime_value_max", amount(to))))
            }
            Self::Visits { from, to } => {
                range(("min_visits", json!(from)), to.map(|to| ("max_visits", json!(to))))
            }
            Self::Source { source: Some(source) } => json!({ "acquisition_source": source }),
            _ => return None,
        };
        Some(criteria.to_string())
    }
}

fn amount(cents: i64) -> Value {
    serde_json::from_str(&Money::from_cents(cents).to_string()).unwrap_or_default()
}

fn range(from: (&str, Value), to: Option<(&str, Value)>) -> Value {
    Value::Object(std::iter::once(from).chain(to).map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The owners behind a figure. Most take a pass over the facts: run it off the screen's thread.
///
/// # Errors
/// What the database says.
pub fn rows(r: &Read<'_>, figure: &Figure, limit: u32) -> Result<FigureRows> {
    let found = behind(r, figure)?;
    let shown = usize::try_from(limit.min(MOST)).unwrap_or(usize::MAX);
    let first: Vec<OwnerId> = found.iter().take(shown).map(|(owner, _)| *owner).collect();
    let members = segments::lines(r, &first)?.into_iter().zip(&found);
    Ok(FigureRows {
        owners: u32::try_from(found.len()).unwrap_or(u32::MAX),
        total: found.iter().map(|(_, part)| part).sum(),
        unit: figure.unit(),
        criteria: figure.criteria(r),
        rows: members.map(|(member, (_, part))| FigureRow { member, part: *part }).collect(),
    })
}

/// Keeps the owners behind a figure as a segment whose members stay.
///
/// # Errors
/// As [`segments::create`].
pub fn keep_rows(
    clinic: &Clinic,
    actor: &Actor,
    figure: &Figure,
    name: &str,
    lang: Lang,
) -> Result<Done<Segment>> {
    segments::keep(clinic, actor, name, &owners_of(clinic, actor, figure)?, lang)
}

/// Writes the owners behind a figure into a CSV file, as [`segments::export`] does. Returns how many.
///
/// # Errors
/// As [`segments::export`].
pub fn export_rows(clinic: &Clinic, actor: &Actor, figure: &Figure, path: &Path) -> Result<usize> {
    segments::export_owners(clinic, actor, &owners_of(clinic, actor, figure)?, path)
}

fn owners_of(clinic: &Clinic, actor: &Actor, figure: &Figure) -> Result<Vec<OwnerId>> {
    let found = clinic.read(actor, View::Reports, |r| behind(r, figure))?;
    Ok(found.into_iter().map(|(owner, _)| owner).collect())
}

/// Owners with their parts, the largest first.
fn behind(r: &Read<'_>, figure: &Figure) -> Result<Vec<(OwnerId, i64)>> {
    let once = |owners: Vec<OwnerId>| owners.into_iter().map(|owner| (owner, 1)).collect();
    let mut found: Vec<(OwnerId, i64)> = match figure {
        Figure::Retention { returned } => {
            let from = r.today.plus(1 - YEAR_DAYS);
            once(metrics::retained(r, from, r.today, *returned)?)
        }
        Figure::Response { channel, answered } => store::messaged(r, channel, *answered)?,
        Figure::Source { source } => once(store::of_source(r, source.as_deref())?),
        Figure::Brought { by } => once(store::brought_by(r, *by)?),
        Figure::Lifetime { which } => lifetime(r, *which)?,
        _ => counted(r, figure)?,
    };
    found.sort_by_key(|(owner, part)| (Reverse(*part), *owner));
    Ok(found)
}

/// Everybody who counts, by their kept figures; where those do not tell, by their visits and purchases.
fn counted(r: &Read<'_>, figure: &Figure) -> Result<Vec<(OwnerId, i64)>> {
    let left_out = store::out_of_lists(r)?;
    let mut found = Vec::new();
    let mut add = |owner: OwnerId, part: &dyn Fn() -> i64| {
        if left_out.binary_search(&owner).is_err() {
            let part = part();
            found.extend((part != 0).then_some((owner, part)));
        }
    };
    if matches!(figure, Figure::Spent | Figure::Purchases | Figure::Moved { .. } | Figure::Cohort { .. }) {
        metrics::each_owner_standing(r, r.today, |owner, facts, now| {
            add(owner, &|| part_of_facts(r, figure, facts, now));
            Ok(())
        })?;
    } else {
        metrics::each_today(r, |owner, now| {
            add(owner, &|| part(r.today, figure, now));
            Ok(())
        })?;
    }
    Ok(found)
}

/// How much of a figure is this owner's, by the kept figures.
fn part(today: Day, figure: &Figure, now: &Figures) -> i64 {
    let is_within = |value: i64, from: i64, to: Option<i64>| value >= from && to.is_none_or(|to| value <= to);
    match figure {
        Figure::Everyone => 1,
        Figure::New { last_month } => {
            let month = today.first_of_month();
            let (from, to) = match last_month {
                true => (month.plus(-1).first_of_month(), month.plus(-1)),
                false => (month, today),
            };
            i64::from(now.first_visit_on.is_some_and(|day| (from..=to).contains(&day)))
        }
        Figure::Stage { stage } => i64::from(now.lifecycle == *stage),
        Figure::Value { from, to } => i64::from(is_within(now.total_spent.cents(), *from, *to)),
        Figure::Visits { from, to } => i64::from(is_within(now.total_visits, *from, *to)),
        // Asked elsewhere.
        _ => 0,
    }
}

/// The same by visits and purchases, and how the owner stands today.
fn part_of_facts(r: &Read<'_>, figure: &Figure, facts: &Facts, now: &Standing) -> i64 {
    let of_year = || facts.purchases.iter().filter(|one| (0..YEAR_DAYS).contains(&r.today.since(one.day)));
    match figure {
        Figure::Spent => of_year().map(|purchase| purchase.net.cents()).sum(),
        Figure::Purchases => i64::try_from(of_year().count()).unwrap_or(i64::MAX),
        Figure::Moved { from, to } => {
            let then = standing(facts, &r.settings.thresholds, r.today.plus(-FLOW_DAYS)).lifecycle;
            i64::from(then != now.lifecycle && from.contains(&then) && to.contains(&now.lifecycle))
        }
        Figure::Cohort { year, quarter: of, later } => {
            let begun = year * 4 + of.cast_signed() - 1;
            let completed = |one: &&AppointmentFact| one.outcome == Outcome::Completed && one.day <= r.today;
            let mut visits = facts.appointments.iter().filter(completed).map(|visit| quarter(visit.day));
            let is_of = visits.next() == Some(begun);
            let came = |later: u32| visits.any(|visit| visit == begun + later.cast_signed());
            i64::from(is_of && later.is_none_or(came))
        }
        // By the kept figures, or asked elsewhere.
        _ => 0,
    }
}

/// Who has a lifetime value.
fn lifetime(r: &Read<'_>, which: u32) -> Result<Vec<(OwnerId, i64)>> {
    if which > 2 {
        return Err(Error::invalid("which", "none of the three"));
    }
    let left_out = store::out_of_lists(r)?;
    let mut found = Vec::new();
    metrics::each_prospect(r, |owner, now, prospect| {
        let value = match which {
            0 => Some(now.total_spent),
            1 => metrics::lifetime_value_estimate(now, r.today),
            _ => prospect.expected_value_cents,
        };
        if left_out.binary_search(&owner).is_err() {
            found.extend(value.map(|value| (owner, value.cents())));
        }
    })?;
    Ok(found)
}
