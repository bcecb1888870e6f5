//! Invoices and orders: written, paid in parts, given back, called off; and the figures that follow.

use crate::support::{
    ACTOR, Place, clinic,
    facts::day,
    people::{add, carlos, maria, sql},
    shop::{cash, invoice, order, pay, refund, sale},
};
use crm::{
    Code,
    clinic::{self, Read, View},
    metrics::{self, OwnerFigures},
    products::{self, ProductInput},
    sales::{
        self, LineInput, PaymentInput, SaleFilter, SaleInput, SaleKind, SaleRef, SaleStatus, SalesQuery,
    },
    services::{self, ServiceInput},
    values::{Money, OrderId, OwnerId},
};

fn figures(place: &Place, owner: OwnerId) -> OwnerFigures {
    place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, owner)).unwrap()
}

fn spent(place: &Place, owner: OwnerId) -> (i64, i64) {
    let figures = figures(place, owner);
    (figures.total_spent_cents.cents(), figures.order_count)
}

fn undo(place: &Place) {
    clinic::undo_last(place, &ACTOR).unwrap();
}

#[test]
fn an_invoice_of_products_and_services_adds_up_and_names_them() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let food = ProductInput {
        sku: "ALI-1".into(),
        name: "Royal Canin 2 kg".into(),
        price_cents: Some(Money::from_cents(48_550)),
        ..ProductInput::default()
    };
    let food = products::create(&place, &ACTOR, &food).unwrap().value;
    let bath = ServiceInput {
        name: "Baño".into(),
        price_cents: Some(Money::from_cents(25_000)),
        ..ServiceInput::default()
    };
    let bath = services::create(&place, &ACTOR, &bath).unwrap().value;
    let input = SaleInput {
        lines: vec![
            LineInput {
                product_id: Some(food.id),
                quantity_milli: 2_000,
                unit_price_cents: food.price_cents.unwrap(),
                discount_cents: Money::from_cents(7_100),
                ..LineInput::default()
            },
            LineInput {
                service_id: Some(bath.id),
                quantity_milli: 1_000,
                unit_price_cents: bath.price_cents.unwrap(),
                ..LineInput::default()
            },
        ],
        discount_cents: Money::from_cents(5_000),
        tax_rate: 1_600,
        ..sale(SaleKind::Invoice, Some(owner), 0)
    };
    let written = sales::create(&place, &ACTOR, &input).unwrap().value;
    assert_eq!(written.number.as_deref(), Some("F-0001"));
    let names: Vec<&str> = written.lines.iter().map(|line| line.description.as_str()).collect();
    assert_eq!(names, ["Royal Canin 2 kg", "Baño"]);
    assert_eq!(written.lines[0].discount_cents.cents(), 7_100);
    // 900.00 + 250.00 − 50.00 = 1,100.00, and 16 %.
    assert_eq!((written.subtotal_cents.cents(), written.tax_cents.cents()), (115_000, 17_600));
    assert_eq!((written.total_cents.cents(), written.outstanding_cents.cents()), (127_600, 127_600));
    assert_eq!(written.status, SaleStatus::Open);
    assert_eq!(spent(&place, owner), (0, 0));
    undo(&place);
    let gone = place.read(&ACTOR, View::Records, |r| sales::get(r, written.sale)).unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
}

#[test]
fn it_is_paid_in_parts_and_counts_from_the_last_part_on() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let input = SaleInput { on: Some(day("2025-11-10")), ..sale(SaleKind::Invoice, Some(owner), 50_000) };
    let bill = sales::create(&place, &ACTOR, &input).unwrap().value.sale;
    let first = PaymentInput { on: Some(day("2025-11-12")), ..cash(Some(20_000)) };
    let part = sales::pay(&place, &ACTOR, bill, &first).unwrap().value;
    assert_eq!((part.status, part.outstanding_cents.cents()), (SaleStatus::Open, 30_000));
    assert_eq!(spent(&place, owner), (0, 0));
    let owed = place.read(&ACTOR, View::Records, |r| sales::owed(r, owner)).unwrap();
    assert_eq!(owed[0].outstanding_cents.cents(), 30_000);

    let rest = PaymentInput { method: "card".into(), on: Some(day("2025-11-15")), ..cash(None) };
    let paid = sales::pay(&place, &ACTOR, bill, &rest).unwrap().value;
    assert_eq!(
        (paid.status, paid.paid_on, paid.received_cents.cents()),
        (SaleStatus::Paid, Some(day("2025-11-15")), 50_000)
    );
    assert_eq!(spent(&place, owner), (50_000, 1));
    assert_eq!(figures(&place, owner).last_purchase_on, Some(day("2025-11-15")));
    assert!(place.read(&ACTOR, View::Records, |r| sales::owed(r, owner)).unwrap().is_empty());

    undo(&place);
    assert_eq!(spent(&place, owner), (0, 0));
    let open = place.read(&ACTOR, View::Records, |r| sales::get(r, bill)).unwrap();
    assert_eq!(
        (open.status, open.payments.len(), open.outstanding_cents.cents()),
        (SaleStatus::Open, 1, 30_000)
    );
    // What was paid of it stands in the way of voiding it, until it is given back.
    assert_eq!(sales::cancel(&place, &ACTOR, bill).unwrap_err().field.as_deref(), Some("status"));
    refund(&place, bill, None);
    assert_eq!(sales::cancel(&place, &ACTOR, bill).unwrap().value.status, SaleStatus::Void);
    undo(&place);
    undo(&place);
    clinic::redo_last(&place, &ACTOR).unwrap();
    assert_eq!(
        place.read(&ACTOR, View::Records, |r| sales::get(r, bill)).unwrap().outstanding_cents.cents(),
        50_000
    );
}

