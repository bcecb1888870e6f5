//! The words that names are made of, in pieces by length and first letter: what a slip is compared with.

use crate::Result;
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::{BTreeMap, BTreeSet};

/// Shows every word of the lexicon.
pub(in super::super) fn each_word(conn: &Connection, mut each: impl FnMut(&str)) -> Result<()> {
    let mut statement = conn.prepare_cached("SELECT words FROM search_lexicon")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        row.get_ref(0)?.as_str()?.split('\n').for_each(&mut each);
    }
    Ok(())
}

/// The words of the lexicon that begin with a text.
pub(in super::super) fn words_beginning(conn: &Connection, text: &str) -> Result<Vec<String>> {
    let (length, initial) = piece_of(text);
    let mut statement =
        conn.prepare_cached("SELECT words FROM search_lexicon WHERE initial = ?1 AND length >= ?2")?;
    let mut rows = statement.query((initial, length))?;
    let mut words = Vec::new();
    while let Some(row) = rows.next()? {
        let piece = row.get_ref(0)?.as_str()?.split('\n');
        words.extend(piece.filter(|word| word.starts_with(text)).map(str::to_owned));
    }
    Ok(words)
}

/// The pieces of the lexicon that a word belongs to: its length and first letter.
fn piece_of(word: &str) -> (i64, String) {
    let initial = word.chars().next().map(String::from).unwrap_or_default();
    (i64::try_from(word.chars().count()).unwrap_or(i64::MAX), initial)
}

/// Adds a word to the lexicon, or takes it out.
pub(in super::super) fn set_word(conn: &Connection, word: &str, is_there: bool) -> Result<()> {
    let (length, initial) = piece_of(word);
    let sql = "SELECT words FROM search_lexicon WHERE length = ?1 AND initial = ?2";
    let piece: Option<String> =
        conn.prepare_cached(sql)?.query_row((length, &initial), |row| row.get(0)).optional()?;
    let mut words: BTreeSet<&str> =
        piece.as_deref().map(|piece| piece.split('\n').collect()).unwrap_or_default();
    let changes = if is_there { words.insert(word) } else { words.remove(word) };
    if !changes {
        return Ok(());
    }
    if words.is_empty() {
        let sql = "DELETE FROM search_lexicon WHERE length = ?1 AND initial = ?2";
        conn.prepare_cached(sql)?.execute((length, initial))?;
        return Ok(());
    }
    let text = words.into_iter().collect::<Vec<_>>().join("\n");
    put_piece(conn, length, &initial, &text)
}

fn put_piece(conn: &Connection, length: i64, initial: &str, words: &str) -> Result<()> {
    let sql = "INSERT INTO search_lexicon (length, initial, words) VALUES (?1, ?2, ?3)
               ON CONFLICT (length, initial) DO UPDATE SET words = excluded.words";
    conn.prepare_cached(sql)?.execute((length, initial, words))?;
    Ok(())
}

/// Writes a whole lexicon.
pub(in super::super) fn put_lexicon(conn: &Connection, words: &BTreeSet<String>) -> Result<()> {
    let mut pieces = BTreeMap::<(i64, String), Vec<&str>>::new();
    for word in words {
        pieces.entry(piece_of(word)).or_default().push(word);
    }
    pieces
        .iter()
        .try_for_each(|((length, initial), words)| put_piece(conn, *length, initial, &words.join("\n")))
}
