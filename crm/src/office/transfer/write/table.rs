//! One table of an import: its rows go in, are compared, and are updated.

use super::ids::{Ids, RowSet};
use crate::{
    Error, Result,
    office::transfer::{
        kinds::Kind,
        read::{
            batch::{Batch, Cell},
            plan::{Slot, slots},
        },
        summary::Reason,
    },
};
use rusqlite::{Connection, OptionalExtension, Statement, types::ValueRef};

/// Statements for chunks that are kept for one table.
const MOST_STATEMENTS: usize = 8;

/// A table that rows go into.
pub struct Table<'c> {
    conn: &'c Connection,
    /// The kind of its records.
    pub kind: Kind,
    /// Whether it had no rows before.
    pub was_empty: bool,
    /// The first id that a new row may have.
    pub first: i64,
    /// The last id that a new row has; below `first` while there is none.
    pub last: i64,
    /// External ids met in this import, where other rows refer to them.
    pub ids: Option<Ids>,
    /// Rows met in this import.
    pub met: RowSet,
    columns: Vec<(usize, Slot)>,
    insert: Statement<'c>,
    /// Statements for a chunk of rows, each with the columns that it fills: a bit a column.
    insert_many: Vec<(u64, Statement<'c>)>,
    /// The columns that a statement may leave out where no row of a chunk has a value: they are null then.
    omissible: u64,
    select: Statement<'c>,
    find: Option<Statement<'c>>,
}

/// What became of an insert.
pub enum Inserted {
    /// The new row.
    Row(i64),
    /// A row with this external id is there.
    Known,
    /// The table's rules refuse it.
    Refused(Reason),
}

impl<'c> Table<'c> {
    /// Gets ready for rows of this kind.
    pub fn new(conn: &'c Connection, kind: Kind) -> Result<Self> {
        let table = kind.spec().table;
        let columns: Vec<(usize, Slot)> =
            slots(kind).into_iter().enumerate().filter(|(_, slot)| !slot.column.is_empty()).collect();
        let names: Vec<&str> = columns.iter().map(|(_, slot)| slot.column.as_str()).collect();
        let has_id = names.first() == Some(&"external_id");
        let marks = vec!["?"; names.len()].join(", ");
        let otherwise = if has_id { " ON CONFLICT (external_id) DO NOTHING" } else { "" };
        let insert = format!("INSERT INTO {table} ({}) VALUES ({marks}){otherwise}", names.join(", "));
        let select = format!("SELECT {} FROM {table} WHERE id = ?1", names.join(", "));
        let find = format!("SELECT id FROM {table} WHERE external_id = ?1");
        let last: i64 =
            conn.query_row(&format!("SELECT coalesce(max(id), 0) FROM {table}"), [], |row| row.get(0))?;
        Ok(Self {
            conn,
            kind,
            was_empty: last == 0,
            first: last + 1,
            last,
            ids: None,
            met: RowSet::default(),
            insert: conn.prepare(&insert)?,
            insert_many: Vec::new(),
            omissible: omissible(conn, table, &names)?,
            select: conn.prepare(&select)?,
            find: if has_id { Some(conn.prepare(&find)?) } else { None },
            columns,
        })
    }

    /// Forgets what was met: it was taken back.
    pub fn forget(&mut self) {
        self.ids = self.ids.is_some().then(Ids::default);
        self.met = RowSet::default();
    }

    /// The row of an external id, among those met and those there before.
    pub fn find(&mut self, id: &str) -> Result<Option<i64>> {
        if let Some(row) = self.ids.as_ref().and_then(|ids| ids.get(id)) {
            return Ok(Some(row));
        }
        // With all ids of this import at hand, an empty table cannot know more.
        if self.was_empty && self.ids.is_some() {
            return Ok(None);
        }
        let row = self.find_stored(id)?;
        if let (Some(ids), Some(row)) = (&mut self.ids, row) {
            ids.insert(id, row);
        }
        Ok(row)
    }

    /// As [`Table::find`], of the database alone.
    pub fn find_stored(&mut self, id: &str) -> Result<Option<i64>> {
        match &mut self.find {
            Some(find) => Ok(find.query_row([id], |row| row.get(0)).optional()?),
            None => Ok(None),
        }
    }

