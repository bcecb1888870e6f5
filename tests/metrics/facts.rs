//! Facts put on record one by one, as an import or the front desk would.

use crate::support::ACTOR;
use crm::{
    Clinic,
    clinic::Action,
    values::{Day, OwnerId},
};
use rusqlite::Params;
use std::sync::atomic::{AtomicI64, Ordering};

static NEXT: AtomicI64 = AtomicI64::new(1);

/// Runs one statement through the door.
pub fn run(place: &Clinic, sql: &str, params: impl Params) -> usize {
    place.write(&ACTOR, Action::Import, |w| Ok(w.conn().execute(sql, params)?)).unwrap().value
}

/// An external id of its own.
pub fn new_id() -> String {
    format!("T{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

pub fn owner(place: &Clinic, id: i64, name: &str) -> OwnerId {
    let sql = "INSERT INTO owners (id, external_id, full_name, created_at, updated_at)
               VALUES (?1, ?2, ?3, 0, 0)";
    run(place, sql, (id, format!("O{id:06}"), name));
    OwnerId(id)
}

pub fn pet(place: &Clinic, owner: OwnerId, name: &str, species: &str) {
    let sql = "INSERT INTO pets (external_id, owner_id, name, species, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, 0, 0)";
    run(place, sql, (new_id(), owner, name, species));
}

pub fn appointment(place: &Clinic, owner: OwnerId, day: Day, status: &str, kind: &str) {
    let sql = "INSERT INTO appointments (external_id, owner_id, kind, starts_at, starts_on, status)
               VALUES (?1, ?2, ?3, 0, ?4, ?5)";
    run(place, sql, (new_id(), owner, kind, day, status));
}

pub fn visit(place: &Clinic, owner: OwnerId, day: Day) {
    appointment(place, owner, day, "completed", "routine");
}

pub fn invoice(place: &Clinic, owner: OwnerId, day: Day, status: &str, cents: i64, refunded: i64) {
    let sql = "INSERT INTO invoices (external_id, number, owner_id, issued_on, paid_on, status, subtotal_cents, total_cents, refunded_cents)
               VALUES (?1, ?1, ?2, ?3, ?3, ?4, ?5, ?5, ?6)";
    run(place, sql, (new_id(), owner, day, status, cents, refunded));
}

pub fn paid(place: &Clinic, owner: OwnerId, day: Day, cents: i64) {
    invoice(place, owner, day, "paid", cents, 0);
}

/// An order that was paid on its day.
pub fn order(place: &Clinic, owner: OwnerId, day: Day, cents: i64, invoice: Option<i64>) {
    let sql = "INSERT INTO orders (external_id, owner_id, ordered_at, ordered_on, payment_status, subtotal_cents, total_cents, invoice_id)
               VALUES (?1, ?2, 0, ?3, 'paid', ?4, ?4, ?5)";
    run(place, sql, (new_id(), owner, day, cents, invoice));
}

pub fn message(place: &Clinic, owner: OwnerId, day: Day, status: &str, answered: Option<Day>) {
    let sql = "INSERT INTO messages (external_id, owner_id, channel, direction, status, created_at, sent_at, sent_on, answered_at, answered_on)
               VALUES (?1, ?2, 'whatsapp', 'outbound', ?3, 0, 0, ?4, 0, ?5)";
    run(place, sql, (new_id(), owner, status, day, answered));
}

pub fn interaction(place: &Clinic, owner: OwnerId, day: Day) {
    let sql = "INSERT INTO interactions (external_id, owner_id, kind, channel, direction, happened_at, happened_on, created_at)
               VALUES (?1, ?2, 'call', 'phone', 'inbound', 0, ?3, 0)";
    run(place, sql, (new_id(), owner, day));
}
