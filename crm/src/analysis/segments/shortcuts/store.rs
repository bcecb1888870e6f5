//! SQL of the shortcuts.

use crate::{
    Result,
    values::{ChangeId, Day, OwnerId, fold},
};
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was bought, whatever its day, as `metrics` has it: the product lines of an invoice; where it has none, the
/// items of the order that it bills. In the order of the tables, so that a pass over all of them reads each once.
const ORDERED: &str = "SELECT r.owner_id, i.product_id, coalesce(r.paid_on, r.ordered_on)
    FROM order_items i CROSS JOIN orders r ON r.id = i.order_id
    WHERE i.product_id IS NOT NULL AND r.owner_id IS NOT NULL AND r.payment_status = 'paid'
      AND r.total_cents > r.refunded_cents AND {unbilled}";
const UNBILLED: &str =
    "NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = r.invoice_id AND (b.status = 'refunded'
    OR (b.status = 'paid' AND (b.total_cents <= b.refunded_cents
      OR EXISTS (SELECT 1 FROM invoice_lines n WHERE n.invoice_id = b.id AND n.product_id IS NOT NULL)))))";
const BILLED: &str = "SELECT v.owner_id, l.product_id, coalesce(v.paid_on, v.issued_on)
    FROM invoice_lines l CROSS JOIN invoices v ON v.id = l.invoice_id
    WHERE l.product_id IS NOT NULL AND v.owner_id IS NOT NULL AND v.status = 'paid'
      AND v.total_cents > v.refunded_cents";
/// The same of one owner.
const ORDERED_BY: &str = "SELECT r.owner_id, i.product_id, coalesce(r.paid_on, r.ordered_on)
    FROM orders r CROSS JOIN order_items i ON i.order_id = r.id
    WHERE r.owner_id = ?1 AND i.product_id IS NOT NULL AND r.payment_status = 'paid'
      AND r.total_cents > r.refunded_cents AND {unbilled}";
const BILLED_TO: &str = "SELECT v.owner_id, l.product_id, coalesce(v.paid_on, v.issued_on)
    FROM invoices v CROSS JOIN invoice_lines l ON l.invoice_id = v.id
    WHERE v.owner_id = ?1 AND l.product_id IS NOT NULL AND v.status = 'paid' AND v.total_cents > v.refunded_cents";

const AWAITED: &str = "SELECT DISTINCT p.owner_id, v.due_on FROM pets p CROSS JOIN vaccinations v ON v.pet_id = p.id
    WHERE p.status = 'active' AND v.due_on IS NOT NULL AND {whose}
      AND NOT EXISTS (SELECT 1 FROM vaccinations n WHERE n.pet_id = v.pet_id AND n.vaccine = v.vaccine AND n.id <> v.id
        AND (n.given_on > coalesce(v.given_on, v.due_on - 90) OR n.due_on > v.due_on))
    ORDER BY p.owner_id, v.due_on";

/// The clinic's products by category, and whether the buyers that are kept are by the same.
pub(in super::super) struct Goods {
    /// Products to folded categories.
    categories: HashMap<i64, String>,
    hash: String,
    /// Whether the kept buyers hold.
    pub is_kept: bool,
}

impl Goods {
    pub(in super::super) fn of(conn: &Connection) -> Result<Self> {
        let mut statement =
            conn.prepare_cached("SELECT id, category FROM products WHERE category IS NOT NULL ORDER BY id")?;
        let mut rows = statement.query([])?;
        let (mut categories, mut digest) = (HashMap::new(), Sha256::new());
        while let Some(row) = rows.next()? {
            let (id, category) = (row.get::<_, i64>(0)?, fold(row.get_ref(1)?.as_str()?));
            digest.update(id.to_le_bytes());
            digest.update(category.as_bytes());
            digest.update([0]);
            categories.insert(id, category);
        }
        let hash: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let sql = "SELECT products_hash FROM shortcuts_state";
        let kept: Option<String> = conn.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        Ok(Self { categories, is_kept: kept.as_ref() == Some(&hash), hash })
    }
}

/// The first and the last day of each owner and category.
type Buyers = BTreeMap<(OwnerId, String), (Day, Day)>;