    /// The row that has the same natural columns.
    pub fn find_alike(&self, batch: &Batch, row: usize) -> Result<Option<i64>> {
        let natural = self.kind.spec().natural;
        if natural.is_empty() {
            return Ok(None);
        }
        let conditions: Vec<String> = natural.iter().map(|column| format!("{column} = ?")).collect();
        let sql =
            format!("SELECT id FROM {} WHERE {} LIMIT 1", self.kind.spec().table, conditions.join(" AND "));
        let mut statement = self.conn.prepare_cached(&sql)?;
        for (index, column) in natural.iter().enumerate() {
            let cell = batch.plan.slot(column).map_or(Cell::Blank, |slot| batch.cell(row, slot));
            bind(&mut statement, index + 1, batch, cell)?;
        }
        let mut rows = statement.raw_query();
        Ok(match rows.next()? {
            Some(found) => Some(found.get(0)?),
            None => None,
        })
    }

    /// Inserts a row.
    pub fn insert(&mut self, batch: &Batch, row: usize) -> Result<Inserted> {
        for (index, (slot, _)) in self.columns.iter().enumerate() {
            bind(&mut self.insert, index + 1, batch, batch.cell(row, *slot))?;
        }
        match self.insert.raw_execute() {
            Ok(0) => Ok(Inserted::Known),
            Ok(_) => {
                self.last = self.conn.last_insert_rowid();
                Ok(Inserted::Row(self.last))
            }
            Err(error) => refused(error).map(Inserted::Refused),
        }
    }

    /// Inserts a chunk of rows in one statement, but for those whose external id is there. Gives the id of the
    /// first, and how many there are; `None` when a rule refused one, and then none went in.
    pub fn insert_many(&mut self, batch: &Batch, rows: &[usize]) -> Result<Option<(i64, usize)>> {
        let filled = self.filled(batch, rows);
        let statement = match self.insert_many.iter().position(|(columns, _)| *columns == filled) {
            Some(at) => self.insert_many.get_mut(at),
            None => {
                let statement = self.conn.prepare(&self.insert_sql(filled, rows.len()))?;
                // A file whose rows differ much would fill the memory with statements.
                self.insert_many.truncate(MOST_STATEMENTS - 1);
                self.insert_many.push((filled, statement));
                self.insert_many.last_mut()
            }
        };
        let Some((_, statement)) = statement else { return Ok(None) };
        let mut index = 0;
        for row in rows {
            for (at, (slot, _)) in self.columns.iter().enumerate() {
                if is_among(filled, at) {
                    index += 1;
                    bind(statement, index, batch, batch.cell(*row, *slot))?;
                }
            }
        }
        match statement.raw_execute() {
            Ok(count) => {
                let first = self.last + 1;
                if count > 0 {
                    self.last = self.conn.last_insert_rowid();
                }
                Ok(Some((first, count)))
            }
            Err(error) => refused(error).map(|_| None),
        }
    }

    /// The columns in which any of these rows has a value, and those that cannot be left out.
    fn filled(&self, batch: &Batch, rows: &[usize]) -> u64 {
        let mut filled = !self.omissible;
        for (at, (slot, _)) in self.columns.iter().enumerate() {
            let has_value = |row: &usize| !matches!(batch.cell(*row, *slot), Cell::Blank | Cell::Nothing);
            if !is_among(filled, at) && rows.iter().any(has_value) {
                filled |= 1 << at;
            }
        }
        filled
    }

    fn insert_sql(&self, filled: u64, rows: usize) -> String {
        let columns = self.columns.iter().enumerate().filter(|(at, _)| is_among(filled, *at));
        let names: Vec<&str> = columns.map(|(_, (_, slot))| slot.column.as_str()).collect();
        let marks = format!("({})", vec!["?"; names.len()].join(", "));
        format!(
            "INSERT INTO {} ({}) VALUES {} ON CONFLICT (external_id) DO NOTHING",
            self.kind.spec().table,
            names.join(", "),
            vec![marks; rows].join(", ")
        )
    }

