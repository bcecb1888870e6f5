//! Revenue, appointments, products and retention of an October whose answers were worked out by hand, on paper in
//! both languages and as CSV; and sums that agree with each other and with the owners' figures.

use crate::{
    customers_report::lines,
    report_pages::pdf_text,
    support::{
        ACTOR, Place, clinic, clinic_on,
        facts::at,
        people::{self, person, sql},
    },
};
use crm::{
    clinic::{self, Progress, Settings, View},
    owners::OwnerInput,
    reports::*,
    sample,
    values::{Day, Lang, Money},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn number(text: &str) -> i32 {
    day(text).number()
}

fn october() -> ReportParams {
    ReportParams {
        from: Some(day("2025-10-01")),
        to: Some(day("2025-10-31")),
        list: LongList::Included,
        ..ReportParams::default()
    }
}

fn report(place: &Place, kind: ReportKind, params: &ReportParams) -> Report {
    place.read(&ACTOR, View::Reports, |r| build(r, kind, params)).unwrap()
}

/// An invoice: owner, day issued, day paid, status, total and refund in cents, payment method, appointment.
struct Bill<'a>(i64, Option<i64>, &'a str, Option<&'a str>, &'a str, i64, i64, Option<&'a str>, Option<i64>);

fn invoice(place: &Place, bill: &Bill<'_>) {
    let Bill(id, owner, issued, paid, status, total, refunded, method, appointment) = bill;
    let or_null = |value: Option<String>| value.unwrap_or("NULL".into());
    let (owner, appointment) =
        (or_null(owner.map(|o| o.to_string())), or_null(appointment.map(|a| a.to_string())));
    let paid = or_null(paid.map(|paid| number(paid).to_string()));
    let method = or_null(method.map(|method| format!("'{method}'")));
    let (issued, due) = (number(issued), number(issued) + 15);
    sql(
        place,
        &format!(
            "INSERT INTO invoices (id, external_id, number, owner_id, appointment_id, issued_on, due_on, status,
               subtotal_cents, total_cents, refunded_cents, payment_method, paid_on)
             VALUES ({id}, 'I{id}', 'I{id}', {owner}, {appointment}, {issued}, {due}, '{status}', {total}, {total},
               {refunded}, {method}, {paid})"
        ),
    );
}

fn appointment(place: &Place, id: i64, owner: i64, (on, hour, minute): (&str, u32, u32), rest: &str) {
    let (start, on) = (at(on, hour, minute), number(on));
    sql(
        place,
        &format!(
            "INSERT INTO appointments (id, external_id, owner_id, starts_at, starts_on, status, staff_id, service_id,
               duration_minutes, kind)
             VALUES ({id}, 'A{id}', {owner}, {start}, {on}, {rest})"
        ),
    );
}

fn with_source(source: &str, input: OwnerInput) -> OwnerInput {
    OwnerInput {
        acquisition_source: Some(serde_json::from_value(serde_json::json!(source)).unwrap()),
        ..input
    }
}

