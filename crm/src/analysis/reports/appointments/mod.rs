//! The appointments' report: how many, how they ended, when, with whom.

mod census;
mod store;
mod tables;

use super::{
    Report,
    building::{self, bar_chart, bars, begin, by_grain, compared_is, define, moved, plain},
    params::{Frame, ReportParams},
    report::{Better, Cell, Definition, Kpi, Label, Scale, Section},
    rows::{AppointmentEnd, AppointmentsOf},
    sales, scope,
    scope::Concern,
};
use crate::{Result, clinic::Read};
use census::Census;
pub(super) use census::{Appointment, Outcome};
pub(super) use store::each;

/// The appointments' report of a period.
///
/// # Errors
/// `invalid` for a period that cannot be, and what the database says.
pub fn build(r: &Read<'_>, params: &ReportParams) -> Result<Report> {
    let frame = params.frame(r.today)?;
    let conn = r.conn();
    let who = scope::who(r, &params.only)?;
    let census = |r: &Read<'_>, period| -> Result<Census> {
        let mut census = Census::default();
        store::each(r.conn(), period, r.zone, params.only.staff, |appointment, kind| {
            if scope::counts(who.as_ref(), Some(appointment.owner)) {
                census.add(appointment, kind);
            }
        })?;
        Ok(census)
    };
    let compared = |r: &Read<'_>| frame.compared.map(|period| census(r, period)).transpose();
    let (before, now) = r.both(compared, |r| census(r, frame.now()))?;
    let before = before.unwrap_or_default();

    let mut report = begin(r, "appointments", "reports.appointments", &frame)?;
    report.scope = scope::words(conn, &params.only, Concern { staff: true, category: false })?;
    report.kpis = kpis(&frame, &now, &before);
    report.sections = vec![chart(&frame, &now, &before), tables::hours(frame.now(), &now)];
    report.sections.extend(tables::halves(frame.now(), &now));
    report.sections.push(tables::by_staff(frame.now(), &now, &store::staff(conn)?));
    report.sections.push(tables::by_service(frame.now(), &now, &sales::catalogue(conn)?));
    report.sections.push(tables::by_part(&frame, &now));
    report.definitions = definitions(&frame);
    Ok(report)
}

fn kpis(frame: &Frame, now: &Census, before: &Census) -> Vec<Kpi> {
    use AppointmentEnd::{Cancelled, Completed, NoShow};
    let then = |cell: Cell| frame.compared.map(|_| cell);
    let all = AppointmentsOf::default();
    let ended = |count, end| Cell::Count(count).opens(all.ended(end).within(frame.now()));
    let of_all = |part| {
        let share = Cell::Share { part, whole: now.all.all() };
        Some(Label::Phrase("reports.of_appointments", vec![("share", share)]))
    };
    let visits = |census: &Census| Cell::Count(i64::try_from(census.visits.len()).unwrap_or(i64::MAX));
    let missed = |census: &Census| Cell::Share { part: census.all.no_show, whole: census.all.awaited() };
    vec![
        moved(
            Label::Word("reports.appointments_column"),
            Cell::Count(now.all.all()).opens(all.rows().within(frame.now())),
            then(Cell::Count(before.all.all())),
            Better::More,
        ),
        plain(
            Label::Word("reports.completed"),
            ended(now.all.completed, Completed),
            of_all(now.all.completed),
        ),
        moved(
            Label::Word("reports.no_show_rate"),
            missed(now).opens(all.ended(NoShow).within(frame.now())),
            then(missed(before)),
            Better::Less,
        ),
        plain(
            Label::Word("reports.cancelled"),
            ended(now.all.cancelled, Cancelled),
            of_all(now.all.cancelled),
        ),
        moved(
            Label::Word("reports.visits"),
            visits(now).opens(all.ended(Completed).within(frame.now())),
            then(visits(before)),
            Better::More,
        ),
    ]
}

fn chart(frame: &Frame, now: &Census, before: &Census) -> Section {
    let bars = bars(
        frame,
        |part| now.between(part).all(),
        |part| before.between(part).all(),
        |part| AppointmentsOf::default().rows().within(part),
    );
    let chart = bar_chart(frame, bars, Scale::Count, "reports.no_appointments");
    building::chart("reports.appointments_chart", Some(Label::Word(by_grain(frame.grain))), chart)
}

fn definitions(frame: &Frame) -> Vec<Definition> {
    let day = vec![("day", Cell::Day(frame.as_of))];
    [
        define("reports.appointments_column", "reports.appointments_are", day),
        define("reports.visits", "reports.visits_are", vec![]),
        define("reports.no_show_rate", "reports.no_show_is", vec![]),
        define("reports.open", "reports.open_is", vec![]),
        define("reports.hours", "reports.hours_are", vec![]),
        define("reports.minutes", "reports.minutes_are", vec![]),
    ]
    .into_iter()
    .chain(compared_is(frame))
    .collect()
}
