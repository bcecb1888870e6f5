//! The bundled typeface: which glyphs a text takes and how wide it runs.

use super::marks::Weight;
use std::sync::LazyLock;
use ttf_parser::{Face as Font, GlyphId, Tag, gsub::SingleSubstitution};

static FACES: LazyLock<[Face; 3]> = LazyLock::new(|| {
    [
        Face::load("Inter-Regular", include_bytes!("../../../../assets/fonts/Inter-Regular.ttf")),
        Face::load("Inter-Medium", include_bytes!("../../../../assets/fonts/Inter-Medium.ttf")),
        Face::load("Inter-SemiBold", include_bytes!("../../../../assets/fonts/Inter-SemiBold.ttf")),
    ]
});

/// The glyphs of characters below this are looked up once, when the face is loaded.
const COMMON: u32 = 0x250;

/// Measures that a PDF asks for, in units of the font.
#[derive(Debug, Clone, Copy, Default)]
pub struct Metrics {
    /// Left, bottom, right, top of all glyphs.
    pub bounds: [i16; 4],
    /// The highest letters, above the baseline.
    pub ascent: i16,
    /// The lowest, below it: negative.
    pub descent: i16,
    /// Units in an em.
    pub units: u16,
}

/// One weight of the typeface.
pub struct Face {
    /// Its PostScript name.
    pub name: &'static str,
    /// The TrueType file.
    pub bytes: &'static [u8],
    font: Option<Font<'static>>,
    units: f32,
    common: Vec<Option<Glyph>>,
}

/// A character as the font draws it.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    plain: Shape,
    tabular: Shape,
}

/// A glyph of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its number in the font.
    pub id: u16,
    /// How far it moves the pen, in units of the font.
    pub advance: u16,
}

impl Face {
    /// The face of this weight.
    pub fn of(weight: Weight) -> &'static Self {
        let [regular, medium, semi_bold] = &*FACES;
        match weight {
            Weight::Regular => regular,
            Weight::Medium => medium,
            Weight::SemiBold => semi_bold,
        }
    }

    /// Whether the font draws this character. All weights draw the same ones.
    pub fn has(c: char) -> bool {
        Self::of(Weight::Regular).lookup(c).is_some()
    }

    /// The glyph of a character, with figures of one width where `tabular`; the font's box for one it lacks.
    pub fn shape(&self, c: char, tabular: bool) -> Shape {
        match self.lookup(c) {
            Some(glyph) if tabular => glyph.tabular,
            Some(glyph) => glyph.plain,
            None => Shape { id: 0, advance: 0 },
        }
    }

    /// How wide a text runs at this size, in the unit of the size.
    pub fn width(&self, text: &str, size: f32, tabular: bool) -> f32 {
        let units: u32 = text.chars().map(|c| u32::from(self.shape(c, tabular).advance)).sum();
        // Exact: a line of text is far below 2^24 units.
        units as f32 * size / self.units
    }

    /// Its measures.
    pub fn metrics(&self) -> Metrics {
        let Some(font) = &self.font else { return Metrics::default() };
        let bounds = font.global_bounding_box();
        Metrics {
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            ascent: font.ascender(),
            descent: font.descender(),
            units: font.units_per_em(),
        }
    }

    fn lookup(&self, c: char) -> Option<Glyph> {
        match self.common.get(c as usize) {
            Some(known) => *known,
            None => glyph(self.font.as_ref()?, None, c),
        }
    }

    fn load(name: &'static str, bytes: &'static [u8]) -> Self {
        let font = Font::parse(bytes, 0).ok();
        let tabular = font.as_ref().and_then(tabular_figures);
        let find = |code| glyph(font.as_ref()?, tabular, char::from_u32(code)?);
        let common = (0..COMMON).map(find).collect();
        let units = font.as_ref().map_or(1.0, |font| f32::from(font.units_per_em()));
        Self { name, bytes, font, units, common }
    }
}

fn glyph(font: &Font<'_>, tabular: Option<SingleSubstitution<'_>>, c: char) -> Option<Glyph> {
    let id = font.glyph_index(c)?;
    let shape = |id: GlyphId| Shape { id: id.0, advance: font.glyph_hor_advance(id).unwrap_or(0) };
    Some(Glyph {
        plain: shape(id),
        tabular: shape(tabular.and_then(|figures| swap(figures, id)).unwrap_or(id)),
    })
}

/// The font's own rule for figures of one width (OpenType feature `tnum`).
fn tabular_figures(font: &Font<'static>) -> Option<SingleSubstitution<'static>> {
    let table = font.tables().gsub?;
    let feature = table.features.find(Tag::from_bytes(b"tnum"))?;
    let lookup = table.lookups.get(feature.lookup_indices.get(0)?)?;
    match lookup.subtables.get::<ttf_parser::gsub::SubstitutionSubtable<'_>>(0)? {
        ttf_parser::gsub::SubstitutionSubtable::Single(single) => Some(single),
        _ => None,
    }
}

fn swap(figures: SingleSubstitution<'_>, id: GlyphId) -> Option<GlyphId> {
    let index = figures.coverage().get(id)?;
    match figures {
        SingleSubstitution::Format1 { delta, .. } => Some(GlyphId(id.0.wrapping_add_signed(delta))),
        SingleSubstitution::Format2 { substitutes, .. } => substitutes.get(index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: [Weight; 3] = [Weight::Regular, Weight::Medium, Weight::SemiBold];

    #[test]
    fn every_weight_draws_the_signs_of_both_languages() {
        for c in "aáéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’–—…·$€%+−×0123456789.,:;()/@&#□‹›".chars()
        {
            for weight in WEIGHTS {
                assert_ne!(Face::of(weight).shape(c, false).id, 0, "{c} in {weight:?}");
            }
        }
        assert!(!Face::has('م') && !Face::has('京') && !Face::has('\u{0}'));
    }

    #[test]
    fn tabular_figures_are_of_one_width_and_others_are_not() {
        for weight in WEIGHTS {
            let face = Face::of(weight);
            let of = |text| face.width(text, 10.0, true);
            assert_eq!(of("1111111111"), of("0123456789"));
            assert!(face.width("1111", 10.0, false) < face.width("8888", 10.0, false));
        }
    }

    #[test]
    fn width_grows_with_size_and_weight() {
        let text = "Clínica Veterinaria";
        let regular = Face::of(Weight::Regular);
        assert!((regular.width(text, 20.0, false) - 2.0 * regular.width(text, 10.0, false)).abs() < 0.01);
        assert!(Face::of(Weight::SemiBold).width(text, 10.0, false) > regular.width(text, 10.0, false));
    }
}