/// A clinic and its October of 2025, looked at on November 17.
fn october_clinic() -> Place {
    let place = clinic();
    let settings = Settings {
        clinic_name: "Clínica Veterinaria Arrecife".into(),
        clinic_address: "Av. Rafael E. Melgar 12, Puerto Morelos, Quintana Roo".into(),
        ..Settings::default()
    };
    clinic::settings_update(&place, &ACTOR, &settings).unwrap();
    let [maria, carlos, sarah, roberto, anne] = [
        with_source("google", people::maria()),
        with_source("referral", people::carlos()),
        people::sarah(),
        people::roberto(),
        person("Anne", "Lefèvre"),
    ]
    .map(|input| people::add(&place, &input).id.0);

    for (id, name) in [(501, "Dra. Marisol Nava"), (502, "Dr. Pablo Rojo")] {
        sql(
            &place,
            &format!(
                "INSERT INTO staff (id, external_id, name, name_folded, created_at) VALUES ({id}, 'T{id}', '{name}', 'x{id}', 0)"
            ),
        );
    }
    sql(
        &place,
        "INSERT INTO services (id, external_id, name) VALUES (601, 'S1', 'Consulta'), (602, 'S2', 'Cirugía')",
    );
    sql(
        &place,
        "INSERT INTO products (id, external_id, sku, name, category, price_cents, is_active) VALUES
         (701, 'P1', 'ALI-1', 'Croquetas', 'Alimento', 50000, 1), (702, 'P2', 'ACC-1', 'Correa', 'Accesorio', 20000, 1),
         (703, 'P3', 'HIG-1', '=Champú', 'Higiene', 12000, 1), (704, 'P4', 'OLD-1', 'Descontinuado', 'Higiene', 100, 0)",
    );

    let booked = |id, owner, when, rest| appointment(&place, id, owner, when, rest);
    booked(801, maria, ("2025-10-05", 9, 45), "'completed', 501, 601, 30, 'routine'");
    booked(802, maria, ("2025-10-05", 10, 30), "'completed', 501, 601, 30, 'routine'");
    booked(803, carlos, ("2025-10-06", 9, 0), "'completed', 502, 602, 120, 'surgery'");
    booked(804, sarah, ("2025-10-07", 9, 15), "'no_show', 502, 601, 30, 'routine'");
    booked(805, sarah, ("2025-10-08", 16, 0), "'cancelled', NULL, NULL, NULL, 'routine'");
    booked(806, carlos, ("2025-10-30", 11, 0), "'scheduled', 501, 601, 30, 'routine'");
    booked(807, roberto, ("2025-10-20", 12, 0), "'completed', NULL, NULL, NULL, 'routine'");
    booked(808, carlos, ("2025-09-10", 9, 0), "'completed', 501, 601, 30, 'routine'");
    booked(809, maria, ("2025-09-15", 9, 0), "'completed', 501, 601, 30, 'routine'");
    booked(810, sarah, ("2025-09-20", 9, 0), "'cancelled', 501, 601, 30, 'routine'");
    booked(811, roberto, ("2024-05-10", 9, 0), "'completed', 501, 601, 30, 'routine'");
    booked(812, anne, ("2024-10-15", 9, 0), "'completed', 501, 601, 30, 'routine'");
    booked(813, maria, ("2025-11-05", 9, 0), "'completed', 501, 601, 30, 'routine'");

    let cash = Some("cash");
    for bill in [
        Bill(901, Some(maria), "2025-10-05", Some("2025-10-05"), "paid", 116_000, 0, cash, Some(801)),
        Bill(
            902,
            Some(carlos),
            "2025-10-06",
            Some("2025-10-12"),
            "paid",
            50_000,
            10_000,
            Some("card"),
            Some(803),
        ),
        Bill(903, None, "2025-10-12", Some("2025-10-12"), "paid", 30_000, 0, cash, None),
        Bill(904, Some(maria), "2025-10-20", Some("2025-10-20"), "refunded", 20_000, 0, None, None),
        Bill(905, Some(carlos), "2025-10-25", None, "issued", 25_000, 0, None, None),
        Bill(906, Some(sarah), "2025-10-02", Some("2025-11-03"), "paid", 8_000, 0, cash, None),
        Bill(907, Some(sarah), "2025-10-09", None, "void", 99_900, 0, None, None),
        Bill(908, Some(carlos), "2025-09-10", Some("2025-09-10"), "paid", 100_000, 0, cash, Some(808)),
        Bill(909, Some(maria), "2025-11-02", Some("2025-11-02"), "paid", 7_700, 0, cash, None),
    ] {
        invoice(&place, &bill);
    }
    sql(
        &place,
        "INSERT INTO invoice_lines (external_id, invoice_id, description, product_id, service_id, quantity_milli,
           unit_price_cents, line_total_cents) VALUES
         ('L1', 901, 'Consulta', NULL, 601, 1000, 60000, 60000), ('L2', 901, 'Croquetas', 701, NULL, 2000, 20000, 40000),
         ('L3', 903, 'Correa', 702, NULL, 1500, 20000, 30000)",
    );
    // Sarah's order has no day of payment; María's is billed by her invoice.
    let (fifteenth, fifth) = (number("2025-10-15"), number("2025-10-05"));
    sql(
        &place,
        &format!(
            "INSERT INTO orders (id, external_id, owner_id, ordered_at, ordered_on, payment_status, payment_method,
               subtotal_cents, shipping_cents, total_cents, paid_on, invoice_id) VALUES
             (951, 'O1', {sarah}, {fifteenth} * 86400000, {fifteenth}, 'paid', 'transfer', 50000, 9900, 59900, NULL, NULL),
             (952, 'O2', {maria}, {fifth} * 86400000, {fifth}, 'paid', 'cash', 40000, 0, 40000, {fifth}, 901)"
        ),
    );
    sql(
        &place,
        "INSERT INTO order_items (external_id, order_id, product_id, quantity_milli, unit_price_cents, line_total_cents)
         VALUES ('OI1', 951, 701, 1000, 50000, 50000), ('OI2', 952, 701, 2000, 20000, 40000)",
    );
    place
}

