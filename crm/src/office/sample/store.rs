//! Rows of the sample, put into the tables in bulk.

use super::{catalog::Catalog, chance::Chance, doubles::Doubles, points};
use crate::{
    Result,
    clinic::{LoyaltyRules, Write, ranges},
    values::{Day, Instant, Zone},
};
use chrono::{Duration, NaiveTime};
use rusqlite::{Connection, OptionalExtension, Statement, ToSql};
use std::collections::BTreeMap;

/// Whether the clinic has any owner.
pub(super) fn has_owners(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM owners)", [], |row| row.get(0))?)
}

/// The row of a list that the clinic has already.
pub(super) fn known(conn: &Connection, table: &str, column: &str, value: &str) -> Result<Option<i64>> {
    let sql = format!("SELECT id FROM {table} WHERE {column} = ?1");
    Ok(conn.query_row(&sql, [value], |row| row.get(0)).optional()?)
}

/// One table's new rows: consecutive ids, and external ids that count from 1, which are no other program's: what is
/// imported beside them is never taken for an invented record.
pub(super) struct Rows<'c> {
    table: &'static str,
    prefix: &'static str,
    insert: Statement<'c>,
    first: i64,
    next: i64,
}

impl<'c> Rows<'c> {
    /// Rows of `columns`; with an external id of this prefix unless it is empty.
    pub(super) fn new(
        conn: &'c Connection,
        table: &'static str,
        prefix: &'static str,
        columns: &str,
    ) -> Result<Self> {
        let external = if prefix.is_empty() { "" } else { "external_id, " };
        let count = columns.split(',').count() + if prefix.is_empty() { 1 } else { 2 };
        let sql = format!(
            "INSERT INTO {table} (id, {external}{columns}) VALUES (?{})",
            ", ?".repeat(count.saturating_sub(1))
        );
        let first: i64 =
            conn.query_row(&format!("SELECT coalesce(max(id), 0) + 1 FROM {table}"), [], |row| row.get(0))?;
        Ok(Self { table, prefix, insert: conn.prepare(&sql)?, first, next: first })
    }

    /// Adds a row and returns its id.
    pub(super) fn add(&mut self, values: &[&dyn ToSql]) -> Result<i64> {
        let id = self.next;
        self.insert.raw_bind_parameter(1, id)?;
        let mut at = 2;
        if !self.prefix.is_empty() {
            self.insert.raw_bind_parameter(at, self.next_external())?;
            at += 1;
        }
        for (offset, value) in values.iter().enumerate() {
            self.insert.raw_bind_parameter(at + offset, value)?;
        }
        self.insert.raw_execute()?;
        self.next += 1;
        Ok(id)
    }

    /// The permanent id that the next row gets.
    pub(super) fn next_external(&self) -> String {
        external(self.prefix, self.next - self.first + 1)
    }

    /// The id that the next row gets.
    pub(super) fn next_id(&self) -> i64 {
        self.next
    }

    /// The ids of the rows so far.
    pub(super) fn ids(&self) -> std::ops::Range<i64> {
        self.first..self.next
    }
}

fn external(prefix: &str, number: i64) -> String {
    format!("X{prefix}{number:07}")
}

/// How likely an owner is to be wanted at the desk today: some are, in a clinic of any size.
pub(super) struct Desk {
    /// Comes today.
    pub comes_today: f64,
    /// Had an appointment yesterday that nobody closed.
    pub is_unclosed: f64,
    /// Waits for a call or a message.
    pub is_followed_up: f64,
    /// Has a birthday this week, or a pet that has.
    pub has_birthday: f64,
    /// Was not content in the last days.
    pub is_unhappy: f64,
}

/// The clinic being generated.
pub(super) struct Sample<'c> {
    pub today: Day,
    /// The moment of what happened today: the same at each hour of the day, and not yet to come.
    pub morning: Instant,
    pub zone: Zone,
    pub desk: Desk,
    pub catalog: Catalog,
    pub doubles: Doubles,
    pub owners: Rows<'c>,
    pub consents: Rows<'c>,
    pub pets: Rows<'c>,
    pub vaccinations: Rows<'c>,
    pub appointments: Rows<'c>,
    pub invoices: Rows<'c>,
    pub orders: Rows<'c>,
    pub order_items: Rows<'c>,
    pub interactions: Rows<'c>,
    pub messages: Rows<'c>,
    pub notes: Rows<'c>,
    pub owner_tags: Rows<'c>,
    pub feedback: Rows<'c>,
    pub loyalty: Rows<'c>,
    pub loyalty_rules: LoyaltyRules,
    pub invoice_lines: Rows<'c>,
    pub pet_transfers: Rows<'c>,
    views: Rows<'c>,
    segments: Rows<'c>,
    founded: Vec<Founded>,
}

