//! In which encoding a file is, and how large.

use crate::{Code, Error, Result};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

/// A file beyond this is refused.
const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// Read at a time.
const CHUNK: usize = 1024 * 1024;
/// So much is looked at to tell legacy encodings apart.
const LOOKED_AT: usize = 16 * CHUNK;

/// What a look through a file found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey {
    /// Its encoding.
    pub encoding: &'static Encoding,
    /// Its size.
    pub bytes: u64,
    /// What ends its lines: `\n`, or `\r` where there is none.
    pub newline: u8,
}

/// Opens a file; a directory or an unreadable one is said so.
pub fn open(path: &Path) -> Result<File> {
    let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let unreadable = |error: io::Error| {
        let code =
            if error.kind() == io::ErrorKind::NotFound { Code::FileMissing } else { Code::FileUnreadable };
        Error::new(code, name()).because(error)
    };
    let file = File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(Error::new(Code::FileUnreadable, name()));
    }
    if about.len() > MAX_BYTES {
        return Err(Error::new(Code::TooLarge, name()));
    }
    Ok(file)
}

/// Looks through the whole file: one byte at its very end can decide.
pub fn survey(file: &mut File) -> Result<Survey> {
    let mut chunk = vec![0; CHUNK];
    let mut seen = Seen::default();
    let mut carried = 0;
    let mut bytes = 0;
    loop {
        let space = chunk.get_mut(carried..).unwrap_or_default();
        let read = file.read(space)?;
        let text = chunk.get(..carried + read).unwrap_or_default();
        if bytes == 0 {
            seen.start(text);
        }
        bytes += read as u64;
        let used = seen.look(text, read == 0);
        let rest = text.len() - used;
        chunk.copy_within(used..used + rest, 0);
        carried = rest;
        if read == 0 || seen.is_settled() {
            break;
        }
    }
    let bytes = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    let encoding = match seen.encoding() {
        Some(encoding) => encoding,
        None => legacy(file)?,
    };
    Ok(Survey { encoding, bytes, newline: if seen.has_line_feed { b'\n' } else { b'\r' } })
}

/// A reader of the file's text as UTF-8, without a byte order mark.
pub fn decoded(file: File, encoding: &'static Encoding) -> Box<dyn Read + Send> {
    if encoding == UTF_8 {
        return Box::new(WithoutMark { file, is_first: true });
    }
    Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).strip_bom(true).build(file))
}

#[derive(Default)]
struct Seen {
    marked: Option<&'static Encoding>,
    has_line_feed: bool,
    has_multibyte: bool,
    is_invalid: bool,
}

impl Seen {
    fn start(&mut self, text: &[u8]) {
        self.marked = Encoding::for_bom(text).map(|(encoding, _)| encoding).or_else(|| without_mark(text));
    }

    /// Returns how many bytes were looked at: a character cut by the end of the chunk waits for the next.
    fn look(&mut self, text: &[u8], is_end: bool) -> usize {
        self.has_line_feed |= memchr::memchr(b'\n', text).is_some();
        if self.is_invalid || self.marked.is_some_and(|encoding| encoding != UTF_8) {
            return text.len();
        }
        match std::str::from_utf8(text) {
            Ok(valid) => {
                self.has_multibyte |= !valid.is_ascii();
                text.len()
            }
            Err(error) => {
                let valid = text.get(..error.valid_up_to()).unwrap_or_default();
                self.has_multibyte |= !valid.is_ascii();
                self.is_invalid = error.error_len().is_some() || is_end;
                if self.is_invalid { text.len() } else { valid.len() }
            }
        }
    }

    fn is_settled(&self) -> bool {
        self.is_invalid && self.has_multibyte && self.has_line_feed
    }

    /// `None`: some legacy encoding. UTF-8 with a fault in it stays UTF-8: the reader names the line.
    fn encoding(&self) -> Option<&'static Encoding> {
        match self.marked {
            Some(encoding) => Some(encoding),
            None if self.is_invalid && !self.has_multibyte => None,
            None => Some(UTF_8),
        }
    }
}

/// UTF-16 without its mark: every second byte of its ASCII characters is zero.
fn without_mark(text: &[u8]) -> Option<&'static Encoding> {
    let head = text.get(..text.len().min(200) & !1).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if pairs > 4 && odd * 10 > pairs * 9 && even == 0 => Some(UTF_16LE),
        () if pairs > 4 && even * 10 > pairs * 9 && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// Which of the encodings of before Unicode, among those that clinics' files have: Windows' western one, which is that of
/// ISO 8859-1 too, or Mac Roman, which puts Spanish letters where Windows has punctuation.
fn legacy(file: &mut File) -> Result<&'static Encoding> {
    let mut text = Vec::new();
    Read::by_ref(file).take(LOOKED_AT as u64).read_to_end(&mut text)?;
    file.seek(SeekFrom::Start(0))?;
    let between_letters = |set: &[u8]| {
        text.windows(3)
            .filter(|w| matches!(w, [a, b, c] if set.contains(b) && (a.is_ascii_alphabetic() || c.is_ascii_alphabetic())))
            .count()
    };
    let mac = between_letters(&[0x87, 0x8e, 0x92, 0x97, 0x9c, 0x96, 0x9f, 0x83, 0x84]);
    let windows = between_letters(&[0xe1, 0xe9, 0xed, 0xf3, 0xfa, 0xf1, 0xfc, 0xc9, 0xd1]);
    Ok(if mac > windows { MACINTOSH } else { WINDOWS_1252 })
}

/// Takes off UTF-8's byte order mark.
struct WithoutMark {
    file: File,
    is_first: bool,
}

impl Read for WithoutMark {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.is_first) {
            let mut mark = [0; 3];
            let read = Read::by_ref(&mut self.file).take(3).read(&mut mark)?;
            if read != 3 || mark != *b"\xef\xbb\xbf" {
                self.file.seek(SeekFrom::Start(0))?;
            }
        }
        self.file.read(buffer)
    }
}
