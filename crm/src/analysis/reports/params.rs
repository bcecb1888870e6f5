//! What a report is asked for: the days, the comparison, the grain, whom and what it counts.

use super::report::Period;
use crate::{
    Error, Result,
    values::{Day, SegmentId, StaffId, TagId, text_enum},
};
use chrono::{Datelike, Months};
use serde::Deserialize;

text_enum! {
    /// A report.
    ReportKind {
        /// What came in, from whom and for what.
        Revenue = "revenue",
        /// Who came when, and who did not.
        Appointments = "appointments",
        /// What was sold over the counter.
        Products = "products",
        /// Who the owners are.
        Customers = "customers",
        /// Who comes back.
        Retention = "retention",
    }
}

text_enum! {
    /// What the period is compared with.
    #[derive(Default)]
    Compare {
        /// The span before it: whole months before whole months, the same days of the month before a month to date,
        /// else as many days.
        #[default]
        Before = "before",
        /// The same days of the year before.
        LastYear = "last_year",
        /// Nothing.
        Nothing = "nothing",
    }
}

text_enum! {
    /// The parts that a period is cut into.
    Grain {
        /// Days.
        Day = "day",
        /// Sevens of days from the period's first.
        Week = "week",
        /// Calendar months.
        Month = "month",
        /// Calendar quarters.
        Quarter = "quarter",
        /// Calendar years.
        Year = "year",
    }
}

/// More parts than this are not drawn: the next coarser grain is taken.
const MOST_PARTS: usize = 62;

/// What a report covers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ReportParams {
    /// The first day; the first of the last day's month where none is given.
    pub from: Option<Day>,
    /// The last day; today where none is given.
    pub to: Option<Day>,
    /// What it is compared with.
    pub compare: Compare,
    /// The parts of its chart; by the length of the period where none is given.
    pub grain: Option<Grain>,
    /// Whom and what it counts.
    pub only: ReportFilter,
    /// Whether the long list stands at the end.
    pub list: LongList,
}

/// Whom and what a report counts; everybody and everything where nothing is said. A report leaves aside what does not
/// concern it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ReportFilter {
    /// Owners in this segment.
    pub segment: Option<SegmentId>,
    /// Owners with this tag.
    pub tag: Option<TagId>,
    /// Owners who came through this source.
    pub source: Option<String>,
    /// Appointments with this staff member.
    pub staff: Option<StaffId>,
    /// Products or services of this category.
    pub category: Option<String>,
}

/// Whether the long list, of every owner or every product, stands at the end of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum LongList {
    /// No list.
    #[default]
    LeftOut,
    /// With the list.
    Included,
}

impl ReportParams {
    /// The days that the report covers: month to date unless said otherwise.
    ///
    /// # Errors
    /// `invalid` on `to` where it lies before `from`, and on a day outside 1900–2199.
    pub fn period(&self, today: Day) -> Result<Period> {
        let to = self.to.unwrap_or(today);
        let from = self.from.unwrap_or(to.first_of_month());
        let years = [Day::from_ymd(1900, 1, 1), Day::from_ymd(2200, 1, 1)];
        for (field, day) in [("from", from), ("to", to)] {
            if years.first().is_some_and(|least| Some(day) < *least)
                || years.last().is_some_and(|end| Some(day) >= *end)
            {
                return Err(Error::invalid(field, "not between 1900 and 2199"));
            }
        }
        if to < from { Err(Error::invalid("to", "before from")) } else { Ok(Period { from, to }) }
    }

    /// The days that the report looks at.
    ///
    /// # Errors
    /// Those of [`ReportParams::period`].
    pub fn frame(&self, today: Day) -> Result<Frame> {
        let period = self.period(today)?;
        let compared = match self.compare {
            Compare::Before => Some(period.before()),
            Compare::LastYear => Some(period.year_before()),
            Compare::Nothing => None,
        };
        let asked = self.grain.unwrap_or_else(|| Grain::of(period));
        let grain = Grain::ALL
            .iter()
            .copied()
            .find(|grain| *grain >= asked && grain.count(period) <= MOST_PARTS)
            .unwrap_or(Grain::Year);
        Ok(Frame { period, compared, as_of: period.to.min(today), grain, compare: self.compare })
    }
}

/// The days that a report looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The period.
    pub period: Period,
    /// What it is compared with.
    pub compared: Option<Period>,
    /// The day that the figures hold for: the period's last, or today where that is earlier.
    pub as_of: Day,
    /// The parts of the period.
    pub grain: Grain,
    /// What is compared with.
    pub compare: Compare,
}

impl Frame {
    /// The days of the period that have come.
    pub fn now(&self) -> Period {
        Period { from: self.period.from, to: self.as_of }
    }

    /// The parts of the period that have begun, each with the part that it is compared with.
    pub fn parts(&self) -> Vec<(Period, Option<Period>)> {
        let compared = self.compared.map(|compared| self.grain.parts(compared)).unwrap_or_default();
        let parts = self.grain.parts(self.period).into_iter().enumerate();
        parts
            .filter(|(_, part)| part.from <= self.as_of)
            .map(|(i, part)| (Period { to: part.to.min(self.as_of), ..part }, compared.get(i).copied()))
            .collect()
    }
}

impl Period {
    /// The span before this one: as many whole months before whole months, the same days of the month before a month
    /// to date, else as many days.
    #[must_use]
    pub fn before(self) -> Self {
        let last = self.from.plus(-1);
        let months = months_between(self.from, self.to.plus(1));
        let starts_month = self.from == self.from.first_of_month();
        if starts_month && self.to.plus(1) == self.to.plus(1).first_of_month() {
            return Self { from: months_back(self.from, months), to: last };
        }
        if starts_month && self.from == self.to.first_of_month() {
            return Self { from: last.first_of_month(), to: months_back(self.to, 1) };
        }
        Self { from: self.from.plus(-self.days()), to: last }
    }

