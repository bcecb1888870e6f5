//! The value score and the engagement score, each with its parts. They differ on purpose at the edges:
//! "up to 30 days" in one, "under 30 days" in the other.

use crate::{clinic::Thresholds, values::Money};
use serde::Serialize;

/// What both scores are computed from.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Basis {
    pub(in super::super) days_since_visit: Option<i32>,
    pub(in super::super) visits: i64,
    pub(in super::super) spent: Money,
    pub(in super::super) interactions: i64,
}

/// A score with its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// 0 to 100: the sum of the parts.
    pub points: i64,
    /// The parts.
    pub parts: Vec<ScorePart>,
}

/// One part of a score, and the rule behind its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScorePart {
    /// Which.
    pub name: ScorePartName,
    /// What was measured, in days, visits, cents or interactions; none where there was no visit.
    pub value: Option<i64>,
    /// Points earned.
    pub points: i64,
    /// Points that can be earned.
    pub most: i64,
    /// How points are earned.
    pub rule: ScoreRule,
}

/// What a part measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ScorePartName {
    /// Days since the last visit.
    Recency,
    /// Visits, by steps.
    Frequency,
    /// Spending to date in cents (value score).
    Monetary,
    /// Visits, each counting.
    Visits,
    /// Spending to date in cents (engagement score).
    Spending,
    /// Interactions, each counting.
    Interactions,
}

/// How points are earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum ScoreRule {
    /// The first step that the value meets gives its points; none gives 0.
    Steps {
        /// How a value meets a step.
        bound: Bound,
        /// Best first.
        steps: Vec<ScoreStep>,
    },
    /// Each one gives points, up to the part's most.
    Each {
        /// Points for each.
        points: i64,
    },
}

/// How a value meets a step's limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// It is the limit or less.
    AtMost,
    /// It is less.
    Below,
    /// It is the limit or more.
    AtLeast,
    /// It is more.
    Above,
}

impl Bound {
    const fn is_met(self, value: i64, limit: i64) -> bool {
        match self {
            Self::AtMost => value <= limit,
            Self::Below => value < limit,
            Self::AtLeast => value >= limit,
            Self::Above => value > limit,
        }
    }
}

/// One step of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoreStep {
    /// The limit, in the part's unit.
    pub limit: i64,
    /// Points for meeting it.
    pub points: i64,
}

/// A part measured: its rule as an array, so that a rebuild of all owners allocates nothing for it.
struct Part<const STEPS: usize> {
    name: ScorePartName,
    value: Option<i64>,
    bound: Bound,
    steps: [(i64, i64); STEPS],
}

impl<const STEPS: usize> Part<STEPS> {
    fn points(&self) -> i64 {
        let Some(value) = self.value else { return 0 };
        let met = self.steps.iter().find(|(limit, _)| self.bound.is_met(value, *limit));
        met.map_or(0, |(_, points)| *points)
    }

    fn shown(&self) -> ScorePart {
        let steps = self.steps.iter().map(|&(limit, points)| ScoreStep { limit, points }).collect();
        ScorePart {
            name: self.name,
            value: self.value,
            points: self.points(),
            most: self.steps.first().map_or(0, |(_, points)| *points),
            rule: ScoreRule::Steps { bound: self.bound, steps },
        }
    }
}

struct Counted {
    name: ScorePartName,
    value: i64,
    each: i64,
    most: i64,
}

impl Counted {
    fn points(&self) -> i64 {
        self.value.saturating_mul(self.each).min(self.most)
    }

    fn shown(&self) -> ScorePart {
        ScorePart {
            name: self.name,
            value: Some(self.value),
            points: self.points(),
            most: self.most,
            rule: ScoreRule::Each { points: self.each },
        }
    }
}

fn recency(basis: &Basis, limits: &Thresholds, bound: Bound) -> Part<3> {
    let [near, middle, far] = limits.recency_days.map(i64::from);
    Part {
        name: ScorePartName::Recency,
        value: basis.days_since_visit.map(i64::from),
        bound,
        steps: [(near, 30), (middle, 20), (far, 10)],
    }
}

fn value_parts(basis: &Basis, limits: &Thresholds) -> (Part<3>, Part<3>, Part<4>) {
    let [few, some, many] = limits.frequency_visits;
    let [least, low, high, most] = limits.value_spent.map(Money::cents);
    let frequency = Part {
        name: ScorePartName::Frequency,
        value: Some(basis.visits),
        bound: Bound::AtLeast,
        steps: [(many, 30), (some, 20), (few, 10)],
    };
    let monetary = Part {
        name: ScorePartName::Monetary,
        value: Some(basis.spent.cents()),
        bound: Bound::AtLeast,
        steps: [(most, 40), (high, 30), (low, 20), (least, 10)],
    };
    (recency(basis, limits, Bound::AtMost), frequency, monetary)
}

fn engagement_parts(basis: &Basis, limits: &Thresholds) -> (Counted, Part<3>, Part<3>, Counted) {
    let [low, middle, high] = limits.engagement_spent.map(Money::cents);
    let visits = Counted { name: ScorePartName::Visits, value: basis.visits, each: 3, most: 30 };
    let spending = Part {
        name: ScorePartName::Spending,
        value: Some(basis.spent.cents()),
        bound: Bound::Above,
        steps: [(high, 20), (middle, 15), (low, 10)],
    };
    let interactions =
        Counted { name: ScorePartName::Interactions, value: basis.interactions, each: 1, most: 20 };
    (visits, recency(basis, limits, Bound::Below), spending, interactions)
}

/// The value score's points.
pub(super) fn value(basis: &Basis, limits: &Thresholds) -> i64 {
    let (recency, frequency, monetary) = value_parts(basis, limits);
    recency.points() + frequency.points() + monetary.points()
}

/// The engagement score's points.
pub(super) fn engagement(basis: &Basis, limits: &Thresholds) -> i64 {
    let (visits, recency, spending, interactions) = engagement_parts(basis, limits);
    visits.points() + recency.points() + spending.points() + interactions.points()
}

/// The value score with its parts.
pub(in super::super) fn value_shown(basis: &Basis, limits: &Thresholds) -> Score {
    let (recency, frequency, monetary) = value_parts(basis, limits);
    Score { points: value(basis, limits), parts: vec![recency.shown(), frequency.shown(), monetary.shown()] }
}

/// The engagement score with its parts.
pub(in super::super) fn engagement_shown(basis: &Basis, limits: &Thresholds) -> Score {
    let (visits, recency, spending, interactions) = engagement_parts(basis, limits);
    Score {
        points: engagement(basis, limits),
        parts: vec![visits.shown(), recency.shown(), spending.shown(), interactions.shown()],
    }
}
