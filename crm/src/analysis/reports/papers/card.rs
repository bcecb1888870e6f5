//! An owner's card.

use super::{day_column, number_column, of_today, phone, section, text, text_column, value};
use crate::{
    Result,
    analysis::{
        metrics,
        reports::{
            building::{data, plain},
            report::{Cell, Label, Report, Row, Section},
        },
    },
    clinic::Read,
    records::{
        appointments::AppointmentStatus,
        notes::{self, Visibility},
        owners, pets,
        pets::{Age, AgeUnit, Pet, PetStatus},
        timeline::{self, TimelineEntry, TimelineKind, TimelineQuery},
        vaccinations,
    },
    values::{Day, OwnerId},
};
use std::collections::BTreeMap;

/// Days ahead in which a vaccination is on the card.
const AHEAD: i32 = 365;
/// Visits on the card.
const VISITS: u32 = 6;

/// Whom to ask for, how to reach them, their pets, what falls due, the last visits and what may be read by them.
pub(super) fn card(r: &Read<'_>, id: OwnerId) -> Result<Report> {
    let owner = owners::get(r, id)?;
    let figures = metrics::figures_as_of(r, id, r.today)?;
    let mut report = of_today(r, "card", Label::Text(owner.name.clone()))?;
    report.scope = vec![Label::Word("papers.card")];
    let booked = figures.next_appointment_on.map_or(Cell::Blank, Cell::Day);
    report.kpis = vec![
        plain(Label::Word("papers.since"), Cell::day(figures.first_visit_on), None),
        plain(Label::Word("reports.visits"), Cell::Count(figures.total_visits), None),
        plain(Label::Word("reports.last_visit"), Cell::day(figures.last_visit_on), None),
        plain(Label::Word("papers.next_visit"), booked, None),
    ];
    let pets = pets::list(r, id)?;
    report.sections = vec![contact(r, &owner), patients(&pets)];
    report.sections.push(due(r, &pets)?);
    report.sections.push(visits(r, id)?);
    report.sections.extend(printable(r, &owner)?);
    Ok(report)
}

fn contact(r: &Read<'_>, owner: &owners::Owner) -> Section {
    let place = [&owner.postal_code, &owner.city, &owner.region];
    let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
    let street: Vec<&str> =
        [&owner.street_address, &owner.neighborhood].into_iter().flatten().map(String::as_str).collect();
    let lines = [
        ("papers.contact_person", text(owner.company_name.as_ref().map(|_| owner.full_name.as_str()))),
        ("reports.phone", phone(r, owner.phone.as_deref())),
        ("papers.whatsapp", phone(r, owner.whatsapp.as_deref())),
        ("papers.other_phone", phone(r, owner.phone_secondary.as_deref())),
        ("papers.email", text(owner.email.as_deref())),
        ("papers.street", text(Some(&street.join(", ")))),
        ("papers.place", text(Some(&place.join(", ")))),
        ("papers.directions", text(owner.location_notes.as_deref())),
        ("papers.second_contact", text(owner.second_contact_name.as_deref())),
        ("papers.second_phone", phone(r, owner.second_contact_phone.as_deref())),
        ("papers.prefers", value("prefers", owner.contact_preference.as_str())),
        ("reports.language", value("language", &owner.preferred_language)),
    ];
    let rows: Vec<Row> = lines
        .into_iter()
        .filter(|(_, cell)| *cell != Cell::Blank)
        .map(|(name, cell)| data(vec![Cell::word(name), cell]))
        .collect();
    let columns = vec![text_column("papers.what"), text_column("papers.value")];
    section(Label::Word("papers.contact"), None, columns, rows, "papers.nothing")
}

/// An age as people say it.
pub(super) fn age(pet: &Pet) -> Cell {
    pet.age.map_or(Cell::Blank, |Age { count, unit }| {
        let key = if unit == AgeUnit::Months { "papers.months" } else { "papers.years" };
        Cell::Label(Label::Phrase(key, vec![("count", Cell::Count(i64::from(count)))]))
    })
}