    /// The same days of the year before; a last of February stays one.
    #[must_use]
    pub fn year_before(self) -> Self {
        let ends_month = self.to.plus(1) == self.to.plus(1).first_of_month();
        let to = months_back(self.to, 12);
        Self {
            from: months_back(self.from, 12),
            to: if ends_month { months_back(self.to.plus(1), 12).plus(-1) } else { to },
        }
    }
}

/// This day so many months earlier; the month's last where that month is shorter.
fn months_back(day: Day, months: u32) -> Day {
    day.date().checked_sub_months(Months::new(months)).map_or(day, Day::from)
}

fn months_between(from: Day, to: Day) -> u32 {
    let number = |day: Day| day.date().year() * 12 + day.date().month0().cast_signed();
    u32::try_from(number(to) - number(from)).unwrap_or(0)
}

impl Grain {
    /// What a chart of this period can be read in.
    pub fn of(period: Period) -> Self {
        match period.days() {
            ..=14 => Self::Day,
            15..=120 => Self::Week,
            121..=1_100 => Self::Month,
            _ => Self::Year,
        }
    }

    /// About how many parts the period has.
    fn count(self, period: Period) -> usize {
        let days = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 28,
            Self::Quarter => 90,
            Self::Year => 365,
        };
        usize::try_from(period.days() / days).unwrap_or(usize::MAX)
    }

    /// The period in parts, the first and the last of them cut where it begins and ends.
    pub fn parts(self, period: Period) -> Vec<Period> {
        let mut parts = Vec::new();
        let mut from = period.from;
        while from <= period.to {
            let after = self.after(from);
            parts.push(Period { from, to: after.plus(-1).min(period.to) });
            from = after;
        }
        parts
    }

    /// The first day of the next part.
    fn after(self, day: Day) -> Day {
        let date = day.date();
        let months = match self {
            Self::Day => return day.plus(1),
            Self::Week => return day.plus(7),
            Self::Month => 1,
            Self::Quarter => 3 - date.month0() % 3,
            Self::Year => 12 - date.month0(),
        };
        day.first_of_month().date().checked_add_months(Months::new(months)).map_or(day.plus(1), Day::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn period(from: &str, to: &str) -> Period {
        Period { from: day(from), to: day(to) }
    }

    #[rstest]
    #[case("2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30")] // a month, the month before
    #[case("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    #[case("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31")] // a quarter
    #[case("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31")] // a year
    #[case("2026-10-01", "2026-10-17", "2026-09-01", "2026-09-17")] // a month to date
    #[case("2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28")] // longer than the month before
    #[case("2026-10-05", "2026-10-11", "2026-09-28", "2026-10-04")] // seven days
    #[case("2026-10-31", "2026-10-31", "2026-10-30", "2026-10-30")]
    #[case("2026-01-01", "2026-02-15", "2025-11-16", "2025-12-31")] // neither: as many days
    fn the_span_before_is_of_the_same_kind(
        #[case] from: &str,
        #[case] to: &str,
        #[case] before_from: &str,
        #[case] before_to: &str,
    ) {
        assert_eq!(period(from, to).before(), period(before_from, before_to));
    }

    #[rstest]
    #[case("2026-10-01", "2026-10-31", "2025-10-01", "2025-10-31")]
    #[case("2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29")]
    #[case("2024-02-29", "2024-02-29", "2023-02-28", "2023-02-28")]
    #[case("2026-10-05", "2026-10-11", "2025-10-05", "2025-10-11")]
    fn last_year_has_the_same_days(
        #[case] from: &str,
        #[case] to: &str,
        #[case] year_from: &str,
        #[case] year_to: &str,
    ) {
        assert_eq!(period(from, to).year_before(), period(year_from, year_to));
    }

    #[rstest]
    #[case(Grain::Day, 92)]
    #[case(Grain::Week, 14)]
    #[case(Grain::Month, 4)]
    #[case(Grain::Quarter, 2)]
    #[case(Grain::Year, 1)]
    fn parts_cover_the_period_once(#[case] grain: Grain, #[case] count: usize) {
        let whole = period("2026-07-15", "2026-10-14");
        let parts = grain.parts(whole);
        assert_eq!(parts.len(), count);
        assert_eq!((parts[0].from, parts[count - 1].to), (whole.from, whole.to));
        assert!(parts.windows(2).all(|two| two[0].to.plus(1) == two[1].from));
    }

    #[test]
    fn too_many_parts_take_the_next_grain() {
        let params = ReportParams {
            from: Some(day("2024-01-01")),
            to: Some(day("2026-10-31")),
            grain: Some(Grain::Day),
            ..ReportParams::default()
        };
        assert_eq!(params.frame(day("2026-10-31")).unwrap().grain, Grain::Month);
    }

    #[test]
    fn a_period_that_is_not_over_ends_today() {
        let params = ReportParams { to: Some(day("2025-11-30")), ..ReportParams::default() };
        let frame = params.frame(day("2025-11-17")).unwrap();
        assert_eq!(frame.as_of, day("2025-11-17"));
        assert_eq!(frame.compared, Some(period("2025-10-01", "2025-10-31")));
        assert_eq!(frame.parts().len(), 3);
        assert_eq!(frame.parts()[2].0, period("2025-11-15", "2025-11-17"));
    }

    #[test]
    fn later_is_not_before_earlier() {
        let params = ReportParams {
            from: Some(day("2026-02-02")),
            to: Some(day("2026-02-01")),
            ..ReportParams::default()
        };
        assert!(params.frame(day("2026-03-01")).is_err());
    }
}
