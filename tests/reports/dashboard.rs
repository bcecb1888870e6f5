//! The dashboard: the figures of the reports, each leading to its rows, in words and on one page.

use super::{day, october::october_clinic, october_2026, report};
use crate::{
    report_pages::pdf_text,
    support::{
        ACTOR, Place, clinic, clinic_on, facts,
        people::{self, sql},
    },
};
use crm::{
    clinic::{Progress, View},
    reports::*,
    sample,
    values::{Lang, Money},
};

fn of(place: &Place) -> Dashboard {
    place.read(&ACTOR, View::Reports, dashboard).unwrap()
}

fn tile<'d>(dashboard: &'d Dashboard, name: &str) -> &'d Tile {
    dashboard.tiles.iter().find(|tile| tile.name == name).unwrap()
}

fn count(place: &Place, cell: &Cell) -> (i64, Option<String>) {
    let page = |r: &crm::clinic::Read<'_>| {
        crm::reports::rows(r, cell.rows().unwrap(), &ReportFilter::default(), Lang::Es, None, 500)
    };
    let page = place.read(&ACTOR, View::Reports, page).unwrap();
    (page.count, page.sum)
}

#[test]
fn tiles_say_what_was_worked_out_by_hand() {
    let place = october_clinic();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    // In November: María paid 77 on the 2nd and came on the 5th; Sarah paid her 80 on the 3rd. In October, up to the 17th:
    // 2,459 in all, five completed appointments on four visits of which one came later.
    let maria = people::add(&place, &people::person("Mario", "Tello")).id;
    facts::message(&place, maria, "outbound", "2025-11-03", 9, "Hola");
    facts::message(&place, maria, "outbound", "2025-11-04", 9, "¿Sigue ahí?");
    let answered = day("2025-11-05").number();
    sql(
        &place,
        &format!("UPDATE messages SET answered_at = 1, answered_on = {answered} WHERE body = 'Hola'"),
    );
    let fourth = day("2025-11-04").number();
    sql(
        &place,
        &format!(
            "INSERT INTO feedback (external_id, owner_id, rating, received_on) VALUES
             ('B1', {0}, 5, {fourth}), ('B2', {0}, 4, {fourth});
             INSERT INTO loyalty_entries (external_id, owner_id, kind, points, entered_at, entered_on) VALUES
             ('E1', {0}, 'earn', 120, 0, {fourth}), ('E2', {0}, 'redeem', -20, 0, {fourth});
             INSERT INTO interactions (external_id, owner_id, kind, channel, direction, happened_at, happened_on,
               follow_up_required, follow_up_on, follow_up_is_completed, created_at) VALUES
             ('X1', {0}, 'call', 'phone', 'outbound', {fourth} * 86400000, {fourth}, 1, {fourth}, 1, 0),
             ('X2', {0}, 'call', 'phone', 'inbound', {fourth} * 86400000, {fourth}, 1, {fourth} + 2, 0, 0),
             ('X3', {0}, 'whatsapp', 'whatsapp', 'inbound', {fourth} * 86400000, {fourth}, 0, NULL, 0, 0)",
            maria.0
        ),
    );
    let dashboard = of(&place);
    let value = |name: &str| tile(&dashboard, name).value.read(Lang::Es);
    assert_eq!(value("income"), "157.00");
    assert_eq!(
        tile(&dashboard, "income").change.as_ref().unwrap().0,
        Cell::Change { now: 15_700, before: 245_900 }
    );
    assert_eq!(value("visits"), "1");
    assert_eq!(value("new_owners"), "0");
    assert_eq!(value("responses"), "50.0");
    assert_eq!(value("follow_ups"), "50.0");
    assert_eq!(value("feedback"), "4.5");
    assert_eq!(value("interactions"), "3");
    assert_eq!(value("points"), "100");
    for (name, rows) in [
        ("income", 2),
        ("visits", 1),
        ("responses", 2),
        ("follow_ups", 2),
        ("feedback", 2),
        ("interactions", 3),
        ("points", 1),
    ] {
        assert_eq!(count(&place, &tile(&dashboard, name).value).0, rows, "{name}");
    }
    assert_eq!(count(&place, &tile(&dashboard, "income").value).1.as_deref(), Some("157.00"));
    let channels = dashboard.panels.iter().find(|panel| panel.name == "channels").unwrap();
    let read: Vec<String> = channels.points.iter().map(|point| point.name.read(Lang::Es)).collect();
    assert_eq!(read, ["Llamada", "WhatsApp"]);
    assert_eq!(channels.points[0].value.number(), Some(2));
}

