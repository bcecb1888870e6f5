//! Invoices with what they bill. A year of a large clinic has hundreds of thousands, and a look at each one's lines, order
//! and appointment takes most of a second: so the invoices are read by day, and what they bill once, in their order.

use super::super::{Item, Sale, Services};
use crate::{
    Result,
    analysis::reports::{by_id::ById, report::Period},
    values::{Day, Money, OwnerId, ServiceId},
};
use rusqlite::{
    Connection, OptionalExtension as _, Rows, fallible_streaming_iterator::FallibleStreamingIterator as _,
};

/// An invoice is mostly of an appointment this many days back or less; others are looked up.
const BACK: i32 = 60;

/// An invoice of the period.
struct Invoice {
    id: i64,
    day: Day,
    owner: Option<OwnerId>,
    charged: Money,
    refunded: Money,
    /// A number in the list of methods.
    method: usize,
    appointment: Option<i64>,
}

/// Goes through the invoices of a period in the order of their numbers.
pub(super) fn each(
    conn: &Connection,
    period: Period,
    services: Services,
    f: &mut impl FnMut(&mut Sale) -> Result<()>,
) -> Result<()> {
    let (mut invoices, methods) = read(conn, period)?;
    invoices.sort_unstable_by_key(|invoice| invoice.id);
    let Some(span) = invoices.first().zip(invoices.last()).map(|(first, last)| [first.id, last.id]) else {
        return Ok(());
    };
    let mut lines = conn.prepare_cached(
        "SELECT invoice_id, product_id, service_id, quantity_milli, line_total_cents FROM invoice_lines
         WHERE invoice_id BETWEEN ?1 AND ?2 ORDER BY invoice_id",
    )?;
    let mut billed = conn.prepare_cached(
        "SELECT invoice_id, id FROM orders WHERE invoice_id BETWEEN ?1 AND ?2 ORDER BY invoice_id",
    )?;
    let mut lines = Stream::new(lines.query(span)?)?;
    let mut billed = Stream::new(billed.query(span)?)?;
    let mut appointments = match services {
        Services::Named => Some(Appointments::read(conn, period, invoices.len())?),
        Services::Unnamed => None,
    };
    let mut sale = Sale::default();
    for invoice in &invoices {
        sale.items.clear();
        lines.each(invoice.id, |row| {
            sale.items.push(Item {
                product: row.get(1)?,
                service: row.get(2)?,
                quantity_milli: row.get(3)?,
                charged: row.get(4)?,
                refunded: Money::ZERO,
            });
            Ok(())
        })?;
        // One without lines bills the items of its order, or else the service of its appointment.
        let has_lines = !sale.items.is_empty();
        billed.each(invoice.id, |row| {
            if has_lines { Ok(()) } else { items(conn, row.get(1)?, &mut sale.items) }
        })?;
        if sale.items.is_empty() {
            let service = match (&mut appointments, invoice.appointment) {
                (Some(appointments), Some(id)) => appointments.of(conn, id)?,
                _ => None,
            };
            sale.items.push(Item {
                service,
                product: None,
                quantity_milli: 1000,
                charged: Money::ZERO,
                refunded: Money::ZERO,
            });
        }
        (sale.id, sale.is_order) = (invoice.id, false);
        (sale.day, sale.owner) = (invoice.day, invoice.owner);
        (sale.charged, sale.refunded) = (invoice.charged, invoice.refunded.min(invoice.charged));
        sale.method.clear();
        sale.method.push_str(methods.get(invoice.method).map_or("", String::as_str));
        f(&mut sale)?;
    }
    Ok(())
}

fn read(conn: &Connection, period: Period) -> Result<(Vec<Invoice>, Vec<String>)> {
    let mut statement = conn.prepare_cached(include_str!("invoices.sql"))?;
    let mut rows = statement.query([period.from, period.to])?;
    let (mut invoices, mut methods) = (Vec::new(), Vec::<String>::new());
    while let Some(row) = rows.next()? {
        let name = row.get_ref(5)?.as_str_or_null()?.unwrap_or_default();
        let method = methods.iter().position(|known| known == name).unwrap_or_else(|| {
            methods.push(name.to_owned());
            methods.len() - 1
        });
        invoices.push(Invoice {
            id: row.get(0)?,
            day: row.get(1)?,
            owner: row.get(2)?,
            charged: row.get(3)?,
            refunded: row.get(4)?,
            method,
            appointment: row.get(6)?,
        });
    }
    Ok((invoices, methods))
}

fn items(conn: &Connection, order: i64, to: &mut Vec<Item>) -> Result<()> {
    let sql = "SELECT product_id, quantity_milli, line_total_cents FROM order_items WHERE order_id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([order])?;
    while let Some(row) = rows.next()? {
        to.push(Item {
            service: None,
            product: row.get(0)?,
            quantity_milli: row.get(1)?,
            charged: row.get(2)?,
            refunded: Money::ZERO,
        });
    }
    Ok(())
}

/// Rows in the order of the invoices, taken invoice by invoice.
struct Stream<'s> {
    rows: Rows<'s>,
    at: Option<i64>,
}

impl<'s> Stream<'s> {
    fn new(rows: Rows<'s>) -> Result<Self> {
        let mut stream = Self { rows, at: None };
        stream.advance()?;
        Ok(stream)
    }

    fn advance(&mut self) -> Result<()> {
        self.at = match self.rows.next()? {
            Some(row) => Some(row.get(0)?),
            None => None,
        };
        Ok(())
    }

    /// The rows of an invoice; those of earlier ones are passed over.
    fn each(&mut self, invoice: i64, mut f: impl FnMut(&rusqlite::Row<'_>) -> Result<()>) -> Result<()> {
        while self.at.is_some_and(|at| at <= invoice) {
            if self.at == Some(invoice)
                && let Some(row) = self.rows.get()
            {
                f(row)?;
            }
            self.advance()?;
        }
        Ok(())
    }
}

/// What appointments were for.
struct Appointments(ById<i64, Option<ServiceId>>);

impl Appointments {
    /// About as many as there are invoices.
    fn read(conn: &Connection, period: Period, invoices: usize) -> Result<Self> {
        let sql = "SELECT id, service_id FROM appointments WHERE starts_on BETWEEN ?1 AND ?2";
        let mut statement = conn.prepare_cached(sql)?;
        let days = [period.from.plus(-BACK), period.to];
        let mut services = ById::with_capacity_and_hasher(invoices + invoices / 2, Default::default());
        let mut rows = statement.query(days)?;
        while let Some(row) = rows.next()? {
            services.insert(row.get(0)?, row.get(1)?);
        }
        Ok(Self(services))
    }

    fn of(&mut self, conn: &Connection, appointment: i64) -> Result<Option<ServiceId>> {
        if let Some(service) = self.0.get(&appointment) {
            return Ok(*service);
        }
        let sql = "SELECT service_id FROM appointments WHERE id = ?1";
        let found =
            conn.prepare_cached(sql)?.query_row([appointment], |row| row.get(0)).optional()?.flatten();
        self.0.insert(appointment, found);
        Ok(found)
    }
}
