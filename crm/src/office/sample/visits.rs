//! Appointments of the sample, and the invoices of those that took place.

use super::{
    catalog::Service,
    chance::Chance,
    people::{Person, Purchase},
    points,
    store::Sample,
    words,
};
use crate::{Result, values::Day};

pub(super) const APPOINTMENT: &str = "owner_id, pet_id, service_id, kind, starts_at, starts_on, duration_minutes, status, \
    staff_id, reason, booked_at, cancelled_at";
pub(super) const INVOICE: &str = "number, owner_id, appointment_id, issued_on, due_on, status, subtotal_cents, \
    discount_cents, tax_cents, total_cents, refunded_cents, payment_method, paid_on";

pub(super) const LINE: &str =
    "invoice_id, description, product_id, service_id, quantity_milli, unit_price_cents, line_total_cents";

/// Invoices say what they bill since so many days; those of before came from another program, without lines.
const LINES_SINCE: i32 = 365;
/// Visits a year.
const A_YEAR: &[f64] = &[0.4, 0.8, 1.3, 1.8, 2.5, 3.4, 4.6, 6.6, 10.0, 18.0];
/// A gap of mean 1, where visits come at random.
pub(super) const GAP: &[f64] = &[0.0, 0.105, 0.223, 0.357, 0.511, 0.693, 0.916, 1.204, 1.609, 2.303, 4.3];
/// What a visit costs beside the service's price: medicines and treatments.
const FACTOR: &[f64] = &[0.8, 0.9, 1.0, 1.0, 1.1, 1.3, 1.7, 3.2];

/// Adds an owner's appointments: her history, and those ahead.
pub(super) fn add(sample: &mut Sample<'_>, chance: &mut Chance, person: &mut Person) -> Result<()> {
    let rate = chance.quantile(A_YEAR);
    let is_regular = chance.happens(0.35);
    let today = sample.today;
    let mut day = person.since;
    while day <= person.until && day < today && !chance.happens(if person.visits == 0 { 0.04 } else { 0.0 }) {
        let status = chance.weighted(&[(83, "completed"), (10, "cancelled"), (7, "no_show")]);
        let service: Service = chance.weighted(&sample.catalog.services);
        book(sample, chance, person, day, service, status)?;
        let spread = if is_regular { 0.85 + 0.3 * chance.unit() } else { chance.quantile(GAP) };
        day = open(day.plus(((spread * 365.0 / rate) as i32).max(2)));
    }
    if !person.stays || !person.is_active || person.pets.iter().all(|pet| !pet.is_alive) {
        return Ok(());
    }
    if chance.happens(sample.desk.comes_today) {
        let service = chance.weighted(&sample.catalog.services);
        book(sample, chance, person, today, service, "scheduled")?;
    }
    if chance.happens(sample.desk.is_unclosed) {
        let service = chance.weighted(&sample.catalog.services);
        book(sample, chance, person, today.plus(-1), service, "scheduled")?;
    }
    if chance.happens(0.07) {
        let ahead = open(today.plus(chance.days(1, 30)));
        let service = chance.weighted(&sample.catalog.services);
        book(sample, chance, person, ahead, service, "scheduled")?;
    }
    Ok(())
}

/// The clinic rests on Sundays.
fn open(day: Day) -> Day {
    // 1970-01-04 was a Sunday.
    if day.number().rem_euclid(7) == 3 { day.plus(1) } else { day }
}

fn book(
    sample: &mut Sample<'_>,
    chance: &mut Chance,
    person: &mut Person,
    day: Day,
    service: Service,
    status: &str,
) -> Result<()> {
    let starts_at = sample.opening(chance, day);
    let booked_on = day.plus(-if service.kind == "emergency" { 0 } else { chance.days(0, 14) });
    let booked_at = sample.at(booked_on.min(sample.today), chance.between(36, 40) * 15).min(starts_at);
    let cancelled_at =
        (status == "cancelled").then(|| sample.at(day.plus(-1), chance.between(36, 71) * 15).max(booked_at));
    let pet = chance.pick(&person.pets);
    let staff = chance.pick(&sample.catalog.veterinarians);
    let reason = chance.happens(0.92).then(|| chance.pick(words::REASONS));
    let appointment = sample.appointments.add(&[
        &person.id,
        &(pet.id > 0).then_some(pet.id),
        &service.id,
        &service.kind,
        &starts_at,
        &day,
        &service.minutes,
        &status,
        &staff,
        &reason,
        &booked_at,
        &cancelled_at,
    ])?;
    if status == "completed" {
        person.visits += 1;
        if chance.happens(0.96) {
            bill(sample, chance, person, appointment, day, service)?;
        }
    }
    Ok(())
}

