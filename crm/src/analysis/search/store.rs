//! Search's SQL: the facts it follows from, its index, and what a hit shows.

mod lexicon;

use super::{
    Hit, PetBrief,
    card::{Card, Facts, PetFacts, place},
    shown::Shown,
};
use crate::{
    Result,
    records::owners::OwnerKind,
    values::{Day, OwnerId},
};
use rusqlite::{Connection, OptionalExtension, Row, Rows};

pub(super) use lexicon::{each_word, put_lexicon, set_word, words_beginning};

/// One of the two full-text indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Index {
    /// Words of names and their beginnings.
    Words,
    /// Any part of phones, e-mails and chips.
    Fragments,
}

impl Index {
    fn table(self) -> &'static str {
        match self {
            Self::Words => "search_words",
            Self::Fragments => "search_fragments",
        }
    }
}

/// What the index holds of an owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub owner_id: i64,
    pub place: i64,
    pub card: Card,
}

impl Entry {
    pub(super) fn of(facts: &Facts) -> Self {
        Self { owner_id: facts.owner_id, place: place(facts), card: Card::of(facts) }
    }

    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { owner_id: row.get(0)?, place: row.get(1)?, card: Card(row.get(2)?) })
    }
}

const OWNERS: &str = include_str!("owners.sql");
const PETS: &str = "SELECT owner_id, name, microchip, status = 'active' FROM pets ORDER BY owner_id, id";
const PETS_OF: &str =
    "SELECT owner_id, name, microchip, status = 'active' FROM pets WHERE owner_id = ?1 ORDER BY id";
const VISITS: &str =
    "SELECT owner_id, max(starts_on) FROM appointments WHERE status = 'completed' GROUP BY owner_id";
const VISITS_OF: &str =
    "SELECT max(starts_on) FROM appointments WHERE owner_id = ?1 AND status = 'completed'";

fn owner_facts(row: &Row<'_>) -> rusqlite::Result<Facts> {
    Ok(Facts {
        owner_id: row.get(0)?,
        is_active: row.get(1)?,
        full_name: row.get(2)?,
        company_name: row.get(3)?,
        contact_name: row.get(4)?,
        email: row.get(5)?,
        phones: [
            (row.get(6)?, row.get(7)?),
            (row.get(8)?, row.get(9)?),
            (row.get(10)?, row.get(11)?),
            (row.get(12)?, None),
        ],
        pets: Vec::new(),
        last_visit_on: None,
    })
}

fn pet_facts(row: &Row<'_>) -> rusqlite::Result<(i64, PetFacts)> {
    Ok((row.get(0)?, PetFacts { name: row.get(1)?, microchip: row.get(2)?, is_here: row.get(3)? }))
}

/// What an owner should be found by; `None` where she is no longer there.
pub(super) fn fresh(conn: &Connection, owner: OwnerId) -> Result<Option<Entry>> {
    let sql = format!("{OWNERS} WHERE id = ?1");
    let Some(mut facts) = conn.prepare_cached(&sql)?.query_row([owner], owner_facts).optional()? else {
        return Ok(None);
    };
    let mut pets = conn.prepare_cached(PETS_OF)?;
    for pet in pets.query_map([owner], pet_facts)? {
        facts.pets.push(pet?.1);
    }
    facts.last_visit_on = last_visit(conn, owner)?;
    Ok(Some(Entry::of(&facts)))
}

/// The day of an owner's last visit.
pub(super) fn last_visit(conn: &Connection, owner: OwnerId) -> Result<Option<Day>> {
    Ok(conn.prepare_cached(VISITS_OF)?.query_row([owner], |row| row.get(0))?)
}

/// What every owner should be found by, in the order of their ids: three tables walked side by side.
pub(super) fn all_fresh(conn: &Connection, mut each: impl FnMut(Entry) -> Result<()>) -> Result<()> {
    let sql = format!("{OWNERS} ORDER BY id");
    let (mut owners, mut pets, mut visits) =
        (conn.prepare(&sql)?, conn.prepare(PETS)?, conn.prepare(VISITS)?);
    let (mut owners, mut pets, mut visits) = (owners.query([])?, pets.query([])?, visits.query([])?);
    let next_visit = |rows: &mut Rows<'_>| -> Result<Option<(i64, Option<_>)>> {
        Ok(match rows.next()? {
            Some(row) => Some((row.get(0)?, row.get(1)?)),
            None => None,
        })
    };
    let mut pet = pets.next()?.map(pet_facts).transpose()?;
    let mut visit = next_visit(&mut visits)?;
    while let Some(row) = owners.next()? {
        let mut facts = owner_facts(row)?;
        while let Some((owner, found)) = pet.take_if(|(owner, _)| *owner <= facts.owner_id) {
            if owner == facts.owner_id {
                facts.pets.push(found);
            }
            pet = pets.next()?.map(pet_facts).transpose()?;
        }
        while let Some((owner, day)) = visit.take_if(|(owner, _)| *owner <= facts.owner_id) {
            if owner == facts.owner_id {
                facts.last_visit_on = day;
            }
            visit = next_visit(&mut visits)?;
        }
        each(Entry::of(&facts))?;
    }
    Ok(())
}

