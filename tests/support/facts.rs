//! Facts that no operation enters yet: appointments, purchases, messages. Their ids are shifted per table, so
//! that a mixed-up id finds nothing.

use super::{ACTOR, Place, people::sql};
use crm::{
    clinic::View,
    pets::{self, Pet, PetInput},
    values::{Day, OwnerId, PetId, Zone},
};

/// A pet's form.
pub fn pet(name: &str, species: &str) -> PetInput {
    PetInput { name: name.into(), species: species.into(), ..PetInput::default() }
}

/// Adds a pet.
pub fn add_pet(place: &Place, owner: OwnerId, input: &PetInput) -> Pet {
    pets::create(place, &ACTOR, owner, input).unwrap().value
}

/// A day.
pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The moment of a day's hour in the clinic's zone.
pub fn at(day_text: &str, hour: u32, minute: u32) -> i64 {
    let time = chrono::NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    Zone::default().instant(day(day_text).date().and_time(time)).millis()
}

/// The next id of a table, far from the other tables' ids.
pub fn next_id(place: &Place, table: &str, shift: i64) -> i64 {
    let statement = format!("SELECT coalesce(max(id), {shift}) + 1 FROM {table}");
    place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(&statement, [], |row| row.get(0))?)).unwrap()
}

/// An appointment at a quarter past nine, or at another hour; its id.
pub fn appointment(place: &Place, owner: OwnerId, on: &str, status: &str) -> i64 {
    appointment_at(place, owner, None, on, (9, 15), status)
}

/// As [`appointment`], with a pet and an hour.
pub fn appointment_at(
    place: &Place,
    owner: OwnerId,
    pet: Option<PetId>,
    on: &str,
    (hour, minute): (u32, u32),
    status: &str,
) -> i64 {
    let id = next_id(place, "appointments", 4_000);
    let pet = pet.map_or("NULL".into(), |pet| pet.0.to_string());
    sql(
        place,
        &format!(
            "INSERT INTO appointments (id, external_id, owner_id, pet_id, starts_at, starts_on, status, reason)
             VALUES ({id}, 'A{id}', {}, {pet}, {}, {}, '{status}', 'Revisión')",
            owner.0,
            at(on, hour, minute),
            day(on).number(),
        ),
    );
    id
}

/// A paid invoice; its id.
pub fn invoice(place: &Place, owner: OwnerId, on: &str, cents: i64) -> i64 {
    let id = next_id(place, "invoices", 5_000);
    let on = day(on).number();
    sql(
        place,
        &format!(
            "INSERT INTO invoices (id, external_id, number, owner_id, issued_on, status, subtotal_cents, total_cents, paid_on)
             VALUES ({id}, 'F{id}', 'F-{id}', {}, {on}, 'paid', {cents}, {cents}, {on})",
            owner.0
        ),
    );
    id
}

/// A message; its id.
pub fn message(place: &Place, owner: OwnerId, direction: &str, on: &str, hour: u32, body: &str) -> i64 {
    let id = next_id(place, "messages", 6_000);
    let status = if direction == "inbound" { "received" } else { "sent" };
    let (moment, on) = (at(on, hour, 0), day(on).number());
    sql(
        place,
        &format!(
            "INSERT INTO messages (id, external_id, owner_id, channel, direction, body, status, created_at, sent_at, sent_on)
             VALUES ({id}, 'M{id}', {}, 'whatsapp', '{direction}', '{body}', '{status}', {moment}, {moment}, {on})",
            owner.0
        ),
    );
    id
}
