//! Sales and points as the front desk enters them.

use super::{ACTOR, Place, facts::day};
use crm::{
    clinic::View,
    loyalty::{self, LoyaltyAccount},
    sales::{self, LineInput, PaymentInput, Sale, SaleInput, SaleKind, SaleRef},
    values::{Money, OwnerId},
};

/// A form with one line of this many cents.
pub fn sale(kind: SaleKind, owner: Option<OwnerId>, cents: i64) -> SaleInput {
    SaleInput {
        kind,
        number: None,
        owner_id: owner,
        appointment_id: None,
        on: None,
        due_on: None,
        is_draft: false,
        order_id: None,
        channel: None,
        delivery_status: None,
        lines: vec![LineInput {
            description: Some("Consulta".into()),
            quantity_milli: 1_000,
            unit_price_cents: Money::from_cents(cents),
            ..LineInput::default()
        }],
        discount_cents: Money::ZERO,
        shipping_cents: Money::ZERO,
        tax_rate: 0,
        payment: None,
    }
}

pub fn invoice(place: &Place, owner: OwnerId, cents: i64) -> SaleRef {
    sales::create(place, &ACTOR, &sale(SaleKind::Invoice, Some(owner), cents)).unwrap().value.sale
}

pub fn order(place: &Place, owner: OwnerId, cents: i64) -> SaleRef {
    sales::create(place, &ACTOR, &sale(SaleKind::Order, Some(owner), cents)).unwrap().value.sale
}

/// In cash, today.
pub fn cash(cents: Option<i64>) -> PaymentInput {
    PaymentInput { amount_cents: cents.map(Money::from_cents), method: "cash".into(), on: None }
}

pub fn pay(place: &Place, sale: SaleRef) -> Sale {
    sales::pay(place, &ACTOR, sale, &cash(None)).unwrap().value
}

pub fn refund(place: &Place, sale: SaleRef, cents: Option<i64>) -> Sale {
    sales::refund(place, &ACTOR, sale, &cash(cents), Some("No le quedó")).unwrap().value
}

pub fn start_programme(place: &Place, on: &str) {
    loyalty::set_start(place, &ACTOR, Some(day(on))).unwrap();
}

pub fn account(place: &Place, owner: OwnerId) -> LoyaltyAccount {
    place.read(&ACTOR, View::Records, |r| loyalty::account(r, owner)).unwrap()
}

pub fn balance(place: &Place, owner: OwnerId) -> i64 {
    account(place, owner).balance
}
