//! The day, as the window's first screen has it.

use super::follow_ups::when;
use crate::{
    session::{ACTOR, Session},
    shown::{Align, Shown, phone, table},
};
use crm::{
    Result,
    appointments::Booking,
    clinic::View,
    today::{self, Today},
    values::{
        Lang,
        words::{look_up, phrase, word},
    },
};

pub fn run(session: &Session) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let day = clinic.read(&ACTOR, View::Records, |read| today::get(read, today::SHOWN))?;
    let country = clinic.settings().country.clone();
    let parts = [
        part(word(lang, "terminal.followUps"), &follow_ups(&day, &country)),
        part(word(lang, "terminal.unclosed"), &bookings(lang, &day.unclosed)),
        part(word(lang, "terminal.appointments"), &bookings(lang, &day.appointments)),
        part(word(lang, "terminal.vaccinationsDue"), &vaccinations(&day, &country)),
        part(word(lang, "terminal.birthdays"), &birthdays(lang, &day)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let calm = || word(lang, "terminal.calmDay").to_owned();
    let text = if parts.is_empty() { calm() } else { parts.join("\n") };
    Shown::new(format!("{}\n\n{text}", day.date), &day)
}

/// A heading with its lines; nothing where there are none.
fn part(heading: &str, lines: &[Vec<String>]) -> Option<String> {
    let columns = [Align::Start; 5];
    let width = lines.first().map_or(0, Vec::len).min(columns.len());
    let columns = columns.get(..width).filter(|columns| !columns.is_empty())?;
    Some(format!("{heading} ({})\n{}", lines.len(), table(columns, lines)))
}

fn follow_ups(day: &Today, country: &str) -> Vec<Vec<String>> {
    let line = |one: &crm::interactions::FollowUp| {
        vec![
            one.id.0.to_string(),
            when(&one.on.to_string(), one.minute),
            one.owner_name.clone(),
            phone(one.phone.as_deref(), country),
            one.subject.clone(),
        ]
    };
    day.follow_ups.iter().map(line).collect()
}

fn bookings(lang: Lang, bookings: &[Booking]) -> Vec<Vec<String>> {
    let line = |one: &Booking| {
        let status = one.status.as_str();
        let minute = u16::try_from(one.starts_minute).ok();
        vec![
            one.id.0.to_string(),
            when(&one.starts_on.to_string(), minute),
            one.owner_name.clone(),
            one.pet_name.clone().unwrap_or_default(),
            look_up(lang, &format!("values.appointmentStatus.{status}")).unwrap_or(status).to_owned(),
        ]
    };
    bookings.iter().map(line).collect()
}

fn vaccinations(day: &Today, country: &str) -> Vec<Vec<String>> {
    let line = |one: &crm::vaccinations::VaccinationDue| {
        vec![
            one.due_on.to_string(),
            one.vaccine.clone(),
            one.pet_name.clone(),
            one.owner_name.clone(),
            phone(one.phone.as_deref(), country),
        ]
    };
    day.vaccinations.iter().map(line).collect()
}

fn birthdays(lang: Lang, day: &Today) -> Vec<Vec<String>> {
    let line = |one: &today::Birthday| {
        let turns = phrase(lang, "terminal.turns", &[("count", one.turns.to_string())]);
        let on = day.date.plus(one.days_left).to_string();
        let whose = one.pet_name.as_ref().map(|_| one.owner_name.clone()).unwrap_or_default();
        vec![on, one.pet_name.clone().unwrap_or_else(|| one.owner_name.clone()), turns, whose]
    };
    day.birthdays.iter().map(line).collect()
}
