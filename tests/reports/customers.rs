//! The customers' report: answers worked out by hand, both languages on paper, and sums that agree with each other and
//! with the kept figures.

use super::{day, lines, october, ten_people::ten_people};
use crate::{
    report_pages::pdf_text,
    support::{ACTOR, Place, clinic, clinic_on, people::sql},
};
use crm::{
    Code,
    clinic::{Progress, View},
    reports::*,
    sample,
    values::{Lang, Money},
};

fn report(place: &Place, params: &ReportParams) -> Report {
    super::report(place, ReportKind::Customers, params)
}

/// The table under a heading, a line each: names and figures as one reads them in Spanish.
fn table(report: &Report, heading: &str) -> Vec<String> {
    let section =
        report.sections.iter().find(|section| section.heading == Label::Word(key(heading))).unwrap();
    let Body::Table(table) = &section.body else { panic!("{heading} is a table") };
    let line = |row: &Row| row.cells.iter().map(|cell| cell.read(Lang::Es)).collect::<Vec<_>>().join(" | ");
    table.rows.iter().map(line).collect()
}

pub fn key(name: &str) -> &'static str {
    ["stages", "tiers", "bands", "sources", "languages", "best", "referrals", "list"]
        .iter()
        .zip([
            "reports.stages",
            "reports.tiers",
            "reports.bands",
            "reports.sources",
            "reports.languages",
            "reports.best",
            "reports.referrals",
            "reports.list",
        ])
        .find(|(known, _)| **known == name)
        .unwrap()
        .1
}

#[test]
fn key_figures_are_as_worked_out_by_hand() {
    let report = report(&ten_people(), &october());
    let values: Vec<String> = report.kpis.iter().map(|kpi| kpi.value.read(Lang::Es)).collect();
    // Active: all six but Roberto, last seen in 2023. New: Sarah and José. Seen: they and María. At risk: one, and Roberto.
    assert_eq!(values, ["5", "2", "3", "2", "2,883.33"]);
    let changes: Vec<Option<Cell>> =
        report.kpis.iter().map(|kpi| kpi.change.clone().map(|(cell, _)| cell)).collect();
    // September: María, Carlos and Anne were active; nobody was new; María and Anne were seen.
    let change = |now, before| Some(Cell::Change { now, before });
    assert_eq!(changes, [change(5, 3), change(2, 0), change(3, 2), None, None]);
    assert_eq!(report.compared, Some(Period { from: day("2025-09-01"), to: day("2025-09-30") }));
}

#[test]
fn tables_are_as_worked_out_by_hand() {
    let report = report(&ten_people(), &october());
    assert_eq!(
        table(&report, "stages"),
        [
            "Prospecto | 1 | 0 | 16.7",
            "Primera visita | 1 | 1 | 16.7",
            "Activo | 0 | 0 | 0.0",
            "VIP | 1 | 0 | 16.7",
            "En riesgo | 1 | 0 | 16.7",
            "Se fue | 1 | 0 | 16.7",
            "Cerrado | 1 | 1 | 16.7",
            "Total | 6 | 2 | 100.0",
        ]
    );
    assert_eq!(
        table(&report, "tiers"),
        [
            "Nuevo | 4 | 2 | 66.7",
            "Regular | 1 | 0 | 16.7",
            "VIP | 1 | 0 | 16.7",
            "Profesional | 0 | 0 | 0.0",
            "Total | 6 | 2 | 100.0",
        ]
    );
    assert_eq!(
        table(&report, "bands"),
        [
            "Nada | 1 | 16.7 | 0.00 | 0.0 | 0.00",
            "Menos de 500 | 1 | 16.7 | 499.99 | 2.9 | 499.99",
            "500 a 999 | 1 | 16.7 | 600.00 | 3.5 | 600.00",
            "1,000 a 4,999 | 2 | 33.3 | 6,199.99 | 35.8 | 3,100.00",
            "5,000 a 9,999 | 0 | 0.0 | 0.00 | 0.0 | —",
            "10,000 o más | 1 | 16.7 | 10,000.00 | 57.8 | 10,000.00",
            "Total | 6 | 100.0 | 17,299.98 | 100.0 | 2,883.33",
        ]
    );
    assert_eq!(
        table(&report, "sources"),
        [
            "Referido | 2 | 1 | 33.3",
            "Evento | 1 | 1 | 16.7",
            "Google | 1 | 0 | 16.7",
            "Pasó por aquí | 1 | 0 | 16.7",
            "Sin dato | 1 | 0 | 16.7",
            "Total | 6 | 2 | 100.0",
        ]
    );
    assert_eq!(
        table(&report, "languages"),
        [
            "Español | 4 | 1 | 66.7",
            "Inglés | 1 | 1 | 16.7",
            "Francés | 1 | 0 | 16.7",
            "Total | 6 | 2 | 100.0"
        ]
    );
    assert_eq!(
        table(&report, "best"),
        [
            "María García | VIP | 5 oct 2025 | 10 | 2 | 10,000.00 | 6,000.00 | 45.1",
            "José Ñandú Güemes | Cerrado | 20 oct 2025 | 1 | 1 | 4,999.99 | 4,999.99 | 37.6",
            "Anne Lefèvre | Prospecto | — | 0 | 1 | 1,200.00 | 1,200.00 | 9.0",
            "Carlos Méndez | En riesgo | 3 jul 2025 | 2 | 1 | 600.00 | 600.00 | 4.5",
            "Sarah Johnson | Primera visita | 10 oct 2025 | 1 | 1 | 499.99 | 499.99 | 3.8",
            "Total |  |  | 14 | 6 | 17,299.98 | 13,299.98 | 100.0",
        ]
    );
    assert_eq!(
        table(&report, "referrals"),
        ["María García | 2 | 1 | 1,099.99", "Carlos Méndez | 1 | 0 | 0.00", "Total | 3 | 1 | 1,099.99"]
    );
    let list = table(&report, "list");
    assert_eq!(list[0], "Anne Lefèvre | — | Prospecto | Nuevo | — | 0 | 1 | 1,200.00");
    assert_eq!(list[3], "María García | 998 123 4567 | VIP | VIP | 5 oct 2025 | 10 | 2 | 10,000.00");
    assert_eq!(list[6], "6 dueños |  |  |  |  | 15 | 6 | 17,299.98");
}

