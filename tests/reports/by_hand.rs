//! Revenue, appointments, products and retention of October, as worked out by hand.

use super::{figures, october, october::october_clinic, report, section, table};
use crm::{reports::*, values::Lang};

#[test]
fn revenue_is_as_worked_out_by_hand() {
    let report = report(&october_clinic(), ReportKind::Revenue, &october());
    assert_eq!(figures(&report), ["2,459.00 +145.9 %", "2,759.00", "300.00", "330.00", "614.75 −38.5 %"]);
    assert_eq!(
        table(&report, "reports.by_thing"),
        [
            "Servicios |  |  |  |  |  |  | ",
            "Consulta | 1 | 696.00 | — | 696.00 | 28.3 | 1,000.00 | −30.4 %",
            "Cirugía | 1 | 500.00 | 100.00 | 400.00 | 16.3 | 0.00 | —",
            "Subtotal de servicios | 2 | 1,196.00 | 100.00 | 1,096.00 | 44.6 | 1,000.00 | +9.6 %",
            "Productos |  |  |  |  |  |  | ",
            "Alimento | 2 | 1,063.00 | — | 1,063.00 | 43.2 | 0.00 | —",
            "Accesorio | 1 | 300.00 | — | 300.00 | 12.2 | 0.00 | —",
            "Subtotal de productos | 3 | 1,363.00 | — | 1,363.00 | 55.4 | 0.00 | —",
            "Otros |  |  |  |  |  |  | ",
            "Sin detalle | 0 | 200.00 | 200.00 | 0.00 | 0.0 | 0.00 | —",
            "Total | 5 | 2,759.00 | 300.00 | 2,459.00 | 100.0 | 1,000.00 | +145.9 %",
        ]
    );
    assert_eq!(
        table(&report, "reports.by_source"),
        [
            "Google | 1 | 1,160.00 | 47.2",
            "Sin dato | 1 | 599.00 | 24.4",
            "Referido | 1 | 400.00 | 16.3",
            "Venta sin dueño | 1 | 300.00 | 12.2",
            "Total | 4 | 2,459.00 | 100.0",
        ]
    );
    assert_eq!(
        table(&report, "reports.by_method"),
        [
            "Efectivo | 2 | 1,460.00 | 59.4",
            "Transferencia | 1 | 599.00 | 24.4",
            "Tarjeta | 1 | 400.00 | 16.3",
            "Total | 4 | 2,459.00 | 100.0",
        ]
    );
    assert_eq!(
        table(&report, "reports.income_by_part"),
        [
            "1–7 oct 2025 | 1 | 1,160.00 | — | 1,160.00 | 47.2 | 0.00 | —",
            "8–14 oct 2025 | 2 | 800.00 | 100.00 | 700.00 | 28.5 | 1,000.00 | −30.0 %",
            "15–21 oct 2025 | 1 | 799.00 | 200.00 | 599.00 | 24.4 | 0.00 | —",
            "22–28 oct 2025 | 0 | 0.00 | — | 0.00 | 0.0 | 0.00 | —",
            "29–31 oct 2025 | 0 | 0.00 | — | 0.00 | 0.0 | 0.00 | —",
            "Total | 4 | 2,759.00 | 300.00 | 2,459.00 | 100.0 | 1,000.00 | +145.9 %",
        ]
    );
    assert_eq!(
        table(&report, "reports.outstanding_by_age"),
        [
            "Sin vencer | 1 | 250.00 | 75.8",
            "1 a 30 días | 1 | 80.00 | 24.2",
            "31 a 90 días | 0 | 0.00 | 0.0",
            "Más de 90 días | 0 | 0.00 | 0.0",
            "Total | 2 | 330.00 | 100.0",
        ]
    );
}