fn patients(pets: &[Pet]) -> Section {
    let row = |pet: &Pet| {
        let weight = pet.weight_g.map_or(Cell::Blank, Cell::Quantity);
        let sex = pet.sex.map_or(Cell::Blank, |sex| value("sex", sex.as_str()));
        data(vec![
            Cell::text(&pet.name),
            value("species", &pet.species),
            text(pet.breed.as_deref()),
            sex,
            age(pet),
            weight,
            text(pet.colour.as_deref()),
            text(pet.microchip.as_deref()),
            value("petStatus", pet.status.as_str()),
        ])
    };
    let columns = vec![
        text_column("reports.pet_column"),
        text_column("papers.species"),
        text_column("papers.breed"),
        text_column("papers.sex"),
        number_column("papers.age"),
        number_column("papers.weight"),
        text_column("papers.colour"),
        text_column("papers.microchip"),
        text_column("papers.status"),
    ];
    section(
        Label::Word("reports.pets_column"),
        None,
        columns,
        pets.iter().map(row).collect(),
        "papers.no_pets",
    )
}

/// The latest of each vaccine that falls due, booked or not: the owner wants to know either way.
fn due(r: &Read<'_>, pets: &[Pet]) -> Result<Section> {
    let mut due = BTreeMap::new();
    for pet in pets.iter().filter(|pet| pet.status == PetStatus::Active) {
        for given in vaccinations::list(r, pet.id)? {
            let latest: &mut Option<Day> = due.entry((pet.name.clone(), given.vaccine)).or_default();
            *latest = (*latest).max(given.due_on);
        }
    }
    let mut due: Vec<(Day, String, String)> =
        due.into_iter().filter_map(|((pet, vaccine), day)| Some((day?, pet, vaccine))).collect();
    due.retain(|(day, ..)| *day <= r.today.plus(AHEAD));
    due.sort();
    let rows = due
        .iter()
        .map(|(day, pet, vaccine)| data(vec![Cell::text(pet), Cell::text(vaccine), Cell::Day(*day)]));
    let columns =
        vec![text_column("reports.pet_column"), text_column("papers.vaccine"), day_column("papers.due_on")];
    Ok(section(Label::Word("papers.due"), None, columns, rows.collect(), "papers.nothing_due"))
}

fn visits(r: &Read<'_>, owner: OwnerId) -> Result<Section> {
    let kinds = vec![TimelineKind::Appointments];
    let page = timeline::page(r, &TimelineQuery { owner_id: owner, kinds, cursor: None, limit: 60 })?;
    let mut rows = Vec::new();
    for entry in page.rows {
        if rows.len() >= VISITS as usize {
            break;
        }
        if let TimelineEntry::Appointment { status, service, reason, staff_name, pet_name, .. } = entry.entry
            && status == AppointmentStatus::Completed
            && entry.on <= r.today
        {
            rows.push(data(vec![
                Cell::Day(entry.on),
                text(pet_name.as_deref()),
                text(service.as_deref()),
                text(staff_name.as_deref()),
                text(reason.as_deref()),
            ]));
        }
    }
    let columns = vec![
        day_column("reports.day_column"),
        text_column("reports.pet_column"),
        text_column("reports.service"),
        text_column("papers.with"),
        text_column("papers.reason"),
    ];
    Ok(section(Label::Word("papers.last_visits"), None, columns, rows, "papers.no_visits"))
}

/// What was written to be read by the owner.
fn printable(r: &Read<'_>, owner: &owners::Owner) -> Result<Option<Section>> {
    let mut rows: Vec<Row> = owner.notes.iter().map(|note| data(vec![Cell::text(note)])).collect();
    let notes = notes::list(r, owner.id)?;
    let printable = notes.iter().filter(|note| note.visibility == Visibility::Printable);
    rows.extend(printable.map(|note| data(vec![Cell::text(&note.content)])));
    let is_empty = rows.is_empty();
    let columns = vec![text_column("papers.note")];
    Ok((!is_empty).then(|| section(Label::Word("papers.notes"), None, columns, rows, "papers.nothing")))
}