#[test]
fn newcomers_are_drawn_by_week() {
    let report = report(&ten_people(), &october());
    let Body::Chart(chart) = &report.sections[0].body else { panic!("a chart") };
    let bars: Vec<(String, i64, Option<i64>)> =
        chart.bars.iter().map(|bar| (bar.period.from.to_string(), bar.value, bar.compared)).collect();
    let bar = |from: &str, value| (from.to_owned(), value, Some(0));
    assert_eq!(
        bars,
        [
            bar("2025-10-01", 0),
            bar("2025-10-08", 1),
            bar("2025-10-15", 1),
            bar("2025-10-22", 0),
            bar("2025-10-29", 0)
        ]
    );
}

#[test]
fn a_later_period_sees_later_facts_and_an_empty_clinic_sees_none() {
    let place = ten_people();
    let november = report(&place, &ReportParams::default());
    assert_eq!(november.period, Period { from: day("2025-11-01"), to: day("2025-11-17") });
    assert_eq!(*november.kpis[1].value.figure(), Cell::Count(1), "who came in November is new");
    let list = |report: &Report| report.sections.iter().any(|section| section.span == Span::Appendix);
    assert!(!list(&november), "the list is there when asked for");

    let nobody = report(&clinic(), &october());
    assert_eq!(*nobody.kpis[0].value.figure(), Cell::Count(0));
    assert_eq!(*nobody.kpis[4].value.figure(), Cell::Blank);
    assert_eq!(table(&nobody, "best"), Vec::<String>::new());
    let text = pdf_text(&paint(&nobody, &lay_out(&nobody, Lang::En, Paper::Letter), Lang::En).unwrap());
    assert!(text.contains("No owners."));
}

#[test]
fn a_period_that_cannot_be_is_refused_by_name() {
    let place = clinic();
    let refused = |from: &str, to: &str| {
        let params = ReportParams { from: Some(day(from)), to: Some(day(to)), ..ReportParams::default() };
        let error =
            place.read(&ACTOR, View::Reports, |r| build(r, ReportKind::Customers, &params)).unwrap_err();
        (error.code, error.field.unwrap())
    };
    assert_eq!(refused("2025-10-02", "2025-10-01"), (Code::Invalid, "to".into()));
    assert_eq!(refused("1899-12-31", "2025-10-01"), (Code::Invalid, "from".into()));
    assert_eq!(refused("2025-10-01", "2200-01-01"), (Code::Invalid, "to".into()));
}

#[test]
fn the_pages_read_as_they_should_in_both_languages() {
    let report = report(&ten_people(), &october());
    insta::with_settings!({ snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("customers.es", lines(&lay_out(&report, Lang::Es, Paper::A4)));
        insta::assert_snapshot!("customers.en", lines(&lay_out(&report, Lang::En, Paper::Letter)));
        let csv = String::from_utf8(write_csv(&report, Lang::Es).unwrap()).unwrap();
        insta::assert_snapshot!("customers.csv", csv.replace("\r\n", "\n"));
    });
}

