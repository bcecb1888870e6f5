//! Owners whose rows carry no id: the same person, perhaps the same, or a new one.

use crate::{
    Result,
    office::transfer::read::batch::{Batch, Cell},
    values::{Email, fold},
};
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};

/// Who a row without an id is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// This owner: a contact in common, and a similar name.
    Known(i64),
    /// The same name and no contact in common: a person decides.
    Perhaps,
    /// Nobody here yet.
    New,
}

/// The owners by their contacts and names.
#[derive(Default)]
pub struct People {
    by_contact: HashMap<String, Vec<i64>>,
    names: HashMap<i64, String>,
    by_name: BTreeSet<String>,
}

impl People {
    /// All owners of the clinic.
    pub fn load(conn: &Connection) -> Result<Self> {
        let mut people = Self::default();
        let sql = "SELECT id, full_name, email, phone_e164, phone_secondary_e164, whatsapp_e164 FROM owners";
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let contacts: [Option<String>; 3] = [row.get(3)?, row.get(4)?, row.get(5)?];
            let contacts = contacts.into_iter().flatten().collect::<Vec<String>>();
            let email = row
                .get_ref(2)?
                .as_str_or_null()?
                .and_then(Email::parse)
                .map(|email| email.as_str().to_owned());
            people.add(row.get(0)?, &row.get::<_, String>(1)?, contacts.into_iter().chain(email));
        }
        Ok(people)
    }

    /// Notes an owner.
    pub fn add(&mut self, id: i64, name: &str, contacts: impl Iterator<Item = String>) {
        let name = fold(name);
        for contact in contacts {
            self.by_contact.entry(contact).or_default().push(id);
        }
        self.by_name.insert(name.clone());
        self.names.insert(id, name);
    }

    /// Who the row is.
    pub fn who(&self, batch: &Batch, row: usize) -> Match {
        let name = fold(&name(batch, row));
        let known = contacts(batch, row).filter_map(|contact| self.by_contact.get(&contact)).flatten();
        let mut alike = known.filter(|id| self.names.get(id).is_some_and(|other| are_similar(&name, other)));
        match alike.next() {
            Some(id) => Match::Known(*id),
            None if self.by_name.contains(&name) => Match::Perhaps,
            None => Match::New,
        }
    }
}

/// Owners that went into others, each with whoever stayed in the end.
pub fn merged(conn: &Connection) -> Result<HashMap<i64, i64>> {
    let sql = "SELECT merged_id, survivor_id FROM merges WHERE unmerged_at IS NULL";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let into = rows.collect::<rusqlite::Result<HashMap<i64, i64>>>()?;
    let last = |first: i64| {
        // A chain ends: nobody goes into somebody who went into her.
        (0..into.len()).fold(first, |at, _| into.get(&at).copied().unwrap_or(at))
    };
    Ok(into.keys().map(|merged| (*merged, last(*merged))).collect())
}

/// The row's name.
pub fn name(batch: &Batch, row: usize) -> String {
    text(batch, row, "full_name").to_owned()
}

/// The row's e-mail and phones, as they are compared.
pub fn contacts(batch: &Batch, row: usize) -> impl Iterator<Item = String> {
    let email = Email::parse(text(batch, row, "email")).map(|email| email.as_str().to_owned());
    let phones = ["phone_e164", "phone_secondary_e164", "whatsapp_e164"].map(|name| text(batch, row, name));
    phones.into_iter().filter(|phone| !phone.is_empty()).map(str::to_owned).chain(email)
}

fn text<'b>(batch: &'b Batch, row: usize, name: &str) -> &'b str {
    batch.text_of(batch.plan.slot(name).map_or(Cell::Blank, |slot| batch.cell(row, slot)))
}

/// Folded names that may be one person's: every word of the shorter stands in the longer.
fn are_similar(one: &str, other: &str) -> bool {
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (one, other) = (words(one), words(other));
    one.is_subset(&other) || other.is_subset(&one)
}

#[cfg(test)]
mod tests {
    use super::are_similar;

    #[test]
    fn similar_names_share_all_words_of_the_shorter() {
        assert!(are_similar("maria garcia", "maria garcia lopez"));
        assert!(are_similar("garcia maria", "maria garcia"));
        assert!(!are_similar("maria garcia", "jose garcia"));
    }
}