#[test]
fn what_is_not_waited_for_is_in_no_sum_and_may_be_paid_all_the_same() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let (waited, failed) = (order(&place, owner, 30_000), order(&place, owner, 20_000));
    let statement = format!("UPDATE orders SET payment_status = 'failed' WHERE id = {}", failed.id);
    sql(&place, &statement);
    let seen = |sale| {
        let read = |r: &Read| {
            let of_list = sales::page(r, &SalesQuery { limit: 10, ..SalesQuery::default() })?.rows;
            let row = of_list.into_iter().find(|row| row.sale == sale).unwrap();
            let sums = sales::sums(r, &SaleFilter::default())?;
            let one = sales::get(r, sale)?;
            assert_eq!(one.outstanding_cents, row.outstanding_cents);
            let owed: i64 = sales::owed(r, owner)?.iter().map(|row| row.outstanding_cents.cents()).sum();
            assert_eq!(sums.outstanding_cents.cents(), owed, "one owner's is all there is");
            Ok((one.outstanding_cents.cents(), one.payable_cents.cents(), owed))
        };
        place.read(&ACTOR, View::Records, read).unwrap()
    };
    assert_eq!(seen(waited), (30_000, 30_000, 30_000));
    assert_eq!(seen(failed), (0, 20_000, 30_000));
    assert_eq!(pay(&place, failed).status, SaleStatus::Paid);
    assert_eq!(seen(failed), (0, 0, 30_000));
}

#[test]
fn a_refund_takes_from_the_figures_what_it_gives_back() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    for bill in [invoice(&place, owner, 30_000), order(&place, owner, 30_000)] {
        pay(&place, bill);
        assert_eq!(spent(&place, owner), (30_000, 1));
        let part = refund(&place, bill, Some(12_000));
        assert_eq!(
            (part.status, part.refunded_cents.cents(), part.received_cents.cents()),
            (SaleStatus::Paid, 12_000, 18_000)
        );
        assert_eq!(spent(&place, owner), (18_000, 1));
        let whole = refund(&place, bill, None);
        assert_eq!((whole.status, whole.refunded_cents.cents()), (SaleStatus::Refunded, 30_000));
        assert_eq!(spent(&place, owner), (0, 0));
        assert_eq!(
            whole.payments.iter().map(|payment| payment.amount_cents.cents()).collect::<Vec<_>>(),
            [30_000, -12_000, -18_000]
        );
        assert_eq!(
            sales::refund(&place, &ACTOR, bill, &cash(None), None).unwrap_err().field.as_deref(),
            Some("status")
        );
        undo(&place);
        undo(&place);
        assert_eq!(spent(&place, owner), (30_000, 1));
        clinic::redo_last(&place, &ACTOR).unwrap();
        assert_eq!(spent(&place, owner), (18_000, 1));
        refund(&place, bill, None);
    }
}

