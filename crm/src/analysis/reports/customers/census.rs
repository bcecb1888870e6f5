//! Counting: pure, one owner at a time, `as_of` given.

use crate::{
    analysis::{
        metrics::{Facts, Outcome, Standing, YEAR_DAYS},
        reports::{params::Frame, report::Period},
    },
    values::{Day, Lifecycle, Money, OwnerId, Tier},
};
use std::collections::{BTreeMap, HashMap};

/// The limits between the bands of value, in whole units of the currency.
pub const BANDS: [i64; 5] = [1, 500, 1_000, 5_000, 10_000];

/// What the report reads of an owner's own record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The owner.
    pub id: OwnerId,
    /// The day they were entered.
    pub created_on: Day,
    /// Neither deactivated nor blocked nor anonymised.
    pub is_counted: bool,
    /// Where they heard of the clinic: an index into the store's list.
    pub source: usize,
    /// The language they prefer: an index into the store's list.
    pub language: usize,
    /// Who brought them.
    pub referred_by: Option<OwnerId>,
}

/// Owners on a day and over the days to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// On record.
    pub known: i64,
    /// With a visit or purchase in the year to the day.
    pub active: i64,
    /// With their first visit in the period.
    pub new: i64,
    /// With a visit or purchase in the period.
    pub seen: i64,
}

/// Owners of one kind and what they are worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub owners: i64,
    /// Of those, new in the period.
    pub new: i64,
    /// What they spent to date.
    pub spent: Money,
}

impl Tally {
    fn add(&mut self, is_new: bool, spent: Money) {
        self.owners += 1;
        self.new += i64::from(is_new);
        self.spent += spent;
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            owners: self.owners + other.owners,
            new: self.new + other.new,
            spent: self.spent + other.spent,
        }
    }
}

/// One owner, for the list of the best and the list of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The owner.
    pub id: OwnerId,
    /// Their stage.
    pub lifecycle: Lifecycle,
    /// Their tier.
    pub tier: Tier,
    /// Their latest visit.
    pub last_visit_on: Option<Day>,
    /// Visits to date.
    pub visits: i64,
    /// Purchases to date.
    pub purchases: i64,
    /// Spent to date.
    pub spent: Money,
    /// Spent in the year to the day.
    pub year_spent: Money,
}

/// All counts of the report.
pub struct Census {
    /// The days looked at.
    pub frame: Frame,
    /// At the end of the period.
    pub now: Counts,
    /// At the end of the period before.
    pub before: Counts,
    /// By stage, in the order of [`Lifecycle::ALL`].
    pub stages: BTreeMap<Lifecycle, Tally>,
    /// By tier.
    pub tiers: BTreeMap<Tier, Tally>,
    /// By what they spent to date: nothing, and the bands above each limit.
    pub bands: [Tally; BANDS.len() + 1],
    /// By source.
    pub sources: BTreeMap<usize, Tally>,
    /// By language.
    pub languages: BTreeMap<usize, Tally>,
    /// Those brought by somebody, by whom.
    pub referred: HashMap<OwnerId, Tally>,
    /// Days on which somebody new came.
    pub new_on: BTreeMap<Day, i64>,
    /// What all spent in the year to the day.
    pub year_spent: Money,
    /// Those who spent something in that year.
    pub buyers: Vec<Line>,
    /// Everybody, where the list of all is wanted.
    pub list: Option<Vec<Line>>,
}

impl Census {
    /// Nobody counted yet.
    pub fn new(frame: Frame, with_list: bool) -> Self {
        Self {
            frame,
            now: Counts::default(),
            before: Counts::default(),
            stages: Lifecycle::ALL.iter().map(|stage| (*stage, Tally::default())).collect(),
            tiers: Tier::ALL.iter().map(|tier| (*tier, Tally::default())).collect(),
            bands: [Tally::default(); BANDS.len() + 1],
            sources: BTreeMap::new(),
            languages: BTreeMap::new(),
            referred: HashMap::new(),
            new_on: BTreeMap::new(),
            year_spent: Money::ZERO,
            buyers: Vec::new(),
            list: with_list.then(Vec::new),
        }
    }

