//! Sales: invoices and orders with their lines, paid at once or in parts, given back in part or whole.
//!
//! An invoice that bills an order takes its place: the two are one purchase. What follows from a payment (figures,
//! points) follows at the write door.

mod input;
mod list;
mod pay;
mod rules;
mod store;

pub use input::{LineInput, PaymentInput, SaleInput};
pub use list::{SaleFilter, SaleRow, SaleSums, SalesPage, SalesQuery, owed, page, sums};
pub use pay::{cancel, deliver, pay, refund};
pub use rules::next_number;

use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, View},
    values::{
        AppointmentId, Day, InvoiceId, Money, OrderId, OwnerId, PaymentId, ProductId, ServiceId, text_enum,
    },
};
use input::{NewSale, checked, subject};
use serde::{Deserialize, Serialize};

/// The longest number.
const NUMBER: usize = 40;
/// The most lines of one sale.
const LINES: usize = 500;

text_enum! {
    /// An invoice or an order.
    SaleKind {
        /// An invoice.
        Invoice = "invoice",
        /// An order.
        Order = "order",
    }
}

text_enum! {
    /// How a sale stands.
    SaleStatus {
        /// An invoice that is being written.
        Draft = "draft",
        /// To be paid: an issued invoice, a pending order, one whose payment failed.
        Open = "open",
        /// Paid.
        Paid = "paid",
        /// Given back whole.
        Refunded = "refunded",
        /// Void or cancelled.
        Void = "void",
    }
}

/// Which sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SaleRef {
    /// Invoice or order.
    pub kind: SaleKind,
    /// Its number in the database.
    pub id: i64,
}

impl SaleRef {
    /// An invoice.
    pub const fn invoice(id: InvoiceId) -> Self {
        Self { kind: SaleKind::Invoice, id: id.0 }
    }

    /// An order.
    pub const fn order(id: OrderId) -> Self {
        Self { kind: SaleKind::Order, id: id.0 }
    }

    const fn update(self) -> Action {
        match self.kind {
            SaleKind::Invoice => Action::UpdateInvoice,
            SaleKind::Order => Action::UpdateOrder,
        }
    }

    const fn refund(self) -> Action {
        match self.kind {
            SaleKind::Invoice => Action::RefundInvoice,
            SaleKind::Order => Action::RefundOrder,
        }
    }
}

/// A sale whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "the fields are the columns of `invoices` and `orders`, described in the schema"
)]
pub struct Sale {
    /// Which.
    pub sale: SaleRef,
    /// Its id in exports.
    pub external_id: String,
    pub number: Option<String>,
    /// Whose; none for a counter sale.
    pub owner_id: Option<OwnerId>,
    pub owner_name: Option<String>,
    pub appointment_id: Option<AppointmentId>,
    /// Issued or ordered.
    pub on: Day,
    pub due_on: Option<Day>,
    pub status: SaleStatus,
    /// Whether an order's payment failed.
    pub has_failed: bool,
    pub channel: Option<String>,
    pub delivery_status: Option<String>,
    pub currency: String,
    pub subtotal_cents: Money,
    pub discount_cents: Money,
    pub shipping_cents: Money,
    pub tax_cents: Money,
    pub total_cents: Money,
    pub refunded_cents: Money,
    /// Paid up to now, less what was given back.
    pub received_cents: Money,
    /// Still waited for.
    pub outstanding_cents: Money,
    /// What a payment may be of at most: also of what is not waited for.
    pub payable_cents: Money,
    pub payment_method: Option<String>,
    pub paid_on: Option<Day>,
    pub lines: Vec<SaleLine>,
    /// Payments and refunds, oldest first.
    pub payments: Vec<Payment>,
    /// The order that an invoice bills, or the invoice that bills an order.
    pub linked: Option<LinkedSale>,
    /// The points that stand for it in the ledger.
    pub points: i64,
}