#[test]
fn an_order_and_the_invoice_that_bills_it_are_one_purchase() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let ordered = order(&place, owner, 40_000);
    pay(&place, ordered);
    assert_eq!(spent(&place, owner), (40_000, 1));
    let bill =
        SaleInput { order_id: Some(OrderId(ordered.id)), ..sale(SaleKind::Invoice, Some(owner), 40_000) };
    let bill = sales::create(&place, &ACTOR, &bill).unwrap().value;
    assert_eq!(bill.linked.as_ref().map(|linked| linked.sale), Some(ordered));
    pay(&place, bill.sale);
    assert_eq!(spent(&place, owner), (40_000, 1));
    let sums = place.read(&ACTOR, View::Records, |r| sales::sums(r, &SaleFilter::default())).unwrap();
    assert_eq!((sums.count, sums.paid_cents.cents()), (1, 40_000));
    let again =
        SaleInput { order_id: Some(OrderId(ordered.id)), ..sale(SaleKind::Invoice, Some(owner), 40_000) };
    assert_eq!(sales::create(&place, &ACTOR, &again).unwrap_err().field.as_deref(), Some("order_id"));
    let rows = |place: &Place| {
        let query = SalesQuery { filter: SaleFilter::default(), cursor: None, limit: 10 };
        place.read(&ACTOR, View::Records, |r| sales::page(r, &query)).unwrap().rows
    };
    assert_eq!(rows(&place).iter().map(|row| row.is_billed).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_counter_sale_is_nobodys_and_numbers_are_unique() {
    let place = clinic();
    let counter = SaleInput { payment: Some(cash(None)), ..sale(SaleKind::Invoice, None, 9_900) };
    let sold = sales::create(&place, &ACTOR, &counter).unwrap().value;
    assert_eq!(
        (sold.owner_id, sold.status, sold.number.as_deref()),
        (None, SaleStatus::Paid, Some("F-0001"))
    );
    let taken = SaleInput { number: Some("F-0001".into()), ..counter.clone() };
    let taken = sales::create(&place, &ACTOR, &taken).unwrap_err();
    assert_eq!((taken.code, taken.field.as_deref()), (Code::Taken, Some("number")));
    let own = SaleInput { number: Some("2025-099".into()), ..counter.clone() };
    sales::create(&place, &ACTOR, &own).unwrap();
    let next = sales::create(&place, &ACTOR, &counter).unwrap().value;
    assert_eq!(next.number.as_deref(), Some("2025-100"));
}

#[test]
fn a_draft_is_changed_and_issued_and_what_is_paid_stays_as_it_is() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let draft = SaleInput { is_draft: true, ..sale(SaleKind::Invoice, Some(owner), 10_000) };
    let draft = sales::create(&place, &ACTOR, &draft).unwrap().value;
    assert_eq!(draft.status, SaleStatus::Draft);
    let more = sale(SaleKind::Invoice, Some(owner), 12_000);
    let issued = sales::update(&place, &ACTOR, draft.sale, &more).unwrap().value;
    assert_eq!(
        (issued.status, issued.total_cents.cents(), issued.number),
        (SaleStatus::Open, 12_000, draft.number)
    );
    pay(&place, draft.sale);
    assert_eq!(
        sales::update(&place, &ACTOR, draft.sale, &more).unwrap_err().field.as_deref(),
        Some("status")
    );
    undo(&place);
    undo(&place);
    let back = place.read(&ACTOR, View::Records, |r| sales::get(r, draft.sale)).unwrap();
    assert_eq!((back.status, back.total_cents.cents(), back.lines.len()), (SaleStatus::Draft, 10_000, 1));
}

#[test]
fn the_list_walks_both_kinds_by_day_without_a_gap_or_a_repeat() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    let mut all = Vec::new();
    for (at, on) in ["2025-11-03", "2025-11-17", "2025-11-03", "2025-11-10", "2025-11-17", "2025-11-03"]
        .iter()
        .enumerate()
    {
        let kind = if at % 2 == 0 { SaleKind::Invoice } else { SaleKind::Order };
        let owner = if at % 3 == 0 { maria } else { carlos };
        let input = SaleInput { on: Some(day(on)), ..sale(kind, Some(owner), 1_000) };
        let written = sales::create(&place, &ACTOR, &input).unwrap().value;
        all.push((written.on, kind, written.sale.id));
    }
    all.sort_by_key(|(on, kind, id)| (std::cmp::Reverse(*on), *kind, std::cmp::Reverse(*id)));
    for limit in 1..=6 {
        let mut seen: Vec<SaleRef> = Vec::new();
        let mut cursor = None;
        loop {
            let query = SalesQuery { filter: SaleFilter::default(), cursor, limit };
            let page = place.read(&ACTOR, View::Records, |r| sales::page(r, &query)).unwrap();
            seen.extend(page.rows.iter().map(|row| row.sale));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(
            seen,
            all.iter().map(|(_, kind, id)| SaleRef { kind: *kind, id: *id }).collect::<Vec<_>>()
        );
    }
    let count = |filter: SaleFilter| {
        let query = SalesQuery { filter: filter.clone(), cursor: None, limit: 50 };
        let rows = place.read(&ACTOR, View::Records, |r| sales::page(r, &query)).unwrap().rows.len();
        let sums = place.read(&ACTOR, View::Records, |r| sales::sums(r, &filter)).unwrap();
        assert_eq!(rows, usize::try_from(sums.count).unwrap());
        rows
    };
    assert_eq!(count(SaleFilter { text: "mend".into(), ..SaleFilter::default() }), 4);
    assert_eq!(count(SaleFilter { text: "f-0002".into(), ..SaleFilter::default() }), 1);
    // Without a digit it is a number's beginning, in either kind of letters.
    assert_eq!(count(SaleFilter { text: "F-".into(), ..SaleFilter::default() }), 3);
    assert_eq!(count(SaleFilter { text: "-".into(), ..SaleFilter::default() }), 0);
    // From three letters on it may be a number's ending too, and a name's words stand in any order.
    assert_eq!(count(SaleFilter { text: "002".into(), ..SaleFilter::default() }), 2);
    assert_eq!(count(SaleFilter { text: "02".into(), ..SaleFilter::default() }), 0);
    assert_eq!(
        count(SaleFilter {
            from: Some(day("2025-11-10")),
            to: Some(day("2025-11-10")),
            ..SaleFilter::default()
        }),
        1
    );
    assert_eq!(
        count(SaleFilter {
            status: Some(SaleStatus::Open),
            kind: Some(SaleKind::Order),
            ..SaleFilter::default()
        }),
        3
    );
    assert_eq!(count(SaleFilter { status: Some(SaleStatus::Paid), ..SaleFilter::default() }), 0);
}

