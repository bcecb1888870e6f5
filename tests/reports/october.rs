//! A clinic and its October of 2025, of which every figure was worked out by hand.

use super::day;
use crate::support::{
    ACTOR, Place, clinic,
    facts::at,
    people::{self, person, sql},
};
use crm::{
    clinic::{self, Settings},
    owners::OwnerInput,
};

fn number(text: &str) -> i32 {
    day(text).number()
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
pub fn october_clinic() -> Place {
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
