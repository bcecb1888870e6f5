//! Appointments behind a figure.

use super::{
    AppointmentEnd, AppointmentsOf, Asked, Line, Listing, SalesOf,
    front::{Front, Key},
    store, text, value,
};
use crate::{
    Result,
    analysis::reports::{
        appointments::{self, Appointment, Outcome},
        building::column,
        report::{Cell, ColumnKind},
        scope,
        wording::clock,
    },
    values::Instant,
};
use chrono::{Datelike as _, Timelike as _};

const fn end(outcome: Outcome) -> AppointmentEnd {
    match outcome {
        Outcome::Completed => AppointmentEnd::Completed,
        Outcome::Cancelled => AppointmentEnd::Cancelled,
        Outcome::NoShow => AppointmentEnd::NoShow,
        Outcome::Scheduled => AppointmentEnd::Open,
    }
}

const fn end_word(end: AppointmentEnd) -> &'static str {
    match end {
        AppointmentEnd::Completed => "reports.completed",
        AppointmentEnd::Cancelled => "reports.cancelled",
        AppointmentEnd::NoShow => "reports.no_show",
        AppointmentEnd::Open => "reports.open",
    }
}

impl AppointmentsOf {
    fn means(&self, appointment: &Appointment, kind: &str) -> bool {
        SalesOf::any_of(self.statuses.as_ref(), &end(appointment.outcome))
            && self.kinds.as_ref().is_none_or(|wanted| wanted.iter().any(|wanted| wanted == kind))
            && SalesOf::any_of(self.staff.as_ref(), &appointment.staff)
            && SalesOf::any_of(self.services.as_ref(), &appointment.service)
            && self.weekday.is_none_or(|day| appointment.day.date().weekday().num_days_from_monday() == day)
            && self.hour.is_none_or(|hour| appointment.time.hour() == hour)
    }
}

/// A page of appointments in the order of the clock.
pub(super) fn list(asked: &Asked<'_>, of: &AppointmentsOf) -> Result<Listing> {
    use ColumnKind::{Day, Number, Text};
    let r = asked.r;
    let mut count = 0;
    let mut front = Front::new(asked.part);
    appointments::each(r.conn(), asked.period, r.zone, asked.only.staff, |appointment, kind| {
        if of.means(appointment, kind) && scope::counts(asked.who, Some(appointment.owner)) {
            count += 1;
            front.add(Key(appointment.at.millis(), appointment.id), end(appointment.outcome));
        }
    })?;
    let mut lines = Vec::new();
    for (key, end) in front.rows() {
        let named = store::appointment(r.conn(), key.1)?;
        let at = r.zone.local(Instant::from_millis(key.0));
        let minutes = named.minutes.map_or(Cell::Blank, Cell::Count);
        lines.push(Line {
            key,
            owner: Some(named.owner),
            cells: vec![
                Cell::Day(at.date().into()),
                Cell::text(clock(at.time())),
                text(Some(named.owner_name)),
                text(named.pet),
                text(named.service),
                value("visit", Some(named.kind)),
                text(named.staff),
                Cell::word(end_word(end)),
                minutes,
            ],
        });
    }
    let columns = vec![
        column("reports.day_column", Day),
        column("reports.time_column", Number),
        column("reports.owner", Text),
        column("reports.pet_column", Text),
        column("reports.service", Text),
        column("reports.kind", Text),
        column("reports.staff", Text),
        column("reports.outcome", Text),
        column("reports.minutes", Number),
    ];
    Ok(Listing { columns, lines, count, sum: None })
}
