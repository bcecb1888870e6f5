//! Counting appointments: pure.

use crate::{
    analysis::reports::report::Period,
    values::{Day, Instant, OwnerId, ServiceId, StaffId},
};
use chrono::{Datelike, NaiveTime, Timelike};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What became of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It took place.
    Completed,
    /// It was called off.
    Cancelled,
    /// Nobody came.
    NoShow,
    /// It is planned, or was never closed.
    Scheduled,
}

/// An appointment as the report reads it.
#[derive(Debug, Clone)]
pub struct Appointment {
    /// The appointment.
    pub id: i64,
    /// When it begins.
    pub at: Instant,
    /// Its day.
    pub day: Day,
    /// When it begins, by the clinic's wall clock.
    pub time: NaiveTime,
    /// What became of it.
    pub outcome: Outcome,
    /// Whose pet.
    pub owner: OwnerId,
    /// With whom.
    pub staff: Option<StaffId>,
    /// What for.
    pub service: Option<ServiceId>,
    /// How long.
    pub minutes: i64,
}

/// Appointments of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that took place.
    pub completed: i64,
    /// Those called off.
    pub cancelled: i64,
    /// Those that nobody came to.
    pub no_show: i64,
    /// Those never closed.
    pub open: i64,
    /// Minutes of those that took place.
    pub minutes: i64,
}

impl Tally {
    /// All of them.
    pub fn all(self) -> i64 {
        self.completed + self.cancelled + self.no_show + self.open
    }

    /// Those that somebody was waited for: the whole of the no-show rate.
    pub fn awaited(self) -> i64 {
        self.completed + self.no_show
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            completed: self.completed + other.completed,
            cancelled: self.cancelled + other.cancelled,
            no_show: self.no_show + other.no_show,
            open: self.open + other.open,
            minutes: self.minutes + other.minutes,
        }
    }

    fn add(&mut self, appointment: &Appointment) {
        match appointment.outcome {
            Outcome::Completed => {
                self.completed += 1;
                self.minutes += appointment.minutes;
            }
            Outcome::Cancelled => self.cancelled += 1,
            Outcome::NoShow => self.no_show += 1,
            Outcome::Scheduled => self.open += 1,
        }
    }
}

/// The appointments of a period.
#[derive(Debug, Default)]
pub struct Census {
    /// All of them.
    pub all: Tally,
    /// By day.
    pub days: BTreeMap<Day, Tally>,
    /// By kind.
    pub kinds: BTreeMap<String, Tally>,
    /// By who was to see them.
    pub staff: HashMap<Option<StaffId>, Tally>,
    /// By service.
    pub services: HashMap<Option<ServiceId>, Tally>,
    /// By weekday, Monday first, and hour; without those called off.
    pub hours: BTreeMap<(u32, u32), i64>,
    /// Owners who came, each with each day.
    pub visits: HashSet<(OwnerId, Day)>,
}

impl Census {
    /// Counts an appointment of this kind.
    pub fn add(&mut self, appointment: &Appointment, kind: &str) {
        self.all.add(appointment);
        self.days.entry(appointment.day).or_default().add(appointment);
        match self.kinds.get_mut(kind) {
            Some(tally) => tally.add(appointment),
            None => self.kinds.entry(kind.to_owned()).or_default().add(appointment),
        }
        self.staff.entry(appointment.staff).or_default().add(appointment);
        self.services.entry(appointment.service).or_default().add(appointment);
        if appointment.outcome != Outcome::Cancelled {
            let weekday = appointment.day.date().weekday().num_days_from_monday();
            *self.hours.entry((weekday, appointment.time.hour())).or_default() += 1;
        }
        if appointment.outcome == Outcome::Completed {
            self.visits.insert((appointment.owner, appointment.day));
        }
    }

    /// The appointments of some days.
    pub fn between(&self, part: Period) -> Tally {
        if part.to < part.from {
            return Tally::default();
        }
        self.days.range(part.from..=part.to).fold(Tally::default(), |sum, (_, tally)| sum.plus(*tally))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appointment_is_in_every_count_once_and_one_called_off_at_no_hour() {
        let mut census = Census::default();
        let monday = Day::parse("2026-10-05").unwrap();
        let of = |outcome, owner| Appointment {
            id: 801,
            at: Instant::from_millis(0),
            day: monday,
            time: NaiveTime::from_hms_opt(9, 45, 0).unwrap(),
            outcome,
            owner: OwnerId(owner),
            staff: None,
            service: Some(ServiceId(3)),
            minutes: 30,
        };
        for (outcome, owner) in
            [(Outcome::Completed, 7), (Outcome::Completed, 7), (Outcome::Cancelled, 8), (Outcome::NoShow, 9)]
        {
            census.add(&of(outcome, owner), "routine");
        }
        let expected = Tally { completed: 2, cancelled: 1, no_show: 1, open: 0, minutes: 60 };
        assert_eq!(census.all, expected);
        assert_eq!(census.kinds["routine"], expected);
        assert_eq!(census.staff[&None], expected);
        assert_eq!(census.between(Period { from: monday, to: monday }), expected);
        assert_eq!(census.between(Period { from: monday.plus(1), to: monday.plus(9) }), Tally::default());
        assert_eq!(census.hours[&(0, 9)], 3);
        assert_eq!(census.visits.len(), 1, "one visit: an owner and a day");
    }
}