#[test]
fn the_same_figures_stand_in_the_reports() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 150, 5, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let dashboard = of(&place);
    let figure = |name: &str| tile(&dashboard, name).value.figure().clone();
    let kpi = |kind, at: usize| report(&place, kind, &october_2026()).kpis[at].value.figure().clone();
    assert_eq!(figure("income"), kpi(ReportKind::Revenue, 0));
    assert_eq!(figure("visits"), kpi(ReportKind::Appointments, 4));
    assert_eq!(figure("new_owners"), kpi(ReportKind::Customers, 1));
    let year = ReportParams { from: Some(day("2025-11-01")), ..october_2026() };
    assert_eq!(figure("retention"), *report(&place, ReportKind::Retention, &year).kpis[0].value.figure());
    // Each month of the course is a report of that month.
    let course = &tile(&dashboard, "income").course.points;
    assert_eq!(course.len(), 12);
    let september =
        ReportParams { from: Some(day("2026-09-01")), to: Some(day("2026-09-30")), ..october_2026() };
    assert_eq!(
        course[10].value.figure(),
        report(&place, ReportKind::Revenue, &september).kpis[0].value.figure()
    );
    let Cell::Money(at_stake) = figure("at_risk") else { panic!("an amount") };
    let (_, sum) = count(&place, &tile(&dashboard, "at_risk").value);
    assert!(at_stake > Money::ZERO);
    assert_eq!(sum.unwrap(), figure("at_risk").read(Lang::Es));
    for panel in &dashboard.panels {
        let sum: i64 = panel.points.iter().filter_map(|point| point.value.number()).sum();
        let days = &dashboard.panels[0].points;
        assert_eq!(sum, days.iter().filter_map(|point| point.value.number()).sum::<i64>(), "{}", panel.name);
        for point in panel.points.iter().filter(|point| point.value.rows().is_some()) {
            assert_eq!(Some(count(&place, &point.value).0), point.value.number(), "{}", panel.name);
        }
    }
}

#[test]
fn it_is_one_page_in_both_languages_and_says_when_there_is_nothing() {
    let place = october_clinic();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let full = of(&place);
    for (lang, paper, words) in [
        (Lang::Es, Paper::A4, ["Tablero", "Ingreso del mes $"]),
        (Lang::En, Paper::Letter, ["Dashboard", "Income this month $"]),
    ] {
        let pages = lay_out_dashboard(&full, lang, paper);
        assert_eq!(pages.len(), 1);
        let text = pdf_text(&paint(&full.report, &pages, lang).unwrap());
        for word in words {
            assert!(text.contains(word), "{word} in {text}");
        }
        let shown = dashboard_shown(&full, lang);
        assert_eq!(shown.tiles.len(), 10);
        assert!(
            shown
                .tiles
                .iter()
                .all(|tile| !tile.meaning.contains('{') && !tile.meaning.starts_with("reports."))
        );
        assert!(shown.tiles.iter().all(|tile| tile.chart.marks.len() == tile.chart.points.len() + 1));
    }
    let empty = of(&clinic());
    assert!(empty.is_empty);
    assert_eq!(dashboard_shown(&empty, Lang::Es).tiles[0].value, "0.00");
    assert_eq!(lay_out_dashboard(&empty, Lang::Es, Paper::A4).len(), 1);
}
