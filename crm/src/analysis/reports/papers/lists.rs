//! Lists for the front desk: vaccinations and follow-ups, with room to write on.

use super::{card::age, day_column, of_today, phone, section, text, text_column, value};
use crate::{
    Result,
    analysis::reports::{
        building::{count, data, plain},
        report::{Cell, Label, Report, Row, Section},
    },
    clinic::Read,
    records::{
        interactions::{self, FollowUp, FollowUpScope},
        owners, pets, vaccinations,
    },
    values::OwnerId,
};

/// Days back and ahead that the clinic's list of vaccinations covers.
const BACK: i32 = 60;
const AHEAD: i32 = 30;
/// Lines of a list.
const MOST: u32 = 500;

/// What falls due at the clinic, the longest due first.
pub(super) fn vaccinations_due(r: &Read<'_>) -> Result<Report> {
    let (from, to) = (r.today.plus(-BACK), r.today.plus(AHEAD));
    let due = vaccinations::due(r, from, to, MOST)?;
    let mut report = of_today(r, "vaccinations", Label::Word("papers.vaccinations"))?;
    let days = vec![("from", Cell::Day(from)), ("to", Cell::Day(to))];
    report.scope = vec![Label::Phrase("papers.due_between", days)];
    let (late, coming): (Vec<_>, Vec<_>) = due.iter().partition(|due| due.days_left < 0);
    report.kpis = vec![
        plain(Label::Word("papers.overdue"), Cell::Count(count(&late)), None),
        plain(Label::Word("papers.coming"), Cell::Count(count(&coming)), None),
    ];
    let row = |due: &&vaccinations::VaccinationDue| {
        data(vec![
            Cell::Day(due.due_on),
            Cell::text(&due.vaccine),
            Cell::text(&due.pet_name),
            value("species", &due.species),
            Cell::text(&due.owner_name),
            phone(r, due.phone.as_deref()),
            super::by_hand().1,
        ])
    };
    let columns = || {
        vec![
            day_column("papers.due_on"),
            text_column("papers.vaccine"),
            text_column("reports.pet_column"),
            text_column("papers.species"),
            text_column("reports.owner"),
            text_column("reports.phone"),
            super::by_hand().0,
        ]
    };
    let part = |heading, rows: &[&vaccinations::VaccinationDue]| -> Section {
        section(Label::Word(heading), None, columns(), rows.iter().map(row).collect(), "papers.nothing_due")
    };
    report.sections = vec![part("papers.overdue", &late), part("papers.coming", &coming)];
    Ok(report)
}

/// All vaccinations of an owner's pets, a table for each pet.
pub(super) fn vaccinations_of(r: &Read<'_>, id: OwnerId) -> Result<Report> {
    let owner = owners::get(r, id)?;
    let mut report = of_today(r, "vaccinations", Label::Word("papers.vaccination_card"))?;
    report.scope = vec![Label::Text(owner.name)];
    for pet in pets::list(r, id)? {
        let rows: Vec<Row> = vaccinations::list(r, pet.id)?
            .into_iter()
            .map(|given| {
                data(vec![Cell::text(given.vaccine), Cell::day(given.given_on), Cell::day(given.due_on)])
            })
            .collect();
        let columns =
            vec![text_column("papers.vaccine"), day_column("papers.given_on"), day_column("papers.next_on")];
        let about = vec![("species", value("species", &pet.species)), ("age", age(&pet))];
        let note = Some(Label::Phrase("papers.about_pet", about));
        report.sections.push(section(Label::Text(pet.name), note, columns, rows, "papers.never_vaccinated"));
    }
    Ok(report)
}

/// What was promised: overdue, today's, the coming week's.
pub(super) fn follow_ups(r: &Read<'_>) -> Result<Report> {
    let mut report = of_today(r, "follow_ups", Label::Word("papers.follow_ups"))?;
    let counts = interactions::counts(r)?;
    report.kpis = vec![
        plain(Label::Word("papers.overdue"), Cell::Count(i64::from(counts.overdue)), None),
        plain(Label::Word("papers.today"), Cell::Count(i64::from(counts.today)), None),
        plain(Label::Word("papers.later"), Cell::Count(i64::from(counts.later)), None),
    ];
    let week = r.today.plus(7);
    for (scope, heading) in [
        (FollowUpScope::Overdue, "papers.overdue"),
        (FollowUpScope::Today, "papers.today"),
        (FollowUpScope::Later, "papers.this_week"),
    ] {
        let rows = interactions::follow_ups(r, scope, None, MOST)?.rows;
        let rows: Vec<FollowUp> = rows.into_iter().filter(|one| one.on <= week).collect();
        report.sections.push(owed(r, heading, &rows));
    }
    Ok(report)
}

/// Follow-ups with a column to write in.
pub(super) fn owed(r: &Read<'_>, heading: &'static str, rows: &[FollowUp]) -> Section {
    let row = |one: &FollowUp| {
        let hour = one.minute.map_or(Cell::Blank, |minute| super::clock(u32::from(minute)));
        data(vec![
            Cell::Day(one.on),
            hour,
            Cell::text(&one.owner_name),
            phone(r, one.phone.as_deref()),
            text(one.pet_name.as_deref()),
            text(Some(&one.subject)),
            super::by_hand().1,
        ])
    };
    let columns = vec![
        day_column("papers.due_on"),
        super::number_column("reports.time_column"),
        text_column("reports.owner"),
        text_column("reports.phone"),
        text_column("reports.pet_column"),
        text_column("reports.subject_column"),
        super::by_hand().0,
    ];
    section(Label::Word(heading), None, columns, rows.iter().map(row).collect(), "papers.nothing_owed")
}