    /// Counts an owner in, by how they take part in the days compared with and in the period.
    pub fn count(&mut self, person: &Person, [before, now]: [Option<Presence>; 2], standing: &Standing) {
        if !person.is_counted {
            return;
        }
        if let Some(presence) = before {
            self.before.add(&presence);
        }
        let Some(presence) = now else { return };
        self.now.add(&presence);
        if let Some(day) = presence.first_visit_on {
            *self.new_on.entry(day).or_default() += 1;
        }

        let (spent, year_spent, is_new) = (standing.spent, presence.year_spent, presence.is_new);
        self.stages.entry(standing.lifecycle).or_default().add(is_new, spent);
        self.tiers.entry(standing.tier).or_default().add(is_new, spent);
        if let Some(band) = self.bands.get_mut(band(spent)) {
            band.add(is_new, spent);
        }
        self.sources.entry(person.source).or_default().add(is_new, spent);
        self.languages.entry(person.language).or_default().add(is_new, spent);
        if let Some(referrer) = person.referred_by {
            self.referred.entry(referrer).or_default().add(is_new, spent);
        }
        self.year_spent += year_spent;
        let line = Line {
            id: person.id,
            lifecycle: standing.lifecycle,
            tier: standing.tier,
            last_visit_on: standing.last_visit_on,
            visits: standing.visits,
            purchases: standing.purchases,
            spent,
            year_spent,
        };
        if year_spent > Money::ZERO {
            self.buyers.push(line);
        }
        if let Some(list) = &mut self.list {
            list.push(line);
        }
    }

    /// New owners between two days, both included.
    pub fn new_between(&self, from: Day, to: Day) -> i64 {
        if to < from { 0 } else { self.new_on.range(from..=to).map(|(_, owners)| owners).sum() }
    }
}

/// The band of an amount: 0 for nothing, then the number of limits that it reaches.
pub fn band(spent: Money) -> usize {
    // Below one whole unit, but something: still the band under 500.
    let reached = BANDS.iter().filter(|limit| spent.cents() >= **limit * 100).count();
    if spent > Money::ZERO { reached.max(1) } else { 0 }
}

/// How an owner takes part in a period, at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// The first visit up to then.
    pub first_visit_on: Option<Day>,
    /// With a visit or purchase in the year to the period's last day.
    pub is_active: bool,
    /// With one in the period.
    pub is_seen: bool,
    /// With the first visit in the period.
    pub is_new: bool,
    /// Spent in that year.
    pub year_spent: Money,
}

impl Presence {
    /// In the days compared with, and in the period.
    pub fn before_and_now(person: &Person, facts: &Facts, frame: Frame) -> [Option<Self>; 2] {
        let before = frame.compared.and_then(|compared| Self::of(person, facts, compared));
        [before, Self::of(person, facts, frame.now())]
    }

    /// Nothing before the owner is known.
    pub fn of(person: &Person, facts: &Facts, period: Period) -> Option<Self> {
        let first_visit_on =
            facts.appointments.iter().find(|a| a.outcome == Outcome::Completed).map(|a| a.day);
        let first_purchase_on = facts.purchases.first().map(|purchase| purchase.day);
        // An import brings facts that are older than the record here.
        let known_from =
            [first_visit_on, first_purchase_on].into_iter().flatten().fold(person.created_on, Day::min);
        if known_from > period.to {
            return None;
        }
        let year = Span::of(facts, period.to.plus(1 - YEAR_DAYS), period.to);
        let first_visit_on = first_visit_on.filter(|day| *day <= period.to);
        Some(Self {
            first_visit_on,
            is_active: year.is_active,
            is_seen: Span::of(facts, period.from, period.to).is_active,
            is_new: first_visit_on.is_some_and(|first| first >= period.from),
            year_spent: year.spent,
        })
    }
}

impl Counts {
    fn add(&mut self, presence: &Presence) {
        self.known += 1;
        self.active += i64::from(presence.is_active);
        self.seen += i64::from(presence.is_seen);
        self.new += i64::from(presence.is_new);
    }
}

/// What an owner did between two days, both included.
struct Span {
    is_active: bool,
    spent: Money,
}

