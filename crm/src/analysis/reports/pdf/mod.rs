//! Paints pages as PDF. The same pages give the same bytes: nothing of this machine, its clock or chance goes in.

mod content;
mod fonts;
mod images;

use super::{
    marks::{Page, Weight},
    report::Report,
};
use crate::{Code, Error, Result, values::Lang};
use chrono::{Datelike, Timelike};
use fonts::Subset;
use images::Images;
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Date, Filter, Finish, Name, Pdf, Rect, Ref, TextStr};
use sha2::{Digest, Sha256};

/// zlib's level: beyond it a report of 100 pages gets 2 % smaller and takes half as long again.
const LEVEL: u8 = 4;
/// The weights and their names in the file.
const WEIGHTS: [(Weight, Name<'static>); 3] =
    [(Weight::Regular, Name(b"R")), (Weight::Medium, Name(b"M")), (Weight::SemiBold, Name(b"S"))];

/// The pages as a PDF 1.7 file; fonts are embedded with only the glyphs that are used.
///
/// # Errors
/// [`Code::Internal`] where the bundled font cannot be read.
pub fn paint(report: &Report, pages: &[Page], lang: Lang) -> Result<Vec<u8>> {
    let mut ids = Ids(1);
    let (catalog, tree, info) = (ids.next(), ids.next(), ids.next());
    let mut subsets = WEIGHTS.map(|(weight, _)| Subset::new(weight));
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);

    let fonts = WEIGHTS.map(|_| ids.next());
    let images = Images::of(pages);
    let image_ids = images.embed(&mut pdf, || ids.next());
    let page_ids: Vec<Ref> = pages.iter().map(|_| ids.next()).collect();
    for (page, id) in pages.iter().zip(&page_ids) {
        let stream = ids.next();
        let content = compress_to_vec_zlib(&content::draw(page, &mut subsets, &images), LEVEL);
        pdf.stream(stream, &content).filter(Filter::FlateDecode);
        let mut object = pdf.page(*id);
        object.parent(tree).contents(stream).media_box(media(page));
        let mut resources = object.resources();
        let mut named = resources.fonts();
        for ((_, name), font) in WEIGHTS.iter().zip(fonts) {
            named.pair(*name, font);
        }
        named.finish();
        let mut named = resources.x_objects();
        for (name, image) in images.names().zip(&image_ids) {
            named.pair(Name(name.as_bytes()), *image);
        }
    }
    pdf.pages(tree).kids(page_ids.iter().copied()).count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (subset, id) in subsets.iter().zip(fonts) {
        subset.embed(&mut pdf, id, || ids.next())?;
    }
    describe(&mut pdf, report, lang, catalog, tree, info);
    let hash = Sha256::digest(pdf.as_bytes());
    let id = hash.get(..16).unwrap_or_default().to_vec();
    pdf.set_file_id((id.clone(), id));
    Ok(pdf.finish())
}

fn describe(pdf: &mut Pdf, report: &Report, lang: Lang, catalog: Ref, tree: Ref, info: Ref) {
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr(lang.as_str()));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    let title = format!("{} · {}", report.title.read(lang), report.letterhead.clinic);
    let date = report.data_on.date();
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    let mut made =
        Date::new(u16::try_from(date.year()).unwrap_or(0)).month(small(date.month())).day(small(date.day()));
    if let Some(time) = report.data_time {
        made = made.hour(small(time.hour())).minute(small(time.minute())).second(0);
    }
    let mut about = pdf.document_info(info);
    about.title(TextStr(&title)).creator(TextStr("Huella")).creation_date(made);
    if !report.made_by.is_empty() {
        about.author(TextStr(&report.made_by));
    }
}

fn media(page: &Page) -> Rect {
    Rect::new(0.0, 0.0, page.width as f32 / 100.0, page.height as f32 / 100.0)
}

/// Numbers of the file's objects.
struct Ids(i32);

impl Ids {
    fn next(&mut self) -> Ref {
        let id = Ref::new(self.0);
        self.0 += 1;
        id
    }
}

/// The bundled font cannot be read: a broken build.
fn broken_font(detail: &str) -> Error {
    Error::new(Code::Internal, format!("bundled font: {detail}"))
}
