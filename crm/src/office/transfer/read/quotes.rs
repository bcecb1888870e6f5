//! Whether a record's quotes hide other rows: one that is never closed takes in everything behind it.

/// Follows the quotes of a record, by the rules of the reader that splits it: a quote opens at the beginning of a
/// field, and two within are one sign.
pub struct Quotes {
    separator: u8,
    is_open: bool,
    /// The byte before, and whether it closed a quote.
    before: u8,
    has_closed: bool,
    /// Whether a quoted field has a line break in it.
    has_break: bool,
    /// Whether text follows such a field where its end should be.
    is_stray: bool,
}

impl Quotes {
    /// Of a file with this separator.
    pub fn new(separator: u8) -> Self {
        Self {
            separator,
            is_open: false,
            before: b'\n',
            has_closed: false,
            has_break: false,
            is_stray: false,
        }
    }

    /// At the beginning of a record.
    pub fn begin(&mut self) {
        *self = Self::new(self.separator);
    }

    /// Passes over the next bytes of the record.
    pub fn pass(&mut self, bytes: &[u8]) {
        let Some(last) = bytes.last() else { return };
        let mut from = 0;
        for at in memchr::memchr_iter(b'"', bytes) {
            self.up_to(bytes.get(from..at).unwrap_or_default());
            from = at + 1;
            if self.is_open {
                (self.is_open, self.has_closed) = (false, true);
            } else if self.has_closed || self.before == self.separator || is_line_end(self.before) {
                (self.is_open, self.has_closed) = (true, false);
            }
            self.before = b'"';
        }
        self.up_to(bytes.get(from..).unwrap_or_default());
        self.before = *last;
    }

    /// Passes over bytes without a quote.
    fn up_to(&mut self, bytes: &[u8]) {
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return };
        if self.is_open {
            self.has_break |= bytes.iter().any(|byte| is_line_end(*byte));
        } else if self.has_closed && self.has_break && *first != self.separator && !is_line_end(*first) {
            self.is_stray = true;
        }
        self.has_closed = false;
        self.before = *last;
    }

    /// Whether lines lie in an open quote.
    pub fn have_rows(&self) -> bool {
        self.is_open && self.has_break
    }

    /// Whether the record's quotes cannot be right.
    pub fn is_torn(&self, at_end: bool) -> bool {
        self.is_stray || (at_end && self.is_open)
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
