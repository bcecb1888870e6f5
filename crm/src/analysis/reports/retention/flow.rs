//! Who stays, who leaves, who returns: pure, one owner at a time.

use crate::{
    analysis::{
        metrics::YEAR_DAYS,
        reports::{params::Grain, report::Period},
    },
    values::Day,
};

/// Owners over some days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// With a visit in the 12 months before.
    pub base: i64,
    /// Of those, with one in these days.
    pub returned: i64,
    /// With a visit in these days.
    pub seen: i64,
    /// With their first.
    pub fresh: i64,
    /// With one after they had left.
    pub reactivated: i64,
    /// Who left: this many days without a visit were over.
    pub lapsed: i64,
    /// Who had not left on the last day.
    pub active: i64,
}

/// Owners who came first in the same span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// When they came first.
    pub span: Period,
    /// How many.
    pub owners: i64,
    /// Of those, how many came in this span and in each one after.
    pub came: Vec<i64>,
}

/// What the report counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// The period.
    pub now: (Period, Flow),
    /// What it is compared with.
    pub before: Option<(Period, Flow)>,
    /// The spans up to the period's end, oldest first.
    pub spans: Vec<(Period, Flow)>,
    /// Those who came first in each of the spans.
    pub cohorts: Vec<Cohort>,
    /// Days without a visit after which an owner has left.
    limit: i32,
}

/// The calendar spans up to a day, oldest first; the last one ends that day.
pub fn spans(grain: Grain, as_of: Day) -> Vec<Period> {
    let (grain, back) = match grain {
        Grain::Day | Grain::Week | Grain::Month => (Grain::Month, 12),
        Grain::Quarter => (Grain::Quarter, 8),
        Grain::Year => (Grain::Year, 6),
    };
    // Long enough for that many whole spans whatever the day.
    let mut spans = grain.parts(Period { from: as_of.plus(-366 * 7).first_of_month(), to: as_of });
    spans.split_off(spans.len().saturating_sub(back))
}

impl Counts {
    /// Nobody counted yet.
    pub fn new(now: Period, before: Option<Period>, grain: Grain, limit: i32) -> Self {
        let spans = spans(grain, now.to);
        let cohorts = (0..spans.len())
            .zip(&spans)
            .map(|(i, span)| Cohort { span: *span, owners: 0, came: vec![0; spans.len() - i] })
            .collect();
        Self {
            now: (now, Flow::default()),
            before: before.map(|period| (period, Flow::default())),
            spans: spans.into_iter().map(|span| (span, Flow::default())).collect(),
            cohorts,
            limit,
        }
    }

    /// Counts an owner with these visits, each day once, in order.
    pub fn add(&mut self, visits: &[Day]) {
        let Some(first) = visits.first().copied() else { return };
        let limit = self.limit;
        let spans = self.spans.iter_mut().chain(self.before.iter_mut()).chain(std::iter::once(&mut self.now));
        for (span, flow) in spans {
            flow.add(visits, *span, limit);
        }
        let Some(number) = self.cohorts.iter().position(|cohort| holds(cohort.span, first)) else { return };
        let later: Vec<bool> =
            self.cohorts.iter().skip(number).map(|cohort| any_in(visits, cohort.span)).collect();
        if let Some(cohort) = self.cohorts.get_mut(number) {
            cohort.owners += 1;
            for (count, came) in cohort.came.iter_mut().zip(later) {
                *count += i64::from(came);
            }
        }
    }
}

impl Flow {
    /// Counts an owner with these visits in.
    pub fn add(&mut self, visits: &[Day], span: Period, limit: i32) {
        let start = visits.partition_point(|day| *day < span.from);
        let end = visits.partition_point(|day| *day <= span.to);
        let before = start.checked_sub(1).and_then(|at| visits.get(at)).copied();
        let last = end.checked_sub(1).and_then(|at| visits.get(at)).copied();
        let came = end > start;
        let was_here = before.is_some_and(|day| day >= span.from.plus(-YEAR_DAYS));
        self.base += i64::from(was_here);
        self.returned += i64::from(was_here && came);
        self.seen += i64::from(came);
        self.fresh += i64::from(came && start == 0);
        self.active += i64::from(last.is_some_and(|day| span.to.since(day) <= limit));
        // From the visit before the span on: a gap longer than the limit is a leaving, and a visit after it a return.
        let from = start.saturating_sub(1);
        let known = visits.get(from..end).unwrap_or_default();
        for two in known.windows(2) {
            if let [one, next] = two
                && next.since(*one) > limit
            {
                self.reactivated += i64::from(*next >= span.from);
                self.lapsed += i64::from(holds(span, one.plus(limit + 1)));
            }
        }
        if let Some(last) = known.last() {
            self.lapsed += i64::from(holds(span, last.plus(limit + 1)));
        }
    }
}