#[test]
fn what_cannot_be_is_refused_by_its_field() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let good = sale(SaleKind::Invoice, Some(owner), 10_000);
    for (input, field) in [
        (SaleInput { on: Some(day("2025-11-18")), ..good.clone() }, "on"),
        (SaleInput { due_on: Some(day("2025-11-16")), ..good.clone() }, "due_on"),
        (SaleInput { lines: Vec::new(), ..good.clone() }, "lines"),
        (SaleInput { shipping_cents: Money::from_cents(1), ..good.clone() }, "shipping_cents"),
        (SaleInput { discount_cents: Money::from_cents(10_001), ..good.clone() }, "discount_cents"),
        (SaleInput { kind: SaleKind::Order, is_draft: true, ..good.clone() }, "is_draft"),
        (SaleInput { payment: Some(cash(Some(10_001))), ..good.clone() }, "amount_cents"),
        (SaleInput { payment: Some(cash(Some(0))), ..good.clone() }, "amount_cents"),
    ] {
        let error = sales::create(&place, &ACTOR, &input).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
    let nobody = SaleInput { owner_id: Some(OwnerId(999)), ..good };
    assert_eq!(sales::create(&place, &ACTOR, &nobody).unwrap_err().code, Code::NotFound);
    let bill = invoice(&place, owner, 10_000);
    let early = PaymentInput { on: Some(day("2025-11-16")), ..cash(None) };
    assert_eq!(sales::pay(&place, &ACTOR, bill, &early).unwrap_err().field.as_deref(), Some("on"));
    assert_eq!(
        sales::refund(&place, &ACTOR, bill, &cash(None), None).unwrap_err().field.as_deref(),
        Some("status")
    );
    assert_eq!(sales::deliver(&place, &ACTOR, bill, "delivered").unwrap_err().field.as_deref(), Some("kind"));
    let parcel = order(&place, owner, 5_000);
    assert_eq!(
        sales::deliver(&place, &ACTOR, parcel, "delivered").unwrap().value.delivery_status.as_deref(),
        Some("delivered")
    );
}

#[test]
fn a_product_has_its_sku_alone_and_is_retired_not_deleted() {
    let place = clinic();
    let input = ProductInput { sku: "A-1".into(), name: "Collar".into(), ..ProductInput::default() };
    let collar = products::create(&place, &ACTOR, &input).unwrap().value;
    assert_eq!(products::create(&place, &ACTOR, &input).unwrap_err().code, Code::Taken);
    let retired = ProductInput { is_active: false, ..input };
    assert!(!products::update(&place, &ACTOR, collar.id, &retired).unwrap().value.is_active);
    undo(&place);
    assert!(place.read(&ACTOR, View::Records, |r| products::find(r, "A-1")).unwrap().is_active);
    let bath = ServiceInput { name: "Baño".into(), ..ServiceInput::default() };
    services::create(&place, &ACTOR, &bath).unwrap();
    let again = ServiceInput { name: "BANO".into(), ..bath };
    assert_eq!(services::create(&place, &ACTOR, &again).unwrap_err().field.as_deref(), Some("name"));
}