fn section<'r>(report: &'r Report, key: &'static str) -> &'r Section {
    report.sections.iter().find(|section| section.heading == Label::Word(key)).unwrap()
}

/// The table under a heading, a line each, as one reads it in Spanish.
fn table(report: &Report, key: &'static str) -> Vec<String> {
    let Body::Table(table) = &section(report, key).body else { panic!("{key} is a table") };
    let line = |row: &Row| row.cells.iter().map(|cell| cell.read(Lang::Es)).collect::<Vec<_>>().join(" | ");
    table.rows.iter().map(line).collect()
}

/// The key figures with how they moved.
fn figures(report: &Report) -> Vec<String> {
    let change = |kpi: &Kpi| kpi.change.as_ref().map_or(String::new(), |(cell, _)| cell.read(Lang::Es));
    report
        .kpis
        .iter()
        .map(|kpi| format!("{} {}", kpi.value.read(Lang::Es), change(kpi)).trim().to_owned())
        .collect()
}

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
    assert_eq!(cohorts.rows[10].lead, Some(Cell::Count(2)));
    assert_eq!(cohorts.rows[10].cells[0], Cell::Share { part: 2, whole: 2 });
    assert!(cohorts.rows[10].cells[1..].iter().all(|cell| *cell == Cell::Blank), "months that have not come");
}

#[test]
fn filters_leave_the_rest_aside_and_say_so() {
    let place = october_clinic();
    let only = |only: ReportFilter| ReportParams { only, ..october() };
    let google = only(ReportFilter { source: Some("google".into()), ..ReportFilter::default() });
    let revenue = report(&place, ReportKind::Revenue, &google);
    assert_eq!(revenue.kpis[0].value.read(Lang::Es), "1,160.00");
    assert_eq!(revenue.scope[0].read(Lang::Es), "Solo de procedencia Google");
    let food = only(ReportFilter { category: Some("Alimento".into()), ..ReportFilter::default() });
    let revenue = report(&place, ReportKind::Revenue, &food);
    assert_eq!(
        figures(&revenue),
        ["1,063.00 —", "1,063.00", "0.00", "531.50"],
        "no outstanding of a category"
    );
    let nava = ReportFilter { staff: Some(crm::values::StaffId(501)), ..ReportFilter::default() };
    let appointments = report(&place, ReportKind::Appointments, &only(nava));
    assert_eq!(appointments.kpis[0].value, Cell::Count(3));
    assert_eq!(appointments.scope[0].read(Lang::En), "Only with Dra. Marisol Nava");
    let maria = only(ReportFilter { source: Some("google".into()), ..ReportFilter::default() });
    assert_eq!(report(&place, ReportKind::Customers, &maria).kpis[0].value, Cell::Count(1));
    assert_eq!(report(&place, ReportKind::Retention, &maria).kpis[1].value, Cell::Count(1));
}

#[test]
fn an_empty_period_says_so() {
    let place = clinic();
    for kind in ReportKind::ALL {
        let report = report(&place, *kind, &october());
        let text = pdf_text(&paint(&report, &lay_out(&report, Lang::Es, Paper::A4), Lang::Es).unwrap());
        assert!(text.contains("Sin ") || text.contains("Nadie "), "{kind}: {text}");
        assert!(report.kpis.iter().all(|kpi| kpi.value.number().unwrap_or(0) == 0), "{kind}");
    }
}

#[test]
fn the_pages_read_as_they_should_in_both_languages() {
    let place = october_clinic();
    for kind in [ReportKind::Revenue, ReportKind::Appointments, ReportKind::Products, ReportKind::Retention] {
        let report = report(&place, kind, &october());
        insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{kind}.es"), lines(&lay_out(&report, Lang::Es, Paper::A4)));
            insta::assert_snapshot!(format!("{kind}.en"), lines(&lay_out(&report, Lang::En, Paper::Letter)));
            let csv = String::from_utf8(write_csv(&report, Lang::Es).unwrap()).unwrap();
            insta::assert_snapshot!(format!("{kind}.csv"), csv.replace("\r\n", "\n"));
        });
    }
}

