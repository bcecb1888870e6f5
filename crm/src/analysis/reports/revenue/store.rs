//! What the revenue report reads beside the sales.

use crate::{
    Result,
    analysis::reports::{
        by_id::ById,
        report::Period,
        sales,
        scope::{self, Who},
    },
    values::{Money, OwnerId},
};
use rusqlite::Connection;

/// Where owners came from.
#[derive(Default)]
pub struct Sources {
    /// The sources that occur; empty where it is not known.
    pub names: Vec<String>,
    of: ById<OwnerId, usize>,
}

impl Sources {
    /// Reads the source of every owner, from the index that lists are filtered by.
    pub fn read(conn: &Connection) -> Result<Self> {
        let mut sources = Self::default();
        let mut statement = conn.prepare_cached("SELECT id, coalesce(acquisition_source, '') FROM owners")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(1)?.as_str()?;
            let number = match sources.names.iter().position(|known| known == name) {
                Some(number) => number,
                None => {
                    sources.names.push(name.to_owned());
                    sources.names.len() - 1
                }
            };
            sources.of.insert(row.get(0)?, number);
        }
        Ok(sources)
    }

    /// The name of an owner's source; empty where it is not known.
    pub fn name(&self, owner: Option<OwnerId>) -> Option<&str> {
        self.of(owner).and_then(|number| self.names.get(number)).map(String::as_str)
    }

    /// The number of an owner's source in the list.
    pub fn of(&self, owner: Option<OwnerId>) -> Option<usize> {
        owner.and_then(|owner| self.of.get(&owner).copied())
    }
}

/// Amounts that are still to be paid, by how long they have been due.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Outstanding {
    /// How many, and how much, for each age: not due, due up to 30 days, up to 90, longer.
    pub ages: [(i64, Money); 4],
}

/// The number of an age: not due, due up to 30 days, up to 90, longer.
pub const fn age_of(days: i32) -> usize {
    match days {
        ..=0 => 0,
        1..=30 => 1,
        31..=90 => 2,
        _ => 3,
    }
}

impl Outstanding {
    /// Adds an amount that fell due so many days ago.
    pub fn add(&mut self, days: i32, amount: Money) {
        if let Some((count, sum)) = self.ages.get_mut(age_of(days)) {
            *count += 1;
            *sum += amount;
        }
    }

    /// All ages together.
    pub fn all(&self) -> (i64, Money) {
        self.ages.iter().fold((0, Money::ZERO), |(count, sum), age| (count + age.0, sum + age.1))
    }
}

/// What was issued in the period and not paid at its end: of what was paid in parts, the rest.
pub fn outstanding(conn: &Connection, period: Period, who: Option<&Who>) -> Result<Outstanding> {
    let mut found = Outstanding::default();
    sales::each_unpaid(conn, period, |unpaid| {
        if scope::counts(who, unpaid.owner) {
            found.add(unpaid.due.map_or(0, |due| period.to.since(due)), unpaid.owed);
        }
    })?;
    Ok(found)
}
