//! SQL of what becomes of a sale.

use super::table;
use crate::{
    Result,
    clinic::Write,
    records::sales::{SaleKind, SaleRef},
    values::{Day, ExternalId, Money},
};
use rusqlite::params;

pub(in crate::records::sales) fn insert_payment(
    w: &mut Write<'_>,
    sale: SaleRef,
    amount: Money,
    on: Day,
    method: &str,
    reason: Option<&str>,
) -> Result<()> {
    let sql = format!(
        "INSERT INTO payments (external_id, {}_id, paid_on, amount_cents, method, reason, staff_id, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        sale.kind
    );
    w.conn().prepare_cached(&sql)?.execute(params![
        ExternalId::born(w.now),
        sale.id,
        on,
        amount,
        method,
        reason,
        w.actor.staff,
        w.now
    ])?;
    Ok(())
}

const fn status_column(kind: SaleKind) -> &'static str {
    match kind {
        SaleKind::Invoice => "status",
        SaleKind::Order => "payment_status",
    }
}

pub(in crate::records::sales) fn set_paid(
    w: &mut Write<'_>,
    sale: SaleRef,
    on: Day,
    method: &str,
) -> Result<()> {
    let (table, status) = (table(sale.kind), status_column(sale.kind));
    let sql =
        format!("UPDATE {table} SET {status} = 'paid', paid_on = ?2, payment_method = ?3 WHERE id = ?1");
    w.conn().prepare_cached(&sql)?.execute(params![sale.id, on, method])?;
    Ok(())
}

pub(in crate::records::sales) fn set_issued(w: &mut Write<'_>, sale: SaleRef) -> Result<()> {
    w.conn().prepare_cached("UPDATE invoices SET status = 'issued' WHERE id = ?1")?.execute([sale.id])?;
    Ok(())
}

pub(in crate::records::sales) fn set_refunded(
    w: &mut Write<'_>,
    sale: SaleRef,
    refunded: Money,
    total: Money,
) -> Result<()> {
    let (table, status) = (table(sale.kind), status_column(sale.kind));
    let sql = format!(
        "UPDATE {table} SET refunded_cents = ?2, {status} = CASE WHEN ?2 >= ?3 THEN 'refunded' ELSE {status} END
         WHERE id = ?1"
    );
    w.conn().prepare_cached(&sql)?.execute(params![sale.id, refunded, total])?;
    Ok(())
}

pub(in crate::records::sales) fn set_void(w: &mut Write<'_>, sale: SaleRef) -> Result<()> {
    let sql = match sale.kind {
        SaleKind::Invoice => "UPDATE invoices SET status = 'void' WHERE id = ?1",
        SaleKind::Order => {
            "UPDATE orders SET payment_status = 'cancelled',
               delivery_status = CASE delivery_status WHEN 'pending' THEN 'cancelled' ELSE delivery_status END
             WHERE id = ?1"
        }
    };
    w.conn().prepare_cached(sql)?.execute([sale.id])?;
    Ok(())
}

pub(in crate::records::sales) fn set_delivery(w: &mut Write<'_>, sale: SaleRef, status: &str) -> Result<()> {
    let sql = "UPDATE orders SET delivery_status = ?2 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute(params![sale.id, status])?;
    Ok(())
}
