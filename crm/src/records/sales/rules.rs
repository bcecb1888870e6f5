//! Sums of a sale, exact and rounded once, and the number that comes next.

use super::{LineInput, SaleKind, SaleLine, SaleStatus, store};
use crate::{Error, Result, clinic::Read, values::Money};
use rust_decimal::Decimal;

/// The most of a product on one line, in thousandths.
const MOST_QUANTITY: i64 = 1_000_000_000;
/// The highest tax, in hundredths of a percent.
const MOST_TAX: u32 = 10_000;

/// What a sale adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    pub subtotal: Money,
    pub discount: Money,
    pub shipping: Money,
    pub tax: Money,
    pub total: Money,
}

/// Whether what is unpaid of a sale is waited for, here and in the reports: not of a draft, nor of an order whose payment
/// failed or whose invoice took its place. Of these it may be paid all the same.
pub(super) fn is_awaited(status: SaleStatus, has_failed: bool, is_billed: bool) -> bool {
    status == SaleStatus::Open && !has_failed && !is_billed
}

/// A line: quantity × price, rounded half-even to the cent, less its discount.
pub(super) fn line(input: &LineInput, description: String) -> Result<SaleLine> {
    let LineInput { product_id, service_id, quantity_milli, unit_price_cents, discount_cents, .. } = *input;
    if !(1..=MOST_QUANTITY).contains(&quantity_milli) {
        return Err(Error::invalid("quantity_milli", "not above nothing"));
    }
    if unit_price_cents < Money::ZERO || unit_price_cents > Money::MOST {
        return Err(Error::invalid("unit_price_cents", "negative, or too much"));
    }
    let gross = unit_price_cents
        .ratio(quantity_milli.into(), Decimal::ONE_THOUSAND)
        .filter(|gross| *gross <= Money::MOST);
    let gross = gross.ok_or_else(|| Error::invalid("unit_price_cents", "too much"))?;
    if discount_cents < Money::ZERO || discount_cents > gross {
        return Err(Error::invalid("discount_cents", "negative, or more than the line"));
    }
    let line_total_cents = gross - discount_cents;
    Ok(SaleLine {
        description,
        product_id,
        service_id,
        quantity_milli,
        unit_price_cents,
        discount_cents,
        line_total_cents,
    })
}

/// The sums: tax on what is left after the discount, shipping taxed with it.
pub(super) fn totals(lines: &[SaleLine], discount: Money, shipping: Money, tax_rate: u32) -> Result<Totals> {
    let subtotal: Money = lines.iter().map(|line| line.line_total_cents).sum();
    if discount < Money::ZERO || discount > subtotal {
        return Err(Error::invalid("discount_cents", "negative, or more than the sale"));
    }
    if shipping < Money::ZERO || shipping > Money::MOST {
        return Err(Error::invalid("shipping_cents", "negative, or too much"));
    }
    if tax_rate > MOST_TAX {
        return Err(Error::invalid("tax_rate", "more than 100 %"));
    }
    let base = subtotal - discount + shipping;
    let tax = base.ratio(tax_rate.into(), Decimal::from(10_000)).unwrap_or(Money::MOST);
    let total = base + tax;
    if total > Money::MOST {
        return Err(Error::invalid("lines", "too much"));
    }
    Ok(Totals { subtotal, discount, shipping, tax, total })
}

/// The number after the last one written: its last digits counted on, as wide as they were.
///
/// # Errors
/// Only those of the database.
pub fn next_number(read: &Read, kind: SaleKind) -> Result<String> {
    let first = match kind {
        SaleKind::Invoice => "F-0001",
        SaleKind::Order => "P-0001",
    };
    let mut number = match store::last_number(read, kind)? {
        Some(last) => counted_on(&last),
        None => first.to_owned(),
    };
    while store::is_taken(read, kind, &number)? {
        number = counted_on(&number);
    }
    Ok(number)
}

fn counted_on(number: &str) -> String {
    let digits = number.chars().rev().take_while(char::is_ascii_digit).count().min(15);
    let (head, tail) = number.split_at_checked(number.len() - digits).unwrap_or((number, ""));
    match tail.parse::<u64>() {
        Ok(last) => format!("{head}{:0digits$}", last + 1),
        Err(_) => format!("{number}-2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(quantity_milli: i64, price: i64, discount: i64) -> Result<SaleLine> {
        let input = LineInput {
            quantity_milli,
            unit_price_cents: Money::from_cents(price),
            discount_cents: Money::from_cents(discount),
            ..LineInput::default()
        };
        line(&input, "Croquetas".into())
    }

    #[test]
    fn a_line_rounds_half_even_once() {
        for (quantity, price, discount, total) in [
            (1_000, 16_530, 0, 16_530),
            (2_500, 333, 0, 832), // 832.5 → 832
            (500, 333, 0, 166),   // 166.5 → 166
            (1_500, 333, 0, 500), // 499.5 → 500
            (3, 100, 0, 0),       // 0.3
            (2_000, 10_000, 2_000, 18_000),
        ] {
            assert_eq!(item(quantity, price, discount).unwrap().line_total_cents.cents(), total);
        }
        for (wrong, field) in [
            (item(0, 100, 0), "quantity_milli"),
            (item(-1_000, 100, 0), "quantity_milli"),
            (item(1_000, -1, 0), "unit_price_cents"),
            (item(1_000_000_000, 1_000_000_000_000, 0), "unit_price_cents"),
            (item(1_000, 100, 101), "discount_cents"),
            (item(1_000, 100, -1), "discount_cents"),
        ] {
            assert_eq!(wrong.unwrap_err().field.as_deref(), Some(field));
        }
    }

    #[test]
    fn a_sale_adds_up_with_discount_shipping_and_tax() {
        let lines = [item(1_000, 10_000, 0).unwrap(), item(3_000, 1_235, 5).unwrap()];
        let totals = totals(&lines, Money::from_cents(700), Money::from_cents(1_000), 1_600).unwrap();
        assert_eq!(totals.subtotal.cents(), 13_700);
        // 16 % of 140.00
        assert_eq!((totals.tax.cents(), totals.total.cents()), (2_240, 16_240));
        assert!(super::totals(&lines, Money::from_cents(13_701), Money::ZERO, 0).is_err());
        assert!(super::totals(&lines, Money::ZERO, Money::ZERO, 10_001).is_err());
    }

    #[test]
    fn numbers_count_on() {
        for (last, next) in [
            ("F-0001", "F-0002"),
            ("2026-0000999", "2026-0001000"),
            ("99", "100"),
            ("A", "A-2"),
            ("A-2", "A-3"),
        ] {
            assert_eq!(counted_on(last), next);
        }
    }
}
