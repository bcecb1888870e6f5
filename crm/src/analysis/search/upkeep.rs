//! Keeps the index true to the facts.

use super::{
    card::moved,
    store::{self, Entry, Index},
};
use crate::{
    Result,
    clinic::{Derived, Progress, Read, Scope, Write},
    values::OwnerId,
};
use rusqlite::Connection;
use std::{
    collections::{BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

/// The index of the search, for the write door.
pub(super) struct Upkeep;

/// A rebuild takes as long as bringing one owner in this many up to date.
const REBUILD_SHARE: usize = 8;

/// More owners than these do not wait for the indexes: each search looks at every one of them.
const MOST_WAITING: usize = 32;

/// Its name among what follows from the facts.
pub(super) const NAME: &str = "search";

impl Derived for Upkeep {
    fn name(&self) -> &'static str {
        NAME
    }

    fn follows_from(&self, table: &str) -> bool {
        matches!(table, "appointments" | "owners" | "pets")
    }

    fn refresh(&self, write: &Write, scope: Scope<'_>, progress: &Progress) -> Result<()> {
        match scope {
            Scope::Owners(owners, tables) => {
                let is_seen_anew = tables.iter().any(|table| table == "owners" || table == "pets");
                all_noted(write.conn(), owners, if is_seen_anew { note } else { note_visit })
            }
            Scope::Everyone => all_up_to_date(write.conn(), progress),
        }
    }

    fn is_outdated(&self, read: &Read) -> Result<bool> {
        store::is_missing(read.conn())
    }

    fn differing(&self, read: &Read, progress: &Progress) -> Result<u64> {
        progress.step("progress.indexing", 0, 0)?;
        let conn = read.conn();
        let fresh = all_fresh(conn, progress)?;
        let mut differing: BTreeSet<i64> = stale(conn, &fresh)?.into_iter().map(|owner| owner.0).collect();
        let indexed = indexed(conn, fresh)?;
        for index in [Index::Words, Index::Fragments] {
            differing.extend(misplaced(conn, index, &indexed)?);
        }
        let mut held = BTreeSet::new();
        store::each_word(conn, |word| {
            held.insert(word.to_owned());
        })?;
        let lexicon = lexicon(&indexed);
        let holders =
            indexed.iter().filter(|entry| entry.card.names().into_iter().any(|name| !held.contains(name)));
        differing.extend(holders.map(|entry| entry.owner_id));
        let is_left_over = held.iter().any(|word| !lexicon.contains(word));
        Ok(differing.len() as u64 + u64::from(is_left_over))
    }
}

/// How an owner's entry is brought up to date.
type Note = fn(&Connection, OwnerId) -> Result<()>;

/// Keeps the entries of these owners; the indexes follow when many wait.
fn all_noted(conn: &Connection, owners: &[OwnerId], note: Note) -> Result<()> {
    owners.iter().try_for_each(|owner| note(conn, *owner))?;
    if store::waiting_count(conn)? > MOST_WAITING { settle(conn) } else { Ok(()) }
}

/// Where only visits changed the card is as it was: an owner's place alone follows from them.
fn note_visit(conn: &Connection, owner: OwnerId) -> Result<()> {
    let Some(held) = store::held(conn, owner.0)? else { return note(conn, owner) };
    let place = moved(held.place, store::last_visit(conn, owner)?);
    if place == held.place {
        return Ok(());
    }
    store::wait(conn, owner.0, Some(&held))?;
    store::put_entry(conn, &Entry { place, ..held })
}

fn note(conn: &Connection, owner: OwnerId) -> Result<()> {
    let (fresh, held) = (store::fresh(conn, owner)?, store::held(conn, owner.0)?);
    if fresh == held {
        return Ok(());
    }
    store::wait(conn, owner.0, held.as_ref())?;
    match &fresh {
        Some(entry) => store::put_entry(conn, entry),
        None => store::delete_entry(conn, owner.0),
    }
}

/// Brings the indexes up to date for everybody who waits.
pub(super) fn settle(conn: &Connection) -> Result<()> {
    let waiting = store::waiting(conn)?;
    let (mut came, mut went) = (BTreeSet::new(), BTreeSet::new());
    for (owner, indexed) in waiting {
        let fresh = store::held(conn, owner)?;
        index(conn, indexed.as_ref(), fresh.as_ref())?;
        let names = |entry: &Option<Entry>| -> BTreeSet<String> {
            entry.iter().flat_map(|entry| entry.card.names()).map(str::to_owned).collect()
        };
        came.extend(names(&fresh));
        went.extend(names(&indexed));
    }
    for word in &came {
        store::set_word(conn, word, true)?;
    }
    for word in went.difference(&came) {
        let is_there = !store::places(conn, Index::Words, &format!("\"{word}\""), 1)?.is_empty();
        store::set_word(conn, word, is_there)?;
    }
    store::forget_waiting(conn)
}

/// What the indexes hold of everybody: the fresh entries, but of those who wait the ones before.
fn indexed(conn: &Connection, fresh: Vec<Entry>) -> Result<Vec<Entry>> {
    let waiting = store::waiting(conn)?;
    let is_waiting =
        |entry: &Entry| waiting.binary_search_by_key(&entry.owner_id, |(owner, _)| *owner).is_ok();
    let mut indexed: Vec<Entry> = fresh.into_iter().filter(|entry| !is_waiting(entry)).collect();
    indexed.extend(waiting.into_iter().filter_map(|(_, entry)| entry));
    Ok(indexed)
}

/// Exchanges what the indexes hold of an owner.
fn index(conn: &Connection, held: Option<&Entry>, fresh: Option<&Entry>) -> Result<()> {
    let is_same_place = fresh.map(|entry| entry.place) == held.map(|entry| entry.place);
    let words = |entry: Option<&Entry>| entry.map(|entry| entry.card.word_text());
    if !is_same_place || words(fresh) != words(held) {
        exchange(conn, Index::Words, held, fresh)?;
    }
    let fragments = |entry: Option<&Entry>| entry.map(|entry| entry.card.fragment_texts());
    if !is_same_place || fragments(fresh) != fragments(held) {
        exchange(conn, Index::Fragments, held, fresh)?;
    }
    Ok(())
}

fn exchange(conn: &Connection, index: Index, held: Option<&Entry>, fresh: Option<&Entry>) -> Result<()> {
    if let Some(entry) = held {
        store::take(conn, index, entry.place)?;
    }
    if let Some(entry) = fresh {
        store::put(conn, index, entry)?;
    }
    Ok(())
}

fn all_fresh(conn: &Connection, progress: &Progress) -> Result<Vec<Entry>> {
    let mut fresh = Vec::new();
    store::all_fresh(conn, |entry| {
        if fresh.len() % 4_096 == 0 {
            progress.proceed()?;
        }
        fresh.push(entry);
        Ok(())
    })?;
    Ok(fresh)
}

/// The owners whose entries differ. Both sides come in the order of their ids.
fn stale(conn: &Connection, fresh: &[Entry]) -> Result<Vec<OwnerId>> {
    let mut stale = Vec::new();
    let mut fresh = fresh.iter().peekable();
    store::all_held(conn, |held| {
        while let Some(entry) = fresh.next_if(|entry| entry.owner_id < held.owner_id) {
            stale.push(OwnerId(entry.owner_id));
        }
        if fresh.next_if(|entry| entry.owner_id == held.owner_id) != Some(&held) {
            stale.push(OwnerId(held.owner_id));
        }
        Ok(())
    })?;
    stale.extend(fresh.map(|entry| OwnerId(entry.owner_id)));
    Ok(stale)
}

fn all_up_to_date(conn: &Connection, progress: &Progress) -> Result<()> {
    let mut fresh = all_fresh(conn, progress)?;
    let stale = stale(conn, &fresh)?;
    if stale.is_empty() {
        return Ok(());
    }
    if stale.len() * REBUILD_SHARE < fresh.len() {
        return all_noted(conn, &stale, note);
    }
    store::clear(conn)?;
    store::put_lexicon(conn, &lexicon(&fresh))?;
    fresh.iter().try_for_each(|entry| store::put_entry(conn, entry))?;
    // An index that is filled in the order of its rows writes each page once.
    fresh.sort_unstable_by_key(|entry| entry.place);
    let total = fresh.len() as u64 * 2;
    let mut done = 0;
    for index in [Index::Words, Index::Fragments] {
        store::gather(conn, index, true)?;
        for entry in &fresh {
            if done % 4_096 == 0 {
                progress.step("progress.indexing", done, total)?;
            }
            store::put(conn, index, entry)?;
            done += 1;
        }
        store::gather(conn, index, false)?;
    }
    Ok(())
}

fn lexicon(fresh: &[Entry]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for entry in fresh {
        for name in entry.card.names() {
            if !words.contains(name) {
                words.insert(name.to_owned());
            }
        }
    }
    words
}

/// Owners whose rows in an index are not those of their cards: compared by the sums of their terms' hashes.
fn misplaced(conn: &Connection, index: Index, fresh: &[Entry]) -> Result<BTreeSet<i64>> {
    let mut sums: HashMap<i64, u64> = HashMap::with_capacity(fresh.len());
    for entry in fresh {
        let mut terms = BTreeSet::new();
        match index {
            Index::Words => terms.extend(entry.card.word_text().split(' ').map(str::to_owned)),
            Index::Fragments => {
                for text in entry.card.fragment_texts() {
                    let chars: Vec<char> = text.chars().collect();
                    terms.extend(chars.windows(3).map(|piece| piece.iter().collect::<String>()));
                }
            }
        }
        terms.remove("");
        let sum = terms.iter().fold(0, |sum: u64, term| sum.wrapping_add(hash(term)));
        sums.insert(entry.place, sum);
    }
    store::each_held(conn, index, |term, place| {
        let sum = sums.entry(place).or_default();
        *sum = sum.wrapping_sub(hash(term));
    })?;
    let wrong = sums.into_iter().filter(|(_, sum)| *sum != 0);
    Ok(wrong.map(|(place, _)| super::card::owner_at(place)).collect())
}

fn hash(term: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    term.hash(&mut hasher);
    hasher.finish()
}
