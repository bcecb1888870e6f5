//! A clinic of ten people, six of whom count on October 31, 2025.

use super::day;
use crate::support::{
    ACTOR, Place, clinic,
    people::{self, person, sql},
};
use crm::{
    clinic::{self, Settings},
    owners::OwnerInput,
    values::OwnerId,
};

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
pub fn ten_people() -> Place {
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
