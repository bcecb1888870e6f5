//! SQL of single sales.

pub(super) mod list;
mod mentions;
mod paid;

pub(super) use paid::{insert_payment, set_delivery, set_issued, set_paid, set_refunded, set_void};

use super::{LinkedSale, NewSale, Payment, Sale, SaleKind, SaleLine, SaleRef, SaleStatus, rules};
use crate::{
    Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{Day, ExternalId, Instant, InvoiceId, Money, OrderId, ProductId, ServiceId},
};
use chrono::NaiveTime;
use rusqlite::{OptionalExtension, Row, params};

pub(super) const fn table(kind: SaleKind) -> &'static str {
    match kind {
        SaleKind::Invoice => "invoices",
        SaleKind::Order => "orders",
    }
}

/// The status that both kinds share; and whether a payment failed.
pub(super) fn status_of(stored: &str) -> (SaleStatus, bool) {
    match stored {
        "draft" => (SaleStatus::Draft, false),
        "paid" => (SaleStatus::Paid, false),
        "refunded" => (SaleStatus::Refunded, false),
        "void" | "cancelled" => (SaleStatus::Void, false),
        "failed" => (SaleStatus::Open, true),
        _ => (SaleStatus::Open, false),
    }
}

pub(super) fn by_id(read: &Read, sale: SaleRef) -> Result<Option<Sale>> {
    let sql = match sale.kind {
        SaleKind::Invoice => include_str!("../invoice.sql"),
        SaleKind::Order => include_str!("../order.sql"),
    };
    let found = read.conn().prepare_cached(sql)?.query_row([sale.id], |row| sale_of(row, sale)).optional()?;
    let Some(mut found) = found else { return Ok(None) };
    found.lines = lines(read, sale)?;
    found.payments = payments(read, sale)?;
    found.linked = linked(read, sale)?;
    let given: Money = found.payments.iter().map(|payment| payment.amount_cents).sum();
    found.received_cents = match found.status {
        // It may have come paid from elsewhere.
        SaleStatus::Paid => found.total_cents - found.refunded_cents,
        SaleStatus::Refunded => Money::ZERO,
        _ => given,
    };
    if matches!(found.status, SaleStatus::Draft | SaleStatus::Open) {
        found.payable_cents = found.total_cents - given;
    }
    let is_bill = |other: &LinkedSale| !matches!(other.status, SaleStatus::Void | SaleStatus::Draft);
    let is_billed = sale.kind == SaleKind::Order && found.linked.as_ref().is_some_and(is_bill);
    if rules::is_awaited(found.status, found.has_failed, is_billed) {
        found.outstanding_cents = found.payable_cents;
    }
    Ok(Some(found))
}

fn sale_of(row: &Row<'_>, sale: SaleRef) -> rusqlite::Result<Sale> {
    let mut columns = Columns::of(row);
    let external_id = columns.next()?;
    let stored: String = columns.next()?;
    let (status, has_failed) = status_of(&stored);
    Ok(Sale {
        sale,
        external_id,
        status,
        has_failed,
        number: columns.next()?,
        owner_id: columns.next()?,
        owner_name: columns.next()?,
        appointment_id: columns.next()?,
        on: columns.next()?,
        due_on: columns.next()?,
        channel: columns.next()?,
        delivery_status: columns.next()?,
        currency: columns.next()?,
        subtotal_cents: columns.next()?,
        discount_cents: columns.next()?,
        shipping_cents: columns.next()?,
        tax_cents: columns.next()?,
        total_cents: columns.next()?,
        refunded_cents: columns.next()?,
        payment_method: columns.next()?,
        paid_on: columns.next()?,
        points: columns.next()?,
        received_cents: Money::ZERO,
        outstanding_cents: Money::ZERO,
        payable_cents: Money::ZERO,
        lines: Vec::new(),
        payments: Vec::new(),
        linked: None,
    })
}

