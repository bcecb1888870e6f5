//! Reads a row's columns in the order of its struct's fields.

use rusqlite::{
    Row,
    types::{FromSql, Value},
};

/// The columns of a row, one after the other: a struct's literal is evaluated in the order it is written.
pub(crate) struct Columns<'r, 's> {
    row: &'r Row<'s>,
    at: usize,
}

impl<'r, 's> Columns<'r, 's> {
    /// From the first column on.
    pub(crate) fn of(row: &'r Row<'s>) -> Self {
        Self { row, at: 0 }
    }

    /// The next column.
    pub(crate) fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.at += 1;
        self.row.get(self.at - 1)
    }
}

/// What a cursor keeps of the value sorted by.
pub(crate) fn cursor_value(value: Value) -> serde_json::Value {
    match value {
        Value::Text(text) => text.into(),
        Value::Integer(number) => number.into(),
        _ => serde_json::Value::Null,
    }
}
