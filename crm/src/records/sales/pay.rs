//! Paid, in parts or whole; given back, in part or whole; called off; delivered.

use super::{PaymentInput, Sale, SaleKind, SaleRef, SaleStatus, fresh, get, store};
use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Write},
    records::input::{TEXT, text, word},
    values::{Day, Money},
};

/// Pays a sale, or a part of it. The last part makes it paid, on the day of that part.
///
/// # Errors
/// `not_found`; `invalid` with the field: `status` for one that is closed, `amount_cents` for nothing or more than is
/// unpaid, `on` for a day to come or before the sale.
pub fn pay(clinic: &Clinic, actor: &Actor, sale: SaleRef, input: &PaymentInput) -> Result<Done<Sale>> {
    fresh(
        clinic,
        actor,
        clinic.write(actor, sale.update(), |w| {
            w.about(subject(&get(w, sale)?));
            enter(w, sale, input)?;
            Ok(sale)
        })?,
    )
}

/// Pays within another write.
pub(super) fn enter(w: &mut Write<'_>, sale: SaleRef, input: &PaymentInput) -> Result<()> {
    let old = get(w, sale)?;
    if !matches!(old.status, SaleStatus::Draft | SaleStatus::Open) {
        return Err(Error::invalid("status", "closed"));
    }
    let amount = input.amount_cents.unwrap_or(old.payable_cents);
    if amount > old.payable_cents
        || amount < Money::ZERO
        || (amount == Money::ZERO && old.payable_cents > Money::ZERO)
    {
        return Err(Error::invalid("amount_cents", "nothing, or more than is unpaid"));
    }
    let method = word("method", &input.method)?;
    let on = day(input.on, &old, w.today)?;
    if amount > Money::ZERO {
        store::insert_payment(w, sale, amount, on, &method, None)?;
    }
    if amount == old.payable_cents {
        // The day of the part that was paid last, in whichever order they were entered.
        let last = old.payments.iter().map(|payment| payment.paid_on).chain([on]).max().unwrap_or(on);
        store::set_paid(w, sale, last, &method)?;
    } else if old.status == SaleStatus::Draft {
        store::set_issued(w, sale)?;
    }
    Ok(())
}

/// Gives back what was paid, all of it or a part.
///
/// # Errors
/// `not_found`; `invalid` with the field: `status` where nothing was paid, `amount_cents` for nothing or more than was
/// paid, `on` for a day to come or before the sale.
pub fn refund(
    clinic: &Clinic,
    actor: &Actor,
    sale: SaleRef,
    input: &PaymentInput,
    reason: Option<&str>,
) -> Result<Done<Sale>> {
    fresh(
        clinic,
        actor,
        clinic.write(actor, sale.refund(), |w| {
            let old = get(w, sale)?;
            w.about(subject(&old));
            let amount = input.amount_cents.unwrap_or(old.received_cents);
            if old.received_cents <= Money::ZERO {
                return Err(Error::invalid("status", "nothing was paid"));
            }
            if amount <= Money::ZERO || amount > old.received_cents {
                return Err(Error::invalid("amount_cents", "nothing, or more than was paid"));
            }
            let method = word("method", &input.method)?;
            let reason = text("reason", reason, TEXT)?;
            let on = day(input.on, &old, w.today)?;
            if old.paid_on.is_some_and(|paid| on < paid) {
                return Err(Error::invalid("on", "before the payment"));
            }
            store::insert_payment(w, sale, Money::ZERO - amount, on, &method, reason.as_deref())?;
            if old.status == SaleStatus::Paid {
                store::set_refunded(w, sale, old.refunded_cents + amount, old.total_cents)?;
            }
            Ok(sale)
        })?,
    )
}

/// Calls a sale off that nothing is paid of: an invoice is void, an order cancelled.
///
/// # Errors
/// `not_found`; `invalid` for the `status` of one that is closed or was paid: that is refunded.
pub fn cancel(clinic: &Clinic, actor: &Actor, sale: SaleRef) -> Result<Done<Sale>> {
    fresh(
        clinic,
        actor,
        clinic.write(actor, sale.refund(), |w| {
            let old = get(w, sale)?;
            w.about(subject(&old));
            let is_open = matches!(old.status, SaleStatus::Draft | SaleStatus::Open);
            if !is_open || old.received_cents != Money::ZERO {
                return Err(Error::invalid("status", "closed, or paid"));
            }
            store::set_void(w, sale)?;
            Ok(sale)
        })?,
    )
}

/// Says how an order's delivery stands: pending, delivered, returned.
///
/// # Errors
/// `not_found`; `invalid` for the `kind` of an invoice.
pub fn deliver(clinic: &Clinic, actor: &Actor, sale: SaleRef, status: &str) -> Result<Done<Sale>> {
    fresh(
        clinic,
        actor,
        clinic.write(actor, Action::UpdateOrder, |w| {
            if sale.kind != SaleKind::Order {
                return Err(Error::invalid("kind", "an invoice is not delivered"));
            }
            w.about(subject(&get(w, sale)?));
            store::set_delivery(w, sale, &word("delivery_status", status)?)?;
            Ok(sale)
        })?,
    )
}

fn day(on: Option<Day>, sale: &Sale, today: Day) -> Result<Day> {
    let on = on.unwrap_or(today);
    if on > today || on < sale.on {
        return Err(Error::invalid("on", "to come, or before the sale"));
    }
    Ok(on)
}

fn subject(sale: &Sale) -> String {
    let parts = [sale.owner_name.as_deref(), sale.number.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
