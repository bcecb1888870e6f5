//! What the report reads of the owners' own records.

use super::{census::Person, kept::Kept};
use crate::{
    Result,
    analysis::{
        metrics::{Standing, YEAR_DAYS},
        reports::report::Period,
    },
    clinic::IdSet,
    values::{Day, Instant, OwnerId, Phone, Zone},
};
use rusqlite::Connection;
use std::collections::HashMap;

/// The name an owner is listed by.
const NAME: &str = "CASE kind WHEN 'corporate' THEN company_name ELSE full_name END";

/// All owners by id, and the texts that they point to.
pub struct People {
    /// The owners.
    pub rows: Vec<Person>,
    /// Where they heard of the clinic; empty where that is not known.
    pub sources: Vec<String>,
    /// The languages they prefer.
    pub languages: Vec<String>,
}

/// Reads all owners in the order of their ids: from three narrow indexes, their rows are wide.
pub fn people(conn: &Connection, zone: Zone) -> Result<People> {
    let mut statement = conn.prepare_cached(
        "SELECT id, created_at, is_active = 1 AND blocked_at IS NULL AND anonymised_at IS NULL,
           coalesce(acquisition_source, '')
         FROM owners INDEXED BY owners_in_short ORDER BY id",
    )?;
    let (mut sources, mut languages) = (Texts::default(), Texts::default());
    let mut people: Vec<Person> = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        people.push(Person {
            id: row.get(0)?,
            created_on: zone.day(row.get::<_, Instant>(1)?),
            is_counted: row.get(2)?,
            source: sources.number(row.get_ref(3)?.as_str()?),
            language: 0,
            referred_by: None,
        });
    }
    let mut find = |id: OwnerId, set: &mut dyn FnMut(&mut Person)| {
        let place = people.binary_search_by_key(&id, |person| person.id);
        if let Some(person) = place.ok().and_then(|place| people.get_mut(place)) {
            set(person);
        }
    };
    let mut statement =
        conn.prepare_cached("SELECT id, preferred_language FROM owners INDEXED BY owners_by_language")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let language = languages.number(row.get_ref(1)?.as_str()?);
        find(row.get(0)?, &mut |person| person.language = language);
    }
    let mut statement = conn.prepare_cached(
        "SELECT id, referred_by FROM owners INDEXED BY owners_by_referrer WHERE referred_by IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let by = row.get(1)?;
        find(row.get(0)?, &mut |person| person.referred_by = by);
    }
    Ok(People { rows: people, sources: sources.texts, languages: languages.texts })
}

/// The few texts that many rows share, numbered.
#[derive(Default)]
struct Texts {
    texts: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Texts {
    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len();
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }
}

/// What is kept of everybody today, in the order of their ids.
pub(super) fn kept(conn: &Connection) -> Result<Vec<(OwnerId, Kept)>> {
    let mut statement = conn.prepare_cached(
        "SELECT f.owner_id, f.lifecycle, f.tier, f.last_visit_on, f.total_visits, f.order_count, f.total_spent_cents,
           f.first_visit_on, f.first_purchase_on, f.last_purchase_on, f.year_spent_cents
         FROM owner_figures f ORDER BY f.owner_id",
    )?;
    let rows = statement.query_map([], |row| {
        let standing = Standing {
            lifecycle: row.get(1)?,
            tier: row.get(2)?,
            last_visit_on: row.get(3)?,
            visits: row.get(4)?,
            purchases: row.get(5)?,
            spent: row.get(6)?,
        };
        let kept = Kept {
            standing,
            first_visit_on: row.get(7)?,
            first_purchase_on: row.get(8)?,
            last_purchase_on: row.get(9)?,
            year_spent: row.get(10)?,
        };
        Ok((row.get(0)?, kept))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who came or bought in a period, and in the year to its last day.
pub(super) struct Seen {
    pub(super) in_period: IdSet,
    pub(super) in_year: IdSet,
}

/// Reads the days of a period, and of the year to its last day.
pub(super) fn seen(conn: &Connection, period: Period) -> Result<Seen> {
    let mut seen = Seen { in_period: IdSet::default(), in_year: IdSet::default() };
    let year_from = period.to.plus(1 - YEAR_DAYS);
    let mut statement = conn.prepare_cached(include_str!("seen.sql"))?;
    let mut rows = statement.query([period.from.min(year_from), period.to])?;
    while let Some(row) = rows.next()? {
        let (owner, day): (i64, Day) = (row.get(0)?, row.get(1)?);
        if day >= year_from {
            seen.in_year.add(owner);
        }
        if day >= period.from {
            seen.in_period.add(owner);
        }
    }
    Ok(seen)
}

/// The name of an owner.
pub fn name(conn: &Connection, owner: OwnerId) -> Result<String> {
    let sql = format!("SELECT {NAME} FROM owners WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([owner], |row| row.get(0))?)
}

/// All owners in the order of their names, with the phone people dial.
pub fn each_by_name(conn: &Connection, mut f: impl FnMut(OwnerId, String, String)) -> Result<()> {
    let sql = format!("SELECT id, {NAME}, phone_e164, phone FROM owners ORDER BY sort_name, id");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let e164 = row.get_ref(2)?.as_str_or_null()?;
        let phone = match e164.and_then(Phone::from_e164) {
            Some(phone) => grouped(phone.national()),
            None => row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        };
        f(row.get(0)?, row.get(1)?, phone);
    }
    Ok(())
}

/// `9981234567` → `998 123 4567`; a number of another length as it is.
fn grouped(national: &str) -> String {
    match (national.get(..3), national.get(3..6), national.get(6..)) {
        (Some(area), Some(middle), Some(end)) if national.len() == 10 => format!("{area} {middle} {end}"),
        _ => national.to_owned(),
    }
}