fn bill(
    sample: &mut Sample<'_>,
    chance: &mut Chance,
    person: &mut Person,
    appointment: i64,
    day: Day,
    service: Service,
) -> Result<()> {
    let factor = chance.quantile(FACTOR);
    let mut own = (service.price_cents as f64 * factor) as i64;
    let mut given: Vec<(usize, i64)> = Vec::new();
    let has_lines = sample.today.since(day) < LINES_SINCE;
    if has_lines && factor > 1.1 {
        own = service.price_cents;
        let last = i64::try_from(sample.catalog.remedies.len()).unwrap_or(1) - 1;
        given.push((usize::try_from(chance.between(0, last)).unwrap_or_default(), chance.between(1, 2)));
    }
    let price = |at: usize| sample.catalog.remedies.get(at).map_or(0, |remedy| remedy.product.price_cents);
    let subtotal = own + given.iter().map(|(at, quantity)| price(*at) * quantity).sum::<i64>();
    let discount = if chance.happens(0.07) { subtotal / 10 } else { 0 };
    let tax = with_tax(subtotal - discount);
    let total = subtotal - discount + tax;
    let paid_on = day.plus(if chance.happens(0.8) { 0 } else { chance.days(1, 20) });
    let status = match chance.weighted(&[(935, "paid"), (30, "refunded"), (22, "issued"), (13, "void")]) {
        "paid" | "refunded" if paid_on > sample.today => "issued",
        drawn => drawn,
    };
    let refunded = match status {
        "refunded" => total,
        "paid" if chance.happens(0.015) => total / 3,
        _ => 0,
    };
    let is_paid = matches!(status, "paid" | "refunded");
    if status == "paid" {
        person.spent_cents += total - refunded;
    }
    let number = format!("{}-{:07}", day.date().format("%Y"), sample.invoices.next_id());
    let external_id = sample.invoices.next_external();
    let invoice = sample.invoices.add(&[
        &number,
        &person.id,
        &appointment,
        &day,
        &day.plus(15),
        &status,
        &subtotal,
        &discount,
        &tax,
        &total,
        &refunded,
        &is_paid.then(|| method(chance)),
        &is_paid.then_some(paid_on),
    ])?;
    if has_lines {
        let none = None::<i64>;
        let unit = service.price_cents.max(own);
        sample.invoice_lines.add(&[&invoice, &service.name, &none, &service.id, &1_000, &unit, &own])?;
        for (at, quantity) in given {
            let Some(remedy) = sample.catalog.remedies.get(at) else { continue };
            let (product, milli) = (remedy.product, quantity * 1_000);
            let total = product.price_cents * quantity;
            sample.invoice_lines.add(&[
                &invoice,
                &remedy.name,
                &product.id,
                &none,
                &milli,
                &product.price_cents,
                &total,
            ])?;
        }
    }
    if is_paid {
        let (total_cents, refunded_cents, is_order) = (total, refunded, false);
        let row = invoice;
        let paid = Purchase { row, is_order, external_id, number, paid_on, total_cents, refunded_cents };
        points::note(sample, person, paid);
    }
    Ok(())
}

/// 16 % of an amount in cents, to the nearest cent.
pub(super) fn with_tax(cents: i64) -> i64 {
    (cents * 16 + 50) / 100
}

/// A way to pay.
pub(super) fn method(chance: &mut Chance) -> &'static str {
    chance.weighted(&[(38, "cash"), (34, "card"), (20, "transfer"), (8, "mercado_pago")])
}