#[test]
fn appointments_are_as_worked_out_by_hand() {
    let report = report(&october_clinic(), ReportKind::Appointments, &october());
    assert_eq!(figures(&report), ["7 +133.3 %", "4", "20.0 +20.0 pts", "1", "3 +50.0 %"]);
    assert_eq!(
        table(&report, "reports.by_outcome"),
        [
            "Completadas | 4 | 57.1",
            "No vino | 1 | 14.3",
            "Canceladas | 1 | 14.3",
            "Sin cerrar | 1 | 14.3",
            "Total | 7 | 100.0"
        ]
    );
    assert_eq!(
        table(&report, "reports.by_kind"),
        ["Consulta | 6 | 85.7", "Cirugía | 1 | 14.3", "Total | 7 | 100.0"]
    );
    assert_eq!(
        table(&report, "reports.by_staff"),
        [
            "Dra. Marisol Nava | 3 | 2 | 0 | 0 | 1 | 0.0 | 60",
            "Sin asignar | 2 | 1 | 1 | 0 | 0 | 0.0 | 0",
            "Dr. Pablo Rojo | 2 | 1 | 0 | 1 | 0 | 50.0 | 120",
            "Total | 7 | 4 | 1 | 1 | 1 | 20.0 | 180",
        ]
    );
    let Body::Heat(heat) = &section(&report, "reports.hours").body else { panic!("a heatmap") };
    let row = |row: &HeatRow| row.cells.iter().map(|cell| cell.read(Lang::Es)).collect::<Vec<_>>().join(" ");
    assert_eq!(heat.columns.len(), 4, "9 to 12; nobody came at 16, it was called off");
    assert_eq!(
        heat.rows.iter().map(row).collect::<Vec<_>>(),
        ["1 0 0 1", "1 0 0 0", "0 0 0 0", "0 0 1 0", "0 0 0 0", "0 0 0 0", "1 1 0 0"]
    );
}

#[test]
fn products_are_as_worked_out_by_hand() {
    let report = report(&october_clinic(), ReportKind::Products, &october());
    assert_eq!(figures(&report), ["1,363.00 —", "4.5 —", "2", "2 —", "531.50"]);
    assert_eq!(
        table(&report, "reports.by_category"),
        [
            "Alimento | 1 | 3 | 1,063.00 | 78.0 | 0.00 | —",
            "Accesorio | 1 | 1.5 | 300.00 | 22.0 | 0.00 | —",
            "Total | 2 | 4.5 | 1,363.00 | 100.0 | 0.00 | —",
        ]
    );
    assert_eq!(
        table(&report, "reports.best_products"),
        [
            "Croquetas | ALI-1 | 3 | 2 | 1,063.00 | 78.0 | 0.00 | —",
            "Correa | ACC-1 | 1.5 | 0 | 300.00 | 22.0 | 0.00 | —",
            "Estos productos |  | 4.5 |  | 1,363.00 | 100.0 | 0.00 | —",
        ]
    );
    assert_eq!(table(&report, "reports.idle"), ["=Champú | HIG-1 | Higiene | 120.00 | 0 | 0.00"]);
}

#[test]
fn retention_is_as_worked_out_by_hand() {
    let report = report(&october_clinic(), ReportKind::Retention, &october());
    assert_eq!(figures(&report), ["66.7 +66.7 pts", "2 —", "0 −100.0 %", "1 —", "1 —"]);
    let flow = table(&report, "reports.flow");
    assert_eq!(flow.len(), 12);
    assert_eq!(flow[10], "sep 2025 | 1 | 0 | 0.0 | 2 | 2 | 0 | 0 | 3");
    assert_eq!(flow[11], "oct 2025 | 3 | 2 | 66.7 | 3 | 0 | 1 | 1 | 3");
    let Body::Heat(cohorts) = &section(&report, "reports.cohorts").body else { panic!("a triangle") };
    assert_eq!(cohorts.rows[10].lead.as_ref().map(Cell::figure), Some(&Cell::Count(2)));
    assert_eq!(*cohorts.rows[10].cells[0].figure(), Cell::Share { part: 2, whole: 2 });
    assert!(cohorts.rows[10].cells[1..].iter().all(|cell| *cell == Cell::Blank), "months that have not come");
}

#[test]
fn retention_prints_the_model_with_its_check_once_it_was_fitted() {
    let place = crate::support::clinic_on("2026-10-31");
    crm::sample::create(&place, &crate::support::ACTOR, 400, 5, &crm::clinic::Progress::silent()).unwrap();
    let october = super::october_2026();
    let before = report(&place, ReportKind::Retention, &october);
    assert!(before.sections.iter().all(|section| section.heading != Label::Word("reports.model")));
    let silent = crm::clinic::Progress::silent();
    crm::model::refresh(&place, &crate::support::ACTOR, crm::model::Freshness::Exact, &silent).unwrap();
    let fitted = report(&place, ReportKind::Retention, &october);
    let lines = table(&fitted, "reports.model");
    let total = lines.last().unwrap();
    assert!(total.starts_with("Total | "), "{total}");
    let figures: Vec<i64> =
        total.split(" | ").skip(1).take(3).map(|text| text.replace(',', "").parse().unwrap()).collect();
    assert!(figures.iter().all(|figure| *figure > 0), "{total}");
    let note = section(&fitted, "reports.model").note.as_ref().unwrap().read(Lang::Es);
    assert!(note.contains("NBD con "), "{note}");
}