fn lines(read: &Read, sale: SaleRef) -> Result<Vec<SaleLine>> {
    let sql = match sale.kind {
        SaleKind::Invoice => {
            "SELECT description, product_id, service_id, quantity_milli, unit_price_cents, line_total_cents
             FROM invoice_lines WHERE invoice_id = ?1 ORDER BY id"
        }
        SaleKind::Order => {
            "SELECT coalesce(i.description, p.name, ''), i.product_id, NULL, i.quantity_milli, i.unit_price_cents,
               i.line_total_cents
             FROM order_items i LEFT JOIN products p ON p.id = i.product_id WHERE i.order_id = ?1 ORDER BY i.id"
        }
    };
    let mut statement = read.conn().prepare_cached(sql)?;
    let lines = statement.query_map([sale.id], |row| {
        let (quantity_milli, unit_price_cents, line_total_cents): (i64, Money, Money) =
            (row.get(3)?, row.get(4)?, row.get(5)?);
        let gross = unit_price_cents.ratio(quantity_milli.into(), 1_000.into()).unwrap_or(line_total_cents);
        Ok(SaleLine {
            description: row.get(0)?,
            product_id: row.get(1)?,
            service_id: row.get(2)?,
            quantity_milli,
            unit_price_cents,
            discount_cents: (gross - line_total_cents).max(Money::ZERO),
            line_total_cents,
        })
    })?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

fn payments(read: &Read, sale: SaleRef) -> Result<Vec<Payment>> {
    let sql = format!(
        "SELECT p.id, p.paid_on, p.amount_cents, p.method, p.reason, s.name
         FROM payments p LEFT JOIN staff s ON s.id = p.staff_id WHERE p.{}_id = ?1 ORDER BY p.paid_on, p.id",
        sale.kind
    );
    let mut statement = read.conn().prepare_cached(&sql)?;
    let payments = statement.query_map([sale.id], |row| {
        Ok(Payment {
            id: row.get(0)?,
            paid_on: row.get(1)?,
            amount_cents: row.get(2)?,
            method: row.get(3)?,
            reason: row.get(4)?,
            staff_name: row.get(5)?,
        })
    })?;
    Ok(payments.collect::<rusqlite::Result<_>>()?)
}

fn linked(read: &Read, sale: SaleRef) -> Result<Option<LinkedSale>> {
    let (kind, sql) = match sale.kind {
        SaleKind::Invoice => (
            SaleKind::Order,
            "SELECT id, number, payment_status FROM orders WHERE invoice_id = ?1 ORDER BY id LIMIT 1",
        ),
        SaleKind::Order => (
            SaleKind::Invoice,
            "SELECT i.id, i.number, i.status FROM orders o JOIN invoices i ON i.id = o.invoice_id WHERE o.id = ?1",
        ),
    };
    let linked = read.conn().prepare_cached(sql)?.query_row([sale.id], |row| {
        let stored: String = row.get(2)?;
        Ok(LinkedSale {
            sale: SaleRef { kind, id: row.get(0)? },
            number: row.get(1)?,
            status: status_of(&stored).0,
        })
    });
    Ok(linked.optional()?)
}

/// Sales known by their number, their permanent id, or their number in the database.
pub(super) fn find(read: &Read, kind: SaleKind, known_as: &str) -> Result<Vec<i64>> {
    let table = table(kind);
    let ask = |sql: &str| -> Result<Vec<i64>> {
        let mut statement = read.conn().prepare_cached(sql)?;
        Ok(statement.query_map([known_as], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    for column in ["external_id", "number"] {
        let found = ask(&format!("SELECT id FROM {table} WHERE {column} = ?1 LIMIT 2"))?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    ask(&format!("SELECT id FROM {table} WHERE id = CAST(?1 AS INTEGER) AND CAST(id AS TEXT) = ?1"))
}

pub(super) fn is_taken(read: &Read, kind: SaleKind, number: &str) -> Result<bool> {
    let sql = format!("SELECT 1 FROM {} WHERE number = ?1", table(kind));
    Ok(read.conn().prepare_cached(&sql)?.exists([number])?)
}

/// The number of the newest sale of a kind.
pub(super) fn last_number(read: &Read, kind: SaleKind) -> Result<Option<String>> {
    let day = match kind {
        SaleKind::Invoice => "issued_on",
        SaleKind::Order => "ordered_on",
    };
    let sql = format!(
        "SELECT number FROM {} WHERE number IS NOT NULL ORDER BY {day} DESC, id DESC LIMIT 1",
        table(kind)
    );
    Ok(read.conn().prepare_cached(&sql)?.query_row([], |row| row.get(0)).optional()?)
}

/// The name of a line's product or service.
pub(super) fn name_of(
    read: &Read,
    product: Option<ProductId>,
    service: Option<ServiceId>,
) -> Result<Option<String>> {
    let name = |sql: &str, id: i64| read.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0));
    Ok(match (product, service) {
        (Some(ProductId(id)), _) => Some(name("SELECT name FROM products WHERE id = ?1", id)?),
        (None, Some(ServiceId(id))) => Some(name("SELECT name FROM services WHERE id = ?1", id)?),
        (None, None) => None,
    })
}

pub(super) fn insert(w: &mut Write<'_>, new: &NewSale) -> Result<SaleRef> {
    let totals = &new.totals;
    match new.kind {
        SaleKind::Invoice => {
            w.conn().prepare_cached(include_str!("../insert_invoice.sql"))?.execute(params![
                ExternalId::born(w.now),
                new.number,
                new.owner,
                new.appointment,
                new.on,
                new.due_on,
                if new.is_draft { "draft" } else { "issued" },
                w.settings.currency,
                totals.subtotal,
                totals.discount,
                totals.tax,
                totals.total
            ])?
        }
        SaleKind::Order => w.conn().prepare_cached(include_str!("../insert_order.sql"))?.execute(params![
            ExternalId::born(w.now),
            new.number,
            new.owner,
            moment(w, new.on),
            new.on,
            new.channel,
            new.delivery_status,
            w.settings.currency,
            totals.subtotal,
            totals.shipping,
            totals.tax,
            totals.total
        ])?,
    };
    let sale = SaleRef { kind: new.kind, id: w.conn().last_insert_rowid() };
    insert_lines(w, sale, &new.lines)?;
    Ok(sale)
}

fn moment(read: &Read, on: Day) -> Instant {
    if on == read.today {
        return read.now;
    }
    read.zone.instant(on.date().and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()))
}

fn insert_lines(w: &Write<'_>, sale: SaleRef, lines: &[SaleLine]) -> Result<()> {
    for line in lines {
        let id = ExternalId::born(w.now);
        match sale.kind {
            SaleKind::Invoice => {
                let sql = "INSERT INTO invoice_lines (external_id, invoice_id, description, product_id, service_id,
                             quantity_milli, unit_price_cents, line_total_cents) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
                w.conn().prepare_cached(sql)?.execute(params![
                    id,
                    sale.id,
                    line.description,
                    line.product_id,
                    line.service_id,
                    line.quantity_milli,
                    line.unit_price_cents,
                    line.line_total_cents
                ])?;
            }
            SaleKind::Order => {
                let sql =
                    "INSERT INTO order_items (external_id, order_id, description, product_id, quantity_milli,
                             unit_price_cents, line_total_cents) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
                w.conn().prepare_cached(sql)?.execute(params![
                    id,
                    sale.id,
                    line.description,
                    line.product_id,
                    line.quantity_milli,
                    line.unit_price_cents,
                    line.line_total_cents
                ])?;
            }
        }
    }
    Ok(())
}

