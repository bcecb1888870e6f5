//! Fonts in the file: only the glyphs used, and which character each one means, so that text can be found and
//! copied.

use super::{LEVEL, broken_font};
use crate::{
    Result,
    analysis::reports::{face::Face, marks::Weight},
};
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{
    Filter, Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use subsetter::GlyphRemapper;

const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The glyphs of one weight that the pages use, numbered in the order of their first use.
pub struct Subset {
    weight: Weight,
    face: &'static Face,
    glyphs: GlyphRemapper,
    /// Number in the file by character and kind of figures.
    known: HashMap<(char, bool), u16>,
    /// For each glyph of the file, its advance and the character it stands for.
    meanings: Vec<(u16, char)>,
}

impl Subset {
    /// No glyph yet.
    pub fn new(weight: Weight) -> Self {
        let (face, glyphs) = (Face::of(weight), GlyphRemapper::new());
        Self { weight, face, glyphs, known: HashMap::new(), meanings: Vec::new() }
    }

    /// The weight.
    pub fn weight(&self) -> Weight {
        self.weight
    }

    /// The number of a character's glyph in the file.
    pub fn glyph(&mut self, c: char, tabular: bool) -> u16 {
        *self.known.entry((c, tabular)).or_insert_with(|| {
            let shape = self.face.shape(c, tabular);
            let number = self.glyphs.remap(shape.id);
            // The first glyph is the font's box for what it lacks; numbers after it are given one by one.
            if usize::from(number) == self.meanings.len() + 1 {
                self.meanings.push((shape.advance, c));
            }
            number
        })
    }

    /// Writes the font, a few kilobytes, under this id.
    pub fn embed(&self, pdf: &mut Pdf, id: Ref, mut next: impl FnMut() -> Ref) -> Result<()> {
        let (cid, descriptor, file, map) = (next(), next(), next(), next());
        let bytes = subsetter::subset(self.face.bytes, 0, &self.glyphs)
            .map_err(|error| broken_font(&error.to_string()))?;
        let name = format!("{}+{}", tag(&bytes), self.face.name);
        let name = Name(name.as_bytes());
        pdf.type0_font(id)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(map);

        let per_mille = |units: f32| (units * 1000.0 / self.face.units()).round();
        let mut font = pdf.cid_font(cid);
        font.subtype(CidFontType::Type2).base_font(name).system_info(IDENTITY).font_descriptor(descriptor);
        // Widths as exact as the layout's: rounded to a thousandth of an em, a long line would drift.
        let exact = |advance: u16| (f32::from(advance) * 1_000_000.0 / self.face.units()).round() / 1000.0;
        font.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        font.widths().consecutive(1, self.meanings.iter().map(|(advance, _)| exact(*advance)));
        font.finish();

        let metrics = self.face.metrics();
        let [left, bottom, right, top] = metrics.bounds.map(per_mille);
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(left, bottom, right, top))
            .italic_angle(0.0)
            .ascent(per_mille(metrics.ascent))
            .descent(per_mille(metrics.descent))
            .cap_height(per_mille(metrics.cap_height))
            .stem_v(match self.weight {
                Weight::Regular => 88.0,
                Weight::Medium => 104.0,
                Weight::SemiBold => 124.0,
            })
            .font_file2(file);
        let packed = compress_to_vec_zlib(&bytes, LEVEL);
        pdf.stream(file, &packed)
            .filter(Filter::FlateDecode)
            .pair(Name(b"Length1"), i32::try_from(bytes.len()).unwrap_or(i32::MAX));

        let mut meanings = UnicodeCmap::new(Name(b"Huella"), IDENTITY);
        for (number, (_, c)) in (1_u16..).zip(&self.meanings) {
            meanings.pair(number, *c);
        }
        let packed = compress_to_vec_zlib(&meanings.finish(), LEVEL);
        pdf.cmap(map, &packed).filter(Filter::FlateDecode);
        Ok(())
    }
}

/// Six capitals that tell one subset of a font from another.
fn tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
