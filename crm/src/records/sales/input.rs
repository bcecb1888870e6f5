//! What is typed of a sale, checked and added up.

use super::{LINES, NUMBER, Sale, SaleKind, SaleLine, SaleRef, SaleStatus, get, next_number, rules, store};
use crate::{
    Code, Error, Result,
    clinic::{Read, Write},
    records::{
        input::{line, word},
        owners,
    },
    values::{AppointmentId, Day, Money, OrderId, OwnerId, ProductId, ServiceId},
};
use serde::Deserialize;

/// A sale's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Sale`")]
pub struct SaleInput {
    pub kind: SaleKind,
    /// Left out it is the next one.
    #[serde(default)]
    pub number: Option<String>,
    #[serde(default)]
    pub owner_id: Option<OwnerId>,
    #[serde(default)]
    pub appointment_id: Option<AppointmentId>,
    /// Left out it is today.
    #[serde(default)]
    pub on: Option<Day>,
    #[serde(default)]
    pub due_on: Option<Day>,
    /// An invoice that is not issued yet.
    #[serde(default)]
    pub is_draft: bool,
    /// The order that an invoice bills.
    #[serde(default)]
    pub order_id: Option<OrderId>,
    #[serde(default)]
    pub channel: Option<String>,
    #[serde(default)]
    pub delivery_status: Option<String>,
    pub lines: Vec<LineInput>,
    /// On the whole invoice.
    #[serde(default)]
    pub discount_cents: Money,
    /// Of an order.
    #[serde(default)]
    pub shipping_cents: Money,
    /// Tax in hundredths of a percent (1600 is 16 %).
    #[serde(default)]
    pub tax_rate: u32,
    /// What is paid at once.
    #[serde(default)]
    pub payment: Option<PaymentInput>,
}

/// A line's form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `SaleLine`")]
pub struct LineInput {
    /// Left out it is the name of the product or the service.
    pub description: Option<String>,
    pub product_id: Option<ProductId>,
    pub service_id: Option<ServiceId>,
    pub quantity_milli: i64,
    pub unit_price_cents: Money,
    pub discount_cents: Money,
}

/// A payment's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentInput {
    /// Left out it is all that is outstanding.
    #[serde(default)]
    pub amount_cents: Option<Money>,
    /// cash, card, transfer, other.
    pub method: String,
    /// Left out it is today.
    #[serde(default)]
    pub on: Option<Day>,
}

/// A sale's form, checked and added up.
pub(super) struct NewSale {
    pub kind: SaleKind,
    pub number: String,
    pub owner: Option<OwnerId>,
    pub appointment: Option<AppointmentId>,
    pub on: Day,
    pub due_on: Option<Day>,
    pub is_draft: bool,
    pub channel: Option<String>,
    pub delivery_status: String,
    pub lines: Vec<SaleLine>,
    pub totals: rules::Totals,
}

pub(super) fn checked(w: &Write<'_>, input: &SaleInput, stands: Option<&Sale>) -> Result<NewSale> {
    let is_invoice = input.kind == SaleKind::Invoice;
    if let Some(owner) = input.owner_id {
        owners::get(w, owner)?;
    }
    let on = input.on.or_else(|| stands.map(|sale| sale.on)).unwrap_or(w.today);
    if on > w.today {
        return Err(Error::invalid("on", "in the future"));
    }
    if input.due_on.is_some_and(|due| due < on) {
        return Err(Error::invalid("due_on", "before the day of issue"));
    }
    let not_here = |field: &str, is_there: bool| {
        if is_there { Err(Error::invalid(field, "not of this kind of sale")) } else { Ok(()) }
    };
    not_here("is_draft", !is_invoice && input.is_draft)?;
    not_here("order_id", input.order_id.is_some() && (!is_invoice || stands.is_some()))?;
    not_here("shipping_cents", is_invoice && input.shipping_cents != Money::ZERO)?;
    not_here("discount_cents", !is_invoice && input.discount_cents != Money::ZERO)?;
    if input.lines.is_empty() || input.lines.len() > LINES {
        return Err(Error::invalid("lines", "none, or too many"));
    }
    let lines =
        input.lines.iter().map(|line| checked_line(w, input.kind, line)).collect::<Result<Vec<_>>>()?;
    let totals = rules::totals(&lines, input.discount_cents, input.shipping_cents, input.tax_rate)?;
    if let Some(order) = input.order_id {
        let billed = get(w, SaleRef::order(order))?;
        let is_free = billed.linked.as_ref().is_none_or(|linked| linked.status == SaleStatus::Void);
        if !is_free || billed.status == SaleStatus::Void {
            return Err(Error::invalid("order_id", "billed already, or cancelled"));
        }
        if billed.owner_id.is_some() && billed.owner_id != input.owner_id {
            return Err(Error::invalid("owner_id", "another owner's order"));
        }
    }
    let own = stands.and_then(|sale| sale.number.as_deref());
    let number = match line("number", input.number.as_deref())? {
        Some(number) if number.chars().count() > NUMBER => {
            return Err(Error::invalid("number", format!("longer than {NUMBER} characters")));
        }
        Some(number) => number,
        None => own.map_or_else(|| next_number(w, input.kind), |own| Ok(own.to_owned()))?,
    };
    if own != Some(number.as_str()) && store::is_taken(w, input.kind, &number)? {
        return Err(Error { field: Some("number".into()), ..Error::new(Code::Taken, "number") });
    }
    let open_word =
        |field: &str, typed: &Option<String>| typed.as_deref().map(|typed| word(field, typed)).transpose();
    Ok(NewSale {
        kind: input.kind,
        number,
        owner: input.owner_id,
        appointment: input.appointment_id,
        on,
        due_on: input.due_on,
        is_draft: input.is_draft,
        channel: open_word("channel", &input.channel)?,
        delivery_status: open_word("delivery_status", &input.delivery_status)?
            .unwrap_or_else(|| "pending".into()),
        lines,
        totals,
    })
}

fn checked_line(read: &Read, kind: SaleKind, input: &LineInput) -> Result<SaleLine> {
    if kind == SaleKind::Order && input.service_id.is_some()
        || (input.service_id.is_some() && input.product_id.is_some())
    {
        return Err(Error::invalid("service_id", "not of this line"));
    }
    let name = store::name_of(read, input.product_id, input.service_id)?;
    let description = line("description", input.description.as_deref())?.or(name);
    let description = description.ok_or_else(|| Error::invalid("description", "blank"))?;
    rules::line(input, description)
}

/// What the history calls it: whose it is and its number.
pub(super) fn subject(read: &Read, new: &NewSale) -> Result<String> {
    let owner = new.owner.map(|owner| owners::get(read, owner)).transpose()?;
    Ok(owner.map_or_else(|| new.number.clone(), |owner| format!("{} · {}", owner.name, new.number)))
}
