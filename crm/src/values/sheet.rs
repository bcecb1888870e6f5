//! How a spreadsheet of the clinic's country takes a CSV file apart.

use std::{borrow::Cow, io::Write};

/// What stands between the columns of a CSV file, and before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    /// A comma and a point: for programs, and for a spreadsheet that speaks English.
    #[default]
    Comma,
    /// A semicolon and a comma: for a spreadsheet that speaks Spanish.
    Semicolon,
}

impl Sheet {
    /// Of the setting, which names what stands between the columns.
    pub fn of(separator: &str) -> Self {
        if separator == ";" { Self::Semicolon } else { Self::Comma }
    }

    /// A writer of lines: CRLF, cells in quotes where they need them.
    pub fn writer<W: Write>(self, out: W) -> csv::Writer<W> {
        self.lines().from_writer(out)
    }

    /// As [`Sheet::writer`], for lines of several lengths.
    pub fn ragged<W: Write>(self, out: W) -> csv::Writer<W> {
        self.lines().flexible(true).from_writer(out)
    }

    /// What a writer of such lines is made by.
    pub fn lines(self) -> csv::WriterBuilder {
        let mut builder = csv::WriterBuilder::new();
        builder.terminator(csv::Terminator::CRLF).delimiter(match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
        });
        builder
    }

    /// A number written with a point, as this spreadsheet reads it; whatever is no such number stays as it is.
    pub fn figure<'t>(self, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let text = text.into();
        let is_decimal = || {
            let (whole, decimals) = text.split_once('.')?;
            let whole = whole.strip_prefix('-').unwrap_or(whole);
            let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            (are_digits(whole) && are_digits(decimals)).then_some(())
        };
        if self == Self::Semicolon && is_decimal().is_some() {
            text.replacen('.', ",", 1).into()
        } else {
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spanish_spreadsheet_gets_semicolons_and_decimal_commas() {
        let of = |sheet: Sheet| {
            let mut out = Vec::new();
            let mut csv = sheet.writer(&mut out);
            let figures = ["-1234.50", "7", "2026-10-31", "v1.2.3", "1.", ""].map(|text| sheet.figure(text));
            csv.write_record(figures.iter().map(|cell| cell.as_bytes())).unwrap();
            csv.write_record(["a;b", "c,d", "e", "f", "g", "h"]).unwrap();
            drop(csv);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(of(Sheet::of(",")), "-1234.50,7,2026-10-31,v1.2.3,1.,\r\na;b,\"c,d\",e,f,g,h\r\n");
        assert_eq!(of(Sheet::of(";")), "-1234,50;7;2026-10-31;v1.2.3;1.;\r\n\"a;b\";c,d;e;f;g;h\r\n");
    }
}