/// What the index holds of an owner.
pub(super) fn held(conn: &Connection, owner: i64) -> Result<Option<Entry>> {
    let sql = "SELECT owner_id, place, card FROM search_owners WHERE owner_id = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([owner], Entry::of_row).optional()?)
}

/// What the index holds of everyone, in the order of their ids.
pub(super) fn all_held(conn: &Connection, mut each: impl FnMut(Entry) -> Result<()>) -> Result<()> {
    let mut statement = conn.prepare("SELECT owner_id, place, card FROM search_owners ORDER BY owner_id")?;
    for entry in statement.query_map([], Entry::of_row)? {
        each(entry?)?;
    }
    Ok(())
}

/// Keeps what an owner is found by.
pub(super) fn put_entry(conn: &Connection, entry: &Entry) -> Result<()> {
    let sql = "INSERT INTO search_owners (owner_id, place, card) VALUES (?1, ?2, ?3)
               ON CONFLICT (owner_id) DO UPDATE SET place = excluded.place, card = excluded.card";
    conn.prepare_cached(sql)?.execute((entry.owner_id, entry.place, &entry.card.0))?;
    Ok(())
}

/// Forgets an owner.
pub(super) fn delete_entry(conn: &Connection, owner: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM search_owners WHERE owner_id = ?1")?.execute([owner])?;
    Ok(())
}

/// Notes that the full-text indexes still hold an owner as `indexed`, unless she waits already.
pub(super) fn wait(conn: &Connection, owner: i64, indexed: Option<&Entry>) -> Result<()> {
    let sql = "INSERT INTO search_waiting (owner_id, place, card) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    let (place, card) = (indexed.map(|entry| entry.place), indexed.map(|entry| &entry.card.0));
    conn.prepare_cached(sql)?.execute((owner, place, card))?;
    Ok(())
}