    /// The slots of a row that say something else than what is kept. The external id is not compared.
    pub fn differing(&mut self, batch: &Batch, row: usize, id: i64) -> Result<Vec<usize>> {
        let mut differing = Vec::new();
        let mut rows = self.select.query([id])?;
        let Some(kept) = rows.next()? else { return Ok(differing) };
        for (index, (slot, meta)) in self.columns.iter().enumerate() {
            if meta.field.is_none() && meta.column != crate::office::transfer::kinds::EXTRA {
                continue;
            }
            let cell = batch.cell(row, *slot);
            let is_same = match (cell, kept.get_ref(index)?) {
                (Cell::Blank | Cell::ElseNumber(_) | Cell::ElseWord(_), _)
                | (Cell::Nothing, ValueRef::Null) => true,
                (Cell::Number(number), ValueRef::Integer(kept)) => number == kept,
                (Cell::Raw(..) | Cell::Made(..) | Cell::Word(_), ValueRef::Text(kept)) => {
                    batch.text_of(cell).as_bytes() == kept
                }
                _ => false,
            };
            if !is_same {
                differing.push(*slot);
            }
        }
        Ok(differing)
    }

    /// Sets these slots of a row, and its external id where it adopts one.
    pub fn update(
        &mut self,
        batch: &Batch,
        row: usize,
        id: i64,
        slots: &[usize],
        adopts: bool,
    ) -> Result<Option<Reason>> {
        let chosen: Vec<&(usize, Slot)> = self
            .columns
            .iter()
            .filter(|(slot, meta)| slots.contains(slot) || (adopts && meta.column == "external_id"))
            .collect();
        // When it was changed: what the file says, else now.
        let stamp = self.columns.iter().find(|(slot, meta)| {
            meta.column == "updated_at"
                && !slots.contains(slot)
                && !matches!(batch.cell(row, *slot), Cell::Number(_))
        });
        let mut set: Vec<String> = chosen.iter().map(|(_, meta)| format!("{} = ?", meta.column)).collect();
        if stamp.is_some() {
            set.push("updated_at = ?".into());
        }
        let sql = format!("UPDATE {} SET {} WHERE id = ?", self.kind.spec().table, set.join(", "));
        let mut statement = self.conn.prepare_cached(&sql)?;
        for (index, (slot, _)) in chosen.iter().enumerate() {
            bind(&mut statement, index + 1, batch, batch.cell(row, *slot))?;
        }
        if stamp.is_some() {
            statement.raw_bind_parameter(set.len(), batch.now)?;
        }
        statement.raw_bind_parameter(set.len() + 1, id)?;
        match statement.raw_execute() {
            Ok(_) => Ok(None),
            Err(error) => refused(error).map(Some),
        }
    }
}

/// Whether a column is among those; a table of more than a word's bits has all its columns filled.
fn is_among(columns: u64, at: usize) -> bool {
    at >= 64 || columns >> at & 1 == 1
}

/// The columns that are null where nothing is said of them.
fn omissible(conn: &Connection, table: &str, names: &[&str]) -> Result<u64> {
    let sql =
        "SELECT name FROM pragma_table_info(?1) WHERE \"notnull\" = 0 AND dflt_value IS NULL AND pk = 0";
    let mut statement = conn.prepare_cached(sql)?;
    let nullable =
        statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let may_be_left = |(_, name): &(usize, &&str)| nullable.iter().any(|column| column == **name);
    let columns = names.iter().enumerate().take(64).filter(may_be_left);
    Ok(columns.fold(0, |columns, (at, _)| columns | 1 << at))
}

fn bind(statement: &mut Statement<'_>, index: usize, batch: &Batch, cell: Cell) -> Result<()> {
    match cell {
        Cell::Blank | Cell::Nothing => statement.raw_bind_parameter(index, rusqlite::types::Null)?,
        Cell::Number(number) | Cell::ElseNumber(number) => statement.raw_bind_parameter(index, number)?,
        text => statement.raw_bind_parameter(index, batch.text_of(text))?,
    }
    Ok(())
}

/// A broken rule sets the row aside; any other error ends the import.
fn refused(error: rusqlite::Error) -> Result<Reason> {
    match error.sqlite_error() {
        Some(failure) if failure.code == rusqlite::ErrorCode::ConstraintViolation => {
            let is_unique = failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;
            Ok(if is_unique { Reason::Taken } else { Reason::Refused })
        }
        _ => Err(Error::from(error)),
    }
}