fn buyers(conn: &Connection, goods: &Goods) -> Result<Buyers> {
    // Categories by number while millions of lines go by: no text is copied for each.
    let names: BTreeSet<&String> = goods.categories.values().collect();
    let names: Vec<&String> = names.into_iter().collect();
    let number = |name: &String| names.binary_search(&name).ok();
    let numbers: HashMap<i64, usize> =
        goods.categories.iter().filter_map(|(id, name)| Some((*id, number(name)?))).collect();
    let mut seen: HashMap<(usize, OwnerId), (Day, Day)> = HashMap::new();
    for sql in [ORDERED, BILLED] {
        let mut statement = conn.prepare_cached(&sql.replace("{unbilled}", UNBILLED))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(category) = numbers.get(&row.get(1)?) else { continue };
            let day: Day = row.get(2)?;
            let span = seen.entry((*category, row.get(0)?)).or_insert((day, day));
            *span = (span.0.min(day), span.1.max(day));
        }
    }
    let named = seen.into_iter().filter_map(|((category, owner), span)| {
        let name = names.get(category)?;
        Some(((owner, (*name).clone()), span))
    });
    Ok(named.collect())
}

/// Whether everybody's buyers are kept.
pub(super) fn are_buyers_kept(conn: &Connection) -> Result<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM shortcuts_state")?.exists([])?)
}

/// Builds the buyers of every category.
pub(super) fn build_buyers(conn: &Connection) -> Result<()> {
    drop_buyers(conn)?;
    let goods = Goods::of(conn)?;
    for ((owner, category), span) in buyers(conn, &goods)? {
        put_buyer(conn, owner, &category, span)?;
    }
    let sql = "INSERT INTO shortcuts_state (id, products_hash) VALUES (1, ?1)";
    conn.execute(sql, params![goods.hash])?;
    Ok(())
}

fn put_buyer(conn: &Connection, owner: OwnerId, category: &str, (first, last): (Day, Day)) -> Result<()> {
    let sql = "INSERT INTO category_buyers (owner_id, category, first_on, last_on) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (owner_id, category) DO UPDATE SET first_on = excluded.first_on, last_on = excluded.last_on";
    conn.prepare_cached(sql)?.execute(params![owner, category, first, last])?;
    Ok(())
}

/// Forgets all buyers: they no longer hold.
pub(super) fn drop_buyers(conn: &Connection) -> Result<()> {
    conn.execute_batch("DELETE FROM shortcuts_state; DELETE FROM category_buyers;")?;
    Ok(())
}

/// The kept rows of an owner.
fn kept_of(conn: &Connection, owner: OwnerId) -> Result<Buyers> {
    let sql = "SELECT category, first_on, last_on FROM category_buyers WHERE owner_id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([owner], |row| Ok(((owner, row.get(0)?), (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What an owner bought, by the categories as they are now.
fn bought_by(conn: &Connection, owner: OwnerId) -> Result<Buyers> {
    let mut found = Buyers::new();
    for items in [ORDERED_BY, BILLED_TO] {
        let items = items.replace("{unbilled}", UNBILLED);
        let sql = format!(
            "WITH items (owner_id, product_id, day) AS ({items})
             SELECT p.category, items.day FROM items CROSS JOIN products p ON p.id = items.product_id
             WHERE p.category IS NOT NULL"
        );
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([owner])?;
        while let Some(row) = rows.next()? {
            let day: Day = row.get(1)?;
            let span = found.entry((owner, fold(row.get_ref(0)?.as_str()?))).or_insert((day, day));
            *span = (span.0.min(day), span.1.max(day));
        }
    }
    Ok(found)
}

/// Whether products were bought, or no longer, by a change: a sale of services alone leaves the rows as they are, and what
/// an owner bought in all is not read again. A bulk write has no image of each row, and counts.
pub(super) fn is_of_products(conn: &Connection, change: ChangeId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM change_ranges WHERE change_id = ?1)
        OR EXISTS (SELECT 1 FROM change_rows c WHERE c.change_id = ?1 AND CASE c.table_name
          WHEN 'invoices' THEN EXISTS (SELECT 1 FROM orders WHERE invoice_id = c.row_id)
            OR EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = c.row_id AND product_id IS NOT NULL)
          WHEN 'orders' THEN EXISTS (SELECT 1 FROM order_items WHERE order_id = c.row_id AND product_id IS NOT NULL)
          ELSE c.table_name IN ('invoice_lines', 'order_items') AND coalesce(
            json_extract(c.before_json, '$.product_id'), json_extract(c.after_json, '$.product_id')) IS NOT NULL END)";
    Ok(conn.prepare_cached(sql)?.query_row([change], |row| row.get(0))?)
}

