//! SQL of lists of sales.

use super::{
    mentions::{self, Mentions, Named},
    status_of, table,
};
use crate::{
    Result,
    clinic::Read,
    records::{
        columns::Columns,
        sales::{SaleFilter, SaleKind, SaleRef, SaleRow, SaleStatus, rules},
    },
    values::{Day, Money, OwnerId},
};
use rusqlite::{Row, params_from_iter, types::Value};

/// Which sales a statement is about, and by which index they are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Any,
    /// Most are: they are met by the way.
    Paid,
    /// One of the other statuses.
    Other,
}

impl Which {
    #[cfg(test)]
    const ALL: [Self; 3] = [Self::Any, Self::Paid, Self::Other];

    fn of(status: Option<&str>) -> Self {
        match status {
            None => Self::Any,
            Some("paid") => Self::Paid,
            Some(_) => Self::Other,
        }
    }

    fn index(self, kind: SaleKind) -> String {
        let by = if self == Self::Other { "by_status" } else { "by_day" };
        format!("{}_{by}", table(kind))
    }

    /// The condition on the status, which stands in this parameter.
    fn test(self, kind: SaleKind, parameter: &str) -> String {
        let column = status_column(kind);
        match self {
            Self::Any => format!("({parameter} IS NULL)"),
            Self::Paid => format!("s.{column} = {parameter}"),
            // What the index is about, in its own words.
            Self::Other => format!("s.{column} = {parameter} AND s.{column} <> 'paid'"),
        }
    }
}

fn status_column(kind: SaleKind) -> &'static str {
    match kind {
        SaleKind::Invoice => "status",
        SaleKind::Order => "payment_status",
    }
}

/// How sales are found.
#[derive(Clone, Copy)]
enum How<'m> {
    /// By day, one after the other.
    ByDay,
    /// The newest by day, if a text names them.
    Near(Named<'m>),
    /// All that a text names.
    Named(Named<'m>),
}

/// What the sales of one status add up to.
pub(in crate::records::sales) struct Part {
    pub status: SaleStatus,
    pub has_failed: bool,
    pub count: u32,
    pub total: Money,
    pub refunded: Money,
    pub received: Money,
}

/// A filter, and what its text names.
pub(in crate::records::sales) struct Asked<'f> {
    filter: &'f SaleFilter,
    mentions: Option<Mentions>,
}

impl<'f> Asked<'f> {
    pub(in crate::records::sales) fn of(read: &Read, filter: &'f SaleFilter) -> Result<Self> {
        Ok(Self { filter, mentions: Mentions::of(read.conn(), &filter.text)? })
    }

    pub(in crate::records::sales) fn has_text(&self) -> bool {
        self.mentions.is_some()
    }
}

/// Where sales of a kind stand behind a place, newest first: their days and ids.
pub(in crate::records::sales) fn places(
    read: &Read,
    kind: SaleKind,
    asked: &Asked<'_>,
    (day, id): (i32, i64),
    limit: usize,
) -> Result<Vec<(i32, i64)>> {
    let from = asked.filter.from.map_or(i32::MIN, Day::number);
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut places = Vec::new();
    let named = match &asked.mentions {
        Some(mentions) => Some((mentions, mentions.among(read.conn(), kind)?)),
        None => None,
    };
    for status in stored(kind, asked.filter.status) {
        let found = |how: How<'_>, [text, owners, words]: [Value; 3]| -> Result<Vec<(i32, i64)>> {
            let values = [day.into(), id.into(), from.into(), most.into(), word(status), text, owners, words];
            let mut statement = read.conn().prepare_cached(&places_sql(kind, Which::of(status), how))?;
            let bound = params_from_iter(values.into_iter().take(statement.parameter_count()));
            let places = statement.query_map(bound, |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(places.collect::<rusqlite::Result<_>>()?)
        };
        let Some((mentions, named)) = named else {
            places.extend(found(How::ByDay, NO_TEXT)?);
            continue;
        };
        let near = if named.are_many { found(How::Near(named), mentions.values()?)? } else { Vec::new() };
        if near.len() >= limit {
            places.extend(near);
            continue;
        }
        let known = mentions.known(read.conn())?;
        places.extend(found(How::Named(named.with(&known)), known.values()?)?);
    }
    Ok(places)
}

