//! When kept figures change by the calendar alone.

use crate::{clinic::Thresholds, values::Day};

/// Gathers the days on which something may change, and keeps the first after today. The days gathered depend
/// only on facts up to today, and none of them passes before it comes up: so a row computed on an earlier
/// day keeps the same answer until then.
pub(super) struct Turn {
    today: Day,
    first: Option<Day>,
}

impl Turn {
    pub(super) const fn after(today: Day) -> Self {
        Self { today, first: None }
    }

    /// Something may change on this day.
    pub(super) fn at(&mut self, day: Day) {
        if day > self.today && self.first.is_none_or(|first| day < first) {
            self.first = Some(day);
        }
    }

    /// The limits counted from the last visit pass: "up to n days" ends the day after, "under n days" on it.
    pub(super) fn at_limits(&mut self, last_visit: Day, limits: &Thresholds) {
        for days in limits.recency_days {
            self.at(last_visit.plus(days));
        }
        let days = limits.recency_days.iter().chain(&limits.churn_days).chain(&limits.lifecycle_days);
        for days in days {
            self.at(last_visit.plus(days.saturating_add(1)));
        }
    }

    pub(super) const fn first(&self) -> Option<Day> {
        self.first
    }
}