fn holds(span: Period, day: Day) -> bool {
    day >= span.from && day <= span.to
}

fn any_in(visits: &[Day], span: Period) -> bool {
    let start = visits.partition_point(|day| *day < span.from);
    visits.get(start).is_some_and(|day| *day <= span.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn october() -> Period {
        Period { from: day("2026-10-01"), to: day("2026-10-31") }
    }

    fn flow(visits: &[&str]) -> Flow {
        let visits: Vec<Day> = visits.iter().map(|text| day(text)).collect();
        let mut flow = Flow::default();
        flow.add(&visits, october(), 365);
        flow
    }

    #[test]
    fn those_seen_in_the_year_before_may_come_back() {
        let expected = Flow { base: 1, returned: 1, seen: 1, active: 1, ..Flow::default() };
        assert_eq!(flow(&["2025-10-01", "2026-10-31"]), Flow { reactivated: 1, lapsed: 1, ..expected });
        assert_eq!(flow(&["2025-11-01", "2026-10-31"]), expected);
        let fresh = Flow { seen: 1, fresh: 1, active: 1, ..Flow::default() };
        assert_eq!(flow(&["2026-10-05", "2026-10-06"]), fresh);
    }

    #[test]
    fn one_leaves_on_the_day_after_the_limit() {
        assert_eq!(flow(&["2025-10-01"]).lapsed, 1, "365 days later is October 1st, the 2nd is one more");
        assert_eq!(flow(&["2025-09-30"]).lapsed, 1);
        assert_eq!(flow(&["2025-09-29"]).lapsed, 0, "left in September");
        assert_eq!(flow(&["2025-10-31"]), Flow { base: 1, active: 1, ..Flow::default() });
    }

    #[test]
    fn a_return_needs_a_leaving_before() {
        assert_eq!(flow(&["2024-01-01", "2026-10-10"]).reactivated, 1);
        assert_eq!(flow(&["2024-01-01", "2026-10-10"]).lapsed, 0, "left long before");
        assert_eq!(flow(&["2026-01-01", "2026-10-10"]).reactivated, 0);
    }

    #[test]
    fn spans_are_whole_but_for_the_last() {
        let spans = spans(Grain::Week, day("2026-10-17"));
        assert_eq!(spans.len(), 12);
        assert_eq!(spans[0], Period { from: day("2025-11-01"), to: day("2025-11-30") });
        assert_eq!(spans[11], Period { from: day("2026-10-01"), to: day("2026-10-17") });
        assert_eq!(super::spans(Grain::Quarter, day("2026-10-17")).len(), 8);
        assert_eq!(super::spans(Grain::Year, day("2026-10-17"))[0].from, day("2021-01-01"));
    }

    proptest! {
        #[test]
        fn those_here_are_those_before_and_who_came_less_who_left(
            gaps in prop::collection::vec(1_i32..900, 1..30),
            limit in 30_i32..400,
        ) {
            let mut at = day("2020-01-01");
            let visits: Vec<Day> = gaps.iter().map(|gap| { at = at.plus(*gap); at }).collect();
            let mut counts = Counts::new(october(), None, Grain::Month, limit);
            let known: Vec<Day> = visits.into_iter().filter(|day| *day <= october().to).collect();
            counts.add(&known);
            for two in counts.spans.windows(2) {
                let (before, now) = (two[0].1, two[1].1);
                prop_assert_eq!(now.active, before.active + now.fresh + now.reactivated - now.lapsed);
                prop_assert!(now.returned <= now.base && now.returned <= now.seen);
            }
        }
    }
}
