//! The steps of a search, from the surest to guesses; each only where those before gave too little.

use super::{
    card::{self, Rank},
    lexicon::{Meaning, beginning_expression, fragment_expression, whole_expression},
    query::{Forgive, Kind, Query, Term},
    store::{self, Entry, Index},
};
use crate::{Result, values::OwnerId};
use rusqlite::Connection;
use std::collections::HashMap;

/// Candidates of one step. They come the most important first, so what is left out matters least.
const MOST_NAMED: usize = 160;
/// Candidates by a fragment: four digits stand within the phones of many.
const MOST_BY_FRAGMENT: usize = 400;

/// What was found.
pub(super) struct Found {
    ranks: HashMap<i64, Rank>,
    /// Whether a step left candidates out.
    pub is_capped: bool,
}

impl Found {
    /// Adds an owner who answers, unless she was found before.
    fn add(&mut self, entry: &Entry, query: &Query, forgive: Forgive) {
        if !self.ranks.contains_key(&entry.owner_id)
            && let Some(rank) = entry.card.rank(query, forgive, entry.place)
        {
            self.ranks.insert(entry.owner_id, rank);
        }
    }

    /// Owners found.
    pub(super) fn total(&self) -> usize {
        self.ranks.len()
    }

    /// Those of them who are only what was perhaps meant.
    pub(super) fn near(&self) -> usize {
        self.ranks.values().filter(|rank| rank.is_guess).count()
    }

    /// The best of them, each with whether she is only near.
    pub(super) fn best(&self, limit: usize) -> Vec<(OwnerId, bool)> {
        let mut ranked: Vec<(&Rank, &i64)> = self.ranks.iter().map(|(owner, rank)| (rank, owner)).collect();
        ranked.sort_unstable();
        ranked.into_iter().take(limit).map(|(rank, owner)| (OwnerId(*owner), rank.is_guess)).collect()
    }
}

struct Hunt<'c> {
    conn: &'c Connection,
    found: Found,
    /// Owners whom the indexes do not know as they are: all of them are candidates.
    waiting: Vec<Entry>,
}

impl Hunt<'_> {
    fn candidates(&mut self, index: Index, expression: &str, most: usize) -> Result<Vec<i64>> {
        let places = store::places(self.conn, index, expression, most)?;
        self.found.is_capped |= places.len() == most;
        Ok(places)
    }

    fn rank(&mut self, places: &[i64], query: &Query, forgive: Forgive) -> Result<()> {
        for place in places {
            let owner = card::owner_at(*place);
            if self.found.ranks.contains_key(&owner) {
                continue;
            }
            if let Some(entry) = store::held(self.conn, owner)? {
                self.found.add(&entry, query, forgive);
            }
        }
        Ok(())
    }

    fn rank_waiting(&mut self, query: &Query, forgive: Forgive) {
        self.waiting.iter().for_each(|entry| self.found.add(entry, query, forgive));
    }

    /// Names that hold every term, whole first.
    fn by_name(&mut self, query: &Query) -> Result<()> {
        let places = self.candidates(Index::Words, &whole_expression(query), MOST_NAMED)?;
        self.rank(&places, query, Forgive::Nothing)?;
        if places.len() == MOST_NAMED {
            return Ok(());
        }
        if let Some(expression) = beginning_expression(query, |text| store::words_beginning(self.conn, text))?
        {
            let places = self.candidates(Index::Words, &expression, MOST_NAMED)?;
            self.rank(&places, query, Forgive::Nothing)?;
        }
        Ok(())
    }

    /// Owners by one fragment; the other terms sift them.
    fn by_fragment(&mut self, expression: &str, query: &Query, forgive: Forgive) -> Result<Vec<i64>> {
        let places = self.candidates(Index::Fragments, expression, MOST_BY_FRAGMENT)?;
        self.rank(&places, query, forgive)?;
        Ok(places)
    }

    /// Owners by what was perhaps meant.
    fn by_meaning(&mut self, query: &Query) -> Result<()> {
        let joined = query.joined();
        let mut meaning = Meaning::new(query, Forgive::Typos);
        let mut joined_meanings: Vec<(&Query, Meaning<'_>)> =
            joined.iter().map(|reading| (reading, Meaning::new(reading, Forgive::Nothing))).collect();
        store::each_word(self.conn, |word| {
            meaning.look(word);
            joined_meanings.iter_mut().for_each(|(_, meaning)| meaning.look(word));
        })?;
        let unknown = meaning.unknown().filter(|term| term.len() >= 3).max_by_key(|term| term.len());
        if let Some(expression) = unknown.and_then(|term| fragment_expression(&term.text)) {
            self.by_fragment(&expression, query, Forgive::Typos)?;
        }
        if let Some(expression) = meaning.expression() {
            let places = self.candidates(Index::Words, &expression, MOST_NAMED)?;
            self.rank(&places, query, Forgive::Typos)?;
        }
        self.rank_waiting(query, Forgive::Typos);
        for (reading, mut meaning) in joined_meanings {
            if let Some(expression) = meaning.expression() {
                let places = self.candidates(Index::Words, &expression, MOST_NAMED)?;
                self.rank(&places, reading, Forgive::Nothing)?;
            }
            self.rank_waiting(reading, Forgive::Nothing);
        }
        Ok(())
    }
}

/// Finds who answers a query; goes on guessing while fewer than `enough` do.
pub(super) fn hunt(conn: &Connection, query: &Query, enough: usize) -> Result<Found> {
    let found = Found { ranks: HashMap::new(), is_capped: false };
    if query.terms.is_empty() {
        return Ok(found);
    }
    let mut hunt = Hunt { conn, found, waiting: store::waiting_entries(conn)? };
    hunt.rank_waiting(query, Forgive::Nothing);
    if query.terms.iter().all(|term| term.kind != Kind::Mail) {
        hunt.by_name(query)?;
    }
    let anchor = query.terms.iter().filter(|term| term.kind != Kind::Word && term.len() >= 3);
    let anchor = anchor.max_by_key(|term| term.len());
    // Last digits are those of a few; anywhere within their numbers many have them.
    if let Some(expression) = anchor.and_then(ending_expression) {
        hunt.by_fragment(&expression, query, Forgive::Nothing)?;
    }
    if let Some(expression) = anchor.and_then(anchor_expression) {
        let places = hunt.by_fragment(&expression, query, Forgive::Nothing)?;
        if hunt.found.total() < enough {
            hunt.rank(&places, query, Forgive::Typos)?;
            hunt.rank_waiting(query, Forgive::Typos);
        }
        return Ok(hunt.found);
    }
    let is_named = query.terms.iter().all(|term| term.kind == Kind::Word);
    if hunt.found.total() < enough
        && let Some(expression) = query.piece.as_deref().filter(|_| is_named).and_then(fragment_expression)
    {
        hunt.by_fragment(&expression, query, Forgive::Nothing)?;
    }
    if hunt.found.total() < enough && query.terms.iter().any(|term| term.kind == Kind::Word) {
        hunt.by_meaning(query)?;
    }
    Ok(hunt.found)
}

fn ending_expression(term: &Term) -> Option<String> {
    (term.kind == Kind::Digits).then(|| fragment_expression(&format!("{}{}", term.text, card::END))).flatten()
}

fn anchor_expression(term: &Term) -> Option<String> {
    if term.kind == Kind::Mail {
        return fragment_expression(&term.text);
    }
    let forms: Vec<String> = card::forms(&term.text).filter_map(fragment_expression).collect();
    (!forms.is_empty()).then(|| forms.join(" OR "))
}