impl Span {
    fn of(facts: &Facts, from: Day, to: Day) -> Self {
        let start = facts.appointments.partition_point(|appointment| appointment.day < from);
        let mut visits =
            facts.appointments.iter().skip(start).take_while(|appointment| appointment.day <= to);
        let start = facts.purchases.partition_point(|purchase| purchase.day < from);
        let purchases = facts.purchases.iter().skip(start).take_while(|purchase| purchase.day <= to);
        let spent: Money = purchases.map(|purchase| purchase.net).sum();
        let came = visits.any(|appointment| appointment.outcome == Outcome::Completed);
        Self { is_active: came || spent > Money::ZERO, spent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::metrics::{AppointmentFact, PurchaseFact, standing},
        analysis::reports::params::ReportParams,
        clinic::Thresholds,
    };
    use rstest::rstest;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn october() -> Frame {
        let (from, to) = (Some(day("2025-10-01")), Some(day("2025-10-31")));
        ReportParams { from, to, ..ReportParams::default() }.frame(day("2025-11-17")).unwrap()
    }

    fn person(created: &str) -> Person {
        Person {
            id: OwnerId(7),
            created_on: day(created),
            is_counted: true,
            source: 0,
            language: 0,
            referred_by: None,
        }
    }

    fn facts(visits: &[&str], purchases: &[(&str, i64)]) -> Facts {
        let outcome = Outcome::Completed;
        let visit = |text: &&str| AppointmentFact { day: day(text), outcome, is_emergency: false };
        let purchase =
            |(text, cents): &(&str, i64)| PurchaseFact { day: day(text), net: Money::from_cents(*cents) };
        Facts {
            is_active: true,
            appointments: visits.iter().map(visit).collect(),
            purchases: purchases.iter().map(purchase).collect(),
            ..Facts::default()
        }
    }

    fn counted(person: &Person, facts: &Facts) -> Census {
        let mut census = Census::new(october(), true);
        let presences = Presence::before_and_now(person, facts, census.frame);
        census.count(person, presences, &standing(facts, &Thresholds::default(), census.frame.as_of));
        census
    }

    #[rstest]
    #[case(0, 0)]
    #[case(1, 1)] // a cent
    #[case(99, 1)]
    #[case(49_999, 1)]
    #[case(50_000, 2)]
    #[case(99_999, 2)]
    #[case(100_000, 3)]
    #[case(499_999, 3)]
    #[case(500_000, 4)]
    #[case(999_999, 4)]
    #[case(1_000_000, 5)]
    fn bands_begin_at_their_limit(#[case] cents: i64, #[case] band: usize) {
        assert_eq!(super::band(Money::from_cents(cents)), band);
    }

    #[rstest]
    #[case("2024-10-31", 0)] // 365 days before the end: the year has 365 days, this is the 366th
    #[case("2024-11-01", 1)]
    #[case("2025-10-31", 1)]
    #[case("2025-11-01", 0)] // after the period
    fn active_is_a_visit_in_the_365_days_to_the_end(#[case] visit: &str, #[case] active: i64) {
        assert_eq!(counted(&person("2020-01-01"), &facts(&[visit], &[])).now.active, active);
        assert_eq!(counted(&person("2020-01-01"), &facts(&[], &[(visit, 100)])).now.active, active);
    }

    #[rstest]
    #[case("2025-09-30", 0, 1)] // the last day before
    #[case("2025-10-01", 1, 0)]
    #[case("2025-10-31", 1, 0)]
    #[case("2025-11-01", 0, 0)]
    #[case("2025-09-01", 0, 1)]
    #[case("2025-08-31", 0, 0)]
    fn new_is_a_first_visit_in_the_period(#[case] first: &str, #[case] now: i64, #[case] before: i64) {
        let census = counted(&person("2020-01-01"), &facts(&[first, "2025-11-15"], &[]));
        assert_eq!((census.now.new, census.before.new), (now, before));
        assert_eq!(census.new_between(day("2025-10-01"), day("2025-10-31")), now);
        assert_eq!(census.new_between(day("2025-09-01"), day("2025-09-30")), before);
    }

    #[test]
    fn later_facts_count_in_nothing() {
        let census = counted(&person("2025-11-02"), &facts(&["2025-11-03"], &[("2025-11-03", 500)]));
        assert_eq!(census.now, Counts::default());
        assert_eq!(census.list.unwrap(), []);
        let census = counted(&person("2025-10-30"), &facts(&["2025-11-03"], &[("2025-11-03", 500)]));
        assert_eq!(census.now, Counts { known: 1, ..Counts::default() });
        assert_eq!(census.stages[&Lifecycle::Lead].owners, 1);
        assert_eq!(census.bands[0].owners, 1);
    }

    #[test]
    fn imported_facts_older_than_the_record_make_it_known() {
        let census = counted(&person("2025-11-10"), &facts(&["2023-03-04"], &[]));
        assert_eq!((census.now.known, census.before.known), (1, 1));
    }

    #[test]
    fn those_left_out_are_in_no_count() {
        let left_out = Person { is_counted: false, ..person("2020-01-01") };
        let census = counted(&left_out, &facts(&["2025-10-05"], &[("2025-10-05", 90_000)]));
        assert_eq!((census.now, census.year_spent), (Counts::default(), Money::ZERO));
        assert!(census.buyers.is_empty() && census.new_on.is_empty());
    }
}