#[test]
fn the_pdf_is_the_same_each_time_and_can_be_read() {
    let place = ten_people();
    let pdf = || {
        let report = report(&place, &october());
        paint(&report, &lay_out(&report, Lang::Es, Paper::A4), Lang::Es).unwrap()
    };
    let bytes = pdf();
    assert_eq!(bytes, pdf());
    let text = pdf_text(&bytes);
    for words in [
        "José Ñandú Güemes",
        "Anne Lefèvre",
        "17,299.98",
        "Datos al 17 de noviembre de 2025",
        "Del 1 al 31 de octubre de 2025",
    ] {
        assert!(text.contains(words), "{words}");
    }
    for left_out in ["Fuera", "Tarde", "90,000"] {
        assert!(!text.contains(left_out), "{left_out}");
    }
}

fn total(report: &Report, heading: &str) -> Vec<Cell> {
    let section =
        report.sections.iter().find(|section| section.heading == Label::Word(key(heading))).unwrap();
    let Body::Table(table) = &section.body else { panic!("{heading} is a table") };
    table.rows.iter().find(|row| row.kind == RowKind::Total).unwrap().cells.clone()
}

#[test]
fn sums_agree_with_each_other_and_with_the_kept_figures() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 120, 3, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let report = report(&place, &ReportParams { list: LongList::Included, ..ReportParams::default() });

    let (owners, spent) = place
        .read(&ACTOR, View::Reports, |r| {
            let sql = "SELECT count(*), sum(total_spent_cents) FROM owner_figures f JOIN owners o ON o.id = f.owner_id
                       WHERE o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL";
            Ok(r.conn().query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?)
        })
        .unwrap();
    let (owners, spent) = (Cell::Count(owners), Cell::Money(Money::from_cents(spent)));
    for heading in ["stages", "tiers", "bands", "sources", "languages"] {
        assert_eq!(*total(&report, heading)[1].figure(), owners, "{heading}");
    }
    assert_eq!(*total(&report, "bands")[3].figure(), spent);
    assert_eq!(*total(&report, "list")[7].figure(), spent);
    assert_eq!(total(&report, "stages")[2].figure(), report.kpis[1].value.figure(), "new owners");

    let kept: Vec<(String, i64)> = place
        .read(&ACTOR, View::Reports, |r| {
            let sql = "SELECT lifecycle, count(*) FROM owner_figures f JOIN owners o ON o.id = f.owner_id
                       WHERE o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL GROUP BY lifecycle";
            let mut statement = r.conn().prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap();
    for (stage, count) in kept {
        let word = format!("values.lifecycle.{stage}");
        let section = &report.sections[1];
        let Body::Table(table) = &section.body else { panic!("a table") };
        let row = table
            .rows
            .iter()
            .find(|row| matches!(&row.cells[0], Cell::Label(Label::Word(key)) if **key == word));
        assert_eq!(*row.unwrap().cells[1].figure(), Cell::Count(count), "{stage}");
    }
}

/// A period that ends today is counted by what is kept; any other, and one of which nothing is kept, by the facts.
#[test]
fn what_is_kept_gives_the_report_that_the_facts_give() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 250, 11, &Progress::silent()).unwrap();
    sql(
        &place,
        "UPDATE owners SET blocked_at = 1 WHERE id % 19 = 4; UPDATE owners SET is_active = 0 WHERE id % 23 = 5",
    );
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    crm::segments::bring_up_to_date(&place, &ACTOR).unwrap();
    let year =
        ReportParams { from: Some(day("2025-11-01")), compare: Compare::LastYear, ..ReportParams::default() };
    let ever = ReportParams { from: Some(day("1990-01-01")), ..ReportParams::default() };
    let google = ReportFilter { source: Some("google".into()), ..ReportFilter::default() };
    let listed = ReportParams { list: LongList::Included, only: google, ..ReportParams::default() };
    let asked = [ReportParams::default(), year, ever, listed];
    let by_what_is_kept = asked.each_ref().map(|params| report(&place, params));
    let board = place.read(&ACTOR, View::Reports, dashboard).unwrap();
    sql(&place, "DELETE FROM shortcuts_state");
    let by_the_facts = asked.each_ref().map(|params| report(&place, params));
    for (kept, facts) in by_what_is_kept.iter().zip(&by_the_facts) {
        assert_eq!(kept.kpis, facts.kpis);
        assert_eq!(kept, facts);
    }
    assert_eq!(board, place.read(&ACTOR, View::Reports, dashboard).unwrap());
}
