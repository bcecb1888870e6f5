//! Plan B: the day on paper, for a day without the PC.

use super::{agenda::bookings, lists::owed, of_today, phone, section, text, text_column};
use crate::{
    Result,
    analysis::{
        insights::{self, InsightKind},
        reports::{
            building::{count, data, plain},
            report::{Cell, Label, Report, Row},
        },
        today,
    },
    clinic::Read,
    records::{
        appointments,
        interactions::{self, FollowUpScope},
    },
    values::Lang,
};

/// Whom to call.
const CALLS: u32 = 15;
/// Follow-ups.
const OWED: u32 = 100;

/// Appointments of the day, those of yesterday that nobody closed, what is owed, whom to call, all with phones.
pub(super) fn plan(r: &Read<'_>, lang: Lang) -> Result<Report> {
    let day = today::get(r, today::SHOWN)?;
    let mut report = of_today(r, "plan", Label::Word("papers.plan"))?;
    report.scope = vec![Label::Word("papers.plan_note")];
    let calls = insights::list(r, InsightKind::CallList, CALLS, lang)?.rows;
    let due = interactions::follow_ups(r, FollowUpScope::Due, None, OWED)?.rows;
    report.kpis = vec![
        plain(Label::Word("papers.appointments"), Cell::Count(count(&day.appointments)), None),
        plain(Label::Word("papers.follow_ups"), Cell::Count(count(&due)), None),
        plain(Label::Word("papers.to_call"), Cell::Count(count(&calls)), None),
    ];
    let next = appointments::of_day(r, r.today.plus(1))?;
    report.sections = vec![bookings(r, Label::Word("papers.appointments_today"), &day.appointments)];
    if !day.unclosed.is_empty() {
        report.sections.push(bookings(r, Label::Word("papers.unclosed"), &day.unclosed));
    }
    report.sections.push(owed(r, "papers.follow_ups", &due));
    let rows: Vec<Row> = calls
        .iter()
        .map(|call| {
            let pets: Vec<&str> = call.pets.iter().map(|pet| pet.name.as_str()).collect();
            data(vec![
                Cell::text(&call.name),
                phone(r, call.phone.as_deref()),
                text(Some(&pets.join(", "))),
                Cell::text(&call.reason),
                super::by_hand().1,
            ])
        })
        .collect();
    let columns = vec![
        text_column("reports.owner"),
        text_column("reports.phone"),
        text_column("reports.pets_column"),
        text_column("papers.why"),
        super::by_hand().0,
    ];
    report.sections.push(section(
        Label::Word("papers.to_call"),
        None,
        columns,
        rows,
        "papers.nobody_to_call",
    ));
    report.sections.push(bookings(r, Label::Word("papers.appointments_tomorrow"), &next));
    Ok(report)
}
