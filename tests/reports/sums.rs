//! Sums that agree with each other and with the owners' figures, on a generated clinic where sales were paid in parts and
//! given back.

use super::{day, october_2026, report};
use crate::support::{ACTOR, Place, clinic_on, reconcile};
use crm::{
    clinic::{Progress, View},
    reports::*,
    sales::{self, PaymentInput, SaleFilter, SaleRow, SaleStatus, SalesQuery},
    sample,
    values::Money,
};

fn sales_of(place: &Place, status: SaleStatus, limit: u32) -> Vec<SaleRow> {
    let filter = SaleFilter { status: Some(status), ..SaleFilter::default() };
    let query = SalesQuery { filter, cursor: None, limit };
    place.read(&ACTOR, View::Records, |r| sales::page(r, &query)).unwrap().rows
}

fn part(of: Money, share: i64) -> PaymentInput {
    PaymentInput {
        amount_cents: Some(Money::from_cents(of.cents() / share)),
        method: "cash".into(),
        on: None,
    }
}

/// Of what stands open a part is paid, of some of that a part given back; of what was paid some is given back in part and
/// some whole.
fn pay_and_give_back(place: &Place) {
    let open: Vec<SaleRow> = sales_of(place, SaleStatus::Open, 400)
        .into_iter()
        .filter(|sale| sale.outstanding_cents.cents() > 300)
        .collect();
    assert!(open.len() > 20, "{}", open.len());
    for (at, sale) in open.iter().enumerate().take(60) {
        let paid = part(sale.outstanding_cents, 3);
        sales::pay(place, &ACTOR, sale.sale, &paid).unwrap();
        if at % 4 == 0 {
            sales::refund(place, &ACTOR, sale.sale, &part(sale.outstanding_cents, 6), None).unwrap();
        }
    }
    for (at, sale) in sales_of(place, SaleStatus::Paid, 60).iter().enumerate() {
        let left = sale.total_cents - sale.refunded_cents;
        if left.cents() > 10 {
            let some = if at % 2 == 0 { part(left, 2) } else { part(left, 1) };
            sales::refund(place, &ACTOR, sale.sale, &some, None).unwrap();
        }
    }
}

#[test]
fn reports_dashboard_and_the_owners_figures_agree_to_the_cent() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 1_000, 5, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    reconcile::everything_reconciles(&place, day("2026-10-31"));
    let before = report(&place, ReportKind::Revenue, &october_2026());
    pay_and_give_back(&place);
    assert_ne!(before, report(&place, ReportKind::Revenue, &october_2026()));
    reconcile::everything_reconciles(&place, day("2026-10-31"));
}
