//! Records of a file, streaming, within limits and with the line that each begins on.

use super::quotes::Quotes;
use crate::{Code, Error, Result};
use csv_core::ReadRecordResult;
use std::io::Read;

/// Decoded bytes of a field.
pub const MAX_FIELD: usize = 64 * 1024;
/// Decoded bytes of a record.
pub const MAX_RECORD: usize = 1024 * 1024;
/// Columns.
pub const MAX_COLUMNS: usize = 512;
/// Decoded bytes of a file.
const MAX_FILE: u64 = 2 * 1024 * 1024 * 1024;
/// Read at a time.
const BUFFER: usize = 256 * 1024;

/// Where a record stands in the text it was appended to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// The physical line on which it begins, from 1.
    pub line: u32,
    /// The index of its first field's end.
    pub first: u32,
    /// Its fields.
    pub fields: u32,
}

/// Reads records one by one.
pub struct Rows {
    source: Box<dyn Read + Send>,
    core: csv_core::Reader,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    record: Vec<u8>,
    ends: Vec<usize>,
    newline: u8,
    quotes: Quotes,
    lines: u32,
    /// Decoded bytes read so far.
    pub bytes: u64,
}

impl Rows {
    /// Over text in UTF-8.
    pub fn new(source: Box<dyn Read + Send>, separator: u8, newline: u8) -> Self {
        Self {
            source,
            core: csv_core::ReaderBuilder::new().delimiter(separator).build(),
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            record: vec![0; MAX_FIELD],
            ends: vec![0; MAX_COLUMNS + 1],
            newline,
            quotes: Quotes::new(separator),
            lines: 0,
            bytes: 0,
        }
    }

    /// Appends the next record to `text` and the ends of its fields to `ends`. Blank lines are none.
    ///
    /// # Errors
    /// `too_large` with the line when a limit is passed; `unclosed_quote` with the line where a quote opens that the
    /// file never closes, or closes only within a later row: the rows between would be lost in it.
    pub fn next(&mut self, text: &mut Vec<u8>, ends: &mut Vec<u32>) -> Result<Option<Shape>> {
        if !self.skip_blank_lines()? {
            return Ok(None);
        }
        let line = self.lines + 1;
        let (mut written, mut ended) = (0, 0);
        self.quotes.begin();
        loop {
            let input = self.buffer.get(self.start..self.end).unwrap_or_default();
            let output = self.record.get_mut(written..).unwrap_or_default();
            let bounds = self.ends.get_mut(ended..).unwrap_or_default();
            let (result, read, wrote, bounded) = self.core.read_record(input, output, bounds);
            let used = input.get(..read).unwrap_or_default();
            self.quotes.pass(used);
            self.lines += u32::try_from(memchr::memchr_iter(self.newline, used).count()).unwrap_or(0);
            self.start += read;
            written += wrote;
            ended += bounded;
            match result {
                ReadRecordResult::InputEmpty => self.fill()?,
                ReadRecordResult::OutputFull if written >= MAX_RECORD && self.quotes.have_rows() => {
                    return Err(unclosed(line));
                }
                ReadRecordResult::OutputFull if written >= MAX_RECORD => {
                    return Err(too_large(line, "record"));
                }
                ReadRecordResult::OutputFull => self.record.resize((written * 2).min(MAX_RECORD), 0),
                ReadRecordResult::OutputEndsFull => return Err(too_large(line, "columns")),
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::Record => break,
            }
        }
        if self.quotes.is_torn(self.end == 0) {
            return Err(unclosed(line));
        }
        let base = u32::try_from(text.len()).map_err(|_| too_large(line, "record"))?;
        let first = ends.len();
        let mut before = 0;
        for end in self.ends.iter().take(ended) {
            if end - before > MAX_FIELD {
                return Err(too_large(line, "field"));
            }
            before = *end;
            ends.push(base + u32::try_from(*end).unwrap_or(0));
        }
        if ended > MAX_COLUMNS {
            return Err(too_large(line, "columns"));
        }
        text.extend_from_slice(self.record.get(..written).unwrap_or_default());
        let count = |n: usize| u32::try_from(n).map_err(|_| too_large(line, "record"));
        Ok(Some(Shape { line, first: count(first)?, fields: count(ended)? }))
    }

    /// Passes over line ends; false at the end of the file.
    fn skip_blank_lines(&mut self) -> Result<bool> {
        loop {
            match self.buffer.get(self.start..self.end).unwrap_or_default().first() {
                Some(byte @ (b'\r' | b'\n')) => {
                    self.lines += u32::from(*byte == self.newline);
                    self.start += 1;
                }
                Some(_) => return Ok(true),
                None => {
                    self.fill()?;
                    if self.start == self.end {
                        return Ok(false);
                    }
                }
            }
        }
    }