/// Views of the owners' list that a desk would keep: name, whom, in which order, with which columns.
const VIEWS: [(&str, &str, &str, &str); 2] = [
    (
        "Se alejan",
        r#"{"active":"active","risks":["high"],"spentMin":300000}"#,
        "spent",
        r#"["name","pets","phone","last_visit","days","spent"]"#,
    ),
    ("VIP", r#"{"active":"active","tags":["tag-vip"]}"#, "last_visit", "[]"),
];

/// Segments that a manager would keep: name, slug, what it is for, criteria.
const SEGMENTS: [(&str, &str, &str, &str); 3] = [
    (
        "Buenos clientes que se alejan",
        "buenos-clientes-que-se-alejan",
        "Para una llamada personal.",
        r#"{"all":[{"min_spent":5000},{"days_since_visit_min":90},{"days_since_visit_max":365}],"version":1}"#,
    ),
    (
        "Gatos",
        "gatos",
        "Dueños con un gato en casa.",
        r#"{"all":[{"has_pets_species":["cat"]}],"version":1}"#,
    ),
    ("VIP", "vip", "Quienes más vienen y más gastan.", r#"{"all":[{"tier":"vip"}],"version":1}"#),
];

fn segments<'c>(w: &Write<'c>) -> Result<Rows<'c>> {
    let mut rows =
        Rows::new(w.conn(), "segments", "G", "name, slug, description, criteria_json, created_at")?;
    for (name, slug, description, criteria) in SEGMENTS {
        rows.add(&[&name, &slug, &description, &criteria, &morning(w)])?;
    }
    Ok(rows)
}

fn views<'c>(w: &Write<'c>) -> Result<Rows<'c>> {
    let columns = "name, filters_json, sort, is_descending, columns_json, created_at";
    let mut rows = Rows::new(w.conn(), "saved_views", "VW", columns)?;
    for (name, filters, sort, columns) in VIEWS {
        rows.add(&[&name, &filters, &sort, &true, &columns, &morning(w)])?;
    }
    Ok(rows)
}

/// The beginning of today.
pub(super) fn morning(w: &Write<'_>) -> Instant {
    w.zone.start_of(w.today)
}

/// Ids of the lists' new rows: table, first and one after the last.
pub(super) type Founded = (&'static str, i64, i64);

impl<'c> Sample<'c> {
    /// Adds staff, services, products and tags, and makes ready for owners.
    pub(super) fn begin(w: &Write<'c>, owners: u32, seed: u64) -> Result<Self> {
        let conn = w.conn();
        let (catalog, founded) = Catalog::found(w, &mut Chance::of(seed, 0))?;
        let wanted = |count: f64, share: f64| (count / f64::from(owners.max(1))).max(share).min(0.5);
        Ok(Self {
            today: w.today,
            morning: morning(w),
            zone: w.zone,
            desk: Desk {
                comes_today: wanted(9.0, 0.006),
                is_unclosed: wanted(10.0, 0.000_2),
                is_followed_up: wanted(12.0, 0.004),
                has_birthday: wanted(4.0, 0.002),
                is_unhappy: wanted(4.0, 0.000_5),
            },
            catalog,
            doubles: Doubles::default(),
            owners: Rows::new(conn, "owners", "O", super::people::OWNER)?,
            consents: Rows::new(conn, "consents", "C", super::people::CONSENT)?,
            pets: Rows::new(conn, "pets", "N", super::patients::PET)?,
            vaccinations: Rows::new(conn, "vaccinations", "V", super::patients::VACCINATION)?,
            appointments: Rows::new(conn, "appointments", "A", super::visits::APPOINTMENT)?,
            invoices: Rows::new(conn, "invoices", "F", super::visits::INVOICE)?,
            orders: Rows::new(conn, "orders", "R", super::shop::ORDER)?,
            order_items: Rows::new(conn, "order_items", "L", super::shop::ITEM)?,
            interactions: Rows::new(conn, "interactions", "I", super::talk::INTERACTION)?,
            messages: Rows::new(conn, "messages", "M", super::talk::MESSAGE)?,
            notes: Rows::new(conn, "notes", "K", super::people::NOTE)?,
            owner_tags: Rows::new(conn, "owner_tags", "", super::people::OWNER_TAG)?,
            feedback: Rows::new(conn, "feedback", "B", super::talk::FEEDBACK)?,
            loyalty: Rows::new(conn, "loyalty_entries", "Y", super::people::LOYALTY)?,
            loyalty_rules: points::rules(w)?,
            invoice_lines: Rows::new(conn, "invoice_lines", "Z", super::visits::LINE)?,
            pet_transfers: Rows::new(conn, "pet_transfers", "W", super::patients::TRANSFER)?,
            views: views(w)?,
            segments: segments(w)?,
            founded,
        })
    }

    /// The moment at this minute of a day.
    pub(super) fn at(&self, day: Day, minute: i64) -> Instant {
        self.zone.instant(day.date().and_time(NaiveTime::MIN) + Duration::minutes(minute))
    }

    /// A moment in opening hours, on the quarter.
    pub(super) fn opening(&self, chance: &mut Chance, day: Day) -> Instant {
        self.at(day, 15 * chance.between(36, 71))
    }

    /// Records the ranges of all new rows, parents before children, and counts them.
    pub(super) fn end(self, w: &Write<'_>) -> Result<BTreeMap<String, u64>> {
        let rows = [
            self.owners,
            self.consents,
            self.pets,
            self.vaccinations,
            self.appointments,
            self.invoices,
            self.orders,
            self.order_items,
            self.interactions,
            self.messages,
            self.notes,
            self.owner_tags,
            self.feedback,
            self.loyalty,
            self.invoice_lines,
            self.pet_transfers,
            self.views,
            self.segments,
        ];
        let made = rows.iter().map(|rows| (rows.table, rows.first, rows.next));
        let mut counts = BTreeMap::new();
        for (table, first, next) in self.founded.into_iter().chain(made) {
            if next > first {
                ranges::record(w, table, first, next - 1)?;
                counts.insert(table.to_owned(), u64::try_from(next - first).unwrap_or(0));
            }
        }
        Ok(counts)
    }
}
