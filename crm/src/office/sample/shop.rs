//! Orders of the sample: food that is bought again, and what else catches the eye.

use super::{
    catalog::Product,
    chance::Chance,
    people::{Person, Purchase},
    points,
    store::Sample,
    visits::{GAP, method, with_tax},
};
use crate::{Result, values::Day};

pub(super) const ORDER: &str = "number, owner_id, ordered_at, ordered_on, channel, delivery_status, payment_status, \
    payment_method, subtotal_cents, shipping_cents, tax_cents, total_cents, refunded_cents, paid_on";
pub(super) const ITEM: &str = "order_id, product_id, quantity_milli, unit_price_cents, line_total_cents";

/// Orders a year of those who buy at all.
const A_YEAR: &[f64] = &[0.3, 0.6, 1.0, 1.5, 2.2, 3.5, 6.0, 12.5];

/// Adds an owner's orders.
pub(super) fn add(sample: &mut Sample<'_>, chance: &mut Chance, person: &mut Person) -> Result<()> {
    if !chance.happens(0.75) {
        return Ok(());
    }
    let rate = chance.quantile(A_YEAR);
    let is_monthly = rate > 8.0;
    let food_count = sample.catalog.foods;
    let favourite = chance.pick(sample.catalog.products.get(..food_count).unwrap_or_default());
    let mut day = person.since.plus(chance.days(0, 200));
    while day <= person.until && day <= sample.today {
        order(sample, chance, person, day, favourite)?;
        let spread = if is_monthly { 0.9 + 0.2 * chance.unit() } else { chance.quantile(GAP) };
        day = day.plus(((spread * 365.0 / rate) as i32).max(1));
    }
    Ok(())
}

fn order(
    sample: &mut Sample<'_>,
    chance: &mut Chance,
    person: &mut Person,
    day: Day,
    favourite: Product,
) -> Result<()> {
    let mut lines: Vec<(Product, i64)> = Vec::with_capacity(4);
    if chance.happens(0.6) {
        lines.push((favourite, 1));
    }
    for _ in 0..chance.weighted(&[(61, 1), (26, 2), (10, 3), (3, 4)]) {
        let product = chance.pick(&sample.catalog.products);
        if lines.iter().all(|(known, _)| known.id != product.id) {
            lines.push((product, chance.weighted(&[(75, 1), (18, 2), (7, 3)])));
        }
    }
    let subtotal: i64 = lines.iter().map(|(product, quantity)| product.price_cents * quantity).sum();
    let shipping = if chance.happens(0.3) { 9_900 } else { 0 };
    let tax = with_tax(subtotal);
    let total = subtotal + shipping + tax;
    let is_fresh = sample.today.since(day) < 6;
    let (delivery, payment) = match chance.between(0, 99) {
        0..=2 => ("cancelled", "failed"),
        3..=5 => ("returned", "refunded"),
        6..=40 if is_fresh => ("pending", "pending"),
        _ => ("delivered", "paid"),
    };
    let is_paid = matches!(payment, "paid" | "refunded");
    let refunded = if payment == "refunded" { total } else { 0 };
    if payment == "paid" {
        person.spent_cents += total;
    }
    let paid_on = day.plus(chance.weighted(&[(80, 0), (15, 1), (5, 2)])).min(sample.today);
    let (number, external_id) = (format!("T-{:07}", sample.orders.next_id()), sample.orders.next_external());
    let id = sample.orders.add(&[
        &number,
        &person.id,
        &sample.opening(chance, day),
        &day,
        &chance.weighted(&[(56, "store"), (22, "web"), (22, "whatsapp")]),
        &delivery,
        &payment,
        &method(chance),
        &subtotal,
        &shipping,
        &tax,
        &total,
        &refunded,
        &is_paid.then_some(paid_on),
    ])?;
    if is_paid {
        let (total_cents, refunded_cents, is_order) = (total, refunded, true);
        let row = id;
        let paid = Purchase { row, is_order, external_id, number, paid_on, total_cents, refunded_cents };
        points::note(sample, person, paid);
    }
    for (product, quantity) in lines {
        let line_total = product.price_cents * quantity;
        sample.order_items.add(&[
            &id,
            &product.id,
            &(quantity * 1_000),
            &product.price_cents,
            &line_total,
        ])?;
    }
    Ok(())
}
