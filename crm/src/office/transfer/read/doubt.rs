//! A value that can be read in two ways is read as its whole column is written; where that does not tell, a person
//! must.

use super::{
    super::{
        kinds::Reading,
        options::{DateOrder, DecimalMark, ImportOptions},
    },
    Rows, Source,
    dates::{Dated, dated},
    reopen, value,
};
use crate::{
    Code, Error, Result,
    clinic::Progress,
    values::{Day, plain},
};
use std::collections::HashMap;

/// A birth is never later than today, anything else at most so many years: how short years are read.
const YEARS_AHEAD: i32 = 10;

/// The columns of a file, looked through once a value of theirs is in doubt.
pub struct Columns<'s> {
    source: &'s Source,
    options: ImportOptions,
    progress: &'s Progress,
    this_year: i32,
    orders: HashMap<usize, DateOrder>,
    marks: HashMap<usize, DecimalMark>,
}

/// What is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Day or month first.
    Dates,
    /// Thousands or decimals.
    Decimals,
}

impl<'s> Columns<'s> {
    /// None has been looked at yet.
    pub fn new(source: &'s Source, options: ImportOptions, today: Day, progress: &'s Progress) -> Self {
        let this_year = today.to_string().get(..4).and_then(|year| year.parse().ok()).unwrap_or(i32::MAX);
        Self { source, options, progress, this_year, orders: HashMap::new(), marks: HashMap::new() }
    }

    /// A date that is not written as `2026-10-31`.
    pub fn dated<'t>(&self, text: &'t str, at: usize, is_birth: bool) -> Result<Option<Dated<'t>>, Doubt> {
        let latest = self.this_year + if is_birth { 0 } else { YEARS_AHEAD };
        match dated(text, latest, self.options.date_order) {
            Some(Dated::Orders(orders, time)) => match self.orders.get(&at) {
                Some(order) => Ok(orders.in_order(*order).map(|day| Dated::Day(day, time))),
                None => Err(Doubt::Dates),
            },
            other => Ok(other),
        }
    }

    /// The decimal mark of a column, where it is known.
    pub fn mark(&self, at: usize) -> Option<DecimalMark> {
        self.marks.get(&at).copied()
    }

    /// A Huella export's own numbers are never in doubt.
    pub fn are_own(&mut self, ats: impl Iterator<Item = usize>) {
        self.marks.extend(ats.map(|at| (at, DecimalMark::Point)));
    }

    /// Looks through a column.
    ///
    /// # Errors
    /// `ambiguous_dates`, `ambiguous_decimals` with the column and the line, where neither it nor a person tells.
    pub fn settle(&mut self, at: usize, doubt: Doubt) -> Result<()> {
        let opened = reopen(self.source)?;
        let heading = opened.headings.get(at).cloned().unwrap_or_default();
        match doubt {
            Doubt::Dates => {
                let latest = self.this_year + YEARS_AHEAD;
                let asked = self.options.date_order;
                let read = |text: &str| match dated(text, latest, asked) {
                    Some(Dated::Orders(orders, _)) => {
                        Some(DateOrder::ALL.iter().map(|o| orders.in_order(*o).is_some()).collect())
                    }
                    Some(Dated::Day(..)) => settled_order(text, latest),
                    _ => None,
                };
                let found = look(opened.rows, at, DateOrder::ALL, read, self.progress)?;
                let order = found
                    .one
                    .or(asked)
                    .ok_or_else(|| self.unsettled(Code::AmbiguousDates, heading, found.line))?;
                self.orders.insert(at, order);
            }
            Doubt::Decimals => {
                let read = |text: &str| match value::marks(text) {
                    (false, false) => None,
                    (point, comma) => Some(vec![point, comma]),
                };
                let found = look(opened.rows, at, DecimalMark::ALL, read, self.progress)?;
                let asked = self.options.decimal;
                let mark = found
                    .one
                    .or(asked)
                    .ok_or_else(|| self.unsettled(Code::AmbiguousDecimals, heading, found.line))?;
                self.marks.insert(at, mark);
            }
        }
        Ok(())
    }

    fn unsettled(&self, code: Code, column: String, line: u32) -> Error {
        Error { field: Some(column), ..Error::new(code, format!("{}: line {line}", self.source.name)) }
    }
}

/// What a date that is a day in one order alone says of its column. One that begins with its year says nothing of
/// the others.
fn settled_order(text: &str, latest: i32) -> Option<Vec<bool>> {
    let first = text.trim().split([' ', 'T', ',']).next().unwrap_or_default();
    let mut parts = first.split(['/', '-', '.']);
    let (a, b) = (parts.next()?, parts.next()?);
    let (a, b): (u32, u32) = (a.parse().ok().filter(|_| a.len() <= 2)?, b.parse().ok()?);
    dated(text, latest, None)?;
    match (a > 12, b > 12) {
        (true, false) => Some(vec![true, false, false]),
        (false, true) => Some(vec![false, true, false]),
        _ => None,
    }
}

struct Found<T> {
    /// The one way in which all values can be read.
    one: Option<T>,
    /// The first line that can be read in several.
    line: u32,
}

/// Which ways of reading suit every value of a column that can be read at all.
fn look<T: Copy>(
    mut rows: Rows,
    at: usize,
    ways: &[T],
    read: impl Fn(&str) -> Option<Vec<bool>>,
    progress: &Progress,
) -> Result<Found<T>> {
    let mut suits = vec![true; ways.len()];
    let mut line = None;
    let mut seen = 0_u32;
    while let Some((at_line, fields)) = rows.record()? {
        seen += 1;
        if seen.is_multiple_of(1_024) {
            progress.proceed()?;
        }
        let Some(possible) = fields.get(at).map(|text| plain(text)).and_then(&read) else { continue };
        if line.is_none() && possible.iter().filter(|is| **is).count() > 1 && !is_plain_number(fields.get(at))
        {
            line = Some(at_line);
        }
        for (suits, is_possible) in suits.iter_mut().zip(possible) {
            *suits &= is_possible;
        }
    }
    let mut left = ways.iter().zip(&suits).filter(|(_, suits)| **suits).map(|(way, _)| *way);
    let one = left.next().filter(|_| left.next().is_none());
    Ok(Found { one, line: line.unwrap_or(0) })
}

/// Digits alone are the same in every way.
fn is_plain_number(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.contains(['.', ',', '/', '-']))
}

/// Whether a reading is of a number that may have decimals.
pub fn has_decimals(reading: Reading) -> bool {
    matches!(reading, Reading::Money | Reading::Amount | Reading::Quantity | Reading::Kilograms)
}
