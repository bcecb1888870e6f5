//! The customers' report: a clinic of ten people whose answers were worked out by hand, both languages on paper,
//! and sums that agree with each other and with the kept figures.

use crate::{
    report_pages::pdf_text,
    support::{
        ACTOR, Place, clinic,
        people::{self, person, sql},
    },
};
use crm::{
    Code,
    clinic::{self, Settings, View},
    owners::OwnerInput,
    reports::*,
    values::{Day, Lang, OwnerId},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn october() -> ReportParams {
    ReportParams {
        from: Some(day("2025-10-01")),
        to: Some(day("2025-10-31")),
        list: LongList::Included,
        ..ReportParams::default()
    }
}

pub fn report(place: &Place, params: &ReportParams) -> Report {
    place.read(&ACTOR, View::Reports, |r| build(r, ReportKind::Customers, params)).unwrap()
}

/// Adds an owner who was entered on a day.
fn entered(place: &Place, input: &OwnerInput, on: &str) -> OwnerId {
    let owner = people::add(place, input);
    let at = i64::from(day(on).number()) * 86_400_000 + 64_800_000;
    sql(place, &format!("UPDATE owners SET created_at = {at} WHERE id = {}", owner.id.0));
    owner.id
}

fn visit(place: &Place, owner: OwnerId, on: &str) {
    let (id, on) = (owner.0, day(on).number());
    sql(
        place,
        &format!(
            "INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
             VALUES ('A{id}-{on}', {id}, {on} * 86400000, {on}, 'completed')"
        ),
    );
}

fn invoice(place: &Place, owner: Option<OwnerId>, on: &str, cents: i64, refunded: i64) {
    let (id, on) = (owner.map_or("NULL".into(), |owner| owner.0.to_string()), day(on).number());
    sql(
        place,
        &format!(
            "INSERT INTO invoices (external_id, number, owner_id, issued_on, status, subtotal_cents, total_cents, refunded_cents, paid_on)
             VALUES ('I{id}-{on}', 'I{id}-{on}', {id}, {on}, 'paid', {cents}, {cents}, {refunded}, {on})"
        ),
    );
}

fn with_source(source: &str, input: OwnerInput) -> OwnerInput {
    let json = serde_json::json!(source);
    OwnerInput { acquisition_source: Some(serde_json::from_value(json).unwrap()), ..input }
}

/// Ten people; six of them count on October 31, 2025.
fn ten_people() -> Place {
    let place = clinic();
    let settings = Settings {
        clinic_name: "Clínica Veterinaria Arrecife".into(),
        clinic_address: "Av. Rafael E. Melgar 12, Puerto Morelos, Quintana Roo".into(),
        clinic_contact: "998 871 0240 · hola@veterinaria-arrecife.mx".into(),
        ..Settings::default()
    };
    clinic::settings_update(&place, &ACTOR, &settings).unwrap();

    let maria = entered(&place, &with_source("google", people::maria()), "2023-03-01");
    for month in 1..=10 {
        visit(&place, maria, &format!("2025-{month:02}-05"));
    }
    invoice(&place, Some(maria), "2024-06-01", 400_000, 0);
    invoice(&place, Some(maria), "2025-10-05", 600_000, 0);

    let brought = |by: OwnerId, input: OwnerInput| OwnerInput {
        referred_by: Some(by),
        ..with_source("referral", input)
    };
    let carlos = entered(&place, &brought(maria, people::carlos()), "2024-01-10");
    visit(&place, carlos, "2025-01-15");
    visit(&place, carlos, "2025-07-03");
    invoice(&place, Some(carlos), "2025-07-03", 60_000, 0);

    let sarah = entered(&place, &brought(maria, people::sarah()), "2025-10-10");
    visit(&place, sarah, "2025-10-10");
    invoice(&place, Some(sarah), "2025-10-12", 49_999, 0);

    let roberto = OwnerInput { referred_by: Some(carlos), ..people::roberto() };
    let roberto = entered(&place, &roberto, "2023-05-01");
    visit(&place, roberto, "2023-05-01");

    let anne =
        OwnerInput { preferred_language: "fr".into(), ..with_source("walk_in", person("Anne", "Lefèvre")) };
    let anne = entered(&place, &anne, "2025-09-15");
    invoice(&place, Some(anne), "2025-09-20", 120_000, 0);

    let jose = entered(&place, &with_source("event", person("José", "Ñandú Güemes")), "2025-10-20");
    visit(&place, jose, "2025-10-20");
    invoice(&place, Some(jose), "2025-10-20", 500_000, 1);
    let gone = day("2025-10-25").number();
    sql(
        &place,
        &format!(
            "INSERT INTO pets (external_id, owner_id, name, status, deceased_on, created_at, updated_at)
             VALUES ('P1', {}, 'Kuko', 'deceased', {gone}, 0, 0)",
            jose.0
        ),
    );

    // Deactivated, blocked, anonymised: in no count, whatever they did. The last one came in November.
    for (name, mark) in
        [("Baja", "is_active = 0"), ("Bloqueado", "blocked_at = 1"), ("Anónimo", "anonymised_at = 1")]
    {
        let left_out = entered(&place, &brought(maria, person(name, "Fuera")), "2024-01-01");
        visit(&place, left_out, "2025-10-08");
        invoice(&place, Some(left_out), "2025-10-08", 9_000_000, 0);
        sql(&place, &format!("UPDATE owners SET {mark} WHERE id = {}", left_out.0));
    }
    let late = entered(&place, &person("Noviembre", "Tarde"), "2025-11-05");
    visit(&place, late, "2025-11-06");
    invoice(&place, Some(late), "2025-11-06", 70_000, 0);
    invoice(&place, None, "2025-10-09", 33_000, 0);
    place
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
    assert_eq!(november.kpis[1].value, Cell::Count(1), "who came in November is new");
    let list = |report: &Report| report.sections.iter().any(|section| section.span == Span::Appendix);
    assert!(!list(&november), "the list is there when asked for");

    let nobody = report(&clinic(), &october());
    assert_eq!(nobody.kpis[0].value, Cell::Count(0));
    assert_eq!(nobody.kpis[4].value, Cell::Blank);
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

/// Every line of text as it stands on the pages.
pub fn lines(pages: &[Page]) -> String {
    let mut out = String::new();
    for (number, page) in pages.iter().enumerate() {
        out += &format!("== page {} ==\n", number + 1);
        let mut texts: Vec<&Text> = page
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None })
            .collect();
        texts.sort_by_key(|text| (text.at.y, text.at.x));
        let mut last = None;
        for text in texts {
            let separator = if last == Some(text.at.y) {
                " | "
            } else if last.is_some() {
                "\n"
            } else {
                ""
            };
            out += separator;
            out += &text.text;
            last = Some(text.at.y);
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_pages_read_as_they_should_in_both_languages() {
    let report = report(&ten_people(), &october());
    insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
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
