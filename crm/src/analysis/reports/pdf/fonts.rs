//! Fonts in the file: only the glyphs used, and which character each one means, so that text can be found and
//! copied.

use super::broken;
use crate::{
    Result,
    analysis::reports::{face::Face, marks::Weight},
};
use printpdf::{
    Codepoint, FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt, TextItem,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use subsetter::GlyphRemapper;

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

    /// Adds the font, a few kilobytes, to the document under this name, and answers the operations that show each
    /// of its glyphs once: from them printpdf learns the widths to write and what each glyph means.
    pub fn embed(&self, document: &mut PdfDocument, name: &str) -> Result<Vec<Op>> {
        if self.meanings.is_empty() {
            return Ok(Vec::new());
        }
        let bytes = subsetter::subset(self.face.bytes, 0, &self.glyphs)
            .map_err(|error| broken(&error.to_string()))?;
        let full_name = format!("{}+{}", tag(&bytes), self.face.name);
        let glyphs = || (1_u16..).zip(&self.meanings);
        let widths: BTreeMap<u16, u16> = glyphs().map(|(number, (advance, _))| (number, *advance)).collect();
        let metrics = self.face.metrics();
        let units = metrics.units;
        let measures = FontMetrics { ascent: metrics.ascent, descent: metrics.descent };
        let mut font =
            ParsedFont::with_glyph_data(bytes, 0, Some(full_name), BTreeMap::new(), widths, units, measures);
        let measured = &mut font.pdf_font_metrics;
        [measured.x_min, measured.y_min, measured.x_max, measured.y_max] = metrics.bounds;
        measured.us_weight_class = match self.weight {
            Weight::Regular => 400,
            Weight::Medium => 500,
            Weight::SemiBold => 600,
        };
        let id = FontId(name.to_owned());
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(font));
        let shown =
            glyphs().map(|(number, (_, c))| Codepoint::with_cid(number, 0.0, c.to_string())).collect();
        Ok(vec![
            Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) },
            Op::ShowText { items: vec![TextItem::GlyphIds(shown)] },
        ])
    }
}

/// Six capitals that tell one subset of a font from another.
fn tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
