//! The agenda of some days on paper: for a wall, or for whoever works without the PC.

use super::{by_hand, clock, number_column, of_days, phone, section, text, text_column};
use crate::{
    Result,
    analysis::reports::{
        building::data,
        report::{Cell, Label, Period, Report, Section},
        wording::WEEKDAYS,
    },
    clinic::Read,
    records::appointments::{self, AppointmentStatus, Booking},
    values::Day,
};
use chrono::Datelike as _;

/// The appointments of each day that has some; where none has, that is said once.
pub(super) fn agenda(r: &Read<'_>, days: Period) -> Result<Report> {
    let found = appointments::between(r, days.from, days.to)?;
    let mut report = of_days(r, "agenda", Label::Word("papers.agenda"), days)?;
    let of_day = |day: &[Booking]| day.first().map(|first| bookings(r, on(first.starts_on), day));
    report.sections =
        found.chunk_by(|one, next| one.starts_on == next.starts_on).filter_map(of_day).collect();
    if report.sections.is_empty() {
        report.sections.push(bookings(r, Label::Word("papers.appointments"), &[]));
    }
    Ok(report)
}

/// `Lunes, 30 nov 2026`.
fn on(day: Day) -> Label {
    let weekday = usize::try_from(day.date().weekday().num_days_from_monday()).unwrap_or_default();
    let weekday = WEEKDAYS.get(weekday).copied().unwrap_or_default();
    Label::Phrase(
        "papers.on_day",
        vec![("weekday", Cell::Label(Label::Word(weekday))), ("day", Cell::Day(day))],
    )
}

/// Appointments with phones, and room to write beside those that are open.
pub(super) fn bookings(r: &Read<'_>, heading: Label, bookings: &[Booking]) -> Section {
    let row = |booking: &Booking| {
        let minutes = booking.duration_minutes.map_or(Cell::Blank, |minutes| Cell::Count(i64::from(minutes)));
        let status = match booking.status {
            AppointmentStatus::Scheduled => by_hand().1,
            status => Cell::Label(Label::Value("appointmentStatus", status.as_str().to_owned())),
        };
        data(vec![
            clock(booking.starts_minute),
            minutes,
            Cell::text(&booking.owner_name),
            phone(r, booking.phone.as_deref()),
            text(booking.pet_name.as_deref()),
            text(booking.service.as_deref()),
            text(booking.reason.as_deref()),
            text(booking.staff_name.as_deref()),
            status,
        ])
    };
    let columns = vec![
        number_column("reports.time_column"),
        number_column("papers.minutes"),
        text_column("reports.owner"),
        text_column("reports.phone"),
        text_column("reports.pet_column"),
        text_column("reports.service"),
        text_column("papers.reason"),
        text_column("papers.with"),
        by_hand().0,
    ];
    section(heading, None, columns, bookings.iter().map(row).collect(), "papers.no_appointments")
}