/// What is bound where there is no text.
const NO_TEXT: [Value; 3] = [Value::Null, Value::Null, Value::Null];

fn word(status: Option<&'static str>) -> Value {
    status.map_or(Value::Null, |status| status.to_owned().into())
}

/// The lines of sales of a kind, in no order.
pub(in crate::records::sales) fn lines(
    read: &Read,
    kind: SaleKind,
    ids: impl Iterator<Item = i64>,
) -> Result<Vec<SaleRow>> {
    let ids = serde_json::to_string(&ids.collect::<Vec<i64>>())?;
    let mut statement = read.conn().prepare_cached(&lines_sql(kind))?;
    let rows = statement.query_map([ids], |row| row_of(row, kind))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Hands out what the sales of a filter add up to, by status.
pub(in crate::records::sales) fn sums(
    read: &Read,
    kind: SaleKind,
    asked: &Asked<'_>,
    mut add: impl FnMut(Part),
) -> Result<()> {
    let from = asked.filter.from.map_or(i32::MIN, Day::number);
    let to = asked.filter.to.map_or(i32::MAX, Day::number);
    let mentions = asked.mentions.as_ref().map(|mentions| mentions.known(read.conn())).transpose()?;
    let named = mentions.as_ref().map(|known| known.among(read.conn(), kind)).transpose()?;
    for status in stored(kind, asked.filter.status) {
        let [text, owners, words] = mentions.as_ref().map_or(Ok(NO_TEXT), |known| known.values())?;
        let values = [from.into(), to.into(), word(status), text, owners, words];
        let mut statement = read.conn().prepare_cached(&sums_sql(kind, Which::of(status), named))?;
        let bound = params_from_iter(values.into_iter().take(statement.parameter_count()));
        let mut rows = statement.query(bound)?;
        while let Some(row) = rows.next()? {
            let stored: String = row.get(0)?;
            let (status, has_failed) = status_of(&stored);
            add(Part {
                status,
                has_failed,
                count: row.get(1)?,
                total: row.get(2)?,
                refunded: row.get(3)?,
                received: row.get(4)?,
            });
        }
    }
    Ok(())
}

/// Sales of an owner that are to be paid.
pub(in crate::records::sales) fn owed(read: &Read, kind: SaleKind, owner: OwnerId) -> Result<Vec<SaleRow>> {
    let mut statement = read.conn().prepare_cached(&owed_sql(kind))?;
    let rows = statement.query_map([owner], |row| row_of(row, kind))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The stored statuses that a status means; a single "any" without one.
fn stored(kind: SaleKind, status: Option<SaleStatus>) -> Vec<Option<&'static str>> {
    let Some(status) = status else { return vec![None] };
    let words: &[&str] = match (kind, status) {
        (SaleKind::Invoice, SaleStatus::Draft) => &["draft"],
        (SaleKind::Invoice, SaleStatus::Open) => &["issued"],
        (SaleKind::Invoice, SaleStatus::Void) => &["void"],
        (SaleKind::Order, SaleStatus::Draft) => &[],
        (SaleKind::Order, SaleStatus::Open) => &["pending", "failed"],
        (SaleKind::Order, SaleStatus::Void) => &["cancelled"],
        (_, SaleStatus::Paid) => &["paid"],
        (_, SaleStatus::Refunded) => &["refunded"],
    };
    words.iter().copied().map(Some).collect()
}

fn places_sql(kind: SaleKind, which: Which, how: How<'_>) -> String {
    let on = match kind {
        SaleKind::Invoice => "issued_on",
        SaleKind::Order => "ordered_on",
    };
    let (table, index, status) = (table(kind), which.index(kind), which.test(kind, "?5"));
    let behind = format!("{status} AND (s.{on}, s.id) < (?1, ?2) AND s.{on} >= ?3");
    let order = format!("ORDER BY s.{on} DESC, s.id DESC");
    let walk =
        |columns: &str| format!("SELECT {columns} FROM {table} s INDEXED BY {index} WHERE {behind} {order}");
    let texts = ["?6", "?7", "?8"];
    match how {
        How::ByDay => format!("{} LIMIT ?4", walk(&format!("s.{on}, s.id"))),
        How::Near(named) => format!(
            "SELECT s.{on}, s.id FROM ({walk} LIMIT {near}) s WHERE {test} {order} LIMIT ?4",
            walk = walk(&format!("s.{on}, s.id, {}", named.tested())),
            near = mentions::NEAR,
            test = named.test(texts),
        ),
        How::Named(named) => {
            let sales = named.sql(&format!("s.{on}, s.id"), &behind, texts);
            format!("{sales} ORDER BY 1 DESC, 2 DESC LIMIT ?4")
        }
    }
}

fn lines_sql(kind: SaleKind) -> String {
    let columns = match kind {
        SaleKind::Invoice => INVOICE,
        SaleKind::Order => ORDER,
    };
    let table = table(kind);
    format!(
        "SELECT {columns} FROM json_each(?1) j CROSS JOIN {table} s ON s.id = j.value
         LEFT JOIN owners o ON o.id = s.owner_id"
    )
}

const INVOICE: &str = "s.id, s.external_id, s.number, s.owner_id,
    CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, s.issued_on, s.due_on, s.status, 0,
    s.total_cents, s.refunded_cents, s.payment_method, s.paid_on,
    (SELECT l.description FROM invoice_lines l WHERE l.id = (SELECT min(id) FROM invoice_lines WHERE invoice_id = s.id)),
    (SELECT count(*) FROM invoice_lines l WHERE l.invoice_id = s.id),
    (SELECT coalesce(sum(p.amount_cents), 0) FROM payments p WHERE p.invoice_id = s.id)";
const ORDER: &str = "s.id, s.external_id, s.number, s.owner_id,
    CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, s.ordered_on, NULL, s.payment_status,
    EXISTS (SELECT 1 FROM invoices b WHERE b.id = s.invoice_id AND b.status NOT IN ('void', 'draft')),
    s.total_cents, s.refunded_cents, s.payment_method, s.paid_on,
    (SELECT coalesce(l.description, p.name) FROM order_items l LEFT JOIN products p ON p.id = l.product_id
      WHERE l.id = (SELECT min(id) FROM order_items WHERE order_id = s.id)),
    (SELECT count(*) FROM order_items l WHERE l.order_id = s.id),
    (SELECT coalesce(sum(p.amount_cents), 0) FROM payments p WHERE p.order_id = s.id)";

fn row_of(row: &Row<'_>, kind: SaleKind) -> rusqlite::Result<SaleRow> {
    let mut columns = Columns::of(row);
    let mut sale = SaleRow {
        sale: SaleRef { kind, id: columns.next()? },
        external_id: columns.next()?,
        number: columns.next()?,
        owner_id: columns.next()?,
        owner_name: columns.next()?,
        on: columns.next()?,
        due_on: columns.next()?,
        status: SaleStatus::Open,
        has_failed: false,
        is_billed: false,
        total_cents: Money::ZERO,
        refunded_cents: Money::ZERO,
        outstanding_cents: Money::ZERO,
        payment_method: None,
        paid_on: None,
        first_line: None,
        lines: 0,
    };
    let stored: String = columns.next()?;
    (sale.status, sale.has_failed) = status_of(&stored);
    sale.is_billed = columns.next()?;
    sale.total_cents = columns.next()?;
    sale.refunded_cents = columns.next()?;
    sale.payment_method = columns.next()?;
    sale.paid_on = columns.next()?;
    sale.first_line = columns.next()?;
    sale.lines = columns.next()?;
    let received: Money = columns.next()?;
    if rules::is_awaited(sale.status, sale.has_failed, sale.is_billed) {
        sale.outstanding_cents = sale.total_cents - received;
    }
    Ok(sale)
}

fn sums_sql(kind: SaleKind, which: Which, named: Option<Named<'_>>) -> String {
    let (on, open, not_billed) = match kind {
        SaleKind::Invoice => ("issued_on", "'issued'", ""),
        SaleKind::Order => (
            "ordered_on",
            "'pending'",
            "AND NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = s.invoice_id AND b.status NOT IN ('void', 'draft'))",
        ),
    };
    let (table, column) = (table(kind), status_column(kind));
    let (index, status) = (which.index(kind), which.test(kind, "?3"));
    let from = match named {
        Some(named) => {
            let ids = named.sql("s.id", "TRUE", ["?4", "?5", "?6"]);
            format!("({ids}) few CROSS JOIN {table} s ON s.id = few.id")
        }
        None => format!("{table} s INDEXED BY {index}"),
    };
    format!(
        "SELECT s.{column}, count(*), sum(s.total_cents), sum(s.refunded_cents),
           coalesce(sum(CASE WHEN s.{column} IN ({open}) THEN
             (SELECT coalesce(sum(p.amount_cents), 0) FROM payments p WHERE p.{kind}_id = s.id) END), 0)
         FROM {from}
         WHERE {status} AND s.{on} BETWEEN ?1 AND ?2 {not_billed}
         GROUP BY 1"
    )
}

fn owed_sql(kind: SaleKind) -> String {
    let (columns, open, index) = match kind {
        SaleKind::Invoice => (INVOICE, "s.status = 'issued'", "invoices_by_owner"),
        SaleKind::Order => (ORDER, "s.payment_status = 'pending'", "orders_by_owner"),
    };
    let table = table(kind);
    format!(
        "SELECT {columns} FROM {table} s INDEXED BY {index} LEFT JOIN owners o ON o.id = s.owner_id
         WHERE s.owner_id = ?1 AND {open}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{plan::plan, sales::list::KINDS};

    #[test]
    fn pages_walk_an_index_and_what_a_text_names_is_sought() {
        let (known, unknown) = (Mentions::example("0042", true), Mentions::example("garcia", false));
        for kind in KINDS {
            for which in Which::ALL {
                let walked = plan(&places_sql(kind, which, How::ByDay));
                let near = |named: Named<'_>| plan(&places_sql(kind, which, How::Near(named)));
                let by_names = [near(known.named(kind, false)), near(unknown.named(kind, false))];
                let by_numbers = near(known.named(kind, true));
                for plan in by_names.iter().chain([&walked]) {
                    assert!(plan.contains("SEARCH s USING COVERING INDEX"), "{plan}");
                }
                for plan in by_names.iter().chain([&walked, &by_numbers]) {
                    assert!(!plan.contains("FOR ORDER BY") && !plan.contains("SCAN o"), "{plan}");
                }
                let sought = plan(&places_sql(kind, which, How::Named(known.named(kind, true))));
                for index in
                    ["by_owner (owner_id=?", "by_number (number>? AND number<?)", "by_ending (<expr>=?"]
                {
                    assert!(sought.contains(index) && !sought.contains("SCAN s"), "{sought}");
                }
            }
        }
    }

    #[test]
    fn sums_read_an_index_alone_and_what_is_owed_is_sought_by_the_owner() {
        for kind in KINDS {
            for which in Which::ALL {
                let plan = plan(&sums_sql(kind, which, None));
                assert!(plan.contains("SEARCH s USING COVERING INDEX"), "{plan}");
            }
            let plan = plan(&owed_sql(kind));
            assert!(plan.contains("SEARCH s USING INDEX") && !plan.contains("SCAN"), "{plan}");
        }
    }
}