    fn fill(&mut self) -> Result<()> {
        self.start = 0;
        self.end = self.source.read(&mut self.buffer)?;
        self.bytes += self.end as u64;
        if self.bytes > MAX_FILE {
            return Err(too_large(self.lines + 1, "file"));
        }
        Ok(())
    }
}

fn too_large(line: u32, what: &str) -> Error {
    Error::new(Code::TooLarge, format!("line {line}: {what}"))
}

fn unclosed(line: u32) -> Error {
    Error::new(Code::UnclosedQuote, format!("line {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn read(text: &str, separator: u8, newline: u8) -> Result<Vec<(u32, Vec<String>)>> {
        let mut rows = Rows::new(Box::new(Cursor::new(text.as_bytes().to_vec())), separator, newline);
        let (mut bytes, mut ends, mut records) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(shape) = rows.next(&mut bytes, &mut ends)? {
            let fields = (0..shape.fields as usize)
                .map(|field| {
                    let at = shape.first as usize + field;
                    let start = if at == 0 { 0 } else { ends[at - 1] as usize };
                    String::from_utf8_lossy(&bytes[start..ends[at] as usize]).into_owned()
                })
                .collect();
            records.push((shape.line, fields));
        }
        Ok(records)
    }

    #[test]
    fn lines_are_counted_as_an_editor_shows_them() {
        let lines = |text: &str, newline| {
            read(text, b',', newline).unwrap().iter().map(|(line, _)| *line).collect::<Vec<_>>()
        };
        assert_eq!(lines("a,b\nc,d\n", b'\n'), [1, 2]);
        assert_eq!(lines("a,b\r\n\r\n\r\nc,\"d\r\ne\"\r\nf,g", b'\n'), [1, 4, 6]);
        assert_eq!(lines("a\rb\r\rc", b'\r'), [1, 2, 4]);
        assert_eq!(
            read("a;\"b \"\"c\"\"\"\r\n", b';', b'\n').unwrap(),
            [(1, vec!["a".to_owned(), "b \"c\"".to_owned()])]
        );
    }

    #[test]
    fn what_is_beyond_a_limit_is_refused_with_its_line() {
        let refused = |text: String| read(&text, b',', b'\n').unwrap_err();
        let field = refused(format!("a,b\n{},x\n", "y".repeat(MAX_FIELD + 1)));
        assert_eq!((field.code, field.detail.as_str()), (Code::TooLarge, "line 2: field"));
        assert_eq!(refused(format!("a\n\"{}", "y".repeat(3 * MAX_RECORD))).detail, "line 2: record");
        assert_eq!(refused(format!("a\nb\n{}", ",".repeat(MAX_COLUMNS))).detail, "line 3: columns");
        assert!(read(&",".repeat(MAX_COLUMNS - 1), b',', b'\n').is_ok());
    }

    #[test]
    fn a_quote_left_open_is_refused_with_its_line() {
        let rows: String = (0..400).map(|n| format!("Z{n},Name,\n")).collect();
        let torn = |head: &str, tail: &str| {
            let error = read(&format!("a,b,c\n{head}{rows}{tail}"), b',', b'\n').unwrap_err();
            (error.code, error.detail)
        };
        let at = |line: u32| (Code::UnclosedQuote, format!("line {line}"));
        assert_eq!(torn("Z,Name,\"note\n", ""), at(2));
        assert_eq!(torn("Y,,\nZ,Name,\"note\n", "Z500,Name,\"other\"\n"), at(3));
        assert_eq!(torn("Z,Name,\"note\n", "Z500,\"Name\",\"other\"\n"), at(2));
        assert_eq!(torn("Z,Name,\"note\n", &"Z500,Name,\n".repeat(200_000)), at(2));
    }

    #[test]
    fn quotes_that_hide_no_row_are_taken_as_they_are() {
        for text in [
            "a,\"b\nc\"\n",
            "a,\"b\r\nc\"\r\n",
            "a,\"b\nc\"",
            "a,5\" pipe\nb,\"\"\n",
            "\"Max\" Pérez,\"a \"\"b\"\"\"\nc,d\n",
            "\"\"\"a\nb\"\"\",\"\"\n",
        ] {
            assert!(read(text, b',', b'\n').is_ok(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a,\"\r\n;é]{0,200}") {
            let _ = read(&text, b',', b'\n');
        }
    }
}