/// How many owners wait for the full-text indexes.
pub(super) fn waiting_count(conn: &Connection) -> Result<usize> {
    let count = conn
        .prepare_cached("SELECT count(*) FROM search_waiting")?
        .query_row([], |row| row.get::<_, i64>(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The owners that wait, with what the full-text indexes hold of each.
pub(super) fn waiting(conn: &Connection) -> Result<Vec<(i64, Option<Entry>)>> {
    let mut statement =
        conn.prepare_cached("SELECT owner_id, place, card FROM search_waiting ORDER BY owner_id")?;
    let rows = statement.query_map([], |row| {
        let owner_id = row.get(0)?;
        let indexed = row.get::<_, Option<i64>>(1)?.zip(row.get(2)?);
        Ok((owner_id, indexed.map(|(place, card)| Entry { owner_id, place, card: Card(card) })))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The owners that wait, as they are now.
pub(super) fn waiting_entries(conn: &Connection) -> Result<Vec<Entry>> {
    let sql = "SELECT o.owner_id, o.place, o.card FROM search_waiting w JOIN search_owners o ON o.owner_id = w.owner_id";
    Ok(conn.prepare_cached(sql)?.query_map([], Entry::of_row)?.collect::<rusqlite::Result<_>>()?)
}

/// Nobody waits any more.
pub(super) fn forget_waiting(conn: &Connection) -> Result<()> {
    conn.prepare_cached("DELETE FROM search_waiting")?.execute([])?;
    Ok(())
}

/// Whether there are owners, and none of them in the index.
pub(super) fn is_missing(conn: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM owners) AND NOT EXISTS (SELECT 1 FROM search_owners)";
    Ok(conn.query_row(sql, [], |row| row.get(0))?)
}

/// Forgets everyone and every word.
pub(super) fn clear(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "DELETE FROM search_owners;
         DELETE FROM search_waiting;
         DELETE FROM search_lexicon;
         INSERT INTO search_words (search_words) VALUES ('delete-all');
         INSERT INTO search_fragments (search_fragments) VALUES ('delete-all');",
    )?;
    Ok(())
}

/// Puts an owner into an index.
pub(super) fn put(conn: &Connection, index: Index, entry: &Entry) -> Result<()> {
    match index {
        Index::Words => {
            let sql = "INSERT INTO search_words (rowid, words) VALUES (?1, ?2)";
            conn.prepare_cached(sql)?.execute((entry.place, entry.card.word_text()))?;
        }
        Index::Fragments => {
            let sql = "INSERT INTO search_fragments (rowid, phones, emails, chips) VALUES (?1, ?2, ?3, ?4)";
            let [phones, emails, chips] = entry.card.fragment_texts();
            conn.prepare_cached(sql)?.execute((entry.place, phones, emails, chips))?;
        }
    }
    Ok(())
}

/// Takes a place out of an index.
pub(super) fn take(conn: &Connection, index: Index, place: i64) -> Result<()> {
    let sql = format!("DELETE FROM {} WHERE rowid = ?1", index.table());
    conn.prepare_cached(&sql)?.execute([place])?;
    Ok(())
}

/// Bytes that an index gathers before it writes: the default is for edits, the other for a rebuild.
pub(super) fn gather(conn: &Connection, index: Index, is_rebuild: bool) -> Result<()> {
    let bytes = if is_rebuild { 96 << 20 } else { 1 << 20 };
    let table = index.table();
    conn.execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?1)"), [bytes])?;
    // Edits leave small pieces; few of them keep a search fast.
    conn.execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('crisismerge', 4)"), [])?;
    Ok(())
}

/// The places that match a full-text expression, the most important first.
pub(super) fn places(conn: &Connection, index: Index, expression: &str, limit: usize) -> Result<Vec<i64>> {
    let table = index.table();
    let sql = format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1 ORDER BY rowid LIMIT ?2");
    let mut statement = conn.prepare_cached(&sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(statement.query_map((expression, limit), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Shows every pair of word and place that an index holds.
pub(super) fn each_held(conn: &Connection, index: Index, mut each: impl FnMut(&str, i64)) -> Result<()> {
    let mut statement = conn.prepare(&format!("SELECT term, doc FROM {}_held", index.table()))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get_ref(0)?.as_str()?, row.get(1)?);
    }
    Ok(())
}

const SHOWN: &str = include_str!("shown.sql");
const PETS_SHOWN: &str = "SELECT id, name, species, breed, birth_on, status, microchip FROM pets
    WHERE owner_id = ?1 ORDER BY status <> 'active', id";

/// An owner as a hit shows her.
pub(super) fn shown(conn: &Connection, owner: OwnerId) -> Result<Option<Shown>> {
    let read = |row: &Row<'_>| {
        let full_name: String = row.get(3)?;
        let company_name: Option<String> = row.get(4)?;
        let kind: OwnerKind = row.get(1)?;
        let name =
            company_name.as_ref().filter(|_| kind == OwnerKind::Corporate).unwrap_or(&full_name).clone();
        let phones = [
            (row.get(7)?, row.get(8)?),
            (row.get(9)?, row.get(10)?),
            (row.get(11)?, row.get(12)?),
            (row.get(13)?, None),
        ];
        let phone = phones.first().and_then(|(typed, e164): &(Option<String>, Option<String>)| {
            e164.clone().or_else(|| typed.clone())
        });
        let hit = Hit {
            owner_id: row.get(0)?,
            name,
            kind,
            is_active: row.get(2)?,
            tier: row.get(14)?,
            phone,
            pets: Vec::new(),
            matches: Vec::new(),
            is_near: false,
        };
        Ok(Shown {
            hit,
            full_name,
            company_name,
            contact_name: row.get(5)?,
            email: row.get(6)?,
            phones,
            chips: Vec::new(),
        })
    };
    let Some(mut shown) = conn.prepare_cached(SHOWN)?.query_row([owner], read).optional()? else {
        return Ok(None);
    };
    let mut pets = conn.prepare_cached(PETS_SHOWN)?;
    let mut rows = pets.query([owner])?;
    while let Some(row) = rows.next()? {
        shown.hit.pets.push(PetBrief {
            id: row.get(0)?,
            name: row.get(1)?,
            species: row.get(2)?,
            breed: row.get(3)?,
            birth_on: row.get(4)?,
            status: row.get(5)?,
        });
        shown.chips.push(row.get(6)?);
    }
    Ok(Some(shown))
}