pub(super) fn update(w: &mut Write<'_>, sale: SaleRef, new: &NewSale) -> Result<()> {
    let totals = &new.totals;
    match sale.kind {
        SaleKind::Invoice => {
            let sql = "UPDATE invoices SET number = ?2, owner_id = ?3, appointment_id = ?4, issued_on = ?5, due_on = ?6,
                         status = ?7, subtotal_cents = ?8, discount_cents = ?9, tax_cents = ?10, total_cents = ?11
                       WHERE id = ?1";
            w.conn().prepare_cached(sql)?.execute(params![
                sale.id,
                new.number,
                new.owner,
                new.appointment,
                new.on,
                new.due_on,
                if new.is_draft { "draft" } else { "issued" },
                totals.subtotal,
                totals.discount,
                totals.tax,
                totals.total
            ])?;
            w.conn().prepare_cached("DELETE FROM invoice_lines WHERE invoice_id = ?1")?.execute([sale.id])?;
        }
        SaleKind::Order => {
            let sql = "UPDATE orders SET number = ?2, owner_id = ?3, channel = ?4, delivery_status = ?5,
                         subtotal_cents = ?6, shipping_cents = ?7, tax_cents = ?8, total_cents = ?9,
                         ordered_at = CASE WHEN ordered_on = ?10 THEN ordered_at ELSE ?11 END, ordered_on = ?10
                       WHERE id = ?1";
            w.conn().prepare_cached(sql)?.execute(params![
                sale.id,
                new.number,
                new.owner,
                new.channel,
                new.delivery_status,
                totals.subtotal,
                totals.shipping,
                totals.tax,
                totals.total,
                new.on,
                moment(w, new.on)
            ])?;
            w.conn().prepare_cached("DELETE FROM order_items WHERE order_id = ?1")?.execute([sale.id])?;
        }
    }
    insert_lines(w, sale, &new.lines)
}

/// An invoice takes an order's place.
pub(super) fn bill(w: &mut Write<'_>, order: OrderId, invoice: InvoiceId) -> Result<()> {
    w.conn().prepare_cached("UPDATE orders SET invoice_id = ?2 WHERE id = ?1")?.execute((order, invoice))?;
    Ok(())
}
