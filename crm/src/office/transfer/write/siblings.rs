//! Records that refer to another of their own kind, which may stand later in the file: an owner's referrer, the
//! entry that a reversal takes back.

use super::{table::Table, tally::Tally};
use crate::{
    Result,
    clinic::{Write, ranges},
    office::transfer::{kinds::Kind, read::plan::Plan, summary::Reason},
};
use rusqlite::OptionalExtension;
use std::{collections::HashMap, sync::Arc};

/// A reference that waits for the end of its file.
pub struct Waiting {
    /// The row that refers.
    pub row: i64,
    /// The line it came from.
    pub line: u32,
    /// The external id it names.
    pub named: String,
    /// The column in the table.
    pub column: &'static str,
    /// The column's heading.
    pub heading: String,
    /// Whether the row is new, and whether it was counted as the same.
    pub is_new: bool,
    /// Whether the row was counted as the same.
    pub is_same: bool,
}

/// Sets the references, in the order of the file. One that cannot be is left out and flagged.
pub fn settle(
    w: &Write<'_>,
    table: &mut Table<'_>,
    tally: &mut Tally,
    plan: &Arc<Plan>,
    waiting: &[Waiting],
) -> Result<()> {
    let mut parents: HashMap<i64, Option<i64>> = HashMap::new();
    for one in waiting {
        let reason = match table.find(&one.named)? {
            None => Some(Reason::UnknownReferrer),
            Some(to) if to == one.row => Some(Reason::OwnReferrer),
            Some(to) if leads_to(w, table.kind, one, to, &mut parents)? => Some(Reason::CyclicReferrer),
            Some(to) => {
                set(w, table.kind, tally, one, to)?;
                parents.insert(one.row, Some(to));
                None
            }
        };
        if let Some(reason) = reason {
            tally.flag(w, plan, one.line, &one.heading, &one.named, reason)?;
        }
    }
    Ok(())
}

/// Whether following the references from `from` comes to the row that wants to refer to it.
fn leads_to(
    w: &Write<'_>,
    kind: Kind,
    one: &Waiting,
    from: i64,
    parents: &mut HashMap<i64, Option<i64>>,
) -> Result<bool> {
    let sql = format!("SELECT {} FROM {} WHERE id = ?1", one.column, kind.spec().table);
    let mut statement = w.conn().prepare_cached(&sql)?;
    let mut at = Some(from);
    let mut steps = 0;
    while let Some(row) = at {
        // More steps than there can be owners in a chain: a circle that was there before.
        if row == one.row || steps > 10_000 {
            return Ok(true);
        }
        steps += 1;
        at = match parents.get(&row) {
            Some(parent) => *parent,
            None => {
                let parent = statement.query_row([row], |row| row.get(0)).optional()?.flatten();
                parents.insert(row, parent);
                parent
            }
        };
    }
    Ok(false)
}

fn set(w: &Write<'_>, kind: Kind, tally: &mut Tally, one: &Waiting, to: i64) -> Result<()> {
    let sql =
        format!("UPDATE {0} SET {1} = ?2 WHERE id = ?1 AND {1} IS NOT ?2", kind.spec().table, one.column);
    let mut statement = w.conn().prepare_cached(&sql)?;
    if one.is_new {
        // Part of the row's insert, which its range undoes.
        return ranges::as_inserted(w, || Ok(statement.execute((one.row, to)).map(|_| ())?));
    }
    if statement.execute((one.row, to))? > 0 && one.is_same {
        tally.was_updated(kind);
    }
    Ok(())
}
