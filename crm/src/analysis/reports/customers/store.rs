//! What the report reads of the owners' own records.

use super::census::Person;
use crate::{
    Result,
    values::{Instant, OwnerId, Phone, Zone},
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

/// Reads all owners in the order of their ids.
pub fn people(conn: &Connection, zone: Zone) -> Result<People> {
    let mut statement = conn.prepare_cached(
        "SELECT id, created_at, is_active = 1 AND blocked_at IS NULL AND anonymised_at IS NULL,
                coalesce(acquisition_source, ''), preferred_language, referred_by
         FROM owners ORDER BY id",
    )?;
    let (mut sources, mut languages) = (Texts::default(), Texts::default());
    let mut people = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        people.push(Person {
            id: row.get(0)?,
            created_on: zone.day(row.get::<_, Instant>(1)?),
            is_counted: row.get(2)?,
            source: sources.number(row.get_ref(3)?.as_str()?),
            language: languages.number(row.get_ref(4)?.as_str()?),
            referred_by: row.get(5)?,
        });
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
