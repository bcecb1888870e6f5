//! The agenda: a day or days of it, bookings, and what became of them.

use super::{
    follow_ups::{moment, when},
    pets,
};
use crate::{
    args::{AppointmentsCommand, BookingArguments},
    session::{ACTOR, Session},
    shown::{Align, Shown, phone, snake_case, table},
};
use crm::{
    Clinic, Error, Result,
    appointments::{self, AppointmentInput, AppointmentKind, AppointmentStatus, Booking},
    clinic::View,
    interactions::FollowUpInput,
    owners, services, staff,
    values::{
        AppointmentId, Day, Lang, fold,
        words::{look_up, phrase, word},
    },
};

pub fn run(session: &Session, command: AppointmentsCommand) -> Result<Shown> {
    use AppointmentStatus::{Cancelled, Completed, NoShow, Scheduled};
    let settle = |id, status| settle(session, AppointmentId(id), status);
    match command {
        AppointmentsCommand::List { from, to } => list(session, from, to),
        AppointmentsCommand::Book(arguments) => book(session, arguments),
        AppointmentsCommand::Move { id, to } => reschedule(session, AppointmentId(id), &to),
        AppointmentsCommand::Complete { id } => settle(id, Completed),
        AppointmentsCommand::Cancel { id } => settle(id, Cancelled),
        AppointmentsCommand::NoShow { id } => settle(id, NoShow),
        AppointmentsCommand::Reopen { id } => settle(id, Scheduled),
    }
}

fn list(session: &Session, from: Option<Day>, to: Option<Day>) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let from = from.or(to).unwrap_or_else(|| clinic.today());
    let to = to.unwrap_or(from);
    let found = clinic.read(&ACTOR, View::Records, |read| appointments::between(read, from, to))?;
    let json = snake_case(serde_json::to_value(&found)?);
    if found.is_empty() {
        return Shown::new(word(lang, "terminal.noAppointments"), &json);
    }
    let country = clinic.settings().country.clone();
    let heading = ["number", "when", "name", "phone", "pet", "about", "staff", "status"];
    let mut lines = vec![
        heading.map(|name| look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned()).to_vec(),
    ];
    lines.extend(found.iter().map(|one| {
        vec![
            one.id.0.to_string(),
            at(one),
            one.owner_name.clone(),
            phone(one.phone.as_deref(), &country),
            one.pet_name.clone().unwrap_or_default(),
            what(lang, one),
            one.staff_name.clone().unwrap_or_default(),
            status(lang, one.status),
        ]
    }));
    let [number, text] = [Align::End, Align::Start];
    Shown::new(table(&[number, text, text, text, text, text, text, text], &lines), &json)
}

fn book(session: &Session, arguments: BookingArguments) -> Result<Shown> {
    let clinic = session.read()?;
    let (on, minute) = hour(&clinic, &arguments.when)?;
    let owner = clinic.read(&ACTOR, View::Records, |read| owners::find(read, &arguments.owner))?;
    let pet = arguments.pet.as_deref().map(|pet| pets::find(&clinic, pet)).transpose()?;
    let service = arguments
        .service
        .as_deref()
        .map(|service| clinic.read(&ACTOR, View::Records, |read| services::find(read, service)))
        .transpose()?;
    let staff = arguments.staff.as_deref().map(|name| with_whom(&clinic, name)).transpose()?;
    let of_service = service.as_ref();
    let input = AppointmentInput {
        owner_id: owner,
        pet_id: pet,
        service_id: of_service.map(|service| service.id),
        kind: arguments.kind.or(of_service.map(|one| one.kind)).unwrap_or(AppointmentKind::Routine),
        starts_on: on,
        starts_minute: minute,
        duration_minutes: arguments.minutes.or(of_service.and_then(|service| service.duration_minutes)),
        staff_id: staff,
        reason: arguments.reason,
        notes: None,
    };
    let clashes = clinic.read(&ACTOR, View::Records, |read| appointments::clashes(read, &input, None))?;
    let booked = appointments::book(&clinic, &ACTOR, &input)?.value;
    said(session.lang(), "terminal.booked", &booked, &clashes)
}

fn reschedule(session: &Session, id: AppointmentId, to: &str) -> Result<Shown> {
    let clinic = session.read()?;
    let (on, minute) = hour(&clinic, to)?;
    let old = clinic.read(&ACTOR, View::Records, |read| appointments::get(read, id))?;
    let input = AppointmentInput {
        owner_id: old.owner_id,
        pet_id: old.pet_id,
        service_id: old.service_id,
        kind: old.kind,
        starts_on: on,
        starts_minute: minute,
        duration_minutes: old.duration_minutes,
        staff_id: old.staff_id,
        reason: old.reason,
        notes: old.notes,
    };
    let clashes = clinic.read(&ACTOR, View::Records, |read| appointments::clashes(read, &input, Some(id)))?;
    let moved = appointments::reschedule(&clinic, &ACTOR, id, &input)?.value;
    said(session.lang(), "terminal.bookingMoved", &moved, &clashes)
}

fn settle(session: &Session, id: AppointmentId, status: AppointmentStatus) -> Result<Shown> {
    let clinic = session.read()?;
    let settled = appointments::settle(&clinic, &ACTOR, id, status)?.value;
    said(session.lang(), "terminal.bookingSettled", &settled, &[])
}

fn said(lang: Lang, key: &'static str, one: &Booking, clashes: &[Booking]) -> Result<Shown> {
    let values = [
        ("id", one.id.0.to_string()),
        ("name", one.owner_name.clone()),
        ("when", at(one)),
        ("what", what(lang, one)),
        ("status", status(lang, one.status)),
    ];
    let mut lines = vec![phrase(lang, key, &values)];
    lines.extend(clashes.iter().map(|other| {
        let staff = other.staff_name.clone().unwrap_or_default();
        phrase(
            lang,
            "terminal.bookingClashes",
            &[("staff", staff), ("name", other.owner_name.clone()), ("when", at(other))],
        )
    }));
    Shown::new(lines.join("\n"), &snake_case(serde_json::to_value(one)?))
}

/// The day and the hour that are meant; an appointment has one.
fn hour(clinic: &Clinic, text: &str) -> Result<(Day, u32)> {
    let FollowUpInput { on, minute } = moment(clinic, text)?;
    let minute = minute.ok_or_else(|| Error::invalid("starts_minute", "no hour"))?;
    Ok((on, minute.into()))
}

fn with_whom(clinic: &Clinic, name: &str) -> Result<crm::values::StaffId> {
    let folded = fold(name);
    let all = clinic.read(&ACTOR, View::Records, staff::list)?;
    let mut found = all.iter().filter(|one| fold(&one.name).contains(&folded));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        (Some(_), Some(_)) => Err(Error::invalid("staff_id", "several have that in their name")),
        (None, _) => Err(Error::not_found("staff")),
    }
}

fn at(one: &Booking) -> String {
    when(&one.starts_on.to_string(), u16::try_from(one.starts_minute).ok())
}

/// The service, else what kind it is.
fn what(lang: Lang, one: &Booking) -> String {
    let kind =
        || look_up(lang, &format!("values.visit.{}", one.kind)).unwrap_or(one.kind.as_str()).to_owned();
    one.service.clone().unwrap_or_else(kind)
}

fn status(lang: Lang, status: AppointmentStatus) -> String {
    look_up(lang, &format!("values.appointmentStatus.{status}")).unwrap_or(status.as_str()).to_owned()
}