/// Brings an owner's rows up to date.
pub(super) fn note_bought(conn: &Connection, owner: OwnerId) -> Result<()> {
    let (fresh, kept) = (bought_by(conn, owner)?, kept_of(conn, owner)?);
    for (key, span) in fresh.iter().filter(|(key, span)| kept.get(*key) != Some(*span)) {
        put_buyer(conn, key.0, &key.1, *span)?;
    }
    let sql = "DELETE FROM category_buyers WHERE owner_id = ?1 AND category = ?2";
    for (owner, category) in kept.keys().filter(|key| !fresh.contains_key(*key)) {
        conn.prepare_cached(sql)?.execute(params![owner, category])?;
    }
    Ok(())
}

/// Owners whose kept rows are not what a build would give.
pub(super) fn differing_buyers(conn: &Connection, goods: &Goods) -> Result<BTreeSet<OwnerId>> {
    let mut fresh = buyers(conn, goods)?;
    let mut statement = conn.prepare("SELECT owner_id, category, first_on, last_on FROM category_buyers")?;
    let mut rows = statement.query([])?;
    let mut differing = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let key = (row.get(0)?, row.get(1)?);
        if fresh.remove(&key) != Some((row.get(2)?, row.get(3)?)) {
            differing.insert(key.0);
        }
    }
    differing.extend(fresh.into_keys().map(|(owner, _)| owner));
    Ok(differing)
}

type Awaited = BTreeSet<(OwnerId, Day)>;

fn pairs(conn: &Connection, sql: &str, owner: Option<OwnerId>) -> Result<Awaited> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = match owner {
        Some(owner) => statement.query([owner])?,
        None => statement.query([])?,
    };
    let mut found = Awaited::new();
    while let Some(row) = rows.next()? {
        found.insert((row.get(0)?, row.get(1)?));
    }
    Ok(found)
}

fn awaited(conn: &Connection, owner: Option<OwnerId>) -> Result<Awaited> {
    let whose = if owner.is_some() { "p.owner_id = ?1" } else { "TRUE" };
    pairs(conn, &AWAITED.replace("{whose}", whose), owner)
}

/// Brings the days of an owner up to date.
pub(super) fn note_awaited(conn: &Connection, owner: OwnerId) -> Result<()> {
    let fresh = awaited(conn, Some(owner))?;
    let sql = "SELECT owner_id, due_on FROM vaccinations_awaited WHERE owner_id = ?1";
    let kept = pairs(conn, sql, Some(owner))?;
    let sql = "DELETE FROM vaccinations_awaited WHERE owner_id = ?1 AND due_on = ?2";
    for gone in kept.difference(&fresh) {
        conn.prepare_cached(sql)?.execute(*gone)?;
    }
    let sql = "INSERT INTO vaccinations_awaited (owner_id, due_on) VALUES (?1, ?2)";
    for new in fresh.difference(&kept) {
        conn.prepare_cached(sql)?.execute(*new)?;
    }
    Ok(())
}

/// Builds the days of all owners.
pub(super) fn build_awaited(conn: &Connection) -> Result<()> {
    let fresh = AWAITED.replace("{whose}", "TRUE");
    conn.execute("DELETE FROM vaccinations_awaited", [])?;
    conn.execute(&format!("INSERT INTO vaccinations_awaited (owner_id, due_on) {fresh}"), [])?;
    Ok(())
}

/// Owners whose kept days are not what a build would give.
pub(super) fn differing_awaited(conn: &Connection) -> Result<BTreeSet<OwnerId>> {
    let kept = pairs(conn, "SELECT owner_id, due_on FROM vaccinations_awaited", None)?;
    Ok(awaited(conn, None)?.symmetric_difference(&kept).map(|(owner, _)| *owner).collect())
}