/// The other half of an order that is billed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkedSale {
    /// Which.
    pub sale: SaleRef,
    /// Its number.
    pub number: Option<String>,
    /// How it stands.
    pub status: SaleStatus,
}

/// A line of a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are the columns of `invoice_lines`")]
pub struct SaleLine {
    pub description: String,
    pub product_id: Option<ProductId>,
    pub service_id: Option<ServiceId>,
    /// Thousandths of a unit.
    pub quantity_milli: i64,
    pub unit_price_cents: Money,
    /// What is billed less than quantity times price.
    pub discount_cents: Money,
    pub line_total_cents: Money,
}

/// A payment, or what was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are the columns of `payments`")]
pub struct Payment {
    pub id: PaymentId,
    pub paid_on: Day,
    /// Negative where it was given back.
    pub amount_cents: Money,
    pub method: Option<String>,
    pub reason: Option<String>,
    pub staff_name: Option<String>,
}

/// A sale.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, sale: SaleRef) -> Result<Sale> {
    store::by_id(read, sale)?.ok_or_else(|| Error::not_found(sale.kind.as_str()))
}

/// A sale by its number, its id in exports, or its number in the database.
///
/// # Errors
/// `not_found`; `invalid` where several have that number.
pub fn find(read: &Read, kind: SaleKind, known_as: &str) -> Result<SaleRef> {
    let ids = store::find(read, kind, known_as)?;
    match ids.as_slice() {
        [id] => Ok(SaleRef { kind, id: *id }),
        [] => Err(Error::not_found(kind.as_str())),
        _ => Err(Error::invalid("number", "several have this number: name it by its id")),
    }
}

/// Writes an invoice or an order, and pays it where that is asked for.
///
/// # Errors
/// `invalid` with the field; `taken` for a number that stands already; `not_found`.
pub fn create(clinic: &Clinic, actor: &Actor, input: &SaleInput) -> Result<Done<Sale>> {
    let action = match input.kind {
        SaleKind::Invoice => Action::CreateInvoice,
        SaleKind::Order => Action::CreateOrder,
    };
    fresh(
        clinic,
        actor,
        clinic.write(actor, action, |w| {
            let new = checked(w, input, None)?;
            w.about(subject(w, &new)?);
            let sale = store::insert(w, &new)?;
            if let Some(order) = input.order_id {
                store::bill(w, order, InvoiceId(sale.id))?;
            }
            if let Some(payment) = &input.payment {
                pay::enter(w, sale, payment)?;
            }
            Ok(sale)
        })?,
    )
}

/// The sale with what has followed from a write: its points.
fn fresh(clinic: &Clinic, actor: &Actor, done: Done<SaleRef>) -> Result<Done<Sale>> {
    let value = clinic.read(actor, View::Records, |read| get(read, done.value))?;
    Ok(Done { value, changed: done.changed, change: done.change })
}

/// Changes an invoice or order that nothing was paid of yet; a draft is issued by it when it is said to be none.
///
/// # Errors
/// As [`create`]; `invalid` for the `status` of one that is closed or paid in part.
pub fn update(clinic: &Clinic, actor: &Actor, sale: SaleRef, input: &SaleInput) -> Result<Done<Sale>> {
    fresh(
        clinic,
        actor,
        clinic.write(actor, sale.update(), |w| {
            let old = get(w, sale)?;
            let is_open =
                matches!(old.status, SaleStatus::Draft | SaleStatus::Open) && old.payments.is_empty();
            if !is_open || input.kind != sale.kind || (input.is_draft && old.status != SaleStatus::Draft) {
                return Err(Error::invalid("status", "closed, or paid in part"));
            }
            let new = checked(w, input, Some(&old))?;
            w.about(subject(w, &new)?);
            store::update(w, sale, &new)?;
            if let Some(payment) = &input.payment {
                pay::enter(w, sale, payment)?;
            }
            Ok(sale)
        })?,
    )
}
