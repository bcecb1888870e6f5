//! Paints pages as PDF. The same pages give the same bytes: nothing of this machine, its clock or chance goes in.
//!
//! printpdf makes the document: its pages, fonts, pictures and description. What stands on a page is written in
//! [`content`] and put in place of printpdf's own stream, whose operations cost four times as long to make.

mod content;
mod fonts;
mod images;

use super::{
    marks::{Page, Weight},
    report::Report,
};
use crate::{
    Code, Error, Result,
    values::{Lang, words::word},
};
use chrono::Timelike;
use fonts::Subset;
use images::Images;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat};
use miniz_oxide::deflate::compress_to_vec_zlib;
use printpdf::{OffsetDateTime, Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};
use sha2::{Digest, Sha256};

/// zlib's level: beyond it a report of 100 pages gets 2 % smaller and takes half as long again.
const LEVEL: u8 = 4;
/// The weights and their names in the file.
const WEIGHTS: [(Weight, &str); 3] = [(Weight::Regular, "R"), (Weight::Medium, "M"), (Weight::SemiBold, "S")];

/// The pages as a PDF 1.7 file; fonts are embedded with only the glyphs that are used.
///
/// # Errors
/// [`Code::Internal`] where the bundled font cannot be read.
pub fn paint(report: &Report, pages: &[Page], lang: Lang) -> Result<Vec<u8>> {
    let mut document = PdfDocument::new("");
    describe(&mut document, report, report.title.read(lang));
    write(document, pages, lang)
}

/// Several reports in one file, with a bookmark for each.
///
/// # Errors
/// As [`paint`].
pub fn paint_bundle(parts: &[(Report, Vec<Page>)], lang: Lang) -> Result<Vec<u8>> {
    let mut document = PdfDocument::new("");
    let mut pages = Vec::new();
    for (report, its_pages) in parts {
        if pages.is_empty() {
            describe(&mut document, report, word(lang, "reports.bundle").to_owned());
        }
        document.add_bookmark(&report.title.read(lang), pages.len() + 1);
        pages.extend_from_slice(its_pages);
    }
    write(document, &pages, lang)
}

fn write(mut document: PdfDocument, pages: &[Page], lang: Lang) -> Result<Vec<u8>> {
    let mut subsets = WEIGHTS.map(|(weight, _)| Subset::new(weight));
    let images = Images::of(pages);
    let contents: Vec<Vec<u8>> = pages
        .iter()
        .map(|page| compress_to_vec_zlib(&content::draw(page, &mut subsets, &images), LEVEL))
        .collect();

    images.embed(&mut document);
    let mut operations = Vec::new();
    for (subset, (_, name)) in subsets.iter().zip(WEIGHTS) {
        operations.extend(subset.embed(&mut document, name)?);
    }
    // printpdf embeds what its operations show: those of the first page show every glyph once.
    document.pages = pages.iter().map(|page| blank(page, std::mem::take(&mut operations))).collect();

    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    file.version = "1.7".into();
    for (id, content) in file.get_pages().into_values().zip(contents) {
        let stream = file.get_page_contents(id).first().copied().ok_or_else(|| broken("a page"))?;
        let filter = Dictionary::from_iter([("Filter", Object::Name(b"FlateDecode".to_vec()))]);
        file.set_object(stream, Stream::new(filter, content));
    }
    let root = file.catalog_mut().map_err(|_| broken("the catalog"))?;
    root.set("Lang", Object::string_literal(lang.as_str()));
    root.set("ViewerPreferences", Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]));
    finished(&mut file)
}

/// The file's bytes; its id is the hash of all the others.
fn finished(file: &mut Document) -> Result<Vec<u8>> {
    for stream in file.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()) {
        if stream.dict.get(b"Filter").is_err() {
            let packed = compress_to_vec_zlib(&stream.content, LEVEL);
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    file.trailer.remove(b"ID");
    let hash = Sha256::digest(written(file)?);
    let id = Object::String(hash.get(..16).unwrap_or_default().to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    written(file)
}

fn written(file: &mut Document) -> Result<Vec<u8>> {
    let size = file.objects.values().filter_map(|object| object.as_stream().ok()).map(|s| s.content.len());
    let mut bytes = Vec::with_capacity(size.sum::<usize>() + 200 * file.objects.len());
    file.save_to(&mut bytes).map_err(|_| broken("the file"))?;
    Ok(bytes)
}

fn describe(document: &mut PdfDocument, report: &Report, title: String) {
    let about = &mut document.metadata.info;
    about.document_title = format!("{title} · {}", report.letterhead.clinic);
    about.creator = "Huella".into();
    about.author.clone_from(&report.made_by);
    // The clinic's wall clock, or the start of the day.
    let seconds = report.data_time.map_or(0, |time| i64::from(time.num_seconds_from_midnight()) / 60 * 60);
    if let Ok(made) =
        OffsetDateTime::from_unix_timestamp(i64::from(report.data_on.number()) * 86_400 + seconds)
    {
        (about.creation_date, about.modification_date, about.metadata_date) = (made, made, made);
    }
}

fn blank(page: &Page, ops: Vec<Op>) -> PdfPage {
    let size = Rect::from_wh(Pt(page.width as f32 / 100.0), Pt(page.height as f32 / 100.0));
    PdfPage { media_box: size.clone(), trim_box: size.clone(), crop_box: size, ops }
}

/// What cannot be, unless the bundled font or the library is broken.
fn broken(what: &str) -> Error {
    Error::new(Code::Internal, format!("PDF: {what}"))
}