#[test]
fn files_are_the_same_each_time() {
    let place = october_clinic();
    let bytes = || {
        let parts: Vec<(Report, Vec<Page>)> = ReportKind::ALL
            .iter()
            .map(|kind| {
                let report = report(&place, *kind, &october());
                let pages = lay_out(&report, Lang::Es, Paper::A4);
                (report, pages)
            })
            .collect();
        let books: Vec<Vec<u8>> =
            parts.iter().map(|(report, _)| write_xlsx(report, Lang::Es).unwrap()).collect();
        (paint_bundle(&parts, Lang::Es).unwrap(), books)
    };
    let (pdf, books) = bytes();
    assert_eq!((&pdf, &books), (&bytes().0, &bytes().1));
    assert!(books.iter().all(|book| book.starts_with(b"PK")));
    let text = pdf_text(&pdf);
    for title in [
        "Reporte de ingresos",
        "Reporte de citas",
        "Reporte de productos",
        "Reporte de clientes",
        "Reporte de retención",
    ] {
        assert!(text.contains(title), "{title}");
    }
}

/// Of every table with a total: each column of counts or amounts sums to it.
fn sums_reconcile(report: &Report) {
    let average = |label: &Label| matches!(label, Label::Phrase("reports.average_column", _));
    for section in &report.sections {
        let Body::Table(table) = &section.body else { continue };
        let Some(total) = table.rows.iter().find(|row| row.kind == RowKind::Total) else { continue };
        for (i, column) in table.columns.iter().enumerate() {
            if !matches!(total.cells[i], Cell::Count(_) | Cell::Money(_) | Cell::Quantity(_))
                || average(&column.heading)
            {
                continue;
            }
            let data = table.rows.iter().filter(|row| row.kind == RowKind::Data);
            let sum: i64 = data.filter_map(|row| row.cells[i].number()).sum();
            assert_eq!(
                Some(sum),
                total.cells[i].number(),
                "{} {:?} {:?}",
                report.name,
                section.heading,
                column.heading
            );
        }
    }
}

#[test]
fn sums_agree_with_each_other_and_with_the_owners_figures() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 150, 5, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let ever = ReportParams { from: Some(day("1990-01-01")), ..october_2026() };
    for params in [october_2026(), ever.clone()] {
        for kind in ReportKind::ALL {
            sums_reconcile(&report(&place, *kind, &params));
        }
    }

    // All income there ever was: what the owners spent, and the sales without an owner.
    let revenue = report(&place, ReportKind::Revenue, &ever);
    let (spent, purchases): (i64, i64) = place
        .read(&ACTOR, View::Reports, |r| {
            let sql = "SELECT sum(total_spent_cents), sum(order_count) FROM owner_figures";
            Ok(r.conn().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .unwrap();
    let Body::Table(sources) = &section(&revenue, "reports.by_source").body else { panic!("a table") };
    let of = |is_owned: bool, column: usize| -> i64 {
        let rows = sources.rows.iter().filter(|row| row.kind == RowKind::Data);
        let rows = rows.filter(|row| (row.cells[0] != Cell::word("reports.no_owner")) == is_owned);
        rows.filter_map(|row| row.cells[column].number()).sum()
    };
    assert_eq!((of(true, 2), of(true, 1)), (spent, purchases));
    assert_eq!(revenue.kpis[0].value, Cell::Money(Money::from_cents(spent + of(false, 2))));

    // The products' report is the subtotal of products in the revenue report.
    let products = report(&place, ReportKind::Products, &ever);
    let Body::Table(things) = &section(&revenue, "reports.by_thing").body else { panic!("a table") };
    let subtotal =
        things.rows.iter().find(|row| row.cells[0] == Cell::word("reports.products_total")).unwrap();
    assert_eq!(products.kpis[0].value, subtotal.cells[4]);

    // Months add up to their year.
    let months = |kind: ReportKind| -> i64 {
        let month = |month: i32| {
            let from = Day::from_ymd(2026, u32::try_from(month).unwrap(), 1).unwrap();
            let params = ReportParams {
                from: Some(from),
                to: Some(from.plus(31).first_of_month().plus(-1)),
                ..ReportParams::default()
            };
            report(&place, kind, &params).kpis[0].value.number().unwrap()
        };
        (1..=10).map(month).sum()
    };
    let year = ReportParams { from: Some(day("2026-01-01")), ..october_2026() };
    for kind in [ReportKind::Revenue, ReportKind::Appointments, ReportKind::Products] {
        assert_eq!(months(kind), report(&place, kind, &year).kpis[0].value.number().unwrap(), "{kind}");
    }
}

fn october_2026() -> ReportParams {
    ReportParams { from: Some(day("2026-10-01")), to: Some(day("2026-10-31")), ..ReportParams::default() }
}
